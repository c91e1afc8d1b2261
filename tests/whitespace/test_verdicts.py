"""The order of verdicts, the exact interval, and how many records would be needed."""

import pytest
from scipy.stats import chi2, poisson

from graph_schema.vocabularies import Verdict
from graph_schema.whitespace_answers import Reason
from queries.whitespace import verdicts
from queries.whitespace.verdicts import Significance, Tails


# The 90 % limits as printed in Garwood (1936) and in every handbook since, to two decimals.
@pytest.mark.parametrize(
    ("count", "printed"),
    [(0, (0.0, 3.00)), (1, (0.05, 4.74)), (5, (1.97, 10.51)), (10, (5.43, 16.96)),
     (30, (21.59, 40.69))],
)  # fmt: skip
def test_the_interval_is_the_exact_one(count: int, printed: tuple[float, float]) -> None:
    low, high = verdicts.poisson_interval(count)

    assert (round(low, 2), round(high, 2)) == printed
    assert high == pytest.approx(chi2.ppf(0.95, 2 * count + 2) / 2, rel=1e-12)
    assert low == pytest.approx(chi2.ppf(0.05, 2 * count) / 2 if count else 0.0, rel=1e-12)


@pytest.mark.parametrize(("count", "mean"), [(0, 3.1), (2, 9.0), (12, 5.5)])
def test_tails_are_those_of_a_poisson_number(count: int, mean: float) -> None:
    low, high = verdicts.poisson_tails(count, mean)

    assert low == pytest.approx(poisson.cdf(count, mean), rel=1e-9)
    assert high == pytest.approx(poisson.sf(count - 1, mean), rel=1e-9)


SURE_LOW = Significance(0.001, 1.0, 0.01, 1.0)
SURE_HIGH = Significance(1.0, 0.001, 1.0, 0.01)
UNSURE = Significance(0.4, 0.6, 0.8, 0.8)


@pytest.mark.parametrize(
    ("count", "expected", "tested", "verdict"),
    [
        (0, 2.99, SURE_LOW, (Verdict.CANNOT_TELL, Reason.TOO_FEW_EXPECTED)),
        (0, 3.0, SURE_LOW, (Verdict.GAP, None)),
        (5, 10.0, SURE_LOW, (Verdict.GAP, None)),
        # Surely fewer, but 60/110 is more than half; 90 % of 60 is 47.9 to 74.3, so from .44
        (60, 110.0, SURE_LOW, (Verdict.CANNOT_TELL, Reason.TOO_SMALL_A_LACK)),
        (80, 110.0, SURE_LOW, (Verdict.AS_EXPECTED, None)),
        (30, 12.0, SURE_HIGH, (Verdict.COVERED, None)),
        (20, 20.0, UNSURE, (Verdict.AS_EXPECTED, None)),
        (4, 5.0, UNSURE, (Verdict.CANNOT_TELL, Reason.WIDE_INTERVAL)),
        (4, 5.0, None, (Verdict.CANNOT_TELL, Reason.TOO_FEW_EXPECTED)),
    ],
)
def test_the_first_rule_that_fits_gives_the_verdict(
    count: int, expected: float, tested: Significance | None, verdict: tuple[Verdict, Reason | None]
) -> None:
    assert verdicts.judged(count, expected, tested) == verdict


def test_a_cell_the_null_cannot_move_tells_nothing() -> None:
    said = verdicts.judged(40, 40.0, UNSURE, moves=False)

    assert said == (Verdict.CANNOT_TELL, Reason.NOTHING_TO_COMPARE)


def test_each_side_is_corrected_by_itself() -> None:
    # The rule of Benjamini and Hochberg by hand: p·n/rank, from the largest down.
    tested = verdicts.with_q([Tails(0.01, 0.9), Tails(0.04, 0.03), Tails(0.03, 0.5)])

    assert [t.q_low for t in tested] == pytest.approx([0.03, 0.04, 0.04])
    assert [t.q_high for t in tested] == pytest.approx([0.9, 0.09, 0.75])


def test_records_needed_before_a_nought_means_something() -> None:
    # n·(−ln α)/E: 300·2.9957/1.2 = 748.9; among 100 cells tested 300·7.6009/1.2 = 1900.2.
    assert verdicts.records_needed(300, 1.2) == 749
    assert verdicts.records_needed(300, 1.2, 100) == 1901
    assert verdicts.records_needed(300, 0.0) is None
    assert verdicts.records_needed(0, 1.0) is None


def test_a_p_near_its_cut_asks_for_more_draws() -> None:
    # The cut of the smaller of two is .025; two standard errors at 999 draws are about .0099.
    assert verdicts.near_its_cut([0.03, 0.9], 999)
    assert not verdicts.near_its_cut([0.001, 0.9], 999)
    assert not verdicts.near_its_cut([0.03, 0.9], 99_999)
