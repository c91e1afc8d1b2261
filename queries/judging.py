"""People's decisions about identity in the ledger: never edited, superseded by later ones."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from graph_schema.judgements import BEFORE, Judgement
from graph_schema.vocabularies import JudgementKind, JudgementRole
from queries.ledger import now
from queries.projection.assembling import label_of, member_id
from queries.projection.decisions import Decisions
from queries.refusals import LedgerRefusalError
from queries.stores.base import Lease, Row, Store

MOST_NAMED = 20  # records or judgements named in a refusal
LEAVE_ONE = (
    "leave one of these to the rules first, with `ekokarta judge undecided RECORD RECORD "
    "--reason … --role …`: "
)
DECIDE_ELSEWHERE = (
    "these contradict each other where they come from; decide one of them anew there: "
)


class JudgementError(LedgerRefusalError):
    """A judgement that cannot be made; the message says what to decide or name instead."""


class Records:
    """The records of a published version by their keys and by their own ids."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._members = {row.key: row.body for row in store.rows("member")}
        self._by_id = {str(body["id"]): record for record, body in self._members.items()}
        self._judged = {
            member_id(record): record
            for row in store.rows("judgement")
            for record in row.body["records"]
        }

    def named(self, texts: Sequence[str]) -> list[str]:
        """The records that texts name, by key (source/type/key) or by their own ids.

        Raises ``JudgementError`` where there is none, where it is stated no more and nothing was
        decided about it, where both name one record, or where they are of different types.
        """
        found = [self._named(text) for text in texts]
        if len(set(found)) < len(found):
            raise JudgementError(self._one_record(found[0]))
        if len({label_of(record) for record in found}) > 1:
            raise JudgementError(
                f"{' and '.join(found)} are of different types: they are never one"
            )
        return found

    def id_of(self, record: str) -> str:
        """The record's own id, also of one that was judged elsewhere and never stated here."""
        return member_id(record)

    def beside(self, record: str) -> list[str]:
        """The records that make up the actor or thing that a record is part of; none if gone."""
        if record not in self._members:
            return []
        canonical = str(self._members[record]["canonical"])
        entity = next(self._store.rows("entity", keys=[canonical]), None)
        members = [] if entity is None else list(entity.body["members"])
        return members if record in members else []

    def actors_of(self, records: Iterable[str]) -> dict[str, int]:
        """The ids of the actors or things that records are part of, with how many these have."""
        known = [r for r in records if r in self._members]
        found = ((str(self._members[r]["canonical"]), len(self.beside(r))) for r in known)
        return {id: size for id, size in sorted(set(found)) if size}

    def _named(self, text: str) -> str:
        judged = set(self._judged.values())
        known = text in self._members or text in judged
        record = text if known else self._by_id.get(text) or self._judged.get(text)
        if record is None or not (record in judged or self.beside(record)):
            raise JudgementError(
                f"there is no record {text} in force: name the id of an actor or other thing, or a "
                "record as source/type/key; `ekokarta judgements --of ID` lists the records of one"
            )
        return record

    def _one_record(self, record: str) -> str:
        others = [r for r in self.beside(record) if r != record]
        listed = "; ".join(f"{r} ({self.id_of(r)})" for r in others[:MOST_NAMED]) or "none"
        return (
            f"{record} is named twice, and a judgement is about two records. What it is part of "
            f"has these besides: {listed}"
        )


def decide(
    store: Store,
    lease: Lease,
    kind: JudgementKind,
    records: Sequence[str],
    *,
    reason: str,
    role: JudgementRole,
    by: str | None = None,
) -> Judgement | None:
    """Stage a judgement about two records; None where that is decided already.

    Raises ``JudgementError`` where other judgements in force say the opposite.
    """
    first, second = sorted(records)
    rows = list(store.rows("judgement"))
    known = Decisions(row.body for row in rows).latest.get((first, second))
    before = JudgementKind.UNDECIDED if known is None else known.kind
    if before is kind:
        return None
    made = Judgement(
        kind=kind,
        records=(first, second),
        reason=reason,
        role=role,
        by=by,
        made=_after(known),
    )
    row = Row("judgement", made.id, made.model_dump(mode="json"), lease.version, None)
    refuse_contradictions(rows, [row])
    store.stage(lease, [(row.kind, row.key, row.body)])
    return made


def restate(store: Store, lease: Lease, judgements: Sequence[Judgement]) -> int:
    """Stage judgements made elsewhere; returns how many are new here.

    Raises ``JudgementError`` where those in force then contradict each other.
    """
    rows = list(store.rows("judgement"))
    known = {row.key for row in rows}
    added = [
        Row("judgement", each.id, each.model_dump(mode="json"), lease.version, None)
        for each in judgements
        if each.id not in known
    ]
    if added:
        refuse_contradictions(rows, added)
        store.stage(lease, ((row.kind, row.key, row.body) for row in added))
    return len(added)


def _after(earlier: Judgement | None) -> str:
    """Now, or just after an earlier judgement where a clock went back.

    Raises ``JudgementError`` where that one lies at the end of time.
    """
    present = now()
    if earlier is None or earlier.order[0] < present:
        return present
    if earlier.made >= BEFORE:
        raise JudgementError(
            f"{earlier.id} ({' | '.join(earlier.records)}) is dated {earlier.made}, and no later "
            "decision can be dated: an earlier version of this program took it from a file that "
            "was altered. Load a dump from before that into an empty store"
        )
    read = datetime.fromisoformat(earlier.made.removesuffix("Z"))
    return (read + timedelta(microseconds=1)).isoformat(timespec="microseconds") + "Z"


def refuse_contradictions(rows: Sequence[Row], added: Sequence[Row]) -> None:
    """Raise ``JudgementError`` where what is added makes two the same that are judged different.

    What contradicted itself before is no fault of what is added.
    """
    before = Decisions(row.body for row in rows)
    decisions = Decisions(row.body for row in (*rows, *added))
    stored = {row.key for row in rows}
    for pair in sorted(set(decisions.contradicting()) - set(before.contradicting())):
        behind = [*decisions.joining(*pair), decisions.latest[pair]]
        of_here = [judgement for judgement in behind if judgement.id in stored]
        raise JudgementError(
            f"{pair[0]} and {pair[1]} would be judged different, and the same through others: "
            + (LEAVE_ONE if of_here else DECIDE_ELSEWHERE)
            + _listed(of_here or behind)
        )


def _listed(judgements: Sequence[Judgement]) -> str:
    told = [f"{j.id} ({' | '.join(j.records)})" for j in judgements]
    cut = len(told) - MOST_NAMED
    return ", ".join(told[:MOST_NAMED]) + (f", and {cut} more" if cut > 0 else "")
