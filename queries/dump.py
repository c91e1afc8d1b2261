"""The whole ledger as one compressed, checksummed file: backup, and move between stores."""

import gzip
import json
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from graph_schema.ids import canonical_json
from graph_schema.judgements import BEFORE, Judgement
from queries.projection.project import project
from queries.projection.rules import RULES
from queries.publication import writing
from queries.refusals import LedgerRefusalError
from queries.stores.base import LEDGER_KINDS, STORE_FORMAT, Body, Kind, Row, Store

MAX_LINE = 64 * 2**20  # a row is a few kilobytes; a line beyond this is no dump of ours
HEADER = "ekokarta dump"
PROJECTED: tuple[Kind, ...] = ("claim", "run", "member", "judgement")


class DumpError(LedgerRefusalError):
    """A dump that cannot be loaded; the message says where it breaks."""


def dump(store: Store, target: IO[bytes]) -> int:
    """Write every ledger row up to the published head; returns the number of rows.

    The same ledger gives the same bytes: rows in key order, no time of writing in the file.
    """
    head, total, rows = store.head(), sha256(), 0
    published = [(v, t) for v in range(1, head + 1) if (t := store.published_at(v)) is not None]
    first = {"file": HEADER, "format": STORE_FORMAT, "head": head, "published": published}
    with gzip.GzipFile(filename="", fileobj=target, mode="wb", mtime=0, compresslevel=6) as packed:

        def write(line: str) -> None:
            data = line.encode("utf-8", "surrogatepass") + b"\n"
            total.update(data)
            packed.write(data)

        write(canonical_json(first))
        for kind in LEDGER_KINDS:
            for row in store.rows(kind, at=head, changed_since=0):
                entry = [row.kind, row.key, row.from_version, row.to_version, row.body]
                write(json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
                rows += 1
        last = canonical_json({"rows": rows, "sha256": total.hexdigest()})
        packed.write(last.encode() + b"\n")
    return rows


def load(store: Store, path: Path) -> int:
    """Fill an empty store from a dump and rebuild what is derived; returns the head.

    The file is read to its end and its checksum compared before anything is stored.
    """
    if store.head() != 0:
        raise DumpError(
            f"the store holds version {store.head()} already; load fills an empty store only. "
            "Name another with EKOKARTA_STORE."
        )
    header = check(path)
    published = [(int(v), str(t)) for v, t in header["published"]]
    with writing(store) as lease:
        rows = _ledger_and_derived(path, [v for v, _ in published])
        store.restore(lease, rows, published, rules=RULES)
    return store.head()


def check(path: Path) -> dict[str, Any]:
    """The header of a dump whose checksum holds; raises ``DumpError`` that says what is wrong."""
    header, rows = _opened(path)
    for _ in rows:
        pass
    return header


def _opened(path: Path) -> tuple[dict[str, Any], Iterator[Row]]:
    """The header and the rows; at their end stands whether the checksum holds, at every reading."""
    lines = enumerate(_lines(path), start=1)
    first = next(lines, None)
    if first is None:
        raise DumpError(f"{path.name}: the file ends before its checksum; it is not whole")
    header = _header(path, first[1])
    return header, _rows(path, lines, first[1])


def _rows(path: Path, lines: Iterator[tuple[int, bytes]], first: bytes) -> Iterator[Row]:
    total = sha256(first)
    for number, line in lines:
        entry = _parsed(path, number, line)
        if isinstance(entry, dict) and "sha256" in entry:
            # Before this line stand the header and one line for each row.
            if entry != {"rows": number - 2, "sha256": total.hexdigest()}:
                raise DumpError(
                    f"{path.name}: the checksum does not hold; the file was changed or damaged"
                )
            for number, _ in lines:
                raise DumpError(f"{path.name}, line {number}: text after the checksum")
            return
        total.update(line)
        yield _row(path, number, entry)
    raise DumpError(f"{path.name}: the file ends before its checksum; it is not whole")


def _header(path: Path, line: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        entry = None
    if not isinstance(entry, dict) or entry.get("file") != HEADER or "format" not in entry:
        raise DumpError(f"{path.name}, line 1: expected the header of an ekokarta dump")
    if entry["format"] != STORE_FORMAT:
        raise DumpError(
            f"{path.name}: format {entry['format']}, this program reads {STORE_FORMAT}; "
            "use the program's version that matches"
        )
    published, head = entry.get("published"), entry.get("head")
    if not isinstance(published, list) or not all(map(_is_publication, published)):
        raise DumpError(f"{path.name}, line 1: expected the header with every published version")
    if head != max((version for version, _ in published), default=0):
        raise DumpError(f"{path.name}, line 1: expected the header with the last version as head")
    return entry


def _is_publication(entry: Any) -> bool:
    return isinstance(entry, list) and [type(part) for part in entry] == [int, str]


def _row(path: Path, number: int, entry: Any) -> Row:
    if isinstance(entry, list) and len(entry) == 5:
        kind, key, from_version, to_version, body = entry
        of_kind = isinstance(key, str) and isinstance(body, dict) and kind in LEDGER_KINDS
        stamps = type(from_version) is int and (to_version is None or type(to_version) is int)
        if kind == "judgement" and of_kind and stamps:
            _refuse_unsound(path, number, key, body)
        if of_kind and stamps:
            return Row(kind, key, body, from_version, to_version)
    raise DumpError(
        f"{path.name}, line {number}: expected a row of the ledger: "
        f"one of {', '.join(LEDGER_KINDS)}, key, first and last version, body"
    )


def _refuse_unsound(path: Path, number: int, key: str, body: Body) -> None:
    try:
        found = Judgement.stored(body)
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in wrong["loc"]) or "records"
        raise DumpError(
            f"{path.name}, line {number}: expected a judgement that this program knows; "
            f"{field}: {str(wrong['msg']).removeprefix('Value error, ')}"
        ) from error
    if found.id != key:
        raise DumpError(
            f"{path.name}, line {number}: judgement {key} was altered; what it says has the id "
            f"{found.id}"
        )
    if found.made >= BEFORE:
        raise DumpError(
            f"{path.name}, line {number}: judgement {key} is dated {found.made}; expected an "
            f"instant before {BEFORE}, so that a later decision can undo it"
        )


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path, "rb") as packed:
            while line := packed.readline(MAX_LINE):
                if not line.endswith(b"\n"):
                    raise DumpError(f"{path.name}: a line is cut off; the file is not whole")
                yield line
    except (EOFError, OSError, zlib.error) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise DumpError(f"{path.name}: cannot be read: {error.strerror}") from error
        raise DumpError(f"{path.name}: not a whole ekokarta dump ({error})") from error


