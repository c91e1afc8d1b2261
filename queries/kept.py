"""Answers that take long, kept in the folder of the read model they are about: pruned with it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

from pydantic import ValidationError

from graph_schema.base import GraphModel

MOST_KEPT = 100  # of a kind: anyone may choose seed and draws, and a disk is finite
_A = TypeVar("_A", bound=GraphModel)


def read(place: Path, kind: type[_A]) -> _A | None:
    """The answer that lies there; None where there is none, or none this program can read."""
    try:
        return kind.model_validate_json(place.read_bytes())
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

    Unless ``always``, only as long as not too many of the kind lie there.
    """
    kind = place.name.rpartition("-")[0]
    if not always and sum(1 for _ in place.parent.glob(f"{kind}-*.json")) >= MOST_KEPT:
        return
    try:
        place.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile("w", dir=place.parent, delete=False, encoding="utf-8") as file:
            file.write(answer.model_dump_json())
        Path(file.name).replace(place)
    except OSError:
        return
