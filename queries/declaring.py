"""What a dataset declares of its lists where one file follows another under the same name.

A declaration is kept for a dataset as a whole, so that the newest is read of every row of it. It
may not claim more of rows that another file stated under another declaration; it may claim less,
as a false declaration is corrected.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from graph_schema.claims import CoverageSlice, SourceInfo
from graph_schema.nodes import ARENAS, Actor, Collaboration, Project
from graph_schema.vocabularies import ParticipantsListed
from queries.ledger import LedgerRun, known_source
from queries.refusals import OtherListsError
from queries.stores.base import Body, Store

AT_ONCE = 5_000  # claims read together
EXAMPLES = 3
LABELS = {label.lower(): label for label in (Actor.LABEL, Project.LABEL)}
CLAIMED = (ParticipantsListed.UNKNOWN, ParticipantsListed.OWNER_ONLY, ParticipantsListed.COMPLETE)
"""From what claims least of a list to what claims most."""
Told = frozenset[tuple[ParticipantsListed, tuple[str, ...]]]


def with_what_stands(info: SourceInfo, known: SourceInfo | None) -> SourceInfo:
    """The same with what is known to be declared of things that this file has none of.

    A list of actors leaves the lists of participants of projects as they were declared, and a list
    of projects those of collaborations.
    """
    if known is None:
        return info
    own = {label for part in info.coverage for label in _labels(part)}
    others = [part for part in known.coverage if _labels(part) and not _labels(part) & own]
    return info.model_copy(update={"coverage": (*info.coverage, *others)}) if own else info


def lists_told_anew(store: Store, run: LedgerRun, info: SourceInfo) -> str | None:
    """Says of how many arenas that the run does not restate its declaration claims less.

    None where it is of none. Raises ``OtherListsError``, which names both declarations, where it
    would claim more of any.
    """
    known = known_source(store, info.name)
    if known is None or known.coverage == info.coverage:
        return None
    more, less = [], []
    for body in _standing(store, run, info.name):
        before, after = _told(known.coverage, body), _told(info.coverage, body)
        if not _within(after, before):
            more.append(str(body["fields"]["name"]))
        elif not _within(before, after):
            less.append(str(body["fields"]["name"]))
    declared = (_all_in_words(known), _all_in_words(info))
    if more:
        raise OtherListsError(info.name, declared, sorted(more)[:EXAMPLES], len(more))
    if not less:
        return None
    return (
        f"what this file declares of lists ({declared[1]}) now holds of {len(less)} arenas stated "
        f"before that are not in it (such as {', '.join(sorted(less)[:EXAMPLES])}); of them was "
        f"declared: {declared[0]}"
    )


def _labels(part: CoverageSlice) -> frozenset[str]:
    """The labels of what a slice is about; none where it names no kind."""
    return frozenset(LABELS.get(kind.lower(), Collaboration.LABEL) for kind in part.kinds)


def _standing(store: Store, run: LedgerRun, source: str) -> Iterator[Body]:
    """The arenas that the source states in records that are not in the run."""
    rows = (
        row.body["claim"]
        for row in store.rows("sighting", at=store.head(), prefix=f"{source}/")
        if f"{row.key.rsplit('/', 2)[0]}/" not in run.seen_records
    )
    while keys := list(islice(rows, AT_ONCE)):
        for row in store.rows("claim", at=store.head(), keys=sorted(set(keys))):
            if row.body["kind"] in ARENAS:
                yield row.body


def _told(parts: Iterable[CoverageSlice], arena: Body) -> Told:
    """What is declared of an arena's list, and for which regions; where it lies is not asked."""
    fields = arena["fields"]
    kinds = {str(arena["kind"]).lower(), str(fields.get("kind")).lower()}
    year = int(str(fields["start"])[:4]) if fields.get("start") else None
    return frozenset(
        (part.participants, part.regions)
        for part in parts
        if part.participants is not ParticipantsListed.UNKNOWN
        and (not part.kinds or kinds & {kind.lower() for kind in part.kinds})
        and (part.years is None or (year is not None and part.years[0] <= year <= part.years[1]))
    )


def _within(claims: Told, others: Told) -> bool:
    """Whether each of the claims is made by another of at least as much; no regions is all."""
    return all(
        any(
            CLAIMED.index(listed) <= CLAIMED.index(other)
            and (not wider or (regions and set(regions) <= set(wider)))
            for other, wider in others
        )
        for listed, regions in claims
    )


def _all_in_words(info: SourceInfo) -> str:
    return "; ".join(map(_in_words, info.coverage)) or "nothing"


def _in_words(part: CoverageSlice) -> str:
    said = [f"participants = {part.participants.value}"]
    if part.years is not None:
        said.append(f"years = {part.years[0]}–{part.years[1]}")
    for name, values in (("kinds", part.kinds), ("regions", part.regions)):
        if values:
            said.append(f"{name} = {', '.join(values)}")
    return ", ".join(said)
