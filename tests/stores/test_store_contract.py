"""What ``queries/stores/base.py`` promises, on both stores, each promise by itself."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from time import sleep

import pytest

from queries.stores.base import (
    Body,
    Kind,
    Lease,
    LeaseLostError,
    Row,
    Store,
    StoreBusyError,
    StoreError,
    StoreFormatError,
)
from queries.stores.opening import open_store
from queries.stores.reading import FEW_KEYS, PAGE_ROWS
from tests.stores.places import Place, content, history, put


def claims(bodies: dict[str, Body]) -> list[tuple[Kind, str, Body]]:
    return [("claim", key, body) for key, body in bodies.items()]


def test_an_empty_store_shows_nothing(store: Store) -> None:
    store.ready()
    assert (store.head(), store.writer(), store.published_at(1)) == (0, None, None)
    assert store.version_at("2026-01-01T00:00:00Z") == 0
    assert history(store) == []


def test_what_is_staged_is_seen_only_once_published(store: Store) -> None:
    lease = store.lease("import esf")
    assert lease.version == 1
    assert store.writer() == lease
    assert store.stage(lease, claims({"b": {"n": 2}, "a": {"n": 1}})) == 2
    assert list(store.rows("claim")) == []
    assert list(store.rows("claim", at=lease.version)) == [
        Row("claim", "a", {"n": 1}, 1, None),
        Row("claim", "b", {"n": 2}, 1, None),
    ]
    assert store.publish(lease) == 1
    assert (store.head(), store.writer()) == (1, None)
    assert content(store) == {("claim", "a"): {"n": 1}, ("claim", "b"): {"n": 2}}


def test_a_changed_row_is_closed_and_opened_and_an_equal_one_left_alone(store: Store) -> None:
    put(store, claims({"same": {"x": [1, None]}, "changes": {"n": 1}, "ends": {}}))
    lease = store.lease("second")
    assert store.stage(lease, claims({"same": {"x": [1, None]}, "changes": {"n": 2}})) == 1
    assert store.close(lease, "claim", ["ends", "never seen"]) == 1
    store.publish(lease)
    assert list(store.rows("claim", changed_since=0)) == [
        Row("claim", "changes", {"n": 1}, 1, 2),
        Row("claim", "changes", {"n": 2}, 2, None),
        Row("claim", "ends", {}, 1, 2),
        Row("claim", "same", {"x": [1, None]}, 1, None),
    ]
    assert list(store.rows("claim", changed_since=1)) == [
        Row("claim", "changes", {"n": 1}, 1, 2),
        Row("claim", "changes", {"n": 2}, 2, None),
        Row("claim", "ends", {}, 1, 2),
    ]
    assert (store.gone("claim"), store.gone("claim", at=1)) == (["ends"], [])
    # As of version 1 nothing had ended yet.
    assert list(store.rows("claim", at=1)) == [
        Row("claim", "changes", {"n": 1}, 1, None),
        Row("claim", "ends", {}, 1, None),
        Row("claim", "same", {"x": [1, None]}, 1, None),
    ]


def test_a_key_staged_twice_keeps_the_last_body(store: Store) -> None:
    put(store, claims({"old": {"n": 1}}))
    lease = store.lease("twice")
    rows = [*claims({"old": {"n": 2}, "new": {"n": 1}}), *claims({"new": {"n": 5}})]
    assert store.stage(lease, rows) == 3
    assert store.stage(lease, claims({"new": {"n": 6}, "old": {"n": 3}})) == 2
    store.publish(lease)
    assert history(store) == [
        Row("claim", "new", {"n": 6}, 2, None),
        Row("claim", "old", {"n": 1}, 1, 2),
        Row("claim", "old", {"n": 3}, 2, None),
    ]


def test_a_key_that_ends_as_it_was_is_not_changed(store: Store) -> None:
    put(store, claims({"closed": {"n": 1}, "changed": {"n": 1}}))
    lease = store.lease("there and back")
    store.close(lease, "claim", ["closed"])
    store.stage(lease, claims({"changed": {"n": 2}, "brief": {}}))
    assert store.close(lease, "claim", ["brief"]) == 1
    assert store.stage(lease, claims({"closed": {"n": 1}, "changed": {"n": 1}})) == 2
    store.publish(lease)
    assert list(store.rows("claim", changed_since=1)) == []
    assert history(store) == [
        Row("claim", "changed", {"n": 1}, 1, None),
        Row("claim", "closed", {"n": 1}, 1, None),
    ]


def test_discard_leaves_the_published_version_and_its_number_is_not_used_again(
    store: Store,
) -> None:
    put(store, claims({f"k{n}": {"n": n} for n in range(10)}))
    before = history(store)
    lease = store.lease("changes its mind")
    store.stage(lease, claims({f"k{n}": {"n": n + n % 2} for n in range(20)}))
    store.close(lease, "claim", ["k0", "k2"])
    store.discard(lease)
    assert (store.head(), store.writer(), history(store)) == (1, None, before)
    again = store.lease("the next")
    assert again.version == 3
    assert content(store, at=3) == content(store, at=1)


def test_a_source_that_fails_half_way_can_be_discarded(store: Store) -> None:
    def rows() -> Iterator[tuple[Kind, str, Body]]:
        yield from claims({f"k{n}": {} for n in range(9)})
        raise ValueError("row 10 cannot be read")

    lease = store.lease("fails")
    with pytest.raises(ValueError, match="row 10"):
        store.stage(lease, rows())
    store.discard(lease)
    assert (history(store), store.writer()) == ([], None)


def test_a_batch_that_cannot_be_written_ends_the_staging(store: Store) -> None:
    taken = []

    def rows() -> Iterator[tuple[Kind, str, Body]]:
        for number in range(40):
            taken.append(number)
            yield "claim", f"k{number}", {"text": "\ud83d"} if number == 5 else {}

    lease = store.lease("fails")
    with pytest.raises(StoreError):
        store.stage(lease, rows())
    store.discard(lease)

    assert len(taken) <= 12  # two batches of four, and one more if it was made meanwhile
    assert (history(store), store.writer()) == ([], None)


def test_a_source_may_read_the_store_it_is_staged_in(store: Store) -> None:
    put(store, claims({f"k{n:02d}": {"n": n} for n in range(30)}))
    lease = store.lease("doubles")

    changed = store.stage(
        lease,
        (("claim", row.key, {"n": 2 * row.body["n"]}) for row in store.rows("claim")),
    )
    store.publish(lease)

    assert changed == 29
    assert content(store) == {("claim", f"k{n:02d}"): {"n": 2 * n} for n in range(30)}


def test_rows_are_narrowed_by_prefix_and_keys(store: Store) -> None:
    names = ["", "a", "a/1", "a/2", "a0", "b", *"\ud7ff\ue000\uff5e\U0001f600\U0010ffff"]
    put(store, [("member", name, {"name": name}) for name in reversed(names)])

    def found(**narrowing: object) -> list[str]:
        return [row.key for row in store.rows("member", **narrowing)]  # type: ignore[arg-type]

    assert found() == names  # the order of code points, which is that of UTF-8
    assert found(changed_since=0) == names
    assert found(prefix="a") == ["a", "a/1", "a/2", "a0"]
    assert found(prefix="a/", changed_since=0) == ["a/1", "a/2"]
    assert found(prefix="\ud7ff") == ["\ud7ff"]
    assert found(prefix="\U0010ffff") == ["\U0010ffff"]
    assert found(keys=["b", "a", "missing", "b"]) == ["a", "b"]
    assert found(keys=["b", "a/2"], prefix="a") == ["a/2"]
    assert found(keys=[]) == []
    assert found(keys=["b"], changed_since=1) == []


def test_many_rows_come_in_order_from_many_pages(store: Store, place: Place) -> None:
    wide = place.open(batch_rows=5_000)
    number = FEW_KEYS + 1  # more than are looked up one by one
    keys = [f"{n * 7919 % number:06d}" for n in range(number)]
    put(wide, (("sighting", key, {"n": int(key)}) for key in keys))
    expected = [Row("sighting", f"{n:06d}", {"n": n}, 1, None) for n in range(number)]
    assert list(wide.rows("sighting")) == expected
    assert list(wide.rows("sighting", changed_since=0)) == expected
    assert list(wide.rows("sighting", prefix="0000")) == expected[:100]
    assert list(store.rows("sighting", keys=keys[: PAGE_ROWS + 1])) == [
        expected[n] for n in sorted(int(key) for key in keys[: PAGE_ROWS + 1])
    ]
    lease = wide.lease("closes all")
    assert wide.close(lease, "sighting", keys) == number
    wide.discard(lease)
    assert list(wide.rows("sighting", at=lease.version)) == expected
    wide.shut()


def test_one_key_with_more_changes_than_a_page_holds(store: Store, place: Place) -> None:
    wide = place.open(batch_rows=5_000)
    lease = wide.lease("restores")
    last = PAGE_ROWS + 5
    rows = [Row("run", "r", {"n": n}, n, n + 1) for n in range(1, last)]
    rows.append(Row("run", "r", {"n": last}, last, None))
    wide.restore(lease, rows, [(n, "2026-01-01T00:00:00Z") for n in range(1, last + 1)])
    wide.shut()
    assert list(store.rows("run", changed_since=0)) == rows
    assert list(store.rows("run", at=last - 3, changed_since=last - 5)) == [
        Row("run", "r", {"n": last - 5}, last - 5, last - 4),
        Row("run", "r", {"n": last - 4}, last - 4, last - 3),
        Row("run", "r", {"n": last - 3}, last - 3, None),
    ]


def test_a_second_writer_is_told_who_writes_and_until_when(store: Store) -> None:
    lease = store.lease("import esf on host 7", seconds=600)
    with pytest.raises(
        StoreBusyError,
        match=r"import esf on host 7 is writing version 1 and holds the store until 20\d\d-.*Z",
    ):
        store.lease("another")
    assert store.writer() == lease


@pytest.mark.parametrize("give_back", ["publish", "discard"])
def test_a_lease_given_back_writes_no_more(store: Store, give_back: str) -> None:
    lease = store.lease("once")
    getattr(store, give_back)(lease)
    for write in (
        lambda: store.stage(lease, claims({"late": {}})),
        lambda: store.close(lease, "claim", ["late"]),
        lambda: store.publish(lease),
        lambda: store.discard(lease),
        lambda: store.erase(lease, "edge"),
        lambda: store.restore(lease, [], []),
    ):
        with pytest.raises(LeaseLostError, match=f"lease for version {lease.version} was given"):
            write()
    assert history(store) == []


def test_a_paused_writer_cannot_go_on_after_its_lease_ran_out(store: Store) -> None:
    put(store, claims({"a": {"n": 1}}))
    paused = store.lease("goes to lunch", seconds=0.5)
    store.stage(paused, claims({"a": {"n": 2}}))
    sleep(0.7)
    with pytest.raises(LeaseLostError, match=r"lunch for version 2 ran out at 20.*Z after 0.5 s"):
        store.stage(paused, claims({"b": {}}))
    with pytest.raises(LeaseLostError):
        store.publish(paused)
    assert store.writer() == paused  # expired, but nobody has taken it

    following = store.lease("the next", seconds=600)
    assert following.version == 3
    for write in (
        lambda: store.publish(paused),
        lambda: store.discard(paused),
        lambda: store.stage(paused, []),
    ):
        with pytest.raises(LeaseLostError, match="the next writes version 3"):
            write()
    store.publish(following)
    assert history(store) == [Row("claim", "a", {"n": 1}, 1, None)]


def test_a_lease_that_ran_out_may_still_be_discarded_until_another_is_given(store: Store) -> None:
    lease = store.lease("slow", seconds=0.4)
    store.stage(lease, claims({"a": {}}))
    sleep(0.5)
    store.discard(lease)
    assert (history(store), store.writer()) == ([], None)


def test_every_batch_renews_the_lease(store: Store) -> None:
    def slow() -> Iterator[tuple[Kind, str, Body]]:
        for number in range(12):
            sleep(0.25)
            yield "claim", f"k{number}", {}

    lease = store.lease("slow source", seconds=2.0)
    assert store.stage(lease, slow()) == 12  # 3 s, four rows to a batch
    store.publish(lease)


def test_a_false_token_writes_nothing(store: Store) -> None:
    lease = store.lease("holder")
    with pytest.raises(LeaseLostError):
        store.stage(Lease(lease.version, "guessed"), claims({"a": {}}))
    with pytest.raises(LeaseLostError):
        store.publish(lease._replace(version=7))
    store.discard(lease)


def test_erase_removes_one_kind_of_all_versions(store: Store) -> None:
    put(store, [("edge", f"e{n}", {}) for n in range(11)] + claims({"c": {}}))
    put(store, [("edge", f"e{n}", {"n": 1}) for n in range(5)])
    lease = store.lease("rebuilds")
    store.erase(lease, "edge")
    assert history(store) == [Row("claim", "c", {}, 1, None)]
    store.stage(lease, [("edge", "e1", {})])
    store.publish(lease)
    assert list(store.rows("edge")) == [Row("edge", "e1", {}, 3, None)]


def test_a_version_knows_when_it_was_published(store: Store) -> None:
    start = datetime.now(UTC)
    put(store, claims({"a": {}}))
    sleep(0.05)
    put(store, claims({"b": {}}))
    first, second = store.published_at(1), store.published_at(2)
    assert first is not None
    assert second is not None
    moments = [datetime.fromisoformat(first), datetime.fromisoformat(second)]
    assert moments == sorted(moments)
    assert all(abs((moment - start).total_seconds()) < 60 for moment in moments)
    assert store.version_at(first) == 1
    assert store.version_at(second) == 2
    assert store.version_at("2020-01-01T00:00:00Z") == 0
    assert store.version_at("2999-01-01T00:00:00Z") == 2


@pytest.mark.parametrize(
    "instant",
    ["yesterday", "2026-01-01", "2026-01-01T00:00:00", "2026-01-01T00:00:00+01:00"],
)
def test_an_instant_is_written_in_utc(store: Store, instant: str) -> None:
    with pytest.raises(StoreError, match="expected a UTC instant such as"):
        store.version_at(instant)


def test_restore_fills_an_empty_store_as_the_other_was(store: Store) -> None:
    rows = [
        Row("claim", "a", {"n": 1}, 2, 5),
        Row("claim", "a", {"n": 2}, 5, None),
        Row("claim", "b", {"name": "Örebro"}, 2, None),
        Row("run", "r", {}, 5, None),
    ]
    published = [(2, "2026-01-01T08:00:00Z"), (5, "2026-01-01T08:00:00.5Z")]
    lease = store.lease("load")
    store.restore(lease, iter(rows), iter(published))
    assert (store.head(), store.writer(), history(store)) == (5, None, [rows[3], *rows[:3]])
    assert [store.published_at(n) for n in (1, 2, 5)] == [None, published[0][1], published[1][1]]
    assert [
        store.version_at(instant)
        for instant in ("2026-01-01T07:59:59Z", "2026-01-01T08:00:00.499Z", "2026-01-01T08:00:01Z")
    ] == [0, 2, 5]
    assert content(store, at=4) == {("claim", "a"): {"n": 1}, ("claim", "b"): {"name": "Örebro"}}
    assert store.lease("after").version == 6


def test_restore_of_an_empty_store_is_an_empty_store(store: Store) -> None:
    store.restore(store.lease("load"), [], [])
    assert (store.head(), store.writer(), history(store)) == (0, None, [])


def test_restore_refuses_a_store_that_holds_something(store: Store) -> None:
    put(store, claims({"a": {}}))
    lease = store.lease("load")
    with pytest.raises(StoreError, match="only an empty store can be filled, .* at version 1"):
        store.restore(lease, [], [(1, "2026-01-01T00:00:00Z")])
    store.discard(lease)
    assert history(store) == [Row("claim", "a", {}, 1, None)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Row("claim", "bad", {}, 3, None), "from version 3 to None"),
        (Row("claim", "bad", {}, 1, 3), "from version 1 to 3"),
        (Row("claim", "bad", {}, 2, 2), "from version 2 to 2"),
        (Row("claim", "bad", {}, 0, 1), "from version 0 to 1"),
    ],
)
def test_restore_of_a_damaged_dump_can_be_discarded(store: Store, row: Row, said: str) -> None:
    good = [Row("claim", f"k{n}", {}, 1, None) for n in range(9)]
    lease = store.lease("load")
    with pytest.raises(StoreError, match=f"the claim 'bad' says {said}, but the last .* is 2"):
        store.restore(lease, [*good, row], [(2, "2026-01-01T00:00:00Z")])
    assert store.head() == 0
    store.discard(lease)
    assert (history(store), content(store, at=9), store.writer()) == ([], {}, None)


def test_the_same_row_twice_in_a_dump_is_an_error(store: Store) -> None:
    row = Row("claim", "twice", {}, 1, None)
    with pytest.raises(StoreError):
        store.restore(store.lease("load"), [row, row], [(1, "2026-01-01T00:00:00Z")])


def test_bodies_come_back_as_they_were(store: Store) -> None:
    body: Body = {
        "text": 'Å\u00e4\n\t"\\\u2028\U0001f600 \u0000',
        "none": None,
        "nested": {"list": [1, -2, 0.5, True, False, [], {}], "": ""},
        "big": 12345678901234567890,
    }
    put(store, claims({"odd": body, "empty": {}}))
    assert content(store) == {("claim", "odd"): body, ("claim", "empty"): {}}


def test_what_cannot_be_stored_is_an_error_and_the_store_goes_on(store: Store) -> None:
    lease = store.lease("odd")
    with pytest.raises(StoreError):
        store.stage(lease, claims({"half a pair": {"text": "\ud83d"}}))
    with pytest.raises(StoreError, match="keeps rows of the kinds run, claim, .*, got 'clam'"):
        store.stage(lease, [("clam", "a", {})])  # type: ignore[list-item]
    assert store.stage(lease, claims({"a": {}})) == 1
    store.publish(lease)


def test_threads_read_one_version_while_another_is_written(store: Store) -> None:
    first = {f"k{n:03d}": {"n": n} for n in range(200)}
    put(store, claims(first))
    expected = {("claim", key): body for key, body in first.items()}
    lease = store.lease("writes meanwhile")
    with ThreadPoolExecutor(max_workers=5) as pool:
        readers = [pool.submit(content, store) for _ in range(12)]
        written = pool.submit(store.stage, lease, claims({key: {} for key in first}))
        readers += [pool.submit(content, store) for _ in range(12)]
        assert written.result() == 200
        assert all(reader.result() == expected for reader in readers)
    store.discard(lease)


def test_an_abandoned_reader_holds_nothing_up(store: Store) -> None:
    put(store, claims({f"k{n}": {} for n in range(10)}))
    reader = store.rows("claim")
    next(reader)
    put(store, claims({f"k{n}": {"n": n} for n in range(10)}))
    assert [row.body for row in reader] == [{}] * 9  # it goes on in the version it began in
    assert store.head() == 2


def test_a_store_keeps_what_it_held_when_opened_again(place: Place) -> None:
    store = place.open()
    put(store, claims({"a": {"n": 1}}))
    lease = store.lease("still writing")
    store.shut()
    with pytest.raises(StoreError):
        store.head()
    again = open_store(place.url, user=place.user or None, password=place.password or None)
    assert (again.head(), again.writer(), content(again)) == (1, lease, {("claim", "a"): {"n": 1}})
    again.shut()


def test_a_version_keeps_by_which_rules_its_graph_was_made_and_one_without_has_none(
    place: Place,
) -> None:
    store = place.open()
    put(store, claims({"a": {}}))
    before = [store.rules(version) for version in (0, 1)]
    store.publish(store.lease("with rules"), rules=7)
    put(store, claims({"b": {}}))
    after = [store.rules(version) for version in range(5)]
    store.shut()

    assert (before, after) == ([None, None], [None, None, 7, None, None])


def test_what_is_restored_was_made_by_the_rules_of_who_restores_it(store: Store) -> None:
    times = [(1, "2026-01-01T00:00:00.000000Z"), (2, "2026-01-02T00:00:00.000000Z")]
    store.restore(store.lease("loads"), [Row("claim", "a", {}, 1, None)], times, rules=3)

    assert [store.rules(version) for version in (1, 2, 3)] == [3, 3, None]


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "older format 0.*run ekokarta upgrade"), (2, "written by a newer ekokarta.*format 2")],
)
def test_a_store_of_another_format_is_refused_and_left_alone(
    place: Place, number: int, said: str
) -> None:
    store = place.open()
    put(store, claims({"a": {}}))
    place.set_format(number)
    with pytest.raises(StoreFormatError, match=said):
        store.ready()
    with pytest.raises(StoreFormatError, match=said):
        place.open()
    place.set_format(1)
    store.ready()
    assert content(store) == {("claim", "a"): {}}
    store.shut()
