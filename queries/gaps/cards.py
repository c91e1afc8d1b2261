"""Evidence cards of the sector table: made from its answer, and held against a new computation."""

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from math import isclose
from typing import Any

from pydantic import ValidationError

from graph_schema.card_answers import (
    FORMAT,
    NOT_COMPUTED,
    CardSource,
    Difference,
    EvidenceCard,
    Stability,
)
from graph_schema.gap_answers import GapTable, SectorPair, WholeFigure
from graph_schema.scrutiny_answers import Fragility, Scrutiny
from graph_schema.vocabularies import Verdict
from queries.errors import BadQuestionError, NotInGraphError
from queries.gaps.scrutiny.question import kept_scrutiny
from queries.gaps.sectors import GapQuestion, computed, sector_gaps
from queries.readmodel.open import ReadModel

Waiting = AbstractContextManager[object] | None
CLOSE = 1e-9  # floats, as a share; counts and draws are equal
FROM_SCRUTINY = {"fragility", "stability"}
PAIR_FORMULA = (
    "T = Σ_p n_ps·n_pt over tested arenas p (within one sector Σ_p n_ps(n_ps − 1)/2); E and SD: "
    "mean and standard deviation of T over the null draws; R = T/E; z = (T − E)/SD; "
    "p = min(1, 2·min(p_low, p_high)) with p_low = (1 + #{T* ≤ T})/(N + 1); q: Benjamini–Hochberg "
    "over the family; interval: 5–95 % of ΣT_p/ΣE_p over resampled arenas; label_p: the same p "
    "under permuted labels; least_visible = 1 − (z_{1−.025/family} + .84)·SD/E; "
    "least_visible_by_labels = (E_l − (1.96 + .84)·SD_l)/E over the permuted labels"
)
WHOLE_FORMULAS = {
    "ei_index": "(E − I)/(E + I) with E = Σ_{s<t} T_st and I = ΣT_ss "
    "(Krackhardt & Stern 1988, Social Psychology Quarterly 51:123)",
    "assortativity": "r = (Σe_ss − Σa_s²)/(1 − Σa_s²) with e the shares of T "
    "(Newman 2003, Physical Review E 67:026126)",
    "three_sectors": "number of tested arenas with actors of at least three known sectors",
    "four_sectors": "number of tested arenas with actors of at least four known sectors",
}
METHOD = (
    "fixed-degree null by 2-switch within strata; exact rank test (Besag & Clifford 1989, "
    "Biometrika 76:633; Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9:39)"
)


def pair_card(
    model: ReadModel, a: str, b: str, question: GapQuestion, turn: Waiting = None
) -> EvidenceCard | None:
    """The card of one cell; None where it is not shown."""
    table = sector_gaps(model, question, turn=turn)
    for name, code in (("a", a), ("b", b)):
        if code not in (known := [each.sector for each in table.sectors]):
            raise BadQuestionError(name, code, f"one of {', '.join(known)}")
    try:
        pair = table.pair(a, b)
    except KeyError:
        raise NotInGraphError("cell", f"{a}/{b}") from None
    if pair.verdict is Verdict.SUPPRESSED:
        return None
    return _card(model, table, question, pair)


def whole_card(
    model: ReadModel, name: str, question: GapQuestion, turn: Waiting = None
) -> EvidenceCard:
    """The card of one figure of the whole table."""
    table = sector_gaps(model, question, turn=turn)
    return _card(model, table, question, _figure(table, name))


def recomputed(model: ReadModel, card: EvidenceCard) -> list[Difference]:
    """What differs when the card's figure is computed anew from the read model; [] is the same."""
    if card.format != FORMAT:
        raise BadQuestionError("format", card.format, f"a card of format {FORMAT}")
    try:
        question = GapQuestion.model_validate(dict(card.question))
    except ValidationError as error:
        flaw = error.errors()[0]
        where = ".".join(("question", *map(str, flaw["loc"])))
        raise BadQuestionError(where, flaw["input"], flaw["msg"]) from None
    table = computed(model, question)
    if card.figure == "sector_pair":
        again: SectorPair | WholeFigure = table.pair(*_groups(table, card.about))
    else:
        again = _figure(table, card.about.get("name", ""))
    left_out = FROM_SCRUTINY if is_partly_unchecked(model, card) else set()
    anew = _card(model, table, question, again)
    stated, found = (json.loads(c.model_dump_json(exclude=left_out)) for c in (card, anew))
    return [each for name in stated for each in _differences(name, stated[name], found[name])]


