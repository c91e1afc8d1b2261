"""How far verdicts stand, beside them, in both languages."""

from typing import Any

import pytest

from graph_schema.scrutiny_answers import Fragility
from graph_schema.vocabularies import Sector, Verdict
from service.standing_text import has_verdicts, standing_lines
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
