"""The forms of evidence cards: what names a figure, and the row that its values are.

A form is a kind of card, or a part of one, whose figures are named alike and have the same values.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from graph_schema.answers import TotalRow
from graph_schema.base import GraphModel
from graph_schema.card_answers import EvidenceCard
from graph_schema.coverage_answers import CoverageSlice
from graph_schema.funder_answers import FunderCell, FunderOverlap, FunderRow
from graph_schema.gap_answers import SectorPair, WholeFigure
from graph_schema.group_answers import (
    CoreLevel,
    CoreMember,
    Group,
    GroupMember,
    GroupNetwork,
    GroupStability,
    Modularity,
    Resolution,
)
from graph_schema.isolate_answers import AgainstChance, IsolateCounts, RecordedActor, SoloArenas
from graph_schema.live_answers import LivePair
from graph_schema.network_answers import BridgingArena, Broker, DegreeBand
from graph_schema.scrutiny_answers import (
    Agreement,
    Calibration,
    Composition,
    Fragility,
    HeldOut,
    Left,
    PairVerdict,
    Specification,
    Undone,
    Weighted,
)
from graph_schema.sunset_answers import EndingTie, Sunset, SunsetQuarter
from graph_schema.trend_answers import Persistence, Trend, TrendPoint, YearOfMixing
from graph_schema.voice_answers import GroupVoice
from graph_schema.whatif_answers import (
    WhatIfActor,
    WhatIfDrawn,
    WhatIfFigure,
    WhatIfMost,
    WhatIfPair,
)
from graph_schema.whitespace_answers import TripleCell, WhitespaceCell

DATATYPES: Mapping[type, str] = {bool: "boolean", int: "integer", float: "double", str: "string"}
NUMBERS = {"integer", "double"}
ENDS = ("low", "high")


class Counted(GraphModel):
    """One number."""

    observed: int


class OfNetwork(GraphModel):
    """One number of the whole network; fragmentation has none where there are no two actors."""

    observed: float | None


class OfRole(GraphModel):
    """One role of one actor, against the null where that was drawn."""

    observed: int
    brokered: int
    expected: float | None
    sd: float | None
    z: float | None
    p: float | None


class Between(GraphModel):
    """Something of the ends of a pair."""

    a: int
    b: int


class SectorsBetween(GraphModel):
    """The sectors of a pair and of who connects it."""

    broker: str
    a: str
    b: str


class SolePair(GraphModel):
    """A pair that hangs on one."""

    sectors: SectorsBetween
    role: str
    arenas: Between
    sole_pairs: int


class BySector(GraphModel):
    """Arenas by the sector of who takes part."""

    public: int | None
    private: int | None
    civil_society: int | None
    academia: int | None
    unknown: int | None


class OfYear(GraphModel):
    """The arenas of one year."""

    arenas: int
    sectors: BySector


class Merges(GraphModel):
    """All merges undone at once."""

    merges: int
    by_number: int
    by_list: int
    undone: int
    changed: tuple[PairVerdict, ...]


class Form(NamedTuple):
    """``named`` are the parts of what names a figure.

    ``left_out`` are fields of the row that no card has; ``always`` those that the row may lack and
    a card does not, unless there is no such number.
    """

    named: tuple[str, ...]
    row: type[GraphModel]
    left_out: tuple[str, ...] = ()
    always: tuple[str, ...] = ()


class Value(NamedTuple):
    """One value a card of a form has, or may have."""

    name: str
    datatype: str
    may_lack: bool


PAIR, OF_PAIR, OF_NAME = ("a", "b"), ("of", "a", "b"), ("of", "name")
PART_PAIR = ("part", "a", "b")
FORMS: Mapping[str, Form] = {
    "sectors-pair": Form(PAIR, SectorPair, ("a", "b", "arenas"), ("observed",)),
    "sectors-whole": Form(OF_NAME, WholeFigure, ("name",)),
    "live": Form(PAIR, LivePair, ("a", "b"), ("observed",)),
    "scrutiny-way": Form(("part", "number"), Specification),
    "scrutiny-merge": Form(("part", "number"), Undone, ("actor",)),
    "scrutiny-merges": Form(("part", "number"), Merges),
    "scrutiny-arena": Form(("part", "id"), Left, ("left_out",)),
    "scrutiny-actor": Form(("part", "id"), Left, ("left_out",)),
    "scrutiny-calibration": Form(("part",), Calibration),
    "scrutiny-label-calibration": Form(("part",), Calibration),
    "scrutiny-agreement": Form(PART_PAIR, Agreement, ("a", "b")),
    "scrutiny-composition": Form(PART_PAIR, Composition, ("a", "b")),
    "scrutiny-fragility": Form(PART_PAIR, Fragility, ("a", "b")),
    "scrutiny-weighted": Form(PART_PAIR, Weighted, ("a", "b")),
    "scrutiny-held-out": Form(("part", "until", "a", "b"), HeldOut, ("until",)),
    "whitespace": Form(
        ("row", "column"), WhitespaceCell, ("row", "column", "arenas"), ("observed",)
    ),
    "triples": Form(("region", "theme", "target_group"), TripleCell,
                    ("region", "theme", "target_group")),
    "coverage": Form(("slice",), CoverageSlice, ("value", "sv", "en")),
    "measures": Form(("actor",), Broker, ("actor", "pairs", "stays", "units")),
    "roles": Form(("actor", "role"), OfRole),
    "sole-pairs": Form(("broker", "a", "b"), SolePair),
    "bridging": Form(("arena",), BridgingArena, ("arena", "stays")),
    "network": Form(("name",), OfNetwork, always=("observed",)),
    "bands": Form(("partners",), DegreeBand, ("least",), ("median",)),
    "groups-group": Form(OF_NAME, Group, ("number",)),
    "groups-core": Form(OF_NAME, CoreLevel, ("alpha",)),
    "groups-in-core": Form(OF_NAME, CoreMember, ("actor", "sector")),
    "groups-in-group": Form(OF_NAME, GroupMember, ("actor", "sector")),
    "groups-modularity": Form(OF_NAME, Modularity),
    "groups-stability": Form(OF_NAME, GroupStability),
    "groups-network": Form(OF_NAME, GroupNetwork),
    "resolutions": Form(("gamma",), Resolution, ("gamma",)),
    "isolates-counts": Form(OF_NAME, IsolateCounts),
    "isolates-arenas": Form(OF_NAME, SoloArenas),
    "isolates-chance": Form(OF_NAME, AgainstChance),
    "isolates-listed": Form(OF_NAME, RecordedActor,
                           ("actor", "sector", "beside", "last_seen", "stated_by", "retrieved")),
    "voice": Form(("group",), GroupVoice, ("group",), ("arenas", "complete")),
    "trend-across": Form(("of",), Trend, ("a", "b")),
    "trend-pair": Form(OF_PAIR, Trend, ("a", "b")),
    "trend-kept": Form(("of", "year"), Persistence),
    "trend-year": Form(("of", "year"), YearOfMixing),
    "trend-across-year": Form(("of", "year"), TrendPoint, always=("observed",)),
    "trend-pair-year": Form((*OF_PAIR, "year"), TrendPoint, always=("observed",)),
    "sunset-day": Form(("quarter",), Sunset, ("data_version", "quarters", "sources")),
    "sunset-quarter": Form(("quarter",), SunsetQuarter),
    "sunset-tie": Form(OF_PAIR, EndingTie, ("a", "b", "quarter", "arenas")),
    "funders": Form(("label",), FunderRow, ("label",)),
    "funder-cells": Form(("region", "theme"), FunderCell, ("region", "theme")),
    "funder-overlaps": Form(PAIR, FunderOverlap, ("a", "b")),
    "whatif-pair": Form(OF_PAIR, WhatIfPair, ("a", "b")),
    "whatif-figure": Form(OF_NAME, WhatIfFigure, ("name",), ("before",)),
    "whatif-most": Form(("of", "figure"), WhatIfMost, ("figure",), ("largest",)),
    "whatif-actor": Form(("of", "figure", "actor"), WhatIfActor, ("figure", "actor"),
                         ("before",)),
    "whatif-trend": Form(("of",), WhatIfDrawn),
    "totals": Form(("dimension", "value"), TotalRow, ("value", "label_sv", "label_en")),
    "timeline": Form(("year",), OfYear),
    "status": Form(("name",), Counted),
}  # fmt: skip
"""By name: the kind of card and, where it has figures of several sorts, which of them."""
BY_WORD: Mapping[tuple[str, str], str] = {
    ("isolates", "whole"): "isolates-counts",
    ("isolates", "sector"): "isolates-counts",
    ("isolates", "kind"): "isolates-counts",
    ("isolates", "region"): "isolates-counts",
    ("trend", "kept_across"): "trend-kept",
}
"""The form of a kind by the first word that names the figure, where it is not that word."""


def form_of(card: EvidenceCard) -> str:
    """The form a card has."""
    kind, (first, *rest) = card.figure, card.about.values()
    if kind in FORMS:
        return kind
    if kind == "sectors":
        return "sectors-whole" if "of" in card.about else "sectors-pair"
    if kind == "sunset":
        return {"day": "sunset-day", "tie": "sunset-tie"}.get(first, "sunset-quarter")
    if (kind, first, *rest) == ("isolates", "whole", "arenas"):
        return "isolates-arenas"
    if (kind, first, *rest) == ("scrutiny", "merge", "together"):
        return "scrutiny-merges"
    if kind == "groups" and first == "whole":
        return f"groups-{rest[0]}"
    return BY_WORD.get((kind, first), f"{kind}-{first}")


@cache
def values_of_form(name: str) -> tuple[Value, ...]:
    """Every value a card of the form may have."""
    form = FORMS[name]
    return tuple(
        value._replace(may_lack=value.may_lack and value.name not in form.always)
        for value in _values(form.row, form.left_out)
    )


@cache
def measures() -> frozenset[str]:
    """Values that every card has whose form has them at all: a cube wants each of its measures.

    What is a measure is one in every form, since a property has one role.
    """
    every = [value for name in FORMS for value in values_of_form(name)]
    return frozenset(v.name for v in every) - {v.name for v in every if v.may_lack}


@cache
def datatypes() -> Mapping[str, str]:
    """The type of each value by its name; whole numbers are doubles where others are.

    Raises ``ValueError`` where one name is a number here and a text there.
    """
    found: dict[str, str] = {}
    for name in FORMS:
        for value in values_of_form(name):
            before = found.setdefault(value.name, value.datatype)
            if before != value.datatype:
                if not {before, value.datatype} <= NUMBERS:
                    raise ValueError(f"{value.name} is a {before} and a {value.datatype}")
                found[value.name] = "double"
    return found


def _values(row: type[GraphModel], left_out: tuple[str, ...] = ()) -> Iterator[Value]:
    for field, info in row.model_fields.items():
        if field not in left_out:
            yield from _of_type(field, info.annotation)


def _of_type(name: str, annotation: Any) -> Iterator[Value]:
    """The values a field of the type comes to: of two numbers the ends, of a list how many."""
    args = get_args(annotation)
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        [held] = [arg for arg in args if arg is not NoneType]
        yield from (value._replace(may_lack=True) for value in _of_type(name, held))
    elif origin is Literal:
        yield Value(name, DATATYPES[type(args[0])], may_lack=False)
    elif args == (float, float):
        yield from (Value(f"{name}.{end}", "double", may_lack=False) for end in ENDS)
    elif origin is tuple:
        yield Value(f"{name}.count", "integer", may_lack=False)
    elif isinstance(annotation, type) and issubclass(annotation, GraphModel):
        for value in _values(annotation):
            yield value._replace(name=f"{name}.{value.name}")
    elif isinstance(annotation, type):
        [datatype] = [text for kind, text in DATATYPES.items() if issubclass(annotation, kind)][:1]
        yield Value(name, datatype, may_lack=False)