def is_partly_unchecked(model: ReadModel, card: EvidenceCard) -> bool:
    """Whether the card tells of scrutiny that was not made here: minutes of work, so not redone."""
    told = {card.fragility, card.stability} - {NOT_COMPUTED}
    question = GapQuestion.model_validate(dict(card.question))
    return bool(told) and kept_scrutiny(model, question) is None


def _card(
    model: ReadModel,
    table: GapTable,
    question: GapQuestion,
    figure: SectorPair | WholeFigure,
) -> EvidenceCard:
    tested = [stratum for stratum in table.strata if stratum.tested]
    is_pair = isinstance(figure, SectorPair)
    about = _about(figure)
    where = "/".join(about.values()) if is_pair else f"whole/{about['name']}"
    named = f"/gaps/sectors/{where}/card"
    found = kept_scrutiny(model, question)
    return EvidenceCard(
        figure="sector_pair" if is_pair else "whole_table",
        about=about,
        formula=PAIR_FORMULA if is_pair else WHOLE_FORMULAS[about["name"]],
        method=METHOD,
        values=json.loads(figure.model_dump_json(exclude={"a", "b", "name", "arenas"})),
        participations=table.participations.tested,
        not_tested_share=table.not_tested_share,
        strata=tuple(stratum.name for stratum in tested),
        parameters=table.parameters,
        exploratory=table.exploratory,
        question=question.model_dump(mode="json"),
        stability=_stability(found, figure),
        fragility=_fragility(found, figure),
        coverage=figure.coverage,
        data_version=model.version,
        graph_hash=model.graph_hash,
        audience=model.audience,
        sources=tuple(_sources(model, {stratum.source for stratum in tested})),
        command="ekokarta recompute CARD.json",
        request=f"GET /api/v1/gaps/sectors{question.as_parameters(model.version)}",
        address=f"/api/v1{named}{question.as_parameters(model.version)}",
    )


def _about(figure: SectorPair | WholeFigure) -> dict[str, str]:
    if isinstance(figure, SectorPair):
        return {"a": figure.a, "b": figure.b}
    return {"name": figure.name}


def _figure(table: GapTable, name: str) -> WholeFigure:
    found = next((figure for figure in table.whole if figure.name == name), None)
    if found is None:
        raise NotInGraphError("figure", name)
    return found


def _groups(table: GapTable, about: Mapping[str, str]) -> tuple[str, str]:
    known = [each.sector for each in table.sectors if each.tested]
    ends = [about.get("a", ""), about.get("b", "")]
    for end in ends:
        if end not in known:
            raise BadQuestionError("about", end, f"one of {', '.join(known)}")
    return ends[0], ends[1]


def _stability(found: Scrutiny | None, figure: SectorPair | WholeFigure) -> Stability | str:
    if found is not None and isinstance(figure, SectorPair):
        for each in found.agreement:
            if (each.a, each.b) == (figure.a, figure.b):
                return Stability(
                    ways=each.specifications,
                    same_verdict=each.same_verdict,
                    same_side=each.same_side,
                )
    return NOT_COMPUTED


def _fragility(found: Scrutiny | None, figure: SectorPair | WholeFigure) -> Fragility | str:
    if found is not None and isinstance(figure, SectorPair):
        for each in found.fragility:
            if (each.a, each.b) == (figure.a, figure.b):
                return each
    return NOT_COMPUTED


def _sources(model: ReadModel, names: set[str]) -> Iterator[CardSource]:
    for info in model.sources:
        if info.name in names:
            yield CardSource(
                name=info.name,
                title=info.title_en,
                publisher=info.publisher,
                url=info.url,
                retrieved=info.retrieved,
                licence=info.licence.name,
            )


def _differences(name: str, stated: Any, found: Any) -> Iterator[Difference]:
    if isinstance(stated, dict) and isinstance(found, dict):
        for key in sorted({*stated, *found}):
            yield from _differences(f"{name}.{key}", stated.get(key), found.get(key))
    elif isinstance(stated, list) and isinstance(found, list) and len(stated) == len(found):
        for place, (one, other) in enumerate(zip(stated, found, strict=True)):
            yield from _differences(f"{name}[{place}]", one, other)
    elif not _same(stated, found):
        yield Difference(field=name, stated=stated, recomputed=found)


def _same(stated: Any, found: Any) -> bool:
    if isinstance(stated, float) and isinstance(found, float):
        return isclose(stated, found, rel_tol=CLOSE, abs_tol=CLOSE)
    return type(stated) is type(found) and stated == found
