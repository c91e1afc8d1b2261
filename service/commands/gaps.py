"""The gap table on the command line, and what becomes of its verdicts under scrutiny."""

import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from graph_schema.gap_answers import GapTable
from graph_schema.groupings import Grouping
from graph_schema.scrutiny_answers import Scrutiny
from queries.errors import BadQuestionError
from queries.gaps.cells import group_names
from queries.gaps.history import MOST
from queries.gaps.scrutiny.question import kept_scrutiny
from queries.gaps.sectors import (
    GapQuestion,
    examine,
    sector_gaps,
    takes_long,
)
from queries.readmodel.open import ReadModel
from service.commands.console import (
    out,
    print_answer,
    print_json,
    print_lines,
    print_table,
    reading,
    reading_versions,
)
from service.commands.families import DRAWN_MORE, EVERYWHERE, MoreDrawing, Part, with_families
from service.commands.forms import AS_TABLE, Form
from service.commands.options import Separate
from service.commands.progress import ended_by_hand, steps_told
from service.gap_rows import gap_rows
from service.gap_text import gap_reason, gap_summary, whole_sentence
from service.live_text import live_lines, live_rows
from service.log_text import log_lines
from service.pictures import source_titles, titled
from service.standing_text import standing_summary
from visualisations import DRAWINGS
from visualisations.tables import as_csv as csv_of

RoleAware = Annotated[bool, typer.Option(help="Owners change with owners only")]
By = Annotated[Grouping, typer.Option(help="What actors are grouped by")]
Tried = Annotated[
    bool, typer.Option("--scrutiny", help="Try every verdict as a sceptic would; minutes")
]
AtOnce = Annotated[
    bool, typer.Option("--live", help="A first look without draws: exploratory, no verdict")
]
Looks = Annotated[
    int | None,
    typer.Option("--log", min=1, max=MOST, help="Verdicts of so many versions, and changes"),
]


@dataclass(frozen=True)
class View:
    """What is shown: the table, and under scrutiny, or instead of it a first look or the log."""

    scrutiny: Tried = False
    at_once: AtOnce = False
    looks: Looks = None


TABLE_ALONE = View()


@with_families
def gaps_command(
    drawing: MoreDrawing = DRAWN_MORE,
    role_aware: RoleAware = True,
    by: By = "sector",
    units: Separate = "together",
    part: Part = EVERYWHERE,
    view: View = TABLE_ALONE,
    form: Form = AS_TABLE,
) -> None:
    """Show which sectors meet less or more often than their activity would give."""
    question = GapQuestion(
        **asdict(drawing), role_aware=role_aware, by=by, units=units, **part.scope()
    )
    if view.looks is not None:
        _show_log(question, view.looks, form)
    elif view.at_once:
        _show_live(question, form)
    else:
        _show_table(question, form, scrutiny=view.scrutiny)


def _show_table(question: GapQuestion, form: Form, *, scrutiny: bool) -> None:
    lang = form.lang
    with reading(as_of=form.as_of, audience=form.audience, question=question, lang=lang) as model:
        table = sector_gaps(_drawn(model, question), question)
        found = _scrutinised(model, question) if scrutiny else None
        hanging = standing_summary(table, found or kept_scrutiny(model, question), lang)
        titles, drawn = source_titles(model, lang), titled(model, table, lang)
    if form.as_json:
        return print_answer(found or table, question)
    if form.as_csv:
        return _write(drawn, found, titles, lang)
    _show(table, lang)
    print_lines(hanging)
    return _show_scrutiny(table, found, titles, lang)


def _drawn(model: ReadModel, question: GapQuestion) -> ReadModel:
    """The same, its table made and kept where that takes long; it is shown how far it has come."""
    with suppress(BadQuestionError):  # an earlier version may not have what is asked about
        if takes_long(model, question):
            ended_by_hand(lambda step: examine(model, question, step=step))
    return model


def _show_live(question: GapQuestion, form: Form) -> None:
    from queries.gaps.live import live

    if form.as_csv:
        raise typer.BadParameter(
            "a first look comes as a table, or with --json", param_hint="--csv"
        )
    lang = form.lang
    with reading(as_of=form.as_of, audience=form.audience, question=question, lang=lang) as model:
        found = live(model, question, at_once=True)
        if found.not_computed:
            found = live(_drawn(model, question), question)
        names = group_names(model, question, lang)
    if form.as_json:
        return print_answer(found, question)
    print_table("", *live_rows(found, names, lang))
    return print_lines(live_lines(found, lang))


def _show_log(question: GapQuestion, looks: int, form: Form) -> None:
    from queries.gaps.history import verdict_log

    with reading_versions(as_of=form.as_of, audience=form.audience, lang=form.lang) as (model, at):
        newest = _drawn(model, question)
        found = verdict_log(
            newest, lambda version: _drawn(at(version), question), question, versions=looks
        )
    if form.as_json:
        from queries.cards.addresses import carded_log

        print_json(carded_log(found, question).model_dump(mode="json"))
    elif form.as_csv:
        from service.scrutiny_rows import log_table

        sys.stdout.buffer.write(csv_of(log_table(found, form.lang), form.lang))
    else:
        print_lines(log_lines(found, form.lang))


def _scrutinised(model: ReadModel, question: GapQuestion) -> Scrutiny:
    from queries.gaps.scrutiny.question import scrutinise

    with steps_told("scrutiny") as told:
        return scrutinise(model, question, told)


def _show_scrutiny(
    table: GapTable, found: Scrutiny | None, titles: Mapping[str, str], lang: str
) -> None:
    if found is None:
        return
    from service.identity_text import identity_lines, undone_lines
    from service.scrutiny_text import calibration_lines, scrutiny_lines

    out.print("")
    for _, line in calibration_lines(table, found, lang):
        out.print(line, markup=False)
    for pair in scrutiny_lines(table, found, lang):
        out.print(f"\n{pair.name}: {pair.verdict}", markup=False)
        print_lines(pair.sentences)
    out.print("")
    print_lines(identity_lines(table, found.identity, lang))
    print_lines(undone_lines(found.identity, table.labels(lang), titles, lang))


def _write(table: GapTable, found: Scrutiny | None, titles: Mapping[str, str], lang: str) -> None:
    """The CSV of the table, or of what scrutiny found."""
    from service.scrutiny_rows import scrutiny_table

    if found is None:
        sys.stdout.buffer.write(DRAWINGS["sector-matrix"].csv(table, lang))
    else:
        sys.stdout.buffer.write(csv_of(scrutiny_table(table, found, titles, lang), lang))


def _show(table: GapTable, lang: str) -> None:
    headers, rows = gap_rows(table, lang)
    print_table("", headers, rows)
    reason = gap_reason(table, lang)
    whole = (whole_sentence(table, figure, lang) for figure in table.whole)
    for line in (*gap_summary(table, lang), *([] if reason is None else [reason]), *whole):
        out.print(line, markup=False)
