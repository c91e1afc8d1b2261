"""What every form of the Projektbanken says of a project: owner, programme tree and funder."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from graph_schema.claims import Claim
from graph_schema.edges import Funds, ParticipatesIn, PartOf
from graph_schema.identifiers import NotAnIdentifierError, PersonalNumberError, tagged
from graph_schema.names import is_generic_unit
from graph_schema.nodes import Actor, Programme
from graph_schema.vocabularies import (
    ActorKind,
    AmountKind,
    ProgrammeKind,
    Role,
    Sector,
    SectorBasis,
)
from importers.base import RecordClaims
from importers.errors import BadInputError
from importers.masking import MASK
from importers.names import name_key
from importers.sectors import decide

SWEDEN = "Sverige"
ESF_COUNCIL = ("Svenska ESF-rådet", "orgnr:2021005224")
"""Who keeps the Projektbanken: the register of the support this agency has granted."""

PROGRAMMES: Mapping[str, str] = {"2021SE05SFPR": "Socialfondsprogrammet ESF+ 2021–2027"}
AREAS: Mapping[
    tuple[str, str], str
] = {  # as esf.se and eufonder.se name them; F has no name there yet
    ("2021SE05SFPR", "A"): "Öka möjligheten till ett inkluderande och hållbart arbetsliv för alla",
    ("2021SE05SFPR", "B"): "Öka möjligheten till arbete",
    ("2021SE05SFPR", "C"): "Minska risken för ekonomisk utsatthet",
    ("2021SE05SFPR", "D"): "Öka kapaciteten i den glesa geografin",
    ("2021SE05SFPR", "E"): "Social innovation",
}
FUND_ALIASES: Mapping[str, tuple[str, ...]] = {
    "ESF+": ("Europeiska socialfonden plus", "European Social Fund Plus")
}


class Placement(NamedTuple):
    """Where a project stands in the tree of money, as published; an absent level is None."""

    fund: str | None
    cci: str | None
    area: str | None
    objective: str | None

    def programme_name(self) -> str | None:
        """The programme, or the fund where no programme is stated."""
        return PROGRAMMES.get(self.cci, self.cci) if self.cci is not None else self.fund


class Owner(NamedTuple):
    """The owner as published; ``number`` is None where it is absent, foreign, or a person's."""

    name: str
    number: str | None
    sole_trader: bool
    country: str | None = None
    place: str | None = None


def owner_number(text: str | None, country: str | None) -> tuple[str | None, bool]:
    """The owner's identifier, and whether the number was a sole trader's and is now discarded."""
    if text is None:
        return None, False
    try:
        return tagged("orgnr", text), False
    except PersonalNumberError:
        return None, True
    except NotAnIdentifierError as error:
        if country is not None and country != SWEDEN:
            return None, False
        raise BadInputError(
            value=text, expected=str(error), advice="correct the number or leave it empty"
        ) from error


def without(text: str, name: str) -> str:
    """The text with a sole trader's name blacked out, character for character."""
    return re.sub(re.escape(name), lambda found: MASK * len(found[0]), text, flags=re.IGNORECASE)


def owner(
    record: RecordClaims, said: Owner, dnr: str, published: Mapping[str, str | None]
) -> Claim:
    """The owner as an actor; of a sole trader neither number nor name."""
    if said.sole_trader:
        # Named after the project, so that two traders never become one actor.
        return record.node(
            Actor,
            f"sole trader {dnr}",
            {},
            name=f"Enskild näringsidkare ({dnr})",
            sector=Sector.PRIVATE,
            actor_kind=ActorKind.COMPANY,
            sector_basis=SectorBasis.SOURCE,
            sector_evidence="a sole trader's number, discarded",
        )
    sector: dict[str, Any] = decide(said.name, orgnr=said.number).fields()
    key = said.number or name_key(said.name)
    if said.number is None and is_generic_unit(said.name):
        key = f"{key} {dnr}"  # many organisations have a unit of this name
    return record.node(
        Actor,
        key,
        published,
        name=said.name,
        identifiers=(said.number,) if said.number is not None else (),
        country="SE" if said.country == SWEDEN else said.country,
        place=said.place,
        **sector,
    )


def owns(
    record: RecordClaims, actor: Claim, project: Claim, published: Mapping[str, str | None]
) -> Claim:
    """The owner takes part in the project; ``published`` is the role's label with the name."""
    return record.edge(
        ParticipatesIn,
        (actor, project),
        {} if not actor.published else published,
        role=Role.OWNER,
        role_as_published=next(iter(published)),
    )


def belongs(
    record: RecordClaims, project: Claim, place: Placement, published: Mapping[str, str | None]
) -> Iterator[Claim]:
    """The levels above a project, lowest first, each with the tie to what is below it."""
    below = project
    for key, kind, name, fields in _levels(place):
        node = record.node(Programme, key, published, name=name, programme_kind=kind, **fields)
        yield node
        yield record.edge(PartOf, (below, node), published)
        below = node


def _levels(
    place: Placement,
) -> Iterator[tuple[str, ProgrammeKind, str, dict[str, Any]]]:
    above = place.programme_name()
    root = place.cci or place.fund
    if place.objective is not None and root is not None:
        name = f"Specifikt mål {place.objective} ({above})"
        yield f"{_root_key(place)}/{place.objective}", ProgrammeKind.PROGRAMME_AREA, name, {}
    if place.area is not None and root is not None:
        called = AREAS.get((place.cci or "", place.area))
        name = f"Programområde {place.area}{': ' + called if called is not None else ''} ({above})"
        yield f"{_root_key(place)}/{place.area}", ProgrammeKind.PROGRAMME_AREA, name, {}
    if place.cci is not None:
        fields: dict[str, Any] = {"cci": place.cci}
        fields["identifiers"] = (f"cci:{place.cci}",)
        name = PROGRAMMES.get(place.cci, f"Program {place.cci}")
        yield f"cci:{place.cci}", ProgrammeKind.PROGRAMME, name, fields
    if place.fund is not None:
        yield (
            f"fund:{place.fund}",
            ProgrammeKind.FUND,
            place.fund,
            {"aliases": FUND_ALIASES.get(place.fund, ())},
        )


def _root_key(place: Placement) -> str:
    return f"cci:{place.cci}" if place.cci is not None else f"fund:{place.fund}"


def supported(
    record: RecordClaims, project: Claim, place: Placement, support: tuple[str, str, str]
) -> Iterator[Claim]:
    """The agency pays the EU's support: ``support`` is label, published amount and read amount.

    The Union's co-financing rate makes nobody a co-financier: it is a field of the project.
    """
    label, as_published, amount = support
    name, number = ESF_COUNCIL
    sector: dict[str, Any] = decide(name, orgnr=number).fields()
    council = record.node(
        Actor,
        number,
        {},
        name=name,
        identifiers=(number,),
        **sector,
    )
    yield council
    yield record.edge(
        Funds,
        (council, project),
        {label: as_published},
        amount=amount,
        currency="SEK",
        amount_kind=AmountKind.EU_SUPPORT,
        amount_as_published=label,
        via=place.programme_name(),
    )
