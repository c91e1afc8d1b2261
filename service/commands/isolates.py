"""The command that shows who is recorded nowhere, alone, once, or with its own sector only."""

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from graph_schema.answers import Page, PartPage
from graph_schema.isolate_answers import GroupedBy, Isolates, ListName, RecordedActor
from queries.errors import NotComparedError
from queries.gaps.sectors import GapQuestion
from queries.isolates.drawing import examine, takes_long
from queries.isolates.question import is_part, isolate_list, isolates
from queries.lookup.pages import MOST_PER_PAGE
from queries.readmodel.open import ReadModel
from service.commands.console import err, out, print_answer, print_table, reading
from service.commands.families import DRAWN, EVERYWHERE, Drawing, Part, with_families
from service.commands.forms import AS_TABLE, Form
from service.commands.options import Separate
from service.commands.progress import ended_by_hand
from service.covered_text import covered_line
from service.isolate_text import isolate_rows, isolate_summary, list_rows, list_title
from service.pages.texts import text
from service.part_text import part_lines
from visualisations import DRAWINGS
from visualisations.tables import Table, marked
from visualisations.tables import as_csv as csv_of

MOST_PRINTED = 500  # on a terminal, unless more are asked for
WHOLE = 2**31

OfList = Annotated[ListName | None, typer.Option("--list", help="List the actors instead, by name")]
Limit = Annotated[
    int | None,
    typer.Option(min=1, help="Rows of a list at most; 500, or all with --csv and --json"),
]


@with_families
def isolates_command(
    by: Annotated[GroupedBy, typer.Option(help="What the rows are")] = "sector",
    names: OfList = None,
    limit: Limit = None,
    drawing: Drawing = DRAWN,
    units: Separate = "together",
    part: Part = EVERYWHERE,
    form: Form = AS_TABLE,
) -> None:
    """Show how many actors are in no arena, alone, in one, or without a partner elsewhere."""
    question = GapQuestion(units=units, **asdict(drawing), **part.scope())
    if limit is None:
        limit = WHOLE if form.as_csv or form.as_json else MOST_PRINTED
    with reading(
        as_of=form.as_of, audience=form.audience, question=question, lang=form.lang
    ) as model:
        found = _answer(model, question, names, limit)
    if form.as_json:
        print_answer(found, question)
    elif isinstance(found, Page):
        _show_list(found, form.lang, names, as_csv=form.as_csv, question=question)
    elif form.as_csv:
        sys.stdout.buffer.write(DRAWINGS["isolates"].csv(found, form.lang))
    else:
        _show(found, by, form.lang)


def _show(found: Isolates, by: GroupedBy, lang: str) -> None:
    print_table("", *isolate_rows(found, by, lang))
    for line in isolate_summary(found, lang):
        out.print(line, markup=False)


def _answer(
    model: ReadModel, question: GapQuestion, names: ListName | None, limit: int
) -> Isolates | PartPage[RecordedActor]:
    if takes_long(model, question):
        ended_by_hand(lambda step: examine(model, question, step=step))
    if names is None:
        return isolates(model, question)
    try:
        found = _listed(model, question, names, limit)
    except NotComparedError as error:
        raise typer.BadParameter(str(error)) from None
    if found is None:
        raise typer.BadParameter(
            "the list is not shown: what was asked about is sensitive, and the list, or why there "
            "is none, could tell of fewer than three actors"
        )
    return found


def _listed(
    model: ReadModel, question: GapQuestion, names: ListName, limit: int
) -> PartPage[RecordedActor] | None:
    """As many of the list as are asked for, page after page."""
    found = isolate_list(model, names, question, limit=min(limit, MOST_PER_PAGE))
    while found is not None and found.next is not None and len(found.items) < limit:
        more = min(limit - len(found.items), MOST_PER_PAGE)
        page = isolate_list(model, names, question, limit=more, cursor=found.next)
        if page is not None:
            found = page.model_copy(update={"items": (*found.items, *page.items)})
    return found


def _show_list(
    found: PartPage[RecordedActor],
    lang: str,
    names: ListName | None,
    *,
    as_csv: bool,
    question: GapQuestion,
) -> None:
    headers, rows = list_rows(found, lang, judged=names == "orphans")
    if as_csv:
        table = Table(headers, tuple(rows), "")
        table = marked(table, exploratory=found.exploratory, lang=lang)
        sys.stdout.buffer.write(csv_of(table, lang))
    else:
        print_table(list_title(found, lang), headers, rows)
        part = part_lines(exploratory=found.exploratory, lang=lang)
        for line in (covered_line(found.coverage, "participations", lang), *part):
            out.print(line, markup=False)
    if is_part(question) and names == "never":
        (err if as_csv else out).print(text("isolates_of_all", lang), markup=False)
