"""Workbooks for the tests: whole ones by openpyxl, broken ones put together part by part."""

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
    "xl/workbook.xml": (
        f"<workbook xmlns='{MAIN}' xmlns:r='{RELATIONS}'>"
        "<sheets><sheet name='Data' sheetId='1' r:id='rId1'/></sheets></workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"<Relationship Id='rId1' Type='{RELATIONS}/worksheet' Target='worksheets/sheet1.xml'/>"
        "</Relationships>"
    ),
}
HEADER = "<row r='1'><c r='A1' t='inlineStr'><is><t>Namn</t></is></c>" \
    "<c r='B1' t='inlineStr'><is><t>Ort</t></is></c></row>"  # fmt: skip


def written(path: Path, rows: Sequence[Sequence[object]], title: str = "Data") -> Path:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def sheet_xml(rows: str, after: str = "") -> str:
    """The part of a sheet that holds these rows."""
    return f"<worksheet xmlns='{MAIN}'><sheetData>{rows}</sheetData>{after}</worksheet>"


def zipped(path: Path, rows: str, after: str = "", parts: Mapping[str, str] | None = None) -> Path:
    """A workbook whose sheet holds exactly this XML, with further or other parts."""
    whole = {**PARTS, "xl/worksheets/sheet1.xml": sheet_xml(rows, after), **(parts or {})}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in whole.items():
            archive.writestr(name, text)
    return path


def declaring(path: Path, name: str, size: int) -> Path:
    """The same archive with another unpacked size declared for a part, in both its headers."""
    data = bytearray(path.read_bytes())
    for magic, size_at, name_at in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        start = data.find(magic)
        while bytes(data[start + name_at : start + name_at + len(name)]) != name.encode():
            start = data.find(magic, start + 1)
        struct.pack_into("<I", data, start + size_at, size)
    path.write_bytes(bytes(data))
    return path
