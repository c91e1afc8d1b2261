"""Writing behind the caller: one batch is on its way to a server while the next is being made."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor


class Behind:
    """Takes steps in order, in one thread of its own, and never a second before the first is done.

    So at most one batch waits in memory beside the one that is being made. What goes wrong in a
    step is raised where the next is handed over, or by ``done``; leaving the context waits for the
    step under way, so that afterwards nothing is written any more, whatever happened.

    Where nothing is ``away`` there is nobody to work meanwhile: a step is taken at once, and the
    memory of a second batch and of a thread is saved.
    """

    def __init__(self, *, away: bool) -> None:
        self._thread = (
            ThreadPoolExecutor(max_workers=1, thread_name_prefix="ekokarta-behind")
            if away
            else None
        )
        self._under_way: Future[int] | None = None
        self._total = 0

    def __enter__(self) -> "Behind":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def take(self, step: Callable[[], int]) -> None:
        """Wait for the step before, then begin this one and return."""
        self.done()
        if self._thread is None:
            self._total += step()
        else:
            self._under_way = self._thread.submit(step)

    def stop(self) -> None:
        """Wait for the step under way, whatever comes of it, and take no more."""
        if self._thread is not None:
            self._thread.shutdown()

    def done(self) -> int:
        """Wait for the last step; what all of them returned, added up."""
        if self._under_way is not None:
            under_way, self._under_way = self._under_way, None
            self._total += under_way.result()
        return self._total
