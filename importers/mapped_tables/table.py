"""A table with its mapping as a source: one row is an arena, or one of several rows about it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from graph_schema.claims import Claim, CoverageSlice, Licence, Scope
from graph_schema.edges import (
    ActiveIn,
    Addresses,
    Funds,
    LocatedIn,
    ParticipatesIn,
    PartOf,
    Targets,
)
from graph_schema.ids import canonical_json, digest
from graph_schema.nodes import Collaboration, Programme, Project, TargetGroup, Theme
from graph_schema.vocabularies import AmountKind, CollaborationKind, ParticipationStatus, Role
from importers.base import ClaimMaker, Importer, Manifest, RecordClaims
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.mapped_tables.cells import RowCells
from importers.mapped_tables.loading import load_mapping
from importers.mapped_tables.mapping import (
    CollaborationColumns,
    FunderColumns,
    Heading,
    ParticipantColumns,
    TableMapping,
)
from importers.mapped_tables.parties import NamedParties, named_parties, sole_traders
from importers.masking import mask
from importers.names import name_key
from importers.parties import party_claim
from importers.places import regions_of
from importers.rows import LocatedRow, TableRows
from importers.tables import read_table

READER = "1"  # what an import must be repeated for when the reading of mapped tables changes
ORDER = 60  # after the registers and lists that are kept as sources of their own
ALIKE = 60  # per cent
OWN_NOTES = Licence(name="Egna uppgifter, inte för spridning")


def mapped_importer(mapping: Path, *, complete: bool = False) -> Importer:
    """The source that a mapping file describes; ``complete``: the table states all there is."""
    found = load_mapping(mapping)
    return Importer(_manifest(found, complete=complete), MappedTable(found), mapping.parent)


def _manifest(mapping: TableMapping, *, complete: bool) -> Manifest:
    dataset = mapping.dataset
    whole = complete or dataset.complete
    edition = digest(canonical_json(mapping.model_dump(mode="json")))[:12]
    kind = Project.LABEL if mapping.project is not None else Collaboration.LABEL
    covered = CoverageSlice(
        years=dataset.coverage.years, kinds=(kind,), participants=dataset.coverage.participants
    )
    scheme = mapping.arena.number_scheme
    return Manifest(
        name=f"table:{dataset.name}",
        title_sv=dataset.title,
        title_en=dataset.title,
        publisher=dataset.publisher,
        url=dataset.url,
        retrieved=dataset.retrieved,
        # The same bytes under another mapping or another scope are another reading.
        version=f"{READER}.{edition}.{'whole' if whole else 'records'}",
        order=ORDER,
        scope=Scope(extent="whole" if whole else "records"),
        visibility=dataset.visibility,
        licence=dataset.licence or OWN_NOTES,
        bundled=False,
        coverage=(covered,),
        join_projects_on=(scheme,) if scheme is not None else (),
    )


class MappedTable:
    """Reads a table as its mapping says."""

    def __init__(self, mapping: TableMapping) -> None:
        self._mapping = mapping
        self._ignored = frozenset(mapping.file.ignore)

    def read(self, file: SourceFile) -> Iterator[LocatedRow]:
        """The rows; the headings are held against the mapping first."""
        layout = self._mapping.file
        rows = read_table(
            file,
            find_header=True,
            sheet=layout.sheet,
            delimiter=layout.delimiter,
            encoding=layout.encoding,
        )
        if layout.header_row not in (None, rows.header_row):
            raise BadInputError(
                file=file.name,
                sheet=rows.sheet,
                row=layout.header_row,
                expected=f"the headings in this row; they seem to stand in row {rows.header_row}",
                advice="correct header_row in [file] of the mapping",
            )
        self._check_headings(rows)
        yield from rows

    def claims(self, row: LocatedRow, make: ClaimMaker) -> Iterator[Claim]:
        """The arena of a row, who takes part in it, who pays, and what it is about."""
        mapping = self._mapping
        cells = RowCells(row, mapping.format)
        cells.hidden = sole_traders(cells, (*mapping.participant, *mapping.funder))
        participants = [named_parties(cells, section) for section in mapping.participant]
        funders = [named_parties(cells, section) for section in mapping.funder]
        key = _key(cells, mapping)
        record = make.at(key, row.locator)
        arena = _arena(cells, record, key, mapping, [*participants, *funders])
        claims = [arena, *_about(cells, record, arena, mapping)]
        for named in participants:
            claims += _participations(cells, record, arena, named)
        for named in funders:
            claims += _funding(cells, record, arena, named)
        row.ensure_consumed(self._ignored)
        yield from claims

    def _check_headings(self, rows: TableRows) -> None:
        present = [name for name in rows.columns if name is not None]
        mapped = self._mapping.columns()
        for heading, place in mapped.items():
            if heading not in present:
                raise _missing(rows, heading, place, present)
        unknown = [n for n in present if n not in mapped and n not in self._ignored]
        if unknown:
            raise BadInputError(
                file=rows.file,
                sheet=rows.sheet,
                row=rows.header_row,
                column=unknown[0],
                expected="columns that the mapping names; it does not name "
                + ", ".join(f"“{name}”" for name in unknown),
                advice="map them, or list them under ignore in [file]",
            )


def _missing(rows: TableRows, heading: str, place: str, present: list[str]) -> BadInputError:
    near = process.extractOne(heading, present, scorer=fuzz.WRatio, score_cutoff=ALIKE)
    meant = "" if near is None else f"; did you mean “{near[0]}”?"
    return BadInputError(
        file=rows.file,
        sheet=rows.sheet,
        row=rows.header_row,
        column=heading,
        expected=f"a column of this name, which {place} of the mapping names{meant}",
        advice="correct the mapping or the heading",
    )


def _key(cells: RowCells, mapping: TableMapping) -> str:
    """What tells arenas apart: the key column, the number, or the name."""
    columns = mapping.arena
    for column in (columns.key, columns.number):
        if column is not None:
            return mask(cells.text(column) or cells.row.require(column))
    name = cells.of(columns.name)
    return name_key(name or cells.row.require(columns.name.column or ""))


def _arena(
    cells: RowCells,
    record: RecordClaims,
    key: str,
    mapping: TableMapping,
    parties: list[NamedParties],
) -> Claim:
    columns = mapping.arena
    name = cells.of(columns.name) or cells.row.require(columns.name.column or "")
    number = cells.text(columns.number)
    tagged = columns.number_scheme is not None and number is not None
    fields: dict[str, Any] = {
        "name": " ".join(name.split()),
        "number": number,
        "identifiers": (f"{columns.number_scheme}:{number}",) if tagged else (),
        **cells.period(columns.start, columns.end),
        "region_as_published": cells.of(columns.region),
        "programme_as_published": cells.of(columns.programme),
        "website": cells.text(columns.website),
        "unnamed_parties": tuple(unnamed for found in parties for unnamed in found.unnamed),
    }
    if isinstance(columns, CollaborationColumns):
        kind = cells.choice(columns.kind, CollaborationKind, "[collaboration] kind")
        fields |= {"collaboration_kind": kind, "place": cells.text(columns.place)}
        own = (columns.key, columns.place, columns.kind.column)
        node: type[Project | Collaboration] = Collaboration
    else:
        budget = cells.amount(columns.budget)
        currency = columns.currency if budget is not None else None
        fields |= {"total_budget": budget, "currency": currency}
        for field in ("summary", "programme_area", "specific_objective"):
            fields[field] = cells.text(getattr(columns, field))
        own = (columns.key, columns.budget, columns.summary)
        own += (columns.programme_area, columns.specific_objective)
        node = Project
    shared: tuple[Heading | None, ...] = (columns.number, columns.start, columns.end)
    places = tuple(s.column for s in (columns.name, columns.region, columns.programme) if s)
    published = cells.published(*own, *shared, columns.website, *places)
    return record.node(node, key, published, **fields)


def _about(
    cells: RowCells, record: RecordClaims, arena: Claim, mapping: TableMapping
) -> Iterator[Claim]:
    columns, separator = mapping.arena, mapping.format.list_separator
    for column in columns.themes:
        for text in dict.fromkeys(cells.parts(column, separator)):
            theme = record.node(Theme, name_key(text), {column: text}, name=text)
            yield theme
            yield record.edge(Addresses, (arena, theme), {column: text})
    for column in columns.target_groups:
        for text in dict.fromkeys(cells.parts(column, separator)):
            group = record.node(TargetGroup, name_key(text), {column: text}, name=text)
            yield group
            yield record.edge(Targets, (arena, group), {column: text})
    place = cells.of(columns.region)
    for region in regions_of(place):
        yield record.edge(ActiveIn, (arena, region), {"region": place})
    programme = cells.of(columns.programme)
    if programme is not None:
        said = {"programme": programme}
        name = " ".join(programme.split())
        above = record.node(Programme, name_key(programme), said, name=name)
        yield above
        if arena.kind == Project.LABEL:
            yield record.edge(PartOf, (arena, above), said)


def _participations(
    cells: RowCells, record: RecordClaims, arena: Claim, found: NamedParties
) -> Iterator[Claim]:
    columns = found.section
    if not isinstance(columns, ParticipantColumns) or not found.named:
        return
    role = cells.choice(columns.role, Role, "[participant] role")
    if role is None:
        raise cells.row.error(
            columns.role.column or "", "a role", "fill it in, or set default for the role"
        )
    status = cells.choice(columns.status, ParticipationStatus, "[participant] status")
    as_published = cells.text(columns.role.column)
    period = cells.period(columns.start, columns.end)
    for party, column in found.named:
        said = _said(cells, party.name, column, columns.orgnr)
        country = cells.of(columns.country)
        actor = party_claim(record, party, arena.key, said, country=country)
        yield actor
        more = (columns.role.column, columns.status.column, columns.start, columns.end)
        yield record.edge(
            ParticipatesIn,
            (actor, arena),
            {} if party.sole_trader else {**said, **cells.published(*more)},
            role=role,
            role_as_published=as_published or column,
            status=status,
            **period,
        )
        place = cells.of(columns.region)
        if not party.sole_trader:
            for region in regions_of(place):
                yield record.edge(LocatedIn, (actor, region), {**said, "region": place})


def _funding(
    cells: RowCells, record: RecordClaims, arena: Claim, found: NamedParties
) -> Iterator[Claim]:
    columns = found.section
    if not isinstance(columns, FunderColumns):
        return
    amount = cells.amount(columns.amount)
    kind = cells.choice(columns.amount_kind, AmountKind, "[funder] amount_kind")
    if columns.amount is not None and amount is not None and len(found.named) > 1:
        raise cells.row.error(
            columns.columns[0],
            f"one funder of the amount in “{columns.amount}”",
            "give each funder a row, or a column and an amount column, of its own",
        )
    for party, column in found.named:
        if column is None and columns.amount is not None and amount is None:
            continue  # the mapping names who pays, but here nobody does
        said = _said(cells, party.name, column, columns.orgnr)
        actor = party_claim(record, party, arena.key, said)
        yield actor
        more = cells.published(columns.amount, columns.amount_kind.column)
        yield record.edge(
            Funds,
            (actor, arena),
            {} if party.sole_trader else {**said, **more},
            amount=amount,
            currency=columns.currency if amount is not None else None,
            amount_kind=kind,
            amount_as_published=columns.amount,
            via=cells.of(None),
        )


def _said(
    cells: RowCells, name: str, column: str | None, number: str | None
) -> dict[str, str | None]:
    """The name where it stood; of several in one cell, this one."""
    return {column or "name": name, **cells.published(number)}
