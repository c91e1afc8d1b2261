"""Arrays kept beside a version, so that what took long is computed once and then read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from graph_schema.ids import canonical_json, digest
from queries.kept import lying, put
from queries.readmodel.open import ReadModel

MOST_KEPT = 60  # anyone may choose what to ask about, and a disk is finite

Arrays = Mapping[str, NDArray[Any]]


def place_of(model: ReadModel, what: str, asked: list[Any]) -> Path:
    """Where the arrays of one question lie; ``asked`` is all they hang on."""
    name = f"{what}-{digest(canonical_json(asked))[:16]}.npz"
    return model.answers / name


def kept(place: Path) -> Arrays | None:
    """The arrays that lie there; None where there are none, or none this program can read."""
    try:
        with lying(place).open("rb") as file, np.load(file, allow_pickle=False) as found:
            return {name: found[name] for name in found.files}
    except (OSError, ValueError, EOFError, BadZipFile):
        return None


def keep(place: Path, arrays: Arrays, *, always: bool) -> None:
    """Write them in one step; where nothing may be written they are computed again next time.

    Unless ``always``, only until so many others of the kind have been used since.
    """
    put(
        place,
        lambda file: np.savez_compressed(file, allow_pickle=False, **arrays),
        always=always,
        most=MOST_KEPT,
    )
