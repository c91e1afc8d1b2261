"""GEXF 1.3: valid against its schema, and the same network in networkx."""

import io
import json
from pathlib import Path
from typing import Any

import networkx
import pytest
from lxml import etree

from queries.exporting.selection import selected
from queries.lookup.filters import Filters
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.gexf import first_day, gexf, last_day
from tests.commands.command_line import CommandLine
from tests.commands.own_table import import_table
from tests.exports.conftest import IDS, NAMES
from tests.exports.stated import Tie, Values, all_nodes, all_ties
from tests.lookup import small_graph as small

WEB = small.node_id("odd/act/web")
SCHEMA = Path(__file__).parent / "gexf-1.3" / "gexf.xsd"


def written(model: ReadModel, filters: Filters | None = None) -> bytes:
    """The document of a model in one piece."""
    chosen = filters if filters is not None else Filters()
    return b"".join(gexf(Export(model, selected(model, chosen), None, chosen)))


def read(content: bytes) -> networkx.MultiDiGraph:
    """The network as networkx reads it."""
    return networkx.read_gexf(io.BytesIO(content))


def test_it_is_valid_against_its_schema(odd_model: ReadModel, real_model: ReadModel) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    empty = Filters(q="finns inte")
    documents = [written(odd_model), written(real_model), written(odd_model, empty)]

    flaws = []
    for document in documents:
        schema.validate(etree.fromstring(document))
        flaws += [str(flaw) for flaw in schema.error_log]

    assert flaws == []


def test_it_says_what_it_rests_on_and_what_that_covers(model: ReadModel) -> None:
    [described] = etree.fromstring(written(model)).iter("{http://gexf.net/1.3}description")
    lines = described.text.splitlines()

    assert lines[0].startswith("ekokarta, data version 2, published 20")
    assert lines[0].endswith("; filters: {}")
    assert "Outside what a source covers, an absence is not a zero." in lines
    begin = lines.index("register: The register, Byrån; retrieved 2026-01-15")
    told = [line.strip().partition(": ")[::2] for line in lines[begin + 1 : begin + 4]]
    assert [what for what, _ in told] == ["licence", "covers", "not covered"]
    assert (told[0][1], told[2][1]) == ("CC0-1.0", "2018")
    covers = {name: value for name, value in json.loads(told[1][1]).items() if value}
    assert covers == {"years": [2015, 2021], "kinds": ["Project"], "participants": "complete"}


def test_networkx_counts_what_the_store_counts(model: ReadModel, real_model: ReadModel) -> None:
    small_network, real_network = read(written(model)), read(written(real_model))

    assert (small_network.number_of_nodes(), small_network.number_of_edges()) == (19, 27)
    chosen = selected(real_model)
    assert real_network.number_of_nodes() == chosen.nodes.size
    assert real_network.number_of_edges() == chosen.ties.edge.size


def test_a_project_and_a_tie_carry_their_fields(model: ReadModel) -> None:
    network = read(written(model))
    tie = small.edge_id("FUNDS", "register/act/fonden", "register/prj/p1", amount_kind="granted")

    assert network.nodes[small.P1] == {
        "label": "Delad vinst", "node_type": "Project", "number": "2018/00076",
        "identifiers": "dnr:2018/00076", "start": "2015-03-01", "end": "2016-12-31",
        "start_as_stated": "2015-03", "end_as_stated": "2016-12", "sources": "register",
    }  # fmt: skip
    assert network.edges[small.FONDEN, small.P1, tie] == {
        "id": tie, "label": "funds", "edge_type": "FUNDS", "amount": "1000.50", "currency": "SEK",
        "amount_kind": "granted", "sources": "register",
    }  # fmt: skip


def test_no_two_ties_of_the_same_ends_are_of_one_kind(
    model: ReadModel, odd_model: ReadModel, real_model: ReadModel
) -> None:
    """GEXF 1.3 Primer, "Parallel edges": of those that share a kind Gephi makes one."""

    def kinds(model: ReadModel) -> dict[str, tuple[str, str, str]]:
        edges = etree.fromstring(written(model)).iter("{http://gexf.net/1.3}edge")
        return {
            edge.get("id"): (edge.get("source"), edge.get("target"), edge.get("kind"))
            for edge in edges
        }

    owns = small.edge_id("PARTICIPATES_IN", "register/act/malmo", "register/prj/p1", role="owner")
    grant = small.edge_id("FUNDS", "register/act/fonden", "register/prj/p1", amount_kind="granted")
    assert kinds(model)[owns] == (small.MALMO, small.P1, "PARTICIPATES_IN owner")
    assert kinds(model)[grant] == (small.FONDEN, small.P1, "FUNDS granted")
    odd = {kind for source, _, kind in kinds(odd_model).values() if source == WEB}
    assert odd == {"PARTICIPATES_IN organiser 2001/2003-06", "SUPPORTS", "SUPPORTS 2005/"}
    for found in (kinds(model), kinds(odd_model), kinds(real_model)):
        assert len(set(found.values())) == len(found)
    assert len({ends[:2] for ends in kinds(real_model).values()}) < len(kinds(real_model))


