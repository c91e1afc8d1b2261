"""Target-group voice of a read model, beside what activity gives."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager

import numpy as np

from graph_schema.answers import ArenaPart, Ref
from graph_schema.coverage_answers import LEAST_COVERAGE
from graph_schema.ids import canonical_json, digest
from graph_schema.sensitivity import is_sensitive
from graph_schema.vocabularies import Verdict
from graph_schema.voice_answers import GroupVoice, Namesake, VoiceByRole, Voices
from queries.gaps.participations import SAMPLER_VERSION, Participations
from queries.gaps.sectors import GapQuestion, participations_of
from queries.isolates.drawing import draws_of
from queries.isolates.meeting import listed_whole, two_mode
from queries.kept import kept_or_made
from queries.lookup.sensitive import is_public, is_sensitive_part
from queries.lookup.things import refs, sources_of
from queries.network.two_mode import Bools, Ints
from queries.readmodel.open import ReadModel
from queries.voice.counting import Group, groups_of, heard, heard_by_role, namesakes_of, wilson
from queries.whitespace.covering import cited_sources
from queries.whitespace.hiding import LEAST_NAMED
from queries.whitespace.telling import unseen_lines

VOICE_VERSION = "14"  # raise it when the same draws would give another answer
MOST_GROUPS = 500
ROLES = ("lead", "partner", "beside")


def target_group_voice(
    model: ReadModel,
    question: GapQuestion | None = None,
    *,
    turn: AbstractContextManager[object] | None = None,
) -> Voices:
    """In how many of the arenas for a group an organisation of it takes part."""
    question = question if question is not None else GapQuestion()
    asked = [SAMPLER_VERSION, VOICE_VERSION, question.model_dump(mode="json")]
    place = model.answers / f"voice-{digest(canonical_json(asked))[:16]}.json"
    return kept_or_made(
        place, Voices, lambda: _made(model, question), always=question.is_usual, turn=turn
    )


def _made(model: ReadModel, question: GapQuestion) -> Voices:
    given = participations_of(model, question)
    apart = question.units == "separate"
    asked = given.arena_asked
    everything = groups_of(model, units_apart=apart)
    groups, untold = _listed(model, question.part, everything, asked)
    nodes = np.array([group.node for group in groups], np.int64)
    named = refs(model, [group.node for group in groups])
    drawn = _drawn(given, groups, question)
    roles = heard_by_role(model, groups, units_apart=apart)
    part, public = is_sensitive_part(model, question), is_public(model)
    rows = [
        _group(
            named[group.node], given, group, drawn[:, k], roles[k],
            sensitive=part or is_sensitive(named[group.node].name), public=public,
            untold=bool(untold[k]),
        )
        for k, group in enumerate(groups)
    ]  # fmt: skip
    alike = namesakes_of(model, nodes.tolist(), units_apart=apart)
    for k in np.flatnonzero(~untold).tolist():
        rows[k] = _beside(model, rows[k], alike.get(groups[k].node, {}), public=public)
    stated = np.zeros(asked.size, np.bool_)
    for group in everything:
        stated |= group.arenas
    return Voices(
        data_version=model.version,
        exploratory=not question.is_usual,
        scope=question.part,
        role_aware=question.role_aware,
        draws=draws_of(question),
        seed=question.seed,
        covered=any(group.organisations.any() for group in groups),
        arenas=int(np.count_nonzero(asked)),
        without_group=int(np.count_nonzero(asked & ~stated)),
        groups=_with_q(rows),
        sources=cited_sources(model, np.flatnonzero(asked), question.sources, ("target_group",)),
    )


def _listed(
    model: ReadModel, part: ArenaPart, everything: Sequence[Group], asked: Bools
) -> tuple[list[Group], Bools]:
    """The groups of any arena that is ``asked`` about or not told of, and which are not.

    One not told of that were missing would be known to have none.
    """
    nodes = np.array([group.node for group in everything], np.int64)
    untold = unseen_lines(model, part, "target_group", nodes)
    own = np.array([bool((group.arenas & asked).any()) for group in everything], np.bool_)
    chosen = np.flatnonzero(own | untold)[:MOST_GROUPS]
    return [everything[k] for k in chosen.tolist()], untold[chosen]


def _drawn(given: Participations, groups: Sequence[Group], question: GapQuestion) -> Ints:
    """Per draw and group, in how many arenas with complete lists it is heard; no rows untested."""
    if not any(group.organisations.any() for group in groups):
        return np.zeros((0, len(groups)), np.int64)
    from queries.gaps.meetings import tested  # compiled code, loaded when needed
    from queries.network.null import null_graphs

    part = tested(listed_whole(given), role_aware=question.role_aware)
    if not part.tables:
        return np.zeros((0, len(groups)), np.int64)
    return np.array(
        [
            [np.count_nonzero(heard(graph, group) & group.arenas) for group in groups]
            for graph in null_graphs(part, draws=draws_of(question), seed=question.seed)
        ],
        np.int64,
    )


def _group(
    ref: Ref,
    given: Participations,
    group: Group,
    draws: Ints,
    roles: dict[str, Bools],
    *,
    sensitive: bool,
    public: bool,
    untold: bool,
) -> GroupVoice:
    """The row of one group; where it or the part is ``sensitive`` the ``public`` sees no few.

    Of a group that is ``untold`` not even how many arenas there are.
    """
    if untold:
        return GroupVoice(group=ref, sensitive=sensitive, verdict=Verdict.SUPPRESSED)
    own = group.arenas & given.arena_asked
    there = np.bincount(given.arena, minlength=given.arena_source.size) > 0
    complete = own & there & given.arena_partners_known  # a list of nobody is no list
    found = heard(two_mode(given), group) & own
    counts = int(own.sum()), int(complete.sum())
    organisations = int(group.organisations.sum())
    speaking = np.unique(given.actor[group.organisations[given.actor] & own[given.arena]]).size
    hide = public and sensitive and (0 < organisations < LEAST_NAMED or 0 < speaking < LEAST_NAMED)
    bare = GroupVoice(
        group=ref,
        sensitive=sensitive,
        verdict=Verdict.SUPPRESSED if hide else Verdict.NOT_COVERED,
        organisations=None if hide else organisations,
        arenas=counts[0],
        complete=counts[1],
        coverage=counts[1] / counts[0],
    )
    if hide or not organisations:
        return bare
    return bare.model_copy(update=_heard(found, complete, draws, roles))


def _beside(
    model: ReadModel, row: GroupVoice, alike: Mapping[int, int], *, public: bool
) -> GroupVoice:
    """The row with those groups of its name that have organisations, which are not counted."""
    named = refs(model, list(alike))
    found = tuple(
        Namesake(
            group=named[node],
            lists=sources_of(model, [node]),
            organisations=None if public and row.sensitive and count < LEAST_NAMED else count,
        )
        for node, count in alike.items()
    )
    return row.model_copy(update={"namesakes": found}) if found else row


def _heard(
    found: Bools, complete: Bools, draws: Ints, roles: dict[str, Bools]
) -> dict[str, object]:
    """In how many of its arenas a group is heard, beside what activity gives."""
    lists = int(complete.sum())
    both = int((found & complete).sum())
    told = {
        "verdict": Verdict.INSUFFICIENT_DATA,
        "heard": int(found.sum()),
        "heard_complete": both,
        "share": both / lists if lists else None,
        "interval": wilson(both, lists),
        "roles": tuple(_role(role, roles[role] & complete, lists) for role in ROLES),
    }
    return told | _against(both, lists, draws)


def _role(role: str, found: Bools, complete: int) -> VoiceByRole:
    arenas = int(found.sum())
    return VoiceByRole.model_validate(
        {
            "role": role,
            "arenas": arenas,
            "share": arenas / complete if complete else None,
            "interval": wilson(arenas, complete) if role != "beside" else None,
        }
    )


def _against(observed: int, complete: int, draws: Ints) -> dict[str, object]:
    from queries.gaps.verdicts import estimate

    if not draws.size or not complete:
        return {}
    found = estimate(observed, draws)
    low, high = found.expected_range
    return {
        "expected": found.expected / complete,
        "expected_range": (low / complete, high / complete),
        "p": found.p,
    }


def _with_q(rows: Sequence[GroupVoice]) -> tuple[GroupVoice, ...]:
    """Verdicts after coverage and BH over the groups whose expected number is one or more."""
    from queries.gaps.verdicts import LEAST_EXPECTED, adjusted

    family = [
        row
        for row in rows
        if row.expected is not None
        and (row.coverage or 0) >= LEAST_COVERAGE
        and row.expected * (row.complete or 0) >= LEAST_EXPECTED
    ]
    q_values = adjusted([row.p for row in family if row.p is not None])
    q_of = {row.group.id: q for row, q in zip(family, q_values, strict=True)}
    return tuple(
        row.model_copy(update=_judged(row, q_of.get(row.group.id)))
        if row.expected is not None and (row.coverage or 0) >= LEAST_COVERAGE
        else row
        for row in rows
    )


def _judged(row: GroupVoice, q: float | None) -> dict[str, object]:
    from queries.gaps.verdicts import GAP_RATIO, LARGEST_Q, SURPLUS_RATIO

    verdict = Verdict.CANNOT_TELL
    if row.expected and row.share is not None and row.interval is not None:
        ratio = row.share / row.expected
        low, high = (end / row.expected for end in row.interval)
        if q is not None and q <= LARGEST_Q and ratio <= GAP_RATIO:
            verdict = Verdict.GAP
        elif q is not None and q <= LARGEST_Q and ratio >= SURPLUS_RATIO:
            verdict = Verdict.SURPLUS
        elif GAP_RATIO <= low <= high <= SURPLUS_RATIO:
            verdict = Verdict.AS_EXPECTED
    return {"q": q, "verdict": verdict}
