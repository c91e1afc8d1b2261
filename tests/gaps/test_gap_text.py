"""The table in sentences, in both languages: what is claimed, how surely, and what is not known."""

from string import Formatter
from typing import Any

import pytest

from graph_schema.gap_answers import GapTable, SectorPair, WholeFigure
from graph_schema.vocabularies import Sector, Verdict
from queries.gaps.table import sector_table
from service.gap_rows import gap_rows
from service.gap_text import gap_reason, gap_summary, phrases, small, span, whole_sentence
from tests.gaps.gap_worlds import world

PUBLIC, PRIVATE, CIVIL, ACADEMIA, _ = Sector


def table(*pairs: SectorPair, share: float = 0.0125) -> GapTable:
    """A table of these pairs, otherwise that of nothing."""
    nothing = sector_table(world([], []), sectors=tuple(Sector), data_version=1)
    return nothing.model_copy(update={"pairs": pairs, "not_tested_share": share})


GAP = SectorPair(
    a=PUBLIC, b=PRIVATE, observed=1100, expected=2000.25, expected_range=(1890.0, 2104.0),
    ratio=0.55, interval=(0.5, 0.605), q=0.0004, label_p=0.012, coverage=1.0,
    least_told=0.44, verdict=Verdict.GAP,
)  # fmt: skip
SURPLUS = SectorPair(
    a=CIVIL, b=CIVIL, observed=30, expected=20.0, expected_range=(13.0, 27.0), ratio=1.5, q=0.04,
    label_p=0.002, coverage=0.75, verdict=Verdict.SURPLUS,
)  # fmt: skip
UNTOLD = SectorPair(
    a=PUBLIC, b=PUBLIC, observed=3, expected=2.5, ratio=1.2, q=0.8, verdict=Verdict.CANNOT_TELL
)
SELDOM = SectorPair(
    a=CIVIL, b=ACADEMIA, observed=4, expected=9.2, expected_range=(5.0, 14.0), ratio=0.43, q=0.07,
    label_p=0.04, verdict=Verdict.CANNOT_TELL,
)  # fmt: skip
TEAM = SELDOM.model_copy(
    update={"observed": 14, "ratio": 1.52, "q": 0.01, "label_p": 0.3}  # the second null disagrees
)
ALIKE = SectorPair(
    a=PRIVATE, b=PRIVATE, observed=110, expected=100.0, ratio=1.1, q=0.01, interval=(1.03, 1.18),
    verdict=Verdict.AS_EXPECTED, slightly=True,
)  # fmt: skip
SHORT = SectorPair(
    a=PUBLIC, b=CIVIL, observed=3, expected=2.5, coverage=0.5, coverage_tested=0.5,
    coverage_all=0.55, verdict=Verdict.INSUFFICIENT_DATA,
)  # fmt: skip
HIDDEN = SectorPair(a=ACADEMIA, b=ACADEMIA, verdict=Verdict.SUPPRESSED)

