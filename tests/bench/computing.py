"""The sector table beside what else could draw it, from read models."""

from pathlib import Path
from time import process_time

import numpy as np

from graph_schema.vocabularies import Sector
from queries.gaps.meetings import Tested, meetings, tested
from queries.gaps.null_model import draw
from queries.gaps.participations import Ints, Participations
from queries.gaps.sectors import GapQuestion, participations_of
from queries.readmodel.open import ReadModel
from tests.bench.columns import columns_of, write_columns
from tests.bench.places import Bench
from tests.bench.report import Aim, Row, judged, seconds
from tests.bench.rewiring import (
    MISSING,
    REWIRINGS,
    DirectedRewire,
    Found,
    furthest,
    is_installed,
    timed_draws,
)
from tests.bench.timing import Clock, Timed
from tests.bench.worker import measured

DRAWS = 999
WITHOUT_STORE = "R6"
FEWER_DRAWS = 63  # of it, unless everything is asked for
OWN_DRAWS = {"R1": DRAWS, "R2": DRAWS, "R5": 199, WITHOUT_STORE: 39}  # beside the others'
NULL = {name: Aim(most, "s", at_most=True) for name, most in (("R1", 0.5), ("R2", 1.5), ("R5", 15))}
NULL[WITHOUT_STORE] = Aim(720, "s", at_most=True)
DRAWS_A_SECOND = Aim(70, "draws/s", at_most=False)
FASTER = Aim(4, "times as fast", at_most=False)
FULL = {"R2": Aim(10, "s", at_most=True), "R5": Aim(180, "s", at_most=True)}
COUNTING = Aim(0.05, "s", at_most=True)
CLOSED_FORM = {"R2": Aim(0.05, "s", at_most=True), WITHOUT_STORE: Aim(0.5, "s", at_most=True)}
RIVAL_SECONDS = 3.0  # of processor time for each of the others
MIXING_DRAWS = 10  # that do not count: as many switches as forget where a chain began
MIXED = ("R1", "R2")  # where so many draws of all of them take seconds
MOST_ERRORS = 6.0  # that means may be apart before two do not draw alike
SCRUTINY_SECONDS = 900.0
COUNTED = "all pairs, E-I, arenas of three and four sectors"


def gap_rows(bench: Bench) -> None:
    """Null draws beside what others would do, closed form and the whole answer, on every graph."""
    for name in bench.graphs:
        model = str(bench.known[f"model {name}"])
        with bench.part(f"{name}: null draws"):
            _draws_rows(bench, name, {"model": model})
            with ReadModel(Path(model)) as opened:
                world = participations_of(opened, GapQuestion())
            _rival_rows(bench, name, world)
            _closed_form_row(bench, name, {"model": model})
        with bench.part(f"{name}: answer 1"):
            _answer_rows(bench, name, model)
    if bench.has_largest:
        with bench.part(f"{WITHOUT_STORE}: columns without a store"):
            world = columns_of(bench.graph(WITHOUT_STORE))
            columns = str(write_columns(world, bench.folder / f"{WITHOUT_STORE}.npz"))
            del bench.drawn[WITHOUT_STORE]
        with bench.part(f"{WITHOUT_STORE}: null draws"):
            _draws_rows(bench, WITHOUT_STORE, {"columns": columns})
            _rival_rows(bench, WITHOUT_STORE, world)
            _closed_form_row(bench, WITHOUT_STORE, {"columns": columns})


def _draws_rows(bench: Bench, name: str, place: dict[str, str]) -> None:
    large = name == WITHOUT_STORE
    draws = FEWER_DRAWS if large and not bench.full else DRAWS
    found = measured("draws", **place, draws=draws, strata="all", roles=True)
    took, rate = Timed.of(found), draws / found["processor"]
    needed, figure = took.wall * DRAWS / draws, str(took)
    if draws < DRAWS:
        figure = f"{draws} draws {figure}; by proportion {DRAWS} take {seconds(needed)}"
    what = f"{DRAWS} null draws: {COUNTED}; one core, warm"
    compared = f"{rate:,.0f} draws/s of processor time, {found['strata']} strata" + (
        "; columns made without a store" if large else ""
    )
    bench.rows.append(judged(what, name, "–", needed, figure, NULL[name], compared))
    if name == "R5":
        what = "null draws a second, the table counted in each"
        bench.rows.append(
            judged(what, name, "–", rate, f"{rate:,.0f} draws/s of processor time",
                   DRAWS_A_SECOND, _pooled(place))
        )  # fmt: skip


def _pooled(place: dict[str, str]) -> str:
    found = measured("draws", **place, draws=OWN_DRAWS["R5"], strata="one", roles=True)
    return f"all arenas in one stratum: {OWN_DRAWS['R5'] / found['processor']:,.0f}"


