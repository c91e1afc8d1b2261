"""The service in a process of its own, asked over loopback one request after the other."""

import http.client
import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import monotonic, perf_counter, sleep
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from tests.bench.baselines import like_seconds
from tests.bench.command import COMMAND, PATIENT, environment
from tests.bench.places import Bench
from tests.bench.reference import CLASSES, ReferenceGraph, actor_name
from tests.bench.report import Aim, Row, judged, seconds
from tests.bench.worker import measured

ACTOR = Aim(0.025, "s", at_most=True)
TYPING = Aim(0.050, "s", at_most=True, note="on R6")
FIRST_ANSWER = Aim(2, "s", at_most=True)
DEMO = Aim(3, "s", at_most=True)
API = "/api/v1"
ACTORS = 300
TYPED = 40  # names, typed letter by letter from the second to the tenth
STARTS = 3
MOST_SECONDS_BUILDING = 90.0
WAITING = 120.0


class Service:
    """A running service and one connection to it."""

    def __init__(self, address: str, process: int) -> None:
        """``process`` is its number."""
        parts = urlsplit(address)
        self.address = address
        self.process = process
        self._connection = http.client.HTTPConnection(
            parts.hostname or "127.0.0.1", parts.port, timeout=WAITING
        )

    def get(self, path: str) -> tuple[float, Any]:
        """How long the whole answer took, and what it said."""
        began = perf_counter()
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        body = answer.read()
        took = perf_counter() - began
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path} was answered {answer.status}: {body[:500]!r}")
        return took, json.loads(body) if body.startswith(b"{") else body

    def status(self, path: str) -> int:
        """With which status it is answered."""
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status

    def tag(self, path: str) -> str:
        """The ETag of an answer, asked for without its body."""
        self._connection.request("HEAD", path)
        answer = self._connection.getresponse()
        answer.read()
        tag = answer.getheader("ETag")
        if tag is None:
            raise RuntimeError(f"{path} was answered {answer.status} without an ETag")
        return tag

    def unchanged(self, path: str, tag: str) -> float:
        """How long it took to say that nothing has changed since."""
        began = perf_counter()
        self._connection.request("GET", path, headers={"If-None-Match": tag})
        answer = self._connection.getresponse()
        body, took = answer.read(), perf_counter() - began
        if answer.status != http.client.NOT_MODIFIED or body:
            raise RuntimeError(f"{path} was answered {answer.status}, not 304: {body[:500]!r}")
        return took

    def first(self, path: str) -> None:
        """Ask until somebody listens: the address is printed before the port is opened."""
        end = monotonic() + WAITING
        while True:
            try:
                self.get(path)
            except ConnectionRefusedError:
                self.close()
                if monotonic() > end:
                    raise
                sleep(0.01)
            else:
                return

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


@contextmanager
def running(
    folder: Path,
    store: str,
    cache: Path,
    *command: str,
    base: str | None = None,
    query_seconds: int = PATIENT,
) -> Iterator[tuple[Service, float]]:
    """A service on a free port of loopback, and when it was asked to start; ended by its own id."""
    began = perf_counter()
    log = folder / "service.log"
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            [*COMMAND, *command, "--port", "0"],
            env=environment(store, str(cache), base, query_seconds), cwd=folder,
            stdout=subprocess.PIPE, stderr=errors, text=True,
        ) as process,
    ):  # fmt: skip
        try:
            service = Service(_address(process, log), process.pid)
            yield service, began
            service.close()
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _address(process: subprocess.Popen[str], log: Path) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        for word in line.split():
            if word.startswith("http://127.0.0.1:"):
                return word
    raise RuntimeError(f"the service did not start:\n{log.read_text(encoding='utf-8')}")


class Spread(NamedTuple):
    """The middle and the end of many times."""

    p50: float
    p99: float
    asked: int

    def __str__(self) -> str:
        return f"p50 {seconds(self.p50)}, p99 {seconds(self.p99)} of {self.asked:,}"