SAID = {
    "en": [
        "6 of 8 pairs of sectors could be tested; of 3 something can be told.",
        "Public sector – Private sector meet 1,100 times; their activity would give 2,000.2 "
        "(1,890–2,104). They meet less often than their activity would give, tested against both "
        "random models (q < 0.001; p 0.012).",
        "Civil society – Civil society meet 30 times; their activity would give 20.0 (13–27). They "
        "meet more often than their activity would give, tested against both random models (q "
        "0.040; p 0.002).",
        "About as expected: Private sector – Private sector (slightly more often).",
        "Civil society – Academia meet 4 times; their activity would give 9.2 (5–14). That is not "
        "enough to say that they meet less often than expected.",
        "Civil society – Academia meet 14 times; their activity would give 9.2 (5–14). That is not "
        "enough to say that they meet more often than expected: with the network fixed and only "
        "the sectors changing places it is not unusual (p 0.300). The same teams meeting again "
        "and again may be why.",
        "Cannot tell: Public sector – Public sector.",
        "Too little data (lists of participants are missing): Public sector – Civil society.",
        "Not shown (fewer than five actors): Academia – Academia.",
        "1.2% of the participations lie in groups of arenas where chance can move nobody; they "
        "are not tested.",
    ],
    "sv": [
        "6 av 8 sektorspar kunde prövas; om 3 går det att säga något.",
        "Offentlig sektor – Privat sektor (näringsliv) möts 1\u00a0100 gånger; deras aktivitet "
        "skulle ge 2\u00a0000,2 (1\u00a0890–2\u00a0104). De möts mer sällan än deras aktivitet "
        "skulle ge, prövat mot båda slumpmodellerna (q < 0,001; p 0,012).",
        "Idéburen sektor (civilsamhället) – Idéburen sektor (civilsamhället) möts 30 gånger; deras "
        "aktivitet skulle ge 20,0 (13–27). De möts oftare än deras aktivitet skulle ge, prövat mot "
        "båda slumpmodellerna (q 0,040; p 0,002).",
        "Ungefär som väntat: Privat sektor (näringsliv) – Privat sektor (näringsliv) (något "
        "oftare).",
        "Idéburen sektor (civilsamhället) – Akademi möts 4 gånger; deras aktivitet skulle ge 9,2 "
        "(5–14). Det räcker inte för att säga att de möts mer sällan än väntat.",
        "Idéburen sektor (civilsamhället) – Akademi möts 14 gånger; deras aktivitet skulle ge 9,2 "
        "(5–14). Det räcker inte för att säga att de möts oftare än väntat: när nätverket ligger "
        "fast och bara sektorerna byter plats är det inte ovanligt (p 0,300). Att samma grupper "
        "möts om och om igen kan vara skälet.",
        "Går inte att avgöra: Offentlig sektor – Offentlig sektor.",
        "För lite underlag (deltagarlistor saknas): Offentlig sektor – Idéburen sektor "
        "(civilsamhället).",
        "Visas inte (färre än fem aktörer): Akademi – Akademi.",
        "1,2\u00a0% av deltagandena ligger i grupper av arenor där slumpen inte kan flytta någon, "
        "och prövas inte.",
    ],
}
EVERY = (GAP, SURPLUS, UNTOLD, SELDOM, TEAM, ALIKE, SHORT, HIDDEN)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_verdict_has_its_sentence(lang: str) -> None:
    assert gap_summary(table(*EVERY), lang) == SAID[lang]


OF_MANY = {
    "en": "10 pairs are tested at once, and the second null's p is of each by itself. Corrected "
    "for how many they are it is 0.120: among so many pairs chance alone may give a verdict.",
    "sv": "10 par prövas på en gång, och den andra slumpmodellens p räknas för vart och ett för "
    "sig. Rättat för hur många de är blir det 0,120: bland så många par kan slumpen ensam ge ett "
    "utslag.",
}


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize(("label_q", "told"), [(0.12, True), (0.05, False)])
def test_a_verdict_that_is_one_of_many_looks_says_so(
    label_q: float, lang: str, *, told: bool
) -> None:
    found = table(GAP.model_copy(update={"label_q": label_q}))
    ten = found.parameters.model_copy(update={"family": 10})
    lines = gap_summary(found.model_copy(update={"parameters": ten}), lang)
    assert any(line.endswith(OF_MANY[lang]) for line in lines) == told


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_nothing_is_said_of_what_is_not_there(lang: str) -> None:
    assert len(gap_summary(table(SHORT), lang)) == 3


def test_what_holds_for_every_pair_is_said_once() -> None:
    whole = table(SHORT, SHORT, SHORT).model_copy(update={"not_tested_share": 0.0})

    assert gap_summary(whole, "sv") == [
        "Inget av 3 sektorspar kunde prövas.",
        "För lite underlag (deltagarlistor saknas): alla 3 par.",
    ]


def test_the_reason_gives_the_coverage_there_is_and_the_one_it_takes() -> None:
    more = SHORT.model_copy(update={"coverage": 0.25, "coverage_all": 0.25})
    reason = gap_reason(table(SHORT, more), "en")
    assert reason is not None
    assert "25% – 50%" in reason
    assert "at least 60% is needed" in reason
    assert gap_reason(table(GAP, HIDDEN), "en") is None


