"""A service in a process of its own, and what its processes are."""

import http.server
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol

import httpx2

from queries.stores.opening import open_store
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import almanac, diary, record, register

BASE = "https://map.example/"
TOKEN = "a token for tests"
ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
FRESH = "/sparql?query=SELECT%20(RAND()%20AS%20%3Fr)%20%7B%7D"
"""A question that is worked out each time it is asked."""


class Caller(Protocol):
    """What asks a service, in this process or over the network."""

    def get(self, url: str, **options: Any) -> Any:
        """The answer."""


def until_built(caller: Caller, **headers: str) -> None:
    """Wait as a polite client does: while the store is being built it is told to come back."""
    until = time.monotonic() + PATIENCE
    while True:
        answer = caller.get("/sparql", params={"query": "ASK {}"}, headers=headers)
        if answer.status_code != 503 or time.monotonic() > until:
            assert answer.status_code == 200, answer.text
            return
        assert "being built" in answer.json()["detail"]
        assert int(answer.headers["retry-after"]) > 0
        time.sleep(0.2)


class Served(NamedTuple):
    """A running service."""

    process: subprocess.Popen[str]
    caller: httpx2.Client

    @property
    def children(self) -> set[int]:
        """The processes it began and theirs, by their numbers."""
        return descendants(self.process.pid)


@contextmanager
def served(
    folder: Path, under: tuple[str, ...] = (), log: IO[str] | None = None, **more: str
) -> Iterator[Served]:
    """`ekokarta serve` on the small graph with a base address; ended whatever happens.

    ``under``: a program that runs it. ``log``: what its log is written to.
    """
    given = {"EKOKARTA_BASE_ADDRESS": BASE, "PYTHONUNBUFFERED": "1", **more}
    command = CommandLine(folder, given, under)
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    if store.head() == 0:
        for statements in (register(), almanac(), diary()):
            record(store, statements)
    store.shut()
    process = subprocess.Popen(
        [*command.started, "serve", "--port", "0"], env=command.environment(), cwd=ROOT,
        stdout=subprocess.PIPE, stderr=log or subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        address = process.stdout.readline().split()[3]
        with httpx2.Client(base_url=address, timeout=PATIENCE) as caller:
            yield Served(process, caller)
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)
        process.stdout.close() if process.stdout else None


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """Another endpoint on this machine: its address, and the paths that were asked of it."""
    calls: list[str] = []

    class Told(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)
            self.send_response(200)
            self.end_headers()

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Told) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", calls
        server.shutdown()


def until_worked(pid: int, seconds: float) -> None:
    """Wait until a process has worked so much longer than it had, however busy the machine is."""
    enough, until = _worked(pid) + seconds, time.monotonic() + PATIENCE
    while _worked(pid) < enough:
        assert time.monotonic() < until, f"process {pid} is not at work"
        time.sleep(0.05)


def _worked(pid: int) -> float:
    """Seconds of processor time, as proc(5) counts them in fields 14 and 15."""
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, after_name[11:13])) / os.sysconf("SC_CLK_TCK")


def descendants(parent: int) -> set[int]:
    """The living processes below one, by what the system lists."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat=,comm="], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in listed.stdout.splitlines()]
    below: dict[int, set[int]] = {}
    for pid, ppid, state, name in (row[:4] for row in rows):
        if not state.startswith("Z") and name != "ps":  # which is one of them while it lists
            below.setdefault(int(ppid), set()).add(int(pid))
    found, waiting = set(), [parent]
    while waiting:
        mine = below.get(waiting.pop(), set())
        found |= mine
        waiting += mine
    return found


def is_alive(pid: int) -> bool:
    """Whether there is such a process; one that only waits to be reaped is none."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return bool(state.stdout.strip()) and not state.stdout.startswith("Z")


def eventually_gone(pids: set[int], seconds: float = 10.0) -> set[int]:
    """Those that are still there after a while."""
    until = time.monotonic() + seconds
    while (left := {pid for pid in pids if is_alive(pid)}) and time.monotonic() < until:
        time.sleep(0.05)
    return left
