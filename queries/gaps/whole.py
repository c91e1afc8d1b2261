"""Figures of a whole table against both nulls: told where neither gives them by chance."""

from math import isnan
from typing import Any

import numpy as np

from graph_schema.coverage_answers import LEAST_COVERAGE
from graph_schema.gap_answers import Untested, WholeFigure
from queries.gaps import mixing, verdicts
from queries.gaps.label_null import Permuted
from queries.gaps.meetings import Meetings, Tested, class_counts
from queries.gaps.null_model import Drawn
from queries.gaps.participations import Bools

FEWEST = {"three_sectors": 3, "four_sectors": 4}  # participants, and groups, that it takes
TESTED = ("z", "p_low", "p_high", "p")


def whole_figures(
    part: Tested, counted: Meetings, told: Bools, drawn: Drawn, permuted: Permuted | None
) -> tuple[WholeFigure, ...]:
    """Four figures over the classes that are ``told``, each with the p of both nulls, and q.

    q is by Benjamini & Hochberg over the figures that are tested, of the larger of the two p: a
    team that keeps together is no finding, and four looks are four.
    """
    first = _against(part, counted, told, drawn)
    second = {} if permuted is None else _against(part, counted, told, permuted)
    found = [
        _figure(name, each, second.get(name), counted, untested)
        for name, each in first.items()
        if not isnan(each.observed) and not np.isnan(each.draws).any()
        for untested in [_untested(name, part, counted, told)]
    ]
    tried = [(figure, larger) for figure, larger in found if larger is not None]
    q_values = verdicts.adjusted([larger for _, larger in tried])
    q_of = {figure.name: q for (figure, _), q in zip(tried, q_values, strict=True)}
    return tuple(figure.model_copy(update={"q": q_of.get(figure.name)}) for figure, _ in found)


def _against(
    part: Tested, counted: Meetings, told: Bools, draws: Drawn | Permuted
) -> dict[str, mixing.Against]:
    counts = class_counts(part.participations, counted.actors.size)[part.arenas]
    ei_index, assortativity = mixing.figures(counted.observed, draws.meetings, told)
    three, four = mixing.arenas_of_many(counts, told)
    return {
        "ei_index": ei_index,
        "assortativity": assortativity,
        "three_sectors": mixing.Against(three, draws.mixed[:, 0].astype(np.float64)),
        "four_sectors": mixing.Against(four, draws.mixed[:, 1].astype(np.float64)),
    }


def _untested(name: str, part: Tested, counted: Meetings, told: Bools) -> Untested | None:
    """Why a figure is not tested: what cannot be otherwise is not left to chance."""
    fewest = FEWEST.get(name, 0)
    if int(told.sum()) < fewest:
        return "few_groups"
    if counted.known < LEAST_COVERAGE:
        return "coverage"
    largest = int(np.bincount(part.participations.arena[part.rows]).max(initial=0))
    return "small_arenas" if largest < fewest else None


def _figure(
    name: str,
    first: mixing.Against,
    second: mixing.Against | None,
    counted: Meetings,
    untested: Untested | None,
) -> tuple[WholeFigure, float | None]:
    """The figure, and the larger p of the two nulls: 1 where they point different ways."""
    estimate = verdicts.estimate(first.observed, first.draws)
    found: dict[str, Any] = {**vars(estimate)}
    del found["ratio"]  # of an index that may be nought or negative
    difference = first.observed - estimate.expected
    label_p = larger = None
    if untested is not None:
        found |= dict.fromkeys(TESTED)
    elif second is not None and not np.isnan(second.draws).any():
        labels = verdicts.estimate(second.observed, second.draws)
        label_p = labels.p
        one_way = difference * (second.observed - labels.expected) > 0
        larger = max(estimate.p, labels.p) if one_way else 1.0
    figure = WholeFigure.model_validate(
        {"name": name, "observed": first.observed, "difference": difference}
        | {"coverage": counted.known, "label_p": label_p, "untested": untested}
        | found
    )
    return figure, larger
