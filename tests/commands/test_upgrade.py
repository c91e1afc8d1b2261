"""A graph that another program made by other rules: what says so, what refuses, `upgrade`."""

import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.request import urlopen

import pytest

from queries.publication import writing
from queries.stores.base import Store
from queries.stores.opening import open_store
from tests.commands.command_line import CommandLine
from tests.commands.test_serving import get, serving
from tests.ledger.export_file import row, write
from tests.lookup.small_graph import REGISTER, Statements, edge_id, node_id, record

REGIONS, SHELTERS = "Sveriges Kommuner och Regioner", "Sveriges Kvinno- och Tjejjourers Riksförbund"


def two_of_one_abbreviation() -> Statements:
    """Version 1: two organisations that are both shortened to SKR, and an event of the second."""
    says = Statements(REGISTER)
    says.says("act", "regions", name=REGIONS, aliases=["SKR"])
    says.says("act", "shelters", name=SHELTERS, aliases=["SKR"])
    says.says("col", "event", name="Seminarium", collaboration_kind="event")
    says.ties("PARTICIPATES_IN", "act/shelters", "col/event", role="organiser", status="party")
    return says


def joined_as_before(store: Store) -> None:
    """Version 2: the graph as it was when an abbreviation joined whoever bore it."""
    one, other = node_id("register/act/regions"), node_id("register/act/shelters")
    ends = ("register/act/shelters", "register/col/event")
    tie = edge_id("PARTICIPATES_IN", *ends, role="organiser")
    moved = edge_id("PARTICIPATES_IN", "register/act/regions", ends[1], role="organiser")
    rows = {row.key: row.body for kind in ("entity", "edge") for row in store.rows(kind)}
    members = {row.key: row.body for row in store.rows("member")}
    both = {
        **rows[one],
        "members": rows[one]["members"] + rows[other]["members"],
        "claims": sorted(rows[one]["claims"] + rows[other]["claims"]),
        "fields": {**rows[one]["fields"], "aliases": ["SKR", SHELTERS]},
    }
    with writing(store) as lease:
        member = {**members["register/Actor/shelters"], "canonical": one}
        store.stage(lease, [("member", "register/Actor/shelters", member), ("entity", one, both)])
        store.stage(lease, [("edge", moved, {**rows[tie], "id": moved, "from": one})])
        store.close(lease, "entity", [other])
        store.close(lease, "edge", [tie])
        store.publish(lease)


def found(ekokarta: CommandLine, *options: str) -> list[tuple[str, int]]:
    """Who is found by the abbreviation, and with how many ties."""
    hits = ekokarta("search", "SKR", "--json", *options).json()
    return sorted((hit["name"], hit["ties"]) for hit in hits)


def test_actors_that_earlier_rules_joined_are_two_again_in_a_new_version(tmp_path: Path) -> None:
    ekokarta = CommandLine(tmp_path)
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    record(store, two_of_one_abbreviation())
    graph = ekokarta("status", "--json").json()["graph_hash"]
    joined_as_before(store)
    store.shut()
    assert found(ekokarta) == [(REGIONS, 1)]
    told = [ekokarta("review").out, ekokarta("check").out]
    assert ["ekokarta upgrade` makes it anew" in printed for printed in told] == [True, False]
    assert ["ekokarta upgrade` makes anew: 3" in printed for printed in told] == [False, True]

    ended = ekokarta("upgrade")
    again = ekokarta("upgrade")
    status = ekokarta("status", "--json").json()

    assert (ended.code, "as this program's rules make it, at version 3" in ended.out) == (0, True)
    assert (again.code, "nothing to upgrade" in again.out) == (0, True)
    assert (status["data_version"], status["graph_hash"]) == (3, graph)
    review = ekokarta("review")
    assert ("ekokarta upgrade" not in review.out, review.err) == (True, "")
    assert "ekokarta upgrade` makes anew: 0" in ekokarta("check").out
    assert found(ekokarta) == [(REGIONS, 0), (SHELTERS, 1)]
    assert found(ekokarta, "--as-of", "2") == [(REGIONS, 1)]


EARLIER = "The graph was made by an earlier program's rules: `ekokarta upgrade` makes it anew.\n"
EARLIER_SV = "Grafen är gjord med ett tidigare programs regler: `ekokarta upgrade` gör om den.\n"
NEWER = "The graph was made by a newer program's rules: install the newer ekokarta.\n"
MIXES = "what is published now would mix them with this program's: nothing was stored."
JUDGED = ("judge", "different", "register/Actor/regions", "register/Actor/shelters",
          "--reason", "två förbund", "--role", "editor")  # fmt: skip


@pytest.fixture
def earlier(tmp_path: Path) -> CommandLine:
    """A store that an earlier program, which kept no number of its rules, wrote last."""
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    record(store, two_of_one_abbreviation())
    joined_as_before(store)
    store.shut()
    return CommandLine(tmp_path, {"EKOKARTA_BASE_ADDRESS": "https://map.example/"})


def set_rules(folder: Path, version: int, number: int) -> None:
    """Make it look as if a program with these rules had published a version."""
    with closing(sqlite3.connect(folder / "store.db")) as database, database:
        database.execute("INSERT OR REPLACE INTO made_by VALUES (?, ?)", (version, number))


