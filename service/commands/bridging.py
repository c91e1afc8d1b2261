"""The command about bridges and brokers, and the long computations that belong to it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Literal

import typer

from graph_schema.gap_answers import Units
from graph_schema.network_answers import BridgingAnswer, BrokersAnswer, RankedBy
from graph_schema.vocabularies import Audience
from queries.gaps.sectors import DEFAULT_SEED
from queries.network.broker_answers import bridging, brokers
from queries.network.brokers import BrokerQuestion, examine
from queries.network.measured import Step
from service.broker_text import arena_rows, arena_summary, broker_rows, broker_summary, with_command
from service.commands.console import err, out, print_answer, print_table, reading
from service.commands.options import AsJson, AsOf, PeriodFrom, PeriodTo

TENTH = 0.1  # of a long computation: as often as a log line is worth reading


By = Annotated[RankedBy, typer.Option(help="What actors are ranked by")]
OfArenas = Annotated[
    bool, typer.Option("--arenas", help="Show arenas that hold parts together instead")
]
Limit = Annotated[int, typer.Option(min=1, max=500, help="Rows at most")]
Examine = Annotated[
    bool,
    typer.Option(
        "--examine",
        help="First compare with chance and hide a fifth of the participations, 20 times; takes "
        "minutes on a large map, and is kept with the version",
    ),
]
Public = Annotated[bool, typer.Option("--public", help="Only what the public pages hold")]
Seed = Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Where sampling begins")]
OfUnits = Annotated[
    Units, typer.Option(help="Units count as their organisation, or as actors of their own")
]
Sources = Annotated[
    list[str] | None, typer.Option(help="Only arenas of this source; may be repeated")
]
Kind = Annotated[str | None, typer.Option(help="Only arenas of this kind")]
Region = Annotated[str | None, typer.Option(help="Only arenas in it: id or code")]
Theme = Annotated[str | None, typer.Option(help="Only arenas of it: id or code")]
Programme = Annotated[str | None, typer.Option(help="Only arenas in it or below")]
Funder = Annotated[str | None, typer.Option(help="Only arenas it pays for: id or code")]
Language = Annotated[Literal["sv", "en"], typer.Option(help="Language of the table")]


def bridges_command(  # noqa: PLR0913, PLR0917 - each parameter is an option
    by: By = "sole_pairs",
    arenas: OfArenas = False,
    limit: Limit = 20,
    examined: Examine = False,
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
    as_json: AsJson = False,
) -> None:
    """Show who stands between whom, and what would come apart without them."""
    audience = Audience.PUBLIC if public else Audience.EVERYTHING
    question = BrokerQuestion(
        seed=seed, units=units, sources=tuple(source or ()), kind=kind, region=region, theme=theme,
        programme=programme, funder=funder, period_from=period_from, period_to=period_to,
    )  # fmt: skip
    with reading(as_of=as_of, audience=audience, question=question, lang=lang) as model:
        if examined:
            ended_by_hand(lambda step: examine(model, question, step=step))
        if arenas:
            of_arenas = bridging(model, question, limit=limit)
            _show(with_command(of_arenas, question, model, as_of), question, lang, as_json)
        else:
            of_actors = brokers(model, question, by, limit=limit)
            _show(with_command(of_actors, question, model, as_of), question, lang, as_json)


def ended_by_hand(work: Callable[[Step], None]) -> None:
    """Do what takes long and show how far it has come; interrupting it keeps what is whole."""
    try:
        with _progress() as step:
            work(step)
    except KeyboardInterrupt:
        err.print("stopped; what was whole by then is kept", markup=False)
        raise typer.Exit(1) from None


@contextmanager
def _progress() -> Iterator[Step]:
    """A bar with the time left on a terminal, a line for every tenth elsewhere.

    Interrupting ends the work; what was whole by then is kept.
    """
    if not sys.stderr.isatty():
        told: dict[str, float] = {}

        def line(what: str, share: float) -> None:
            if share - told.get(what, -TENTH) >= TENTH:
                told[what] = share
                err.print(f"{what}: {share:.0%}", markup=False)

        yield line
        return
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn(),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=err, transient=True) as bar:
        tasks = {}

        def drawn(what: str, share: float) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=1.0)
            bar.update(tasks[what], completed=share)

        yield drawn


def _show(
    found: BrokersAnswer | BridgingAnswer, question: BrokerQuestion, lang: str, as_json: bool
) -> None:
    if as_json:
        print_answer(found, question)
        return
    if isinstance(found, BrokersAnswer):
        table, lines = broker_rows(found, lang), broker_summary(found, lang)
    else:
        table, lines = arena_rows(found, lang), arena_summary(found, lang)
    headers, rows = table
    print_table("", headers, rows)
    for line in lines:
        out.print(line, markup=False)
