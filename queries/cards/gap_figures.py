"""Figures of the sector table, sampled and at a first look."""

from collections.abc import Collection

import numpy as np

from graph_schema.card_answers import Stability
from graph_schema.gap_answers import GapTable, SectorPair, StratumSummary, WholeFigure
from graph_schema.live_answers import LivePair
from graph_schema.scrutiny_answers import Fragility, Scrutiny
from queries.cards.figure import (
    Asking,
    Figure,
    Test,
    hidden,
    one_of,
    parts_of,
    require_drawn,
    values_of,
)
from queries.errors import NotInGraphError
from queries.gaps.cells import require_pair
from queries.gaps.listed import stating_sources
from queries.gaps.live import live
from queries.gaps.scrutiny.question import kept_scrutiny
from queries.gaps.sectors import GapQuestion, participations_of, sector_gaps
from queries.readmodel.open import ReadModel

WHOLE = "whole"
PAIR_FORMULA = (
    "T = Σ_p n_ps·n_pt over tested arenas p (within one sector Σ_p n_ps(n_ps − 1)/2); E and SD: "
    "mean and standard deviation of T over the null draws; R = T/E; z = (T − E)/SD; "
    "p = min(1, 2·min(p_low, p_high)) with p_low = (1 + #{T* ≤ T})/(N + 1); q: Benjamini–Hochberg "
    "over the family; interval: 5–95 % of ΣT_p/ΣE_p over resampled arenas; label_p: the same p "
    "under permuted labels, label_q its Benjamini–Hochberg; least_visible = "
    "1 − (z_{1−.025/family} + .84)·SD/E; "
    "least_visible_by_labels = (E_l − (1.96 + .84)·SD_l)/E over the permuted labels; least_told: "
    "the lowest of the two and .8 − .84·SD/E; coverage: the "
    "smallest of coverage_tested and coverage_all, the shares with complete lists among arenas "
    "with a known actor of either, of tested strata and of all that is asked about, and of the "
    "same shares whoever takes part or if nobody is known to"
)
OF_BOTH = (
    "; p = min(1, 2·min(p_low, p_high)) over the null draws, label_p the same under permuted "
    "labels; q: Benjamini–Hochberg over the tested figures of the whole, of the larger of the two "
    "(1 where they point different ways)"
)
WHOLE_FORMULAS = {
    "ei_index": "(E − I)/(E + I) with E = Σ_{s<t} T_st and I = ΣT_ss "
    f"(Krackhardt & Stern 1988, Social Psychology Quarterly 51:123){OF_BOTH}",
    "assortativity": "r = (Σe_ss − Σa_s²)/(1 − Σa_s²) with e the shares of T "
    f"(Newman 2003, Physical Review E 67:026126){OF_BOTH}",
    "three_sectors": "number of tested arenas with actors of at least three known sectors"
    f"{OF_BOTH}",
    "four_sectors": f"number of tested arenas with actors of at least four known sectors{OF_BOTH}",
}
METHOD = (
    "fixed-degree null by 2-switch within strata; exact rank test (Besag & Clifford 1989, "
    "Biometrika 76:633; Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9:39)"
)
LIVE_FORMULA = (
    "T = Σ_p n_ps·n_pt over tested arenas p (within one sector Σ_p n_ps(n_ps − 1)/2); "
    "z = (T − E)/SD; R = T/E; E and SD as the method says"
)


def sector_figure(model: ReadModel, question: GapQuestion, key: str, asking: Asking) -> Figure:
    """One cell as a/b, or one figure of the whole as whole/name."""
    a, b = parts_of(key, 2)
    if a != WHOLE:
        require_pair(model, question, a, b)
    elif b not in WHOLE_FORMULAS:
        raise NotInGraphError("figure", key)
    table = asking.once(sector_gaps, model, question, turn=asking.turn, at_once=asking.at_once)
    require_drawn(table.not_computed)
    if a == WHOLE:
        whole = one_of(iter(table.whole), lambda each: each.name == b, key)
        return _figure(model, table, question, whole, {"of": WHOLE, "name": b})
    pair = one_of(iter(table.pairs), lambda each: {each.a, each.b} == {a, b}, key)
    if pair.verdict.hides:
        raise hidden(key)
    return _figure(model, table, question, pair, {"a": pair.a, "b": pair.b})