def _parsed(path: Path, number: int, line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DumpError(f"{path.name}, line {number}: not JSON ({error})") from error


def _ledger_and_derived(path: Path, versions: list[int]) -> Iterator[Row]:
    ledger: dict[Kind, list[Row]] = {kind: [] for kind in LEDGER_KINDS}
    for row in _opened(path)[1]:
        ledger[row.kind].append(row)
        yield row
    yield from derived_history(ledger, versions)


def derived_history(ledger: dict[Kind, list[Row]], versions: list[int]) -> Iterator[Row]:
    """The derived rows of every published version, projected anew from the ledger's rows."""
    open_rows: dict[tuple[Kind, str], tuple[Body, int]] = {}
    for version in versions:
        claims, runs, members, judgements = (_at(ledger[kind], version) for kind in PROJECTED)
        found = project(claims, runs, {row.key: row.body for row in members}, version, judgements)
        present: dict[tuple[Kind, str], Body] = {
            (kind, key): body for kind, rows in found.derived() for key, body in rows.items()
        }
        for place, (body, since) in list(open_rows.items()):
            if present.get(place) != body:
                yield Row(place[0], place[1], body, since, version)
                del open_rows[place]
        for place, body in present.items():
            open_rows.setdefault(place, (body, version))
    for (kind, key), (body, since) in open_rows.items():
        yield Row(kind, key, body, since, None)


def _at(rows: list[Row], version: int) -> list[Row]:
    return [
        row
        for row in rows
        if row.from_version <= version and (row.to_version is None or version < row.to_version)
    ]
