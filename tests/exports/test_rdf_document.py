"""docs/rdf.md says what is so: its table, its record and its questions, on the bundled data."""

import re
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, Store, parse

from graph_schema.mapping_table import as_markdown
from graph_schema.rdf import Terms
from tests.commands.command_line import CommandLine
from tests.exports.conftest import BASE

DOCUMENT = (Path(__file__).parents[2] / "docs" / "rdf.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```sparql\n(.*?)```", DOCUMENT, flags=re.DOTALL)
HISTORY = ("wasGeneratedBy", "sinceVersion")  # which version of a store read it is its own affair
ROWS = {0: {("Luleå tekniska universitet", "Curated facts of the social-innovation ecosystem")}}
"""What can be read off the sources by hand: of the eight that take part in something in Norrbotten,
Luleå tekniska universitet alone is recorded with both, for instance at a webinar."""


def test_the_table_is_that_of_the_types() -> None:
    table = DOCUMENT.split("<!-- mapping:begin -->\n")[1].split("\n<!-- mapping:end -->")[0]

    assert table == as_markdown()


def test_the_record_stands_in_the_export(bundled: Store) -> None:
    [record] = re.findall(r"```turtle\n(.*?)```", DOCUMENT, flags=re.DOTALL)

    said = list(parse(record, format=RdfFormat.TURTLE))

    assert len(said) > 60
    for quad in said:
        if not quad.predicate.value.endswith(HISTORY):
            assert quad in bundled, str(quad)


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_each_question_has_an_answer(bundled: Store, number: int) -> None:
    prefixes = "".join(f"PREFIX {k}: <{v}>\n" for k, v in Terms(BASE).prefixes.items())

    rows = list(bundled.query(prefixes + QUESTIONS[number]))

    assert len(QUESTIONS) == 10
    assert rows
    if number in ROWS:
        assert {tuple(cell.value for cell in row) for row in rows} == ROWS[number]


SECTORS = {"a": "academia", "b": "private", "c": "civil_society", "d": "private", "p": "public",
           "u": "unknown"}  # fmt: skip
ENDS = {"m": "2025-12", "k": "2026", "x": "2026", "y": "2026", "z": "2024", "n": "2020"}
TAKING_PART = (
    "a n party", "b n party", "d n invited",
    "a m attended", "p m party", "c m attended", "d m party",
    "b k party", "p k party", "c k declined",
    "a x party", "u x party",
    "a y party", "p y invited",
    "a z party", "p z party",
)  # fmt: skip
"""In n, which lies in Norrbotten, a, b and d take part, d by invitation alone. Of the two left, a
meets p and c in m; b meets p in k, to which c said no."""


def made() -> str:
    """Those who take part in what, as Turtle."""
    own = f"{BASE}ontology#"
    lines = [f"@prefix {name}: <{at}> ." for name, at in Terms(BASE).prefixes.items()]
    lines.append("<urn:se332> skos:exactMatch <http://data.europa.eu/nuts/code/SE332> .")
    lines.append("<urn:n> dct:spatial <urn:se332> . <urn:claim> dct:source <urn:source> .")
    lines.append('<urn:source> dct:title "Made up"@en .')
    for actor, sector in SECTORS.items():
        lines.append(f'<urn:{actor}> skos:prefLabel "{actor}" ; own:sector own:Sector-{sector} .')
        lines.append(f'<{own}Sector-{sector}> skos:notation "{sector}" .')
    for project, end in ENDS.items():
        lines.append(f'<urn:{project}> a own:Project ; skos:prefLabel "{project}" ;')
        lines.append(f'  schema:endDate "{end}"^^xsd:gYear .')
    for number, (actor, arena, status) in enumerate(map(str.split, TAKING_PART)):
        lines.append(f"<urn:tie{number}> a own:ParticipatesIn ; rdf:subject <urn:{actor}> ;")
        lines.append(f"  rdf:object <urn:{arena}> ; prov:wasDerivedFrom <urn:claim> ;")
        lines.append(f"  own:participationStatus own:ParticipationStatus-{status} .")
    return "\n".join(lines)


def test_who_was_invited_or_declined_met_nobody_and_unknown_is_no_sector() -> None:
    graph = rdflib.Graph().parse(data=made(), format="turtle")
    prefixes = "".join(f"PREFIX {k}: <{v}>\n" for k, v in Terms(BASE).prefixes.items())

    bridging, ending = (
        [tuple(map(str, row)) for row in graph.query(prefixes + QUESTIONS[number])]
        for number in (0, 4)
    )

    assert bridging == [("a", "Made up")]
    assert [(name, end, set(said.split(", "))) for name, end, said in ending] == [
        ("m", "2025-12", {"academia", "public", "civil_society", "private"}),
        ("k", "2026", {"private", "public"}),
    ]


def test_the_questions_are_answered_within_the_bounds_of_the_endpoint(
    bundled: Store, bundled_folder: Path
) -> None:
    bounds = {"EKOKARTA_BASE_ADDRESS": BASE, "EKOKARTA_SPARQL_SECONDS": "20"}
    ekokarta = CommandLine(bundled_folder, bounds)

    ended = [ekokarta("sparql", "--public", query) for query in QUESTIONS]

    assert len(bundled) > 0
    assert [(done.code, done.out.count("\n") > 1) for done in ended] == [(0, True)] * 10
