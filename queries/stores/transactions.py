"""What a database must offer to build a store on: one state record and small transactions."""

from typing import NamedTuple, Protocol

from queries.stores.base import Kind
from queries.stores.reading import RawRow
from queries.stores.staging import Plan


class State(NamedTuple):
    """The one record of a store that says what is published and who may write."""

    head: int = 0
    number: int = 0  # the last version number given out, published or not
    version: int | None = None
    token: str | None = None
    holder: str | None = None
    seconds: float = 0.0
    expires: float = 0.0  # seconds since 1970, by the store's clock
    restoring: bool = False

    def released(self) -> "State":
        """The same store with nobody writing."""
        return State(head=self.head, number=self.number)


class Transaction(Protocol):
    """What one database transaction can do; all of it happens, or nothing."""

    def now(self) -> float:
        """Seconds since 1970 by the clock that all writers of this store share."""

    def state(self) -> State:
        """The state, locked until the transaction ends."""

    def save(self, state: State) -> None:
        """Replace the state."""

    def standing(self, kind: Kind, keys: list[str], version: int) -> list[RawRow]:
        """Of these keys the open rows, and those that were closed at ``version``."""

    def apply(self, kind: Kind, writes: Plan, version: int) -> None:
        """Carry out a plan."""

    def undo(self, kind: Kind, version: int, limit: int) -> int:
        """Remove rows opened at a version, reopen rows closed at it; about ``limit``, how many."""

    def remove(self, kind: Kind, limit: int) -> int:
        """Remove up to ``limit`` rows of a kind; how many."""

    def fill(self, kind: Kind, rows: list[RawRow]) -> None:
        """Insert rows with the versions they had elsewhere."""

    def publish(self, version: int, instant: str, microseconds: int, rules: int | None) -> None:
        """Record when a version became the head, and the rules of its graph."""

    def latest_publication(self) -> tuple[int, int]:
        """The last published version and its microseconds since 1970; zeros before the first."""

    def is_empty(self) -> bool:
        """Whether the store holds no row of any kind and nothing was ever published."""
