"""`ekokarta sparql`: the same answers without a service."""

from pathlib import Path

import pytest

from tests.callers import recorded
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import almanac, diary, register
from tests.sparql.served import BASE

SECTORS = """SELECT ?sector (COUNT(?actor) AS ?number) {
  ?actor a own:Actor ; own:sector ?sector
} GROUP BY ?sector ORDER BY ?sector"""


@pytest.fixture(scope="module")
def ekokarta(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The command line on the small graph."""
    folder = recorded(tmp_path_factory.mktemp("command"), register(), almanac(), diary())
    return CommandLine(folder, {"EKOKARTA_BASE_ADDRESS": BASE, "EKOKARTA_SPARQL_SECONDS": "20"})


def test_a_query_and_a_file_give_the_same_table(ekokarta: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "sectors.rq").write_text(SECTORS)

    said = ekokarta("sparql", SECTORS)
    filed = ekokarta("sparql", tmp_path / "sectors.rq", "--output", tmp_path / "sectors.csv")

    assert said.code == filed.code == 0, said.err + filed.err
    assert said.out == (tmp_path / "sectors.csv").read_text()
    assert said.out.splitlines()[0] == "sector,number"
    assert f"{BASE}ontology#Sector-academia,1" in said.out.splitlines()


def test_forms_and_readers_are_chosen(ekokarta: CommandLine) -> None:
    meeting = "ASK { ?s ?p ?name FILTER(STR(?name) = 'Hemligt möte') }"

    whole = ekokarta("sparql", meeting, "--format", "json")
    public = ekokarta("sparql", meeting, "--format", "json", "--public")
    graph = ekokarta("sparql", "DESCRIBE ?d { ?d a void:Dataset }")

    assert whole.json() == {"head": {}, "boolean": True}
    assert public.json() == {"head": {}, "boolean": False}
    assert f"<{BASE}>" in graph.out
    assert graph.code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["SELECT * {\n ?s ?p"], 2, "this is no SPARQL query: line 2, column"),
        (["SELECT * { SERVICE <a:a> {} }"], 2, "SERVICE is refused"),
        (["nowhere.rq"], 2, "cannot read nowhere.rq: No such file or directory"),
        (["ASK {}", "--format", "turtle"], 2, "--format: the answer to this query is given as"),
        (["SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"], 1, "the answer is larger than 16 MiB"),
    ],
)
def test_what_is_refused_is_one_line_and_no_trace(
    ekokarta: CommandLine, arguments: list[str], code: int, said: str
) -> None:
    ended = ekokarta("sparql", *arguments)

    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_without_a_base_address_it_says_what_to_set(ekokarta: CommandLine) -> None:
    ended = CommandLine(ekokarta.folder)("sparql", "ASK {}")

    assert ended.code == 2
    assert "EKOKARTA_BASE_ADDRESS" in ended.err
