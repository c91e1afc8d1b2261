"""N-Quads: the graph of a source holds what that source says from thing to thing, and no more.

A fund F pays for project P in part of county 12, on theme T. The register says that A took part in
P and B declined; the almanac says the reverse, and that A pays for P too.
"""

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from tests.callers import recorded
from tests.commands.command_line import CommandLine
from tests.exports.conftest import BASE
from tests.lookup import small_graph as small

EURIO, FRAPO = "http://data.europa.eu/s66#", "http://purl.org/cerif/frapo/"
DCT, SKOS = "http://purl.org/dc/terms/", "http://www.w3.org/2004/02/skos/core#"
TYPE, FUNDER = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{BASE}ontology#Funder"
FROM_THING_TO_THING = {
    FRAPO + "funds", EURIO + "isFundedBy", EURIO + "hasInvolvedParty", DCT + "subject",
    DCT + "spatial", DCT + "isPartOf", SKOS + "broader",
}  # fmt: skip
A, B, F = (f"register/act/{key}" for key in "abf")
P, T, COUNTY, TOWN = "register/prj/p", "register/thm/t", "register/reg/12", "register/reg/1280"
Said = set[tuple[str, str, str]]


def register() -> small.Statements:
    says = small.Statements(small.REGISTER)
    says.says("act", "a", name="A", identifiers=["orgnr:2120001124"])
    says.says("act", "b", name="B", identifiers=["orgnr:2021005489"])
    says.says("act", "f", name="F", identifiers=["orgnr:2021004920"])
    says.says("prj", "p", name="P", start="2022", identifiers=["dnr:22-018-S01"])
    says.says("thm", "t", name="T")
    says.says("reg", "12", name="Skåne län", notation="12", level="county")
    says.says("reg", "1280", name="Malmö", notation="1280", level="municipality")
    says.ties("PARTICIPATES_IN", "act/a", "prj/p", role="partner", status="party")
    says.ties("PARTICIPATES_IN", "act/b", "prj/p", role="partner", status="declined")
    money = {"currency": "SEK", "amount": "100"}
    says.ties("FUNDS", "act/f", "prj/p", amount_kind="granted", **money)
    says.ties("FUNDS", "act/f", "prj/p", amount_kind="own", **money)
    says.ties("ADDRESSES", "prj/p", "thm/t")
    says.ties("ACTIVE_IN", "prj/p", "reg/12")
    says.ties("PART_OF", "reg/1280", "reg/12")
    return says


def almanac() -> small.Statements:
    says = small.Statements(small.ALMANAC)
    says.says("act", "m", name="A i almanackan", identifiers=["orgnr:2120001124"])
    says.says("act", "n", name="B i almanackan", identifiers=["orgnr:2021005489"])
    says.says("prj", "q", name="P i almanackan", start="2022", identifiers=["dnr:22-018-S01"])
    says.ties("PARTICIPATES_IN", "act/m", "prj/q", role="partner", status="declined")
    says.ties("PARTICIPATES_IN", "act/n", "prj/q", role="partner", status="party")
    says.ties("FUNDS", "act/m", "prj/q", amount_kind="unknown")
    return says


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The command line on the two sources."""
    folder = recorded(tmp_path_factory.mktemp("graphs"), register(), almanac())
    return CommandLine(folder, {"EKOKARTA_BASE_ADDRESS": BASE})


def at(noun: str, record: str) -> str:
    return f"{BASE}id/{noun}/{small.node_id(record)}"


def tie(type: str, start: str, end: str, **fields: str) -> str:
    return f"{BASE}id/ties/{small.edge_id(type, start, end, **fields)}"


def said_in(lines: str) -> dict[str, Said]:
    """What leads from thing to thing, and who is a funder, by graph."""
    found: dict[str, Said] = {"": set(), "register": set(), "almanac": set()}
    quads = list(parse(lines, format=RdfFormat.N_QUADS))
    assert len(quads) == len(set(quads)), "a line stands twice"
    for quad in quads:
        if quad.predicate.value in FROM_THING_TO_THING or is_funder(quad):
            assert isinstance(quad.object, NamedNode)
            in_it = found[graph_of(quad)]
            in_it.add((quad.subject.value, quad.predicate.value, quad.object.value))
    return found


def is_funder(quad: Quad) -> bool:
    return quad.predicate.value == TYPE and quad.object == NamedNode(FUNDER)


def graph_of(quad: Quad) -> str:
    if isinstance(quad.graph_name, DefaultGraph):
        return ""
    return quad.graph_name.value.rpartition("/")[2]


PROJECT = at("projects", P)
OF_THE_REGISTER = {
    (at("actors", F), FRAPO + "funds", PROJECT),
    (at("actors", F), TYPE, FUNDER),
    (PROJECT, EURIO + "isFundedBy", tie("FUNDS", F, P, amount_kind="granted")),
    (PROJECT, EURIO + "hasInvolvedParty", tie("PARTICIPATES_IN", A, P, role="partner")),
    (PROJECT, DCT + "subject", at("themes", T)),
    (PROJECT, DCT + "spatial", at("regions", COUNTY)),
    (at("regions", TOWN), DCT + "isPartOf", at("regions", COUNTY)),
    (at("regions", TOWN), SKOS + "broader", at("regions", COUNTY)),
}
PAYS_TOO = {(at("actors", A), FRAPO + "funds", PROJECT), (at("actors", A), TYPE, FUNDER)}
OF_THE_ALMANAC = {
    *PAYS_TOO,
    (PROJECT, EURIO + "hasInvolvedParty", tie("PARTICIPATES_IN", B, P, role="partner")),
}


def test_a_source_says_what_it_states_and_not_what_another_does(run: CommandLine) -> None:
    done = run("export", "nquads")

    assert done.code == 0, done.err
    found = said_in(done.out)
    assert found["register"] == OF_THE_REGISTER
    assert found["almanac"] == OF_THE_ALMANAC
    assert found[""] == OF_THE_REGISTER | PAYS_TOO, "the register comes first"
    lines = done.out.encode().splitlines()
    assert lines == sorted(lines)


def test_a_part_says_the_same_of_what_is_in_it(run: CommandLine) -> None:
    found = said_in(run("export", "nquads", "--theme", small.node_id(T)).out)

    broader = {said for said in OF_THE_REGISTER if said[0] == at("regions", TOWN)}
    assert found["register"] == OF_THE_REGISTER - broader, "the town has no theme"
    assert found["almanac"] == PAYS_TOO, "nor has B, who did not take part by what is shown"


def test_what_is_read_back_is_the_same_graph(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "all.nq"
    assert run("export", "nquads", "--output", file).code == 0
    other = CommandLine(tmp_path, {"EKOKARTA_BASE_ADDRESS": BASE})

    assert other("import", "rdf", file).code == 0
    hashes = [line("status", "--json").json()["graph_hash"] for line in (run, other)]
    assert hashes[0] == hashes[1]
