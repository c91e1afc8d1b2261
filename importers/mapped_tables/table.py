"""A table with its mapping as a source of its own: manifest, headings, rows."""

from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz, process

from graph_schema.claims import Claim, CoverageSlice, Licence, Scope
from graph_schema.ids import canonical_json, digest
from graph_schema.nodes import Actor, Collaboration, Project
from importers.base import ClaimMaker, Importer, Manifest
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.mapped_tables.beneath import is_of_table, said_in
from importers.mapped_tables.cells import RowCells
from importers.mapped_tables.loading import load_mapping
from importers.mapped_tables.mapping import TableMapping
from importers.mapped_tables.one_amount import AmountsOfTies
from importers.mapped_tables.statements import arena_key, row_claims
from importers.mapped_tables.traders import Traders, numbered, traders_among
from importers.mapped_tables.unit_rows import unless_counted_otherwise
from importers.mapped_tables.units import Counted, counted
from importers.mapped_tables.year_amounts import unless_years
from importers.masking import mask_personal_numbers
from importers.rows import LocatedRow, TableRows
from importers.tables import read_table

READER = "9"  # what an import must be repeated for when the reading of mapped tables changes
ORDER = 60  # after the registers and lists that are kept as sources of their own
ALIKE = 60  # per cent
LABELS = (
    ("project", Project.LABEL),
    ("collaboration", Collaboration.LABEL),
    ("actor", Actor.LABEL),
)
OWN_NOTES = Licence(name="Egna uppgifter, inte för spridning")


def mapped_importer(mapping: Path, *, complete: bool = False) -> Importer:
    """The source that a mapping file describes; ``complete``: the table states all there is."""
    found = load_mapping(mapping)
    return Importer(_manifest(found, complete=complete), lambda: MappedTable(found), mapping.parent)


def _manifest(mapping: TableMapping, *, complete: bool) -> Manifest:
    dataset = mapping.dataset
    whole = complete or dataset.complete
    # A mapping that names no titles by language is the edition it was before they could be.
    unsaid = {name for name in ("title_sv", "title_en") if getattr(dataset, name) is None}
    told_so = mapping.model_dump(mode="json", exclude={"dataset": unsaid})
    edition = digest(canonical_json(told_so))[:12]
    kind = next(label for section, label in LABELS if getattr(mapping, section) is not None)
    told = dataset.coverage
    covered = CoverageSlice(
        years=told.years,
        kinds=told.kinds or (kind,),
        regions=told.regions,
        participants=told.participants,
    )
    return Manifest(
        name=f"table:{dataset.name}",
        title_sv=dataset.title_sv or dataset.title,
        title_en=dataset.title_en or dataset.title,
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
        by_mapping=True,
        coverage=(covered,),
    )


class MappedTable:
    """Reads a table as its mapping says."""

    def __init__(self, mapping: TableMapping) -> None:
        self.mapping = mapping
        self._ignored = frozenset(mapping.file.ignore)
        self._traders: Traders = frozenset()
        repeated = frozenset(part.amount for part in mapping.funder if part.one_amount)
        self._amounts = AmountsOfTies(repeated, mapping.file.ignore)

    def read(self, file: SourceFile) -> Iterator[LocatedRow]:
        """The rows; the headings are held against the mapping first."""
        rows = self._rows(file)
        self._check_headings(rows)
        # Who is a sole trader may only be said further down than where the name stands first.
        if columns := numbered(self.mapping):
            self._traders |= traders_among(columns, self._of_table(self._rows(file)))
        counted_so = unless_counted_otherwise(self.mapping, self._of_table(rows))
        yield from unless_years(self.mapping, rows, counted_so)

    def _of_table(self, rows: TableRows) -> Iterator[LocatedRow]:
        last = self.mapping.file.last_row
        return rows if last is None else _above(rows, last)

    def _rows(self, file: SourceFile) -> TableRows:
        layout = self.mapping.file
        rows = read_table(
            file,
            find_header=True,
            sheet=layout.sheet,
            delimiter=layout.delimiter,
            encoding=layout.encoding,
            ignored=layout.ignore,
        )
        if layout.header_row not in (None, rows.header_row):
            raise BadInputError(
                file=file.name,
                sheet=rows.sheet,
                row=layout.header_row,
                expected=f"the headings in this row; they seem to stand in row {rows.header_row}",
                advice="correct header_row in [file] of the mapping",
            )
        return rows

    def claims(self, row: LocatedRow, make: ClaimMaker) -> Iterator[Claim]:
        """The arena of a row, who takes part in it, who pays, and what it is about."""
        claims = row_claims(self.mapping, row, make, self._traders)
        try:
            yield from self._amounts.checked(claims, row)
        except BadInputError as error:
            error.record = self._record_of(row)
            raise

    def _record_of(self, row: LocatedRow) -> str | None:
        """What the row's claims would have been of; an actor's row is one of its own."""
        if self.mapping.actor is not None:
            return ""
        try:
            cells = RowCells(row, self.mapping.format, self._traders)
            return mask_personal_numbers(arena_key(cells, self.mapping.arena))
        except BadInputError:
            return None

    def _check_headings(self, rows: TableRows) -> None:
        present = [name for name in rows.columns if name is not None]
        mapped = self.mapping.columns()
        for heading, place in mapped.items():
            if heading not in present:
                raise _missing(rows, heading, place, present)
        for amounts in self.mapping.amounts():
            said = counted(amounts.heading)
            if amounts.unit is None and said is not None:
                raise _no_unit(rows, amounts.heading, amounts.section, said)
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


def _above(rows: TableRows, last: int) -> Iterator[LocatedRow]:
    """The rows down to the last; a table that has grown past it is refused."""
    count = filled = 0
    for row in rows:
        if (row.locator.row or 0) <= last:
            count += 1
            filled += 0 if row.fault is not None else len(said_in(row.cells))
            yield row
        elif is_of_table(row, filled / max(count, 1)):
            raise BadInputError(
                file=rows.file,
                sheet=rows.sheet,
                row=row.locator.row,
                expected=f"only sums and notes beneath row {last}, which last_row of the mapping "
                "names; this row says as much as those above it",
                advice="correct last_row in [file] of the mapping, or take it out",
            )


def _no_unit(rows: TableRows, heading: str, section: str, said: Counted) -> BadInputError:
    if said.unit is not None:
        told = f"; the heading says {said.word}"
        advice = f'write unit = "{said.unit}" in [{section}] of the mapping, or "ones" where they '
        advice += "are written out"
    else:
        told = f"; “{said.word}” in the heading may say it, and may not"
        advice = f'write unit = "ones" in [{section}] of the mapping where they are written out, '
        advice += 'else "thousands", "millions" or "billions"'
    return BadInputError(
        file=rows.file,
        sheet=rows.sheet,
        row=rows.header_row,
        column=heading,
        expected=f"a word on what its amounts are counted in{told}",
        advice=advice,
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
