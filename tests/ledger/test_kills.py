"""kill -9 in the middle of a command: the version before or the one after, and the next goes on.

Three kills of each sort here; with EKOKARTA_FULL=1 twenty. Named moments of each store are in
``tests/stores/test_store_processes.py``, those of the mirror in ``tests/mirror/test_stepping.py``.
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from queries.publication import hash_at
from queries.stores.base import Store
from queries.stores.opening import open_store
from tests.commands.command_line import CommandLine
from tests.ledger.export_file import row, write
from tests.mirror.reading import expected, mirrored
from tests.neo4j_server import Neo4jServer

TIMES = 20 if os.environ.get("EKOKARTA_FULL") else 3
FAILPOINTS = (
    "stage.mid-batch",
    "stage.after-batch",
    "close.after",
    "publish.before",
    "publish.after",
)
FIRST = [row(f"2018/{n:05}", f"Project {n}") for n in range(1, 301)]
SECOND = [row(f"2018/{n:05}", f"Project {n} again") for n in range(11, 311)]


def started(command: CommandLine, *arguments: str | Path, **more: str) -> "subprocess.Popen[str]":
    """A command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", "from service.cli import main; main()", *map(str, arguments)],
        env={**command.environment(), **more},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def killed(command: CommandLine, path: Path, *, failpoint: str = "", after: float = 0.0) -> int:
    """Import in a process that dies at the failpoint or after some seconds; its exit code."""
    process = started(command, "import", "esf_export", path, EKOKARTA_FAILPOINT=failpoint)
    if after:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=after)
        process.kill()
    process.communicate(timeout=300)
    return process.returncode


def opened(command: CommandLine) -> Store:
    """The command's store."""
    environment = command.environment()
    return open_store(
        environment["EKOKARTA_STORE"], password=environment.get("EKOKARTA_NEO4J_PASSWORD")
    )


