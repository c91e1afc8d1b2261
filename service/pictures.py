"""What a drawing is given: an answer with titles for its sources."""

from collections.abc import Mapping
from functools import lru_cache, singledispatch
from typing import Any, TypeVar, cast

from graph_schema.answers import TimelineAnswer
from graph_schema.base import GraphModel
from graph_schema.coverage_answers import Coverage, CoverageSlice
from graph_schema.gap_answers import GapTable
from graph_schema.group_answers import GroupsAnswer
from graph_schema.network_answers import BridgingAnswer, BrokersAnswer
from graph_schema.whitespace_answers import Line, WhitespaceTable
from queries.readmodel.open import ReadModel
from visualisations import DRAWINGS
from visualisations.drawing import Drawing

MOST_KEPT = 32  # a network is 0.7 MB with its library, a chart 0.05
AnswerT = TypeVar("AnswerT", bound=GraphModel)
Titles = Mapping[str, str]


def source_titles(model: ReadModel, lang: str) -> dict[str, str]:
    """Titles of sources by name."""
    return {s.name: s.title_sv if lang == "sv" else s.title_en for s in model.sources}


def titled(model: ReadModel, answer: AnswerT, lang: str) -> AnswerT:
    """The answer with its sources by title, as a drawing names them."""
    return cast(AnswerT, _titled(answer, source_titles(model, lang)))


@singledispatch
def _titled(answer: Any, titles: Titles) -> GraphModel:
    """An answer that lists its sources."""
    found: GraphModel = answer.model_copy(
        update={"sources": tuple(titles[s] for s in answer.sources)}
    )
    return found


@_titled.register
def _(answer: GapTable, titles: Titles) -> GraphModel:
    strata = tuple(s.model_copy(update={"source": titles[s.source]}) for s in answer.strata)
    return answer.model_copy(update={"strata": strata})


@_titled.register
def _(answer: WhitespaceTable, titles: Titles) -> GraphModel:
    """The title stands also after labels of the same name."""

    def told_apart(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(line if line.list_of is None else _with_list(line, titles) for line in lines)

    named = {"rows": told_apart(answer.rows), "columns": told_apart(answer.columns)}
    sources = tuple(titles[s] for s in answer.sources)
    return answer.model_copy(update={**named, "sources": sources})


def _with_list(line: Line, titles: Titles) -> Line:
    name = f"{line.label.name} ({titles.get(line.list_of or '', line.list_of)})"
    return line.model_copy(update={"label": line.label.model_copy(update={"name": name})})


@_titled.register(BrokersAnswer)
@_titled.register(BridgingAnswer)
@_titled.register(GroupsAnswer)
def _(answer: BrokersAnswer | BridgingAnswer | GroupsAnswer, titles: Titles) -> GraphModel:
    sources = tuple(
        source.model_copy(update={"source": titles[source.source]})
        for source in answer.coverage.sources
    )
    coverage = answer.coverage.model_copy(update={"sources": sources})
    return answer.model_copy(update={"coverage": coverage})


@_titled.register
def _(answer: Coverage, titles: Titles) -> GraphModel:
    def named(each: CoverageSlice) -> CoverageSlice:
        found = (s.model_copy(update={"source": titles[s.source]}) for s in each.sources)
        return each.model_copy(update={"sources": tuple(found)})

    slices = tuple(named(each) for each in answer.slices)
    return answer.model_copy(update={"slices": slices, "whole": named(answer.whole)})


@_titled.register
def _(answer: TimelineAnswer, titles: Titles) -> GraphModel:
    named = {
        "sources": tuple(titles[s] for s in answer.sources),
        "omitted": {titles[s]: years for s, years in answer.omitted.items()},
    }
    return answer.model_copy(update=named)


def rendered(
    view: str, form: str, answer: GraphModel, lang: str, part: str | None = None
) -> str | bytes:
    """The drawing; one that was made before is not made again, for equal answers draw alike.

    ``part`` says of which part of the map it is.
    """
    return _rendered(view, form, _AnswerKey(answer), lang, part)


def drawing_of(view: str, part: str | None) -> Drawing[Any]:
    """What draws a view; its pictures say of which part of the map they are."""
    found = DRAWINGS[view]
    return found if part is None or found.of_part is None else found.of_part(part)


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
def _rendered(view: str, form: str, key: _AnswerKey, lang: str, part: str | None) -> str | bytes:
    made: str | bytes = getattr(drawing_of(view, part), form)(key.answer, lang)
    return made
