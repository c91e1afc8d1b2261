"""The command that shows where there is less, or more, than sizes would give."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from graph_schema.answers import Page, PartPage
from graph_schema.whitespace_answers import (
    Dimension,
    Level,
    StatedCell,
    TripleCell,
    WhitespaceTable,
)
from importers.errors import BadInputError
from importers.files import SourceFile
from queries.whitespace.asking import examine, takes_long, white_space
from queries.whitespace.question import (
    WhitespaceQuestion,
)
from queries.whitespace.stated import StatedCellError
from queries.whitespace.triples import triple_cells
from service.commands.console import out, print_answer, print_table, reading
from service.commands.families import DRAWN_MORE, EVERYWHERE, MoreDrawing, Part, with_families
from service.commands.forms import AS_TABLE, Form
from service.commands.progress import ended_by_hand
from service.covered_text import covered_line
from service.part_text import part_lines
from service.pictures import titled
from service.stated_cells import stated_cells
from service.triple_text import TRIPLES_SHOWN, triple_rows
from service.whitespace_rows import whitespace_rows
from service.whitespace_text import whitespace_summary
from visualisations import DRAWINGS

MOST_PRINTED = 100  # rows of the table on a terminal; --csv and --json have them all
MOST_TRIPLES = 100


Held = Annotated[Dimension, typer.Option(help="What rows and columns are; not the same")]
Places = Annotated[
    Level, typer.Option(help="Level of regions: country, riksområden (nuts2) or län")
]
CellsFile = Annotated[
    Path | None,
    typer.Option(
        help="A CSV or XLSX file with a column of each dimension, and need (a number), "
        "possible (yes or no), or both"
    ),
]


@with_families
def whitespace_command(
    rows: Held = "region",
    columns: Held = "theme",
    level: Places = "county",
    cells: CellsFile = None,
    drawing: MoreDrawing = DRAWN_MORE,
    part: Part = EVERYWHERE,
    triples: Annotated[
        bool, typer.Option("--triples", help="Region, theme and target group together")
    ] = False,
    form: Form = AS_TABLE,
) -> None:
    """Show where arenas are fewer, or more, than the sizes of rows and columns would give."""
    if triples and form.as_csv:
        raise typer.BadParameter("triples come as a table, or with --json", param_hint="--csv")
    question = WhitespaceQuestion(
        rows=rows, columns=columns, level=level, **asdict(drawing), **part.scope(),
        stated=_stated(cells, rows, columns),
    )  # fmt: skip
    try:
        found = _answer(question, form, triples=triples)
    except StatedCellError as error:
        raise _in_file(error, cells) from error
    _print(found, question, form)


def _answer(
    question: WhitespaceQuestion, form: Form, *, triples: bool
) -> WhitespaceTable | PartPage[TripleCell]:
    """The answer; people see sources by their titles, programs by name."""
    with reading(
        as_of=form.as_of, audience=form.audience, question=question, lang=form.lang
    ) as model:
        if triples:
            return triple_cells(model, question, limit=MOST_TRIPLES)
        if takes_long(model, question):
            ended_by_hand(lambda step: examine(model, question, step=step))
        table = white_space(model, question)
        return table if form.as_json else titled(model, table, form.lang)


def _print(
    found: WhitespaceTable | PartPage[TripleCell], question: WhitespaceQuestion, form: Form
) -> None:
    if form.as_json:
        print_answer(found, question)
    elif isinstance(found, Page):
        _show_triples(found, form.lang)
    elif form.as_csv:
        sys.stdout.buffer.write(DRAWINGS["whitespace"].csv(found, form.lang))
    else:
        _show(found, form.lang)


def _stated(file: Path | None, rows: Dimension, columns: Dimension) -> tuple[StatedCell, ...]:
    if rows == columns:
        raise typer.BadParameter("another dimension than the rows", param_hint="--columns")
    return () if file is None else stated_cells(SourceFile(file), rows, columns)


def _in_file(error: StatedCellError, file: Path | None) -> BadInputError:
    return BadInputError(
        file=file.name if file is not None else "",
        row=error.line,
        column=error.column,
        value=str(error.value),
        expected=error.expected,
    )


def _show(table: WhitespaceTable, lang: str) -> None:
    headers, rows = whitespace_rows(table, lang)
    if rows:
        print_table("", headers, rows[:MOST_PRINTED])
    if len(rows) > MOST_PRINTED:
        out.print(f"… {len(rows) - MOST_PRINTED} more rows: --csv or --json", markup=False)
    for line in whitespace_summary(table, lang):
        out.print(line, markup=False)


def _show_triples(found: PartPage[TripleCell], lang: str) -> None:
    title = TRIPLES_SHOWN[lang].format(shown=len(found.items), total=found.total)
    print_table(title, *triple_rows(found, lang))
    part = part_lines(exploratory=found.exploratory, lang=lang)
    for line in (covered_line(found.coverage, "labelled", lang), *part):
        out.print(line, markup=False)
