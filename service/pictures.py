"""What a drawing is given: an answer with titles for its sources."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from graph_schema.answers import GraphSlice, TimelineAnswer
from graph_schema.base import GraphModel
from graph_schema.coverage_answers import Coverage, CoverageSlice
from graph_schema.funder_answers import FunderCells, FunderTable
from graph_schema.gap_answers import GapTable
from graph_schema.group_answers import GroupsAnswer
from graph_schema.isolate_answers import Isolates
from graph_schema.sunset_answers import Sunset
from graph_schema.trend_answers import MixingTrend
from graph_schema.voice_answers import Voices
from graph_schema.whatif_answers import WhatIf
from graph_schema.whitespace_answers import Line, WhitespaceTable
from queries.readmodel.open import ReadModel
from visualisations import DRAWINGS

MOST_KEPT = 32  # a network is 0.7 MB with its library, a chart 0.05


def source_titles(model: ReadModel, lang: str) -> dict[str, str]:
    """Titles of sources by name."""
    return {s.name: s.title_sv if lang == "sv" else s.title_en for s in model.sources}


def drawn_slice(model: ReadModel, answer: GraphSlice, lang: str) -> GraphSlice:
    """The slice with its sources by title."""
    titles = source_titles(model, lang)
    return answer.model_copy(update={"sources": tuple(titles[s] for s in answer.sources)})


def drawn_table(model: ReadModel, answer: GapTable, lang: str) -> GapTable:
    """The gap table with its sources by title."""
    titles = source_titles(model, lang)
    strata = tuple(s.model_copy(update={"source": titles[s.source]}) for s in answer.strata)
    return answer.model_copy(update={"strata": strata})


def drawn_whitespace(model: ReadModel, answer: WhitespaceTable, lang: str) -> WhitespaceTable:
    """The table of white space with its sources by title, also after labels of the same name."""
    titles = source_titles(model, lang)

    def told_apart(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(line if line.list_of is None else _with_list(line, titles) for line in lines)

    named = {"rows": told_apart(answer.rows), "columns": told_apart(answer.columns)}
    sources = tuple(titles[s] for s in answer.sources)
    return answer.model_copy(update={**named, "sources": sources})


def _with_list(line: Line, titles: Mapping[str, str]) -> Line:
    name = f"{line.label.name} ({titles.get(line.list_of or '', line.list_of)})"
    return line.model_copy(update={"label": line.label.model_copy(update={"name": name})})


def drawn_funders(model: ReadModel, answer: FunderTable, lang: str) -> FunderTable:
    """The table of funders with its sources by title."""
    titles = source_titles(model, lang)
    return answer.model_copy(update={"sources": tuple(titles[s] for s in answer.sources)})


def drawn_cells(model: ReadModel, answer: FunderCells, lang: str) -> FunderCells:
    """Region × theme by funders with its sources by title."""
    titles = source_titles(model, lang)
    return answer.model_copy(update={"sources": tuple(titles[s] for s in answer.sources)})


Titled = TypeVar("Titled", Sunset, Isolates, MixingTrend, Voices, WhatIf)
"""Answers that name their sources."""


def titled_sources(model: ReadModel, answer: Titled, lang: str) -> Titled:
    """The answer with its sources by title, as a drawing names them."""
    titles = source_titles(model, lang)
    return answer.model_copy(update={"sources": tuple(titles[s] for s in answer.sources)})


def drawn_groups(model: ReadModel, answer: GroupsAnswer, lang: str) -> GroupsAnswer:
    """Core and groups with their sources by title."""
    titles = source_titles(model, lang)
    sources = tuple(
        source.model_copy(update={"source": titles[source.source]})
        for source in answer.coverage.sources
    )
    coverage = answer.coverage.model_copy(update={"sources": sources})
    return answer.model_copy(update={"coverage": coverage})


def drawn_coverage(model: ReadModel, answer: Coverage, lang: str) -> Coverage:
    """The coverage with its sources by title."""
    titles = source_titles(model, lang)

    def named(each: CoverageSlice) -> CoverageSlice:
        found = (s.model_copy(update={"source": titles[s.source]}) for s in each.sources)
        return each.model_copy(update={"sources": tuple(found)})

    slices = tuple(named(each) for each in answer.slices)
    return answer.model_copy(update={"slices": slices, "whole": named(answer.whole)})


def drawn_timeline(model: ReadModel, answer: TimelineAnswer, lang: str) -> TimelineAnswer:
    """The timeline with its sources by title."""
    titles = source_titles(model, lang)
    named = {
        "sources": tuple(titles[s] for s in answer.sources),
        "omitted": {titles[s]: years for s, years in answer.omitted.items()},
    }
    return answer.model_copy(update=named)


def rendered(view: str, form: str, answer: GraphModel, lang: str) -> str | bytes:
    """The drawing; one that was made before is not made again, for equal answers draw alike."""
    return _rendered(view, form, _AnswerKey(answer), lang)


class _AnswerKey:
    """An answer as a key: equal where all it holds is equal."""

    def __init__(self, answer: GraphModel) -> None:
        self.answer = answer
        self.text = answer.model_dump_json()

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _AnswerKey) and self.text == other.text


@lru_cache(maxsize=MOST_KEPT)
def _rendered(view: str, form: str, key: _AnswerKey, lang: str) -> str | bytes:
    made: str | bytes = getattr(DRAWINGS[view], form)(key.answer, lang)
    return made