def spread(times: Sequence[float]) -> Spread:
    """The 50th and 99th percentile, by nearest rank."""
    ordered = sorted(times)
    return Spread(
        ordered[(len(ordered) - 1) // 2], ordered[-(-99 * len(ordered) // 100) - 1], len(ordered)
    )


def request_rows(bench: Bench, name: str) -> None:
    """One actor and search as you type, then one actor again while a version is being built."""
    graph = bench.graph(name)
    with (
        bench.part(f"{name}: requests"),
        running(bench.folder, bench.url(name), bench.cache(name), "serve") as (service, _),
    ):
        service.first("/health/live")
        floor = spread([service.get("/health/live")[0] for _ in range(ACTORS)])
        ids = actor_ids(service, graph)
        quiet = spread([ask_actor(service, id)[0] for id in ids])
        compared = f"{quiet.p99 / floor.p99:.1f} × p99 of `/health/live`, which asks for nothing"
        what = "one actor, partners and claims with sources: three requests"
        bench.rows.append(judged(what, name, "–", quiet.p99, str(quiet), ACTOR, compared))
        _search_row(bench, name, service)
        _while_building(bench, name, service, ids, quiet)


def actor_ids(service: Service, graph: ReferenceGraph) -> list[str]:
    """Ids of actors drawn from the participations: whom people look at is whom they meet."""
    random, found = Random(1), []
    for _ in range(ACTORS):
        arena = graph.arenas[int(random.random() * len(graph.arenas))]
        actor = arena[int(random.random() * len(arena))]
        name = actor_name(actor, CLASSES[graph.actor_class[actor]])
        _, hits = service.get(f"{API}/search?q={quote(name)}&in=actors&limit=1")
        found.append(hits["items"][0]["id"])
    return found


def ask_actor(service: Service, id: str) -> tuple[float, int]:
    """Time of the three requests, and the version they were answered from."""
    answers = [
        service.get(f"{API}/actors/{id}{part}") for part in ("", "/partners?limit=50", "/claims")
    ]
    return sum(took for took, _ in answers), int(answers[-1][1]["data_version"])


def _search_row(bench: Bench, name: str, service: Service) -> None:
    graph, random = bench.graph(name), Random(2)
    names = [actor_name(k, CLASSES[c]) for k, c in enumerate(graph.actor_class)]
    chosen = [names[int(random.random() * len(names))] for _ in range(TYPED)]
    typed = [text[:length] for text in chosen for length in range(2, 11)]
    found = spread([service.get(f"{API}/search?q={quote(text)}&limit=10")[0] for text in typed])
    plain = spread(like_seconds(names, typed))
    bench.rows.append(
        judged(
            "search as you type", name, "–", found.p99, str(found), TYPING,
            f"LIKE over the names in memory, no HTTP, p99 {seconds(plain.p99)}",
        )
    )  # fmt: skip


def _while_building(
    bench: Bench, name: str, service: Service, ids: list[str], quiet: Spread
) -> None:
    """Publish another small source, then ask until answers come from the new version."""
    what = "one actor, while a version is being built"
    needed = bench.known[f"import {name}"] / 2 + 15
    if not bench.room_for(needed, what=what, graph=name, store="–"):
        return
    small = bench.file("R1")
    published = measured("import", url=bench.url(name), file=str(small), source="second")["version"]
    service.close()  # the server has closed it meanwhile, nobody having asked for seconds
    times, version, end = list[float](), 0, monotonic() + MOST_SECONDS_BUILDING
    while version < published and monotonic() < end:
        took, version = ask_actor(service, ids[len(times) % len(ids)])
        times.append(took)
    found = spread(times)
    bench.rows.append(
        judged(
            what, name, "–", found.p99, str(found), ACTOR,
            f"{found.p99 / quiet.p99:.1f} × p99 while none is built",
        )
    )  # fmt: skip


def start_rows(bench: Bench, name: str) -> None:
    """From the command to the first answer: `serve` with a read model built, `demo` once loaded."""
    with bench.part(f"{name}: serve, start to first answer"):
        times = []
        for _ in range(STARTS):
            place = bench.folder, bench.url(name), bench.cache(name)
            with running(*place, "serve") as (service, began):
                service.first(f"{API}/actors?limit=1")
                times.append(perf_counter() - began)
    median = sorted(times)[STARTS // 2]
    bare = min(_python_seconds() for _ in range(STARTS))
    bench.rows.append(
        judged(
            "`serve` to the first answer", name, "SQLite", median,
            f"{seconds(median)} (median of {STARTS})", FIRST_ANSWER,
            f"{median / bare:.1f} × starting Python and importing FastAPI and numpy",
        )
    )  # fmt: skip


def _python_seconds() -> float:
    began = perf_counter()
    subprocess.run([sys.executable, "-c", "import fastapi, numpy, uvicorn"], check=True)
    return perf_counter() - began


def demo_rows(bench: Bench) -> None:
    """The bundled sample: loaded once, then started again."""
    what = "second `demo` to the first answer"
    if not bench.room_for(60, what=what, graph="demo", store="SQLite"):
        return
    folder = bench.folder / "demo"
    folder.mkdir()
    place = folder, f"sqlite://{folder / 'unused.db'}", folder / "unused"
    with bench.part("demo: loaded, then started again"):
        times = []
        for _ in range(2):
            with running(*place, "demo") as (service, began):
                service.first("/")
                times.append(perf_counter() - began)
    first, second = times
    bench.rows.append(Row("first `demo` to the first answer", "demo", "SQLite", seconds(first)))
    bench.rows.append(
        judged(
            what, "demo", "SQLite", second, seconds(second), DEMO,
            f"{second / first:.1%} of the first",
        )
    )  # fmt: skip
