"""A dump moves the whole ledger between stores and back; a damaged one is refused untouched."""

import gzip
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from queries.dump import MAX_LINE, DumpError, check, dump, load
from queries.publication import hash_at, writing
from queries.stores.base import KINDS, STORE_FORMAT, Row, Store, StoreBusyError, StoreError
from queries.stores.opening import open_store
from service.importing import import_files, withdraw_run
from tests.commands.command_line import CommandLine
from tests.conftest import emptied
from tests.ledger.export_file import write
from tests.ledger.test_imports import EXPORT, projects
from tests.lookup.small_graph import almanac, diary, record, register
from tests.neo4j_server import Neo4jServer

KEPT = Path(__file__).parent / "kept"


def file_store(path: Path) -> Store:
    """An SQLite store in a file."""
    return open_store(f"sqlite://{path}")


def filled(store: Store) -> Store:
    """Four versions: three sources, the last of which is withdrawn again."""
    record(store, register())
    record(store, almanac())
    withdraw_run(store, record(store, diary()))
    return store


def dumped(store: Store) -> bytes:
    """The bytes of a dump."""
    target = BytesIO()
    dump(store, target)
    return target.getvalue()


def everything(store: Store) -> list[Row]:
    """Every row there ever was, derived ones too."""
    return [row for kind in KINDS for row in store.rows(kind, changed_since=0)]


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Store]:
    """An SQLite store with four versions."""
    store = filled(file_store(tmp_path / "source.db"))
    yield store
    store.shut()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A whole dump of such a store."""
    store = filled(file_store(tmp_path_factory.mktemp("whole") / "store.db"))
    data = dumped(store)
    store.shut()
    return data


@pytest.fixture
def path(whole: bytes, tmp_path: Path) -> Path:
    """The dump in a file."""
    file = tmp_path / "whole.dump"
    file.write_bytes(whole)
    return file


def test_a_dump_wanders_through_both_stores_and_comes_back(
    source: Store, tmp_path: Path, neo4j_server: Neo4jServer
) -> None:
    path = tmp_path / "first.dump"
    path.write_bytes(dumped(source))
    server = emptied(neo4j_server)
    middle = open_store(server.url, user=server.user, password=server.password)
    last = file_store(tmp_path / "last.db")

    assert load(middle, path) == 4
    between = tmp_path / "between.dump"
    between.write_bytes(dumped(middle))
    assert load(last, between) == 4

    assert between.read_bytes() == path.read_bytes() == dumped(last)
    assert everything(middle) == everything(source) == everything(last)
    hashes = [[hash_at(store, v) for v in (1, 2, 3, 4)] for store in (source, middle, last)]
    assert hashes[0] == hashes[1] == hashes[2]
    assert len(set(hashes[0])) == 3  # withdrawing version 3 gives the graph of version 2 again
    moments = [[s.published_at(v) for v in (1, 2, 3, 4)] for s in (source, middle, last)]
    assert moments[0] == moments[1] == moments[2]
    middle.shut()
    last.shut()


def test_a_loaded_store_goes_on_as_the_first_would(
    store: Store, path: Path, tmp_path: Path
) -> None:
    load(store, path)

    report, _ = import_files(store, EXPORT, [write(tmp_path / "a.csv", projects(1, 2))])

    assert (report.version, store.head()) == (5, 5)
    assert hash_at(store, 4) == hash_at(store, 2)


def test_a_dump_while_somebody_writes_holds_what_is_published(store: Store) -> None:
    record(store, register())
    before = dumped(store)

    with writing(store) as lease:
        store.stage(lease, [("claim", "f" * 32, {"never": "published"})])
        during = dumped(store)
        store.discard(lease)

    assert during == before


def test_a_kept_dump_of_every_format_still_loads(store: Store) -> None:
    """The files are those that programs of these formats wrote; they are never written anew."""
    kept = {path.stem: path for path in sorted(KEPT.glob("*.dump"))}
    assert list(kept) == [f"format-{number}" for number in range(1, STORE_FORMAT + 1)]

    assert load(store, kept["format-1"]) == 4

    labels = Counter(row.body["label"] for row in store.rows("entity", at=2))
    types = Counter(row.body["type"] for row in store.rows("edge", at=2))
    assert labels == {  # as drawn in tests/lookup/conftest.py
        "Actor": 8, "Project": 3, "Collaboration": 1, "Programme": 2, "Region": 2, "Theme": 3,
    }  # fmt: skip
    assert types == {
        "PARTICIPATES_IN": 13, "PART_OF": 4, "LOCATED_IN": 1, "ACTIVE_IN": 2, "ADDRESSES": 2,
        "FUNDS": 5,
    }  # fmt: skip
    assert dumped(store) == kept["format-1"].read_bytes()


def test_a_kept_dump_is_asked_after_also_where_manifests_said_more_then(tmp_path: Path) -> None:
    ekokarta = CommandLine(tmp_path)

    loaded = ekokarta("load", KEPT / "format-1.dump")
    found = ekokarta("search", "Delad vinst", "--json")

    assert (loaded.code, found.code) == (0, 0), loaded.err + found.err
    assert [item["name"] for item in found.json()] == ["Delad vinst"]


def test_an_empty_store_has_a_dump_too(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "empty.dump"
    file.write_bytes(dumped(store))

    assert check(file) == {"file": "ekokarta dump", "format": 1, "head": 0, "published": []}
    assert load(store, file) == 0
    assert everything(store) == []


def test_a_dump_says_how_many_rows_it_holds(source: Store) -> None:
    target = BytesIO()
    rows = dump(source, target)
    lines = gzip.decompress(target.getvalue()).splitlines()

    assert json.loads(lines[0])["head"] == 4
    assert rows == len(lines) - 2 == json.loads(lines[-1])["rows"]


def test_only_an_empty_store_is_filled(source: Store, path: Path) -> None:
    before = everything(source)

    with pytest.raises(DumpError, match="holds version 4 already; load fills an empty store only"):
        load(source, path)

    assert everything(source) == before


def test_a_store_that_somebody_writes_is_not_filled(store: Store, path: Path) -> None:
    with writing(store) as lease:
        with pytest.raises(StoreBusyError, match="process"):
            load(store, path)
        store.discard(lease)

    assert load(store, path) == 4


def packed(*lines: Any, total: bool = True) -> bytes:
    """A dump of these lines with a checksum that holds."""
    texts = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    body = b"".join(text + b"\n" for text in texts)
    end = {"rows": len(lines) - 1, "sha256": sha256(body).hexdigest()}
    return gzip.compress(body + (json.dumps(end).encode() + b"\n" if total else b""))


def header(**more: Any) -> dict[str, Any]:
    """The first line of a dump of one version."""
    first = {"file": "ekokarta dump", "format": 1, "head": 1}
    return {**first, "published": [[1, "2026-01-01T00:00:00Z"]], **more}


def repacked(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """Change the text inside and compress it anew."""
    return lambda data: gzip.compress(change(gzip.decompress(data)))


def with_line(number: int, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """Change one line and leave the checksum as it was."""

    def changed(text: bytes) -> bytes:
        lines = text.splitlines(keepends=True)
        lines[number] = change(lines[number])
        return b"".join(lines)

    return repacked(changed)


ROW = ["claim", "c" * 32, 1, None, {}]
DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing": (lambda data: b"", "ends before its checksum|not a whole ekokarta dump"),
    "gzip of something else": (lambda data: gzip.compress(b"hello\n"),
                               "line 1: expected the header of an ekokarta dump"),
    "no gzip": (lambda data: b"PK\x03\x04 not a dump", "not a whole ekokarta dump"),
    "plain text": (lambda data: gzip.decompress(data), "not a whole ekokarta dump"),
    "cut in the middle": (lambda data: data[: len(data) // 2], "not a whole ekokarta dump"),
    "cut by one byte": (lambda data: data[:-1], "not a whole ekokarta dump"),
    "bit flipped in the data": (
        lambda data: data[:500] + bytes([data[500] ^ 1]) + data[501:],
        "damaged.dump",
    ),
    "bytes after the end": (lambda data: data + b"more", "not a whole ekokarta dump"),
    "a second dump after it": (lambda data: data + data, "text after the checksum"),
    "text after the checksum": (
        repacked(lambda text: text + b'["claim","x",1,null,{}]\n'),
        "text after the checksum",
    ),
    "no checksum": (repacked(lambda text: b"".join(text.splitlines(keepends=True)[:-1])),
                    "ends before its checksum"),
    "no end of line": (repacked(lambda text: text[:-1]), "a line is cut off"),
    "a row missing": (with_line(3, lambda line: b""), "the checksum does not hold"),
    "a row twice": (with_line(3, lambda line: line + line), "the checksum does not hold"),
    "a value changed": (with_line(3, lambda line: line.replace(b"a", b"b", 1)),
                        "the checksum does not hold"),
    "a line that is no JSON": (with_line(3, lambda line: b"{broken\n"), "line 4: not JSON"),
    "an older format": (lambda data: packed(header(format=0)),
                        "format 0, this program reads 1"),
    "a newer format": (lambda data: packed(header(format=2)), "format 2, this program reads 1"),
    "no format": (lambda data: packed({"file": "ekokarta dump", "head": 1, "published": []}),
                  "line 1: expected the header"),
    "another header": (lambda data: packed({"file": "something"}), "line 1: expected the header"),
    "a list as header": (lambda data: packed(["file"]), "line 1: expected the header"),
    "versions as text": (lambda data: packed(header(published="yesterday")),
                         "line 1: expected the header"),
    "a head that was never published": (lambda data: packed(header(head=2)),
                                        "line 1: expected the header"),
    "a row that is no list": (lambda data: packed(header(), {"kind": "claim"}),
                              "line 2: expected a row"),
    "a row too short": (lambda data: packed(header(), ROW[:4]), "line 2: expected a row"),
    "a row of no kind": (lambda data: packed(header(), ["thing", *ROW[1:]]),
                         "line 2: expected a row"),
    "a derived row": (lambda data: packed(header(), ["entity", *ROW[1:]]),
                      "line 2: expected a row"),
    "a version as text": (lambda data: packed(header(), [*ROW[:2], "1", None, {}]),
                          "line 2: expected a row"),
    "a body that is no object": (lambda data: packed(header(), [*ROW[:4], "body"]),
                                 "line 2: expected a row"),
    "numbers nobody writes": (lambda data: packed(header(), b"9" * 5000), "line 2: not JSON"),
    "too deep": (lambda data: packed(header(), b"[" * 100_000), "line 2: not JSON"),
    "no text": (lambda data: packed(header(), b'["\xff\xfe"]'), "line 2: not JSON"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_dump_is_refused_and_stores_nothing(
    whole: bytes, tmp_path: Path, damage: str
) -> None:
    change, message = DAMAGES[damage]
    damaged = tmp_path / "damaged.dump"
    damaged.write_bytes(change(whole))
    store = file_store(tmp_path / "store.db")

    with pytest.raises(DumpError, match=message) as refused:
        load(store, damaged)

    assert str(refused.value).startswith("damaged.dump")
    assert (store.head(), store.writer(), everything(store)) == (0, None, [])
    store.shut()


def test_what_only_the_store_can_see_is_refused_and_undone(
    store: Store, path: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later.dump"
    later.write_bytes(
        packed(header(), ["sighting", "s", 1, None, {}], ["sighting", "t", 2, None, {}])
    )

    with pytest.raises(StoreError, match="the last published version is 1: the dump is damaged"):
        load(store, later)

    assert (store.head(), store.writer(), everything(store)) == (0, None, [])
    assert load(store, path) == 4


def test_no_flipped_bit_goes_unseen(whole: bytes, tmp_path: Path) -> None:
    damaged, unseen = tmp_path / "damaged.dump", []
    for place in range(0, len(whole), max(1, len(whole) // 300)):
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 16]) + whole[place + 1 :])
        try:
            check(damaged)
        except DumpError:
            continue
        unseen.append(gzip.decompress(damaged.read_bytes()))

    # Some bits mean nothing, such as the time in gzip's own header.
    assert len(unseen) < 10
    assert set(unseen) <= {gzip.decompress(whole)}


def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.dump"
    with gzip.open(bomb, "wb", compresslevel=1) as file:
        for _ in range(MAX_LINE // 2**20 + 1):
            file.write(b"[" * 2**20)

    with pytest.raises(DumpError, match="a line is cut off"):
        check(bomb)


def test_a_store_of_a_format_never_released_is_left_as_it_is(tmp_path: Path) -> None:
    filled(file_store(tmp_path / "store.db")).shut()
    with closing(sqlite3.connect(tmp_path / "store.db")) as database, database:
        database.execute("PRAGMA user_version = 0")

    ended = CommandLine(tmp_path)("upgrade")

    assert (ended.code, ended.out) == (3, "")
    assert "has the older format 0" in ended.err
    assert "Nothing was upgraded: 1 is the first format that was released." in ended.err


def test_a_dump_that_is_not_there_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(DumpError, match="nowhere.dump: cannot be read: No such file"):
        load(store, tmp_path / "nowhere.dump")
