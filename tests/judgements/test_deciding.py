"""Decisions about identity on the command line: the graph obeys them, and forgets them exactly."""

import gzip
import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.callers import recorded
from tests.commands.command_line import CommandLine, Ended
from tests.lookup.small_graph import (
    BOLAG,
    ENSAM,
    FRITID,
    KOOP,
    MALMO,
    P1,
    REGISTER,
    Statements,
    almanac,
    diary,
    node_id,
    register,
)

M, DIARY_M = node_id("almanac/act/m"), node_id("diary/act/m")
WHY = ("--reason", "Frågade dem", "--role", "editor")


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    """The command line on the small graph, version 3."""
    recorded(tmp_path, register(), almanac(), diary())
    return CommandLine(tmp_path)


def judge(run: CommandLine, kind: str, first: str, second: str, *more: str) -> Ended:
    """Decide, with a reason."""
    return run("judge", kind, first, second, *WHY, *more)


def stands(run: CommandLine) -> tuple[int, str]:
    """How many actors there are, and the hash of the graph."""
    found = run("status", "--json").json()
    return found["counts"]["Actor"], found["graph_hash"]


def records(run: CommandLine, id: str) -> list[str]:
    """The records of an actor as the list of judgements names them."""
    told = run("judgements", "--of", id).out
    return [line.split()[0] for line in told.partition("records of")[2].splitlines() if "/" in line]


def test_what_is_judged_the_same_is_one_until_it_is_left_to_the_rules(run: CommandLine) -> None:
    before = stands(run)

    same = judge(run, "same", ENSAM, KOOP)
    together = stands(run)
    members, merged = records(run, ENSAM), run("judgements", "--of", KOOP)
    undecided = judge(run, "undecided", KOOP, ENSAM)

    assert (same.code, undecided.code) == (0, 0)
    assert "the graph is now at version 4" in same.out
    assert before[0] == 8
    assert together[0] == 7
    assert members == ["almanac/Actor/k", "register/Actor/ensam", "register/Actor/koop"]
    assert f"{KOOP} is now part of {ENSAM}" in merged.err  # both ids are as old: the first key
    assert stands(run) == before
    then = run("search", "Åsa Kooperativ", "--json", "--as-of", "4").json()
    now = run("search", "Åsa Kooperativ", "--json").json()
    assert ([hit["id"] for hit in then], [hit["id"] for hit in now]) == ([ENSAM], [KOOP])


def test_what_is_judged_different_is_parted_though_it_has_one_number(run: CommandLine) -> None:
    # Three records bear 212000-1124. The number joins neither of the two judged different, and as
    # the third, in the diary, shares nothing else with either, it stands alone.
    before = stands(run)

    judge(run, "different", MALMO, M)
    apart = stands(run)[0]
    judge(run, "same", MALMO, DIARY_M)
    two = stands(run)[0]
    members = [records(run, id) for id in (MALMO, M)]
    judge(run, "undecided", MALMO, M)

    assert (before[0], apart, two) == (8, 10, 9)
    assert members == [["diary/Actor/m", "register/Actor/malmo"], ["almanac/Actor/m"]]
    judge(run, "undecided", MALMO, DIARY_M)
    assert stands(run) == before


def test_a_judgement_that_contradicts_others_is_refused_and_names_them(run: CommandLine) -> None:
    judge(run, "different", MALMO, M)
    judge(run, "same", MALMO, DIARY_M)
    [same, different] = [j["id"] for j in run("judgements", "--json").json()["items"]]
    before = stands(run)

    refused = judge(run, "same", DIARY_M, M)

    assert refused.code == 1
    assert different in refused.err
    assert same in refused.err
    assert "`ekokarta judge undecided RECORD RECORD --reason … --role …`" in refused.err
    assert "(almanac/Actor/m | register/Actor/malmo)" in refused.err
    assert stands(run) == before
    assert run("judgements", "--json").json()["total"] == 2


