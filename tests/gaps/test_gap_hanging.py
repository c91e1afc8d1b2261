"""Which figures a verdict hangs on: by hand, and of the bundled data from seed to seed."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from queries.gaps.hanging import Reach, hangs_on, reach
from queries.gaps.intervals import Bounds
from queries.gaps.testing import sides_of_limit
from queries.gaps.verdicts import Draws, Estimate
from service.commands.demo import load_samples
from tests.callers import caller_in, store_in

WIDE, NARROW, TOUCHING = (0.7, 1.1), (0.9, 1.1), (0.79, 1.1)
BOTH_SIDES = (0.06, 0.05, 1.0)  # of q
LABELS = (0.051, 0.045, 0.057)


@pytest.mark.parametrize(
    ("may", "named"),
    [
        (Reach((0.06,), (5.0,), (0.5,), (0.01,), (WIDE,)), ()),
        (Reach(BOTH_SIDES, (5.0,), (0.5,), (0.01,), (WIDE,)), ("q",)),
        (Reach(BOTH_SIDES, (5.0,), (0.9,), (0.01,), (WIDE,)), ()),  # no gap whatever q is
        (Reach(BOTH_SIDES, (5.0,), (0.9,), (0.01,), (NARROW,)), ("q",)),  # slightly, or not
        (Reach(BOTH_SIDES, (5.0,), (0.5,), (0.2,), (WIDE,)), ()),  # nor with such a label p
        (Reach((0.01,), (5.0,), (0.5,), LABELS, (WIDE,)), ("label_p",)),
        (Reach((0.2,), (5.0,), (0.5,), LABELS, (WIDE,)), ()),
        (Reach(BOTH_SIDES, (5.0,), (0.5,), LABELS, (WIDE,)), ("q", "label_p")),
        (Reach((0.01,), (5.0,), (0.81, 0.79, 0.83), (0.01,), (WIDE,)), ("ratio",)),
        (Reach((0.9,), (5.0,), (0.9,), (0.9,), (NARROW, TOUCHING)), ("interval",)),
        (Reach((0.01,), (5.0,), (0.5,), (0.01,), (NARROW, TOUCHING)), ()),  # a gap all the same
        (Reach((0.01,), (1.01, 0.99, 1.03), (0.5,), (0.01,), (None,)), ("expected",)),
        (Reach((1.0,), (0.99, 0.97, 1.01), (0.5,), (0.01,), (None,)), ()),  # p above .05
        (Reach((0.01,), (5.0,), (0.5,), (None,), (None,)), ()),  # no second null, no gap
    ],
)
def test_a_verdict_hangs_on_what_may_change_it(may: Reach, named: tuple[str, ...]) -> None:
    assert hangs_on(may) == named


def estimated(expected: float, sd: float, p: float) -> Estimate:
    return Estimate(expected, (0.0, 0.0), sd, None, 8 / expected, p, 1.0, p)


def pair_of(expected: float, p: float) -> Estimate:
    return Estimate(expected, (0.0, 0.0), 1.0, None, 4 / expected, p, 1.0, p)


def test_what_other_draws_may_give_by_hand() -> None:
    """E 10, SD 5 of 10,000 draws: SE .05, and other draws have one too: 2·√2·.05 = .1414.

    As a share of E .01414. The label p .05 has an SE of 2·√(.025·.975/10001) = .003122, times 2√2
    .00883.
    """
    bounds = Bounds((0.8, 1.2), (0.78, 1.22), (0.82, 1.18))
    may = reach(
        estimated(10.0, 5.0, 0.3), 0.5, estimated(9.0, 5.0, 0.05), bounds,
        Draws(10_000, 10_000), found_in={False},
    )  # fmt: skip

    assert may.q == (0.5, 1.0)
    assert may.expected == pytest.approx((10.0, 10 - 0.14142, 10 + 0.14142), abs=1e-4)
    assert may.ratio == pytest.approx((0.8, 0.8 * (1 - 0.014142), 0.8 * (1 + 0.014142)), abs=1e-5)
    assert may.label_p == pytest.approx((0.05, 0.05 - 0.00883, 0.05 + 0.00883), abs=1e-5)
    usual, widest, narrowest = may.interval
    assert usual == (0.8, 1.2)
    assert widest == pytest.approx((0.78 * 0.985858, 1.22 * 1.014142), abs=1e-5)
    assert narrowest == pytest.approx((0.82 * 1.014142, 1.18 * 0.985858), abs=1e-5)


@pytest.mark.parametrize(
    ("others", "expected", "p", "sides", "named"),
    [
        # Alone below .05 of ten: q = 10·p. Monte Carlo error of p .04: 2√2·.0028 = .0079.
        (9, 0.99, 0.04, {False}, ()),  # q .4, and .32 at least
        (9, 1.01, 0.04, {False}, ()),
        (9, 0.99, 0.0004, {True}, ("expected",)),  # q .004, and .012 at most
        (9, 1.01, 0.0004, {True}, ("expected",)),
        (9, 0.99, 0.005, {False, True}, ("q", "expected")),  # .02 to .08: error .0028
        (0, 0.99, 0.005, {True}, ("expected",)),  # alone q is p
        (0, 0.9, 0.005, set(), ()),  # E of other draws is .93 at most
    ],
)
def test_a_pair_of_small_e_hangs_on_it_where_its_q_would_be_low_enough(
    others: int, expected: float, p: float, sides: set[bool], named: tuple[str, ...]
) -> None:
    """T 4, of E 1 with SD 1 of 9,999 draws: other draws have an E that lies 2√2·.01 = .028 away."""
    draws, found, rest = Draws(9_999, 9_999), pair_of(expected, p), pair_of(5.0, 1.0)
    estimates = {(0, 0): found} | {(1, k): rest for k in range(others)}

    told = sides_of_limit(estimates, dict.fromkeys(estimates), draws).get((0, 0), frozenset())
    q = (others + 1) * p if expected >= 1 else None
    may = reach(found, q, pair_of(1.0, 0.01), None, draws, found_in=told)

    assert told == sides
    assert hangs_on(may) == named


def test_another_seed_may_make_fewer_draws() -> None:
    """Of 9,999 and 999: 2·5·√(1/9999 + 1/999) = .3317."""
    may = reach(estimated(10.0, 5.0, 0.3), 0.5, None, None, Draws(9_999, 999), found_in={False})
    assert may.expected == pytest.approx((10.0, 10 - 0.3318, 10 + 0.3318), abs=1e-3)


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """All that is bundled."""
    folder = tmp_path_factory.mktemp("bundled")
    with store_in(folder) as store:
        load_samples(store)
    with caller_in(folder) as caller:
        yield caller


@pytest.mark.parametrize(
    ("asked", "seeds"), [({}, ("1", "2")), ({"period_from": "2014"}, ("2", "5"))]
)
def test_a_pair_whose_verdict_changes_with_the_seed_says_so_in_every_table(
    asked: dict[str, str], seeds: tuple[str, ...], bundled: TestClient
) -> None:
    """Private × civil society, and from 2014 academia by its label p and by E of about 1."""
    told: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for seed in seeds:
        params = {"source": "almedalen", "seed": seed, **asked}
        for pair in bundled.get("/api/v1/gaps/sectors", params=params).json()["pairs"]:
            told.setdefault((pair["a"], pair["b"]), []).append(pair)

    changed = [each for each in told.values() if len({pair["verdict"] for pair in each}) > 1]

    assert changed
    assert all(pair["hangs_on_draws"] and pair["hangs_on"] for each in changed for pair in each)
    settled = [each for each in told.values() if not any(pair["hangs_on"] for pair in each)]
    assert len(settled) >= len(told) - 3  # a mark on everything would tell nothing
