"""Options that several commands have: a version of the graph, and the part that is asked about."""

from typing import Annotated, Literal

import typer

from graph_schema.draws import LAST_SEED, LEAST_DRAWS, MOST_AT_ONCE, MOST_DRAWS
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
Separate = Annotated[
    Units, typer.Option(help="Units count as their organisation, or as actors of their own")
]
OfSources = Annotated[
    list[str] | None, typer.Option(help="Only arenas of this source; may be repeated")
]
OfKind = Annotated[str | None, typer.Option(help="Only arenas of this kind")]
InRegion = Annotated[str | None, typer.Option(help="Only arenas in it: id, code or name")]
OfTheme = Annotated[str | None, typer.Option(help="Only arenas of it: id, code or name")]
InProgramme = Annotated[
    str | None, typer.Option(help="Only arenas in it or below: id, code or name")
]
OfFunder = Annotated[str | None, typer.Option(help="Only arenas it pays for: id, code or name")]
Draws = Annotated[int, typer.Option(min=LEAST_DRAWS, max=MOST_AT_ONCE, help="Null draws")]
DrawsAtLeast = Annotated[
    int, typer.Option(min=LEAST_DRAWS, max=MOST_DRAWS, help="Tables drawn from the null, at least")
]
Seed = Annotated[int, typer.Option(min=0, max=LAST_SEED, help="Where the draws begin")]
Limit = Annotated[int, typer.Option(min=1, max=500, help="Rows at most")]
Public = Annotated[bool, typer.Option("--public", help="Only what the public pages hold")]
