"""Who stands between whom in a read model: its columns in, measures out, kept by version."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple

import numpy as np
from pydantic import Field

from graph_schema.draws import DEFAULT_SEED, LAST_SEED
from graph_schema.gap_answers import GapScope
from graph_schema.vocabularies import Sector
from queries.gaps.participations import SAMPLER_VERSION, Participations
from queries.gaps.sectors import GapQuestion, participations_of
from queries.network.kept import Arrays, keep, kept, place_of
from queries.network.measured import Measured, World
from queries.network.two_mode import TwoMode
from queries.readmodel.open import ReadModel
from queries.steps import Step

MEASURES_VERSION = "1"  # raise it when the same columns would give other measures
SECTORS = tuple(Sector)
UNKNOWN = SECTORS.index(Sector.UNKNOWN)
MEASURES, NULL, STABILITY = "brokers", "brokers_null", "brokers_stability"


class BrokerQuestion(GapScope):
    """What a ranking is about; the seed decides where what is sampled starts."""

    seed: int = Field(default=DEFAULT_SEED, ge=0, le=LAST_SEED)

    @property
    def scope(self) -> GapScope:
        """What it is about."""
        return GapScope(**self.model_dump(include=set(GapScope.model_fields)))

    @property
    def is_usual(self) -> bool:
        """Whether it is about all there is or about one source, with nothing else chosen."""
        return len(self.sources) < 2 and self == BrokerQuestion(sources=self.sources)


class Known(NamedTuple):
    """All that is known of a question: measures and, once they have been run, what takes long."""

    participations: Participations
    measured: Measured
    small: Arrays
    null: Arrays | None
    stability: Arrays | None


def known(
    model: ReadModel,
    question: BrokerQuestion,
    *,
    turn: AbstractContextManager[object] | None = None,
) -> Known:
    """Measures, computed once per version and question and then read.

    Only who has to compute waits for a ``turn``, and finds them there if they came meanwhile.
    """
    participations = asked_of(model, question)
    place = _place(model, MEASURES, question)
    arrays = kept(place)
    if arrays is None:
        with turn if turn is not None else nullcontext():
            arrays = kept(place)
            if arrays is None:
                arrays = _measures(world_of(participations), question.seed)
                keep(place, arrays, always=question.is_usual)
    return Known(
        participations,
        Measured.of(arrays),
        arrays,
        kept(_place(model, NULL, question)),
        kept(_place(model, STABILITY, question)),
    )


def examine(model: ReadModel, question: BrokerQuestion, *, step: Step | None = None) -> None:
    """Compare the counts with null draws, then hide participations and rank again; keep both.

    Takes minutes on a large map. What ``step`` raises ends it; what was whole by then is kept, and
    is not computed again.
    """
    found = known(model, question)
    if not found.participations.actor.size:
        return
    world = world_of(found.participations)
    if found.null is None:
        drawn = _null(found, world, question.seed, step)
        keep(_place(model, NULL, question), drawn, always=question.is_usual)
    if found.stability is None:
        fared = _stability(found, world, question.seed, step)
        keep(_place(model, STABILITY, question), fared, always=question.is_usual)


def is_examined(model: ReadModel, question: BrokerQuestion) -> bool:
    """Whether both long parts are there."""
    return all(kept(_place(model, what, question)) is not None for what in (NULL, STABILITY))


def has_any(model: ReadModel, question: BrokerQuestion) -> bool:
    """Whether anybody takes part in what is asked about."""
    return bool(asked_of(model, question).actor.size)


def examined_name(model: ReadModel, question: BrokerQuestion) -> str:
    """What tells the long parts of one question from those of others."""
    return _place(model, NULL, question).name


def asked_of(model: ReadModel, question: BrokerQuestion) -> Participations:
    """The participations a question is about: those a gap table with the same scope counts."""
    return participations_of(model, GapQuestion(**question.scope.model_dump()))


def world_of(participations: Participations) -> World:
    """The same as a network."""
    graph = TwoMode(
        participations.actor.astype(np.int64),
        participations.arena.astype(np.int64),
        participations.sector.size,
        participations.arena_source.size,
    )
    sector = participations.sector.astype(np.int8)
    return World(graph, participations.leads, sector, len(SECTORS), UNKNOWN)


def _measures(world: World, seed: int) -> Arrays:
    from queries.network.measures import measure, without_large  # compiled code

    return {**vars(measure(world, seed=seed)), **without_large(world)}


def _null(found: Known, world: World, seed: int, step: Step | None) -> Arrays:
    from queries.gaps.meetings import rows_without_stratum, tested
    from queries.gaps.null_model import ALGORITHM
    from queries.network.null import NULL_DRAWS, against_draws

    part = tested(found.participations, role_aware=True)
    compared = against_draws(world, part, seed=seed, step=step)
    in_strata = part.rows.size - rows_without_stratum(part)
    untested = 1 - int(part.rows.sum()) / in_strata if in_strata else 0.0
    run = {
        "algorithm": ALGORITHM,
        "draws": NULL_DRAWS,
        "strata": len(part.tables),
        "not_tested_share": untested,
    }
    return {**compared._asdict(), **{name: np.array(value) for name, value in run.items()}}


def _stability(found: Known, world: World, seed: int, step: Step | None) -> Arrays:
    from queries.network.stability import stability

    fared = stability(world, found.measured, seed=seed, step=step)
    return {
        f"{by} {name}": values
        for by, ranking in fared.items()
        for name, values in ranking._asdict().items()
    }


def _place(model: ReadModel, what: str, question: BrokerQuestion) -> Path:
    asked = [MEASURES_VERSION, SAMPLER_VERSION, question.model_dump(mode="json")]
    return place_of(model, what, asked)