REFUSED = {
    "one record twice": (("same", MALMO, "register/Actor/malmo"), "diary/Actor/m ("),
    "nothing of that name": (("same", MALMO, "act-0000000000000000"), "act-0000000000000000"),
    "an actor and a project": (("same", MALMO, P1), "different types"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_decided_is_told_and_stores_nothing(run: CommandLine, name: str) -> None:
    (kind, first, second), told = REFUSED[name]
    before = stands(run)

    refused = judge(run, kind, first, second)

    assert (refused.code, refused.out) == (1, "")
    assert told in refused.err
    assert "Traceback" not in refused.err
    assert stands(run) == before


def test_one_bad_record_breaks_nothing_up(run: CommandLine, tmp_path: Path) -> None:
    more = Statements(REGISTER.model_copy(update={"name": "more"}))
    for key in "abc":
        more.says("act", key, name="Malmö stad", identifiers=["orgnr:2120001124"])
    recorded(tmp_path, more)

    first = judge(run, "different", "more/Actor/a", "more/Actor/b")
    second = judge(run, "different", "more/Actor/a", "diary/Actor/m")

    # Nothing tells a from b: both stand alone. Then more is said against a.
    a, b = node_id("more/act/a"), node_id("more/act/b")
    assert sorted(first.out.split("how many records: ")[1].strip().split(", ")) == sorted(
        [f"{MALMO} (4)", f"{a} (1)", f"{b} (1)"]
    )
    assert sorted(second.out.split("how many records: ")[1].strip().split(", ")) == sorted(
        [f"{MALMO} (5)", f"{a} (1)"]
    )


def test_what_was_decided_about_a_record_that_is_gone_can_be_left_to_the_rules(
    run: CommandLine,
) -> None:
    before = stands(run)
    diary_run = next(
        r["id"] for r in run("status", "--json").json()["runs"] if r["source"] == "diary"
    )
    judge(run, "same", ENSAM, DIARY_M)
    judge(run, "same", DIARY_M, KOOP)
    run("withdraw", diary_run)
    joined = stands(run)[0]

    refused = judge(run, "different", ENSAM, KOOP)
    undone = judge(run, "undecided", ENSAM, "diary/Actor/m")
    now = judge(run, "different", ENSAM, KOOP)

    assert (before[0], joined) == (8, 7)
    assert refused.code == 1
    assert "(diary/Actor/m | register/Actor/ensam)" in refused.err
    assert (undone.code, now.code) == (0, 0)
    assert stands(run)[0] == before[0]


def test_control_characters_are_refused_with_a_word(run: CommandLine) -> None:
    for text in ("a\x1b[31mb", "a\u202eb"):
        done = run("judge", "same", ENSAM, KOOP, "--reason", text, "--role", "editor")
        assert (done.code, done.out) == (1, "")
        assert "control characters" in done.err
        assert "Traceback" not in done.err


def test_a_record_whose_key_steers_terminals_is_refused_with_a_word(
    run: CommandLine, tmp_path: Path
) -> None:
    odd = Statements(REGISTER.model_copy(update={"name": "odd"}))
    odd.says("act", "a\x1b[31mb", name="Ett namn")
    recorded(tmp_path, odd)

    refused = judge(run, "same", ENSAM, node_id("odd/act/a\x1b[31mb"))

    assert (refused.code, refused.out) == (1, "")
    assert "records without control characters in their keys" in refused.err
    assert "\x1b" not in refused.err


SPOILT_DUMPS = {
    "a kind nobody knows": (
        b'"kind":"same"', b'"kind":"suppressed"', "a judgement that this program knows; kind: ",
    ),
    "another role": (b'"role":"editor"', b'"role":"expert"', "was altered"),
    "made at no time": (b'"made":"20', b'"made":"0', "made: a UTC instant such as"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT_DUMPS)
def test_a_dump_with_a_judgement_that_was_altered_is_refused_by_its_line(
    run: CommandLine, tmp_path: Path, name: str
) -> None:
    old, new, told = SPOILT_DUMPS[name]
    judge(run, "same", ENSAM, KOOP)
    run("dump", tmp_path / "all.gz")
    lines = gzip.decompress((tmp_path / "all.gz").read_bytes()).splitlines(keepends=True)[:-1]
    [place] = [n for n, line in enumerate(lines) if line.startswith(b'["judgement"')]
    lines[place] = lines[place].replace(old, new)
    last = {"rows": len(lines) - 1, "sha256": sha256(b"".join(lines)).hexdigest()}
    spoilt = tmp_path / "spoilt.gz"
    spoilt.write_bytes(gzip.compress(b"".join(lines) + json.dumps(last).encode() + b"\n"))
    (tmp_path / "other").mkdir()

    refused = CommandLine(tmp_path / "other")("load", spoilt)

    assert (refused.code, refused.out) == (1, "")
    assert f"line {place + 1}: " in refused.err
    assert told in " ".join(refused.err.split())
    assert "Traceback" not in refused.err


def test_a_reason_is_needed_and_contact_data_in_it_is_blacked_out(run: CommandLine) -> None:
    blank = run("judge", "same", ENSAM, KOOP, "--reason", "  ", "--role", "editor")
    long = run("judge", "same", ENSAM, KOOP, "--reason", "x" * 2_001, "--role", "editor")
    made = run(
        "judge", "same", ENSAM, KOOP, "--reason", "Ring 070-123 45 67, anna@koop.example",
        "--role", "concerned", "--json",
    )  # fmt: skip

    assert (blank.code, long.code, made.code) == (1, 1, 0)
    assert "--reason: expected a text of 1 to 2,000 characters" in blank.err
    assert "got 2,001" in long.err
    assert made.json()["judgement"]["reason"] == "Ring █████████████, █████████████████"


def test_names_are_kept_only_where_the_deployer_says_so(run: CommandLine, tmp_path: Path) -> None:
    named = CommandLine(tmp_path, {"EKOKARTA_JUDGES_NAMED": "true"})

    refused = judge(run, "same", ENSAM, KOOP, "--by", "Ada")
    kept = judge(named, "same", ENSAM, KOOP, "--by", "Ada", "--json")

    assert refused.code == 2
    assert "EKOKARTA_JUDGES_NAMED" in refused.err
    assert kept.json()["judgement"]["by"] == "Ada"


def test_trying_stores_nothing_and_deciding_twice_makes_no_version(run: CommandLine) -> None:
    before = stands(run)

    tried = judge(run, "same", ENSAM, KOOP, "--dry-run")
    first, again = judge(run, "same", ENSAM, KOOP), judge(run, "same", KOOP, ENSAM)
    nothing = judge(run, "undecided", FRITID, BOLAG)

    assert (tried.out, stands(run)[0]) == (
        "that can be decided; nothing was stored\n",
        before[0] - 1,
    )
    assert "is published" in first.out
    assert again.out == nothing.out == "that is decided already: nothing to do\n"


def test_a_later_judgement_supersedes_and_nothing_is_lost_in_a_dump(
    run: CommandLine, tmp_path: Path
) -> None:
    judge(run, "same", ENSAM, KOOP)
    judge(run, "different", ENSAM, KOOP)
    (tmp_path / "other").mkdir()
    other = CommandLine(tmp_path / "other")

    dumped = run("dump", tmp_path / "all.gz")
    loaded = other("load", tmp_path / "all.gz")
    again = other("dump", tmp_path / "again.gz")

    assert (dumped.code, loaded.code, again.code) == (0, 0, 0)
    assert (tmp_path / "all.gz").read_bytes() == (tmp_path / "again.gz").read_bytes()
    assert stands(other) == stands(run)
    told = other("judgements", "--json").json()
    assert told == run("judgements", "--json").json()
    assert [(j["kind"], j["in_force"]) for j in told["items"]] == [
        ("different", True), ("same", False),
    ]  # fmt: skip


def test_what_is_settled_is_no_more_left_to_people(run: CommandLine, tmp_path: Path) -> None:
    twins = Statements(REGISTER.model_copy(update={"name": "twins"}))
    for key, number in (("1", "8020000019"), ("2", "8020000027")):
        twins.says("act", key, name="Bryggan", identifiers=[f"orgnr:{number}"])
    recorded(tmp_path, twins)
    [case] = run("review", "--json").json()

    judge(run, "different", "twins/Actor/1", "twins/Actor/2")

    assert (case["rule"], case["about"]) == ("one name, several identified actors", "bryggan")
    assert case["records"] == ["twins/Actor/1", "twins/Actor/2"]
    assert run("review", "--json").json() == []
