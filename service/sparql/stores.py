"""The stores of one service: one per version and audience, built meanwhile, swapped when whole."""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from graph_schema.ids import digest
from graph_schema.vocabularies import Audience
from queries.readmodel.folders import FolderName, finished, mark_used, prune, remove
from queries.readmodel.open import ReadModel
from queries.stores.base import StoreError
from service.access import Access
from service.dependencies import software
from service.exports.linked_data import mapping_of
from service.sparql.children import own_environment
from service.sparql.errors import BeingBuiltError
from service.sparql.limits import DAMAGED_SECONDS, RETRY_SECONDS
from service.sparql.origin import Origin

log = logging.getLogger(__name__)

AGAIN_SECONDS = 30.0  # after a build failed
LOOK_SECONDS = 5.0  # between two looks for a version that no request has met
MOST_WAITING = 8  # of some forty threads that answer
KEEP = 2  # the one that is asked, and the one asked until just now
UNUSED_SECONDS = 60.0  # an older one goes when queries that began on it have ended


class Served(NamedTuple):
    """A store that can be asked, and the newest version there is."""

    path: Path
    version: int
    newest: int


class _Build:
    """One store on its way; its process is begun by the thread that follows it.

    Linux ends the process with that thread, which lives as long as the build does.
    """

    def __init__(
        self, model: ReadModel, base: str, target: Path, ended: Callable[[], object]
    ) -> None:
        self.model, self.version = model.path.name, model.version
        self.target = target
        self.loaded, self.total = 0, 0
        self.failed_at: float | None = None
        self._order = {"model": str(model.path), "base": base, "target": str(target)}
        self._process: subprocess.Popen[str] | None = None
        self._began = time.monotonic()
        self._ended = ended
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    @property
    def is_under_way(self) -> bool:
        return self._thread.is_alive()

    @property
    def is_to_be_tried_again(self) -> bool:
        return self.failed_at is not None and time.monotonic() - self.failed_at > AGAIN_SECONDS

    @property
    def is_gone(self) -> bool:
        """Whether what it built was taken away."""
        return not (self.is_under_way or self.failed_at is not None or self.target.is_dir())

    def wait(self, seconds: float) -> None:
        """Until it ends, or is so old."""
        self._thread.join(max(0.0, self._began + seconds - time.monotonic()))

    def end(self) -> None:
        self._ending.set()
        if self._process is not None:
            self._process.kill()
        self._thread.join()

    def said(self) -> str:
        """How far it has come."""
        if self.failed_at is not None:
            return f"the store of version {self.version} could not be built; it is tried again"
        if not self.total:
            return f"the store of version {self.version} is being built"
        share = min(99, 100 * self.loaded // self.total)
        return (
            f"the store of version {self.version} is being built: {share} % "
            f"({self.loaded:,} of {self.total:,} things) is written"
        )

    def _follow(self) -> None:
        order = {**self._order, "parent": os.getpid()}
        with subprocess.Popen(
            [sys.executable, "-m", "service.sparql.build_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=own_environment(),
            text=True,
            process_group=0,  # Ctrl-C is for the service
        ) as process:
            self._process = process
            if self._ending.is_set():
                process.kill()
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(BrokenPipeError):  # it ended before it was told: see the return code
                process.stdin.write(json.dumps(order))
                process.stdin.close()
            for line in process.stdout:
                self.loaded, self.total = json.loads(line)
        if process.returncode == 0:
            prune(self.target.parent, keep=KEEP, recent=UNUSED_SECONDS)
        elif not self._ending.is_set():
            self.failed_at = time.monotonic()
            log.error("the SPARQL store of version %s could not be built", self.version)
        self._ended()


class Stores:
    """Hands out the newest store there is, and builds one at a time; safe for threads."""

    def __init__(self, access: Access) -> None:
        """Nothing is built before it is asked for, or ``keep_up``."""
        self._access = access
        self.folder = access.settings.cache / "sparql"
        self._lock = threading.Lock()
        self._builds: dict[Path, _Build] = {}
        self._taken_away: dict[Path, float] = {}
        self._asked = {Audience.PUBLIC}
        self._places = threading.BoundedSemaphore(MOST_WAITING)
        self._closed = threading.Event()
        self._watching: threading.Thread | None = None

    def keep_up(self) -> None:
        """Have the store of each new version built before somebody asks it, until ``close``.

        That is for everybody, and for whom else somebody asked.
        """
        if self._access.settings.base_address is not None:
            self._watching = threading.Thread(target=self._watch, daemon=True)
            self._watching.start()

    def current(self, audience: Audience, patience: float = 0.0) -> Served:
        """The store of the newest version, or of one before while that is built.

        ``patience`` is for how many seconds after its build began that is waited for, a small one
        being built meanwhile. Where there is none at all, ``BusyError`` says how far it has come.
        """
        self._asked.add(audience)
        base, model, target = self._newest(audience)
        newest = max(model.version, self._access.head())
        if target.is_dir():
            mark_used(target)
            return Served(target, model.version, newest)
        build = self._building(model, base, target)
        if patience and self._places.acquire(blocking=False):
            try:
                build.wait(patience)
            finally:
                self._places.release()
        if target.is_dir():
            return Served(target, model.version, newest)
        older = self._older(model, base, newest)
        if older is not None:
            return older
        raise BeingBuiltError(
            f"{build.said()}; ask again in a while", headers={"Retry-After": str(RETRY_SECONDS)}
        )

    def triples(self, model: ReadModel) -> int | None:
        """How many triples the store of a model holds; None where none is built."""
        if self._access.settings.base_address is None:
            return None
        base = mapping_of(self._access.settings.base_address).terms.base
        origin = Origin.read(self.folder / self._name(model, base))
        return origin.triples if origin is not None else None

    def build_anew(self, path: Path) -> None:
        """Take a store away whose files are not as they were written; not over and over."""
        now = time.monotonic()
        with self._lock:
            if now - self._taken_away.get(path, -DAMAGED_SECONDS) < DAMAGED_SECONDS:
                return
            self._taken_away[path] = now
        log.error("the SPARQL store in %s could not be read and is built anew", path)
        remove(path)
        if path.is_dir():
            log.error("it could not be taken away; whoever owns the folder may")
        self._access.news.set()

    def close(self) -> None:
        """End what is being built; it is begun anew when it is next needed."""
        self._closed.set()
        self._access.news.set()
        if self._watching is not None:
            self._watching.join(LOOK_SECONDS)
        for build in self._builds.values():
            build.end()

    def _watch(self) -> None:
        while not self._closed.is_set():
            self._access.news.clear()
            for audience in tuple(self._asked):
                with suppress(StoreError, OSError):  # the next look finds it back again
                    base, model, target = self._newest(audience)
                    if target.is_dir() and Origin.read(target) is None:
                        self.build_anew(target)
                    if not target.is_dir() and not self._closed.is_set():
                        self._building(model, base, target)
            self._access.news.wait(LOOK_SECONDS)

    def _newest(self, audience: Audience) -> tuple[str, ReadModel, Path]:
        """The address it is published under, the newest read model, and where its store lies."""
        base = mapping_of(self._access.settings.base_address).terms.base
        model = self._access.model(None, audience)
        return base, model, self.folder / self._name(model, base)

    def _name(self, model: ReadModel, base: str) -> str:
        mark = digest(f"{model.path.name}\n{base}\n{software()}")[:12]
        return str(FolderName(model.version, model.audience, mark))

    def _building(self, model: ReadModel, base: str, target: Path) -> _Build:
        """The build of a store, or the one that has to end before it can begin.

        Two at once would take twice the memory. One of what may no longer be shown is stopped.
        """
        with self._lock:
            for other in self._builds.values():
                if other.target != target and other.is_under_way:
                    if self._access.may_be_served(other.model):
                        return other
                    other.end()
            build = self._builds.get(target)
            if build is None or build.is_to_be_tried_again or build.is_gone:
                build = _Build(model, base, target, self._access.news.set)
                failed = {t: b for t, b in self._builds.items() if b.failed_at is not None}
                self._builds = {**failed, target: build}
        return build

    def _older(self, model: ReadModel, base: str, newest: int) -> Served | None:
        """The newest of an earlier version that shows no more than may be shown today.

        None from before what answered last, which lies in the folder, perhaps from a process before
        this one: what a later version took away would stand as today's.
        """
        there = [
            (name, path)
            for name, path in reversed(finished(self.folder))
            if name.audience is model.audience and name.version < model.version
        ]
        for name, path in there:
            if name.version == there[0][0].version:
                origin = Origin.read(path)
                if (
                    origin is not None
                    and origin.base == base
                    and self._access.may_be_served(origin.model)
                ):
                    mark_used(path)
                    return Served(path, name.version, newest)
        return None
