"""A store that may only be read, by its rights: what reads goes on, what writes refuses."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands.command_line import CommandLine
from tests.commands.test_serving import get, serving
from tests.ledger.export_file import row, write

ONE = [row("24-001-S01", "Lagom")]
TWO = [*ONE, row("24-002-S01", "Fika")]
# Root may write whatever the rights say, unless it gives that up.
BOUND = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()
NO_RIGHT = "it may not be written: check the rights of the file and of its folder"


@contextmanager
def may_only_be_read(*folders: Path) -> Iterator[None]:
    """For the moment, nothing in the folders may be written."""
    before = {p: p.stat().st_mode for f in folders for p in (f, *f.iterdir()) if p.exists()}
    for path, mode in before.items():
        path.chmod(mode & ~0o222)
    yield
    for path, mode in before.items():
        if path.exists():
            path.chmod(mode)


@pytest.fixture
def ekokarta(tmp_path: Path) -> CommandLine:
    """A store with one project in a folder of its own; no read model is there yet."""
    (tmp_path / "store").mkdir()
    more = {
        "EKOKARTA_STORE": f"sqlite://{tmp_path / 'store' / 'ekokarta.db'}",
        "EKOKARTA_BASE_ADDRESS": "https://map.example/",
    }
    command = CommandLine(tmp_path, more, BOUND)
    elsewhere = replace(command, more={**more, "EKOKARTA_CACHE": str(tmp_path / "first")})
    assert elsewhere("import", "esf_export", write(tmp_path / "one.csv", ONE)).code == 0
    return command


def test_what_reads_goes_on_and_what_writes_refuses(ekokarta: CommandLine, tmp_path: Path) -> None:
    two = write(tmp_path / "two.csv", TWO)
    run = ekokarta("status", "--json").json()["runs"][0]["id"]

    with may_only_be_read(tmp_path / "store"):
        status = ekokarta("status", "--json")
        found = ekokarta("search", "lagom", "--json")
        gaps = ekokarta("gaps", "--json")
        exported = ekokarta("export", "nt")
        reads = [ekokarta(*c).code for c in (("sources",), ("review",), ("check",), ("upgrade",))]
        dumped = ekokarta("dump", tmp_path / "dump")
        refused = [ekokarta("import", "esf_export", two), ekokarta("withdraw", run)]
        left = sorted(path.name for path in (tmp_path / "store").iterdir())

    assert (status.code, status.json()["data_version"]) == (0, 1)
    assert (found.code, [hit["name"] for hit in found.json()]) == (0, ["Lagom"])
    assert (gaps.code, gaps.json()["data_version"]) == (0, 1)
    assert (exported.code, '"Lagom"' in exported.out) == (0, True)
    assert (reads, dumped.code, left) == ([0, 0, 0, 0], 0, ["ekokarta.db"])
    assert [(r.code, NO_RIGHT in r.err, "Traceback" in r.err) for r in refused] == [
        (3, True, False)
    ] * 2


def test_a_cache_that_cannot_be_written_either_is_named_unless_the_model_is_there(
    ekokarta: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "cache").mkdir()
    with may_only_be_read(tmp_path / "store", tmp_path / "cache"):
        refused = ekokarta("search", "lagom")
        status = ekokarta("status")
    assert ekokarta("search", "lagom").code == 0
    with may_only_be_read(tmp_path / "store", tmp_path / "cache", tmp_path / "cache" / "models"):
        found = ekokarta("search", "lagom", "--json")

    assert (refused.code, "name another folder with EKOKARTA_CACHE" in refused.err) == (3, True)
    assert "Traceback" not in refused.err
    assert (status.code, found.code, found.json()[0]["name"]) == (0, 0, "Lagom")


def test_what_was_not_copied_into_the_file_yet_is_never_left_out(
    ekokarta: CommandLine, tmp_path: Path
) -> None:
    file, log = tmp_path / "store" / "ekokarta.db", tmp_path / "store" / "ekokarta.db-wal"
    before = file.read_bytes()
    with serving(replace(ekokarta, under=())) as address:  # holds the file open
        assert get(f"{address}/api/v1/projects")[1]["total"] == 1
        assert ekokarta("import", "esf_export", write(tmp_path / "two.csv", TWO)).code == 0
        late = log.read_bytes()
    file.write_bytes(before)
    log.write_bytes(late)  # as a copy of the folder made meanwhile, or a crash, leaves it

    with may_only_be_read(tmp_path / "store"):
        refused = ekokarta("status")
    opened = ekokarta("status", "--json")

    assert (refused.code, "ekokarta.db-wal holds what was not copied" in refused.err) == (3, True)
    assert (opened.code, opened.json()["data_version"]) == (0, 2)


def test_a_service_that_may_only_read_sees_what_another_writes(
    ekokarta: CommandLine, tmp_path: Path
) -> None:
    two = write(tmp_path / "two.csv", TWO)
    (tmp_path / "cache").mkdir()
    with may_only_be_read(tmp_path / "store"), serving(ekokarta) as address:
        before = get(f"{address}/api/v1/projects")
        (tmp_path / "store").chmod(0o755)
        (tmp_path / "store" / "ekokarta.db").chmod(0o644)
        other = replace(ekokarta, more={**ekokarta.more, "EKOKARTA_CACHE": str(tmp_path / "o")})
        imported = other("import", "esf_export", two)
        (tmp_path / "store").chmod(0o555)
        deadline = time.monotonic() + 60
        after = before
        while after[1].get("data_version") != 2 and time.monotonic() < deadline:
            after = get(f"{address}/api/v1/projects")

    assert (before[0], before[1]["total"], imported.code) == (200, 1, 0)
    assert (after[0], after[1]["data_version"], after[1]["total"]) == (200, 2, 2)


def test_a_service_that_may_only_read_says_so_while_its_store_is_away(
    ekokarta: CommandLine, tmp_path: Path
) -> None:
    folder, away = tmp_path / "store", tmp_path / "away.db"
    (tmp_path / "cache").mkdir()
    with may_only_be_read(folder), serving(ekokarta) as address:
        ready = f"{address}/health/ready"
        before = get(ready)
        folder.chmod(0o755)
        (folder / "ekokarta.db").rename(away)
        folder.chmod(0o555)
        missing, page = get(ready), get(f"{address}/api/v1/projects?as_of=1")
        folder.chmod(0o755)
        away.rename(folder / "ekokarta.db")
        folder.chmod(0o555)
        after = get(ready)

    assert (before[0], missing[0], page[0], after[0]) == (200, 503, 503, 200)
    assert page[1]["detail"].startswith("the store does not answer; try again in a while")
