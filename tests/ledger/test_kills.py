"""kill -9 in the middle of an import: the version before or the one after, and the next goes on.

Three kills of each sort here; with EKOKARTA_FULL=1 twenty.
"""

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


def killed(command: CommandLine, path: Path, *, failpoint: str = "", after: float = 0.0) -> int:
    """Import in a process that dies at the failpoint or after some seconds; its exit code."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from service.cli import main; main()",
            "import",
            "esf_export",
            path,
        ],
        env={**command.environment(), "EKOKARTA_FAILPOINT": failpoint},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if after:
        time.sleep(after)
        process.kill()
    return process.wait(timeout=120)


def opened(command: CommandLine) -> Store:
    """The command's store."""
    return open_store(command.environment()["EKOKARTA_STORE"])


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


def test_killed_at_random_moments(command: CommandLine, after_hash: str, tmp_path: Path) -> None:
    before = head_and_hash(command)
    second = write(tmp_path / "second.csv", SECOND)
    moments = random.Random(7)

    for _ in range(TIMES):
        killed(command, second, after=moments.uniform(0.3, 3.0))
        head, seen = head_and_hash(command)

        assert seen in (before[1], after_hash)
        assert head == 1 or seen == after_hash
    again = command("import", "esf_export", second)

    assert again.code == 0, again.err
    assert head_and_hash(command)[1] == after_hash


def test_two_imports_at_once_end_as_one_after_the_other_or_with_a_clear_refusal(
    command: CommandLine, tmp_path: Path
) -> None:
    third = [*FIRST, row("2018/00999", "Late")]
    paths = [write(tmp_path / "second.csv", FIRST[:-1]), write(tmp_path / "third.csv", third)]
    processes = [
        subprocess.Popen(
            [
                sys.executable,
                "-c",
                "from service.cli import main; main()",
                "import",
                "esf_export",
                p,
            ],
            env=command.environment(),
            cwd=Path(__file__).parents[2],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for p in paths
    ]

    ended = [(p.communicate(timeout=120)[1], p.returncode) for p in processes]

    assert 0 in [code for _, code in ended]
    assert [e for e, code in ended if code not in (0, 3) or "Traceback" in e] == []
    assert [e for e, code in ended if code == 3 and "is writing version" not in e] == []
    store = opened(command)
    projects = [r for r in store.rows("entity") if r.body["label"] == "Project"]
    store.shut()
    assert len(projects) in (299, 301)
