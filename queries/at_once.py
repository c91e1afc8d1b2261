"""Which null draws are part of an answer, and which take long enough to be a job."""

from contextlib import AbstractContextManager

from graph_schema.job_answers import NotComputed

PROMPT = 10_000_000
"""Participations (or labels) × draws up to which they come with the answer: seconds of one core."""
Turn = AbstractContextManager[object] | None
"""Whom who has to compute waits for, so that one does at a time."""


def if_long(participations: int, draws: int) -> NotComputed | None:
    """What the answer would lack at once, where so many draws of so many take long."""
    steps = participations * draws
    return NotComputed(steps=steps) if steps > PROMPT else None
