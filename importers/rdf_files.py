"""Files of RDF, read into a store on disk."""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, parse

from importers.errors import BadInputError
from importers.files import SourceFile

FORMATS: Mapping[str, RdfFormat] = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.STREAMING_JSON_LD,
    ".json": RdfFormat.STREAMING_JSON_LD,
}
EVERY = 10_000  # triples between two signs of progress
MOST_AT_ONCE = 64 << 20  # bytes of JSON-LD that is no stream: it takes eleven times as much memory
ADVICE = "export the file again; it must be whole and unchanged"


def read_into(folder: Path, file: SourceFile, progress: Callable[[int], None]) -> Store:
    """The triples of a file by the ending of its name, in a store of their own below the folder.

    JSON-LD is read as the stream that exports are. Where other programs have put it in another
    order it is read at once, if it is small enough. Raises ``BadInputError``.
    """
    form = FORMATS.get(Path(file.name).suffix.lower())
    if form is None:
        endings = ", ".join(FORMATS)
        raise file.error(f"a name that ends in one of {endings}", "name the file by its format")
    try:
        return _stored(folder / "read", file, form, progress)
    except _NotReadError as error:
        if form is not RdfFormat.STREAMING_JSON_LD:
            raise error.told from error
        if file.size > MOST_AT_ONCE:
            raise file.error(
                f"{error.told.expected}, or at most {MOST_AT_ONCE >> 20} MiB where another program "
                "has put it in another order",
                "export the file again, or turn it into N-Triples",
            ) from error
    try:
        return _stored(folder / "at-once", file, RdfFormat.JSON_LD, progress)
    except _NotReadError as error:
        raise error.told from error


class _NotReadError(Exception):
    """A file that is not of its format."""

    def __init__(self, told: BadInputError) -> None:
        super().__init__()
        self.told = told


def _stored(
    place: Path, file: SourceFile, form: RdfFormat, progress: Callable[[int], None]
) -> Store:
    triples = Store(str(place))
    triples.bulk_extend(_counted(_read(file, form), progress))
    return triples


def _counted(quads: Iterable[Quad], progress: Callable[[int], None]) -> Iterator[Quad]:
    for number, quad in enumerate(quads, 1):
        if number % EVERY == 0:
            progress(number)
        yield quad


def _read(file: SourceFile, form: RdfFormat) -> Iterator[Quad]:
    with file.open() as stream:
        if stream.read(len(BOM_UTF8)) != BOM_UTF8:  # some editors write one, and no parser takes it
            stream.seek(0)
        try:
            yield from parse(stream, format=form)
        except MemoryError as error:
            raise file.error(
                "lines of at most 16 MiB", "name a file that `ekokarta export` wrote"
            ) from error
        except SyntaxError as error:
            told = BadInputError(
                file=file.name,
                row=error.lineno,
                value=error.text,
                expected=f"{form.name} ({error.msg})",
                advice=ADVICE,
            )
            raise _NotReadError(told) from error
