"""The writing half of the store contract, once for all databases, over their transactions."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from secrets import token_hex
from typing import ClassVar, TypeVar

from graph_schema.ids import canonical_json
from queries.stores.base import (
    KINDS,
    LEASE_SECONDS,
    Body,
    Kind,
    Lease,
    LeaseLostError,
    Row,
    StoreBusyError,
    StoreError,
)
from queries.stores.failpoints import reach
from queries.stores.instants import instant_of, microseconds_of
from queries.stores.reading import PageReader, RawRow, View, stream
from queries.stores.staging import Change, key_batches, plan, row_batches, standings
from queries.stores.transactions import State, Transaction

T = TypeVar("T")


class StampedStore(ABC):
    """A store whose subclass runs one transaction, reads one page and says which state it is in."""

    away: ClassVar[bool] = False

    def __init__(self, *, batch_rows: int) -> None:
        self._batch_rows = batch_rows

    @abstractmethod
    def _write(self, work: Callable[[Transaction], T]) -> T:
        """Run work in one transaction; it may be run again if the database could not finish it."""

    @abstractmethod
    def _state(self) -> State:
        """The state as last committed, without waiting for a writer."""

    @abstractmethod
    def _pages(self) -> PageReader:
        """Where rows are read."""

    def head(self) -> int:
        """The published version; 0 is the empty store."""
        return self._state().head

    def writer(self) -> Lease | None:
        """The lease in force, expired or not; None when nobody holds one."""
        return _lease_in(self._state())

    def rows(
        self,
        kind: Kind,
        *,
        at: int | None = None,
        changed_since: int | None = None,
        keys: Sequence[str] | None = None,
        prefix: str | None = None,
    ) -> Iterator[Row]:
        """Rows of one kind in key order, as of a version or changed since one; see the contract.

        The holder of a lease may ask ``at`` its own version for what it has staged so far.
        """
        view = View(kind, self.head() if at is None else at, changed_since)
        return stream(self._pages(), view, keys, prefix)

    def gone(self, kind: Kind, *, at: int | None = None) -> list[str]:
        """The keys, in order, of rows that stood once and stand no more in a version."""
        return sorted(self._pages().gone_keys(View(kind, self.head() if at is None else at)))

    def lease(self, holder: str, *, seconds: float = LEASE_SECONDS) -> Lease:
        """Take the one lease, first discarding what an expired holder left."""
        token = token_hex(16)
        taken, clean = self._write(partial(_take, holder, seconds, token))
        if clean:
            return taken
        self._undo_all(taken)
        return self._write(partial(_begin_after, taken))

    def stage(self, lease: Lease, rows: Iterable[tuple[Kind, str, Body]]) -> int:
        """Write rows in batches, each of which renews the lease; returns how many were written."""
        return self._in_batches(lease, row_batches(rows, self._batch_rows))

    def close(self, lease: Lease, kind: Kind, keys: Iterable[str]) -> int:
        """End open rows at the lease's version; returns how many were open."""
        closed = self._in_batches(lease, key_batches(kind, keys, self._batch_rows))
        reach("close.after")
        return closed

    def publish(self, lease: Lease, *, rules: int | None = None) -> int:
        """Make the lease's version the head and give the lease back, in one small transaction."""
        reach("publish.before")
        self._write(_Publication(lease, lease.version, rules))
        reach("publish.after")
        return lease.version

    def discard(self, lease: Lease) -> None:
        """Undo what was done under the lease, even one that ran out if no other was given since."""
        self._undo_all(lease)
        self._write(partial(_release, lease))

    def restore(
        self,
        lease: Lease,
        rows: Iterable[Row],
        published: Iterable[tuple[int, str]],
        *,
        rules: int | None = None,
    ) -> None:
        """Fill an empty store with rows and publication times of another; nothing shows before."""
        history = sorted((v, instant, microseconds_of(instant)) for v, instant in published)
        last = history[-1][0] if history else 0
        self._write(partial(_begin_restoring, lease))
        source = iter(rows)
        while batch := list(islice(source, self._batch_rows)):
            self._write(partial(_fill, lease, _raw(batch, last)))
        reach("publish.before")
        self._write(_Publication(lease, last, rules, history))
        reach("publish.after")

    def erase(self, lease: Lease, kind: Kind) -> None:
        """Remove every row of one kind, past and present; discard does not bring them back."""
        while self._write(partial(_remove, lease, kind, self._batch_rows)):
            pass

    def _in_batches(self, lease: Lease, batches: Iterator[dict[Kind, list[Change]]]) -> int:
        """Write every batch in a transaction of its own; without any, only renew the lease."""
        first = next(batches, None)
        if first is None:
            self._write(partial(_renew, lease))
            return 0
        return self._each(
            partial(self._write_batch, lease, batch) for batch in chain([first], batches)
        )

    def _each(self, steps: Iterator[Callable[[], int]]) -> int:
        """Take steps in order and add up what they return; none before the one before is done."""
        return sum(step() for step in steps)

    def _write_batch(self, lease: Lease, batch: dict[Kind, list[Change]]) -> int:
        changed = self._write(partial(_change, lease, batch))
        reach("stage.after-batch")
        return changed

    def _undo_all(self, lease: Lease) -> None:
        while self._write(partial(_undo, lease, self._batch_rows)):
            reach("discard.mid")


def _lease_in(state: State) -> Lease | None:
    if state.version is None or state.token is None:
        return None
    return Lease(state.version, state.token)


