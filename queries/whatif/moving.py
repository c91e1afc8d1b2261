"""The actors that a change moves most, figure by figure, and how far random changes move any."""

from typing import NamedTuple

import numpy as np

from queries.network.two_mode import Floats, Ints

SHOWN = 5  # actors a figure
SAME = 1e-9  # of a value: less is the order of a sum, no difference


class Moved(NamedTuple):
    """Of one map: the figures of the actors chosen, and the largest difference of every figure."""

    values: Floats
    largest: Floats


class Movement(NamedTuple):
    """``chosen`` has a row (figure, actor) for each that moves most; ``drawn`` one per draw.

    ``before`` and ``after`` are of all actors of the map, a row per figure.
    """

    before: Floats
    after: Floats
    chosen: Ints
    drawn: tuple[Moved, ...]


def differences(before: Floats, after: Floats) -> Floats:
    """After − before of the actors of the map; nan for who has no value in one of them."""
    found = after[:, : before.shape[1]] - before
    small = np.abs(found) <= SAME * np.maximum(np.abs(before), SAME)
    return np.where(small, 0.0, found)


def moving_most(before: Floats, after: Floats) -> Ints:
    """Of every figure the actors it changes most for, most first, none that it does not change."""
    away = np.nan_to_num(np.abs(differences(before, after)))
    chosen = [
        (figure, actor)
        for figure, row in enumerate(away)
        for actor in np.argsort(-row, kind="stable")[:SHOWN].tolist()
        if row[actor] > 0
    ]
    return np.array(chosen, np.int64).reshape(-1, 2)


def moved(before: Floats, drawn: Floats, chosen: Ints) -> Moved:
    """What a random change does to those chosen, and to whom it moves most."""
    figure, actor = chosen.T
    return Moved(drawn[figure, actor], largest(before, drawn))


def largest(before: Floats, after: Floats) -> Floats:
    """The largest difference of any actor, whichever way; nan where nobody has a value in both."""
    away = np.abs(differences(before, after))
    found = np.where(np.isnan(away), -1.0, away).max(axis=1, initial=-1.0)
    return np.where(found < 0, np.nan, found)
