"""The command about the core of repeat collaborators and groups."""

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from graph_schema.answers import PartPage
from graph_schema.group_answers import CoreMember, GroupsAnswer
from queries.groups.answers import core_members, groups
from queries.groups.question import examine
from queries.network.brokers import BrokerQuestion
from service.commands.console import out, print_answer, print_table, reading
from service.commands.families import EVERYWHERE, SAMPLED, Part, Sampling, with_families
from service.commands.forms import AS_TABLE, Form
from service.commands.options import Limit
from service.commands.progress import ended_by_hand
from service.covered_text import covered_line
from service.group_text import core_rows, core_title, groups_rows, groups_summary, with_command
from service.part_text import part_lines
from visualisations import DRAWINGS

Examine = Annotated[
    bool,
    typer.Option(
        "--examine",
        help="First compare with chance, try other resolutions and hide a fifth, 20 times; takes "
        "minutes on a large map, and is kept with the version",
    ),
]
OfCore = Annotated[bool, typer.Option("--core", help="List who is in the core instead")]


@with_families
def groups_command(
    core: OfCore = False,
    limit: Limit = 20,
    examine_first: Examine = False,
    sampling: Sampling = SAMPLED,
    part: Part = EVERYWHERE,
    form: Form = AS_TABLE,
) -> None:
    """Show who keeps meeting whom: the core, and groups if the map has any one can rely on."""
    question = BrokerQuestion(**asdict(sampling), **part.scope())
    if core and form.as_csv:
        raise typer.BadParameter("--csv gives core and groups by sector: leave out --core")
    with reading(
        as_of=form.as_of, audience=form.audience, question=question, lang=form.lang
    ) as model:
        if examine_first:
            ended_by_hand(lambda step: examine(model, question, step=step))
        if core:
            _show_core(
                core_members(model, question, limit=limit), question, form.lang, form.as_json
            )
            return
        found = with_command(groups(model, question, limit=limit), question, model, form.as_of)
    if form.as_csv:
        sys.stdout.buffer.write(DRAWINGS["groups"].csv(found, form.lang))
    else:
        _show(found, question, form.lang, form.as_json)


def _show(found: GroupsAnswer, question: BrokerQuestion, lang: str, as_json: bool) -> None:
    if as_json:
        print_answer(found, question)
        return
    print_table("", *groups_rows(found, lang))
    for line in groups_summary(found, lang):
        out.print(line, markup=False)


def _show_core(
    found: PartPage[CoreMember] | None, question: BrokerQuestion, lang: str, as_json: bool
) -> None:
    if found is None:
        raise typer.BadParameter("the core is not listed: what was asked about is sensitive")
    if as_json:
        print_answer(found, question)
    else:
        print_table(core_title(found, lang), *core_rows(found, lang))
        part = part_lines(exploratory=found.exploratory, lang=lang)
        for line in (covered_line(found.coverage, "arenas", lang), *part):
            out.print(line, markup=False)
