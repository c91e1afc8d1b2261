"""Isolates and orphans of a read model: counts against chance, and the lists behind them."""

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

import numpy as np

from graph_schema.answers import Page
from graph_schema.gap_answers import GapScope
from graph_schema.isolate_answers import (
    AgainstChance,
    IsolateGroup,
    Isolates,
    ListName,
    RecordedActor,
    SoloArenas,
)
from graph_schema.vocabularies import ActorKind, Sector
from queries.gaps.attributes import attributes_of
from queries.gaps.participations import SAMPLER_VERSION, Participations
from queries.gaps.sectors import GapQuestion, participations_of
from queries.isolates.counting import Lists, counted, lists_of
from queries.isolates.meeting import Classes
from queries.isolates.recorded import recorded
from queries.lookup.filters import with_facet as nodes_with
from queries.lookup.pages import cut
from queries.lookup.sensitive import is_sensitive_part
from queries.network.kept import keep, kept, place_of
from queries.network.two_mode import Bools, Ints
from queries.readmodel.open import ReadModel
from queries.whitespace.hiding import LEAST_NAMED

if TYPE_CHECKING:
    from queries.isolates.null import Drawn

KEPT_VERSION = "1"  # raise it when the same draws would be counted otherwise
CHAINS = 8
LEAST_EXPECTED = 3.0
SECTORS = tuple(Sector)
KINDS = tuple(ActorKind)
Turn = AbstractContextManager[object] | None


def isolates(
    model: ReadModel, question: GapQuestion | None = None, *, turn: Turn = None
) -> Isolates:
    """How many stand on each list, and how many chance would give."""
    question = question if question is not None else GapQuestion()
    given = participations_of(model, question)
    drawn = _drawn(model, question, given, turn)
    lists = _lists(model, question, given, drawn)
    part, sensitive = _is_part(question), is_sensitive_part(model, question)
    groups = _groupings(model)
    made = [_grouped(lists, *each, sensitive=sensitive, part=part) for each in groups]
    regions = sorted(made[2], key=lambda row: _swedish(row.value))
    whole = counted(lists, groups[0][0], len(SECTORS), sensitive=sensitive, part=part)[0]
    stating = np.unique(given.arena_source[np.unique(given.arena)])
    return Isolates(
        data_version=model.version,
        exploratory=question.part != GapScope(sources=question.sources[:1]),
        scope=question.part,
        role_aware=question.role_aware,
        draws=draws_of(question),
        seed=question.seed,
        least_expected=LEAST_EXPECTED,
        sensitive=sensitive,
        whole=whole,
        by_sector=made[0],
        by_kind=made[1],
        by_region=tuple(regions),
        arenas=_arenas(given),
        alone=_against(drawn.alone, drawn.moved[0], lists.complete > 0, hide=sensitive),
        apart=_against(drawn.apart, drawn.moved[1], lists.judged, hide=sensitive),
        sources=tuple(model.sources[n].name for n in stating.tolist()),
    )


def isolate_list(
    model: ReadModel,
    name: ListName,
    question: GapQuestion | None = None,
    *,
    limit: int = 50,
    cursor: str | None = None,
    turn: Turn = None,
) -> Page[RecordedActor] | None:
    """The actors of one list in the order of names, never of size.

    None where it is not shown: in a sensitive part, fewer than three, or a list that would name
    whom the counts by sector, kind or region hide.
    """
    question = question if question is not None else GapQuestion()
    given = participations_of(model, question)
    drawn = _drawn(model, question, given, turn)
    lists = _lists(model, question, given, drawn)
    empty = name == "never" and _is_part(question)
    chosen = np.flatnonzero(lists.counted(name) & (not empty))
    if is_sensitive_part(model, question) and (
        chosen.size < LEAST_NAMED or _hides(model, lists, name)
    ):
        return None
    nodes = model.columns.actor_node[chosen]
    chosen = chosen[np.argsort(model.columns.node_position[nodes], kind="stable")]
    asked = {"isolates": name, **question.model_dump(mode="json")}
    part = cut(model, asked, int(chosen.size), limit, cursor)
    items = recorded(model, given, lists, drawn.expected, chosen[part.begin : part.end])
    return Page(items=items, next=part.next, total=int(chosen.size), data_version=model.version)


