"""Tables in any format an importer may meet; the format is told by the content, not by the name."""

from collections.abc import Collection, Sequence

from importers.delimited import read_csv as read_csv
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.rows import LocatedRow as LocatedRow
from importers.rows import TableRows as TableRows
from importers.workbooks import OLE_MAGIC, ZIP_MAGIC


def read_table(
    file: SourceFile,
    *,
    header: Sequence[str] | None = None,
    optional: Collection[str] = (),
    find_header: bool = False,
    delimiter: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    ignored: Collection[str] = (),
) -> TableRows:
    """The rows of a workbook, or of separated values, which have no ``sheet``."""
    if file.head(len(OLE_MAGIC)).startswith((ZIP_MAGIC, OLE_MAGIC)):
        from importers.spreadsheets import read_xlsx  # a third of a second, for workbooks only

        return read_xlsx(
            file,
            header=header,
            optional=optional,
            sheet=sheet,
            find_header=find_header,
            ignored=ignored,
        )
    if sheet is not None:
        raise BadInputError(
            file=file.name,
            value=sheet,
            expected="a workbook that has a sheet of this name; this is a file of separated values",
            advice="leave the sheet out, or give the workbook",
        )
    return read_csv(
        file,
        header=header,
        optional=optional,
        delimiter=delimiter,
        encoding=encoding,
        find_header=find_header,
    )
