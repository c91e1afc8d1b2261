"""An evidence card: one figure with all it takes to follow it, refute it and compute it again."""

from collections.abc import Mapping
from typing import Any, Literal

from graph_schema.base import GraphModel
from graph_schema.gap_answers import GapParameters
from graph_schema.scrutiny_answers import Fragility
from graph_schema.vocabularies import Audience

NOT_COMPUTED = "not computed"
FORMAT = 1  # raise it when a card of before could not be recomputed


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


class EvidenceCard(GraphModel):
    """One figure of a gap table; with the data version it can be computed again, digit for digit.

    ``about`` names the pair or the figure of the whole, ``values`` are all its numbers, ``strata``
    the groups it was tested in. ``command`` and ``request`` recompute it; ``address`` is where this
    card stays. What was not computed says so.
    """

    format: int = FORMAT
    figure: Literal["sector_pair", "whole_table"]
    about: Mapping[str, str]
    formula: str
    method: str
    values: Mapping[str, Any]
    participations: int
    not_tested_share: float
    strata: tuple[str, ...]
    parameters: GapParameters
    exploratory: bool
    question: Mapping[str, Any]
    fragility: Fragility | str = NOT_COMPUTED
    stability: Stability | str = NOT_COMPUTED
    coverage: float | None
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
