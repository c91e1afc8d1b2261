"""What a row of a list of organisations states: an actor, where it is, and what it is about.

A name is taken whole, whatever marks stand in it: the list has one organisation in each row.
"""

from collections.abc import Iterator

from graph_schema.claims import Claim
from graph_schema.edges import LocatedIn
from importers.base import ClaimMaker
from importers.mapped_tables.cells import RowCells
from importers.mapped_tables.concepts import concept_claims
from importers.mapped_tables.mapping import ActorColumns, TableMapping
from importers.mapped_tables.parties import party_of
from importers.masking import MASK
from importers.names import name_key
from importers.parties import party_claim
from importers.places import regions_of


def actor_claims(
    mapping: TableMapping, columns: ActorColumns, cells: RowCells, make: ClaimMaker
) -> Iterator[Claim]:
    """All claims of a row."""
    row = cells.row
    name = " ".join((cells.text(columns.name) or row.require(columns.name)).split())
    party = party_of(cells, columns, name)
    if MASK in name and not party.sole_trader:
        advice = "write the organisation's name, or leave the row out"
        raise row.error(columns.name, "an organisation's name, without contact data", advice)
    stands = f"rad {row.locator.row}"
    record = make.at(party.number or (stands if party.sole_trader else name_key(name)), row.locator)
    where = cells.of(columns.region)
    said = _said(cells, columns)
    actor = party_claim(
        record,
        party,
        where or cells.text(columns.place) or mapping.dataset.name,
        said,
        trader=stands,
        country=cells.of(columns.country),
        place=cells.text(columns.place),
        website=cells.text(columns.website),
    )
    yield actor
    for region in regions_of(None if party.sole_trader else where):
        yield record.edge(LocatedIn, (actor, region), said)
    if not party.sole_trader:
        yield from concept_claims(cells, record, actor, columns, mapping.format.list_separator)


def _said(cells: RowCells, columns: ActorColumns) -> dict[str, str | None]:
    """The cells as they stood; what is the same for all rows by the name of its key."""
    sources = {"country": columns.country, "region": columns.region}
    coded = (columns.sector, columns.actor_kind)
    return {
        **cells.published(columns.name, columns.orgnr, columns.place, columns.website),
        **cells.published(*(choice.column for choice in coded if choice is not None)),
        **{
            source.column or key: cells.of(source)
            for key, source in sources.items()
            if source is not None
        },
    }
