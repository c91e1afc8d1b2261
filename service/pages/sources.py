"""The sources: what they hold, cover, allow and leave out."""

from collections.abc import Iterable
from functools import partial
from itertools import groupby
from typing import Annotated

from fastapi import Path
from fastapi.responses import HTMLResponse

from graph_schema.answers import SourceAnswer
from graph_schema.claims import CoverageSlice, SourceInfo
from graph_schema.vocabularies import CollaborationKind
from queries.errors import QuestionError
from queries.lookup.filters import ids_of
from queries.lookup.nodes import node
from queries.lookup.overview import source, sources
from queries.readmodel.open import ReadModel
from service.dependencies import ModelDep, page_router
from service.pages.rendering import FrameDep, render
from service.pages.texts import text
from service.pages.values import EDGES, NODES

ROUTER = page_router()
REGION = "Region"


@ROUTER.get("/sources")
def all_sources(frame: FrameDep, model: ModelDep) -> HTMLResponse:
    """Every source with licence, date and coverage."""
    found = sources(model)
    covered = covered_in_words(found, frame.lang)
    return render(frame, "sources.html", sources=found, covered=covered, version=model.version)


@ROUTER.get("/sources/{name}")
def one_source(
    name: Annotated[str, Path(max_length=64)], frame: FrameDep, model: ModelDep
) -> HTMLResponse:
    """One source with licence, coverage, counts and runs."""
    return render(
        frame,
        "source.html",
        source=source(model, name),
        words=type_names(frame.lang),
        kinds_of=partial(kinds_of, lang=frame.lang),
        regions_of=partial(regions_of, model),
        years_of=years_in_words,
    )


def type_names(lang: str) -> dict[str, str]:
    """What types of nodes and ties are called."""
    kinds = {**NODES, **EDGES}
    return {label: kind.SV if lang == "sv" else kind.EN for label, kind in kinds.items()}


def kinds_of(part: CoverageSlice, lang: str) -> list[str]:
    """The kinds a part of the coverage names, in words."""
    words = {**type_names(lang), **{kind.value: kind.label(lang) for kind in CollaborationKind}}
    return [words.get(kind, kind) for kind in part.kinds]


def regions_of(model: ReadModel, part: CoverageSlice) -> list[str]:
    """The regions a part of the coverage names, by name where the graph has them."""
    return [_region(model, code) for code in part.regions]


def _region(model: ReadModel, code: str) -> str:
    try:
        return node(model, REGION, ids_of(model, "region", code, REGION)[0]).name
    except QuestionError:
        return code


def covered_in_words(found: Iterable[SourceAnswer], lang: str) -> dict[str, str]:
    """By source, which years it covers and whether its lists of participants are whole."""
    return {answer.info.name: _covered(answer.info, lang) for answer in found}


def _covered(info: SourceInfo, lang: str) -> str:
    if not info.coverage:
        return text("source_is_register", lang)
    years = [part.years for part in info.coverage]
    spans = ", ".join(dict.fromkeys(_span(*span) for span in years if span is not None))
    listed = dict.fromkeys(part.participants.label(lang) for part in info.coverage)
    return "; ".join((spans or text("source_any_year", lang), *listed))


def years_in_words(years: Iterable[int]) -> str:
    """Years with neighbours drawn together: 2016–2020, 2024."""
    runs = groupby(enumerate(sorted(years)), key=lambda pair: pair[1] - pair[0])
    spans = [[year for _, year in run] for _, run in runs]
    return ", ".join(_span(span[0], span[-1]) for span in spans)


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
