"""Options that several commands have: a version of the graph, and the years asked about."""

from typing import Annotated

import typer

from queries.lookup.period import YEARS
from service.access import version_of


def _understood(as_of: str | None) -> str | None:
    """The same text, refused before any work where it names neither version nor moment."""
    if as_of is not None:
        version_of(as_of)
    return as_of


AsOf = Annotated[
    str | None,
    typer.Option(
        callback=_understood,
        help="The graph as it was: a version, a date (its end in Sweden) or an instant",
    ),
]
PeriodFrom = Annotated[
    int | None,
    typer.Option(
        min=YEARS[0], max=YEARS[1], help="First year of the period; unknown dates are in it"
    ),
]
PeriodTo = Annotated[
    int | None,
    typer.Option(min=YEARS[0], max=YEARS[1], help="Last year of the period"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines")]
