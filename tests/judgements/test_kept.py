"""What earlier programs took stays readable, is told by time, and can mostly be undone."""

import gzip
from pathlib import Path

import pytest

from graph_schema.judgements import Judgement
from queries.publication import publish, writing
from tests.callers import recorded, store_in
from tests.commands.command_line import CommandLine
from tests.judgements.test_deciding import judge, stands
from tests.lookup.small_graph import ENSAM, KOOP, almanac, diary, register


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    """The command line on the small graph, version 3."""
    return CommandLine(recorded(tmp_path, register(), almanac(), diary()))


def taken(run: CommandLine, kind: str, made: str, reason: str = "x") -> str:
    """Keep a judgement as an earlier program took it; returns its id."""
    body = {
        "kind": kind, "records": ["register/Actor/ensam", "register/Actor/koop"],
        "reason": reason, "role": "editor", "by": None, "made": made,
    }  # fmt: skip
    id = Judgement.stored(body).id
    with store_in(run.folder) as store, writing(store) as lease:
        store.stage(lease, [("judgement", id, body)])
        publish(store, lease)
    return id


def test_what_was_taken_before_a_rule_was_made_stays_readable(
    run: CommandLine, tmp_path: Path
) -> None:
    before = stands(run)
    taken(run, "same", "2026-01-02T03:04:05Z", "en rad\r\nen till")

    together, dumped = stands(run)[0], run("dump", tmp_path / "all.gz")
    (tmp_path / "other").mkdir()
    loaded = CommandLine(tmp_path / "other")("load", tmp_path / "all.gz")
    undone = judge(run, "undecided", ENSAM, KOOP)

    assert (dumped.code, loaded.code, undone.code) == (0, 0, 0)
    assert (together, stands(run)) == (before[0] - 1, before)


def test_the_latest_counts_however_many_digits_its_second_has(run: CommandLine) -> None:
    before = stands(run)[0]
    ids = [
        taken(run, "different", "2026-01-02T03:04:05.5Z"),
        taken(run, "same", "2026-01-02T03:04:05.500001Z"),
        taken(run, "different", "2026-01-02T03:04:05Z"),
    ]

    listed = run("judgements", "--json").json()["items"]

    assert [(j["id"], j["in_force"]) for j in listed] == [
        (ids[1], True), (ids[0], False), (ids[2], False),
    ]  # fmt: skip
    assert stands(run)[0] == before - 1


def test_one_at_the_end_of_time_is_told_and_no_dump_with_it_is_loaded(
    run: CommandLine, tmp_path: Path
) -> None:
    made = "9999-12-31T23:59:59.999998Z"
    id = taken(run, "same", made)
    run("dump", tmp_path / "all.gz")
    lines = gzip.decompress((tmp_path / "all.gz").read_bytes()).splitlines()
    [place] = [n for n, line in enumerate(lines, 1) if line.startswith(b'["judgement"')]
    (tmp_path / "other").mkdir()

    undone = judge(run, "undecided", ENSAM, KOOP)
    loaded = CommandLine(tmp_path / "other")("load", tmp_path / "all.gz")

    assert (undone.code, undone.out, loaded.code, loaded.out) == (1, "", 1, "")
    assert f"{id} (register/Actor/ensam | register/Actor/koop) is dated {made}" in undone.err
    assert "no later decision can be dated" in " ".join(undone.err.split())
    told = " ".join(loaded.err.split())
    assert f"line {place}: judgement {id} is dated {made}; expected an instant before" in told
