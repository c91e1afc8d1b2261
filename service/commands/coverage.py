"""The command that shows of how much is known who took part."""

import sys
from typing import Annotated, Literal

import typer

from graph_schema.coverage_answers import CoverageBy
from graph_schema.gap_answers import GapScope, Units
from queries.coverage.question import coverage
from service.commands.console import out, print_json, print_table, reading
from service.commands.options import AsJson, AsOf, PeriodFrom, PeriodTo
from service.coverage_text import coverage_rows, coverage_summary
from visualisations import DRAWINGS

Within = Annotated[str | None, typer.Option(help="Only arenas of it: id, code or name")]


def coverage_command(  # noqa: PLR0913, PLR0917 - each parameter is an option
    by: Annotated[CoverageBy, typer.Option(help="What the rows are")] = "kind",
    units: Annotated[Units, typer.Option(help="Units counted together or apart")] = "together",
    source: Annotated[list[str] | None, typer.Option(help="Of this source; repeatable")] = None,
    kind: Annotated[str | None, typer.Option(help="Only arenas of this kind")] = None,
    region: Within = None,
    theme: Within = None,
    programme: Within = None,
    funder: Within = None,
    period_from: PeriodFrom = None,
    period_to: PeriodTo = None,
    as_of: AsOf = None,
    lang: Annotated[Literal["sv", "en"], typer.Option(help="Language of the table")] = "en",
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the table as CSV")] = False,
    as_json: AsJson = False,
) -> None:
    """Show of how many arenas we know who took part: no tie, or no data."""
    scope = GapScope(
        units=units, sources=tuple(source or ()), kind=kind, region=region, theme=theme,
        programme=programme, funder=funder, period_from=period_from, period_to=period_to,
    )  # fmt: skip
    with reading(as_of=as_of) as model:
        found = coverage(model, scope, by)
    if as_json:
        print_json(found.model_dump(mode="json"))
    elif as_csv:
        sys.stdout.buffer.write(DRAWINGS["coverage"].csv(found, lang))
    else:
        print_table("", *coverage_rows(found, lang))
        for line in coverage_summary(found, lang):
            out.print(line, markup=False)
