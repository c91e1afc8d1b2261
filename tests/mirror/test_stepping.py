"""The mirror equals the published graph, whatever came before and whoever was interrupted."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from graph_schema.edges import EDGE_TYPES
from graph_schema.nodes import NODE_TYPES, Theme
from queries.mirror.stepping import MirrorState, bring_into_step, mirror_state
from queries.stores.base import Store, StoreError
from queries.stores.opening import open_store
from service.importing import withdraw_run
from tests.lookup.small_graph import FONDEN, MALMO, P1, almanac, diary, record, register
from tests.mirror.reading import Content, ask, expected, mirrored
from tests.mirror.test_statements import ColouredTheme
from tests.neo4j_server import Neo4jServer

ROOT = Path(__file__).parents[2]
TIMES = 20 if os.environ.get("EKOKARTA_FULL") else 3


def test_a_store_in_a_file_has_no_mirror(tmp_path: Path) -> None:
    store = open_store(f"sqlite://{tmp_path / 'store.db'}")
    record(store, register())

    assert bring_into_step(store) is None
    assert mirror_state(store) is None
    store.shut()


def test_every_version_is_mirrored_whole(store: Store, server: Neo4jServer) -> None:
    assert mirror_state(store) == MirrorState(0, 0)

    for version, statements in enumerate((register(), almanac(), diary()), start=1):
        record(store, statements)
        assert mirror_state(store) == MirrorState(version, version - 1)
        assert bring_into_step(store) == MirrorState(version, version)
        assert mirrored(server) == expected(store)

    [row] = ask(server, "MATCH (e:Ekokarta) RETURN e.published, e.mirrored")
    assert row == {"e.published": 3, "e.mirrored": 3}


def test_the_graph_looks_as_people_expect(store: Store, server: Neo4jServer) -> None:
    record(store, register())
    bring_into_step(store)

    nodes, edges = mirrored(server)

    labels, malmo = nodes[MALMO]
    assert labels == {"Actor", "Funder"}
    assert {k: v for k, v in malmo.items() if k != "claims"} == {
        "id": MALMO,
        "name": "Malmö stad",
        "aliases": ["Malmö kommun"],
        "identifiers": ["orgnr:2120001124"],
        "sector": "public",
        "actor_kind": "municipality",
        "sector_basis": "register",
        "members": ["register/Actor/malmo"],
    }
    grant = next(e for e in edges.values() if e[:3] == ("FUNDS", FONDEN, P1))
    assert {k: v for k, v in grant[3].items() if k not in ("id", "claims")} == {
        "amount": "1000.50",
        "currency": "SEK",
        "amount_kind": "granted",
    }
    assert ask(server, "MATCH (f:Funder) RETURN f.name AS name ORDER BY name") == [
        {"name": "Fonden"},
        {"name": "Malmö stad"},
        {"name": "Rådet"},
    ]


def test_what_is_withdrawn_leaves_the_mirror(store: Store, server: Neo4jServer) -> None:
    record(store, almanac())
    run = record(store, register())
    bring_into_step(store)

    withdraw_run(store, run)
    bring_into_step(store)

    assert mirrored(server) == expected(store)
    assert ask(server, "MATCH (n:Actor) RETURN n.name AS name ORDER BY name") == [
        {"name": "Malmö Stad Sverige"},
        {"name": "Åsa kooperativ"},
        {"name": "Öresund AB"},
    ]
    assert ask(server, "MATCH (f:Funder) RETURN f.id") == []


def test_a_mirror_in_step_is_left_alone(store: Store, server: Neo4jServer) -> None:
    record(store, register())
    bring_into_step(store)
    token = "MATCH (m:EkoMirror) RETURN m.token AS token"
    before = ask(server, token)

    state = bring_into_step(store)

    assert state == MirrorState(1, 1)
    assert ask(server, token) == before


def test_only_what_changed_is_written(store: Store, server: Neo4jServer) -> None:
    record(store, register())
    bring_into_step(store)
    record(store, diary())
    written: list[int] = []

    bring_into_step(store, progress=written.append)

    # Malmö stad and Ärla universitet are stated anew; Hemligt möte and two participations are new.
    assert written == [3, 5]
    assert mirrored(server) == expected(store)


def test_two_versions_can_be_made_up_for_at_once(store: Store, server: Neo4jServer) -> None:
    record(store, register())
    bring_into_step(store, batch_rows=5)
    record(store, almanac())
    run = record(store, diary())
    withdraw_run(store, run)

    assert bring_into_step(store, batch_rows=1) == MirrorState(4, 4)
    assert mirrored(server) == expected(store)


def stepper(server: Neo4jServer, die_after: int) -> "subprocess.Popen[str]":
    """A process that brings the mirror into step in batches of three rows."""
    order = {**server._asdict(), "batch_rows": 3, "die_after": die_after}
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.mirror.stepper"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(order))
    process.stdin.close()
    return process


@pytest.mark.parametrize("die_after", [1, 6, 7, 14])
def test_a_killed_writer_is_continued_by_the_next(
    store: Store, server: Neo4jServer, die_after: int
) -> None:
    record(store, register())

    with stepper(server, die_after) as process:
        assert process.stdout is not None
        batches = len(process.stdout.readlines())
    part = mirrored(server)
    record(store, almanac())

    assert (process.returncode, batches) == (-9, die_after)
    assert mirror_state(store) == MirrorState(2, 0)
    assert (part == expected(store, at=1)) == (die_after == 14)  # all but the last word was written
    assert bring_into_step(store) == MirrorState(2, 2)
    assert mirrored(server) == expected(store)


def test_a_writer_killed_at_any_moment_is_continued(store: Store, server: Neo4jServer) -> None:
    """Each time there is something new to write, added or withdrawn, on top of what was left."""
    chance = random.Random(20261123)
    record(store, register())
    run = record(store, almanac())
    kills = 0
    while kills < TIMES:
        with stepper(server, 0) as process:
            assert process.stdout is not None
            process.stdout.readline()
            sleep(chance.uniform(0, 0.3))
            process.kill()
        kills += process.returncode == -signal.SIGKILL
        if kills % 3 == 2:
            bring_into_step(store)
            assert mirrored(server) == expected(store)
        if run is None:
            run = record(store, almanac())
        else:
            withdraw_run(store, run)
            run = None

    bring_into_step(store)

    assert mirrored(server) == expected(store)


def test_of_two_writers_the_later_goes_on(store: Store, server: Neo4jServer) -> None:
    record(store, register())
    other = open_store(server.url, user=server.user, password=server.password)
    states: list[MirrorState | None] = []

    def another_begins(_: int) -> None:
        if not states:
            record(other, almanac())
            states.append(bring_into_step(other))

    first = bring_into_step(store, batch_rows=5, progress=another_begins)
    other.shut()

    assert [*states, first] == [MirrorState(2, 2), MirrorState(2, 2)]
    assert mirrored(server) == expected(store)


def test_a_node_removed_by_hand_comes_back_when_it_is_needed(
    store: Store, server: Neo4jServer
) -> None:
    record(store, almanac())
    bring_into_step(store)
    ask(server, "MATCH (n:Collaboration) DETACH DELETE n")
    state = almanac()
    state.ties("PARTICIPATES_IN", "act/k", "col/c1", role="partner", status="party")
    record(store, state)

    assert bring_into_step(store) == MirrorState(2, 2)
    assert mirrored(server) == expected(store)


def test_other_statements_write_the_mirror_anew(store: Store, server: Neo4jServer) -> None:
    record(store, register())
    bring_into_step(store)
    ask(server, "MATCH (n:Theme) SET n.name = 'of an older program', n.colour = 'red'")
    types = tuple(ColouredTheme if kind is Theme else kind for kind in NODE_TYPES)

    unchanged = bring_into_step(store)
    named = {name for _, name in _themes(mirrored(server))}
    bring_into_step(store, node_types=types)

    assert (unchanged, named) == (MirrorState(1, 1), {"of an older program"})
    assert mirrored(server) == expected(store)


def _themes(content: Content) -> list[tuple[str, str]]:
    return [(id, p["name"]) for id, (labels, p) in content.nodes.items() if "Theme" in labels]


def test_values_are_never_read_as_cypher(store: Store, server: Neo4jServer) -> None:
    state = register()
    names = [
        "') DETACH DELETE n //", "`x`}) MATCH (n) DELETE n", "$rows", '"\\u0027', "a\nb\tc",
        "Ж 中 𝒜 🏛", "x" * 40_000,
    ]  # fmt: skip
    for number, name in enumerate(names):
        state.says("prj", f"odd{number}", name=name, participants=2**40, narrative=name)
    record(store, state)

    bring_into_step(store)

    assert mirrored(server) == expected(store)
    found = ask(server, "MATCH (p:Project {participants: $n}) RETURN p.name AS name", n=2**40)
    assert sorted(row["name"] for row in found) == sorted(names)


def test_what_else_is_in_the_database_stays(store: Store, server: Neo4jServer) -> None:
    ask(server, "CREATE (:Person {name: 'mine'})-[:KNOWS]->(:Actor {name: 'mine too'})")
    record(store, register())

    bring_into_step(store)

    mine = "MATCH (p:Person)-[r:KNOWS]->(a) RETURN p.name AS p, a.name AS a, labels(a) AS labels"
    assert ask(server, mine) == [{"p": "mine", "a": "mine too", "labels": ["Actor"]}]


def test_a_kind_this_program_does_not_know_is_refused(store: Store) -> None:
    record(store, register())
    fewer = tuple(kind for kind in NODE_TYPES if kind is not Theme)

    with pytest.raises(StoreError, match="holds Theme, a kind this program does not know"):
        bring_into_step(store, node_types=fewer)
    with pytest.raises(StoreError, match="holds FUNDS, a kind this program does not know"):
        bring_into_step(store, edge_types=[k for k in EDGE_TYPES if k.LABEL != "FUNDS"])

    assert mirror_state(store) == MirrorState(1, 0)
