"""What answers queries: the stores, and the processes that read them."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Event

from fastapi.concurrency import run_in_threadpool

from graph_schema.rdf import Terms
from graph_schema.vocabularies import Audience
from service.access import Access
from service.exports.about import NO_BASE, NoBaseAddressError
from service.exports.linked_data import mapping_of
from service.sparql.beforehand import asked_beforehand
from service.sparql.children import Answer, Order
from service.sparql.errors import BusyError, DamagedError, UnacceptableError
from service.sparql.kept import Kept
from service.sparql.limits import Limits
from service.sparql.origin import STORE
from service.sparql.pool import Pool
from service.sparql.stores import Served, Stores

PATIENCE = 3.0  # seconds: a small store is built meanwhile


def terms_or_refusal(base: str | None) -> Terms:
    """The terms under the deployer's address, or a word on what is missing."""
    try:
        return mapping_of(base).terms
    except NoBaseAddressError:
        raise UnacceptableError(NO_BASE) from None


class Endpoint:
    """One for each service."""

    def __init__(self, access: Access) -> None:
        """Nothing is built and no process begun before somebody asks."""
        self.stores = Stores(access)
        self.pool = Pool(Limits.of(access.settings))
        self.kept = Kept()

    async def store(self, audience: Audience, patience: float = PATIENCE) -> Served:
        """The store to ask; ``BusyError`` where it is being built, or will never be."""
        return await run_in_threadpool(self.stores.current, audience, patience)

    async def at_hand(self, audience: Audience) -> Served | None:
        """The store that can be asked at once, where there is one."""
        try:
            return await self.store(audience, 0)
        except BusyError:
            return None

    async def answer(
        self, served: Served, order: Order, hung_up: Callable[[], Awaitable[None]]
    ) -> Answer:
        """The answer; the query is stopped when ``hung_up`` returns, or when the request is."""
        kept = self.kept.get(served.path, order)
        most = self.pool.limits.result
        kept = kept or await run_in_threadpool(asked_beforehand, served.path, order, most)
        if kept is not None:
            return kept
        answer = await self._asked(served, order, hung_up)
        self.kept.keep(served.path, order, answer)
        return answer

    async def _asked(
        self, served: Served, order: Order, hung_up: Callable[[], Awaitable[None]]
    ) -> Answer:
        gone = Event()

        async def watch() -> None:
            await hung_up()
            gone.set()

        watching = asyncio.create_task(watch())
        try:
            return await self._in_turn(self.pool.ask(served.path / STORE, order, gone))
        except DamagedError:
            await run_in_threadpool(self._build_anew, served)
            raise
        finally:
            gone.set()
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    def _build_anew(self, served: Served) -> None:
        self.stores.build_anew(served.path)
        self.pool.leave(served.path / STORE)

    async def _in_turn(self, coming: "Future[Answer]") -> Answer:
        """The answer, where its turn comes before it has waited as long as a query may run."""
        answer = asyncio.wrap_future(coming)
        try:
            done, _ = await asyncio.wait({answer}, timeout=self.pool.limits.seconds)
            busy = None if done else self.pool.give_up(coming)
            if busy is not None:
                raise busy
            return await answer
        finally:
            answer.cancel()  # where the request itself was ended meanwhile

    def begin(self) -> None:
        """Have stores built before somebody asks, at the start and of each version that comes."""
        self.stores.keep_up()

    def close(self) -> None:
        """End every process."""
        self.pool.close()
        self.stores.close()
