"""Where read models lie, how one becomes visible at once, and which may go."""

import fcntl
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple

from graph_schema.base import Edge, Node
from graph_schema.ids import canonical_json, digest
from graph_schema.vocabularies import COUNTED_ROLES, MET, Audience, Role, Sector
from queries.readmodel.tables import create, searched
from queries.stores.base import StoreError

MODEL = "model.sqlite"
NUMBERS = "numbers.npz"
ANSWERS = "answers"
"""Inside a model's folder, what took long to compute of it: pruned with it."""
FORMAT = 15  # raise it when a table, a column or the way a row is read (folding, order) changes
BUILDING = ".building-"
LOCK = "lock"
USED = ".used"
YOUNG_SECONDS = 60.0  # a folder this young may not have its lock yet
RECENT_SECONDS = 3_600.0  # a version asked for within the hour is likely to be asked for again
KEEP = 3  # newest versions per audience kept whether used or not


class FolderName(NamedTuple):
    """What a finished folder's name says; ``build`` tells apart what only looks the same."""

    version: int
    audience: Audience
    build: str

    def __str__(self) -> str:
        return f"v{self.version}-{self.audience.value}-{self.build}"

    @classmethod
    def parse(cls, text: str) -> "FolderName | None":
        """Read back what ``str`` wrote; None for anything else."""
        parts = text.split("-")
        if len(parts) != 3 or not parts[0].startswith("v") or not parts[0][1:].isdecimal():
            return None
        audience = next((a for a in Audience if a.value == parts[1]), None)
        return None if audience is None else cls(int(parts[0][1:]), audience, parts[2])


class CacheError(StoreError):
    """The folder of read models cannot be written; what is published is safe in the store."""

    def __init__(self, folder: Path, error: Exception) -> None:
        super().__init__(
            f"the read model could not be written to {folder}: {error}. What is in the store is "
            "safe, what was just imported too; make room or name another folder with "
            "EKOKARTA_CACHE, and repeat the command"
        )


def build_mark(
    published_at: str | None,
    rules: int | None,
    private: Iterable[str],
    node_types: Sequence[type[Node]],
    edge_types: Sequence[type[Edge]],
) -> str:
    """Changes with the format, the types, the store (two stores may both have a version 1), whose
    rules made the graph (a dump keeps the moments of its versions, and is loaded by newer rules),
    and with who may read what: a model from before a source was made private is not served again.
    """
    layout = _layout(tuple(node_types), tuple(edge_types))
    withheld = canonical_json(sorted(private))
    return digest(f"{FORMAT}\n{published_at}\n{rules}\n{withheld}\n{layout}")[:12]


@cache  # a service asks for it whenever it looks for a new version
def _layout(node_types: tuple[type[Node], ...], edge_types: tuple[type[Edge], ...]) -> str:
    """What the numbers and texts of a model mean; a model is gone on from only where all agree."""
    numbered = (Sector, Role, sorted(COUNTED_ROLES), sorted(MET))
    words = (" ".join(value.value for value in values) for values in numbered)
    searchable = (f"{kind.LABEL} {searched(kind)}" for kind in node_types)
    return "\n".join((*create(node_types, edge_types), *words, *searchable))


def complete_in_one_step(target: Path, fill: Callable[[Path], None]) -> Path:
    """Fill a folder that nobody sees and give it its name when everything is on the disk.

    Of two that make the same one the first wins, and both find it there.
    """
    try:
        return _complete(target, fill)
    except (OSError, sqlite3.OperationalError) as error:
        raise CacheError(target.parent, error) from error


def _complete(target: Path, fill: Callable[[Path], None]) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove_interrupted(target.parent)
    folder = Path(tempfile.mkdtemp(prefix=BUILDING, dir=target.parent))
    with (folder / LOCK).open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            fill(folder)
            (folder / LOCK).unlink()
            _sync(folder)
            _give_name(folder, target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)  # it is gone already when all went well
    return target


def _give_name(folder: Path, target: Path) -> None:
    folder.chmod(0o755)  # mkdtemp's folders are for their owner alone
    try:
        folder.rename(target)
    except OSError:
        if not target.is_dir():
            raise
    _sync_folder(target.parent)


def _sync(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            _sync_folder(path)
            continue
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_interrupted(parent: Path) -> None:
    for folder in parent.glob(f"{BUILDING}*"):
        with suppress(OSError):  # another process may be removing it too
            if time.time() - folder.stat().st_mtime > YOUNG_SECONDS and not _is_held(folder):
                shutil.rmtree(folder)


def _is_held(folder: Path) -> bool:
    try:
        with (folder / LOCK).open("rb") as lock:
            return not _locked(lock)
    except FileNotFoundError:
        return False  # interrupted between the last write and the renaming


def _locked(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def mark_used(folder: Path) -> None:
    """Remember that the folder was asked for; a folder that cannot be written to just ages."""
    with suppress(OSError):
        (folder / USED).touch()


def finished(parent: Path) -> list[tuple[FolderName, Path]]:
    """The finished folders, oldest version first."""
    if not parent.is_dir():
        return []
    named = ((FolderName.parse(path.name), path) for path in parent.iterdir())
    return sorted((name, path) for name, path in named if name is not None)


def prune(
    parent: Path, *, now: float | None = None, keep: int = KEEP, recent: float = RECENT_SECONDS
) -> list[Path]:
    """Remove folders that are neither among the newest of their audience nor used of late."""
    moment = time.time() if now is None else now
    removed = []
    for audience in Audience:
        mine = [path for name, path in finished(parent) if name.audience is audience]
        for path in mine[:-keep]:
            used = path / USED
            if moment - (used if used.exists() else path).stat().st_mtime > recent:
                remove(path)
                removed.append(path)
    return removed


def remove(path: Path) -> None:
    """Take the name away first, so that nobody opens a folder that is half removed."""
    with suppress(OSError):  # another process removed it already, or nobody may
        place = Path(tempfile.mkdtemp(prefix=BUILDING, dir=path.parent))
        try:
            path.rename(place / path.name)
        finally:
            shutil.rmtree(place)
