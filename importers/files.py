"""A file to import: opened once, hashed, and held to that hash until the import is over."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from importers.errors import BadInputError
from importers.masking import mask_personal_numbers

MAX_BYTES = 1 << 30
"""1 GiB: 1.5 million projects, all of Europe, at 700 bytes a row; more is a wrong file."""
CHUNK = 1 << 20


class SourceFile:
    """The bytes of one input file, its name and the SHA-256 of what stood in it when it was opened.

    Every way of reading begins at the first byte. ``verify`` says whether the bytes are still the
    same; call it when the last record has been read.
    """

    def __init__(self, path: Path, *, limit: int = MAX_BYTES) -> None:
        self.name = mask_personal_numbers(path.name)
        self._path: Path | None = path
        self._data = b""
        self._check_path(path, limit)
        self.size, self.sha256 = self._hashed(limit)

    @classmethod
    def from_bytes(cls, data: bytes, name: str) -> "SourceFile":
        """A file that stands in memory, such as a bundled sample."""
        made = cls.__new__(cls)
        made.name, made._path, made._data = mask_personal_numbers(name), None, data
        made.size, made.sha256 = made._hashed(MAX_BYTES)
        return made

    def open(self) -> BinaryIO:
        """A new stream from the first byte; the caller closes it."""
        if self._path is None:
            return BytesIO(self._data)
        try:
            return self._path.open("rb")
        except OSError as error:
            raise self.error(
                f"a file that can be read ({error.strerror})", "check the file and its permissions"
            ) from error

    def read(self) -> bytes:
        """All bytes at once; for files whose format must stand in memory anyway."""
        with self.open() as stream:
            return stream.read()

    def head(self, count: int) -> bytes:
        """The first bytes, by which a format is recognised."""
        with self.open() as stream:
            return stream.read(count)

    def verify(self) -> None:
        """Refuse the file if its bytes are no longer those that were hashed at the beginning."""
        if self._hashed(None) != (self.size, self.sha256):
            raise self.error(
                "the same bytes at the end as at the beginning: the file changed while it was read",
                "import it again when nothing writes to it any more",
            )

    def error(self, expected: str, advice: str = "", *, row: int | None = None) -> BadInputError:
        """An error about the file as a whole, or about a row no reader could make out."""
        return BadInputError(file=self.name, row=row, expected=expected, advice=advice)

    def _check_path(self, path: Path, limit: int) -> None:
        if not path.exists():
            raise self.error("a file; there is none of this name", "check the path")
        if path.is_dir():
            raise self.error("a file, not a directory", "name the file in the directory")
        if not path.is_file():
            raise self.error("an ordinary file, not a device or pipe", "save it as a file first")
        if path.stat().st_size > limit:
            raise self._too_large(limit)

    def _hashed(self, limit: int | None) -> tuple[int, str]:
        size, running = 0, sha256()
        with self.open() as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if limit is not None and size > limit:
                    raise self._too_large(limit)
                running.update(chunk)
        if size == 0 and limit is not None:
            raise self.error("a file with something in it; this one is empty", "fetch it again")
        return size, running.hexdigest()

    def _too_large(self, limit: int) -> BadInputError:
        return self.error(f"at most {limit:,} bytes", "import it in parts")
