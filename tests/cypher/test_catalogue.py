"""Every question of the catalogue gives the same rows in the same order as our own answer.

Once on the small graph of tests/lookup/conftest.py, in which Zeta Ensam has a project of its own
and alone, and once on all the bundled samples.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

import neo4j
import pytest

from graph_schema.vocabularies import Audience
from queries.cypher.catalogue import catalogue
from queries.lookup.paths import MOST_PATHS
from queries.mirror.stepping import MirrorState, bring_into_step
from queries.readmodel.library import Library
from queries.stores.base import Store
from queries.stores.opening import open_store
from service.commands.demo import load_samples
from tests.conftest import emptied
from tests.cypher.known import Known, Row
from tests.cypher.references import REFERENCES
from tests.lookup.small_graph import C1, KOOP, MALMO, P1, P2, UNI, almanac, diary, record, register
from tests.mirror.reading import expected, mirrored
from tests.neo4j_server import Neo4jServer

EVERYTHING = 1_000_000


class World(NamedTuple):
    """A graph in the mirror and the same graph as a read model."""

    name: str
    server: Neo4jServer
    store: Store
    known: Known
    session: neo4j.Session

    def ask(self, name: str, **params: Any) -> list[Row]:
        """The rows of a question of the catalogue, all of them unless a limit is given."""
        question = catalogue()[name]
        if "limit" in question.params:
            params.setdefault("limit", EVERYTHING)
        assert set(params) == set(question.params)
        result = self.session.run(question.text, params)
        assert tuple(result.keys()) == question.returns
        return result.data()


@pytest.fixture(scope="module", params=["small", "samples"])
def world(
    request: pytest.FixtureRequest, neo4j_server: Neo4jServer, tmp_path_factory: Any
) -> Iterator[World]:
    """Nothing else in this module may empty the database."""
    server = emptied(neo4j_server)
    store = open_store(server.url, user=server.user, password=server.password)
    if request.param == "small":
        first = register()
        first.says("prj", "p4", name="Ensamt", start="2021")
        first.ties("PARTICIPATES_IN", "act/ensam", "prj/p4", role="owner", status="party")
        for statements in (first, almanac(), diary()):
            record(store, statements)
            bring_into_step(store)
    else:
        load_samples(store)
    bring_into_step(store)
    library = Library(store, tmp_path_factory.mktemp("cache"))
    known = Known(library.at(None, Audience.EVERYTHING))
    login = (server.user, server.password)
    with neo4j.GraphDatabase.driver(server.url, auth=login) as driver, driver.session() as session:
        yield World(request.param, server, store, known, session)
    library.close()
    store.shut()


def values(known: Known, params: set[str]) -> list[dict[str, Any]]:
    """With which parameters a question is asked."""
    if {"start", "end"} <= params:
        pairs = list(combinations(known.some_actors(), 2))[:30]
        return [{"start": a, "end": b, "limit": MOST_PATHS} for a, b in pairs]
    if "actor" in params:
        return [{"actor": actor} for actor in known.some_actors()]
    if "least" in params:
        return [{"least": least} for least in (1, 2, 3, 4)]
    if "programme" in params:
        return [{"programme": id} for id in known.of("Programme")]
    if "region" in params:
        regions = known.of("Region")
        return [{"region": id} for id in regions[:: max(1, len(regions) // 25)]]
    return [{}]


def test_every_question_has_an_answer_of_our_own() -> None:
    assert sorted(REFERENCES) == list(catalogue())


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_the_cypher_gives_our_own_answer(world: World, name: str) -> None:
    asked = values(world.known, set(catalogue()[name].params))
    answers = [(params, world.ask(name, **params)) for params in asked]

    assert answers == [(params, REFERENCES[name](world.known, **params)) for params in asked]
    if (world.name, name) != ("samples", "empty_cells"):  # there every pair of sectors has met
        assert any(rows for _, rows in answers)


@pytest.mark.parametrize("name", sorted(n for n, q in catalogue().items() if "limit" in q.params))
def test_a_limit_gives_the_beginning(world: World, name: str) -> None:
    for params in values(world.known, set(catalogue()[name].params))[:5]:
        assert world.ask(name, **params | {"limit": 2}) == world.ask(name, **params)[:2]


def test_the_mirror_equals_the_rows_of_the_graph(world: World) -> None:
    head = world.store.head()

    assert bring_into_step(world.store) == MirrorState(head, head)
    assert mirrored(world.server) == expected(world.store)


def test_the_mirror_equals_the_read_model(world: World) -> None:
    nodes, edges = mirrored(world.server)
    known = world.known
    own = {"id", "claims", "members"}

    fields = {id: {k: v for k, v in p.items() if k not in own} for id, (_, p) in nodes.items()}
    payers = {start for start, _ in known.tied("FUNDS")}
    assert fields == known.fields
    assert {id: labels for id, (labels, _) in nodes.items()} == {
        id: {label, "Funder"} if id in payers else {label} for id, label in known.label.items()
    }
    assert {
        id: (type, start, end, {k: v for k, v in p.items() if k not in own})
        for id, (type, start, end, p) in edges.items()
    } == {tie.id: (tie.type, tie.start, tie.end, tie.fields) for tie in known.ties}


def test_what_the_small_graph_answers(world: World) -> None:
    """By hand, from the drawing: so that a mistake both ways of asking share is seen."""
    if world.name != "small":
        return
    partners = [(row["name"], row["arenas"]) for row in world.ask("partners_of", actor=MALMO)]
    ways = [row["ids"] for row in world.ask("shortest_paths", start=MALMO, end=UNI)]
    cells = [(row["sector"], row["other"]) for row in world.ask("empty_cells")]

    # Öresund AB shares Delad vinst, is only interested in the breakfast; the diary adds Ärla.
    assert sorted(partners) == [("Ärla universitet", 1), ("Åsa Kooperativ", 2), ("Öresund AB", 1)]
    assert [len(way) for way in ways] == [3]
    assert cells == [
        ("academia", "academia"), ("civil_society", "civil_society"), ("private", "private"),
        ("public", "public"),
    ]  # fmt: skip
    assert [row["id"] for row in world.ask("arenas_of", actor=KOOP)] == sorted((P1, P2, C1))