def _take(holder: str, seconds: float, token: str, tx: Transaction) -> tuple[Lease, bool]:
    """Begin a version; or, if an expired holder left remains, become the one who may clear them."""
    state, now = tx.state(), tx.now()
    if state.version is not None and state.token != token and now < state.expires:
        raise StoreBusyError(
            f"{state.holder} is writing version {state.version} and holds the store until "
            f"{instant_of(state.expires)} unless it goes on: wait for it, or until then, and try "
            "again",
            state.holder or "",
        )
    version = state.number + 1 if state.version is None else state.version
    tx.save(
        state._replace(
            number=max(version, state.number),
            version=version,
            token=token,
            holder=holder,
            seconds=seconds,
            expires=now + seconds,
        )
    )
    return Lease(version, token), state.version is None


def _begin_after(remains: Lease, tx: Transaction) -> Lease:
    """Begin a new version once what an expired holder left is cleared."""
    state = _renew(remains, tx, even_expired=True)
    version = state.number + 1
    tx.save(state._replace(number=version, version=version, restoring=False))
    return Lease(version, remains.token)


def _renew(lease: Lease, tx: Transaction, *, even_expired: bool = False) -> State:
    """Check that the lease still stands and move its end; every write begins with this."""
    state, now = tx.state(), tx.now()
    if _lease_in(state) != lease:
        follower = f"; {state.holder} writes version {state.version}" if state.holder else ""
        raise LeaseLostError(
            f"the lease for version {lease.version} was given back or went to another writer"
            f"{follower}: nothing was written, start the run again"
        )
    if now >= state.expires and not even_expired:
        raise LeaseLostError(
            f"the lease of {state.holder} for version {lease.version} ran out at "
            f"{instant_of(state.expires)} after {state.seconds:g} s without a write: "
            "nothing was written, start the run again"
        )
    renewed = state._replace(expires=now + state.seconds)
    tx.save(renewed)
    return renewed


def _change(lease: Lease, batch: dict[Kind, list[Change]], tx: Transaction) -> int:
    _renew(lease, tx)
    changed = 0
    for kind, changes in batch.items():
        keys = list({key for key, _ in changes})
        found = standings(tx.standing(kind, keys, lease.version), lease.version)
        writes = plan(changes, found, lease.version)
        tx.apply(kind, writes, lease.version)
        changed += writes.changed
        reach("stage.mid-batch")
    return changed


def _undo(lease: Lease, limit: int, tx: Transaction) -> int:
    state = _renew(lease, tx, even_expired=True)
    undone = 0
    for kind in KINDS:
        if undone < limit and state.restoring:
            undone += tx.remove(kind, limit - undone)
        elif undone < limit:
            undone += tx.undo(kind, lease.version, limit - undone)
    return undone


def _release(lease: Lease, tx: Transaction) -> None:
    state = tx.state()
    # Another token means that this ran before and only the answer was lost on the way.
    if _lease_in(state) == lease:
        tx.save(state.released())


class _Publication:
    """The compare-and-swap of the head; run again after a lost answer, it does nothing."""

    def __init__(
        self,
        lease: Lease,
        version: int,
        rules: int | None,
        history: Sequence[tuple[int, str, int]] | None = None,
    ) -> None:
        self._lease = lease
        self._version = version
        self._rules = rules
        self._history = history
        self._tried = False

    def __call__(self, tx: Transaction) -> None:
        state = tx.state()
        if self._tried and state.head == self._version and _lease_in(state) != self._lease:
            return
        self._tried = True
        state = _renew(self._lease, tx)
        history = [self._now(tx)] if self._history is None else self._history
        for version, instant, microseconds in history:
            tx.publish(version, instant, microseconds, self._rules)
        tx.save(State(head=self._version, number=max(state.number, self._version)))

    def _now(self, tx: Transaction) -> tuple[int, str, int]:
        # A clock set back must not make a later version the earlier one.
        seconds = max(tx.now(), tx.latest_publication()[1] / 1_000_000)
        instant = instant_of(seconds)
        return self._version, instant, microseconds_of(instant)


def _begin_restoring(lease: Lease, tx: Transaction) -> None:
    state = _renew(lease, tx)
    if not state.restoring and not tx.is_empty():
        raise StoreError(
            f"only an empty store can be filled, this one is at version {state.head}: "
            "name a new store"
        )
    tx.save(state._replace(restoring=True))


def _fill(lease: Lease, rows: dict[Kind, list[RawRow]], tx: Transaction) -> None:
    _renew(lease, tx)
    for kind, batch in rows.items():
        tx.fill(kind, batch)


def _raw(rows: Iterable[Row], last: int) -> dict[Kind, list[RawRow]]:
    batch: dict[Kind, list[RawRow]] = {}
    for row in rows:
        ends = last if row.to_version is None else row.to_version
        if not 0 < row.from_version <= ends <= last or row.from_version == row.to_version:
            raise StoreError(
                f"the {row.kind} {row.key!r} says from version {row.from_version} to "
                f"{row.to_version}, but the last published version is {last}: the dump is damaged"
            )
        raw = (row.key, row.from_version, row.to_version, canonical_json(row.body))
        batch.setdefault(row.kind, []).append(raw)
    return batch


def _remove(lease: Lease, kind: Kind, limit: int, tx: Transaction) -> int:
    _renew(lease, tx)
    return tx.remove(kind, limit)
