"""The command that shows whether target groups take part themselves."""

import sys
from typing import Annotated, Literal

import typer

from graph_schema.gap_answers import Units
from queries.gaps.sectors import DEFAULT_DRAWS, DEFAULT_SEED, GapQuestion
from queries.voice.question import target_group_voice
from service.commands.console import out, print_json, print_table, reading
from service.commands.options import AsJson, AsOf, PeriodFrom, PeriodTo
from service.voice_text import voice_rows, voice_summary
from visualisations import DRAWINGS

Within = Annotated[str | None, typer.Option(help="Only arenas of it: id, code or name")]


def voice_command(  # noqa: PLR0913, PLR0917 - each parameter is an option
    draws: Annotated[int, typer.Option(min=99, max=9_999, help="Null draws")] = DEFAULT_DRAWS,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Of the draws")] = DEFAULT_SEED,
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
    """Show how often an organisation of a target group takes part in what is for it."""
    question = GapQuestion(
        draws=draws, seed=seed, units=units, sources=tuple(source or ()), kind=kind, region=region,
        theme=theme, programme=programme, funder=funder, period_from=period_from,
        period_to=period_to,
    )  # fmt: skip
    with reading(as_of=as_of) as model:
        found = target_group_voice(model, question)
    if as_json:
        print_json(found.model_dump(mode="json"))
    elif as_csv:
        sys.stdout.buffer.write(DRAWINGS["voice"].csv(found, lang))
    else:
        print_table("", *voice_rows(found, lang))
        for line in voice_summary(found, lang):
            out.print(line, markup=False)
