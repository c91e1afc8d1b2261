"""Totals, timeline and overview: what is not covered is not zero, and no kind of money is mixed."""

from decimal import Decimal

import pytest

from graph_schema.answers import TotalRow, YearSector
from queries.errors import BadQuestionError, NotInGraphError
from queries.lookup.filters import Filters
from queries.lookup.money import Payment, summed
from queries.lookup.overview import overview, source, sources
from queries.lookup.timeline import timeline
from queries.lookup.totals import totals
from queries.readmodel.open import ReadModel
from tests.lookup import small_graph as small

Counts = tuple[str, int | None, int | None, int | None, int | None]


def counts(model: ReadModel, dimension: str, **period: tuple[int, int]) -> list[Counts]:
    """Label, actors, projects, collaborations and participations of every row."""
    return [
        (r.label_en, r.actors, r.projects, r.collaborations, r.participations)
        for r in totals(model, dimension, **period).rows
    ]


def money(model: ReadModel, dimension: str) -> dict[str, tuple[dict[str, str], int]]:
    """Sums and unknowns of every row that has any."""
    return {
        r.label_en: (dict(r.amounts), r.amounts_unknown)
        for r in totals(model, dimension).rows
        if r.amounts or r.amounts_unknown
    }


def test_totals_by_sector(model: ReadModel) -> None:
    assert counts(model, "sector") == [
        ("Public sector", 4, 2, 1, 3),
        ("Private sector", 1, 2, 0, 2),
        ("Civil society", 1, 2, 1, 3),
        ("Academia", 1, 2, 0, 2),
        ("Unknown", 1, 0, 0, 0),
    ]


def test_a_period_leaves_out_what_was_not_then_and_keeps_what_is_undated(model: ReadModel) -> None:
    assert counts(model, "sector", period=(2019, 2020)) == [
        ("Public sector", 4, 1, 0, 1),
        ("Private sector", 1, 1, 0, 1),
        ("Civil society", 1, 1, 0, 1),
        ("Academia", 1, 2, 0, 2),
        ("Unknown", 1, 0, 0, 0),
    ]


def test_totals_by_region_include_what_lies_below(model: ReadModel) -> None:
    assert counts(model, "region") == [("Malmö", 1, 1, 0, 3), ("Skåne län", 1, 2, 0, 6)]


def test_totals_by_theme(model: ReadModel) -> None:
    assert counts(model, "theme") == [
        ("Arbete", 3, 1, 0, 3),
        ("Arbete i almanackan", 0, 0, 0, 0),
        ("Hälsa", 3, 1, 0, 3),
    ]


def test_totals_by_funder(model: ReadModel) -> None:
    assert counts(model, "funder") == [
        ("Fonden", 5, 3, 0, 8),
        ("Malmö stad", 3, 1, 0, 3),
        ("Rådet", 3, 1, 0, 3),
    ]
    assert money(model, "funder") == {
        "Fonden": ({"granted SEK": "1010.50"}, 1),
        "Malmö stad": ({"own SEK": "200"}, 0),
        "Rådet": ({"granted SEK": "1000.50"}, 0),
    }


def test_two_funders_of_one_source_pay_each_its_own(model: ReadModel) -> None:
    # Fonden and Rådet 1000.50 each.
    assert money(model, "theme") == {
        "Arbete": ({"granted SEK": "2001.00", "own SEK": "200"}, 0),
        "Hälsa": ({}, 1),
    }


def test_a_year_that_no_source_covers_has_no_numbers(model: ReadModel) -> None:
    rows = {row.value: row for row in totals(model, "year").rows}

    assert rows["2018"] == TotalRow(
        value="2018", label_sv="2018", label_en="2018", actors=None, projects=None,
        collaborations=None, participations=None, covered=False, amounts={}, amounts_unknown=0,
    )  # fmt: skip
    assert counts(model, "year") == [
        ("2015", 3, 1, 0, 3),
        ("2016", 0, 0, 0, 0),
        ("2017", 2, 0, 1, 2),
        ("2018", None, None, None, None),
        ("2019", 3, 1, 0, 3),
        ("Year unknown", 2, 1, 0, 2),
    ]


