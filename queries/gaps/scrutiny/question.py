"""The scrutiny of a read model's gap table: minutes of work, done once per version and question."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from graph_schema.answers import Ref
from graph_schema.gap_answers import GapTable, Units
from graph_schema.ids import canonical_json, digest
from graph_schema.scrutiny_answers import Coding, Fragility, Left, Scrutiny
from queries.gaps.participations import SAMPLER_VERSION, Participations
from queries.gaps.sectors import (
    TABLE_VERSION,
    GapQuestion,
    grouped_participations,
    participations_of,
    sector_gaps,
)
from queries.kept import keep, read
from queries.lookup.things import refs
from queries.readmodel.columns import Ints
from queries.readmodel.open import ReadModel

if TYPE_CHECKING:
    from queries.gaps.scrutiny.influence import Without
    from queries.gaps.scrutiny.steps import Steps
    from queries.gaps.testing import NullSettings

SCRUTINY_VERSION = "13"  # raise it when the same tables would be told otherwise


def place_of(model: ReadModel, question: GapQuestion) -> Path:
    """Where the answer lies once it is made: inside the read model's folder, pruned with it."""
    asked = [SAMPLER_VERSION, TABLE_VERSION, SCRUTINY_VERSION, question.model_dump(mode="json")]
    return model.answers / f"scrutiny-{digest(canonical_json(asked))[:16]}.json"


def kept_scrutiny(model: ReadModel, question: GapQuestion) -> Scrutiny | None:
    """The answer if it was made."""
    return read(place_of(model, question), Scrutiny)


def scrutinise(
    model: ReadModel, question: GapQuestion, told: Callable[[int, int], None]
) -> Scrutiny:
    """Make the answer and keep it; ``told`` hears steps done and their number, and may raise."""
    kept = kept_scrutiny(model, question)
    if kept is not None:
        return kept
    made = _made(model, question, told)
    keep(place_of(model, question), made, always=question.is_usual)
    return made


def _made(model: ReadModel, question: GapQuestion, told: Callable[[int, int], None]) -> Scrutiny:
    from queries.gaps.scrutiny import (
        calibrating,
        composing,
        holding_out,
        influence,
        specifications,
        undoing,
        weighing,
    )
    from queries.gaps.scrutiny.steps import Steps

    settings = _settings(question)
    read_by = partial(_of_units, model, question)
    columns, groups = grouped_participations(model, question)
    table = sector_gaps(model, question, step=lambda _what, _share: told(0, 1))  # or it is there
    recoded = _recoded(model, question, columns)
    parting = undoing.Parting(model, question, columns, groups)
    more = len(recoded) + undoing.tables(parting) + 2 * len(table.pairs)
    steps = Steps(_tables(columns, labels=settings.labels) + more, told, groups)
    ways = partial(specifications.specifications, read_by, settings, steps, question.units, recoded)
    made = tuple(ways(table=table))
    arenas = influence.without_arenas(table, columns, settings, steps)
    actors = influence.without_actors(table, columns, settings, steps)
    return Scrutiny(
        data_version=model.version,
        parameters=table.parameters,
        specifications=made,
        agreement=specifications.agreement(table, made),
        arenas=_named(model, model.columns.arena_node, arenas),
        actors=_named(model, model.columns.actor_node, actors),
        calibration=calibrating.calibrate(columns, settings, steps),
        label_calibration=calibrating.calibrate_by_labels(columns, settings, steps),
        composition=tuple(composing.composition(table, columns, settings, steps)),
        held_out=tuple(holding_out.held_out(columns, settings, steps)),
        fragility=tuple(_fragility(table, columns, settings, steps)),
        weighted=tuple(weighing.weighted(table, columns, settings, steps)),
        identity=undoing.identity(table, parting, settings, steps),
    )


def _settings(question: GapQuestion) -> "NullSettings":
    from queries.gaps.testing import NullSettings

    return NullSettings(
        seed=question.seed,
        role_aware=question.role_aware,
        least_draws=question.draws,
        more_draws=False,
        labels=question.has_labels,
    )


def _of_units(model: ReadModel, question: GapQuestion, units: Units) -> Participations:
    return participations_of(model, question.model_copy(update={"units": units}))


def _recoded(
    model: ReadModel, question: GapQuestion, columns: Participations
) -> list[tuple[Coding, Ints]]:
    """The other codings, where actors are grouped by sector."""
    from queries.gaps.scrutiny.codings import codings

    return list(codings(model, columns.sector)) if question.by == "sector" else []


def _fragility(
    table: GapTable, columns: Participations, settings: "NullSettings", steps: "Steps"
) -> Iterator[Fragility]:
    from queries.gaps.scrutiny.fragility import fragility

    for each in fragility(table, columns, settings, steps):
        unseen = table.pair(each.a, each.b).unseen
        yield each.against(unseen.upper if unseen is not None else None)


def _tables(columns: Participations, *, labels: bool) -> int:
    """How many tables are made, roughly: some of composition's are only made where needed."""
    from queries.gaps.scrutiny import calibrating, holding_out, influence, specifications

    ways = len(specifications.choices(columns))
    calibrations = 2 if labels else 1
    years = 2 * len(holding_out.split_years(columns))
    return ways + 2 * influence.LEFT_OUT + calibrations * calibrating.TABLES + years


def _named(model: ReadModel, nodes: Ints, found: "Iterator[Without]") -> tuple[Left, ...]:
    every = list(found)
    names: dict[int, Ref] = refs(model, [int(nodes[each.number]) for each in every])
    return tuple(
        Left(left_out=names[int(nodes[each.number])], size=each.size, changed=each.changed)
        for each in every
    )
