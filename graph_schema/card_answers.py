"""An evidence card: one figure with all it takes to follow it, refute it and compute it again."""

from collections.abc import Mapping
from typing import Any, Literal

from graph_schema.base import GraphModel
from graph_schema.gap_answers import Unseen
from graph_schema.scrutiny_answers import Fragility
from graph_schema.vocabularies import Audience

NOT_COMPUTED = "not computed"
FORMAT = 2  # raise it when a card of before could not be recomputed

CardKind = Literal[
    "sectors",
    "live",
    "scrutiny",
    "whitespace",
    "triples",
    "coverage",
    "measures",
    "roles",
    "sole-pairs",
    "bridging",
    "network",
    "bands",
    "groups",
    "resolutions",
    "isolates",
    "voice",
    "trend",
    "sunset",
    "funders",
    "funder-cells",
    "funder-overlaps",
    "whatif",
    "totals",
    "timeline",
    "status",
]
"""What a figure belongs to; it stands in the address of its card."""


class CardSource(GraphModel):
    """A source behind the figure."""

    name: str
    title: str
    publisher: str
    url: str | None
    retrieved: str | None
    licence: str


class Stability(GraphModel):
    """Of the other reasonable ways to count, how many give the same verdict; from scrutiny."""

    ways: int
    same_verdict: float | None
    same_side: float | None


class Hidden(GraphModel):
    """How the figure's ranking, core or groups fare when a share of participations is hidden.

    ``kept`` is the mean share that stays over the ``repeats``, ``least`` that of the worst; ``own``
    in how many of them this one is still among the first.
    """

    hidden_share: float
    repeats: int
    kept: float | None
    least: float | None
    own: int | None = None


class EvidenceCard(GraphModel):
    """One figure of an answer; with the data version it can be computed again, digit for digit.

    ``about`` names the figure within its answer, ``named`` the same for people, ``values`` are all
    its numbers, ``n`` what it rests on, by what is counted. ``strata`` are the groups it was tested
    in. ``examined``: what takes minutes had been computed and is part of it. ``command`` and
    ``request`` recompute it; ``address`` is where this card stays. What was not computed says so.
    """

    format: int = FORMAT
    figure: CardKind
    about: Mapping[str, str]
    named: Mapping[str, str] = {}
    formula: str
    method: str
    values: Mapping[str, Any]
    n: Mapping[str, int]
    expected: float | str = NOT_COMPUTED
    draws: int | str = NOT_COMPUTED
    seed: int | str = NOT_COMPUTED
    p: float | Mapping[str, float] | str = NOT_COMPUTED
    q: float | Mapping[str, float] | str = NOT_COMPUTED
    strata: tuple[str, ...] | str = NOT_COMPUTED
    not_tested_share: float | str = NOT_COMPUTED
    parameters: Mapping[str, Any]
    exploratory: bool
    examined: bool = False
    question: Mapping[str, Any]
    fragility: Fragility | str = NOT_COMPUTED
    stability: Stability | Hidden | str = NOT_COMPUTED
    coverage: float | str = NOT_COMPUTED
    unseen: Unseen | str = NOT_COMPUTED
    data_version: int
    graph_hash: str
    audience: Audience
    sources: tuple[CardSource, ...]
    command: str
    request: str
    address: str


class Difference(GraphModel):
    """One value a card states and the recomputation does not give."""

    field: str
    stated: Any
    recomputed: Any
