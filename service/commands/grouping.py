"""The command about the core of repeat collaborators and groups."""

import sys
from typing import Annotated

import typer

from graph_schema.answers import PartPage
from graph_schema.group_answers import CoreMember, GroupsAnswer
from graph_schema.vocabularies import Audience
from queries.gaps.sectors import DEFAULT_SEED
from queries.groups.answers import core_members, groups
from queries.groups.question import examine
from queries.network.brokers import BrokerQuestion
from service.commands.bridging import (
    Funder,
    Kind,
    Language,
    Limit,
    OfUnits,
    Programme,
    Public,
    Region,
    Seed,
    Sources,
    Theme,
    ended_by_hand,
)
from service.commands.console import out, print_answer, print_table, reading
from service.commands.options import AsJson, AsOf, PeriodFrom, PeriodTo
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
AsCsv = Annotated[bool, typer.Option("--csv", help="Print core and groups as CSV")]


def groups_command(  # noqa: PLR0913, PLR0917 - each parameter is an option
    core: OfCore = False,
    limit: Limit = 20,
    examine_first: Examine = False,
    public: Public = False,
    seed: Seed = DEFAULT_SEED,
    units: OfUnits = "together",
    source: Sources = None,
    kind: Kind = None,
    region: Region = None,
    theme: Theme = None,
    programme: Programme = None,
    funder: Funder = None,
    period_from: PeriodFrom = None,
    period_to: PeriodTo = None,
    as_of: AsOf = None,
    lang: Language = "en",
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show who keeps meeting whom: the core, and groups if the map has any one can rely on."""
    audience = Audience.PUBLIC if public else Audience.EVERYTHING
    question = BrokerQuestion(
        seed=seed, units=units, sources=tuple(source or ()), kind=kind, region=region, theme=theme,
        programme=programme, funder=funder, period_from=period_from, period_to=period_to,
    )  # fmt: skip
    if core and as_csv:
        raise typer.BadParameter("--csv gives core and groups by sector: leave out --core")
    with reading(as_of=as_of, audience=audience, question=question, lang=lang) as model:
        if examine_first:
            ended_by_hand(lambda step: examine(model, question, step=step))
        if core:
            _show_core(core_members(model, question, limit=limit), question, lang, as_json)
            return
        found = with_command(groups(model, question, limit=limit), question, model, as_of)
    if as_csv:
        sys.stdout.buffer.write(DRAWINGS["groups"].csv(found, lang))
    else:
        _show(found, question, lang, as_json)


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
        raise typer.BadParameter(
            "the core is not listed: what was asked about is sensitive, and fewer than three "
            "actors of a sector could be told by it"
        )
    if as_json:
        print_answer(found, question)
    else:
        print_table(core_title(found, lang), *core_rows(found, lang))
        part = part_lines(exploratory=found.exploratory, lang=lang)
        for line in (covered_line(found.coverage, "arenas", lang), *part):
            out.print(line, markup=False)
