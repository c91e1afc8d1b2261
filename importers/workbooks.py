"""The parts of an Excel workbook, unpacked only as far as is safe."""

import struct
import zlib
from collections.abc import Mapping
from typing import IO, cast
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml.ElementTree import fromstring
from lxml.etree import XMLSyntaxError

from importers.errors import BadInputError
from importers.files import CHUNK, SourceFile

MAX_UNPACKED = 200_000_000  # bytes; about a million rows of ten short cells
MAX_RATIO = 200  # a sheet of equal rows packs to a hundredth; only a bomb packs tighter
RATIO_COUNTS_FROM = 1_000_000  # bytes; what is smaller unpacked does no harm however well it packs
MAX_ENTRIES = 2_000  # sheets, pictures and their parts; real workbooks have dozens
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = b"PK\x03\x04"
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")
ENCRYPTED_FLAG = 0x1

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
SAVE_AS_XLSX = "open it in a spreadsheet program and save it as .xlsx, no password, no macros"
DAMAGE = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    ParseError,
    ValueError,  # of defusedxml, of undecodable names, of offsets below zero
    XMLSyntaxError,
    struct.error,
    zlib.error,
)
"""What zip and XML readers raise over a file that is cut off, garbled or not what it says."""
SAVE_AGAIN = "open it in a spreadsheet program and save it again"


class Workbook:
    """An opened workbook: its sheets by name, and streams of its parts that cannot run over."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        _refuse_other_formats(file)
        self._stream = file.open()
        try:
            self._archive = ZipFile(self._stream)
            self._entries = self._checked_entries()
            self._unpack_all()
            self.sheets, self.hidden, self.date1904 = self._contents()
        except DAMAGE as error:
            self._stream.close()
            raise self.damaged(error) from error
        except BadInputError:
            self._stream.close()
            raise

    def open(self, name: str) -> IO[bytes] | None:
        """A part of the workbook, or None if it has no such part."""
        entry = self._entries.get(name.lower())
        return None if entry is None else self._archive.open(entry)

    def close(self) -> None:
        """Close the file beneath."""
        self._archive.close()
        self._stream.close()

    def damaged(self, error: Exception) -> BadInputError:
        """An error about a workbook whose inside does not hold together."""
        reason = str(error) or type(error).__name__
        return self.file.error(
            f"a whole .xlsx workbook; it is damaged ({reason})", "fetch it again"
        )

    def _checked_entries(self) -> Mapping[str, ZipInfo]:
        entries = self._archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise self._bomb(f"at most {MAX_ENTRIES} parts, it has {len(entries)}")
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise self._bomb(f"at most {MAX_UNPACKED:,} bytes when unpacked")
        named = {entry.filename.lower().lstrip("/"): entry for entry in entries}
        if len(named) < len(entries):
            raise self._bomb("every part once")
        for entry in entries:
            self._check_entry(entry)
        if any("vbaproject" in name for name in named):
            raise self.file.error("a workbook without macros", SAVE_AS_XLSX)
        if "xl/workbook.xml" not in named:
            raise self.file.error("an .xlsx workbook; this archive holds no sheets", SAVE_AS_XLSX)
        return named

    def _check_entry(self, entry: ZipInfo) -> None:
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise self.file.error("a workbook without a password", SAVE_AS_XLSX)
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise self._bomb("parts packed as the format says (stored or deflated)")
        packed = max(entry.compress_size, 1)
        if entry.file_size > RATIO_COUNTS_FROM and entry.file_size / packed > MAX_RATIO:
            raise self._bomb(f"parts packed to no less than 1/{MAX_RATIO} of their size")

    def _unpack_all(self) -> None:
        """Unpack every XML part once, so that a size or a checksum that lies is found before use.

        The archive never yields more bytes than the entry declares, and the declared sizes are
        bounded: what is declared too small ends in a wrong checksum.
        """
        for name, entry in self._entries.items():
            if not name.endswith((".xml", ".rels")):
                continue
            tail = b""
            with self._archive.open(entry) as part:
                while chunk := part.read(CHUNK):
                    if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk:
                        raise self.file.error(
                            "a workbook without document types and entities", SAVE_AS_XLSX
                        )
                    tail = chunk[-16:]

    def _contents(self) -> tuple[Mapping[str, str], frozenset[str], bool]:
        book = self.parsed("xl/workbook.xml")
        relations = self.parsed("xl/_rels/workbook.xml.rels")
        if book is None or relations is None:
            raise self.file.error(
                "a whole .xlsx workbook; its list of parts is missing", SAVE_AGAIN
            )
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        sheets, hidden = {}, set()
        for sheet in book.iterfind("{*}sheets/{*}sheet"):
            target = targets.get(sheet.get(RELATION, sheet.get(STRICT_RELATION)), "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if path.lower() in self._entries and "chartsheet" not in path.lower():
                sheets[sheet.get("name", "")] = path
                if sheet.get("state", "visible") != "visible":
                    hidden.add(sheet.get("name", ""))
        if not sheets:
            raise self.file.error("a workbook with at least one sheet", "fetch it again")
        properties = book.find("{*}workbookPr")
        date1904 = properties is not None and properties.get("date1904") in ("1", "true")
        return sheets, frozenset(hidden), date1904

    def parsed(self, name: str) -> Element | None:
        """A small part of the workbook as a whole, or None if it has no such part."""
        part = self.open(name)
        if part is None:
            return None
        with part:
            return cast(Element, fromstring(part.read(), forbid_dtd=True))

    def _bomb(self, expected: str) -> BadInputError:
        return self.file.error(f"a workbook of ordinary size: {expected}", "import it in parts")


def _refuse_other_formats(file: SourceFile) -> None:
    start = file.head(len(OLE_MAGIC))
    if start.startswith(OLE_MAGIC):
        locked = ENCRYPTED_PART in file.read()
        found = (
            "it is locked with a password" if locked else "it is an old .xls or other Office file"
        )
        raise file.error(f"an .xlsx workbook; {found}", SAVE_AS_XLSX)
    if not start.startswith(ZIP_MAGIC):
        raise file.error(
            "an .xlsx workbook; this is another kind of file, whatever its name",
            "if it is text with separators, import it as CSV",
        )
