"""Figures of who is recorded nowhere, alone, once, or with its own sector only."""

from graph_schema.base import GraphModel
from graph_schema.isolate_answers import Isolates
from queries.cards.figure import (
    Asking,
    Figure,
    Test,
    hidden,
    one_of,
    parts_of,
    require_drawn,
    values_of,
)
from queries.cards.time_figures import SWITCHES, against_chance, parameters
from queries.errors import NotInGraphError
from queries.gaps.sectors import GapQuestion
from queries.isolates.question import isolates, listed_actor
from queries.readmodel.open import ReadModel

WHOLE, LISTED = "whole", "listed"
NONE_STATED = "none"  # in a key, of actors whose sector, kind or region nobody states
ISOLATE_FORMULA = (
    "never: no participation recorded; beside: of those, who funds, supports or advises an arena; "
    "solo: nobody else recorded in any of theirs; single: one arena; judged: "
    "E_i = Σ_p B_ip(h_p − 1)·(Σ_{j: s(j)≠s(i)} p_jp)/(Σ_{j≠i} p_jp) ≥ 3; orphans: of those, none of"
    " another sector met; expected and p over draws, p = min(1, 2·min(p_low, p_high))"
)
OF_ACTOR = ("actor", "sector", "beside", "last_seen", "stated_by", "retrieved")
"""What of a row is no figure."""


def isolate_figure(model: ReadModel, question: GapQuestion, key: str, asking: Asking) -> Figure:
    """whole/counts or /arenas, chance/alone or /apart, sector, kind or region/value, listed/id."""
    of, name = parts_of(key, 2)
    if of == LISTED:
        return _actor_figure(model, question, name, asking)
    name = name or NONE_STATED  # a template without a value leaves nothing there
    answer = asking.once(isolates, model, question, turn=asking.turn, at_once=asking.at_once)
    require_drawn(answer.not_computed)
    row = _isolate_row(answer, of, name, key)
    values = values_of(row, "value")
    withheld = getattr(row, "hidden", ())
    if withheld and all(values[each] is None for each in ("actors", "never", "solo", "single")):
        raise hidden(key)
    counted = values.get("actors", values.get("of", values.get("arenas")))
    what = "arenas" if name == "arenas" else "actors"
    return Figure(
        about={"of": of, "name": name},
        values=values,
        formula=ISOLATE_FORMULA,
        method=SWITCHES if of == "chance" else "counted",
        n={} if counted is None else {what: counted},
        parameters=parameters(answer, "least_expected", "role_aware", "draws", "seed"),
        exploratory=answer.exploratory,
        sources=answer.sources,
        test=against_chance(model, question, answer, name) if of == "chance" else Test(),
        coverage=answer.whole.coverage if of == "chance" else values.get("coverage"),
    )


def _actor_figure(model: ReadModel, question: GapQuestion, id: str, asking: Asking) -> Figure:
    """What is known of one actor on a list, with E of it where that is told."""
    answer = asking.once(isolates, model, question, turn=asking.turn, at_once=asking.at_once)
    require_drawn(answer.not_computed)
    found = listed_actor(model, id, question, turn=asking.turn, at_once=asking.at_once)
    if found is None:
        raise hidden(f"{LISTED}/{id}")
    on, row = found
    told = row.expected is not None
    return Figure(
        about={"of": LISTED, "name": id},
        named={"name": row.actor.name},
        values=values_of(row, *OF_ACTOR),
        formula=ISOLATE_FORMULA,
        method=SWITCHES if told else "counted",
        n={"arenas": row.arenas},
        parameters=parameters(answer, "least_expected", "role_aware", "draws", "seed"),
        exploratory=answer.exploratory,
        sources=row.stated_by,
        test=against_chance(model, question, answer, "apart") if told else Test(),
        coverage=row.arenas_complete / row.arenas if row.arenas else None,
        answer=f"/gaps/isolates/{on}",
    )


def _isolate_row(answer: Isolates, of: str, name: str, key: str) -> GraphModel:
    groups = {"sector": answer.by_sector, "kind": answer.by_kind, "region": answer.by_region}
    if answer.whole.hidden and (of == "chance" or not groups.get(of, "told")):
        raise hidden(key)  # whichever is asked for, or it would tell which there are
    if of in groups:
        return one_of(iter(groups[of]), lambda each: (each.value or NONE_STATED) == name, key)
    single: dict[tuple[str, str], GraphModel | None] = {
        (WHOLE, "counts"): answer.whole,
        (WHOLE, "arenas"): answer.arenas,
        ("chance", "alone"): answer.alone,
        ("chance", "apart"): answer.apart,
    }
    found = single.get((of, name))
    if found is None:
        raise NotInGraphError("figure", key)
    return found
