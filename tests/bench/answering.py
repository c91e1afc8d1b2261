"""What is asked of a read model or of plain columns, each in a process of its own."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from graph_schema.vocabularies import Sector
from queries.gaps.closed_form import closed_form
from queries.gaps.meetings import meetings, tested
from queries.gaps.mixing import figures
from queries.gaps.null_model import draw
from queries.gaps.participations import Participations, of_rows
from queries.gaps.scrutiny.composing import composition
from queries.gaps.scrutiny.fragility import fragility
from queries.gaps.scrutiny.question import scrutinise
from queries.gaps.scrutiny.steps import Steps
from queries.gaps.sectors import GapQuestion, computed, grouped_participations, participations_of
from queries.gaps.testing import NullSettings
from queries.groups.answers import groups
from queries.groups.question import examine
from queries.network.betweenness import betweenness
from queries.network.brokers import BrokerQuestion, asked_of, world_of
from queries.network.measures import measure, without_large
from queries.network.null import against_draws
from queries.network.stability import stability
from queries.network.two_mode import whole
from queries.readmodel.open import ReadModel
from tests.bench.columns import by_year, in_one_stratum, read_columns
from tests.bench.linking import export_task, serialisers_task
from tests.bench.timing import Clock

Found = dict[str, Any]
Order = Mapping[str, Any]
SEED = 1  # another than the published table's
FEW = 7  # draws that compile, or load what was compiled
FEW_ARENAS = 500  # likewise
CLOSED_FORMS = 7
STRATA: dict[str, Callable[[Participations], Participations]] = {
    "all": lambda columns: columns,
    "by year": by_year,
    "one": in_one_stratum,
}


def draws_task(columns: Participations, order: Order) -> Found:
    """Null draws and what is counted in each: T, E-I and assortativity, arenas of many sectors."""
    part = tested(STRATA[order["strata"]](columns), role_aware=order["roles"])
    sector = np.array(columns.sector, np.int8)
    compared = np.array([kind is not Sector.UNKNOWN for kind in Sector])
    observed = meetings(part, len(Sector)).observed
    drawing = partial(draw, part.tables, sector, len(Sector), seed=SEED, compared=compared)
    drawing(draws=FEW)
    clock = Clock()
    drawn = drawing(draws=order["draws"])
    mixed = figures(observed, drawn.meetings, compared)
    took = clock.read()
    assert all(len(each.draws) == order["draws"] == len(drawn.mixed) for each in mixed)
    return {**took, "strata": len(part.tables)}


def closed_form_task(columns: Participations, order: Order) -> Found:
    """Mean and SD without draws: the median of some times after the first."""
    part = tested(STRATA[order["strata"]](columns), role_aware=True)
    assert np.isfinite(closed_form(part, len(Sector)).sd).all()
    took = []
    for _ in range(CLOSED_FORMS):
        clock = Clock()
        closed_form(part, len(Sector))
        took.append(clock.read())
    median = sorted(took, key=lambda times: times["wall"])[CLOSED_FORMS // 2]
    return {**median, "strata": len(part.tables), "times": CLOSED_FORMS}


def table_task(model: ReadModel, order: Order) -> Found:
    """Answer 1: the whole table, then what year, region and topic explain, and how much undoes it.

    Compiled, or what was compiled loaded, by a table of few draws.
    """
    question = GapQuestion(seed=SEED)
    computed(model, question.model_copy(update={"draws": 99}))
    clock = Clock()
    table = computed(model, question)
    of_table = clock.read()
    columns, asked = grouped_participations(model, question)
    steps = Steps(1, lambda _done, _all: None, asked)
    settings = NullSettings(seed=SEED, more_draws=False)
    explained = tuple(composition(table, columns, settings, steps))
    undone = tuple(fragility(table, columns, settings, steps))
    assert len(explained) >= len(undone)
    return {**clock.read(), "table": of_table}


def scrutiny_task(model: ReadModel, order: Order) -> Found:
    """All that a sceptic demands of answer 1, the table with it."""
    clock = Clock()
    found = scrutinise(model, GapQuestion(seed=SEED), lambda _done, _all: None)
    return {**clock.read(), "tables": found.calibration.tables}


def betweenness_task(model: ReadModel, order: Order) -> Found:
    """Exact betweenness of the two-mode graph, the second time it is asked for."""
    ties = whole(world_of(asked_of(model, BrokerQuestion())).graph)
    betweenness(ties)
    clock = Clock()
    betweenness(ties)
    return clock.read()


def brokers_task(model: ReadModel, order: Order) -> Found:
    """Every measure of answer 4 for every actor."""
    rows = asked_of(model, BrokerQuestion())
    small, world = world_of(_few_arenas(rows)), world_of(rows)
    measure(small, seed=SEED)
    without_large(small)
    clock = Clock()
    measure(world, seed=SEED)
    without_large(world)
    return clock.read()


def examination_task(model: ReadModel, order: Order) -> Found:
    """Brokerage against null draws, and the rankings with a fifth hidden."""
    rows = asked_of(model, BrokerQuestion())
    _examined(_few_arenas(rows))
    return _examined(rows)


def _examined(rows: Participations) -> Found:
    world, part = world_of(rows), tested(rows, role_aware=True)
    measured = measure(world, seed=SEED)
    clock = Clock()
    against_draws(world, part, seed=SEED)
    stability(world, measured, seed=SEED)
    return clock.read()


def _few_arenas(rows: Participations) -> Participations:
    """Enough to compile with, or to load what was compiled."""
    return of_rows(rows, rows.arena < FEW_ARENAS)


def core_task(model: ReadModel, order: Order) -> Found:
    """The core of repeat collaborators with its coverage, the second time it is asked for."""
    groups(model, BrokerQuestion())
    clock = Clock()
    groups(model, BrokerQuestion())
    return clock.read()


def groups_task(model: ReadModel, order: Order) -> Found:
    """Groups from many seeds, against null draws and at other resolutions."""
    clock = Clock()
    examine(model, BrokerQuestion())
    return clock.read()


OF_COLUMNS = {"draws": draws_task, "closed form": closed_form_task}
OF_MODEL = {
    "table": table_task,
    "scrutiny": scrutiny_task,
    "betweenness": betweenness_task,
    "brokers": brokers_task,
    "examination": examination_task,
    "core": core_task,
    "groups": groups_task,
    "export": export_task,
    "serialisers": serialisers_task,
}


def answered(order: Order) -> Found:
    """Do one task on the read model, or on the columns, that the order names."""
    task = order["task"]
    if "columns" in order:
        return OF_COLUMNS[task](read_columns(Path(order["columns"])), order)
    with ReadModel(Path(order["model"])) as model:
        if task in OF_COLUMNS:
            return OF_COLUMNS[task](participations_of(model, GapQuestion()), order)
        return OF_MODEL[task](model, order)
