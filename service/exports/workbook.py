"""The graph as an Excel workbook: first what it rests on, then a sheet per type."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from graph_schema.claims import CoverageSlice
from graph_schema.ids import canonical_json
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.cells import escaped
from service.exports.credits import infos, where_stated
from service.exports.files import Archive, pieces_of
from service.exports.sheets import MOST_ROWS, LongTexts, Sheets, TableSheets
from service.exports.tables import Table, tables

NO_DAY = datetime(1980, 1, 1)  # in place of the time of writing: the same data, the same bytes
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
CORE = "docProps/core.xml"
ABOUT = "About"
ABOUT_WIDTHS = (30, 40, 36, 36, 40, 16, 30, 60)
NO_ZERO = (
    "Outside what a source covers, an absence is not a zero.",
    "Utanför det en källa täcker är en frånvaro ingen nolla.",
)
DATES = (
    "A date is a date where its day is known; a year or a month is text.",
    "Ett datum är ett datum där dagen är känd; ett år eller en månad är text.",
)
HOW_TO_READ = (
    NO_ZERO,
    DATES,
    ("An amount is a number where Excel keeps every digit, else text. Kinds of amount are never to "
     "be summed together.",
     "Ett belopp är ett tal där Excel behåller varje siffra, annars text. Slag av belopp summeras "
     "aldrig ihop."),
    ("Several values of a cell stand on lines of their own; a line break within one of them is "
     "written \\n, a \\ is written \\\\.",
     "Flera värden i en cell står på egna rader; en radbrytning i ett av dem skrivs \\n, ett \\ "
     "skrivs \\\\."),
    ("The column claims names rows of the sheet claims, which say where each stood.",
     "Kolumnen claims namnger rader i bladet claims, som säger var vart och ett stod."),
    ("Where status is empty in the sheet PARTICIPATES_IN no source states one. The analyses count "
     "it as party: a register without statuses lists those who take part.",
     "Där status är tom i bladet PARTICIPATES_IN anger ingen källa den. Analyserna räknar den som "
     "party: ett register utan status listar dem som deltar."),
    ("What is too long for a cell stands whole in the sheet Long texts; a type with more rows than "
     "a sheet can hold goes on in a sheet (2).",
     "Det som är för långt för en cell står helt i bladet Long texts; en typ med fler rader än ett "
     "blad rymmer fortsätter i ett blad (2)."),
)  # fmt: skip
Lines = Iterator[Sequence[Any]]


def workbook(export: Export, most_rows: int = MOST_ROWS) -> Iterator[bytes]:
    """The workbook; it can only be sent when it is whole."""
    with TemporaryFile() as made:
        with saved_to(made, export.model) as book:
            _write(export, book, most_rows)
        yield from pieces_of(made)


@contextmanager
def saved_to(made: Any, model: ReadModel, title: str = "ekokarta") -> Iterator[Any]:
    """A workbook to write sheets to; when all goes well it is in the file in the end."""
    from openpyxl import Workbook  # only where this format is asked for
    from openpyxl.writer.excel import ExcelWriter

    book, when = Workbook(write_only=True), _published(model)
    book.properties.creator = "ekokarta"
    book.properties.title = escaped(f"{title}, data version {model.version}")
    book.properties.created = when
    try:
        yield book
        ExcelWriter(book, _Workbook(made, when)).save()
    finally:
        _clear(book)


class _Workbook(Archive):
    """An archive whose properties of the document tell no time of its writing either."""

    def __init__(self, file: Any, when: datetime) -> None:
        super().__init__(file, "w")
        self._when = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()

    def writestr(
        self,
        zinfo_or_arcname: Any,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Keep what is given under a name."""
        if zinfo_or_arcname == CORE:
            data = MODIFIED.sub(rb"\g<1>" + self._when, data)
        super().writestr(zinfo_or_arcname, data, compress_type, compresslevel)


def _clear(book: Any) -> None:
    """Sheets wait in files of their own: what was not saved leaves none behind."""
    for sheet in book.worksheets:
        if sheet._writer is not None and Path(sheet._writer.out).exists():
            if not sheet.closed:
                sheet.close()
            sheet._writer.cleanup()


def _published(model: ReadModel) -> datetime:
    if model.published_at is None:
        return NO_DAY
    return datetime.fromisoformat(model.published_at).replace(tzinfo=None, microsecond=0)


def _write(export: Export, book: Any, most_rows: int) -> None:
    wanted = list(tables(export))
    about = Sheets(book, ABOUT, ABOUT_WIDTHS, (), most_rows)
    for line in (*_about(export), *_about_columns(wanted)):
        about.append(line)
    aside = LongTexts(book, most_rows)
    for table in wanted:
        sheets = TableSheets(book, table, aside, most_rows)
        for row in table.rows():
            sheets.row(row)
        sheets.close()
    aside.close()


def _about(export: Export) -> Lines:
    model = export.model
    yield ("ekokarta",)
    yield ()
    yield ("data version", model.version, "dataversion")
    yield ("published", model.published_at or "never", "publicerad")
    yield ("graph hash", model.graph_hash, "grafens kontrollsumma")
    yield ("readers", model.audience.value, "läsare")
    yield ("filters", export.filter_text, "filter")
    yield ()
    yield ("rows", "", "rader")
    yield from export.selection.counts(model).items()
    yield ()
    for english, swedish in HOW_TO_READ:
        yield (english,)
        yield (swedish,)
    yield ()
    yield (
        "source", "källa", "publisher", "licence", "licence stated", "retrieved", "not covered",
        "covers",
    )  # fmt: skip
    for info in infos(export):
        licence = " ".join((info.licence.name, *info.licence.addresses))
        missing = ", ".join(map(str, info.not_covered_years))
        titles = (f"{info.name}: {info.title_en}", info.title_sv)
        stated = where_stated(info.licence)
        yield (*titles, info.publisher, licence, stated, info.retrieved or "", missing, "")
        for part in info.coverage:
            yield (*[""] * 7, _covered(part))


def _covered(part: CoverageSlice) -> str:
    return canonical_json(part.model_dump(mode="json"))


def _about_columns(wanted: Sequence[Table]) -> Lines:
    yield ()
    yield ("sheet", "column", "in English", "på svenska", "kind")
    for table in wanted:
        for field in table.fields:
            yield (table.name, field.name, field.en, field.sv, field.kind.value)
