"""The command that tries a change on the map."""

import sys
from typing import Annotated, Literal

import typer

from graph_schema.whatif_answers import WhatIf
from queries.whatif.question import what_if
from service.commands.console import out, print_json, print_lines, print_table, reading
from service.commands.options import AsJson, AsOf
from service.routes.whatif import SEED, Looking, linked, question_of
from service.whatif_text import figure_rows, pair_rows, understood_lines, whatif_summary
from visualisations import DRAWINGS


def whatif_command(
    change: Annotated[
        list[str],
        typer.Argument(
            help="Parts such as 'add any:public,any:civil_society x3', 'drop ARENA', 'gone ACTOR', "
            "'join ARENA ACTOR', 'leave ARENA ACTOR', 'call FUNDER public,academia x5'"
        ),
    ],
    source: Annotated[str | None, typer.Option(help="Only arenas of this source")] = None,
    seed: Annotated[
        int, typer.Option(min=0, max=2**31 - 1, help="Where lots and random changes begin")
    ] = SEED,
    as_of: AsOf = None,
    lang: Annotated[Literal["sv", "en"], typer.Option(help="Language of the tables")] = "en",
    as_csv: Annotated[bool, typer.Option("--csv", help="Print figures and pairs as CSV")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what a change would make different on the map; nothing is stored or foretold."""
    question = question_of("\n".join(change), Looking(source=source, seed=seed))
    with reading(as_of=as_of) as model:
        found = linked(what_if(model, question))
    if as_json:
        print_json(found.model_dump(mode="json"))
    elif as_csv:
        sys.stdout.buffer.write(DRAWINGS["whatif"].csv(found, lang))
    else:
        _show(found, lang)


def _show(found: WhatIf, lang: str) -> None:
    print_lines(understood_lines(found, lang))
    print_table("", *figure_rows(found, lang))
    print_table("", *pair_rows(found, lang))
    for line in whatif_summary(found, lang):
        out.print(line, markup=False)
    out.print(found.address or "", markup=False)
