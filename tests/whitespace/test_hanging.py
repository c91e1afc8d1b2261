"""A verdict that other random draws may make otherwise says so."""

from itertools import pairwise

import pytest

from graph_schema.answers import Ref
from graph_schema.vocabularies import Verdict
from graph_schema.whitespace_answers import (
    ArenaCounts,
    LabelNull,
    Line,
    Reason,
    WhitespaceCell,
    WhitespaceParameters,
    WhitespaceScope,
    WhitespaceTable,
)
from queries.whitespace.hanging import Place, hanging
from queries.whitespace.table import compare
from queries.whitespace.verdicts import Judgement, Significance, Tails, with_q
from service.whitespace_text import whitespace_summary
from tests.whitespace.white_worlds import facts, random_world

ROWS, COLUMNS, SHAPE = [6, 5, 4, 3, 1], [6, 5, 5, 4, 3, 1], (5, 6)


def lack(_at: Place, of: Significance | None, _beside: float, *, stands: bool) -> Judgement:
    """A gap by q of fewer alone, if it stands."""
    assert of is not None
    return (Verdict.GAP if of.q_low <= 0.05 and stands else Verdict.CANNOT_TELL), None


def always(_at: Place) -> list[bool]:
    """What lacks no label stands."""
    return [True]


@pytest.mark.parametrize(
    ("lows", "draws", "hangs"),
    [
        # q = .03·2/1 = .06. Of 999 draws the SE of .03 is .0054, and other draws may lie 2.83 of
        # them away: q of .0147 is .029, on the other side.
        ([0.03, 0.9], 999, {(0, 0)}),
        # Of 99,999 it is .00054: q of .0285 is .057, on the same side.
        ([0.03, 0.9], 99_999, set()),
        # q = .004 and, of .0067, at most .014.
        ([0.002, 0.9], 999, set()),
        # .04 is its own q, as the larger of two: it draws the smaller with it across the limit.
        ([0.036, 0.04], 999, {(0, 0), (0, 1)}),
    ],
)
def test_a_q_near_its_limit_by_hand(
    lows: list[float], draws: int, hangs: set[tuple[int, int]]
) -> None:
    tested = with_q([Tails(low, 1.0) for low in lows])
    assert hanging([{(0, k): each for k, each in enumerate(tested)}], draws, lack, always) == hangs


def test_a_q_that_changes_no_verdict_hangs_on_nothing() -> None:
    tested = dict(enumerate(with_q([Tails(0.03, 1.0), Tails(0.9, 1.0)])))
    placed = {(0, k): each for k, each in tested.items()}

    def neither(_at: Place, _of: Significance | None, _beside: float, *, stands: bool) -> Judgement:
        return Verdict.CANNOT_TELL, Reason.MAY_BELONG if stands else None

    assert hanging([placed], 999, neither, always) == set()


def test_a_gap_that_stands_by_some_draws_alone_hangs_on_them() -> None:
    tested = {(0, k): each for k, each in enumerate(with_q([Tails(0.002, 1.0), Tails(0.9, 1.0)]))}
    for stands, hangs in (([True], set()), ([False], set()), ([True, False], {(0, 0)})):
        assert hanging([tested], 999, lack, lambda _at, stands=stands: stands) == hangs


def test_what_another_seed_tells_otherwise_was_named() -> None:
    changed = named = 0
    for world in range(25):
        here = random_world(world, 140, ROWS, COLUMNS, empty=(2, 3))
        found = [compare(here, facts(SHAPE), seed=seed) for seed in range(4)]
        for at in found[0].judged:
            told = {each.judged[at][0] for each in found}
            named += any(at in each.hangs for each in found)
            if len(told) > 1:
                changed += 1
                for one, other in pairwise(found):
                    if one.judged[at][0] is not other.judged[at][0]:
                        assert at in one.hangs | other.hangs
    assert 0 < changed <= named <= 25 * 30 // 20  # and most are told without a doubt


def told(verdict: Verdict, *, hangs: bool) -> WhitespaceTable:
    """A table of one cell with 2 of 9 expected."""
    of = {name: Ref(id=f"{name}-1", label="Theme", name=name) for name in ("Norr", "Skola")}
    scope = WhitespaceScope()
    null = LabelNull(
        algorithm="", strata=(), draws=999, chains=8, attempts_per_label=1, seed=1, draws_version=""
    )
    return WhitespaceTable(
        data_version=1,
        exploratory=False,
        parameters=WhitespaceParameters(
            rows="region", columns="theme", level="county", scope=scope, null=null, family=1,
            least_expected=3.0, largest_q=0.05, gap_ratio=0.5, covered_ratio=2.0, interval=0.9,
        ),
        arenas=ArenaCounts(
            asked=60, without_either=0, without_row=0, without_column=0, not_comparable=0,
            tested=60, in_several_rows=0, in_several_columns=0,
        ),
        sources=(),
        rows=(Line(label=of["Norr"], arenas=20, covered=True),),
        columns=(Line(label=of["Skola"], arenas=25, covered=True),),
        cells=(
            WhitespaceCell(
                row="Norr-1", column="Skola-1", verdict=verdict, observed=2, outside=0,
                expected=9.0, ratio=0.222, interval=(0.04, 0.70), q_low=0.048, q_high=1.0,
                hangs_on_draws=hangs,
            ),
        ),
        strata=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("verdict", "lang", "ends"),
    [
        (Verdict.GAP, "en", "Other random draws may tell otherwise: q, or the q that "
         "the gap is held against, lies near its limit."),
        (Verdict.GAP, "sv", "Andra slumpdragningar kan ge ett annat besked: q, eller det q "
         "som luckan hålls mot, ligger nära sin gräns."),
        (Verdict.CANNOT_TELL, "en", "Other cells of which other random draws may tell otherwise: "
         "1."),
        (Verdict.CANNOT_TELL, "sv", "Andra rutor där andra slumpdragningar kan ge ett annat "
         "besked: 1."),
    ],
)  # fmt: skip
def test_the_sentence_says_so(verdict: Verdict, lang: str, ends: str) -> None:
    for hangs in (True, False):
        lines = whitespace_summary(told(verdict, hangs=hangs), lang)
        assert any(line.endswith(ends) for line in lines) == hangs
