"""The table in sentences, in both languages: what is claimed, how surely, and what is not known."""

import pytest

from graph_schema.gap_answers import GapTable, SectorPair
from graph_schema.vocabularies import Sector, Verdict
from queries.gaps.table import sector_table
from service.gap_text import gap_reason, gap_rows, gap_summary, small
from tests.gaps.gap_worlds import world

PUBLIC, PRIVATE, CIVIL, ACADEMIA, _ = Sector


def table(*pairs: SectorPair, share: float = 0.0125) -> GapTable:
    """A table of these pairs, otherwise that of nothing."""
    nothing = sector_table(world([], []), sectors=tuple(Sector), data_version=1)
    return nothing.model_copy(update={"pairs": pairs, "not_tested_share": share})


GAP = SectorPair(
    a=PUBLIC, b=PRIVATE, observed=1100, expected=2000.25, ratio=0.55, q=0.0004, coverage=1.0,
    verdict=Verdict.GAP, candidate=True,
)  # fmt: skip
SURPLUS = SectorPair(
    a=CIVIL, b=CIVIL, observed=30, expected=20.0, ratio=1.5, q=0.04, coverage=0.75,
    verdict=Verdict.SURPLUS, candidate=True,
)  # fmt: skip
UNTOLD = SectorPair(a=PUBLIC, b=PUBLIC, observed=3, expected=2.5, verdict=Verdict.CANNOT_TELL)
SHORT = SectorPair(
    a=PUBLIC, b=CIVIL, observed=3, expected=2.5, coverage=0.5, verdict=Verdict.INSUFFICIENT_DATA
)
HIDDEN = SectorPair(a=ACADEMIA, b=ACADEMIA, verdict=Verdict.SUPPRESSED)

SAID = {
    "en": [
        "3 of 5 pairs of sectors could be tested; 2 gave a verdict.",
        "Public sector – Private sector meet 1,100 times; their activity would give 2,000.2 "
        "(candidate gap, q < 0.001).",
        "Civil society – Civil society meet 30 times; their activity would give 20.0 (candidate "
        "surplus, q 0.040).",
        "The candidates have not yet been tested within region and theme or against the second "
        "random model, and may fall then.",
        "Cannot tell: Public sector – Public sector.",
        "Too little data (lists of participants are missing): Public sector – Civil society.",
        "Not shown (fewer than five actors): Academia – Academia.",
        "1.2 % of the participations lie in groups of arenas where chance can move nobody; they "
        "are not tested.",
    ],
    "sv": [
        "3 av 5 sektorspar kunde prövas; 2 gav utslag.",
        "Offentlig sektor – Privat sektor (näringsliv) möts i 1\u00a0100 fall; deras aktivitet "
        "skulle ge 2\u00a0000,2 (kandidat till lucka, q < 0,001).",
        "Idéburen sektor (civilsamhället) – Idéburen sektor (civilsamhället) möts i 30 fall; deras "
        "aktivitet skulle ge 20,0 (kandidat till överskott, q 0,040).",
        "Kandidaterna är ännu inte prövade inom region och tema eller mot den andra "
        "slumpmodellen, och kan falla då.",
        "Går inte att avgöra: Offentlig sektor – Offentlig sektor.",
        "För lite underlag (deltagarlistor saknas): Offentlig sektor – Idéburen sektor "
        "(civilsamhället).",
        "Visas inte (färre än fem aktörer): Akademi – Akademi.",
        "1,2 % av deltagandena ligger i grupper av arenor där slumpen inte kan flytta någon, och "
        "prövas inte.",
    ],
}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_verdict_has_its_sentence(lang: str) -> None:
    assert gap_summary(table(GAP, SURPLUS, UNTOLD, SHORT, HIDDEN), lang) == SAID[lang]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_nothing_is_said_of_what_is_not_there(lang: str) -> None:
    said = gap_summary(table(SHORT), lang)
    assert (len(said), "kandidat" in " ".join(said).lower()) == (3, False)


def test_what_holds_for_every_pair_is_said_once() -> None:
    whole = table(SHORT, SHORT, SHORT).model_copy(update={"not_tested_share": 0.0})

    assert gap_summary(whole, "sv") == [
        "0 av 3 sektorspar kunde prövas; 0 gav utslag.",
        "För lite underlag (deltagarlistor saknas): alla 3 par.",
    ]


def test_the_reason_gives_the_coverage_there_is_and_the_one_it_takes() -> None:
    more = SHORT.model_copy(update={"coverage": 0.25})
    reason = gap_reason(table(SHORT, more), "en")
    assert reason is not None
    assert "25% – 50%" in reason
    assert "at least 60% is needed" in reason
    assert gap_reason(table(GAP, HIDDEN), "en") is None


def test_rows_leave_empty_what_was_not_computed() -> None:
    headers, rows = gap_rows(table(GAP, HIDDEN), "en")
    assert len(headers) == len(rows[0]) == 7
    assert rows[0][1:] == (
        "1,100", "2,000.2", "0.55", "< 0.001", "100%",
        "Meets less often than expected (candidate)",
    )  # fmt: skip
    assert rows[1][1:] == ("", "", "", "", "", "Not shown (too few actors)")


@pytest.mark.parametrize(
    ("value", "says"), [(None, ""), (0.0, "< 0.001"), (0.00099, "< 0.001"), (0.001, "0.001")]
)
def test_a_small_q_is_never_nought(value: float | None, says: str) -> None:
    assert small(value, "en") == says


def test_no_sentence_says_what_ought_to_be() -> None:
    whole = table(GAP, SURPLUS, UNTOLD, SHORT, HIDDEN)
    for lang, words in (
        ("sv", ("bör", "borde", "för sällan")),
        ("en", ("should", "ought", "too seldom")),
    ):
        said = " ".join([*gap_summary(whole, lang), gap_reason(whole, lang) or ""]).lower()
        assert not [word for word in words if f" {word} " in said]
