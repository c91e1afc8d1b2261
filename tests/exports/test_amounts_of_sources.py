"""N-Quads of a table in which two rows state one funding in two currencies: two amounts, two nodes.

Read as RDF, an amount and a currency that hang on one node belong together.
"""

from collections import defaultdict
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from graph_schema.mapping import GraphMapping
from graph_schema.rdf import Terms
from graph_schema.shapes import shapes
from tests.commands.command_line import CommandLine
from tests.commands.own_tables import OwnTable
from tests.exports.conftest import BASE

EURIO = "http://data.europa.eu/s66#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
HEAD = "Projekt;Projektägare;Finansiär;Belopp;Valuta"
SEK = "P1;Exempelstads kommun;Exempelfonden;100000;SEK"
EUR = "P1;Exempelstads kommun;Exempelfonden;9000;EUR"
OTHER = "P2;Exempelstads kommun;Exempelfonden;500;SEK"
Amounts = dict[str, set[tuple[str, str]]]


def own_table(folder: Path, *rows: str) -> OwnTable:
    (folder / "lista.csv").write_text("\n".join([HEAD, *rows, ""]), "utf-8")
    run = CommandLine(folder, {"EKOKARTA_BASE_ADDRESS": BASE})
    own = OwnTable(run, folder / "lista.csv", folder / "m.toml")
    assert own.propose().code == 0
    own.edit('amount = "Belopp"', 'amount = "Belopp"\none_amount = true')
    done = own.publish()
    assert done.code == 0, done.err
    return own


def quads_of(own: OwnTable) -> list[Quad]:
    done = own.run("export", "nquads")
    assert done.code == 0, done.err
    return list(parse(done.out, format=RdfFormat.N_QUADS))


def amounts(quads: list[Quad], *, shown: bool) -> Amounts:
    """What each amount of the default graph, or of the source's, says: all numbers with all words.

    The keys are what the addresses end in, behind that of the tie.
    """
    mine = [q for q in quads if isinstance(q.graph_name, DefaultGraph) is shown]
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for quad in mine:
        for name in ("value", "currency"):
            if quad.predicate.value == EURIO + name:
                said[quad.subject.value, name].append(quad.object.value)
    typed = (q for q in mine if q.predicate.value == TYPE)
    nodes = {q.subject.value for q in typed if q.object.value == f"{EURIO}MonetaryAmount"}
    assert nodes == {q.object.value for q in mine if q.predicate.value.endswith("#hasAmount")}
    found: Amounts = defaultdict(set)
    for node in nodes:
        pairs = {(n, c) for n in said[node, "value"] for c in said[node, "currency"]}
        found[node.partition("#")[2]] |= pairs
    return dict(found)


def test_two_currencies_of_one_source_are_two_amounts(tmp_path: Path) -> None:
    quads = quads_of(own_table(tmp_path, SEK, EUR, OTHER))

    assert amounts(quads, shown=False) == {
        "amount-100000-SEK": {("100000", "SEK")},
        "amount-9000-EUR": {("9000", "EUR")},
        "amount": {("500", "SEK")},
    }
    [(name, shown)] = amounts(quads, shown=True).items()
    assert name == "amount"
    assert shown in (
        {("100000", "SEK"), ("500", "SEK")}, {("9000", "EUR"), ("500", "SEK")},
    )  # fmt: skip


def test_what_is_shown_conforms(tmp_path: Path) -> None:
    graph = rdflib.Graph()
    lines = own_table(tmp_path, SEK, EUR, OTHER).run("export", "nt").out
    graph.parse(data=lines, format="nt")

    held, _, report = pyshacl.validate(graph, shacl_graph=shapes(GraphMapping(Terms(BASE))))

    assert held, report


@pytest.mark.parametrize("rows", [(SEK,), (SEK, OTHER), (EUR, OTHER), (SEK, SEK)])
def test_where_a_source_says_one_currency_addresses_are_what_they_were(
    tmp_path: Path, rows: tuple[str, ...]
) -> None:
    quads = quads_of(own_table(tmp_path, *rows))

    assert [*amounts(quads, shown=False)] == ["amount"]
    assert amounts(quads, shown=False) == amounts(quads, shown=True)


def test_what_is_read_back_is_the_same_graph(tmp_path: Path) -> None:
    own = own_table(tmp_path, SEK, EUR, OTHER)
    file = tmp_path / "all.nq"
    assert own.run("export", "nquads", "--everything", "--output", file).code == 0
    (tmp_path / "other").mkdir()
    other = CommandLine(tmp_path / "other", {"EKOKARTA_BASE_ADDRESS": BASE})

    assert other("import", "rdf", file).code == 0
    hashes = [line("status", "--json").json()["graph_hash"] for line in (own.run, other)]
    assert hashes[0] == hashes[1]
    again = other("export", "nquads", "--everything")
    assert amounts(list(parse(again.out, format=RdfFormat.N_QUADS)), shown=False) == amounts(
        quads_of(own), shown=False
    )
