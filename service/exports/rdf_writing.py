"""Triples as documents, piece by piece: the same triples, the same bytes.

Triples come in groups, each with all that is said of a few subjects, in the order of their
addresses. So no subject stands in two pieces, N-Triples come out sorted as a whole although a
piece alone is sorted, and memory stays flat.

What there is most of comes as lines of N-Triples: to make an object of each of its triples, which
is then read by the serialiser, takes several times as long.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from itertools import chain, groupby, islice
from typing import cast

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from graph_schema.mapping import GraphMapping
from service.exports.json_ld import json_ld

Statement = Triple | Quad
Group = Sequence[Statement] | bytes
"""All that is said of a few subjects: statements, or lines of N-Triples as the library has them."""
Piece = list[Statement] | bytes
BATCH = 2_000  # triples per piece: many for the serialiser, few enough for the processor's cache
LINES = 1 << 18  # bytes of a piece of lines: as many triples
PREFIX = b"@prefix "


def serialised(groups: Iterable[Group], form: str, mapping: GraphMapping) -> Iterator[bytes]:
    """The groups piece by piece; the pieces put together are one document."""
    return WRITERS[form](_pieces(groups), mapping)


def grouped(statements: Iterable[Statement]) -> Group:
    """All that is said of a few subjects, in the same order; as lines where it is much.

    A theme may have a tenth of all claims behind it: as lines they take a fifth of the memory.
    """
    left = iter(statements)
    parts = iter(lambda: list(islice(left, BATCH)), [])
    first = next(parts, [])
    if len(first) < BATCH:
        return first
    return b"".join(_written(part, RdfFormat.N_QUADS) for part in chain([first], parts))


def _pieces(groups: Iterable[Group]) -> Iterator[Piece]:
    for are_lines, alike in groupby(groups, lambda group: isinstance(group, bytes)):
        if are_lines:
            yield from _joined(cast(Iterable[bytes], alike))
        else:
            yield from _gathered(cast(Iterable[Sequence[Statement]], alike))


def _gathered(groups: Iterable[Sequence[Statement]]) -> Iterator[Piece]:
    waiting: list[Statement] = []
    for group in groups:
        waiting += group
        if len(waiting) >= BATCH:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _joined(groups: Iterable[bytes]) -> Iterator[Piece]:
    waiting, size = list[bytes](), 0
    for group in groups:
        waiting.append(group)
        size += len(group)
        if size >= LINES:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


def _lines(form: RdfFormat, pieces: Iterable[Piece], _: GraphMapping) -> Iterator[bytes]:
    for piece in pieces:
        yield b"".join(sorted(_written(piece, form).splitlines(keepends=True)))


def _turtle(pieces: Iterable[Piece], mapping: GraphMapping) -> Iterator[bytes]:
    header: bytes | None = None
    prefixes = mapping.terms.prefixes
    for piece in pieces:
        written = _written(piece, RdfFormat.TURTLE, prefixes)
        if header is None:
            # pyoxigraph writes the prefixes in no order of its own.
            found = _header(written)
            header = b"".join(sorted(found.splitlines(keepends=True)))
            yield header
        yield written[len(header) :]


def _json_ld(pieces: Iterable[Piece], mapping: GraphMapping) -> Iterator[bytes]:
    return json_ld(map(_statements, pieces), mapping)


WRITERS: dict[str, Callable[[Iterable[Piece], GraphMapping], Iterator[bytes]]] = {
    "turtle": _turtle,
    "nt": partial(_lines, RdfFormat.N_TRIPLES),
    "nquads": partial(_lines, RdfFormat.N_QUADS),
    "json-ld": _json_ld,
}


def _written(piece: Piece, form: RdfFormat, prefixes: dict[str, str] | None = None) -> bytes:
    if isinstance(piece, bytes) and form in {RdfFormat.N_TRIPLES, RdfFormat.N_QUADS}:
        return piece
    out = BytesIO()
    # It takes triples among quads; its declaration knows only one or the other.
    serialize(cast(Iterable[Quad], _statements(piece)), out, form, prefixes=prefixes)
    return out.getvalue()


def _statements(piece: Piece) -> Iterable[Statement]:
    return parse(piece, RdfFormat.N_TRIPLES, lenient=True) if isinstance(piece, bytes) else piece


def _header(piece: bytes) -> bytes:
    """The prefixes that begin a document: the same in every piece, wanted in the first."""
    lines = piece.splitlines(keepends=True)
    count = next((n for n, line in enumerate(lines) if not line.startswith(PREFIX)), len(lines))
    return b"".join(lines[:count])
