"""What a source covers, in words: for its page, for tables of sources, for workbooks."""

from collections.abc import Iterable
from functools import partial
from itertools import groupby

from graph_schema.answers import SourceAnswer
from graph_schema.claims import CoverageSlice, SourceInfo
from graph_schema.vocabularies import CollaborationKind
from queries.errors import QuestionError
from queries.lookup.filters import ids_of
from queries.lookup.nodes import node
from queries.readmodel.open import ReadModel
from service.pages.texts import text
from service.pages.values import EDGES, NODES

REGION = "Region"


def type_names(lang: str) -> dict[str, str]:
    """What types of nodes and ties are called."""
    kinds = {**NODES, **EDGES}
    return {label: kind.SV if lang == "sv" else kind.EN for label, kind in kinds.items()}


def kinds_of(part: CoverageSlice, lang: str) -> str:
    """The kinds a part of the coverage names, in words."""
    words = {**type_names(lang), **{kind.value: kind.label(lang) for kind in CollaborationKind}}
    return _listed((words.get(kind, kind) for kind in part.kinds), lang)


def regions_of(model: ReadModel, part: CoverageSlice, lang: str) -> str:
    """The regions a part of the coverage names, by name where the graph has them."""
    return _listed((_region(model, code) for code in part.regions), lang)


def years_of(part: CoverageSlice, lang: str) -> str:
    """The years a part of the coverage names."""
    return _listed([] if part.years is None else [_span(*part.years)], lang)


def _listed(names: Iterable[str], lang: str) -> str:
    t = partial(text, lang=lang)
    return ", ".join(names) or t("all_of_them")


def _region(model: ReadModel, code: str) -> str:
    try:
        return node(model, REGION, ids_of(model, "region", code, REGION)[0]).name
    except QuestionError:
        return code


def covered_in_words(found: Iterable[SourceAnswer], lang: str) -> dict[str, str]:
    """By source, which years it covers and whether its lists of participants are whole."""
    return {answer.info.name: _covered(answer.info, lang) for answer in found}


def _covered(info: SourceInfo, lang: str) -> str:
    t = partial(text, lang=lang)
    if not info.coverage:
        return t("source_is_register")
    years = [part.years for part in info.coverage]
    spans = ", ".join(dict.fromkeys(_span(*span) for span in years if span is not None))
    listed = dict.fromkeys(part.participants.label(lang) for part in info.coverage)
    return "; ".join((spans or t("source_any_year"), *listed))


def years_in_words(years: Iterable[int]) -> str:
    """Years with neighbours drawn together: 2016–2020, 2024."""
    runs = groupby(enumerate(sorted(years)), key=lambda pair: pair[1] - pair[0])
    spans = [[year for _, year in run] for _, run in runs]
    return ", ".join(_span(span[0], span[-1]) for span in spans)


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