def test_the_reason_tells_whose_arenas_lack_lists() -> None:
    """Lists enough in the arenas tested, in all of the two, or in neither, and too few in all."""
    elsewhere = SHORT.model_copy(update={"coverage_tested": 1.0})
    others = SHORT.model_copy(
        update={"coverage": 1 / 3, "coverage_tested": 1.0, "coverage_all": 0.9}
    )
    both = gap_reason(table(elsewhere, others), "en")
    assert both is not None
    assert "behind these pairs 55% have a list" in both
    assert "In the arenas that can be tested there are lists enough (100%)" in both
    assert "For the other pairs there are lists enough in their own arenas. But of all" in both
    assert both.endswith(
        "or may lack some, 33.3% have a complete list, and at least 60% is needed: in the others "
        "these may have met too."
    )
    alone = gap_reason(table(others), "sv")
    assert alone is not None
    assert alone.startswith("För dessa par räcker listorna i deras egna arenor. Men av alla")
    assert "33,3\xa0% en fullständig lista, och det behövs minst 60\xa0%" in alone


def test_a_pair_near_its_limit_and_a_null_without_roles_are_said_to_be_so() -> None:
    near = GAP.model_copy(update={"hangs_on_draws": True, "hangs_on": ("q", "interval")})
    (sentence,) = [s for s in gap_summary(table(near), "en") if "may tell otherwise" in s]
    assert sentence.endswith(
        "Other random draws may tell otherwise: near its limit lies q, an end of the interval."
    )
    (sentence,) = [s for s in gap_summary(table(near), "sv") if "kan ge ett annat besked" in s]
    assert sentence.endswith(
        "Andra slumpdragningar kan ge ett annat besked: nära sin gräns ligger q, intervallets ände."
    )
    alike = UNTOLD.model_copy(update={"hangs_on_draws": True, "hangs_on": ("label_p", "expected")})
    assert gap_summary(table(alike), "en")[-2] == (
        "Other random draws may tell otherwise of Public sector – Public sector (p "
        "against the second null, the number of meetings expected)."
    )
    assert not any("may tell otherwise" in line for line in gap_summary(table(GAP), "en"))
    told = table(GAP)
    null = told.parameters.null.model_copy(update={"role_aware": False})
    plain = told.model_copy(
        update={"parameters": told.parameters.model_copy(update={"null": null})}
    )
    assert any(line.startswith("Owners change places with") for line in gap_summary(plain, "en"))
    assert any(line.startswith("Ägare byter här plats") for line in gap_summary(plain, "sv"))


def test_rows_leave_empty_what_was_not_computed() -> None:
    headers, rows = gap_rows(table(GAP, HIDDEN, ALIKE), "en")
    assert len(headers) == len(rows[0]) == 10
    assert rows[0][1:] == (
        "1,100", "2,000.2", "0.55", "0.50–0.60", "< 0.001", "0.012",
        "ratio ≤ 0.44", "100%",
        "Meets less often than expected",
    )  # fmt: skip
    assert rows[1][1:] == ("", "", "", "", "", "", "", "", "Not shown (too few actors)")
    assert rows[2][-1] == "About as expected (slightly more often)"


@pytest.mark.parametrize(
    ("value", "says"), [(None, ""), (0.0, "< 0.001"), (0.00099, "< 0.001"), (0.001, "0.001")]
)
def test_a_small_q_is_never_nought(value: float | None, says: str) -> None:
    assert small(value, "en") == says


@pytest.mark.parametrize(
    ("name", "observed", "q", "said"),
    [
        (
            "three_sectors", 85.0, 0.05,
            "At least three sectors meet in fewer arenas than chance would give: 85 against 105.6 "
            "expected (95–116; p 0.002 and, with the sectors changing places, 0.030; q 0.050).",
        ),
        (
            "four_sectors", 108.0, 0.051,
            "The number of arenas where all four sectors meet cannot be told from chance: 108 "
            "against 105.6 expected (95–116; p 0.002 and, with the sectors changing places, 0.030; "
            "q 0.051).",
        ),
        (
            "assortativity", 110.0, 0.04,
            "Like meets like more often than chance would give: assortativity 110.00 against "
            "105.60 expected (95.00–116.00; p 0.002 and, with the sectors changing places, 0.030; "
            "q 0.040).",
        ),
        (
            "ei_index", 0.5, None,
            "How meetings divide between one sector and others cannot be told from chance: E-I "
            "index 0.50 against 105.60 expected (95.00–116.00; p 0.002 in one random model of "
            "two).",
        ),
    ],
)  # fmt: skip
def test_a_figure_of_the_whole_is_told_where_both_nulls_and_q_find_it(
    name: Any, observed: float, q: float | None, said: str
) -> None:
    labels = None if q is None else 0.03
    figure = of_whole(name, observed).model_copy(update={"p": 0.002, "label_p": labels, "q": q})
    assert whole_sentence(table(), figure, "en") == said


