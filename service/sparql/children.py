"""One process that runs queries, as the service sees it: begun, asked, ended."""

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any, NamedTuple

import service
from service.sparql.errors import (
    BadRequestError,
    DamagedError,
    EngineError,
    HungUpError,
    NestedError,
    SparqlError,
    TooHungryError,
    TooLargeError,
    TooSlowError,
    UnacceptableError,
)
from service.sparql.forms import GRAPHS, TABLES
from service.sparql.heap import ALLOCATOR
from service.sparql.limits import MEBIBYTE, Limits
from service.sparql.places import SERVICE_REFUSED, refused, syntax_error
from service.sparql.protocol import Dataset

BEGINNING = 30  # seconds a process may take until it reads queries; none of them are the query's
SOON = 0.5  # seconds; a process that is killed before was dying when it was asked
LOOK = 0.1  # seconds between two looks at whether the caller is still there
PIECE = 1 << 16
IN_MEMORY = 1 << 20  # bytes of an answer; the rest waits in a file for a slow caller
OUT_OF_STACK = {signal.SIGSEGV, signal.SIGBUS, signal.SIGILL}
"""How a process ends that nests deeper than its stack."""


class Order(NamedTuple):
    """A query, and the forms in which its answer may be given."""

    query: str
    table: str | None
    graph: str | None
    base: str
    prefixes: dict[str, str]
    """Those a query need not declare."""
    dataset: Dataset
    """What the request names itself, which comes before FROM."""


UNREAD = "the triple store cannot be read; the operator finds why in its folder"


class Answer(NamedTuple):
    """An answer that is whole, and its form."""

    form: str
    body: IO[bytes]
    length: int


def own_environment() -> dict[str, str]:
    """What a process of ours needs to find the program, and no secret."""
    root = str(Path(service.__file__).parents[1])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": paths, "PYTHONUTF8": "1", "RUST_BACKTRACE": "0"}