def test_an_unknown_dimension_is_refused(model: ReadModel) -> None:
    with pytest.raises(BadQuestionError, match="dimension: expected one of sector, region"):
        totals(model, "colour")


def test_sums_are_exact_however_large(model: ReadModel) -> None:
    large, small_part = Decimal("9" * 40), Decimal("0.01")

    sums = summed([Payment(1, 2, "paid SEK", large, 7), Payment(1, 3, "paid SEK", small_part, 8)])

    assert sums.amounts == {"paid SEK": "9" * 40 + ".01"}


def test_one_funder_that_pays_the_same_twice_pays_twice() -> None:
    twice = [Payment(1, 2, "paid SEK", Decimal(5), 7), Payment(1, 2, "paid SEK", Decimal(5), 8)]

    assert summed(twice).amounts == {"paid SEK": "10"}


def test_the_timeline_keeps_not_covered_apart_from_zero(model: ReadModel) -> None:
    answer = timeline(model)

    assert answer.years == (2015, 2016, 2017, 2018, 2019)
    assert answer.not_covered == (2018,)
    # The register covers 2015 to 2021 but 2018, the almanac 2016 and 2017.
    assert answer.omitted == {"register": (2018,), "almanac": (2015, 2018, 2019)}
    assert answer.arenas_per_year == {"2015": 1, "2016": 0, "2017": 1, "2019": 1}
    assert (answer.undated, answer.sources) == (1, ("register", "almanac"))
    assert answer.cells == (
        YearSector(year=2015, sector="public", arenas=1),
        YearSector(year=2015, sector="private", arenas=1),
        YearSector(year=2015, sector="civil_society", arenas=1),
        YearSector(year=2017, sector="public", arenas=1),
        YearSector(year=2017, sector="civil_society", arenas=1),
        YearSector(year=2019, sector="public", arenas=1),
        YearSector(year=2019, sector="civil_society", arenas=1),
        YearSector(year=2019, sector="academia", arenas=1),
    )


def test_the_timeline_can_be_narrowed(model: ReadModel) -> None:
    answer = timeline(model, filters=Filters(kind="event"))

    assert (answer.years, answer.undated, answer.sources) == ((2017,), 0, ("almanac",))


def test_a_timeline_of_nothing_is_empty(model: ReadModel) -> None:
    answer = timeline(model, filters=Filters(kind="conference"))

    assert (answer.years, answer.cells, answer.undated, answer.sources) == ((), (), 0, ())


def test_the_overview_counts_everything(model: ReadModel) -> None:
    answer = overview(model)

    assert {k: v for k, v in answer.counts.items() if v} == {
        "Actor": 8, "Project": 3, "Collaboration": 1, "Programme": 2, "Theme": 3, "Region": 2,
        "Funder": 3, "PARTICIPATES_IN": 13, "FUNDS": 5, "PART_OF": 4, "ADDRESSES": 2,
        "LOCATED_IN": 1, "ACTIVE_IN": 2,
    }  # fmt: skip
    assert answer.sectors == {
        "public": 4, "private": 1, "civil_society": 1, "academia": 1, "unknown": 1,
    }  # fmt: skip
    assert [s.info for s in answer.sources] == [small.REGISTER, small.ALMANAC]
    assert (answer.graph_hash, answer.data_version) == (model.graph_hash, 2)


def test_a_source_counts_what_it_states(model: ReadModel) -> None:
    answer = source(model, "almanac")

    assert answer.counts == {"Actor": 3, "Collaboration": 1, "Theme": 1, "PARTICIPATES_IN": 4}
    assert [(run["source"], run["version"], run["opened"]) for run in answer.runs] == [
        ("almanac", 2, 9)
    ]
    with pytest.raises(NotInGraphError):
        source(model, "newspaper")


def test_a_private_source_is_not_named_in_public(private: ReadModel, public: ReadModel) -> None:
    assert [s.info.name for s in sources(private)] == ["register", "almanac", "diary"]
    assert [s.info.name for s in sources(public)] == ["register", "almanac"]
    assert overview(public).counts == {
        **overview(private).counts, "Collaboration": 1, "PARTICIPATES_IN": 13,
    }  # fmt: skip
