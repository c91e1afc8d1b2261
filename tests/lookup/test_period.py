"""What was true in a period: what surely was not is left out, what may have been is marked.

Delad vinst 2015–2016, Bron 2019–2021, Odaterat without dates, the breakfast in 2017; see the
drawing in conftest.py.
"""

from collections.abc import Iterator

import pytest

from graph_schema.vocabularies import Audience
from queries.errors import BadQuestionError
from queries.lookup.claims import claims_of
from queries.lookup.neighbourhood import neighbourhood
from queries.lookup.nodes import node, ties
from queries.lookup.partners import partners_of
from queries.lookup.paths import paths
from queries.lookup.period import Period, period_of
from queries.lookup.search import search
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from queries.stores.opening import open_store
from tests.lookup import small_graph as small

EARLY, LATE = Period(2015, 2016), Period(2019, 2021)


def test_a_period_is_bounded_on_one_side_or_both() -> None:
    assert period_of(None, None) is None
    assert period_of(None, 2016) == Period(1, 2016)
    assert period_of(2016, None) == Period(2016, 9999)
    with pytest.raises(BadQuestionError, match="period_from: expected a year no later than 2015"):
        period_of(2016, 2015)


def test_partners_are_those_met_then(model: ReadModel) -> None:
    found = {
        period: [
            (p.actor.name, [a.name for a in p.arenas], p.arenas_total, p.undated)
            for p in partners_of(model, small.BOLAG, period=period).items
        ]
        for period in (EARLY, LATE)
    }

    undated = ("Ärla universitet", ["Odaterat"], 1, (small.P3,))
    assert sorted(found[EARLY]) == [
        ("Malmö stad", ["Delad vinst"], 1, ()),
        undated,
        ("Åsa Kooperativ", ["Delad vinst"], 1, ()),
    ]
    assert found[LATE] == [undated]


def test_ties_are_those_of_then_and_say_whether_a_date_says_so(model: ReadModel) -> None:
    late = node(model, "Actor", small.UNI, period=LATE).ties
    early = ties(model, "Actor", small.UNI, period=EARLY)

    assert [(t.other.name, t.fields["dated"]) for t in late] == [
        ("Bron", True),
        ("Odaterat", False),
    ]
    assert [(t.other.name, t.fields["dated"]) for t in early.items] == [
        ("Delad vinst", True),  # co-finances it
        ("Odaterat", False),
    ]
    assert early.total == 2
    assert node(model, "Project", small.P2, period=EARLY).ties == ()


def test_a_neighbourhood_goes_only_where_it_went_then(model: ReadModel) -> None:
    late = neighbourhood(model, small.UNI, depth=2, period=LATE)
    always = neighbourhood(model, small.UNI, depth=2)

    named = {n.name: (n.depth, n.dated) for n in late.nodes}
    assert named["Bron"] == (1, True)
    assert named["Odaterat"] == (1, False)
    assert {"Delad vinst", "Frukost om arbete"}.isdisjoint(named)
    assert "Delad vinst" in {n.name for n in always.nodes}
    assert {n.dated for n in always.nodes} == {None}
    taking_part = {(e.source, e.target): e.dated for e in late.edges if e.type == "PARTICIPATES_IN"}
    assert taking_part[(small.UNI, small.P2)] is True
    assert taking_part[(small.UNI, small.P3)] is False


def test_paths_lead_through_arenas_of_then(model: ReadModel) -> None:
    early = paths(model, small.MALMO, small.UNI, period=EARLY)
    late = paths(model, small.MALMO, small.UNI, period=LATE)

    ((way, undated),) = [([n.name for n in p.nodes], p.undated) for p in early.paths]
    assert way == ["Malmö stad", "Delad vinst", "Öresund AB", "Odaterat", "Ärla universitet"]
    assert undated == (small.P3,)
    assert (late.connected, late.paths) == (False, ())


def test_search_finds_what_was_there_then(model: ReadModel) -> None:
    assert [h.name for h in search(model, "Bron")] == ["Bron"]
    assert [(h.name, h.dated) for h in search(model, "Bron", period=LATE)] == [("Bron", True)]
    assert search(model, "Bron", period=EARLY) == []
    assert [(h.name, h.dated) for h in search(model, "Odaterat", period=EARLY)] == [
        ("Odaterat", False)
    ]


def test_claims_are_those_that_say_something_of_then(model: ReadModel) -> None:
    assert [c.dated for c in claims_of(model, small.P2, period=LATE).items] == [True]
    assert claims_of(model, small.P2, period=EARLY).total == 0
    assert [c.dated for c in claims_of(model, small.P3, period=EARLY).items] == [False]
    assert [c.dated for c in claims_of(model, small.P3).items] == [None]


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    """A and B begin a network without dates together; B leaves it after 2018."""
    says = small.Statements(small.REGISTER)
    for key in ("a", "b"):
        says.says("act", key, name=key)
    says.says("col", "n", name="Nätet", collaboration_kind="network")
    part = {"role": "participating_organisation", "status": "party"}
    says.ties("PARTICIPATES_IN", "act/a", "col/n", **part)
    says.ties("PARTICIPATES_IN", "act/b", "col/n", start="2016", end="2018", **part)
    store = open_store(f"sqlite://{tmp_path_factory.mktemp('store') / 'left.db'}")
    small.record(store, says)
    library = Library(store, tmp_path_factory.mktemp("cache"))
    yield library.at(None, Audience.EVERYTHING)
    library.close()
    store.shut()


@pytest.mark.parametrize(
    ("years", "met"), [((2015, 2015), 0), ((2018, 2020), 1), ((2019, 2020), 0), ((2019, None), 0)]
)
def test_a_participation_with_dates_of_its_own_ends_with_them(
    left: ReadModel, years: tuple[int, int | None], met: int
) -> None:
    a, b = (small.node_id(f"register/act/{key}") for key in ("a", "b"))
    period = period_of(*years)

    assert partners_of(left, a, period=period).total == met
    assert paths(left, a, b, period=period).connected is bool(met)
    assert node(left, "Actor", b, period=period).ties_total == met
    around = neighbourhood(left, a, depth=2, period=period)
    assert len(around.nodes) == 2 + met
    assert [e.dated for e in around.edges if e.source == b] == [True] * met