class Child:
    """A process that has the store of one version open and waits for queries."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.store = store
        self.limits = limits
        self._is_ready = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "service.sparql.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**own_environment(), **ALLOCATOR},
            bufsize=0,
            process_group=0,  # Ctrl-C is for the service, which gives a query time to be answered
        )
        setup = {"store": str(store), "parent": os.getpid(), "seconds": limits.seconds,
                 "memory": limits.memory, "result": limits.result}  # fmt: skip
        self._send(setup)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def kill(self) -> None:
        """Stop it, whatever it does; who reads from it finds the end."""
        self._process.kill()

    def end(self) -> None:
        """Stop it and leave nothing of it."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def ask(self, order: Order, is_gone: Callable[[], bool]) -> Answer:
        """The answer; raises what stopped it. Anything raised but a refusal leaves it ended."""
        reading, begun = _Reading(self._process, self.limits, is_gone), None
        try:
            self._send(order._asdict())
        except _EndedError:
            raise EndedWhileIdleError from None
        try:
            if not self._is_ready:
                self._is_ready = self._has_opened(reading)
            begun = time.monotonic()
            told = reading.header(self.limits.seconds)
            body = reading.body(told["length"])
        except _EndedError:
            killed = self._process.wait() == -signal.SIGKILL
            if killed and (begun is None or time.monotonic() - begun < SOON):
                raise EndedWhileIdleError from None
            raise self._ended() from None
        except (HungUpError, TooSlowError):
            self.end()
            raise
        if told["last"] or told["state"] == "damaged":
            self.end()
        if told["state"] == "done":
            return Answer(told["form"], body, told["length"])
        body.close()
        raise _refusal(told, order, self.limits)

    def _has_opened(self, reading: "_Reading") -> bool:
        """Raise ``DamagedError`` where the store could not be opened."""
        if reading.header(BEGINNING)["state"] == "damaged":
            self.end()
            raise DamagedError
        return True

    def _send(self, said: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        left = memoryview(json.dumps(said).encode() + b"\n")
        try:
            while left:
                left = left[self._process.stdin.write(left) :]
        except BrokenPipeError:
            raise _EndedError from None

    def _ended(self) -> SparqlError:
        """Why it ended, by how it ended."""
        code = self._process.wait()
        self.end()
        if -code in OUT_OF_STACK:
            return NestedError(
                "the query is too long or nests too deeply to be read; write it with fewer "
                "patterns, or fewer brackets in each other"
            )
        if -code in {signal.SIGALRM, signal.SIGXCPU}:
            return too_slow(self.limits)
        if -code == signal.SIGSYS:  # it asked for a socket, which nothing but SERVICE does
            return BadRequestError(SERVICE_REFUSED)
        if -code == signal.SIGABRT:
            return too_hungry(self.limits)
        return EngineError("the query ended without an answer; the service goes on")


class EndedWhileIdleError(Exception):
    """Somebody ended the process before it was asked; another can be."""


class _EndedError(Exception):
    """The process is no more."""


class _Reading:
    """What a process says, read until the time is up or the caller is gone."""

    def __init__(
        self, process: subprocess.Popen[bytes], limits: Limits, is_gone: Callable[[], bool]
    ) -> None:
        assert process.stdout is not None
        self._file = process.stdout.fileno()
        self._limits = limits
        self._is_gone = is_gone
        self._until = 0.0
        self._rest = b""

    def header(self, seconds: float) -> dict[str, Any]:
        """The next line; raises ``TooSlowError`` where it, and what follows, takes longer."""
        self._until = time.monotonic() + seconds
        while b"\n" not in self._rest:
            self._rest += self._piece()
        line, _, self._rest = self._rest.partition(b"\n")
        told: dict[str, Any] = json.loads(line)
        return told

    def body(self, length: int) -> IO[bytes]:
        body: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - sent later
        body.write(self._rest)
        missing = length - len(self._rest)
        while missing > 0:
            piece = self._piece()
            body.write(piece)
            missing -= len(piece)
        body.seek(0)
        return body

    def _piece(self) -> bytes:
        with selectors.DefaultSelector() as selector:
            selector.register(self._file, selectors.EVENT_READ)
            while not selector.select(LOOK):
                if self._is_gone():
                    raise HungUpError
                if time.monotonic() > self._until:
                    raise too_slow(self._limits)
        piece = os.read(self._file, PIECE)
        if not piece:
            raise _EndedError
        return piece


def too_slow(limits: Limits) -> TooSlowError:
    """The time is up."""
    return TooSlowError(
        f"the query took longer than {limits.seconds} s and was stopped; ask for less, or narrow "
        "it before it sorts, counts or joins"
    )


def too_hungry(limits: Limits) -> TooHungryError:
    """The memory is up."""
    return TooHungryError(
        f"the query needed more than {limits.memory // MEBIBYTE} MiB of memory and was stopped; "
        "ask for less, or narrow it before it sorts, groups or joins"
    )


def _other_form(told: dict[str, Any]) -> UnacceptableError:
    """In which forms the answer is given, where it is not in any that was asked for."""
    forms: Iterable[str] = GRAPHS if told["kind"] == "graph" else TABLES
    if told["state"] == "unacceptable":
        return UnacceptableError(f"the answer to this query is given as {', '.join(forms)}")
    forms = (form for form in forms if not form.endswith("xml"))
    return UnacceptableError(
        "the answer holds a character or a name that XML cannot hold; it is given as "
        f"{', '.join(forms)}"
    )


def _refusal(  # noqa: PLR0911 - one per kind
    told: dict[str, Any], order: Order, limits: Limits
) -> SparqlError:
    """What a process that goes on has refused."""
    if told["state"] == "syntax":
        return syntax_error(order.query, told["line"], told["column"], told["expected"])
    if told["state"] == "not asked":
        return refused(order.query, told["word"], told["line"], told["column"])
    if told["state"] in {"unacceptable", "unwritable"}:
        return _other_form(told)
    if told["state"] in {"unread", "damaged"}:
        return DamagedError() if told["state"] == "damaged" else EngineError(UNREAD)
    if told["state"] == "called":
        return BadRequestError(SERVICE_REFUSED)
    if told["state"] == "memory":
        return too_hungry(limits)
    if told["state"] == "large":
        return TooLargeError(
            f"the answer is larger than {limits.result // MEBIBYTE} MiB and nothing of it was "
            "sent; ask for less, with LIMIT and OFFSET in parts, or take the whole graph from "
            "/api/v1/export/nt"
        )
    return BadRequestError(f"the query cannot be answered: {told['detail']}")
