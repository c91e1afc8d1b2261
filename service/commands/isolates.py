"""The command that shows who is recorded nowhere, alone, once, or with its own sector only."""

import sys
from typing import Annotated

import typer

from graph_schema.answers import Page
from graph_schema.isolate_answers import GroupedBy, Isolates, ListName, RecordedActor
from queries.gaps.sectors import DEFAULT_DRAWS, DEFAULT_SEED, GapQuestion
from queries.isolates.drawing import examine, takes_long
from queries.isolates.question import isolate_list, isolates
from service.commands.bridging import ended_by_hand
from service.commands.console import out, print_json, print_table, reading
from service.commands.options import (
    AsCsv,
    AsJson,
    AsOf,
    Draws,
    Language,
    OfKind,
    OfSources,
    PeriodFrom,
    PeriodTo,
    Seed,
    Separate,
    Within,
)
from service.isolate_text import isolate_rows, isolate_summary, list_rows, list_title
from visualisations import DRAWINGS
from visualisations.tables import Table
from visualisations.tables import as_csv as csv_of

MOST_PRINTED = 500


def isolates_command(  # noqa: PLR0913, PLR0917 - each parameter is an option
    by: Annotated[GroupedBy, typer.Option(help="What the rows are")] = "sector",
    names: Annotated[
        ListName | None, typer.Option("--list", help="List the actors instead, by name")
    ] = None,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
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
    """Show how many actors are in no arena, alone, in one, or without a partner elsewhere."""
    question = GapQuestion(
        draws=draws, seed=seed, units=units, sources=tuple(source or ()), kind=kind, region=region,
        theme=theme, programme=programme, funder=funder, period_from=period_from,
        period_to=period_to,
    )  # fmt: skip
    found = _answer(question, names, as_of)
    if as_json:
        print_json(found.model_dump(mode="json"))
    elif isinstance(found, Page):
        _show_list(found, lang, as_csv=as_csv)
    elif as_csv:
        sys.stdout.buffer.write(DRAWINGS["isolates"].csv(found, lang))
    else:
        print_table("", *isolate_rows(found, by, lang))
        for line in isolate_summary(found, lang):
            out.print(line, markup=False)


def _answer(
    question: GapQuestion, names: ListName | None, as_of: str | None
) -> Isolates | Page[RecordedActor]:
    with reading(as_of=as_of) as model:
        if takes_long(model, question):
            ended_by_hand(lambda step: examine(model, question, step=step))
        if names is None:
            return isolates(model, question)
        found = isolate_list(model, names, question, limit=MOST_PRINTED)
    if found is None:
        raise typer.BadParameter(
            "the list is not shown: what was asked about is sensitive, and fewer than three actors "
            "stand on it, or of one sector, kind or region do"
        )
    return found


def _show_list(found: Page[RecordedActor], lang: str, *, as_csv: bool) -> None:
    headers, rows = list_rows(found, lang)
    if as_csv:
        table = Table(headers, tuple(rows), "")
        sys.stdout.buffer.write(csv_of(table, lang))
        return
    print_table(list_title(found, lang), headers, rows)
