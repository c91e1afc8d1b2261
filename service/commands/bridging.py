"""The command about bridges and brokers."""

from dataclasses import asdict
from typing import Annotated

import typer

from graph_schema.network_answers import RankedBy
from queries.network.broker_answers import bridging, brokers
from queries.network.brokers import BrokerQuestion, examine
from service.broker_text import arena_rows, arena_summary, broker_rows, broker_summary, with_command
from service.commands.console import reading
from service.commands.families import EVERYWHERE, SAMPLED, Part, Sampling, with_families
from service.commands.forms import AS_TABLE, Form, print_told
from service.commands.options import Limit
from service.commands.progress import ended_by_hand

By = Annotated[RankedBy, typer.Option(help="What actors are ranked by")]
OfArenas = Annotated[
    bool, typer.Option("--arenas", help="Show arenas that hold parts together instead")
]
Examine = Annotated[
    bool,
    typer.Option(
        "--examine",
        help="First compare with chance and hide a fifth of the participations, 20 times; takes "
        "minutes on a large map, and is kept with the version",
    ),
]


@with_families
def bridges_command(
    by: By = "sole_pairs",
    arenas: OfArenas = False,
    limit: Limit = 20,
    examined: Examine = False,
    sampling: Sampling = SAMPLED,
    part: Part = EVERYWHERE,
    form: Form = AS_TABLE,
) -> None:
    """Show who stands between whom, and what would come apart without them."""
    question = BrokerQuestion(**asdict(sampling), **part.scope())
    with reading(
        as_of=form.as_of, audience=form.audience, question=question, lang=form.lang
    ) as model:
        if examined:
            ended_by_hand(lambda step: examine(model, question, step=step))
        if arenas:
            holding = bridging(model, question, limit=limit)
            told = with_command(holding, question, model, form.as_of)
            return print_told("bridging", told, question, form, arena_rows, arena_summary)
        ranked = brokers(model, question, by, limit=limit)
        found = with_command(ranked, question, model, form.as_of)
        return print_told("brokers", found, question, form, broker_rows, broker_summary)
