"""The page of white space, what lies behind each cell, and the three-way table."""

from functools import partial
from typing import Any

from fastapi.responses import HTMLResponse, RedirectResponse

from graph_schema.appearance import VERDICT_SIGNS
from graph_schema.vocabularies import CollaborationKind, Verdict
from graph_schema.whitespace_answers import WhitespaceTable
from queries.lookup.things import find
from service.covered_text import covered_line
from service.dependencies import AccessDep, ChangingModelDep, ModelDep, page_router
from service.gap_text import arena_kinds, small
from service.need_text import in_cell, stated_first
from service.nouns import BY_LABEL
from service.pages.job_lines import draws_now
from service.pages.rendering import Frame, FrameDep, render
from service.part_text import part_lines
from service.pictures import source_titles, titled
from service.routes.jobs import NEVER_KEPT, begin_job
from service.routes.whitespace import ASKED, CellDep, QuestionDep, TableDep, TriplesDep
from service.whitespace_text import interval, label_names, remarkable_first, whitespace_summary
from visualisations.whitespace_phrases import DIMENSIONS, dimension_word, verdict_word

ROUTER = page_router()
MOST_SHOWN = 200  # rows of the table on the page; the CSV has them all
LEVELS = ("country", "nuts2", "county")
NARROWED_BY = ("region", "theme", "programme", "funder")
"""Parts of the question that the page tells with its figures."""


@ROUTER.get("/whitespace")
def table(frame: FrameDep, model: ModelDep, table: TableDep, question: QuestionDep) -> HTMLResponse:
    """Where arenas are fewer, or more, than the sizes of rows and columns would give."""
    asked = _asked(frame)
    ordered = stated_first(remarkable_first(table))
    told = [cell for cell in ordered if cell.verdict is not Verdict.NOT_COVERED]
    drawn = titled(model, table, frame.lang)
    return render(
        frame,
        "whitespace.html",
        table=table,
        question=question,
        summary=whitespace_summary(drawn, frame.lang),
        cells=told[:MOST_SHOWN],
        **draws_now(frame, model, "whitespace", question, table),
        left_out=max(0, len(told) - MOST_SHOWN),
        height=_height(table),
        asked=asked,
        scope=[name for name in NARROWED_BY if name in asked],
        signs=VERDICT_SIGNS,
        kinds=arena_kinds(frame.lang),
        collaboration_kinds=[(kind.value, kind.label(frame.lang)) for kind in CollaborationKind],
        titles=source_titles(model, frame.lang),
        dimensions=DIMENSIONS,
        levels=LEVELS,
        **_words(drawn, frame),
        forms=frame.forms("whitespace", "/gaps/whitespace", asked),
    )


@ROUTER.post("/whitespace")
def begin(
    frame: FrameDep, access: AccessDep, model: ChangingModelDep, question: QuestionDep
) -> RedirectResponse:
    """Begin the null draws and come back to the page that says how far they are."""
    begin_job(access, model, "whitespace", question)
    return RedirectResponse(frame.here(), status_code=303, headers=NEVER_KEPT)


def _asked(frame: Frame) -> dict[str, str]:
    return {k: v for k in ASKED if (v := frame.request.query_params.get(k))}


def _words(table: WhitespaceTable, frame: Frame) -> dict[str, Any]:
    parameters, lang = table.parameters, frame.lang
    return {
        "names": label_names(table),
        "word": partial(verdict_word, lang=lang),
        "dimension": partial(dimension_word, lang=lang),
        "rows_word": dimension_word(parameters.rows, lang),
        "columns_word": dimension_word(parameters.columns, lang),
        "small": partial(small, lang=lang),
        "interval": partial(interval, lang=lang),
        "in_cell": in_cell,
    }


def _height(table: WhitespaceTable) -> int:
    """Of the picture beside 1,300 pixels of width, so that nothing jumps when it has come."""
    return 300 + 62 * min(30, max(1, len(table.rows)))


@ROUTER.get("/whitespace/triples")
def triples(frame: FrameDep, page: TriplesDep) -> HTMLResponse:
    """Region, theme and target group together, against what their pairs would give."""
    return render(
        frame,
        "whitespace_triples.html",
        page=page,
        part=part_lines(exploratory=page.exploratory, lang=frame.lang),
        covered=covered_line(page.coverage, "labelled", frame.lang),
        asked=_asked(frame),
        signs=VERDICT_SIGNS,
        word=partial(verdict_word, lang=frame.lang),
        small=partial(small, lang=frame.lang),
        interval=partial(interval, lang=frame.lang),
        json=frame.data("/gaps/whitespace/triples", **_asked(frame)),
        following=frame.here(cursor=page.next) if page.next is not None else None,
    )


@ROUTER.get("/whitespace/{row}/{column}")
def cell(
    row: str,
    column: str,
    frame: FrameDep,
    model: ModelDep,
    page: CellDep,
    question: QuestionDep,
) -> HTMLResponse:
    """The arenas behind a cell."""
    asked = _asked(frame)
    return render(
        frame,
        "whitespace_cell.html",
        row=find(model, None, row).ref,
        column=find(model, None, column).ref,
        rows_word=dimension_word(question.rows, frame.lang),
        columns_word=dimension_word(question.columns, frame.lang),
        page=page,
        asked=asked,
        nouns={label: noun.name for label, noun in BY_LABEL.items()},
        json=frame.data(f"/gaps/whitespace/{row}/{column}", **asked),
        following=frame.here(cursor=page.next) if page.next is not None else None,
    )
