"""Files that a library can only write whole: made aside, sent piece by piece, and gone after."""

import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, NamedTuple

from service.exports.pieces import Pieces

SIZE = 256 * 1024  # bytes of a piece
Named = tuple[str, Iterator[bytes]]
"""A file's name and content; the content has to be read before the next file is asked for."""
DAY_ONE = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows: the same data, the same bytes


class FileFacts(NamedTuple):
    """A file that was written: its size in bytes and its SHA-256."""

    size: int
    sha256: str


def measured(pieces: Iterator[bytes], told: Callable[[FileFacts], object]) -> Iterator[bytes]:
    """The same pieces; ``told`` is told of the file when the last is read."""
    size, digest = 0, sha256()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
        yield piece
    told(FileFacts(size, digest.hexdigest()))


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """What the file holds, from its beginning."""
    file.seek(0)
    while piece := file.read(SIZE):
        yield piece


def archived(files: Iterator[Named]) -> Iterator[bytes]:
    """Files as one zip file, piece by piece."""
    pieces = Pieces()
    with zipfile.ZipFile(pieces, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            with archive.open(undated(name), "w", force_zip64=True) as file:
                for piece in content:
                    file.write(piece)
                    yield pieces.take()
    yield pieces.take()


class Archive(zipfile.ZipFile):
    """A zip file that holds no time of its writing."""

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Keep what is given under a name."""
        known = zinfo_or_arcname
        info = undated(known) if isinstance(known, str) else known
        super().writestr(info, data, compress_type, compresslevel)

    def write(
        self,
        filename: Any,
        arcname: Any = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Keep a file of the disk under a name."""
        with Path(filename).open("rb") as source, self.open(undated(arcname), "w") as target:
            for piece in pieces_of(source):
                target.write(piece)


def undated(name: str) -> zipfile.ZipInfo:
    """How an archive keeps a file."""
    info = zipfile.ZipInfo(name, DAY_ONE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
