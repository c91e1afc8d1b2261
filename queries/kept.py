"""Answers that take long, kept in the folder of the read model they are about: pruned with it.

What is usually asked is kept for good. What anyone may choose, of which there is no end, lies in a
folder beside it, and of each kind what was used longest ago is let go. Any number of processes may
read, write and let go: files appear whole, and one that is gone is computed again.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, TypeVar

from pydantic import ValidationError

from graph_schema.base import GraphModel

CHOSEN = "chosen"  # inside a model's answers: those to what somebody chose to ask
MOST_KEPT = 100  # of a kind: anyone may choose seed and draws, and a disk is finite
_A = TypeVar("_A", bound=GraphModel)


def read(place: Path, kind: type[_A]) -> _A | None:
    """The answer that lies there; None where there is none, or none this program can read."""
    try:
        return kind.model_validate_json(lying(place).read_bytes())
    except (OSError, ValidationError):
        return None


def kept_or_made(
    place: Path,
    kind: type[_A],
    make: Callable[[], _A],
    *,
    always: bool,
    turn: AbstractContextManager[object] | None = None,
) -> _A:
    """The answer that lies there, else made and kept.

    Only who has to make it waits for a ``turn``, and finds it there if it came meanwhile.
    """
    found = read(place, kind)
    if found is not None:
        return found
    with turn if turn is not None else nullcontext():
        found = read(place, kind)
        if found is None:
            found = make()
            keep(place, found, always=always)
    return found


def keep(place: Path, answer: GraphModel, *, always: bool = True) -> None:
    """Write the answer in one step; where nothing may be written it is computed again next time.

    Unless ``always``, only until so many others of the kind have been used since.
    """
    text = answer.model_dump_json().encode()
    put(place, lambda file: file.write(text), always=always, most=MOST_KEPT)


def lying(place: Path) -> Path:
    """Where an answer lies, or would: one that somebody chose to ask for has then been used now."""
    if place.exists():
        return place
    chosen = _chosen(place)
    with suppress(OSError):
        os.utime(chosen)
    return chosen


def put(place: Path, save: Callable[[IO[bytes]], object], *, always: bool, most: int) -> None:
    """Have a file saved in one step, and let go what is then too many."""
    where = place if always else _chosen(place)
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)  # never the model's own folder: it may be pruned by now
        where.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile("wb", dir=where.parent, delete=False) as file:
            try:
                save(file)
            except OSError:  # a full disk is not filled further by what was begun
                Path(file.name).unlink(missing_ok=True)
                raise
        Path(file.name).replace(where)
        if not always:
            _let_go(where, most)


def _chosen(place: Path) -> Path:
    return place.parent / CHOSEN / place.name


def _let_go(newest: Path, most: int) -> None:
    """Of the kind, all but those used last; another process may let go of the same."""
    kind = newest.name.rpartition("-")[0]
    used = []
    for path in newest.parent.glob(f"{kind}-*{newest.suffix}"):
        with suppress(FileNotFoundError):
            used.append((path.stat().st_mtime_ns, path))
    for _, path in sorted(used)[: max(0, len(used) - most)]:
        path.unlink(missing_ok=True)
