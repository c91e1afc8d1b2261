"""The command that shows whether sectors meet more or less than before."""

from dataclasses import asdict

from queries.gaps.sectors import GapQuestion
from queries.trend.question import examine, mixing_trend, takes_long
from service.commands.console import reading
from service.commands.families import DRAWN, EVERYWHERE, Drawing, Part, with_families
from service.commands.forms import AS_TABLE, Form, print_told
from service.commands.options import Separate
from service.commands.progress import ended_by_hand
from service.trend_text import trend_rows, trend_summary


@with_families
def trend_command(
    drawing: Drawing = DRAWN,
    units: Separate = "together",
    part: Part = EVERYWHERE,
    form: Form = AS_TABLE,
) -> None:
    """Show whether sectors meet more or less from year to year than activity gives."""
    question = GapQuestion(units=units, **asdict(drawing), **part.scope())
    with reading(as_of=form.as_of, audience=form.audience, lang=form.lang) as model:
        if takes_long(model, question):
            ended_by_hand(lambda step: examine(model, question, step=step))
        found = mixing_trend(model, question)
    print_told("trend", found, question, form, trend_rows, trend_summary)