def test_what_reads_says_once_beside_its_answer_that_earlier_rules_made_the_graph(
    earlier: CommandLine, tmp_path: Path
) -> None:
    reads = [
        ("status", "--json"), ("search", "SKR", "--json"), ("gaps", "--json"), ("check", "--json"),
        ("trend", "--json"), ("coverage", "--json"), ("isolates", "--json"), ("review", "--json"),
        ("judgements", "--json", "--of", node_id("register/act/regions")),
        ("sparql", "ASK {}", "--format", "json"), ("export", "nt"),
    ]  # fmt: skip
    told = {command[0]: earlier(*command) for command in reads}
    swedish = [earlier(c, "--lang", "sv") for c in ("gaps", "review", "trend", "sunset")]
    dumped = earlier("dump", tmp_path / "all.dump")

    lines = {name: (done.code, done.err.count(EARLIER)) for name, done in told.items()}
    assert lines == dict.fromkeys(told, (0, 1))
    assert told["status"].json()["rules"] == "earlier"
    assert all(told[name].json() is not None for name in told if name != "export")
    assert [(done.code, EARLIER_SV in done.err) for done in swedish] == [(0, True)] * 4
    assert (dumped.code, dumped.err) == (0, EARLIER)


def test_what_would_mix_both_rules_is_refused_before_anything_is_read_and_goes_on_after_upgrade(
    earlier: CommandLine, tmp_path: Path
) -> None:
    file = write(tmp_path / "one.csv", [row("24-001-S01", "Lagom")])
    run = earlier("status", "--json").json()["runs"][0]["id"]
    writes = [
        ("import", "esf_export", str(file)), ("import", "esf_export", str(file), "--dry-run"),
        ("import", "rdf", str(file)), ("withdraw", run), JUDGED,
    ]  # fmt: skip
    refused = [earlier(*command) for command in writes]
    head = earlier("status", "--json").json()["data_version"]
    upgraded = earlier("upgrade")
    stored = [earlier(*command) for command in (writes[0], JUDGED)]
    after = earlier("status", "--json")

    assert [(done.code, MIXES in done.err, EARLIER in done.err) for done in refused] == [
        (1, True, False)
    ] * 5
    assert all("Run `ekokarta upgrade` first" in done.err for done in refused)
    assert head == 2
    assert (upgraded.code, upgraded.err.count("ekokarta upgrade")) == (0, 0)
    assert [done.code for done in stored] == [0, 0]
    assert (after.json()["data_version"], after.json()["rules"], after.err) == (5, "current", "")


def test_an_upgrade_that_changes_nothing_says_all_the_same_by_which_rules_the_graph_is(
    tmp_path: Path,
) -> None:
    ekokarta = CommandLine(tmp_path)
    assert (
        ekokarta(
            "import", "esf_export", write(tmp_path / "a.csv", [row("24-001-S01", "Lagom")])
        ).code
        == 0
    )
    graph = ekokarta("status", "--json").json()["graph_hash"]
    with closing(sqlite3.connect(tmp_path / "store.db")) as database, database:
        database.execute("DROP TABLE made_by")  # as in a file that an earlier program made

    before = ekokarta("status", "--json").json()["rules"]
    first, second = ekokarta("upgrade").out, ekokarta("upgrade").out
    status = ekokarta("status", "--json").json()

    assert (before, status["rules"]) == ("earlier", "current")
    assert ("at version 2" in first, "nothing to upgrade" in second) == (True, True)
    assert (status["data_version"], status["graph_hash"]) == (2, graph)


def test_a_graph_that_newer_rules_made_is_read_and_left_as_it_is(
    earlier: CommandLine, tmp_path: Path
) -> None:
    set_rules(tmp_path, 2, 99)
    file = write(tmp_path / "one.csv", [row("24-001-S01", "Lagom")])

    read = earlier("search", "SKR", "--json")
    refused = [earlier("upgrade"), earlier("import", "esf_export", file)]
    status = earlier("status", "--json").json()
    review = earlier("review")

    assert (read.code, read.err, len(read.json())) == (0, NEWER, 1)
    assert (review.err, "ekokarta upgrade" in review.out) == (NEWER, False)
    assert [(done.code, "Install the newer ekokarta" in done.err) for done in refused] == [
        (1, True)
    ] * 2
    assert (status["data_version"], status["rules"]) == (2, "newer")


def test_a_dump_is_loaded_beside_the_read_models_of_the_graph_that_earlier_rules_made(
    earlier: CommandLine, tmp_path: Path
) -> None:
    """Its versions have the moments they had, so that only their rules tell them from those."""
    before = found(earlier)
    dump = tmp_path / "all.dump"
    told = {"EKOKARTA_STORE": f"sqlite:///{tmp_path / 'loaded.db'}"}
    loaded = CommandLine(tmp_path, told)

    ended = [earlier("dump", dump).code, loaded("load", dump).code]

    assert (before, ended) == ([(REGIONS, 1)], [0, 0])
    assert found(loaded) == [(REGIONS, 0), (SHELTERS, 1)]
    assert (loaded("status", "--json").json()["rules"], loaded("search", "SKR").err) == (
        "current", "",
    )  # fmt: skip


def test_the_service_says_it_to_who_asks_whether_it_is_ready_and_on_the_page_of_sources(
    earlier: CommandLine, tmp_path: Path
) -> None:
    asked = ("/sources?lang=sv", "/sources?lang=en", "/sources?lang=en&as_of=1")
    with serving(earlier) as address:
        ready = get(f"{address}/health/ready")
        pages = [text_of(f"{address}{page}") for page in asked]

    assert ready == (200, {"status": "ready", "data_version": 2, "rules": "earlier"})
    assert [EARLIER_SV.strip() in unescape(page) for page in pages] == [True, False, False]
    assert [EARLIER.strip() in unescape(page) for page in pages] == [False, True, False]


def text_of(address: str) -> str:
    """A page as it is sent."""
    with urlopen(address) as answer:
        return str(answer.read().decode())