def draws_of(question: GapQuestion) -> int:
    """The least number of draws that is no fewer than asked and fills eight chains."""
    return -(-(question.draws + 1) // CHAINS) * CHAINS - 1


def _hides(model: ReadModel, lists: Lists, name: ListName) -> bool:
    """Whether a count that the list would tell is hidden in any of the groupings.

    The list of those alone tells who of them is so for certain, a count of its own.
    """
    told = {"solo", "solo_complete"} if name == "solo" else {name}
    for group, values in _groupings(model):
        whole, rows = counted(lists, group, len(values), sensitive=True, part=False)
        if any(told & set(row.hidden) for row in (whole, *rows)):
            return True
    return False


def _groupings(model: ReadModel) -> tuple[tuple[Ints, list[str | None]], ...]:
    """Per actor the place of its sector, kind and region, each with what the places stand for."""
    home = attributes_of(model)
    return (
        (np.asarray(model.columns.sector, np.int64), [s.value for s in SECTORS]),
        (_kinds(model), [k.value for k in KINDS]),
        (np.where(home.home >= 0, home.home, len(home.region_names)), [*home.region_names, None]),
    )


def _is_part(question: GapQuestion) -> bool:
    return question.part != GapScope(units=question.units)


def _drawn(model: ReadModel, question: GapQuestion, given: Participations, turn: Turn) -> "Drawn":
    """The draws of the question, made once per version and then read."""
    from queries.isolates import null  # compiled code, loaded when needed

    asked = [SAMPLER_VERSION, KEPT_VERSION, question.model_dump(mode="json")]
    place = place_of(model, "isolates", asked)
    found = kept(place)
    if found is None:
        with turn if turn is not None else nullcontext():
            found = kept(place)
            if found is None:
                made = null.draw(
                    given, _classes(model), draws=draws_of(question), seed=question.seed,
                    role_aware=question.role_aware,
                )  # fmt: skip
                keep(place, made._asdict(), always=question.is_usual)
                return made
    return null.Drawn(**found)


def _classes(model: ReadModel) -> Classes:
    return Classes(np.asarray(model.columns.sector), len(SECTORS), SECTORS.index(Sector.UNKNOWN))


def _lists(model: ReadModel, question: GapQuestion, given: Participations, drawn: "Drawn") -> Lists:
    everybody = np.arange(model.columns.actor_node.size)
    own: Bools = np.ones(everybody.size, np.bool_)
    if question.units == "together":
        own = np.asarray(model.columns.top == everybody)
    if _is_part(question):  # only who takes part in it
        own = own & (np.bincount(given.actor, minlength=everybody.size) > 0)
    return lists_of(given, own, _classes(model), drawn.expected, LEAST_EXPECTED)


def _swedish(name: str | None) -> tuple[bool, str]:
    """Å, ä and ö last, and what has no name after everything."""
    return name is None, (name or "").casefold().translate(str.maketrans("åäö", "{|}"))


def _kinds(model: ReadModel) -> Ints:
    """Per actor the place of its kind; one whose kind nobody states is of unknown kind."""
    columns = model.columns
    found = np.full(columns.actor_node.size, KINDS.index(ActorKind.UNKNOWN), np.int64)
    for place, kind in enumerate(KINDS):
        number = columns.node_index[nodes_with(model, "kind", [kind.value])]
        label = columns.node_label[nodes_with(model, "kind", [kind.value])]
        found[number[label == model.labels.index("Actor")]] = place
    return found


def _grouped(
    lists: Lists, group: Ints, values: list[str | None], *, sensitive: bool, part: bool
) -> tuple[IsolateGroup, ...]:
    _, rows = counted(lists, group, len(values), sensitive=sensitive, part=part)
    return tuple(
        IsolateGroup(value=value, **dict(row))
        for value, row in zip(values, rows, strict=True)
        if row.actors != 0
    )


def _arenas(given: Participations) -> SoloArenas:
    sizes = np.bincount(given.arena, minlength=given.arena_source.size)
    known = given.arena_partners_known
    return SoloArenas(
        arenas=int(np.count_nonzero(sizes)),
        complete=int(np.count_nonzero((sizes > 0) & known)),
        solo=int(np.count_nonzero(sizes == 1)),
        solo_complete=int(np.count_nonzero((sizes == 1) & known)),
    )


def _against(counts: Ints, moved: bool, among: Bools, *, hide: bool) -> AgainstChance | None:
    from queries.gaps.verdicts import estimate

    observed, of = int(counts[0]), int(np.count_nonzero(among))
    if not moved or not of or (hide and observed < LEAST_NAMED):
        return None
    found = estimate(observed, counts[1:])
    return AgainstChance(
        observed=observed,
        of=of,
        expected=found.expected,
        expected_range=found.expected_range,
        p_low=found.p_low,
        p_high=found.p_high,
        p=found.p,
    )
