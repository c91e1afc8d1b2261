"""Triples as documents, piece by piece: the same triples, the same bytes.

Triples come in groups, each with all that is said of a few subjects, in the order of their
addresses. So no subject stands in two pieces, N-Triples come out sorted as a whole although a
piece alone is sorted, and memory stays flat.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import cast

from pyoxigraph import Quad, RdfFormat, Triple, serialize

Statement = Triple | Quad
Group = Sequence[Statement]
BATCH = 2_000  # triples per piece: many for the serialiser, few enough for the processor's cache
PREFIX = b"@prefix "


def serialised(groups: Iterable[Group], form: str, prefixes: dict[str, str]) -> Iterator[bytes]:
    """The groups piece by piece; the pieces put together are one document."""
    return WRITERS[form](_pieces(groups), prefixes)


def _pieces(groups: Iterable[Group]) -> Iterator[list[Statement]]:
    waiting: list[Statement] = []
    for group in groups:
        waiting += group
        if len(waiting) >= BATCH:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _lines(
    form: RdfFormat, pieces: Iterable[list[Statement]], _: dict[str, str]
) -> Iterator[bytes]:
    for piece in pieces:
        yield b"".join(sorted(_written(piece, form).splitlines(keepends=True)))


def _turtle(pieces: Iterable[list[Statement]], prefixes: dict[str, str]) -> Iterator[bytes]:
    header: bytes | None = None
    for piece in pieces:
        written = _written(piece, RdfFormat.TURTLE, prefixes)
        if header is None:
            # pyoxigraph writes the prefixes in no order of its own.
            found = _header(written)
            header = b"".join(sorted(found.splitlines(keepends=True)))
            yield header
        yield written[len(header) :]


def _json_ld(pieces: Iterable[list[Statement]], _: dict[str, str]) -> Iterator[bytes]:
    """One array; in expanded form, so that no context has to be read first."""
    between = b"["
    for piece in pieces:
        yield between + _written(piece, RdfFormat.JSON_LD)[1:-1]
        between = b",\n"
    yield b"[]" if between == b"[" else b"]"


WRITERS: dict[str, Callable[[Iterable[list[Statement]], dict[str, str]], Iterator[bytes]]] = {
    "turtle": _turtle,
    "nt": partial(_lines, RdfFormat.N_TRIPLES),
    "nquads": partial(_lines, RdfFormat.N_QUADS),
    "json-ld": _json_ld,
}


def _written(
    statements: Iterable[Statement], form: RdfFormat, prefixes: dict[str, str] | None = None
) -> bytes:
    out = BytesIO()
    # It takes triples among quads; its declaration knows only one or the other.
    serialize(cast(Iterable[Quad], statements), out, form, prefixes=prefixes)
    return out.getvalue()


def _header(piece: bytes) -> bytes:
    """The prefixes that begin a document: the same in every piece, wanted in the first."""
    lines = piece.splitlines(keepends=True)
    count = next((n for n, line in enumerate(lines) if not line.startswith(PREFIX)), len(lines))
    return b"".join(lines[:count])
