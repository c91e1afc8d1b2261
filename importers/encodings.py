"""Which encoding a text file is in; a doubt is an error, never letters that were not written."""

import codecs
import re
from io import TextIOWrapper

from importers.errors import BadInputError
from importers.files import CHUNK, SourceFile

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE_BYTES = 64 * 1024  # enough lines with letters beyond ASCII to tell two languages apart
SINGLE_BYTE = ("cp1252", "cp1250")
"""Tried where no encoding is given; latin-1 is read as cp1252, which holds all its letters."""
NORTHERN = re.compile(rb"[\xe5\xc5]|\xa3[0-9]|\s\xe0\s")  # å, £100, à; in cp1250 rare letters
CENTRAL = re.compile(rb"[\xb3\xb9](?=[a-z\xc0-\xff])|[a-z]\xbf[a-z]|[a-z]\xec[a-z]")  # ł ą ż ě
LETTER = re.compile(rb"[\xc0-\xff]")
DOS_INSIDE = re.compile(rb"[A-Za-z][\x81\x84\x86\x8e\x8f\x90\x94\x99][a-z]")  # else quotes, daggers
OLD_LETTERS = re.compile(rb"[a-z][\x81\x84\x86\x8a\x8c\x9a]")  # å ä ö of DOS and the old Macintosh
DOS_O_AT_END = re.compile(rb"[a-z]\x94")  # ö, or a closing quotation mark
OPENING_QUOTE = re.compile(rb"\x93|(?<![a-z])\x94[A-Za-z]")
DOUBLY_ENCODED = re.compile("Ã[¥¤¶…„–¸¦¼]")  # å ä ö Å Ä Ö ø æ ü
PROPER = re.compile("[åäöÅÄÖéüøæ]")
ADVICE = "save the file as UTF-8, or say which encoding it is in"


def encoding_of(file: SourceFile, encoding: str | None = None) -> str:
    """The encoding of a whole file; one that is given must be borne out by all bytes."""
    return _checked(file, encoding) if encoding is not None else _recognised(file)


def text_stream(file: SourceFile, encoding: str) -> TextIOWrapper:
    """The file as text with its line ends untouched."""
    return TextIOWrapper(file.open(), encoding=encoding, newline="")


def _recognised(file: SourceFile) -> str:
    head = file.head(4)
    for mark, name in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            _decode_all(file, name)
            return name
    if _is_utf8(file):
        return "utf-8"
    return _single_byte(file)


def _checked(file: SourceFile, encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
    except LookupError as error:
        raise file.error(f"the name of an encoding, not {encoding!r}", "try utf-8") from error
    if name in ("utf-8", "ascii"):
        name = "utf-8-sig" if file.head(3) == codecs.BOM_UTF8 else name
    elif not name.startswith("utf") and _is_utf8(file, beyond_ascii=True):
        raise file.error(f"text in {encoding}; this file is in UTF-8", "leave the encoding out")
    _decode_all(file, name)
    return name


def _is_utf8(file: SourceFile, *, beyond_ascii: bool = False) -> bool:
    """Whether all bytes are UTF-8, and if asked for, not merely ASCII."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    ascii_only = True
    with file.open() as stream:
        while chunk := stream.read(CHUNK):
            ascii_only = ascii_only and chunk.isascii()
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return False
    return not decoder.getstate()[0] and not (beyond_ascii and ascii_only)


def _decode_all(file: SourceFile, name: str) -> None:
    decoder = codecs.getincrementaldecoder(name)()
    line = 1
    with file.open() as stream:
        try:
            while chunk := stream.read(CHUNK):
                line += decoder.decode(chunk).count("\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].count(b"\n")
            raise BadInputError(
                file=file.name,
                row=line + before,
                expected=f"text in {name}; byte {error.object[error.start]:#04x} is not",
                advice=ADVICE,
            ) from error


def _single_byte(file: SourceFile) -> str:
    sample = _lines_beyond_ascii(file)
    from charset_normalizer import from_bytes  # seldom needed, and slow to load

    guesses = from_bytes(sample, cp_isolation=list(SINGLE_BYTE))
    plausible = {name for guess in guesses for name in guess.could_be_from_charset}
    chosen = _told_apart(sample)
    if chosen not in plausible or _from_another_system(sample):
        raise file.error("text in UTF-8; the encoding cannot be recognised for sure", ADVICE)
    _decode_all(file, chosen)
    return chosen


def _told_apart(sample: bytes) -> str | None:
    """The one of the two that the letters speak for; statistics alone read Danish as Polish."""
    readings = {name: sample.decode(name, "replace") for name in SINGLE_BYTE}
    northern, central = NORTHERN.search(sample), CENTRAL.search(sample)
    if readings["cp1252"] == readings["cp1250"] or (northern is not None and central is None):
        return "cp1252"
    return "cp1250" if central is not None and northern is None else None


def _from_another_system(sample: bytes) -> bool:
    """Whether letters of DOS or the old Macintosh stand where cp1252 has quotes and daggers."""
    if DOS_INSIDE.search(sample) is not None:
        return True
    if LETTER.search(sample) is not None:
        return False
    unopened = DOS_O_AT_END.search(sample) is not None and OPENING_QUOTE.search(sample) is None
    return unopened or OLD_LETTERS.search(sample) is not None


def _lines_beyond_ascii(file: SourceFile) -> bytes:
    sample = b""
    with file.open() as stream:
        while len(sample) < SAMPLE_BYTES and (line := stream.readline(SAMPLE_BYTES)):
            sample += b"" if line.isascii() else line
    return sample


def refuse_doubly_encoded(file: SourceFile, text: str) -> None:
    """Refuse text such as ``MalmÃ¶``, which was read in the wrong encoding before it was saved."""
    found = DOUBLY_ENCODED.search(text)
    if found is not None and len(DOUBLY_ENCODED.findall(text)) > len(PROPER.findall(text)):
        raise BadInputError(
            file=file.name,
            value=text[max(0, found.start() - 20) : found.end() + 20],
            expected="letters such as å; the file was saved after being read in a wrong encoding",
            advice="fetch the file again and open it as UTF-8 before saving",
        )
