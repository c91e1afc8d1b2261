"""The command that tries a change on the map."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from graph_schema.draws import DEFAULT_SEED
from graph_schema.whatif_answers import WhatIf, WhatIfQuestion
from importers.files import SourceFile
from queries.errors import BadQuestionError, MalformedQuestionError
from queries.readmodel.open import ReadModel
from queries.whatif.question import examine, takes_long, what_if
from service.commands.console import err, out, print_answer, print_lines, print_table, reading
from service.commands.families import with_families
from service.commands.forms import AS_TABLE, Form
from service.commands.options import Seed
from service.commands.progress import ended_by_hand
from service.commands.sunset import stated_day
from service.commands.whitespace import CellsFile
from service.pages.reasons import EXPECTED, reason
from service.pages.texts import text
from service.routes.whatif import Looking, linked, question_of
from service.stated_cells import stated_cells
from service.whatif_actor_text import actor_rows
from service.whatif_drawn_text import drawn_lines
from service.whatif_text import (
    figure_rows,
    pair_rows,
    understood_lines,
    whatif_summary,
)
from visualisations import DRAWINGS


@with_families
def whatif_command(
    change: Annotated[
        list[str],
        typer.Argument(
            help="Parts such as 'add any:public,any:civil_society x3', 'drop ARENA', 'gone ACTOR', "
            "'join ARENA ACTOR', 'leave ARENA ACTOR', 'call FUNDER public,academia x5'"
        ),
    ],
    source: Annotated[str | None, typer.Option(help="Only arenas of this source")] = None,
    seed: Seed = DEFAULT_SEED,
    day: Annotated[
        str | None,
        typer.Option(help="From which ties end in quarters; else the day of the publication"),
    ] = None,
    cells: CellsFile = None,
    form: Form = AS_TABLE,
) -> None:
    """Say what a change would make different on the map; nothing is stored or foretold.

    Where that takes long it says how far it has come; Ctrl-C ends it. The answer is kept with the
    version, so that the same change is told at once the next time.
    """
    looking = Looking(source=source, seed=seed, day=stated_day(day))
    with (
        in_language(form.lang),
        reading(as_of=form.as_of, audience=form.audience, lang=form.lang) as model,
    ):
        question = _asked(model, change, looking, cells)
        if takes_long(model, question):
            ended_by_hand(lambda step: examine(model, question, step=step))
        found = linked(what_if(model, question))
    if form.as_json:
        print_answer(found, found.question)
    elif form.as_csv:
        sys.stdout.buffer.write(DRAWINGS["whatif"].csv(found, form.lang))
    else:
        _show(found, form.lang)


def _asked(
    model: ReadModel, change: list[str], looking: Looking, cells: Path | None
) -> WhatIfQuestion:
    """The question, with the need a file states if there is one."""
    question = question_of(model, "\n".join(change), looking)
    if cells is None:
        return question
    stated = stated_cells(SourceFile(cells), "region", "theme")
    return question.model_copy(update={"stated": stated})


@contextmanager
def in_language(lang: str) -> Iterator[None]:
    """Say in Swedish what was amiss with a question, as the page does; in English all commands do.

    It ends as they do: 2 where it means nothing, 1 where it names what is not there.
    """
    try:
        yield
    except BadQuestionError as error:
        if lang == "en":
            raise
        expected = reason(error.expected, lang, EXPECTED)
        said = text("error_flaw", lang, value=repr(error.value), expected=expected)
        wrong = isinstance(error, MalformedQuestionError)
        err.print(f"{'--' if wrong else ''}{error.field}: {said}", markup=False)
        raise typer.Exit(2 if wrong else 1) from None


def _of_actors(found: WhatIf, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The table of actors, the figure before every row."""
    headers, parts = actor_rows(found, lang)
    rows = [(word, *row.cells) for word, rows in parts for row in rows]
    return (figure_rows(found, lang)[0][0], *headers), rows


def _show(found: WhatIf, lang: str) -> None:
    print_lines(understood_lines(found, lang))
    print_table("", *figure_rows(found, lang))
    print_table("", *pair_rows(found, lang))
    print_table("", *_of_actors(found, lang))
    print_lines(drawn_lines(found, lang))
    for line in whatif_summary(found, lang):
        out.print(line, markup=False)
    out.print(found.address or "", markup=False)