def test_what_is_said_to_end_before_it_begins_has_no_end(odd_model: ReadModel) -> None:
    found = read(written(odd_model)).nodes[small.node_id("odd/act/script")]

    assert {name: value for name, value in found.items() if name.startswith(("start", "end"))} == {
        "start": "2005-01-01", "start_as_stated": "2005",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "times"),
    [
        ("9999-12-31;", {"start": "9999-12-31"}),
        ("9001;", {"start": "9001-01-01"}),
        (";9999", {"end": "9999-12-31"}),
        ("9998;9999", {"start": "9998-01-01", "end": "9999-12-31"}),
        ("0001;", {"start": "0001-01-01"}),
    ],
)
def test_the_last_and_first_years_are_times_as_others(
    tmp_path: Path, stated: str, times: dict[str, str]
) -> None:
    line = CommandLine(tmp_path)
    mapping = '[project]\nname = "Projekt"\nstart = "Start"\nend = "Slut"\n'
    import_table(line, "ar", "År", mapping, ["Projekt;Start;Slut", f"Framtiden;{stated}"])

    found = read(line("export", "gexf").out.encode())

    [values] = (about for _, about in found.nodes(data=True) if about["label"] == "Framtiden")
    assert {name: values[name] for name in ("start", "end") if name in values} == times


LISTS = ("aliases", "identifiers", "unnamed_parties", "sources")


def restored(values: dict[str, Any]) -> Values:
    """The values by the rules that the document itself tells."""
    own = {"label": "name", "start_as_stated": "start", "end_as_stated": "end"}
    plain = {k: v for k, v in values.items() if k not in ("start", "end", "exact", "id")}
    named = {own.get(k, k): v for k, v in plain.items()}
    parted = {k: v.split(" | ") if k in LISTS else v for k, v in named.items()}
    return {**parted, **json.loads(values.get("exact", "{}"))}


@pytest.mark.parametrize("which", ["model", "odd_model", "real_model"])
def test_networkx_reads_every_node_tie_and_value(
    which: str, request: pytest.FixtureRequest
) -> None:
    model = request.getfixturevalue(which)

    network = read(written(model))

    nodes = {id: restored(values) for id, values in network.nodes(data=True)}
    expected = {
        id: {**values, "node_type": label} for id, (label, values) in all_nodes(model).items()
    }
    ties = {}
    for source, target, id, values in network.edges(keys=True, data=True):
        found = restored({k: v for k, v in values.items() if k != "label"})
        ties[id] = Tie(found.pop("edge_type"), source, target, found)
    tied = {
        id: tie._replace(values={k: v for k, v in tie.values.items() if k != "claims"})
        for id, tie in all_ties(model).items()
    }
    for values in expected.values():
        values.pop("claims")
    assert nodes == expected
    assert ties == tied


def test_names_survive_but_for_what_xml_forbids(odd_model: ReadModel) -> None:
    content = written(odd_model)

    labels = {key: read(content).nodes[id]["label"] for key, id in IDS.items()}
    replaced = "a\ufffdb\ufffdc\ufffdd\x7fe\x85f\u2028g\ufffdh"
    assert labels == {**NAMES, "controls": replaced}
    assert b"written as U+FFFD" in content
    assert restored(dict(read(content).nodes[IDS["controls"]]))["name"] == NAMES["controls"]


def test_the_same_version_gives_the_same_bytes(odd_model: ReadModel) -> None:
    assert written(odd_model) == written(odd_model)


@pytest.mark.parametrize(
    ("stated", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-12-15", "2022-12-15", "2022-12-15"),
    ],
)
def test_a_date_spans_what_it_may_mean(stated: str, first: str, last: str) -> None:
    assert (first_day(stated), last_day(stated)) == (first, last)
