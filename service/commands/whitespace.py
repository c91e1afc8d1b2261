"""The command that shows where there is less, or more, than sizes would give."""

import sys
from pathlib import Path
from typing import Annotated, Literal

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
    DEFAULT_DRAWS,
    DEFAULT_SEED,
    MOST_DRAWS,
    WhitespaceQuestion,
)
from queries.whitespace.stated import StatedCellError
from queries.whitespace.triples import triple_cells
from service.commands.bridging import ended_by_hand
from service.commands.console import out, print_answer, print_table, reading
from service.commands.options import AsJson, AsOf, PeriodFrom, PeriodTo
from service.covered_text import covered_line
from service.part_text import part_lines
from service.pictures import titled
from service.stated_cells import stated_cells
from service.triple_text import TRIPLES_SHOWN, triple_rows
from service.whitespace_text import whitespace_rows, whitespace_summary
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
Draws = Annotated[int, typer.Option(min=99, max=MOST_DRAWS, help="Tables drawn, at least")]
Seed = Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Where the draws begin")]
Sources = Annotated[
    list[str] | None, typer.Option(help="Only arenas of this source; may be repeated")
]
Kind = Annotated[str | None, typer.Option(help="Only arenas of this kind")]
Within = Annotated[str | None, typer.Option(help="Only arenas of it: id, code or name")]
Language = Annotated[Literal["sv", "en"], typer.Option(help="Language of the table")]


def whitespace_command(  # noqa: PLR0913, PLR0917 - each parameter is an option
    rows: Held = "region",
    columns: Held = "theme",
    level: Places = "county",
    cells: CellsFile = None,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    source: Sources = None,
    kind: Kind = None,
    region: Within = None,
    theme: Within = None,
    programme: Within = None,
    funder: Within = None,
    period_from: PeriodFrom = None,
    period_to: PeriodTo = None,
    as_of: AsOf = None,
    lang: Language = "en",
    triples: Annotated[
        bool, typer.Option("--triples", help="Region, theme and target group together")
    ] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with all numbers")] = False,
    as_json: AsJson = False,
) -> None:
    """Show where arenas are fewer, or more, than the sizes of rows and columns would give."""
    if triples and as_csv:
        raise typer.BadParameter("triples come as a table, or with --json", param_hint="--csv")
    question = WhitespaceQuestion(
        rows=rows, columns=columns, level=level, draws=draws, seed=seed,
        sources=tuple(source or ()), kind=kind, region=region, theme=theme, programme=programme,
        funder=funder, period_from=period_from, period_to=period_to,
        stated=_stated(cells, rows, columns),
    )  # fmt: skip
    try:
        found = _answer(question, as_of, lang, triples=triples, by_title=not as_json)
    except StatedCellError as error:
        raise _in_file(error, cells) from error
    _print(found, question, lang, as_csv=as_csv, as_json=as_json)


def _answer(
    question: WhitespaceQuestion, as_of: str | None, lang: str, *, triples: bool, by_title: bool
) -> WhitespaceTable | PartPage[TripleCell]:
    """The answer; people see sources by their titles (``by_title``), programs by name."""
    with reading(as_of=as_of, question=question, lang=lang) as model:
        if triples:
            return triple_cells(model, question, limit=MOST_TRIPLES)
        if takes_long(model, question):
            ended_by_hand(lambda step: examine(model, question, step=step))
        table = white_space(model, question)
        return titled(model, table, lang) if by_title else table


def _print(
    found: WhitespaceTable | PartPage[TripleCell],
    question: WhitespaceQuestion,
    lang: str,
    *,
    as_csv: bool,
    as_json: bool,
) -> None:
    if as_json:
        print_answer(found, question)
    elif isinstance(found, Page):
        _show_triples(found, lang)
    elif as_csv:
        sys.stdout.buffer.write(DRAWINGS["whitespace"].csv(found, lang))
    else:
        _show(found, lang)


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
