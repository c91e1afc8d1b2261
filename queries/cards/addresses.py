"""Where the card of a figure lies: written once, for answers, for pages and for the cards."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from graph_schema.answers import Overview, PartPage, TimelineAnswer, TotalsAnswer
from graph_schema.asked import as_parameters
from graph_schema.base import GraphModel
from graph_schema.card_answers import CardKind
from graph_schema.carded import Carded
from graph_schema.coverage_answers import Coverage
from graph_schema.funder_answers import FunderCells, FunderOverlap, FunderTable
from graph_schema.gap_answers import GapTable
from graph_schema.group_answers import CoreMember, GroupMember, GroupsAnswer
from graph_schema.isolate_answers import Isolates, RecordedActor
from graph_schema.live_answers import LiveTable
from graph_schema.log_answers import VerdictLog, VerdictsOfVersion
from graph_schema.network_answers import BridgingAnswer, BrokersAnswer, SolePairsAnswer
from graph_schema.scrutiny_answers import Scrutiny
from graph_schema.sunset_answers import EndingTie, Sunset
from graph_schema.trend_answers import MixingTrend
from graph_schema.voice_answers import Voices
from graph_schema.whatif_answers import WhatIf
from graph_schema.whitespace_answers import TripleCell, WhitespaceTable
from queries.cards.kinds import parameters_of

API = "/api/v1"
VARIABLE = re.compile(r"\{([\w.]+)\}")
CardedT = TypeVar("CardedT", bound=Carded)


class Cited(NamedTuple):
    """Where the figures of a field have their cards.

    ``named`` is the rest of the address, as parts of a URI template; %(…)s is a field of the answer
    itself.
    """

    kind: CardKind
    named: str


CARDS: Mapping[type[Carded], Mapping[str, Cited]] = {
    GapTable: {"pairs": Cited("sectors", "{a}/{b}"), "whole": Cited("sectors", "whole/{name}")},
    Scrutiny: {
        "specifications": Cited("scrutiny", "way/{number}"),
        "calibration": Cited("scrutiny", "calibration"),
        "label_calibration": Cited("scrutiny", "label-calibration"),
        "arenas": Cited("scrutiny", "arena/{left_out.id}"),
        "actors": Cited("scrutiny", "actor/{left_out.id}"),
        "held_out": Cited("scrutiny", "held-out/{until}/{found.a}/{found.b}"),
        "identity": Cited("scrutiny", "merge/together"),
        "identity.undone": Cited("scrutiny", "merge/{number}"),
        **{of: Cited("scrutiny", f"{of}/{{a}}/{{b}}") for of in
           ("agreement", "composition", "fragility", "weighted")},
    },
    VerdictsOfVersion: {"pairs": Cited("sectors", "{a}/{b}")},
    LiveTable: {"pairs": Cited("live", "{a}/{b}")},
    WhitespaceTable: {"cells": Cited("whitespace", "{row}/{column}")},
    PartPage[TripleCell]: {
        "items": Cited("triples", "{region.id}/{theme.id}/{target_group.id}")
    },
    Coverage: {"whole": Cited("coverage", "whole"), "slices": Cited("coverage", "{value}")},
    BrokersAnswer: {
        "items": Cited("measures", "{actor.id}"),
        "items.roles": Cited("roles", "{actor.id}/{key}"),
        "network": Cited("network", "{key}"),
        "bands": Cited("bands", "{least}"),
    },
    BridgingAnswer: {
        "items": Cited("bridging", "{arena.id}"), "network": Cited("network", "{key}"),
    },
    SolePairsAnswer: {
        "broker": Cited("measures", "%(broker.actor.id)s"),
        "broker.roles": Cited("roles", "%(broker.actor.id)s/{key}"),
        "items": Cited("sole-pairs", "%(broker.actor.id)s/{a.id}/{b.id}"),
    },
    GroupsAnswer: {
        "items": Cited("groups", "group/{number}"),
        "cores.levels": Cited("groups", "core/{alpha}"),
        **{name: Cited("groups", f"whole/{name}") for name in
           ("modularity", "stability", "network")},
        "resolutions": Cited("resolutions", "{gamma}"),
    },
    PartPage[CoreMember]: {"items": Cited("groups", "in-core/{actor.id}")},
    PartPage[GroupMember]: {"items": Cited("groups", "in-group/{actor.id}")},
    Isolates: {
        "whole": Cited("isolates", "whole/counts"),
        "arenas": Cited("isolates", "whole/arenas"),
        **{name: Cited("isolates", f"chance/{name}") for name in ("alone", "apart")},
        **{f"by_{of}": Cited("isolates", f"{of}/{{value}}") for of in ("sector", "kind", "region")},
    },
    PartPage[RecordedActor]: {"items": Cited("isolates", "listed/{actor.id}")},
    Voices: {"groups": Cited("voice", "{group.id}")},
    MixingTrend: {
        "across": Cited("trend", "across"),
        "pairs": Cited("trend", "pair/{a}/{b}"),
        "persistence": Cited("trend", "kept/{year}/{across}"),
        "years": Cited("trend", "year/{year}"),
        "across.points": Cited("trend", "across-year/{year}"),
        "pairs.points": Cited("trend", "pair-year/{a}/{b}/{year}"),
    },
    Sunset: {"day": Cited("sunset", "day"), "quarters": Cited("sunset", "{name}")},
    PartPage[EndingTie]: {"items": Cited("sunset", "tie/{a.id}/{b.id}")},
    FunderTable: {"whole": Cited("funders", "whole"), "rows": Cited("funders", "{label.id}")},
    FunderCells: {"cells": Cited("funder-cells", "{region.id}/{theme.id}")},
    PartPage[FunderOverlap]: {"items": Cited("funder-overlaps", "{a.id}/{b.id}")},
    WhatIf: {
        "pairs": Cited("whatif", "pair/{a}/{b}"), "figures": Cited("whatif", "figure/{name}"),
        "most": Cited("whatif", "most/{figure}"),
        "actors": Cited("whatif", "actor/{figure}/{actor.id}"),
        "drawn": Cited("whatif", "trend"),
    },
    TotalsAnswer: {"rows": Cited("totals", "%(dimension)s/{value}")},
    TimelineAnswer: {
        "arenas_per_year": Cited("timeline", "{key}"), "undated": Cited("timeline", "undated"),
    },
    Overview: {"counts": Cited("status", "{key}"), "sectors": Cited("status", "{key}")},
}  # fmt: skip
"""The cards of every answer, by the field that holds its figures."""


def card_path(kind: CardKind, *named: object) -> str:
    """The address of a card under that of the pages, and under that of the API."""
    return "/".join(("/cards", kind, *map(str, named)))


def carded(found: CardedT, question: GraphModel) -> CardedT:
    """The answer with the addresses of its cards; ``question`` is what a card of it is asked."""
    if getattr(found, "not_computed", None) is not None:  # a card of half an answer is refused
        return found
    version: int = found.data_version  # type: ignore[attr-defined]
    end = as_parameters(parameters_of(question), version)
    cards = {
        name: f"{API}{card_path(cited.kind, cited.named % _Fields(found))}{end}"
        for name, cited in CARDS[type(found)].items()
        if _held(found, name) is not None
    }
    return found.model_copy(update={"cards": cards})


def carded_log(found: VerdictLog, question: GraphModel) -> VerdictLog:
    """The log with the addresses of the cards of its verdicts, each in its own version."""
    versions = (each if each.lacks else carded(each, question) for each in found.versions)
    return found.model_copy(update={"versions": tuple(versions)})


class _Fields(dict[str, Any]):
    """The fields of an answer, and fields of fields, by name."""

    def __init__(self, found: Carded) -> None:
        super().__init__()
        self.found = found

    def __missing__(self, name: str) -> Any:
        return _held(self.found, name)


def card_addresses(found: Carded) -> Iterator[str]:
    """The address of the card of every figure of an answer, row by row; some may not be shown."""
    for name, template in found.cards.items():
        for row in _rows(found, name.split(".")):
            for key in _keys(row.held) if "{key}" in template else ("",):
                yield VARIABLE.sub(partial(_written, row, key), template)


class _Row(NamedTuple):
    """What a field of an answer holds, the rows it is in, the innermost first, and its place."""

    held: Any
    within: tuple[Any, ...]
    number: int


def _rows(
    held: Any, parts: list[str], within: tuple[Any, ...] = (), number: int = 0
) -> Iterator[_Row]:
    """Every row of a field, or of a field of the rows of a field."""
    if isinstance(held, tuple):
        for place, row in enumerate(held, 1):
            yield from _rows(row, parts, (row, *within), place)
    elif parts and held is not None:
        yield from _rows(getattr(held, parts[0]), parts[1:], within, number)
    elif held is not None:
        yield _Row(held, within, number)


def _keys(held: Any) -> Iterable[str]:
    return held if isinstance(held, Mapping) else type(held).model_fields


def _written(row: _Row, key: str, variable: re.Match[str]) -> str:
    """A variable of a template (RFC 6570, simple expansion); no value leaves nothing."""
    name = variable[1]
    if name == "key":
        return quote(key, safe="")
    first, *rest = name.split(".")
    for each in row.within:
        if hasattr(each, first):
            value: Any = each
            for part in (first, *rest):
                value = getattr(value, part)
            text = value if isinstance(value, str) else json.dumps(value)
            return "" if value is None else quote(text, safe="")
    return str(row.number)


def _held(found: Carded, name: str) -> Any:
    """What a field holds, or a field of a field; of a list, the list."""
    held: Any = found
    for part in name.split("."):
        if isinstance(held, tuple):
            break
        held = getattr(held, part)
    return held
