"""The gap table and what lies behind each of its cells."""

from functools import partial

from fastapi.responses import HTMLResponse, RedirectResponse

from graph_schema.appearance import VERDICT_SIGNS
from graph_schema.gap_answers import GapTable, TableScope
from queries.gaps.cells import are_listed, group_names
from queries.gaps.scrutiny.question import kept_scrutiny
from service.dependencies import AccessDep, ChangingModelDep, ModelDep, page_router
from service.gap_text import (
    arena_kinds,
    gap_reason,
    gap_summary,
    groupings,
    small,
    verdict_name,
    visible_gap,
    whole_sentence,
    words,
)
from service.lacking import told_once
from service.nouns import BY_LABEL
from service.pages.gap_sources import told_by_source
from service.pages.job_lines import draws_now
from service.pages.rendering import FrameDep, render
from service.part_text import part_lines
from service.pictures import source_titles
from service.routes.gaps import ASKED, CellDep, GapsDep, LogDep, QuestionDep
from service.routes.jobs import NEVER_KEPT, begin_job
from service.standing_text import has_verdicts, standing_lines
from service.sunset_text import share
from visualisations.matrix import whole_name

HOW_IT_IS_DRAWN = ("draws", "seed", "role_aware", "by")
"""Parts of the question that its coverage does not hang on."""
ROUTER = page_router()


@ROUTER.get("/gaps")
def table(
    frame: FrameDep, model: ModelDep, access: AccessDep, table: GapsDep, question: QuestionDep
) -> HTMLResponse:
    """Which sectors meet, against what their activity would give."""
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    titles = source_titles(model, frame.lang)
    whole_map = question.scope == TableScope()
    by_source = told_by_source(model, access, frame.lang) if whole_map else []
    tried = kept_scrutiny(model, question) if has_verdicts(table) else None
    if any(each.lacks for each in by_source) or (has_verdicts(table) and tried is None):
        told_once(frame.request)
    return render(
        frame,
        "gaps.html",
        **draws_now(frame, model, "sectors", question, table),
        table=table,
        question=question,
        summary=gap_summary(table, frame.lang),
        why=gap_reason(table, frame.lang),
        has_verdicts=has_verdicts(table),
        standing=standing_lines(table, tried, frame.lang) if tried else [],
        by_source=by_source,
        asked=asked,
        part={name: value for name, value in asked.items() if name not in HOW_IT_IS_DRAWN},
        only=", ".join(titles.get(name, name) for name in question.sources),
        signs=VERDICT_SIGNS,
        kinds=arena_kinds(frame.lang),
        small=partial(small, lang=frame.lang),
        verdict_name=partial(verdict_name, lang=frame.lang),
        visible_gap=partial(visible_gap, lang=frame.lang),
        whole=_whole(table, frame.lang),
        names=table.labels(frame.lang),
        groupings=groupings(frame.lang),
        many=words(table, frame.lang)["many"],
        opens=are_listed(model, question),
        forms=frame.forms("sector-matrix", "/gaps/sectors", asked),
        titles=titles,
    )


def _whole(table: GapTable, lang: str) -> list[tuple[str, str, str]]:
    """Every figure of the whole: its name in cards, in words, and what is said of it."""
    return [
        (each.name, whole_name(table, each, lang), whole_sentence(table, each, lang))
        for each in table.whole
    ]


@ROUTER.get("/gaps/log")
def log(frame: FrameDep, found: LogDep) -> HTMLResponse:
    """Which verdicts changed from version to version."""
    asked = {k: v for k in ("versions", *ASKED) if (v := frame.request.query_params.get(k))}
    return render(
        frame,
        "log.html",
        found=found,
        part=part_lines(exploratory=found.exploratory, lang=frame.lang),
        asked=asked,
        names=found.names_sv if frame.lang == "sv" else found.names_en,
        signs=VERDICT_SIGNS,
        share=partial(share, lang=frame.lang),
        csv=frame.data("/views/verdict-log.csv", **asked),
        json=frame.data("/gaps/sectors/log", **asked),
    )


@ROUTER.post("/gaps")
def begin(
    frame: FrameDep, access: AccessDep, model: ChangingModelDep, question: QuestionDep
) -> RedirectResponse:
    """Begin the null draws and come back to the page that says how far they are."""
    begin_job(access, model, "sectors", question)
    return RedirectResponse(frame.here(), status_code=303, headers=NEVER_KEPT)


@ROUTER.get("/gaps/{a}/{b}")
def cell(
    a: str, b: str, frame: FrameDep, model: ModelDep, question: QuestionDep, page: CellDep
) -> HTMLResponse:
    """The arenas where both groups take part, and with whom."""
    asked = {k: v for k in ASKED if (v := frame.request.query_params.get(k))}
    return render(
        frame,
        "cell.html",
        a=a,
        b=b,
        names=group_names(model, question, frame.lang),
        page=page,
        asked=asked,
        nouns={label: noun.name for label, noun in BY_LABEL.items()},
        following=frame.here(cursor=page.next) if page.next is not None else None,
    )
