"""Tables of separated values, read row by row so that memory does not grow with the file."""

import csv
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from io import TextIOWrapper

from importers.encodings import encoding_of, refuse_doubly_encoded, text_stream
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.headers import SEARCHED_ROWS, Headings
from importers.rows import Fault, RawRow, TableRows, cell_fault, clean_cell

DELIMITERS = (";", ",", "\t", "|")
MAX_LINE = 2_000_000  # characters; a hundred full cells, so that one endless line fills no memory
HEAD_LINES = 200  # headings hold line breaks, so twenty rows may take many lines
NOT_TEXT = (
    (b"PK\x03\x04", "a workbook or another zip archive", "import it as .xlsx, or unpack it"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file", "save it as CSV or .xlsx"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"%PDF", "a PDF document", "ask the publisher for the table itself"),
)


def read_csv(
    file: SourceFile,
    *,
    header: Sequence[str] | None = None,
    optional: Collection[str] = (),
    delimiter: str | None = None,
    encoding: str | None = None,
    find_header: bool = False,
) -> TableRows:
    """The rows of a file of separated values.

    ``header`` are the columns that must stand there, in any order, ``optional`` those that may;
    any other is an error. Without ``header`` the file's own columns are taken. ``delimiter`` and
    ``encoding`` are recognised where they are not given, or refused where there is a doubt. Blank
    rows are passed over.
    """
    _refuse_other_formats(file)
    headings = Headings(header, optional)
    found = encoding_of(file, encoding)
    with text_stream(file, found) as stream:
        head = _head(file, stream)
    separator = _separator(file, head, headings, delimiter)
    return TableRows(
        file.name, None, _raw_rows(file, found, separator), headings, find_header=find_header
    )


def _refuse_other_formats(file: SourceFile) -> None:
    start = file.head(512)
    for magic, name, advice in NOT_TEXT:
        if start.startswith(magic):
            raise file.error(f"text with separators; this is {name}", advice)
    if start.lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise file.error("text with separators; this is a web page", "fetch the file itself")
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise file.error("text without NUL bytes", "save the file as UTF-8 text")


def _head(file: SourceFile, stream: TextIOWrapper) -> list[str]:
    lines: list[str] = []
    length = 0
    for line in _lines(file, stream):
        lines.append(line)
        length += len(line)
        if len(lines) == HEAD_LINES or length > MAX_LINE:
            break
    refuse_doubly_encoded(file, "".join(lines))
    return lines


def _separator(file: SourceFile, head: list[str], headings: Headings, asked: str | None) -> str:
    scores = {candidate: _best_score(head, candidate, headings) for candidate in DELIMITERS}
    best = max(scores, key=lambda candidate: scores[candidate])
    if asked is None or (not headings.required and scores.get(asked, (0, 0)) > (0, 0)):
        return asked or best
    if scores[best] > max((1, 1), scores.get(asked, _best_score(head, asked, headings))):
        raise file.error(
            f"columns separated by {_named(asked)}; the header looks separated by {_named(best)}",
            f"save the file with {_named(asked)} between columns, or say that it is {_named(best)}",
            row=1,
        )
    return asked


def _named(delimiter: str) -> str:
    return "tabs" if delimiter == "\t" else f"'{delimiter}'"


def _best_score(head: list[str], delimiter: str, headings: Headings) -> tuple[int, int]:
    """How well a separator parts the first rows: by the headings that are known, else by evenness.

    Where no headings are known, the most rows of one width count first and that width second: a
    comma within cells parts some rows in more pieces than the headings, and others in fewer.
    """
    rows = []
    reader = csv.reader(head, delimiter=delimiter)
    try:
        for cells, _ in zip(reader, range(SEARCHED_ROWS), strict=False):
            rows.append(cells)
    except csv.Error:
        pass
    if headings.required:
        return max(map(headings.score, rows), default=0), 0
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    return max(((rows, width) for width, rows in widths.items()), default=(0, 0))


def _raw_rows(file: SourceFile, encoding: str, delimiter: str) -> Iterator[RawRow]:
    with text_stream(file, encoding) as stream:
        reader = csv.reader(_lines(file, stream), delimiter=delimiter, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, 1):
                yield _raw_row(number, cells)
        except csv.Error as error:
            raise BadInputError(
                file=file.name,
                row=number + 1,
                expected=f"quotation marks in pairs (line {reader.line_num}: {error})",
                advice="double the quotation marks inside a cell and close those around it",
            ) from error


def _raw_row(number: int, cells: list[str]) -> RawRow:
    fault: Fault | None = None
    cleaned: list[str | None] = []
    for position, cell in enumerate(cells):
        if fault is None and (len(cell) > 1000 or "\0" in cell):
            fault = cell_fault(position, cell)
        cleaned.append(clean_cell(cell))
    return RawRow(number, cleaned, () if fault is None else (fault,))


def _lines(file: SourceFile, stream: TextIOWrapper) -> Iterator[str]:
    number = 0
    while line := stream.readline(MAX_LINE):
        number += 1
        if len(line) == MAX_LINE and not line.endswith(("\n", "\r")):
            raise BadInputError(
                file=file.name,
                row=number,
                expected=f"lines of at most {MAX_LINE:,} characters",
                advice="export the file again; this is no table",
            )
        yield line
