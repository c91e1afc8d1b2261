"""How far verdicts stand, beside them, in both languages."""

from typing import Any

import pytest

from graph_schema.scrutiny_answers import Fragility
from graph_schema.vocabularies import Sector, Verdict
from service.standing_text import has_verdicts, standing_lines, standing_summary
from tests.gaps.test_scrutiny_text import GAP, NOTHING, OTHERWISE, TABLE, left

PUBLIC, PRIVATE, CIVIL, *_ = Sector
OTHER = GAP.model_copy(update={"b": CIVIL, "verdict": Verdict.SURPLUS})
OPEN = GAP.model_copy(update={"a": CIVIL, "b": CIVIL, "verdict": Verdict.CANNOT_TELL})
WITHOUT = OTHERWISE.model_copy(update={"b": CIVIL})
FRAIL = Fragility(a=PUBLIC, b=PRIVATE, at_most=1, at_random=3, tried=11)


def told(lang: str, **found: Any) -> list[str]:
    table = TABLE.model_copy(update={"pairs": (GAP, OTHER, OPEN)})
    return standing_lines(table, NOTHING.model_copy(update=found), lang)


FIRM = {
    "sv": "Offentlig sektor – Idéburen sektor (civilsamhället): Inget av det enskilda som prövats "
    "ändrar utslaget (2 arenor och 0 aktörer).",
    "en": "Public sector – Civil society: Nothing single that was tried changes the verdict (2 "
    "arenas and 0 actors).",
}
HANGS = {
    "sv": "Offentlig sektor – Privat sektor (näringsliv): Hänger på enskilda: utan ”P1” blir "
    "utslaget ett annat. Ett enda okänt deltagande kan räcka för att luckan ska försvinna.",
    "en": "Public sector – Private sector: Hangs on single ones: without “P1” the verdict is "
    "another. A single unknown participation may be enough for the gap to vanish.",
}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_stands_comes_first_and_what_undoes_a_verdict_is_named(
    lang: str,
) -> None:
    found = told(lang, arenas=(left(1, OTHERWISE), left(2)), fragility=(FRAIL,))
    assert found == [FIRM[lang], HANGS[lang]]


def test_of_many_it_hangs_on_three_are_named() -> None:
    arenas = tuple(left(n, WITHOUT) for n in range(5))
    assert "without “P0”; “P1”; “P2”, or one of 2 more, the" in told("en", arenas=arenas)[1]


@pytest.mark.parametrize(
    ("at_most", "said"),
    [
        (0, "The gap lies so near its limit that with fewer draws it is none."),
        (4, "4 unknown participations may be enough for the gap to vanish."),
        (None, "Not even 11 unknown participations are enough for the gap to vanish."),
    ],
)
def test_how_few_unknown_participations_undo_a_gap(at_most: int | None, said: str) -> None:
    found = FRAIL.model_copy(update={"at_most": at_most})
    lines = told("en", fragility=(found,))
    assert lines[-1 if at_most == 0 else 0].endswith(said)


def test_a_table_without_verdicts_has_nothing_that_could_hang() -> None:
    table = TABLE.model_copy(update={"pairs": (OPEN,)})
    assert (has_verdicts(table), standing_lines(table, NOTHING, "sv")) == (False, [])


def in_short(lang: str, found: Any) -> list[str]:
    return standing_summary(TABLE.model_copy(update={"pairs": (GAP, OTHER, OPEN)}), found, lang)


SHORT = {
    "sv": "Dessa utslag hänger på en enda arena, en enda aktör eller ett enda okänt deltagande, "
    "eller ligger vid sin gräns (1 av 2): Offentlig sektor – Privat sektor (näringsliv).",
    "en": "These verdicts hang on a single arena, actor or unknown participation, or lie at their "
    "limit (1 of 2): Public sector – Private sector.",
}


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("undone", [{"arenas": (left(1, OTHERWISE),)}, {"fragility": (FRAIL,)}])
def test_in_short_the_verdicts_that_hang_on_something_single_are_named(
    lang: str, undone: dict[str, Any]
) -> None:
    assert in_short(lang, NOTHING.model_copy(update=undone)) == [SHORT[lang]]


def test_in_short_it_is_said_where_nothing_undoes_any_verdict_and_where_nobody_tried() -> None:
    firm = (
        "No single arena and no single actor changes any of the verdicts (2), and no gap vanishes "
        "by one unknown participation."
    )
    untried = "Whether the verdicts hang on a single arena or actor is not tried yet."
    assert [in_short("en", NOTHING), in_short("en", None)] == [[firm], [untried]]


def test_in_short_nothing_is_said_without_verdicts() -> None:
    assert standing_summary(TABLE.model_copy(update={"pairs": (OPEN,)}), None, "sv") == []
