"""Reference values, and small graphs made up so that every answer can be counted by hand."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from queries.network.two_mode import Ints, Ties, TwoMode, undirected

ORACLES = Path(__file__).parents[1] / "oracles"


def oracles(name: str) -> dict[str, Any]:
    """The graphs of one file of reference values, by name."""
    content: dict[str, Any] = json.loads((ORACLES / f"{name}.json").read_text("utf-8"))
    return {graph: values for graph, values in content.items() if graph != "meta"}


def ties_of(known: Any) -> Ties:
    """The graph a set of reference values is about; its nodes are numbered as there."""
    weights = known.get("weights")
    given = None if weights is None else np.array(weights, np.float64)
    nodes = known["n"] if "n" in known else len(known["nodes"])
    return undirected(np.array(known["edges0"]), nodes, given)


def two_mode(arenas: Sequence[Sequence[int]], actors: int) -> TwoMode:
    """Arenas as lists of actors."""
    return TwoMode(
        np.array([actor for arena in arenas for actor in arena], np.int64),
        np.array([k for k, arena in enumerate(arenas) for _ in arena], np.int64),
        actors,
        len(arenas),
    )


def random_two_mode(seed: int, actors: int = 30, arenas: int = 18) -> TwoMode:
    """Arenas of one to five actors."""
    generator = np.random.default_rng(seed)
    sizes = generator.integers(1, 6, arenas)
    members = [generator.choice(actors, size=size, replace=False).tolist() for size in sizes]
    return two_mode(members, actors)


def random_sectors(seed: int, actors: int, classes: int) -> NDArray[np.int8]:
    """A class for every actor, drawn blindly."""
    drawn: Ints = np.random.default_rng(seed).integers(0, classes, actors)
    return drawn.astype(np.int8)
