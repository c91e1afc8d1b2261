"""The graph as linked data: exports, the SPARQL store and its questions, conditional requests."""

import http.client
from collections.abc import Callable
from functools import partial
from time import monotonic, sleep
from urllib.parse import quote

from graph_schema.rdf import Terms
from service.sparql.examples import examples
from tests.bench.linking import Found
from tests.bench.places import Bench
from tests.bench.report import Aim, Row, judged, seconds
from tests.bench.serving import API, Service, running, spread
from tests.bench.storing import SOURCE
from tests.bench.straining import straining_rows
from tests.bench.timing import Timed
from tests.bench.worker import measured

BASE = "https://bench.example/"
LARGEST = "R6"
LARGEST_SECONDS = 2_400.0  # to import it, build its read model and export it
RATES = {
    "nt": Aim(150_000, "triples/s", at_most=False),
    "turtle": Aim(80_000, "triples/s", at_most=False),
}
NAMES = {"nt": "N-Triples", "turtle": "Turtle"}
FLAT = Aim(1.5, "×", at_most=True, note="flat at R6")
STORE = Aim(60, "s", at_most=True)
GOLDEN = Aim(0.2, "s", at_most=True)
UNCHANGED = Aim(0.005, "s", at_most=True)
AGAIN = 4  # times each golden question is asked once more
ASKED = 200  # conditional requests
WAITING = 300.0


def linked_rows(bench: Bench, middle: str, largest: str) -> None:
    """Rates beside other serialisers, memory, and what is asked of the endpoint and by browsers."""
    for name in (middle, largest):
        _stored(bench, name)
    with bench.part(f"{middle}: RDF exports"):
        for form in RATES:
            _rate_row(bench, middle, form)
    _memory_row(bench, middle, largest)
    for name in dict.fromkeys((middle, largest)):
        with bench.part(f"{name}: SPARQL store"):
            _store_row(bench, name)
    with (
        bench.part(f"{largest}: golden questions and conditional requests"),
        running(bench.folder, bench.url(largest), bench.cache(largest), "serve", base=BASE) as (
            service,
            _,
        ),
    ):
        service.first("/health/live")
        _golden_rows(bench, largest, service)
        _unchanged_rows(bench, largest, service)
    straining_rows(bench, middle, BASE)


def _stored(bench: Bench, name: str) -> None:
    """Import a graph and build its read model, where no other part has."""
    if f"model {name}" in bench.known:
        return
    with bench.part(f"{name}: import and read model"):
        place = {"url": bench.url(name)}
        measured("import", file=str(bench.file(name)), source=SOURCE, **place)
        built = measured("build", folder=str(bench.cache(name) / "models"), **place)
        bench.known[f"model {name}"] = built["path"]


def _rate_row(bench: Bench, name: str, form: str) -> None:
    found = measured("export", model=str(bench.known[f"model {name}"]), form=form, base=BASE)
    bench.known[f"{form} {name}"] = found
    rate, by_processor = (found["triples"] / found[time] for time in ("wall", "processor"))
    others = measured("serialisers", model=str(bench.known[f"model {name}"]), form=form, base=BASE)
    bench.rows.append(
        judged(
            f"RDF dump, {NAMES[form]} with provenance", name, "–", rate,
            f"{rate:,.0f} triples/s: {found['triples']:,} in {Timed.of(found)}", RATES[form],
            f"by processor time {by_processor:,.0f}; libraries that have "
            f"{others['triples']:,} of the triples in memory already: rdflib "
            f"{others['rdflib']:,.0f}, pyoxigraph {others['pyoxigraph']:,.0f}",
        )
    )  # fmt: skip