def _rival_rows(bench: Bench, name: str, world: Participations) -> None:
    """Each of the others for some seconds, beside ours without roles in the same strata.

    The graphs are made without looking at sectors, so that the data is as good a start as any.
    Where there is time for the chains to forget it, actors are put in classes by where they first
    take part: far from what a null draw gives, and so a trial of the others and of ours.
    """
    part = tested(world, role_aware=False)
    sector = _by_first_arena(world) if name in MIXED else np.asarray(world.sector, np.int64)
    own = _own_draws(part, sector, OWN_DRAWS[name])
    for library, rewiring in REWIRINGS.items():
        what = f"one null draw, counted likewise: {library}"
        if name == WITHOUT_STORE and not bench.full and rewiring is not DirectedRewire:
            bench.rows.append(Row(what, name, "–", "not measured: two minutes, with FULL=full"))
            continue
        if not is_installed(rewiring):
            bench.rows.append(Row(what, name, "–", MISSING))
            continue
        before = MIXING_DRAWS if name in MIXED else 0
        found = timed_draws(rewiring, part.tables, sector, most=RIVAL_SECONDS, before=before)
        bench.rows.append(_rival_row(what, name, found, own))


def _rival_row(what: str, name: str, found: Found, own: Found) -> Row:
    times, apart = found.seconds / own.seconds, furthest(own.meetings, found.meetings)
    assert apart <= MOST_ERRORS, f"{what}, {name}: means of T are {apart:.1f} SE from ours"
    figure = f"{seconds(found.seconds)} of processor time (mean of {len(found.meetings)})"
    compared = (
        f"ours without roles {seconds(own.seconds)}, {times:,.1f} times as fast; margins kept, "
        f"means of T at most {apart:.1f} SE apart"
    )
    if name == "R5" and "igraph" in what:
        return judged(what, name, "–", times, figure, FASTER, compared)
    return Row(what, name, "–", figure, compared=compared)


def _own_draws(part: Tested, sector: Ints, draws: int) -> Found:
    classes = np.array(sector, np.int8)
    draw(part.tables[:1], classes, len(Sector), draws=7, seed=1)  # compiles, or loads
    used = process_time()
    drawn = draw(part.tables, classes, len(Sector), draws=draws, seed=1)
    return Found((process_time() - used) / draws, drawn.meetings)


def _by_first_arena(world: Participations) -> Ints:
    first = np.zeros(world.sector.size, np.int64)
    first[world.actor[::-1]] = world.arena[::-1]
    return np.asarray(first % len(Sector))


def _closed_form_row(bench: Bench, name: str, place: dict[str, str]) -> None:
    found = measured("closed form", **place, strata="by year")
    took = Timed.of(found)
    what = f"closed form of all pairs, {found['strata']} strata; warm, median of {found['times']}"
    if name in CLOSED_FORM:
        row = judged(what, name, "–", took.wall, str(took), CLOSED_FORM[name], "–")
    else:
        row = Row(what, name, "–", str(took))
    bench.rows.append(row)


def _answer_rows(bench: Bench, name: str, model: str) -> None:
    _counting_row(bench, name, model)
    found = measured("table", model=model)
    took, table = Timed.of(found), Timed(**found["table"])
    what = (
        "answer 1: both nulls, interval, E-I, verdicts, ten times the draws near a cut; "
        "what year, region and topic explain; how much undoes a gap"
    )
    figure, compared = str(took), f"the table alone {table}"
    if name in FULL:
        row = judged(what, name, "–", took.wall, figure, FULL[name], compared)
    else:
        row = Row(what, name, "–", figure, compared=compared)
    bench.rows.append(row)
    if bench.full and name == "R2":
        _scrutiny_row(bench, name, model)


def _scrutiny_row(bench: Bench, name: str, model: str) -> None:
    what = "answer 1 with all a sceptic demands, a job"
    if bench.room_for(SCRUTINY_SECONDS, what=what, graph=name, store="–"):
        found = measured("scrutiny", model=model)
        compared = f"{found['tables']} null tables sent through the whole test are most of it"
        bench.rows.append(Row(what, name, "–", str(Timed.of(found)), compared=compared))


def _counting_row(bench: Bench, name: str, model: str) -> None:
    with ReadModel(Path(model)) as opened:
        world = participations_of(opened, GapQuestion())
    clock = Clock()
    counted = meetings(tested(world, role_aware=True), len(Sector))
    took = clock.timed()
    assert np.array_equal(counted.observed, counted.observed.T)
    what = "answer 1, counting without draws"
    if name == "R2":
        bench.rows.append(judged(what, name, "–", took.wall, str(took), COUNTING, "–"))
    else:
        bench.rows.append(Row(what, name, "–", str(took)))
