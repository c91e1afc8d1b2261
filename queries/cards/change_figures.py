"""Figures of what a change does."""

from graph_schema.base import GraphModel
from graph_schema.whatif_answers import (
    WhatIf,
    WhatIfActor,
    WhatIfDrawn,
    WhatIfPair,
    WhatIfQuestion,
)
from queries.cards.figure import Asking, Figure, Test, hidden, one_of, require_drawn, values_of
from queries.cards.place_figures import TRIPLE_METHOD
from queries.cards.time_figures import (
    SWITCHES,
    TREND_FORMULA,
    YEARLY,
    about_of,
    ends_of,
    of_and_rest,
)
from queries.errors import NotInGraphError
from queries.readmodel.open import ReadModel
from queries.whatif.question import what_if

WHATIF_FORMULA = (
    "the figure before and after the change, after − before, and the same difference in random "
    "changes of its kinds and sizes (placebo: mean, 5–95 %)"
)
MOST_FORMULA = (
    "max over actors |after − before|, and the same maximum in random changes of its kinds and "
    "sizes (placebo: mean, 5–95 %)"
)
BY_FORMULA = {
    "ei_expected", "ei_difference", "judged_actors", "orphan_actors", "mixing_change", "mixing_p",
}  # fmt: skip
"""Figures of a change that hang on the closed form, as pairs do."""
SEARCHED = "Leiden's algorithm from several seeds, the mean"
DRAWN = "null draws of the cells' table"
BY_NEED = "Poisson, against the share of a stated need; no draws"
BY_SWITCHES = ("orphans_expected", "orphans_p")
OTHERWISE = {
    "group_agreement": SEARCHED, "group_count": SEARCHED, "modularity": SEARCHED,
    "group_moved": "Leiden's algorithm from five seeds, their vote",
    **dict.fromkeys(BY_SWITCHES, SWITCHES),
    "need_gap_cells": BY_NEED, "need_covered_cells": BY_NEED,
    "gap_cells": DRAWN, "covered_cells": DRAWN, "gap_triples": TRIPLE_METHOD,
    "covered_triples": TRIPLE_METHOD,
}  # fmt: skip
"""How figures of a change are made that are neither counted nor of the closed form."""


def whatif_figure(model: ReadModel, question: WhatIfQuestion, key: str, asking: Asking) -> Figure:
    """pair/a/b, figure/name, most/figure, actor/figure/id, or trend."""
    of, *rest = of_and_rest(key)
    answer = asking.once(what_if, model, question, turn=asking.turn, at_once=asking.at_once)
    require_drawn(answer.not_computed)
    row = _whatif_row(answer, of, rest, key)
    if isinstance(row, WhatIfPair) and row.shown == "suppressed":
        raise hidden(key)
    return Figure(
        about=about_of(row, of, rest),
        values=values_of(row, "a", "b", "name", "figure", "actor"),
        formula={"most": MOST_FORMULA, "trend": TREND_FORMULA}.get(of, WHATIF_FORMULA),
        method=_method_of(answer, row),
        n={"participations": answer.closed_form.participations},
        parameters={
            "asked_change": answer.change,
            "source": question.source,
            "seed": question.seed,
            "placebo_draws": answer.placebo_draws,
            "slow_draws": answer.slow_draws,
        },
        exploratory=True,
        sources=answer.sources,
        named={"actor": row.actor.name} if isinstance(row, WhatIfActor) else {},
        test=Test(_draws_of(answer, row), question.seed),
        significance={"expected": None},  # it is compared, and told with the other values
        coverage=answer.partners_known_share,
    )


def _method_of(answer: WhatIf, row: GraphModel) -> str:
    if isinstance(row, WhatIfDrawn):
        return YEARLY
    name = getattr(row, "name", None)
    if isinstance(row, WhatIfPair) or name in BY_FORMULA:
        return answer.closed_form.algorithm
    return OTHERWISE.get(str(name), "counted")


def _draws_of(answer: WhatIf, row: GraphModel) -> int | None:
    """The random changes a figure stands beside; of a pair those of the answer."""
    if isinstance(row, WhatIfPair):
        return answer.placebo_draws
    if isinstance(row, WhatIfDrawn) or getattr(row, "name", None) in BY_SWITCHES:
        return None if answer.drawn is None else answer.drawn.draws
    placebo = getattr(row, "placebo", None)
    return None if placebo is None else int(placebo.draws)


def _whatif_row(answer: WhatIf, of: str, rest: list[str], key: str) -> GraphModel:
    if of == "pair":
        return one_of(iter(answer.pairs), lambda each: ends_of(each) == set(rest), key)
    if of == "figure":
        return one_of(iter(answer.figures), lambda each: each.name == rest[0], key)
    if of == "trend" and answer.drawn is not None:
        return answer.drawn
    if of == "most":
        return one_of(iter(answer.most), lambda each: each.figure == rest[0], key)
    if of == "actor":
        asked = tuple(rest)
        return one_of(iter(answer.actors), lambda each: (each.figure, each.actor.id) == asked, key)
    raise NotInGraphError("figure", key)