def _memory_row(bench: Bench, middle: str, largest: str) -> None:
    """The export of the largest graph there is a store of, beside one ten times smaller.

    What is compared is the memory of the process's own: of the read model's files as many pages are
    mapped as there is room for, and they are nobody's.
    """
    names = [largest]
    what = "memory of an RDF dump's own, N-Triples"
    if bench.full and bench.has_largest and bench.room_for(
        LARGEST_SECONDS, what=what, graph=LARGEST, store="–"
    ):  # fmt: skip
        _stored(bench, LARGEST)
        names.append(LARGEST)
    before = bench.known[f"nt {middle}"]
    for name in names:
        if name == middle:
            continue
        with bench.part(f"{name}: N-Triples"):
            model = str(bench.known[f"model {name}"])
            found = measured("export", model=model, form="nt", base=BASE)
        times = found["own"] / before["own"]
        bench.rows.append(
            judged(
                what, name, "–", times,
                f"{_held(found)}, {times:.2f} × that of {middle}; "
                f"{found['triples']:,} triples in {seconds(found['wall'])} "
                f"({seconds(found['processor'])} of processor time)",
                FLAT, f"{_held(before)} for {middle}",
            )
        )  # fmt: skip


def _held(found: Found) -> str:
    return (
        f"{found['own']:,.0f} MiB ({found['began']:,.0f} MiB when it began; "
        f"{found['peak']:,.0f} MiB with mapped files)"
    )


def _store_row(bench: Bench, name: str) -> None:
    """As the command builds it when it is first asked, which the service then finds."""
    order = {"store": bench.url(name), "cache": str(bench.cache(name)), "base": BASE}
    found, again = measured("sparql", **order), measured("sparql", **order)
    figure = f"{Timed.of(found)} of the process that took most"
    compared = f"the command once there is a store {Timed.of(again)}"
    what = "SPARQL store built by the first query"
    wall = found["wall"] - again["wall"]
    if name == "R5":
        row = judged(what, name, "–", wall, figure, STORE, compared)
    else:
        row = Row(what, name, "–", figure, compared=compared)
    bench.rows.append(row)


def _golden_rows(bench: Bench, name: str, service: Service) -> None:
    """Each question asked for the first time, then again, when the answer may have been kept."""
    prefixes = Terms(BASE).prefixes
    written = [example.written(prefixes) for example in examples().values()]
    _ready(service)
    otherwise = [service.get(_query(f"{text}\n# otherwise"))[0] for text in written]
    first = [service.get(_query(text))[0] for text in written]
    again = [service.get(_query(text))[0] for _ in range(AGAIN) for text in written]
    service.close()  # the server closes it where nobody asks for seconds
    alone = measured("golden", cache=str(bench.cache(name)), base=BASE)["times"]
    slow = [f"{key} {seconds(took)}" for key, took in alone.items() if took > GOLDEN.limit]
    engine = (
        f"processor time of the engine alone {spread([*alone.values()])}; "
        f"more than the aim: {', '.join(slow) or 'none'}"
    )
    for what, found, compared in (
        ("each for the first time, in words that nobody asked before", otherwise, engine),
        ("each for the first time, as the query page has it", first,
         "answered when the store was built, which that time holds"),
        ("asked again", again, "answers of no more than 16 MiB are kept, 64 MiB of all"),
    ):  # fmt: skip
        shown, row = spread(found), f"golden questions over HTTP, {what}"
        bench.rows.append(judged(row, name, "–", shown.p99, str(shown), GOLDEN, compared))


def _query(text: str) -> str:
    return f"/sparql?query={quote(text)}"


def _ready(service: Service) -> None:
    """Wait until a query is answered: the store may be opened, or built once more."""
    end = monotonic() + WAITING
    while service.status(_query("ASK {}")) == http.client.SERVICE_UNAVAILABLE:
        if monotonic() > end:
            raise RuntimeError("the SPARQL store was not built in time")
        sleep(0.2)


def _unchanged_rows(bench: Bench, name: str, service: Service) -> None:
    """``If-None-Match`` with the tag one has: nothing but the headers of 304 comes back."""
    floor = _median(lambda: service.get("/health/live")[0])
    for what, path in (
        ("page", "/actors"),
        ("answer of the API", f"{API}/actors?limit=50"),
        ("export", f"{API}/export/nt"),
    ):
        tag = service.tag(path)
        median = _median(partial(service.unchanged, path, tag))
        bench.rows.append(
            judged(
                f"conditional GET of an unchanged {what}", name, "–", median,
                f"{seconds(median)} (median of {ASKED})", UNCHANGED,
                f"{median / floor:.1f} × `/health/live`, which asks for nothing",
            )
        )  # fmt: skip


def _median(ask: Callable[[], float]) -> float:
    return spread([ask() for _ in range(ASKED)]).p50
