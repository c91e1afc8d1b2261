"""Readers beside hostile queries, and what is left of queries whose callers have gone."""

import http.client
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import sleep
from urllib.parse import quote, urlsplit

from tests.bench.places import Bench
from tests.bench.report import Aim, judged, seconds
from tests.bench.serving import Service, actor_ids, ask_actor, running, spread
from tests.sparql.hostile import HOSTILE
from tests.sparql.served import descendants

BESIDE = Aim(1.0, "s", at_most=True)
IDLE = Aim(0.05, "s of processor time in a second", at_most=True)
DIRECT = {"Content-Type": "application/sparql-query"}
AT_ONCE = 3  # hostile callers; one more than the processes that answer
QUERY_SECONDS = 2  # after which a query is stopped; the default is 5
GONE = 2.0  # seconds after the callers hung up
WAITING = 60.0
ENDLESS = HOSTILE["a pattern for every row"]  # which needs time and no memory


def straining_rows(bench: Bench, name: str, base: str) -> None:
    """On a service of its own, that bounds queries as one does that is open to everybody."""
    place = bench.folder, bench.url(name), bench.cache(name)
    with (
        bench.part(f"{name}: readers beside hostile queries"),
        running(*place, "serve", base=base, query_seconds=QUERY_SECONDS) as (service, _),
    ):
        service.first("/health/live")
        ids = actor_ids(service, bench.graph(name))
        alone = spread([ask_actor(service, id)[0] for id in ids])
        with _hostile(service.address) as statuses:
            times = list[float]()
            while len(statuses) < len(HOSTILE):
                times.append(ask_actor(service, ids[len(times) % len(ids)])[0])
        beside = spread(times)
        told = ", ".join(f"{statuses.count(s)} × {s}" for s in sorted(set(statuses)))
        bench.rows.append(
            judged(
                f"one actor, three requests, beside {len(HOSTILE)} hostile queries", name, "–",
                beside.p99, str(beside), BESIDE,
                f"{beside.p99 / alone.p99:.1f} × p99 beside none; the queries: {told}",
            )
        )  # fmt: skip
        used, working = _left_of_queries(service)
        bench.rows.append(
            judged(
                "processor time in the third second after the callers hung up", name, "–",
                used, seconds(used), IDLE, f"{seconds(working)} in a second while they waited",
            )
        )  # fmt: skip


@contextmanager
def _hostile(address: str) -> Iterator[list[int]]:
    """Ask every hostile query, some at once; the statuses of those that are answered."""
    waiting, statuses = SimpleQueue[str](), list[int]()
    for query in HOSTILE.values():
        waiting.put(query)

    def ask() -> None:
        parts = urlsplit(address)
        while True:
            try:
                query = waiting.get_nowait()
            except Empty:
                return
            line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=WAITING)
            try:
                line.request("POST", "/sparql", query.encode(), DIRECT)
                statuses.append(line.getresponse().status)
            except OSError:
                statuses.append(0)
            finally:
                line.close()

    threads = [Thread(target=ask) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    try:
        yield statuses
    finally:
        for thread in threads:
            thread.join()


def _left_of_queries(service: Service) -> tuple[float, float]:
    """Processor time of the service and its processes: after callers hung up, and before."""
    parts = urlsplit(service.address)
    request = f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    lines = [socket.create_connection((parts.hostname, parts.port)) for _ in range(AT_ONCE)]
    for line in lines:
        line.sendall(request)
    sleep(0.5)
    working = _used_in_a_second(service.process)
    for line in lines:
        line.close()
    sleep(GONE)
    return _used_in_a_second(service.process), working


def _used_in_a_second(process: int) -> float:
    before = _used(process)
    sleep(1)
    after = _used(process)
    return sum(used - before.get(pid, 0.0) for pid, used in after.items())


def _used(process: int) -> dict[int, float]:
    """Seconds of processor time by process, as proc(5) counts them in fields 14 and 15."""
    found = dict[int, float]()
    for pid in {process, *descendants(process)}:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
        except FileNotFoundError:  # it has ended
            continue
        fields = stat.rpartition(")")[2].split()
        found[pid] = sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")
    return found
