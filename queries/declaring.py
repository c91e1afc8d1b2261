"""What a dataset declares of its lists where one file follows another under the same name.

A declaration is kept for a dataset as a whole, so that the newest is read of every row of it. It
may not claim more of rows that another file stated under another declaration, neither of their
lists nor of the regions, years and kinds outside which nothing is covered; it may claim less, as a
false declaration is corrected. Kinds stand side by side, each as it was declared, where regions
and years are the same: a question about all kinds asks where and when the dataset is of any.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from graph_schema.claims import CoverageSlice, SourceInfo
from graph_schema.nodes import ARENAS, Actor, Collaboration, Project
from graph_schema.vocabularies import ParticipantsListed
from queries.ledger import LedgerRun, declared, in_force, known_source
from queries.refusals import LaterListsError, OtherListsError
from queries.stores.base import Body, Row, Store

AT_ONCE = 5_000  # claims read together
EXAMPLES = 3
LABELS = {label.lower(): label for label in (Actor.LABEL, Project.LABEL)}
CLAIMED = (ParticipantsListed.UNKNOWN, ParticipantsListed.OWNER_ONLY, ParticipantsListed.COMPLETE)
"""From what claims least of a list to what claims most."""


class _Claim(NamedTuple):
    """What a slice claims of one kind of arena, which may be all that have a label."""

    kind: str
    listed: ParticipantsListed
    years: tuple[int, int] | None
    regions: frozenset[str]

    def reaches(self, other: "_Claim") -> bool:
        """Whether its regions and years hold all those of another; none named are all."""
        years = self.years is None or (
            other.years is not None
            and self.years[0] <= other.years[0] <= other.years[1] <= self.years[1]
        )
        return years and self.reaches_regions(other)

    def reaches_regions(self, other: "_Claim") -> bool:
        """The same of regions alone."""
        return not self.regions or (bool(other.regions) and other.regions <= self.regions)


Claims = Sequence[_Claim]


class _Arena(NamedTuple):
    """What a declaration asks of an arena; where it lies is not asked."""

    kinds: frozenset[str]
    year: int | None

    def of(self, claims: Claims) -> Claims:
        """What is claimed of its kind."""
        return [claim for claim in claims if claim.kind in self.kinds]

    def lists(self, claims: Claims) -> Claims:
        """What is claimed of its list."""
        return [
            claim
            for claim in self.of(claims)
            if claim.listed is not ParticipantsListed.UNKNOWN
            and (claim.years is None or _holds(claim.years, self))
        ]


def with_what_stands(info: SourceInfo, known: SourceInfo | None) -> SourceInfo:
    """The same with what is known to be declared of kinds of things that this file has none of.

    A list of round tables leaves the lists of participants of networks as they were declared. Each
    keeps its place, so that nothing seems to change. What is declared of actors is kept only where
    nothing is of arenas: a list of actors of all years would make theirs all years too.
    """
    own = [kind for part in info.coverage for kind in part.kinds]
    if known is None or not own:
        return info
    kept: list[CoverageSlice] = []
    place = None
    for part in known.coverage:
        left = tuple(kind for kind in part.kinds if not any(_overlap(kind, k) for k in own))
        if left != part.kinds or not left:
            place = len(kept) if place is None else place
        if left:
            kept.append(part.model_copy(update={"kinds": left}))
    place = len(kept) if place is None else place
    told = (*kept[:place], *info.coverage, *kept[place:])
    of_arenas = tuple(p for p in told if any(_label(kind) != Actor.LABEL for kind in p.kinds))
    return info.model_copy(update={"coverage": of_arenas or told})


def lists_told_anew(store: Store, run: LedgerRun, info: SourceInfo) -> str | None:
    """Says of how many arenas that the run does not restate its declaration claims less.

    None where it is of none. Raises ``OtherListsError``, which names both declarations, where it
    would claim more of any.
    """
    known = known_source(store, info.name)
    if known is None or known.coverage == info.coverage:
        return None
    before, after = _claims(known), _claims(info)
    more, less = [], []
    of_others = _standing(store, info.name, store.head(), lambda row: not _is_named(run, row))
    for arena, names in _alike(of_others).items():
        if _more(after, before, arena):
            more += names
        elif _less(after, before, arena):
            less += names
    said = (_in_words(known, info), _in_words(info, known))
    if more:
        raise OtherListsError(info.name, said, sorted(more)[:EXAMPLES], len(more))
    if not less:
        return None
    return (
        f"what this file declares of lists ({said[1]}) now holds of {len(less)} arenas stated "
        f"before that are not in it (such as {', '.join(sorted(less)[:EXAMPLES])}); of them was "
        f"declared: {said[0]}"
    )


def lists_nowhere(store: Store, run: LedgerRun, info: SourceInfo) -> str | None:
    """Says of how many arenas of the run nothing that is declared of lists holds, if of any.

    Only where kinds or years are named: a slip in one leaves all of them out without a word.
    """
    claims = _claims(info)
    if not any(claim.years or _label(claim.kind).lower() != claim.kind for claim in claims):
        return None
    own = _alike(_standing(store, info.name, run.lease.version, lambda row: _is_named(run, row)))
    without = [
        name
        for arena, names in own.items()
        for name in names
        if not any(c.years is None or _holds(c.years, arena) for c in arena.of(claims))
    ]
    if not without:
        return None
    return (
        f"what the mapping declares of lists ({_in_words(info, info)}) does not hold of "
        f"{len(without)} of the {sum(map(len, own.values()))} arenas in this file (such as "
        f"{', '.join(sorted(without)[:EXAMPLES])}): they are of other kinds or years, or have "
        "none, and count as not covered"
    )


def _holds(years: tuple[int, int], arena: _Arena) -> bool:
    return arena.year is not None and _between(years, arena.year)


def require_declared(store: Store, version: int, run_id: str) -> None:
    """Refuse a withdrawal that would leave arenas with more than the runs that state them declared.

    The run claimed more of arenas that earlier runs state, and later ones still do, which could
    only be as its declaration stood. ``version``: the one that the withdrawal is staged as. Raises
    ``LaterListsError``.
    """
    run = next(store.rows("run", keys=[run_id])).body
    runs = in_force(store, str(run["source"]))
    earlier = [each for each in runs if int(each["version"]) < int(run["version"])]
    later = [each for each in reversed(runs) if int(each["version"]) > int(run["version"])]
    if not earlier or not later:
        return
    known, own, newest = (declared(each) for each in (earlier[-1], run, later[0]))
    if known.coverage in (own.coverage, newest.coverage):
        return
    before = _claims(known)
    of_earlier = {each["id"] for each in earlier}
    standing = _standing(store, own.name, version, lambda row: row.body["run"] in of_earlier)
    more = {
        arena: names
        for arena, names in _alike(standing).items()
        if all(_more(_claims(each), before, arena) for each in (own, newest))
    }
    if more:
        names = sorted(name for each in more.values() for name in each)
        above = [r for r in later if any(_more(_claims(declared(r)), before, a) for a in more)]
        said = (_in_words(known, newest), _in_words(newest, known))
        ids = (run_id, *(str(each["id"]) for each in above))
        raise LaterListsError(ids, said, names[:EXAMPLES], len(names))


def _label(kind: str) -> str:
    return LABELS.get(kind.lower(), Collaboration.LABEL)


def _overlap(kind: str, other: str) -> bool:
    """Whether two kinds are the same, or one takes in the other."""
    kinds = {kind.lower(), other.lower()}
    same = _label(kind) == _label(other)
    return len(kinds) == 1 or (same and Collaboration.LABEL.lower() in kinds)


def _takes_in(kind: str, other: str) -> bool:
    return kind == other or (kind == Collaboration.LABEL.lower() and _overlap(kind, other))


def _between(years: tuple[int, int], year: int) -> bool:
    return years[0] <= year <= years[1]


def _is_named(run: LedgerRun, row: Row) -> bool:
    return f"{row.key.rsplit('/', 2)[0]}/" in run.seen_records


def _standing(
    store: Store, source: str, version: int, wanted: Callable[[Row], bool]
) -> Iterator[Body]:
    """The arenas that the source states in a version by sightings that are wanted."""
    sightings = store.rows("sighting", at=version, prefix=f"{source}/")
    rows = (row.body["claim"] for row in sightings if wanted(row))
    while keys := list(islice(rows, AT_ONCE)):
        for row in store.rows("claim", at=version, keys=sorted(set(keys))):
            if row.body["kind"] in ARENAS:
                yield row.body


def _alike(arenas: Iterable[Body]) -> dict[_Arena, list[str]]:
    """The names of arenas of which the same is declared, whatever it is."""
    found: dict[_Arena, list[str]] = {}
    for body in arenas:
        fields = body["fields"]
        kinds = (body["kind"], fields.get("collaboration_kind"))
        year = int(str(fields["start"])[:4]) if fields.get("start") else None
        arena = _Arena(frozenset(str(kind).lower() for kind in kinds if kind), year)
        found.setdefault(arena, []).append(str(fields["name"]))
    return found


def _claims(info: SourceInfo) -> Claims:
    """What is declared of arenas, kind by kind."""
    return [
        _Claim(kind.lower(), part.participants, part.years, frozenset(part.regions))
        for part in info.coverage
        for kind in part.kinds or ARENAS
        if _label(kind) != Actor.LABEL
    ]


def _more(after: Claims, before: Claims, arena: _Arena) -> bool:
    """Whether more is claimed of an arena: of its list, or of where, when and what its rows are of.

    A kind of which nothing was declared has the regions and years of all others.
    """
    new = [claim for claim in after if not any(_takes_in(b.kind, claim.kind) for b in before)]
    return (
        not _within(after, before, arena)
        or not all(any(b.reaches(claim) for b in before) for claim in after)
        or not all(claim.reaches(b) for claim in new for b in before)
    )


def _less(after: Claims, before: Claims, arena: _Arena) -> bool:
    return not _within(before, after, arena)


def _within(claims: Claims, others: Claims, arena: _Arena) -> bool:
    """Whether each claim about an arena is made by another of at least as much."""
    own, lists = arena.of(others), arena.lists(others)
    return all(
        any(_takes_in(other.kind, claim.kind) and other.reaches(claim) for other in own)
        for claim in arena.of(claims)
    ) and all(
        any(
            CLAIMED.index(claim.listed) <= CLAIMED.index(other.listed)
            and other.reaches_regions(claim)
            for other in lists
        )
        for claim in arena.lists(claims)
    )


def _in_words(info: SourceInfo, other: SourceInfo) -> str:
    """What is declared otherwise than another does, else all of it."""
    differing = [part for part in info.coverage if part not in other.coverage]
    return "; ".join(map(_said, differing or info.coverage)) or "nothing"


def _said(part: CoverageSlice) -> str:
    said = [f"participants = {part.participants.value}"]
    if part.years is not None:
        said.append(f"years = {part.years[0]}–{part.years[1]}")
    for name, values in (("kinds", part.kinds), ("regions", part.regions)):
        if values:
            said.append(f"{name} = {', '.join(values)}")
    return ", ".join(said)
