"""The read models of one store: opened, built where missing, swapped after a publication."""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple, Protocol

import queries
from graph_schema.vocabularies import Audience
from queries.errors import BadQuestionError
from queries.private_sources import PrivateSources, StampedRows
from queries.readmodel.build import TYPES, Types, build, folder_name
from queries.readmodel.folders import FolderName, finished, mark_used, prune
from queries.readmodel.open import ReadModel
from queries.stores.base import StoreError

log = logging.getLogger(__name__)

CHECK_SECONDS = 0.5  # asking the store for its head at every request would double its load
RETRY_SECONDS = 30.0  # after a build failed
MOST_OPEN = 8  # each open model holds files and connections


class VersionedRows(StampedRows, Protocol):
    """The part of a store that tells versions apart."""

    def head(self) -> int:
        """The published version; 0 is the empty store."""

    def version_at(self, instant: str) -> int:
        """The version that was the head at a UTC instant; 0 before the first."""


class Address(NamedTuple):
    """How another process opens the same store."""

    url: str
    user: str | None = None
    password: str | None = None


class BuildFailedError(Exception):
    """The process that builds a read model ended without one."""


class _Served(NamedTuple):
    model: ReadModel
    checked: float


class Library:
    """Hands out read models; safe for threads, and for several processes on one folder.

    With an ``address`` new versions are built by a process of their own, so that requests go on.
    """

    def __init__(
        self,
        store: VersionedRows,
        folder: Path,
        *,
        address: Address | None = None,
        types: Types = TYPES,
    ) -> None:
        """Models lie under ``folder``; nothing is built before it is asked for."""
        self._store = store
        self.folder = folder / "models"
        self._address = address
        self._types = types
        self._lock = threading.RLock()  # held for a moment only, never while a model is built
        self._checks = {audience: threading.Lock() for audience in Audience}
        self._one_old_build = threading.Lock()
        self._builders: dict[Path, threading.Lock] = {}
        self._open: OrderedDict[Path, ReadModel] = OrderedDict()
        self._served: dict[Audience, _Served] = {}
        self._building: dict[Path, threading.Thread] = {}
        self._failed: dict[Path, float] = {}
        self._private: tuple[int, PrivateSources] | None = None  # with the newest version then

    def at(self, when: int | str | None, audience: Audience) -> ReadModel:
        """The model of a version, of a UTC instant, or of the newest version; built if missing."""
        version = self._version(when)
        target = self._target(version, audience)
        if not target.is_dir():
            # Of several threads one builds, and the others find it there.
            with self._builder(target), self._turn(version):
                target = build(self._store, version, audience, self.folder, types=self._types)
            prune(self.folder)
        return self._opened(target)

    def current(self, audience: Audience) -> ReadModel:
        """The newest model there is: an older one as long as that of the newest version is built.

        Only where there is none at all does the caller wait for it.
        """
        fresh = self.at_hand(audience)
        if fresh is not None:
            return fresh
        with self._checks[audience]:  # of several threads one asks the store
            fresh = self.at_hand(audience)
            if fresh is not None:
                return fresh
            served = self._served.get(audience)
            model = self._newest(audience, served.model if served is not None else None)
            self._served[audience] = _Served(model, time.monotonic())
        return model

    def before(self, version: int) -> int | None:
        """The version published before this one; numbers given to runs that ended are no versions.

        None before the first.
        """
        numbers = range(version - 1, 0, -1)
        return next((n for n in numbers if self._store.published_at(n) is not None), None)

    def close(self) -> None:
        """Wait for builds that are under way and close every model."""
        for thread in list(self._building.values()):
            thread.join()
        with self._lock:
            for model in self._open.values():
                model.close()
            self._open.clear()
            self._served.clear()

    def at_hand(self, audience: Audience) -> ReadModel | None:
        """What is served, if the store was asked just now."""
        served = self._served.get(audience)
        if served is None or time.monotonic() - served.checked >= CHECK_SECONDS:
            return None
        return served.model

    def may_be_shown(self, name: str) -> bool:
        """Whether what was made of a model of this name holds no more than may be read today.

        True also of one from before a source was opened, and of one of everything from before a
        source was made private. False for another store's, for the public's from before a source
        was made private, and where more than one source changed: it cannot be told which.
        """
        parsed = FolderName.parse(name)
        if parsed is None:
            return False
        version, audience = parsed.version, parsed.audience
        private = self._private_now()
        then = (private.at(version), *private.before_one_changed(version, audience))
        return any(self._name(version, audience, each) == name for each in then)

    def _builder(self, target: Path) -> threading.Lock:
        """The lock of those who want this model built."""
        with self._lock:
            return self._builders.setdefault(target, threading.Lock())

    def _turn(self, version: int) -> AbstractContextManager[object]:
        """Old versions are built one at a time; the newest waits for none of them."""
        return nullcontext() if version == self._store.head() else self._one_old_build

    def _newest(self, audience: Audience, served: ReadModel | None) -> ReadModel:
        """The newest model; ``StoreError`` while the store is away, whatever is still in memory.

        An answer says which version it comes from; without the store nobody knows whether it is
        still the published one. Where what was served may no longer be shown, it is not gone back
        behind it: what a later version took away would stand as today's.
        """
        head = self._store.head()
        target = self._target(head, audience)
        if target.is_dir():
            return self._opened(target)
        may_go_on = served is not None and served.path == self._target(served.version, audience)
        older = served if may_go_on else self._older(head, audience)
        if older is None:
            return self.at(head, audience)
        self._build_meanwhile(target, head, audience)
        return older

    def _version(self, when: int | str | None) -> int:
        if when is None:
            return self._store.head()
        if isinstance(when, str):
            return self._store.version_at(when)
        if when == 0 or (when > 0 and self._store.published_at(when) is not None):
            return when
        newest = self._store.head()
        raise BadQuestionError("as_of", when, f"a published version; the newest is {newest}")

    def _target(self, version: int, audience: Audience) -> Path:
        return self.folder / self._name(version, audience, self._private_now().at(version))

    def _name(self, version: int, audience: Audience, private: frozenset[str]) -> str:
        return folder_name(self._store, version, audience, private, self._types)

    def _private_now(self) -> PrivateSources:
        """The private sources, read anew with every publication: it may have changed who reads."""
        head, known = self._store.head(), self._private
        if known is None or known[0] != head:
            known = self._private = head, PrivateSources(self._store)
        return known[1]

    def _opened(self, path: Path) -> ReadModel:
        with self._lock:
            model = self._open.pop(path, None)
            if model is None:
                model = ReadModel(path)
                mark_used(path)
            self._open[path] = model
            while len(self._open) > MOST_OPEN:  # a request that still reads one keeps it alive
                self._open.popitem(last=False)
        return model

    def _older(self, head: int, audience: Audience) -> ReadModel | None:
        """The newest there is, unless it may no longer be shown: nobody goes back behind it.

        By what lies in the folder, since it may have been served by a process before this one.
        """
        there = [
            (name, path)
            for name, path in finished(self.folder)
            if name.audience is audience and name.version < head
        ]
        newest = max((name.version for name, _ in there), default=0)
        for name, path in there:
            # Else another store's, or from before who may read a source changed: as of its version
            # another is read, and jobs, pages and ETags of both would be taken for one.
            if name.version == newest and path == self._target(name.version, audience):
                return self._opened(path)
        return None

    def _build_meanwhile(self, target: Path, version: int, audience: Audience) -> None:
        under_way = self._building.get(target)
        failed = self._failed.get(target)
        if under_way is not None and under_way.is_alive():
            return
        if failed is not None and time.monotonic() - failed < RETRY_SECONDS:
            return
        thread = threading.Thread(
            target=self._build_logged, args=(target, version, audience), daemon=True
        )
        with self._lock:
            self._building = {p: t for p, t in self._building.items() if t.is_alive()}
            self._building[target] = thread
        thread.start()

    def _build_logged(self, target: Path, version: int, audience: Audience) -> None:
        try:
            if self._address is None:
                build(self._store, version, audience, self.folder, types=self._types)
            else:
                build_elsewhere(self._address, version, audience, self.folder)
            prune(self.folder)
        except (StoreError, BuildFailedError, OSError):
            self._failed[target] = time.monotonic()
            log.exception("the read model of version %s could not be built", version)


def build_elsewhere(address: Address, version: int, audience: Audience, folder: Path) -> None:
    """Build in a process of its own; the address goes in by a pipe, for others see arguments."""
    root = str(Path(queries.__file__).parents[1])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    order = {
        "address": address._asdict(),
        "version": version,
        "audience": audience.value,
        "folder": str(folder),
    }
    done = subprocess.run(
        [sys.executable, "-m", "queries.readmodel.build_process"],
        input=json.dumps(order),
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise BuildFailedError(f"building version {version} failed: {last[0]}")
