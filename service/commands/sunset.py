"""The command that shows which ties between sectors end when."""

from datetime import date
from typing import Annotated

import typer

from graph_schema.answers import PartPage
from graph_schema.sunset_answers import EndingTie, Sunset
from queries.cards.time_figures import SunsetQuestion
from queries.sunset.question import day_of, ending_ties, sunset
from service.commands.console import out, print_answer, print_table, reading
from service.commands.families import with_families
from service.commands.forms import AS_TABLE, Form, print_told
from service.covered_text import covered_line
from service.part_text import part_lines
from service.sunset_text import TIES_SHOWN, sunset_rows, sunset_summary, tie_rows

MOST_PRINTED = 500


def stated_day(text: str | None) -> date | None:
    """A day as it is typed."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"a day such as 2026-11-26, got {text!r}") from None


@with_families
def sunset_command(
    day: Annotated[
        str | None,
        typer.Option(help="Whose network is looked at; else the day the version was published"),
    ] = None,
    ties: Annotated[bool, typer.Option("--ties", help="List the ties that end")] = False,
    region: Annotated[
        str | None, typer.Option(help="With --ties: those whose last arena lies in it")
    ] = None,
    last: Annotated[
        bool, typer.Option("--last", help="With --ties: only those that are somebody's last")
    ] = False,
    form: Form = AS_TABLE,
) -> None:
    """Show which ties between sectors end when, and whose last ones they are."""
    if not ties and (region is not None or last):
        raise typer.BadParameter("--region and --last choose among ties: add --ties")
    on = stated_day(day)
    with reading(as_of=form.as_of, audience=form.audience, lang=form.lang) as model:
        first = day_of(model, on)
        found: Sunset | PartPage[EndingTie] = (
            ending_ties(model, first, region=region, last_only=last, limit=MOST_PRINTED)
            if ties
            else sunset(model, first)
        )
    if isinstance(found, Sunset):
        return print_told(
            "sunset", found, SunsetQuestion(day=first), form, sunset_rows, sunset_summary
        )
    if form.as_json:
        return print_answer(found, SunsetQuestion(day=first))
    return _show_ties(found, form.lang)


def _show_ties(found: PartPage[EndingTie], lang: str) -> None:
    title = TIES_SHOWN[lang].format(shown=len(found.items), total=found.total)
    print_table(title, *tie_rows(found, lang))
    part = part_lines(exploratory=found.exploratory, lang=lang)
    for line in (covered_line(found.coverage, "arenas", lang), *part):
        out.print(line, markup=False)
