"""Where a node, an edge or a value was stated."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_schema.answers import ClaimAnswer
from graph_schema.vocabularies import Audience
from queries.errors import BadQuestionError, MergedError, NotInGraphError
from queries.lookup.claims import claims_of
from queries.lookup.nodes import node
from queries.lookup.overview import source
from queries.lookup.search import search
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from queries.stores.opening import open_store
from tests.lookup import small_graph as small


def test_a_claim_leads_to_file_place_run_and_licence(model: ReadModel) -> None:
    page = claims_of(model, small.C1)
    claim = small.almanac().claims[3]
    run = source(model, "almanac").runs[0]["id"]

    assert page.items == (
        ClaimAnswer(
            id=claim.id,
            source="almanac",
            source_title_sv="Almanackan",
            source_title_en="The almanac",
            licence="CC-BY-4.0",
            retrieved=None,
            record="c1",
            kind="Collaboration",
            published={
                "name": "Frukost om arbete",
                "collaboration_kind": "event",
                "start": "2017-07-03",
                "end": "2017-07-03",
            },
            fields={
                "name": "Frukost om arbete",
                "collaboration_kind": "event",
                "start": "2017-07-03",
                "end": "2017-07-03",
            },
            importer="by hand 1",
            files=("almanac.csv",),
            locators=("row 5",),
            runs=(run,),
            sightings_total=1,
            since_version=2,
        ),
    )
    assert (page.total, page.next, page.data_version) == (1, None, 2)


def test_claims_come_in_the_order_of_their_sources(model: ReadModel) -> None:
    claims = claims_of(model, small.MALMO).items

    assert [(c.source, c.retrieved, c.since_version) for c in claims] == [
        ("register", "2026-01-15", 1),
        ("almanac", None, 2),
    ]


@pytest.mark.parametrize(
    ("field", "sources"),
    [
        ("name", ["register", "almanac"]),
        ("aliases", ["register"]),
        ("sector_basis", ["register", "almanac"]),
    ],
)
def test_the_claims_of_one_value(model: ReadModel, field: str, sources: list[str]) -> None:
    assert [c.source for c in claims_of(model, small.MALMO, field=field).items] == sources


def test_the_claims_of_an_edge(model: ReadModel) -> None:
    own = small.edge_id("FUNDS", "register/act/malmo", "register/prj/p1", amount_kind="own")

    assert [(c.kind, c.fields["amount"]) for c in claims_of(model, own).items] == [("FUNDS", "200")]
    assert len(claims_of(model, own, field="amount").items) == 1


def test_claims_come_in_pages(model: ReadModel) -> None:
    first = claims_of(model, small.MALMO, limit=1)
    second = claims_of(model, small.MALMO, limit=1, cursor=first.next)

    assert [c.source for c in (*first.items, *second.items)] == ["register", "almanac"]
    with pytest.raises(BadQuestionError, match="the same filters"):
        claims_of(model, small.MALMO, field="name", cursor=first.next)


def test_a_field_nobody_states_is_refused_with_those_that_are(model: ReadModel) -> None:
    with pytest.raises(BadQuestionError, match="field: .* it: name, unnamed_parties, got 'start'"):
        claims_of(model, small.P3, field="start")


def test_an_unknown_id_is_not_there_and_an_earlier_one_leads_on(model: ReadModel) -> None:
    with pytest.raises(NotInGraphError):
        claims_of(model, "edg-0000000000000000")
    with pytest.raises(MergedError):
        claims_of(model, small.node_id("almanac/act/m"))


def test_the_claims_of_a_private_source_are_not_public(
    private: ReadModel, public: ReadModel
) -> None:
    assert [c.source for c in claims_of(private, small.UNI).items] == ["register", "diary"]
    assert [c.source for c in claims_of(public, small.UNI).items] == ["register"]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    """One actor that thirty records state, one of them on 150 rows and another on two."""
    says = small.Statements(small.REGISTER)
    for record in (*range(30), *[7] * 149, 8):
        says.says("act", f"m{record}", name="Malmö stad", identifiers=["orgnr:2120001124"])
    store = open_store(f"sqlite://{tmp_path_factory.mktemp('store') / 'crowded.db'}")
    small.record(store, says)
    library = Library(store, tmp_path_factory.mktemp("cache"))
    yield library.at(None, Audience.EVERYTHING)
    library.close()
    store.shut()


def test_a_claim_on_many_rows_leaves_the_others_their_places(crowded: ReadModel) -> None:
    (id,) = (hit.id for hit in search(crowded, "Malmö stad"))
    claims = {c.record: c for c in claims_of(crowded, id).items}

    assert (len(claims), claims["m7"].sightings_total, claims["m8"].sightings_total) == (30, 150, 2)
    assert len(claims["m7"].locators) == 100
    assert claims["m8"].locators == ("row 10", "row 181")
    assert all(claim.locators for claim in claims.values())


def test_a_node_names_the_first_claims_behind_a_value_and_counts_them(crowded: ReadModel) -> None:
    (id,) = (hit.id for hit in search(crowded, "Malmö stad"))

    (value,) = node(crowded, "Actor", id).stated["name"]

    assert (len(value.claims), value.claims_total, value.sources) == (20, 30, ("register",))
    assert set(value.claims) < {c.id for c in claims_of(crowded, id, field="name").items}


def test_what_a_thousand_claims_state_is_told_of_each_version(tmp_path: Path) -> None:
    says, another = small.Statements(small.REGISTER), small.Statements(small.ALMANAC)
    for record in range(1_000):
        says.says("act", f"m{record}", name="Malmö stad", identifiers=["orgnr:2120001124"])
    another.says("act", "malmo", name="Malmö stad", identifiers=["orgnr:2120001124"])
    store = open_store(f"sqlite://{tmp_path / 'hub.db'}")
    library = Library(store, tmp_path)

    found = []
    for statements in (says, another):
        small.record(store, statements)
        model = library.at(None, Audience.EVERYTHING)
        (id,) = (hit.id for hit in search(model, "Malmö stad"))
        answers = [node(model, "Actor", id) for _ in range(2)]
        assert answers[0] == answers[1]
        found += [(v.claims_total, v.sources) for v in answers[1].stated["name"]]
    earlier = node(library.at(1, Audience.EVERYTHING), "Actor", id).stated["name"]
    library.close()
    store.shut()

    assert found == [(1_000, ("register",)), (1_001, ("register", "almanac"))]
    assert [value.claims_total for value in earlier] == [1_000]
