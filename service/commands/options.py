"""Options that several commands have: a version of the graph, and the part that is asked about."""

from typing import Annotated, Literal

import typer

from graph_schema.gap_answers import Units
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
AsCsv = Annotated[bool, typer.Option("--csv", help="Print the table as CSV")]
Language = Annotated[Literal["sv", "en"], typer.Option(help="Language of the table")]
Separate = Annotated[Units, typer.Option(help="Units counted together or apart")]
OfSources = Annotated[list[str] | None, typer.Option(help="Of this source; repeatable")]
OfKind = Annotated[str | None, typer.Option(help="Only arenas of this kind")]
Within = Annotated[str | None, typer.Option(help="Only arenas of it: id, code or name")]
Draws = Annotated[int, typer.Option(min=99, max=9_999, help="Null draws")]
Seed = Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Where the draws begin")]
