"""What a dataset declares of its lists where one file follows another under the same name.

A declaration is kept for a dataset as a whole, so that the newest is read of every row of it. It
may not tell rows otherwise that another file stated under another declaration.
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


def require_lists_stand(store: Store, run: LedgerRun, info: SourceInfo) -> None:
    """Refuse what would tell arenas otherwise that stand and that the run does not restate.

    Raises ``OtherListsError``, which names both declarations.
    """
    known = known_source(store, info.name)
    if known is None or known.coverage == info.coverage:
        return
    changed = sorted(
        str(body["fields"]["name"])
        for body in _standing(store, run, info.name)
        if _told(known.coverage, body) != _told(info.coverage, body)
    )
    if changed:
        before, after = (
            "; ".join(map(_in_words, each.coverage)) or "nothing" for each in (known, info)
        )
        raise OtherListsError(info.name, (before, after), changed[:EXAMPLES], len(changed))


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


def _in_words(part: CoverageSlice) -> str:
    said = [f"participants = {part.participants.value}"]
    if part.years is not None:
        said.append(f"years = {part.years[0]}–{part.years[1]}")
    for name, values in (("kinds", part.kinds), ("regions", part.regions)):
        if values:
            said.append(f"{name} = {', '.join(values)}")
    return ", ".join(said)
