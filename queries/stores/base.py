"""The contract of a store: stamped rows, a lease for the one writer, and a published head."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Literal, NamedTuple, Protocol, get_args

Kind = Literal["run", "claim", "sighting", "judgement", "member", "entity", "edge", "dangling"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LEDGER_KINDS: tuple[Kind, ...] = ("run", "claim", "sighting", "judgement", "member")
"""What is dumped and loaded; entities, edges and dangling ties are derived from it."""

STORE_FORMAT = 1
LEASE_SECONDS = (
    60.0  # a writer renews with every batch; a killed one blocks others no longer than this
)
PATIENCE_SECONDS = 30.0  # an import rides out a change of leader; who waits for a page may not
Body = dict[str, Any]


class Row(NamedTuple):
    """One stamped row: visible in version v when ``from_version <= v < to_version``."""

    kind: Kind
    key: str
    body: Body
    from_version: int
    to_version: int | None


class Lease(NamedTuple):
    """The right to write one version: the number is never used again, published or not."""

    version: int
    token: str


class StoreError(Exception):
    """The store could not be reached or could not do what was asked."""


class StoreBusyError(StoreError):
    """Another writer holds the lease; the message says who and until when."""

    def __init__(self, message: str, holder: str = "") -> None:
        super().__init__(message)
        self.holder = holder


class LeaseLostError(StoreError):
    """The lease ran out or went to another writer; nothing more may be written under it."""


class StoreFormatError(StoreError):
    """The store was written in another format than this program's."""


class StoreGoneError(StoreError):
    """Somebody removed what makes the database a store, while this program had it open."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} holds no store any more: its content was removed by other means than this "
            "program. Restore it, or load a dump into a new store with ekokarta load"
        )


class Store(Protocol):
    """Stamped rows with one writer at a time and any number of readers.

    ``stage`` and ``close`` write at the lease's version, which readers at the head do not see until
    ``publish`` moves the head in one small transaction. Every method raises ``StoreError``.
    """

    away: ClassVar[bool]
    """Whether another machine or process does the writing, so that there is time meanwhile."""

    def head(self) -> int:
        """The published version; 0 is the empty store."""

    def lease(self, holder: str, *, seconds: float = LEASE_SECONDS) -> Lease:
        """Take the one lease, discarding what an expired holder left; or ``StoreBusyError``."""

    def stage(self, lease: Lease, rows: Iterable[tuple[Kind, str, Body]]) -> int:
        """Write rows in batches, leaving alone those whose open body is equal; returns how many.

        A key that is open with another body is closed at the lease's version and opened anew; a key
        staged twice under one lease keeps the last body.
        """

    def close(self, lease: Lease, kind: Kind, keys: Iterable[str]) -> int:
        """End open rows at the lease's version; returns how many were open."""

    def publish(self, lease: Lease, *, rules: int | None = None) -> int:
        """Make the lease's version the head (compare and swap) and give the lease back.

        ``rules``: the number of the rules by which its graph was made, kept with the version.
        """

    def discard(self, lease: Lease) -> None:
        """Undo all that was staged and closed under the lease and give it back."""

    def rows(
        self,
        kind: Kind,
        *,
        at: int | None = None,
        changed_since: int | None = None,
        keys: Sequence[str] | None = None,
        prefix: str | None = None,
    ) -> Iterator[Row]:
        """Rows of one kind in key order, as of a version (default: the head).

        With ``changed_since=v``: every row opened or closed after v and no later than ``at``,
        ordered by key, then ``from_version``. A ``to_version`` later than ``at`` reads as None.
        ``prefix`` or ``keys`` narrow it.
        """

    def gone(self, kind: Kind, *, at: int | None = None) -> list[str]:
        """The keys, in order, of rows that stood once and stand no more in a version.

        What it costs depends on how many rows were closed, not on how many stand.
        """

    def writer(self) -> Lease | None:
        """The lease in force, expired or not; None when nobody holds one."""

    def published_at(self, version: int) -> str | None:
        """The UTC instant a version was published, ISO 8601 with Z; None if it never was."""

    def rules(self, version: int) -> int | None:
        """The number of the rules that a version was published with; None if with none."""

    def version_at(self, instant: str) -> int:
        """The version that was the head at a UTC instant (ISO 8601 with Z); 0 before the first."""

    def restore(
        self,
        lease: Lease,
        rows: Iterable[Row],
        published: Iterable[tuple[int, str]],
        *,
        rules: int | None = None,
    ) -> None:
        """Fill an empty store with another's rows and publication times, and its head.

        ``rules``: the number of the rules by which the graph of each version was made.
        """

    def erase(self, lease: Lease, kind: Kind) -> None:
        """Remove every row of a kind, past and present; for derived kinds before a rebuild."""

    def ready(self) -> None:
        """Raise ``StoreError`` unless the store answers and has this program's format."""

    def shut(self) -> None:
        """Give back connections and files."""
