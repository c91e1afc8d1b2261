"""An organisation as a row of a table names it; of a sole trader neither name nor number."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from graph_schema.claims import Claim
from graph_schema.identifiers import PersonalNumberError, tagged
from graph_schema.names import is_generic_unit
from graph_schema.nodes import Actor
from graph_schema.vocabularies import ActorKind, Sector, SectorBasis
from importers.base import RecordClaims
from importers.masking import MASK
from importers.names import name_key
from importers.sectors import SectorDecision

NUMBER_EXPECTED = "an organisation number such as 202100-4920"
SOLE_TRADER = SectorDecision(
    Sector.PRIVATE,
    ActorKind.COMPANY,
    SectorBasis.SOURCE,
    "a sole trader's number, discarded",
)


class Party(NamedTuple):
    """An organisation as named; ``number`` is tagged, and absent where it was a person's."""

    name: str
    sector: SectorDecision
    number: str | None = None
    sole_trader: bool = False


def organisation_number(text: str | None) -> tuple[str | None, bool]:
    """The tagged number, and whether it was a sole trader's; raises ``NotAnIdentifierError``."""
    if text is None:
        return None, False
    try:
        return tagged("orgnr", text), False
    except PersonalNumberError:
        return None, True


def party_claim(
    record: RecordClaims,
    party: Party,
    arena: str,
    published: Mapping[str, Any],
    *,
    trader: str | None = None,
    **fields: Any,
) -> Claim:
    """The actor; ``arena`` tells apart units of one name, ``trader`` sole traders of one arena."""
    if party.sole_trader:
        # Named after where it stands, so that two traders never become one actor.
        return record.node(
            Actor,
            f"sole trader {trader or arena}",
            {},
            name=f"Enskild näringsidkare ({trader or arena})",
            **SOLE_TRADER.fields(),
        )
    key = party.number or name_key(party.name)
    if party.number is None and is_generic_unit(party.name):
        key = f"{key} ({arena})"  # many organisations have a unit of this name
    return record.node(
        Actor,
        key,
        published,
        name=" ".join(party.name.split()),
        identifiers=(party.number,) if party.number is not None else (),
        **{**party.sector.fields(), **fields},
    )


def without_names(text: str, names: tuple[str, ...]) -> str:
    """The text with the names of sole traders blacked out, character for character."""
    for name in names:
        text = re.sub(re.escape(name), lambda m: MASK * len(m[0]), text, flags=re.IGNORECASE)
    return text
