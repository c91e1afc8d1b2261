"""The command that shows of how much is known who took part."""

from typing import Annotated

import typer

from graph_schema.coverage_answers import CoverageBy
from queries.cards.place_figures import CoverageQuestion
from queries.coverage.question import coverage
from service.commands.console import print_told, reading
from service.commands.options import (
    AsCsv,
    AsJson,
    AsOf,
    Language,
    OfKind,
    OfSources,
    PeriodFrom,
    PeriodTo,
    Separate,
    Within,
)
from service.coverage_text import coverage_rows, coverage_summary


def coverage_command(  # noqa: PLR0913, PLR0917 - each parameter is an option
    by: Annotated[CoverageBy, typer.Option(help="What the rows are")] = "kind",
    units: Separate = "together",
    source: OfSources = None,
    kind: OfKind = None,
    region: Within = None,
    theme: Within = None,
    programme: Within = None,
    funder: Within = None,
    period_from: PeriodFrom = None,
    period_to: PeriodTo = None,
    as_of: AsOf = None,
    lang: Language = "en",
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show of how many arenas we know who took part: no tie, or no data."""
    question = CoverageQuestion(
        by=by, units=units, sources=tuple(source or ()), kind=kind, region=region,
        theme=theme, programme=programme, funder=funder, period_from=period_from,
        period_to=period_to,
    )  # fmt: skip
    with reading(as_of=as_of, question=question, lang=lang) as model:
        found = coverage(model, question.scope, by)
    print_told(
        "coverage",
        found,
        question,
        lang,
        coverage_rows,
        coverage_summary,
        as_csv=as_csv,
        as_json=as_json,
    )
