"""No export says of a thing what the vocabularies it is written in exclude."""

from itertools import product
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, parse

from graph_schema.claims import Licence, SourceInfo
from graph_schema.edges import EDGE_TYPES
from graph_schema.nodes import NODE_TYPES
from graph_schema.vocabularies import (
    ActorKind,
    AmountKind,
    Audience,
    CollaborationKind,
    ParticipationStatus,
    Role,
    Visibility,
)
from queries.exporting.selection import selected
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.linked_data import whole_graph
from tests.callers import store_in
from tests.exports.conftest import BASE
from tests.exports.disjoint import contradictions
from tests.lookup.small_graph import Statements

ALL = SourceInfo(
    name="all", title_sv="Allt", title_en="All", publisher="Ingen", retrieved="2026-11-27",
    licence=Licence(name="CC0-1.0"), visibility=Visibility.PUBLIC, order=10,
)  # fmt: skip
PREFIX = {kind.LABEL: kind.PREFIX for kind in NODE_TYPES}
KINDS = {
    "Actor": ("actor_kind", ActorKind),
    "Collaboration": ("collaboration_kind", CollaborationKind),
}
CASES = {
    "PARTICIPATES_IN": [
        {"role": role.value, "status": status.value}
        for role in (Role.OWNER, Role.ORGANISER)
        for status in ParticipationStatus
    ],
    "FUNDS": [{"amount_kind": k.value, "amount": "1", "currency": "SEK"} for k in AmountKind],
}
EURIO, PROV = "http://data.europa.eu/s66#", "http://www.w3.org/ns/prov#"
FOAF = "http://xmlns.com/foaf/0.1/"


def every_type() -> Statements:
    """A thing of every type and kind, and a tie of every type and case between its types of ends.

    Ties lead from things whose key begins with a to those with b, so that none leads back.
    """
    says = Statements(ALL)
    for label, prefix in PREFIX.items():
        field = KINDS[label][0] if label in KINDS else None
        for side, kind in product("ab", kinds_of(label)):
            stated = {} if field is None else {field: kind}
            says.says(prefix, f"{side}-{kind}", name=f"{label} {side} {kind}", **stated)
    for edge in EDGE_TYPES:
        for source, target in product(edge.FROM, edge.TO):
            # The shorter list begins anew, so that each kind of either end has a tie.
            begins, ends = kinds_of(source), kinds_of(target)
            for number in range(max(len(begins), len(ends))):
                begin = f"{PREFIX[source]}/a-{begins[number % len(begins)]}"
                end = f"{PREFIX[target]}/b-{ends[number % len(ends)]}"
                for fields in CASES.get(edge.LABEL, [{}]):
                    says.ties(edge.LABEL, begin, end, **fields)
    return says


def kinds_of(label: str) -> list[str]:
    """The kinds of things of a label, or one where it has none."""
    return [str(kind) for kind in KINDS[label][1]] if label in KINDS else ["x"]


def exported(model: ReadModel) -> list[Triple]:
    """All that an export says."""
    lines = b"".join(whole_graph(Export(model, selected(model), BASE), "nt"))
    return [quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES)]


def every_type_exported(folder: Path) -> list[Triple]:
    """The export of a thing of every type and a tie of every type, from a store in a folder."""
    with store_in(folder, every_type()) as store:
        library = Library(store, folder / "cache")
        found = exported(library.at(None, Audience.PUBLIC))
        library.close()
    return found


@pytest.fixture(scope="module")
def of_every_type(tmp_path_factory: pytest.TempPathFactory) -> list[Triple]:
    """The export of a thing of every type and a tie of every type."""
    return every_type_exported(tmp_path_factory.mktemp("every_type"))


def test_every_type_of_tie_agrees_with_its_vocabularies(of_every_type: list[Triple]) -> None:
    states = NamedNode(f"{BASE}ontology#states")
    kinds = {t.object.value.rpartition("#")[2] for t in of_every_type if t.predicate == states}

    assert kinds == {kind.__name__ for kind in (*NODE_TYPES, *EDGE_TYPES)}
    assert contradictions(of_every_type) == set()


def test_odd_and_real_data_agree_with_their_vocabularies(
    odd_model: ReadModel, bundled: Store
) -> None:
    assert contradictions(exported(odd_model)) == set()
    assert contradictions(quad.triple for quad in bundled) == set()


TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
MUNICIPALITY, PROJECT, TIE = (NamedNode(f"urn:{name}") for name in ("municipality", "p", "tie"))
PUBLIC = Triple(MUNICIPALITY, TYPE, NamedNode(EURIO + "PublicBody"))
WRONG: dict[str, tuple[list[Triple], set[tuple[str, ...]]]] = {
    "a public body that is a funding agency": (
        [PUBLIC, Triple(MUNICIPALITY, TYPE, NamedNode(EURIO + "FundingAgency"))],
        {(str(MUNICIPALITY), EURIO + "FundingAgency", EURIO + "PublicBody")},
    ),
    "a public body that disburses a grant": (
        [PUBLIC, Triple(TIE, NamedNode(EURIO + "isDisbursedBy"), MUNICIPALITY)],
        {(str(MUNICIPALITY), EURIO + "FundingAgency", EURIO + "PublicBody")},
    ),
    "a text where a page is expected": (
        [Triple(PROJECT, NamedNode(FOAF + "page"), Literal("www.map.example"))],
        {(str(PROJECT), FOAF + "page", '"www.map.example"')},
    ),
    "an activity that derives from a claim": (
        [
            Triple(PROJECT, NamedNode(PROV + "wasInformedBy"), TIE),
            Triple(PROJECT, NamedNode(PROV + "wasDerivedFrom"), MUNICIPALITY),
        ],
        {(str(PROJECT), PROV + "Activity", PROV + "Entity")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_vocabularies_exclude_is_seen(name: str) -> None:
    said, wrong = WRONG[name]

    assert contradictions(said) == wrong
