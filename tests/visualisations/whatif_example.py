"""A change for the drawings: figures inside and outside chance, one without a value, both pairs."""

from datetime import date
from typing import get_args

from graph_schema.answers import Ref
from graph_schema.vocabularies import Sector
from graph_schema.whatif_answers import (
    ActorFigureName,
    ChangePart,
    ClosedFormUse,
    Compared,
    FigureName,
    Placebo,
    UnderstoodPart,
    WhatIf,
    WhatIfActor,
    WhatIfFigure,
    WhatIfMost,
    WhatIfPair,
    WhatIfQuestion,
)

PART = ChangePart(do="add", who=("public", "public", "any:academia"), times=2)


def compared(k: int, spread: float) -> Compared:
    """A difference of k, chance around 1."""
    placebo = Placebo(mean=1, low=1 - spread, high=1 + spread, as_low=50, as_high=50, draws=100)
    return Compared(before=10, after=10 + k, difference=k, placebo=placebo)


NOTHING = Compared(before=None, after=None, difference=None, placebo=None)
WHATIF = WhatIf(
    data_version=7,
    change="add 2*public,any:academia x2",
    question=WhatIfQuestion(change=(PART,)),
    day=date(2026, 11, 26),
    understood=(UnderstoodPart(part=PART, participations=6),),
    figures=tuple(
        WhatIfFigure(name=name, **vars(NOTHING if name == "ei_index" else compared(k, k % 4)))
        for k, name in enumerate(get_args(FigureName))
    ),
    pairs=(
        WhatIfPair(a=Sector.PUBLIC, b=Sector.PUBLIC, shown="suppressed"),
        WhatIfPair(a=Sector.PUBLIC, b=Sector.PRIVATE, shown="insufficient_data", coverage=0.5,
                   observed=compared(2, 1), expected=compared(1, 1)),
        WhatIfPair(a=Sector.PUBLIC, b=Sector.ACADEMIA, shown="compared", coverage=0.9,
                   observed=compared(2, 1), expected=compared(1, 1), ratio=compared(0, 1),
                   z=compared(3, 1)),
    ),
    most=tuple(
        WhatIfMost(figure=name, actors=k, largest=None if name == "cut_mass" else k,
                   placebo=None if name == "cut_mass" else compared(k, 2).placebo)
        for k, name in enumerate(get_args(ActorFigureName))
    ),
    actors=(
        WhatIfActor(figure="gate", actor=Ref(id="act-1", label="Actor", name="Sunne kommun"),
                    sector=Sector.PUBLIC, **vars(compared(4, 2))),
        WhatIfActor(figure="constraint", actor=Ref(id="act-2", label="Actor", name="Kooperativet"),
                    sector=Sector.CIVIL_SOCIETY, **vars(compared(-1, 0))),
    ),
    closed_form=ClosedFormUse(algorithm="closed form", allowed=True, participations=12_000,
                              mean_per_stratum=200.0, least_participations=10_000,
                              least_mean_per_stratum=150),
    partners_known_share=0.5,
    meeting_share=0.5,
    efficiency_starts=None,
    placebo_draws=100,
    slow_draws=19,
    sources=("Almedalsveckan",),
)  # fmt: skip
