"""The command that shows whether target groups take part themselves."""

from dataclasses import asdict

from queries.gaps.sectors import GapQuestion
from queries.voice.question import target_group_voice
from service.commands.console import reading
from service.commands.families import DRAWN, EVERYWHERE, Drawing, Part, with_families
from service.commands.forms import AS_TABLE, Form, print_told
from service.commands.options import Separate
from service.voice_text import voice_rows, voice_summary


@with_families
def voice_command(
    drawing: Drawing = DRAWN,
    units: Separate = "together",
    part: Part = EVERYWHERE,
    form: Form = AS_TABLE,
) -> None:
    """Show how often an organisation of a target group takes part in what is for it."""
    question = GapQuestion(units=units, **asdict(drawing), **part.scope())
    with reading(
        as_of=form.as_of, audience=form.audience, question=question, lang=form.lang
    ) as model:
        found = target_group_voice(model, question)
    print_told("voice", found, question, form, voice_rows, voice_summary)