@pytest.mark.parametrize(
    ("name", "untested", "said"),
    [
        (
            "ei_index", "coverage",
            "Too little data (35% of the lists of participants are known to be complete) to test "
            "E-I index: 0.50 against 105.60 expected (95.00–116.00).",
        ),
        (
            "three_sectors", "small_arenas",
            "At least three sectors are seen in no tested arena: none has three known "
            "participants.",
        ),
        (
            "four_sectors", "few_groups",
            "Whether all four sectors meet is not shown: fewer than four of them have so many "
            "actors that they are shown.",
        ),
    ],
)  # fmt: skip
def test_a_figure_that_is_not_tested_says_why(name: Any, untested: str, said: str) -> None:
    figure = of_whole(name, 0.5).model_copy(update={"untested": untested})
    assert whole_sentence(table(), figure, "en") == said


def of_whole(name: Any, observed: float) -> WholeFigure:
    return WholeFigure(
        name=name, observed=observed, expected=105.6, expected_range=(95.0, 116.0), sd=6.3,
        difference=observed - 105.6, coverage=0.35,
    )  # fmt: skip


def test_a_range_of_negative_figures_is_no_row_of_dashes() -> None:
    assert span((-0.14, -0.01), "sv") == "−0,14 till −0,01"
    assert span((0.5, 1.25), "en") == "0.50–1.25"
    assert span(None, "en") == ""


def test_a_part_somebody_chose_is_called_exploratory() -> None:
    chosen = table(GAP).model_copy(update={"exploratory": True})
    assert gap_summary(chosen, "en")[1].startswith("Exploratory: somebody chose a part")


def test_both_languages_fill_in_the_same_figures() -> None:
    swedish, english = phrases("sv"), phrases("en")
    assert {key: filled(said) for key, said in swedish.items()} == {
        key: filled(said) for key, said in english.items()
    }


def filled(said: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(said) if name)


def test_no_sentence_says_what_ought_to_be() -> None:
    whole = table(*EVERY)
    for lang, words in (
        ("sv", ("bör", "borde", "för sällan")),
        ("en", ("should", "ought", "too seldom")),
    ):
        every = (*phrases(lang).values(), *gap_summary(whole, lang), gap_reason(whole, lang) or "")
        said = " ".join(every).lower()
        assert not [word for word in words if f" {word} " in said]


@pytest.mark.parametrize(
    ("changed", "lang", "says"),
    [
        ({}, "en", "That is less often than expected (q 0.017; p 0.028 against the other random "
         "model), but so little that it is not called a gap."),
        ({}, "sv", "Det är mer sällan än väntat (q 0,017; p 0,028 mot den andra slumpmodellen), "
         "men så lite att det inte kallas en lucka."),
        ({"ratio": 1.14, "observed": 114}, "en", "That is more often than expected (q 0.017; p "
         "0.028 against the other random model), but so little that it is not called a surplus."),
        ({"label_p": 0.2}, "en", None),
        ({"q": 0.2}, "en", None),
    ],
)  # fmt: skip
def test_what_is_sure_and_small_is_told_by_itself(
    changed: dict[str, float], lang: str, says: str | None
) -> None:
    small = UNTOLD.model_copy(
        update={"observed": 88, "expected": 100.0, "expected_range": (90.0, 110.0), "ratio": 0.88,
                "q": 0.017, "label_p": 0.028, **changed}
    )  # fmt: skip

    lines = gap_summary(table(small), lang)

    if says is None:
        assert any(line.startswith("Cannot tell: Public") for line in lines)
    else:
        assert any(line.endswith(says) for line in lines)
