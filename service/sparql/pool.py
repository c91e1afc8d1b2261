"""So many queries at once, so many waiting so long, and the rest told to come back."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock

from service.sparql.children import Answer, Child, EndedWhileIdleError, Order
from service.sparql.errors import BusyError, EngineError, HungUpError
from service.sparql.limits import MOST_WAITING, RETRY_SECONDS, Limits

ATTEMPTS = 3  # a process that waits may have been ended by the system meanwhile


class Pool:
    """Processes that are kept warm between queries; one that was ended is replaced when needed."""

    def __init__(self, limits: Limits) -> None:
        """Nothing is begun before somebody asks."""
        self.limits = limits
        self._threads = ThreadPoolExecutor(limits.processes, "sparql")
        self._lock = Lock()
        self._idle: list[Child] = []
        self._busy: set[Child] = set()
        self._coming: dict[Future[Answer], None] = {}  # in the order they were asked
        self._closed = False

    @property
    def pids(self) -> list[int]:
        """The processes there are."""
        with self._lock:
            return [child.pid for child in (*self._idle, *self._busy)]

    def ask(self, store: Path, order: Order, gone: Event) -> "Future[Answer]":
        """The answer to come; ``gone`` is set by who no longer waits for it.

        Raises ``BusyError`` where too many wait already.
        """
        with self._lock:
            asked = len(self._coming)
            if asked >= self.limits.processes + MOST_WAITING:
                raise _busy(f"{asked} queries are being answered or wait")
            coming = self._threads.submit(self._answer, store, order, gone.is_set)
            self._coming[coming] = None
        coming.add_done_callback(self._one_less)
        return coming

    def give_up(self, coming: "Future[Answer]") -> BusyError | None:
        """Why a query that still waits is not answered; None for one whose turn has come."""
        with self._lock:
            before = list(self._coming).index(coming) if coming in self._coming else 0
        if not coming.cancel():
            return None
        return _busy(f"the query waited {self.limits.seconds} s; queries before it: {before}")

    def leave(self, store: Path) -> None:
        """End the processes that wait to be asked of a store which is no more."""
        with self._lock:
            ending = [child for child in self._idle if child.store == store]
            self._idle = [child for child in self._idle if child not in ending]
        for child in ending:
            child.end()

    def close(self) -> None:
        """End every process."""
        with self._lock:
            self._closed = True
            ending = [*self._idle, *self._busy]
            self._idle.clear()
        for child in ending:
            child.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for child in ending:
            child.end()

    def _one_less(self, ended: "Future[Answer]") -> None:
        with self._lock:
            del self._coming[ended]

    def _answer(self, store: Path, order: Order, is_gone: Callable[[], bool]) -> Answer:
        if is_gone():
            raise HungUpError
        for _ in range(ATTEMPTS):
            child = self._taken(store)
            try:
                return child.ask(order, is_gone)
            except EndedWhileIdleError:
                child.end()
            finally:
                self._given_back(child)
        raise EngineError("no process could be begun for the query; the operator finds why")

    def _taken(self, store: Path) -> Child:
        """A warm process of this store, or a new one instead of one of another store."""
        with self._lock:
            fitting = [c for c in self._idle if c.store == store and c.is_alive]
            child = fitting[-1] if fitting else None
            ending = [c for c in self._idle if not c.is_alive]
            others = [c for c in self._idle if c.is_alive and c.store != store]
            alive = len(self._idle) - len(ending) + len(self._busy)
            if child is None and alive >= self.limits.processes:
                ending += others[:1]
            self._idle = [c for c in self._idle if c is not child and c not in ending]
        for other in ending:
            other.end()
        if child is None:
            child = Child(store, self.limits)
        with self._lock:
            self._busy.add(child)
        return child

    def _given_back(self, child: Child) -> None:
        with self._lock:
            self._busy.discard(child)
            keep = child.is_alive and not self._closed
            if keep:
                self._idle.append(child)
        if not keep:
            child.end()


def _busy(why: str) -> BusyError:
    return BusyError(f"{why}; ask again in a while", headers={"Retry-After": str(RETRY_SECONDS)})
