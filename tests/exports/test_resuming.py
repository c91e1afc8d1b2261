"""Exports that broke off: gone on with by range, written once however many ask."""

import errno
import io
import os
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from queries.stores.base import Store
from service.exports.shelf import Shelf, Writing
from tests.callers import caller_of
from tests.exports.conftest import BASE

API = "/api/v1/export"
TOMORROW = str(date.today() + timedelta(days=1))
PINNED = "as_of=4"  # the newest version, by its number
NINES = "9" * 5_000  # digits: more than Python reads as one number


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A folder of read models that nobody has used."""
    return tmp_path / "cache"


@pytest.fixture
def caller(odd_store: Store, cache: Path) -> Iterator[TestClient]:
    """A caller of a service that has kept nothing yet."""
    with caller_of(odd_store, cache, base_address=BASE) as caller:
        yield caller


def kept(cache: Path, count: int = 1) -> list[Path]:
    """The files of exports, when as many are there."""
    for _ in range(200):
        found = sorted(cache.rglob("answers/exports/*"))
        if len(found) == count and not any(path.suffix == ".part" for path in found):
            return found
        time.sleep(0.02)
    return found


@pytest.mark.parametrize("form", ["gexf", "csv", "nt", "xlsx", "sqlite"])
def test_an_export_is_gone_on_with_where_it_broke_off(caller: TestClient, form: str) -> None:
    first = caller.get(f"{API}/{form}")
    half = len(first.content) // 2

    rest = caller.get(
        f"{API}/{form}", headers={"Range": f"bytes={half}-", "If-Range": first.headers["etag"]}
    )

    assert (first.status_code, rest.status_code) == (200, 206)
    assert first.headers["accept-ranges"] == "bytes"
    assert not first.headers["etag"].startswith("W/")
    assert rest.headers["etag"] == first.headers["etag"]
    size = len(first.content)
    assert rest.headers["content-range"] == f"bytes {half}-{size - 1}/{size}"
    assert first.content[:half] + rest.content == first.content


def test_a_part_of_what_nobody_asked_for_before(caller: TestClient) -> None:
    part = caller.get(f"{API}/gexf?{PINNED}", headers={"Range": "bytes=0-99"})
    last = caller.get(f"{API}/gexf?{PINNED}", headers={"Range": "bytes=-7"})
    whole = caller.get(f"{API}/gexf")

    assert (part.status_code, part.content) == (206, whole.content[:100])
    assert (last.status_code, last.content) == (206, whole.content[-7:])
    assert int(whole.headers["content-length"]) == len(whole.content)


@pytest.mark.parametrize("asked", ["", f"?as_of={TOMORROW}", "?as_of="])
def test_a_part_of_whatever_version_is_newest_is_sent_whole(caller: TestClient, asked: str) -> None:
    where = f"{API}/nt{asked}"
    whole = caller.get(where)

    unsaid = caller.get(where, headers={"Range": "bytes=1000-"})
    of_any = caller.get(where, headers={"Range": "bytes=1000-", "If-Match": "*"})
    of_one = caller.get(where, headers={"Range": "bytes=1000-", "If-Match": whole.headers["etag"]})

    for answer in (unsaid, of_any):
        assert (answer.status_code, answer.content) == (200, whole.content)
    assert (of_one.status_code, of_one.content) == (206, whole.content[1000:])


def test_the_same_bytes_have_one_tag_whatever_their_caller_likes_best(caller: TestClient) -> None:
    likes = [{}, {"Accept-Language": "en"}, {"Accept-Language": "sv"}, {"Accept": "text/csv"}]

    answers = [caller.get(f"{API}/csv", headers=liked) for liked in likes]

    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["etag"] for answer in answers}) == 1


def test_another_version_or_other_filters_are_sent_whole(caller: TestClient) -> None:
    old = caller.get(f"{API}/gexf", params={"as_of": "1"})
    other = caller.get(f"{API}/gexf", params={"sector": "academia"})
    tags = [answer.headers["etag"] for answer in (old, other)]

    for tag in (*tags, '"x"', f"W/{tags[0]}"):
        again = caller.get(f"{API}/gexf", headers={"Range": "bytes=5-", "If-Range": tag})
        assert (again.status_code, again.content[:5]) == (200, b"<?xml")
    assert len(set(tags)) == 2


def test_nothing_but_the_tag_names_the_bytes(caller: TestClient, cache: Path) -> None:
    first = caller.get(f"{API}/gexf")
    [file] = kept(cache)
    answers = []
    for seconds in (1_000_000_000, 1_000_000_002):  # as if it were used at another time
        os.utime(file, (seconds, seconds))
        answers.append(caller.head(f"{API}/gexf"))
    part = {"Range": "bytes=0-4", "If-Range": "Sun, 09 Sep 2001 01:46:42 GMT"}
    by_date = caller.get(f"{API}/gexf", headers=part)

    for answer in (first, *answers, by_date):
        assert (answer.status_code, answer.headers["etag"]) == (200, first.headers["etag"])
        assert "last-modified" not in answer.headers
    assert by_date.content == first.content


def test_what_is_not_modified_is_not_sent(caller: TestClient) -> None:
    tag = caller.get(f"{API}/csv").headers["etag"]

    again = caller.get(f"{API}/csv", headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag
    assert not tag.startswith("W/")


@pytest.mark.parametrize("more", [{}, {"Range": "bytes=0-9"}, {"If-None-Match": "*"}])
def test_whoever_wants_only_what_it_knows_is_not_given_another(
    caller: TestClient, more: dict[str, str]
) -> None:
    tag = caller.get(f"{API}/csv").headers["etag"]

    for given in ('"x"', f"W/{tag}", f'"x", W/{tag}'):
        other = caller.get(f"{API}/csv", headers={"If-Match": given, **more})
        assert (other.status_code, other.json()["status"]) == (412, 412)
        assert tag in other.json()["detail"]
    for given in (tag, "*", f'"x", {tag}'):
        known = caller.get(f"{API}/csv", headers={"If-Match": given, **more})
        is_part = "Range" in more and given != "*"  # whatever is there: no bytes are named by it
        assert known.status_code == (304 if "If-None-Match" in more else 206 if is_part else 200)


def test_an_answer_with_a_weak_tag_is_the_one_known_to_nobody(caller: TestClient) -> None:
    where = "/api/v1/actors"
    tag = caller.get(where).headers["etag"]

    answers = [caller.get(where, headers={"If-Match": given}) for given in (tag, "*")]

    assert tag.startswith("W/")
    assert [answer.status_code for answer in answers] == [412, 200]


@pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=999999999-", "bytes=0-0,5-6"])
def test_headers_are_asked_for_whole_whatever_the_range(caller: TestClient, asked: str) -> None:
    whole = caller.get(f"{API}/gexf")

    plain = caller.head(f"{API}/gexf")
    head = caller.head(f"{API}/gexf", headers={"Range": asked, "If-Range": whole.headers["etag"]})

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.content))
    assert "content-range" not in head.headers
    del plain.headers["x-request-id"], head.headers["x-request-id"]
    assert head.headers == plain.headers


def test_a_range_beyond_the_end_is_a_problem_that_says_the_size(caller: TestClient) -> None:
    size = len(caller.get(f"{API}/gexf").content)

    answer = caller.get(f"{API}/gexf?{PINNED}", headers={"Range": f"bytes={size}-"})

    assert (answer.status_code, answer.json()["status"]) == (416, 416)
    assert answer.headers["content-range"] == f"bytes */{size}"
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("asked", [f"{NINES}-", "999999999-,88888888888-9999999999999", "-0"])
def test_where_every_range_is_beyond_the_end_it_is_said(caller: TestClient, asked: str) -> None:
    tag = caller.get(f"{API}/gexf").headers["etag"]

    answer = caller.get(f"{API}/gexf", headers={"Range": f"bytes={asked}", "If-Range": tag})
    of_another = caller.get(f"{API}/gexf", headers={"Range": f"bytes={asked}", "If-Range": '"x"'})

    assert (answer.status_code, answer.json()["status"]) == (416, 416)
    assert len(answer.json()["detail"]) < 200
    assert of_another.status_code == 200


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("0-0,999999999-", 0, 0),
        ("999999999-, 3-5", 3, 5),
        (f"7-{NINES}", 7, None),
        (f"-{NINES}", 0, None),
        (f"{'0' * 5_000}2-9", 2, 9),
        ("0-1,-0", 0, 1),
    ],
)
def test_of_several_ranges_those_within_the_file_are_sent(
    caller: TestClient, asked: str, first: int, last: int | None
) -> None:
    whole = caller.get(f"{API}/gexf").content
    end = len(whole) if last is None else last + 1

    answer = caller.get(f"{API}/gexf?{PINNED}", headers={"Range": f"bytes={asked}"})

    assert (answer.status_code, answer.content) == (206, whole[first:end])
    assert answer.headers["content-range"] == f"bytes {first}-{end - 1}/{len(whole)}"


@pytest.mark.parametrize(
    "asked",
    ["lines=1-2", "bytes=x-", "bytes", "bytes=", "bytes=--1", "bytes=9-3", "bytes=0-1,9-3",
     f"bytes={NINES}-0", f"bytes={NINES}", "bytes=0-1;2-3"],
)  # fmt: skip
def test_a_range_nobody_understands_is_passed_over(caller: TestClient, asked: str) -> None:
    whole = caller.get(f"{API}/gexf").content

    answer = caller.get(f"{API}/gexf?{PINNED}", headers={"Range": asked})

    assert (answer.status_code, answer.content) == (200, whole)


def test_text_is_not_compressed_on_the_way(caller: TestClient) -> None:
    answer = caller.get(f"{API}/nt", headers={"Accept-Encoding": "gzip"})

    assert "content-encoding" not in answer.headers
    assert len(answer.content) > 10_000


def test_headers_alone_write_nothing(caller: TestClient, cache: Path) -> None:
    answer = caller.head(f"{API}/gexf")

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["accept-ranges"] == "bytes"
    assert list(cache.rglob("answers/exports/*")) == []


def test_many_callers_and_one_writing(caller: TestClient, cache: Path) -> None:
    with ThreadPoolExecutor(8) as callers:
        answers = list(callers.map(lambda _: caller.get(f"{API}/sqlite").content, range(8)))

    assert len(set(answers)) == 1
    assert len(kept(cache)) == 1


def counted(place: Path, release: threading.Event, began: list[int]) -> Iterator[bytes]:
    """A slow export that counts how often it was begun."""
    began.append(1)
    yield b"first "
    release.wait(60)
    yield b"last"


def test_the_first_piece_comes_before_the_last_is_written_and_it_is_written_once(
    tmp_path: Path,
) -> None:
    shelf, release = Shelf(), threading.Event()
    began: list[int] = []
    place = tmp_path / "exports" / "x.nt"

    one = shelf.begin(place, lambda: counted(place, release, began))
    other = shelf.begin(place, lambda: counted(place, release, began))
    assert one is not None
    assert other is one
    pieces, later = one.pieces(), other.pieces()
    first = next(pieces)
    release.set()

    assert first == b"first "
    assert [b"".join(pieces), b"".join(later)] == [b"last", b"first last"]
    assert one.finished() == place
    assert (place.read_bytes(), began) == (b"first last", [1])


def test_exports_beyond_those_written_at_once_wait_their_turn_and_are_gone_on_with(
    caller: TestClient, tmp_path: Path
) -> None:
    release, began = threading.Event(), list[int]()
    slow = written_slowly(caller, tmp_path, 4, release, began)
    with ThreadPoolExecutor() as threads:
        half = threads.submit(caller.get, f"{API}/nt?{PINNED}", headers={"Range": "bytes=9-"})
        time.sleep(1)
        waits = not half.done()
        release.set()
        part = half.result()

    assert (waits, len(began)) == (True, 4)
    assert [writing.finished() is not None for writing in slow] == [True] * 4
    assert (part.status_code, part.content) == (206, caller.get(f"{API}/nt").content[9:])


def test_where_many_exports_wait_whoever_asks_for_another_is_told_to_come_back(
    caller: TestClient, tmp_path: Path
) -> None:
    release, began = threading.Event(), list[int]()
    slow = written_slowly(caller, tmp_path, 8, release, began)
    refused, at_once = caller.get(f"{API}/gexf"), len(began)
    release.set()
    ended = [writing.finished() is not None for writing in slow]

    assert (refused.status_code, refused.headers["retry-after"]) == (503, "30")
    assert refused.json()["detail"] == "8 exports are being written or wait; ask again in a while"
    assert at_once == 4
    assert ended == [True] * 8
    assert caller.get(f"{API}/gexf").status_code == 200


def written_slowly(
    caller: TestClient, folder: Path, number: int, release: threading.Event, began: list[int]
) -> list[Writing]:
    """So many exports that the service writes, or has waiting; four have begun."""
    shelf: Shelf = caller.app.state.access.shelf  # type: ignore[attr-defined]
    places = [folder / "exports" / f"{n}.nt" for n in range(number)]
    begun = [shelf.begin(place, partial(counted, place, release, began)) for place in places]
    while len(began) < 4:
        time.sleep(0.01)
    return [writing for writing in begun if writing is not None]


def test_where_nothing_can_be_kept_it_is_sent_all_the_same(caller: TestClient, cache: Path) -> None:
    expected = caller.get(f"{API}/gexf?q=web").content
    folder = kept(cache)[0].parent
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("in the way", encoding="utf-8")

    answer = caller.get(f"{API}/gexf?q=web&{PINNED}", headers={"Range": "bytes=3-"})

    assert (answer.status_code, answer.content) == (200, expected)
    assert answer.headers["accept-ranges"] == "none"


def test_a_disk_that_fills_breaks_nothing_off(tmp_path: Path) -> None:
    begun: list[int] = []

    def pieces() -> Iterator[bytes]:
        begun.append(1)
        yield b"a" * 10
        if len(begun) == 1:  # while it is written to the disk, not when it is sent without
            raise OSError(errno.ENOSPC, "No space left on device")
        yield b"b" * 10

    writing = Shelf().begin(tmp_path / "exports" / "x.nt", pieces)
    assert writing is not None
    content = b"".join(writing.pieces())

    assert content == b"a" * 10 + b"b" * 10
    assert writing.finished() is None
    assert list((tmp_path / "exports").iterdir()) == []


def test_what_was_used_longest_ago_is_let_go(tmp_path: Path) -> None:
    shelf, folder = Shelf(most_bytes=25), tmp_path / "exports"

    for moment, name in enumerate("abc"):
        writing = shelf.begin(folder / name, lambda: iter([b"x" * 10]))
        assert writing is not None
        assert writing.finished() == folder / name
        os.utime(folder / name, (moment, moment))
        shelf.find(folder / "a")
    for _ in range(100):
        if len(list(folder.iterdir())) == 2:
            break
        time.sleep(0.02)

    assert sorted(path.name for path in folder.iterdir()) == ["a", "c"]


def test_a_zip_put_together_of_two_halves_opens(caller: TestClient) -> None:
    head = caller.get(f"{API}/csv?{PINNED}", headers={"Range": "bytes=0-999"}).content
    tail = caller.get(f"{API}/csv?{PINNED}", headers={"Range": "bytes=1000-"}).content

    with zipfile.ZipFile(io.BytesIO(head + tail)) as archive:
        assert archive.testzip() is None
