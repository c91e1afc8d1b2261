"""Long runs with an address: how far they have come, and where the answer will be."""

from collections.abc import Mapping
from typing import Any, Literal

from graph_schema.base import GraphModel

JobKind = Literal[
    "sectors", "scrutiny", "examination", "groups", "whitespace", "isolates", "trend", "whatif"
]
"""The null draws of a gap table where they take long; its verdicts tried; bridges and brokers held
against chance and hidden records; core and groups held against chance, other seeds and other
resolutions; the null draws of white space, of isolates and of the trend, and the random changes
beside a change, where they take long."""
JobState = Literal["queued", "running", "done", "failed", "cancelled", "interrupted"]
"""*Cancelled* is what somebody asked to end; *interrupted* what ended with the service that began
it, or with its own process."""
ENDED: tuple[JobState, ...] = ("done", "failed", "cancelled", "interrupted")


class NotComputed(GraphModel):
    """What an answer has not got yet: draws of so many ``steps``, participations × draws.

    A POST to ``begin`` begins the job that makes them; the answer is whole once it is done. None
    where who asks may not begin it: a part of one's own choice takes the token of the service.
    """

    steps: int
    begin: str | None = None


class Job(GraphModel):
    """One long run about one version; the same run asked for twice is one job.

    ``done`` of ``total`` steps, ``seconds`` since it began to run and, from what it has done,
    ``seconds_left``; None where nothing can be said yet. ``result`` is where the answer is once the
    state is *done*.
    """

    id: str
    kind: JobKind
    state: JobState
    data_version: int
    question: Mapping[str, Any]
    done: int = 0
    total: int | None = None
    seconds: float = 0.0
    seconds_left: float | None = None
    error: str | None = None
    result: str | None = None

    @property
    def has_ended(self) -> bool:
        """Whether it will change no more."""
        return self.state in ENDED
