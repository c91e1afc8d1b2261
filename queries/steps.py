"""How far long work has come, told to whoever waits for it."""

from collections.abc import Callable

Step = Callable[[str, float], None]
"""Told what is being done and how far it has come, from 0 to 1; what it raises ends the work."""


def silent(_what: str, _share: float) -> None:
    """Nobody waits to be told."""
