"""What a mapping says of its table as a whole: what it is, whose, what it covers."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, field_validator, model_validator

from graph_schema.base import GraphModel
from graph_schema.claims import Licence, require_private
from graph_schema.nodes import Collaboration, Project
from graph_schema.vocabularies import CollaborationKind, ParticipantsListed, Visibility
from importers.places import region_of

DATASET_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}\Z")
ARENA_KINDS = (Project.LABEL, Collaboration.LABEL, *(kind.value for kind in CollaborationKind))


def one_or_many(value: Any) -> Any:
    """A single text where several may stand."""
    return (value,) if isinstance(value, str) else value


def _date_text(value: Any) -> Any:
    """TOML has dates of its own."""
    return value.isoformat() if isinstance(value, date) else value


def _seen_as_text(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {key: _date_text(each) if key == "seen" else each for key, each in value.items()}


class Coverage(GraphModel):
    """What the table covers, and whether it lists every participant."""

    participants: ParticipantsListed = ParticipantsListed.UNKNOWN
    years: tuple[int, int] | None = None
    regions: Annotated[tuple[str, ...], BeforeValidator(one_or_many)] = ()
    kinds: Annotated[tuple[str, ...], BeforeValidator(one_or_many)] = ()

    @field_validator("years")
    @classmethod
    def _forward(cls, years: tuple[int, int] | None) -> tuple[int, int] | None:
        if years is not None and years[0] > years[1]:
            raise ValueError(f"the first year before the last, not {years[0]} and {years[1]}")
        return years

    @field_validator("regions")
    @classmethod
    def _codes(cls, regions: tuple[str, ...]) -> tuple[str, ...]:
        """Each by its code, as manifests name them."""
        found = [(text, region_of(text)) for text in regions]
        unknown = [text for text, region in found if region is None]
        if unknown:
            raise ValueError(
                "regions by name or code, such as Skåne län, lan:12 or Sverige; none is called "
                + ", ".join(f"“{text}”" for text in unknown)
            )
        return tuple(region.key for _, region in found if region is not None)

    @field_validator("kinds")
    @classmethod
    def _known(cls, kinds: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [kind for kind in kinds if kind not in ARENA_KINDS]:
            known = ", ".join(ARENA_KINDS)
            raise ValueError(f"kinds of {known}, not " + ", ".join(f"“{k}”" for k in unknown))
        return kinds


class Dataset(GraphModel):
    """What the table is, as answers cite it.

    ``title`` stands for either language in which no title is given: nobody says which it is in.
    """

    name: str
    title: str
    title_sv: str | None = None
    title_en: str | None = None
    publisher: str = "Egna uppgifter"
    url: str | None = None
    retrieved: Annotated[str | None, BeforeValidator(_date_text)] = None
    visibility: Visibility = Visibility.PRIVATE
    complete: bool = False
    licence: Annotated[Licence, BeforeValidator(_seen_as_text)] | None = None
    coverage: Coverage = Coverage()

    @field_validator("name")
    @classmethod
    def _slug(cls, name: str) -> str:
        if not DATASET_NAME.match(name):
            raise ValueError("small letters a to z, digits, - and _, such as round-table")
        return name

    @model_validator(mode="after")
    def _public_needs_evidence(self) -> "Dataset":
        evidence = self.licence is not None and self.licence.evidence
        if self.visibility is Visibility.PUBLIC and not evidence:
            raise ValueError("for a public table a licence with name and evidence (an address)")
        if self.licence is not None:
            require_private(self.licence, self.visibility)
        return self
