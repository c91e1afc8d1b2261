"""Query parameters that many addresses share, one model for each family of them.

A model is understood once, while the program starts, and checked at once, while it answers:
declared one by one on every route they made the start a second longer.
"""

from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from graph_schema.vocabularies import Sector
from service.access import AS_OF

MOST_TEXT = 200
MOST_ITEMS = 500  # on a page of a list
# A form sends what was left empty as well; empty means not asked for.
BLANK = BeforeValidator(lambda value: None if value == "" else value)
Text = Annotated[Annotated[str, Field(max_length=MOST_TEXT)] | None, BLANK]
Year = Annotated[Annotated[int, Field(ge=1, le=9999)] | None, BLANK]


class Asked(BaseModel):
    """A part of a query string: what it does not know is for another part to know."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Reading(Asked):
    """Which version is read, and in which language it is told."""

    as_of: Annotated[Annotated[str, Field(max_length=40)] | None, BLANK] = Field(
        default=None, description=f"As of {AS_OF}"
    )
    lang: Annotated[Literal["sv", "en"] | None, BLANK] = Field(
        default=None, description="Language of texts"
    )


class Span(Asked):
    """From which year to which."""

    period_from: Year = Field(default=None, description="First year; unknown dates are in")
    period_to: Year = Field(default=None, description="Last year")


class Narrowing(Asked):
    """What a list, a total or a file may be narrowed to."""

    sector: Annotated[Sector | None, BLANK] = Field(
        default=None, description="Actors of this sector"
    )
    kind: Text = Field(default=None, description="Kind of actor, arena, programme or region")
    region: Text = Field(default=None, description="Region: id, code or name, with all in it")
    theme: Text = Field(default=None, description="Theme: id, code or name")
    programme: Text = Field(
        default=None, description="Programme: id, code or name, with all below it"
    )
    funder: Text = Field(default=None, description="Funder: id, code or name")
    q: Text = Field(default=None, description="Words in name or text")


class Place(Asked):
    """Where in a list, and how much of it."""

    limit: int = Field(default=50, ge=1, le=MOST_ITEMS, description="Items on a page")
    cursor: Annotated[Annotated[str, Field(max_length=400)] | None, BLANK] = Field(
        default=None, description="`next` of the page before; goes on in its version"
    )


class ShortPlace(Place):
    """The same where an item takes more room."""

    limit: int = Field(default=20, ge=1, le=MOST_ITEMS, description="Items on a page")


PlaceQuery = Annotated[Place, Query()]
ShortPlaceQuery = Annotated[ShortPlace, Query()]
FieldQuery = Annotated[Text, Query(description="Only the claims behind this field")]
DepthQuery = Annotated[int, Query(ge=1, le=3, description="Steps from the start")]
MaxNodesQuery = Annotated[int, Query(ge=1, le=500, description="Nodes at most")]