def live_figure(model: ReadModel, question: GapQuestion, key: str, asking: Asking) -> Figure:
    """One cell of the first look, as a/b."""
    a, b = parts_of(key, 2)
    require_pair(model, question, a, b)
    ends = {a, b}
    table = live(model, question, turn=asking.turn, at_once=asking.at_once)
    require_drawn(table.not_computed)
    pair: LivePair = one_of(iter(table.pairs), lambda each: {each.a, each.b} == ends, key)
    if pair.state is not None and pair.state.hides:
        raise hidden(key)
    test = Test()
    if not table.closed_form:
        null = sector_gaps(model, question, turn=asking.turn).parameters.null
        test = Test(null.draws, null.seed)
    return Figure(
        about={"a": pair.a, "b": pair.b},
        values=values_of(pair, "a", "b"),
        formula=LIVE_FORMULA,
        method=table.method,
        n={"participations": table.participations},
        parameters=values_of(table, "pairs", "data_version", "cards"),
        exploratory=True,
        sources=_stating(model, question),
        test=test,
        coverage=pair.coverage,
    )


def _stating(model: ReadModel, question: GapQuestion) -> tuple[str, ...]:
    return question.sources or tuple(source.name for source in model.sources)


def _behind(
    model: ReadModel, question: GapQuestion, tested: list[StratumSummary]
) -> Collection[str]:
    """The sources of the tested strata, and those that state arenas of them as well."""
    first = {stratum.source for stratum in tested}
    if np.diff(model.columns.stated_first).max(initial=0) <= 1:
        return first
    from queries.gaps.meetings import tested as tested_part  # compiled code

    given = participations_of(model, question)
    rows = tested_part(given, role_aware=question.role_aware).rows
    found = stating_sources(model, np.unique(given.arena[rows]), question.sources)
    return {info.name for info in found}


def _figure(
    model: ReadModel,
    table: GapTable,
    question: GapQuestion,
    row: SectorPair | WholeFigure,
    about: dict[str, str],
) -> Figure:
    tested = [stratum for stratum in table.strata if stratum.tested]
    found = kept_scrutiny(model, question) if isinstance(row, SectorPair) else None
    null = table.parameters.null
    return Figure(
        about=about,
        values=values_of(row, "a", "b", "name", "arenas"),
        formula=WHOLE_FORMULAS[row.name] if isinstance(row, WholeFigure) else PAIR_FORMULA,
        method=METHOD,
        n={"participations": table.participations.tested},
        parameters=values_of(table.parameters),
        exploratory=table.exploratory,
        sources=_behind(model, question, tested),
        test=Test(
            null.draws, null.seed, tuple(stratum.name for stratum in tested),
            table.not_tested_share,
        ),
        coverage=row.coverage,
        unseen=row.unseen if isinstance(row, SectorPair) else None,
        fragility=_fragility(found, about),
        stability=_stability(found, about),
        examined=found is not None,
    )  # fmt: skip


def _stability(found: Scrutiny | None, about: dict[str, str]) -> Stability | None:
    for each in found.agreement if found is not None else ():
        if {"a": each.a, "b": each.b} == about:
            return Stability(
                ways=each.specifications,
                same_verdict=each.same_verdict,
                same_side=each.same_side,
            )
    return None


def _fragility(found: Scrutiny | None, about: dict[str, str]) -> Fragility | None:
    return next(
        (
            each
            for each in (found.fragility if found is not None else ())
            if {"a": each.a, "b": each.b} == about
        ),
        None,
    )