def head_and_hash(command: CommandLine) -> tuple[int, str]:
    """What readers see."""
    store = opened(command)
    try:
        return store.head(), hash_at(store)
    finally:
        store.shut()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder whose store holds the first file, and one that holds both, undisturbed."""
    first, both = (tmp_path_factory.mktemp(name) for name in ("first", "both"))
    for name, rows in (("first", FIRST), ("second", SECOND)):
        path = write(both / f"{name}.csv", rows)
        assert CommandLine(both)("import", "esf_export", path).code == 0
        if name == "first":
            shutil.copytree(both, first, dirs_exist_ok=True)
    return first, both


@pytest.fixture
def command(folders: tuple[Path, Path], tmp_path: Path) -> CommandLine:
    """A store of its own with the first file in it."""
    shutil.copytree(folders[0], tmp_path, dirs_exist_ok=True)
    return CommandLine(tmp_path)


@pytest.fixture(scope="module")
def after_hash(folders: tuple[Path, Path]) -> str:
    """The graph after both files, imported without disturbance."""
    return head_and_hash(CommandLine(folders[1]))[1]


@pytest.mark.parametrize("failpoint", FAILPOINTS)
def test_killed_at_a_named_moment(
    failpoint: str, command: CommandLine, after_hash: str, tmp_path: Path
) -> None:
    before = head_and_hash(command)
    second = write(tmp_path / "second.csv", SECOND)

    code = killed(command, second, failpoint=failpoint)
    seen = head_and_hash(command)
    again = command("import", "esf_export", second)

    assert code == -signal.SIGKILL
    assert seen in (before, (2, after_hash))
    assert again.code == 0, again.err
    assert head_and_hash(command)[1] == after_hash


def test_killed_at_random_moments_of_the_whole_command(either: CommandLine, tmp_path: Path) -> None:
    """Import, publication, read models and mirror: the kill may fall into any of them."""
    files = [write(tmp_path / "first.csv", FIRST), write(tmp_path / "second.csv", SECOND)]
    hashes = []
    for path in files:
        began = time.monotonic()
        assert either("import", "esf_export", path).code == 0
        took = time.monotonic() - began
        hashes.append(head_and_hash(either)[1])
    moments, kills, now = random.Random(7), 0, 1
    while kills < TIMES:
        before = head_and_hash(either)
        began = time.monotonic()
        # The first part of a command only loads programs.
        code = killed(either, files[1 - now], after=moments.uniform(0.25, 1.0) * took)
        kills += code == -signal.SIGKILL
        if code == 0:  # the first one was slower: later kills have to come sooner
            took = min(took, time.monotonic() - began)
        head, seen = head_and_hash(either)

        assert code in (-signal.SIGKILL, 0)
        assert (head, seen) == before or (head > before[0] and seen == hashes[1 - now])
        now = hashes.index(seen)
    last = either("import", "esf_export", files[1 - now])

    assert last.code == 0, last.err
    assert head_and_hash(either)[1] == hashes[1 - now]
    assert_everything_derived_is_there(either)


def assert_everything_derived_is_there(command: CommandLine) -> None:
    """The read models of the newest version and, on Neo4j, its mirror, compared whole."""
    status = command("status", "--json").json()
    head, mirror = status["data_version"], status["mirror"]
    built = {model["audience"] for model in status["read_models"] if model["version"] == head}

    assert built == {"public", "everything"}
    if mirror is None:
        return
    assert mirror == {"published": head, "mirrored": head}
    environment, store = command.environment(), opened(command)
    server = Neo4jServer(
        environment["EKOKARTA_STORE"], "neo4j", environment["EKOKARTA_NEO4J_PASSWORD"]
    )
    assert mirrored(server) == expected(store)
    store.shut()


def test_a_killed_build_of_a_read_model_leaves_none_or_a_whole_one(
    either: CommandLine, tmp_path: Path
) -> None:
    path = write(tmp_path / "first.csv", FIRST)
    assert either("import", "esf_export", path).code == 0
    models = tmp_path / "cache" / "models"
    asked = ("search", "Project 7", "--json")
    shutil.rmtree(models)
    with started(either, *asked) as undisturbed:
        wait_for_a_build(models, undisturbed)
        begun = time.monotonic()
        while undisturbed.poll() is None and not any(models.glob("v*")):
            time.sleep(0.002)
        building = time.monotonic() - begun
        undisturbed.communicate(timeout=300)
    answer, whole = either(*asked).out, contents(models)
    moments, kills, left = random.Random(11), 0, 0
    while kills < TIMES:
        shutil.rmtree(models)
        with started(either, *asked) as process:
            wait_for_a_build(models, process)
            if kills:  # the first dies as soon as there is something to leave
                time.sleep(moments.uniform(0, building))
            process.kill()
            process.communicate(timeout=300)
        kills += process.returncode == -signal.SIGKILL
        left += any(models.glob(".building-*"))

        assert contents(models) in ({}, whole)
        assert either(*asked).out == answer  # builds it beside what was left, or finds it whole
        assert contents(models) == whole

    assert left > 0


def wait_for_a_build(models: Path, process: "subprocess.Popen[str]") -> None:
    """Until the folder of an unfinished model is there."""
    while process.poll() is None and not any(models.glob(".building-*")):
        time.sleep(0.002)


def contents(models: Path) -> dict[str, bytes]:
    """The bytes of every finished model."""
    return {
        str(file.relative_to(models)): file.read_bytes()
        for folder in models.glob("v*")
        for file in folder.rglob("*")
        if file.is_file() and file.name != ".used"
    }


def test_two_imports_at_once_end_as_one_after_the_other_or_with_a_clear_refusal(
    either: CommandLine, tmp_path: Path
) -> None:
    assert either("import", "esf_export", write(tmp_path / "first.csv", FIRST)).code == 0
    third = [*FIRST, row("2018/00999", "Late")]
    paths = [write(tmp_path / "second.csv", FIRST[:-1]), write(tmp_path / "third.csv", third)]
    processes = [started(either, "import", "esf_export", path) for path in paths]

    ended = [(p.communicate(timeout=300)[1], p.returncode) for p in processes]

    assert 0 in [code for _, code in ended]
    assert [e for e, code in ended if code not in (0, 3) or "Traceback" in e] == []
    assert [e for e, code in ended if code == 3 and "is writing version" not in e] == []
    store = opened(either)
    projects = [r for r in store.rows("entity") if r.body["label"] == "Project"]
    store.shut()
    assert len(projects) in (299, 301)


def test_an_import_stopped_beyond_its_lease_writes_nothing_when_it_goes_on(
    either: CommandLine, tmp_path: Path
) -> None:
    """What a laptop that slept, or a machine cut off from the server, does when it comes back."""
    assert either("import", "esf_export", write(tmp_path / "first.csv", FIRST)).code == 0
    before = head_and_hash(either)
    second = write(tmp_path / "second.csv", SECOND)
    with started(either, "import", "esf_export", second) as slept:
        store = opened(either)
        while slept.poll() is None and store.writer() is None:
            time.sleep(0.002)
        slept.send_signal(signal.SIGSTOP)
        lease = store.writer()
        assert lease is not None
        store.discard(lease)  # as the next writer does once the lease has run out
        slept.send_signal(signal.SIGCONT)
        said = slept.communicate(timeout=300)[1]
        store.shut()

    assert slept.returncode == 3
    assert "nothing was written, start the run again" in said
    assert "Traceback" not in said
    assert head_and_hash(either) == before
    assert either("import", "esf_export", second).code == 0
