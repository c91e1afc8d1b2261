"""The command that shows of how much is known who took part."""

from typing import Annotated

import typer

from graph_schema.coverage_answers import CoverageBy
from queries.cards.place_figures import CoverageQuestion
from queries.coverage.question import coverage
from service.commands.console import reading
from service.commands.families import EVERYWHERE, Part, with_families
from service.commands.forms import AS_TABLE, Form, print_told
from service.commands.options import Separate
from service.coverage_text import coverage_rows, coverage_summary


@with_families
def coverage_command(
    by: Annotated[CoverageBy, typer.Option(help="What the rows are")] = "kind",
    units: Separate = "together",
    part: Part = EVERYWHERE,
    form: Form = AS_TABLE,
) -> None:
    """Show of how many arenas we know who took part: no tie, or no data."""
    question = CoverageQuestion(by=by, units=units, **part.scope())
    with reading(
        as_of=form.as_of, audience=form.audience, question=question, lang=form.lang
    ) as model:
        found = coverage(model, question.scope, by)
    print_told("coverage", found, question, form, coverage_rows, coverage_summary)
