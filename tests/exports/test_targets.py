"""Where exports and dumps go: whole files or none, links, devices, pipes and full disks."""

import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from queries.stores.opening import open_store
from service.commands.targets import whole
from tests.commands.command_line import CommandLine
from tests.exports.conftest import BASE, odd
from tests.lookup import small_graph as small

WITH_BASE = {"EKOKARTA_BASE_ADDRESS": BASE}
FULL = Path("/dev/full")
# Root may list whatever the rights say, unless it gives that up.
BOUND = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small graph in a store."""
    made = tmp_path_factory.mktemp("targets")
    store = open_store(f"sqlite:///{made / 'store.db'}")
    small.record(store, small.register())
    small.record(store, odd())
    store.shut()
    assert CommandLine(made)("export", "csv", "--output", made / "all.zip").code == 0
    return made


def shell(folder: Path, line: str) -> tuple[int, str, str]:
    """Run a line of bash in which $E is the command; a failure anywhere in a pipe counts."""
    command = f"{sys.executable} -c 'from service.cli import main; main()'"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line.replace("$E", command)],
        env=CommandLine(folder, WITH_BASE).environment(), cwd=Path(__file__).parents[2],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def beside(folder: Path) -> Sequence[str]:
    """The names of what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_file_that_cannot_grow_is_named_and_the_one_before_stays(
    folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "graph"
    target.write_bytes(b"the one before")

    code, out, err = shell(folder, f"ulimit -f 64; $E export nt --output {target}")

    assert (code, out) == (2, "")
    assert err == (
        f"cannot write {target}: File too large; nothing unfinished was left there. "
        "Make room or name another place.\n"
    )
    assert (beside(tmp_path), target.read_bytes()) == (["graph"], b"the one before")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def tables(folder: Path, tmp_path: Path) -> Path:
    """An export of some actors as a folder of tables, with a file beside them that is not ours."""
    made = tmp_path / "tables"
    done = CommandLine(folder)("export", "csv", "--sector", "public", "--output", f"{made}/")
    assert done.code == 0, done.err
    (made / "notes.txt").write_text("mine", encoding="utf-8")
    return made


def test_tables_that_find_no_room_leave_the_earlier_ones(folder: Path, tables: Path) -> None:
    before = contents(tables)

    code, _, err = shell(folder, f"ulimit -f 48; $E export csv --output {tables}/")

    assert (code, contents(tables)) == (2, before)
    assert err == (
        f"cannot write {tables}: File too large; the files that stood there stand as they were. "
        "Make room or name another place.\n"
    )


def test_tables_that_find_no_room_in_a_new_folder_leave_none(folder: Path, tmp_path: Path) -> None:
    code, _, err = shell(folder, f"ulimit -f 48; $E export csv --output {tmp_path}/new/")

    assert (code, beside(tmp_path)) == (2, [])
    assert "File too large; nothing unfinished was left there" in err


def test_tables_take_the_place_of_earlier_ones_and_of_nothing_else(
    folder: Path, tables: Path, tmp_path: Path
) -> None:
    run = CommandLine(folder)
    assert run("export", "csv", "--output", f"{tmp_path / 'new'}/").code == 0
    killed_before_it_was_named(folder, tables, "export", "csv", "--output", end="/")
    unfinished = [name for name in beside(tables) if name.endswith(".part")]

    done = run("export", "csv", "--output", f"{tables}/")

    assert (len(unfinished), done.code) == (1, 0)
    assert contents(tables) == {**contents(tmp_path / "new"), "notes.txt": b"mine"}


@pytest.mark.parametrize("name", ["Region.csv", "datapackage.json"])
def test_a_folder_in_the_place_of_a_table_is_named_and_all_stands_as_it_was(
    folder: Path, tables: Path, name: str
) -> None:
    (tables / name).unlink()
    (tables / name).mkdir()
    before = {path.name: path.read_bytes() for path in tables.iterdir() if path.is_file()}

    done = CommandLine(folder)("export", "csv", "--output", f"{tables}/")

    assert done.code == 2
    assert beside(tables) == sorted({*before, name})
    assert {path: (tables / path).read_bytes() for path in before} == before
    assert done.err == (
        f"cannot write {tables / name}: Is a directory; the files that stood there stand as they "
        "were. Make room or name another place.\n"
    )


@pytest.mark.parametrize("command", ["export nt --output", "dump"])
def test_a_device_is_written_and_stays_a_device(folder: Path, command: str) -> None:
    code, _, err = shell(folder, f"$E {command} {FULL}")

    assert (code, "No space left on device" in err, "Traceback" in err) == (2, True, False)
    assert FULL.is_char_device()


def test_standard_output_that_is_full_is_named(folder: Path) -> None:
    code, _, err = shell(folder, f"$E export gexf > {FULL}")

    assert code == 2
    assert err == (
        "cannot write to standard output: No space left on device; what was written there until "
        "then is no whole file. Make room or name another place.\n"
    )
    assert "Traceback" not in err


def test_a_pipe_can_be_named_as_the_file(folder: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"

    code, _, err = shell(folder, f"$E dump /dev/stdout | gzip -dc > {plain}")
    assert CommandLine(folder)("dump", tmp_path / "named").code == 0

    assert (code, "rows written to /dev/stdout" in err) == (0, True)
    assert plain.read_bytes() == gzip.decompress((tmp_path / "named").read_bytes())


def test_a_link_goes_on_pointing_where_it_does(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "newest.gexf"
    link.symlink_to(tmp_path / "there" / "graph.gexf")

    assert CommandLine(folder)("export", "gexf", "--output", link).code == 0

    assert link.is_symlink()
    assert beside(tmp_path / "there") == ["graph.gexf"]


def test_a_reader_that_leaves_early_is_no_failure(folder: Path) -> None:
    code, out, err = shell(folder, "$E export nt | exec 0<&-")

    assert (code, out, err) == (0, "", "")


def test_a_folder_that_cannot_be_made_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")

    ended = CommandLine(folder)("export", "csv", "--output", f"{tmp_path / 'taken'}/")

    assert ended.code == 2
    assert ended.err == (
        f"{tmp_path / 'taken'} is there and is no folder: name a folder, or a new name\n"
    )


def killed_before_it_was_named(folder: Path, target: Path, *command: str, end: str = "") -> None:
    """Run the command to where all is written and only the name is missing; it dies there."""
    environment = CommandLine(folder, WITH_BASE).environment()
    done = subprocess.run(
        [*CommandLine(folder).started, *command, f"{target}{end}"],
        env={**environment, "EKOKARTA_FAILPOINT": "target.written"}, cwd=Path(__file__).parents[2],
        capture_output=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("command", [("export", "nt", "--output"), ("dump",)])
def test_what_a_killed_command_left_is_removed_by_the_next(
    folder: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    target = tmp_path / "a [1].graph"
    strangers = ["a [1].graph.part", "a [1].graph.notes.part", "b.graph.0123abcd.part"]
    for name in strangers:
        (tmp_path / name).write_bytes(b"")
    killed_before_it_was_named(folder, target, *command)
    killed_before_it_was_named(folder, target, *command)
    left = beside(tmp_path)

    done = CommandLine(folder, WITH_BASE)(*command, target)

    assert (len(left), target.name in left) == (len(strangers) + 1, False)
    assert (done.code, beside(tmp_path)) == (0, sorted([*strangers, target.name]))


def test_a_folder_that_may_be_written_but_not_listed_is_written(
    folder: Path, tmp_path: Path
) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    hidden.chmod(0o333)

    done = CommandLine(folder, WITH_BASE, BOUND)("export", "nt", "--output", hidden / "graph")
    listed = subprocess.run([*BOUND, "ls", hidden], capture_output=True, check=False)
    hidden.chmod(0o755)

    assert (done.code, beside(hidden), listed.returncode == 0) == (0, ["graph"], False)
    assert (hidden / "graph").read_bytes().startswith(b"<")


def test_what_another_process_is_still_writing_stays(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "graph"
    with whole(target) as file:
        file.write(b"not yet whole")
        done = CommandLine(folder, WITH_BASE)("export", "nt", "--output", target)
        meanwhile = beside(tmp_path)
        exported = target.read_bytes()

    assert (done.code, exported.startswith(b"<")) == (0, True)
    assert (len(meanwhile), beside(tmp_path)) == (2, ["graph"])
    assert target.read_bytes() == b"not yet whole"
