"""No statement reads every node of a label, nor a whole index, whenever its plan was made.

The store keeps the first plan of a statement for good. The planner is misled most by an empty
database and by one that just filled, whose indexes still count as empty.
"""

from collections.abc import Iterator
from typing import Any

import neo4j
import pytest

from graph_schema.edges import EDGE_TYPES
from graph_schema.nodes import NODE_TYPES
from queries.mirror import statements as mirror
from queries.stores import neo4j_statements as store
from queries.stores.opening import open_store
from tests.conftest import EVERYTHING, emptied
from tests.neo4j_server import Neo4jServer

PARAMETERS = (
    "keys", "rows", "ids", "key", "from", "until", "limit", "version", "at", "since", "head",
    "number", "token", "holder", "seconds", "expires", "restoring", "mark", "microseconds",
)  # fmt: skip

STORE = {
    "STATE": store.STATE,
    "LOCK": store.LOCK,
    "SAVE": store.SAVE,
    "LATEST": store.LATEST,
    "PUBLISHED_AT": store.PUBLISHED_AT,
    "STANDING": store.STANDING["claim"],
    "REWRITE": store.REWRITE["claim"],
    "REMOVE": store.REMOVE["claim"],
    "END": store.END["claim"],
    "REOPEN": store.REOPEN["claim"],
    "UNDO_OPENED": store.UNDO_OPENED["claim"],
    "UNDO_CLOSED": store.UNDO_CLOSED["claim"],
    "CHANGED_KEYS": store.CHANGED_KEYS["claim"],
    "GONE_KEYS": store.GONE_KEYS["claim"],
    **{f"PAGE {asked}": texts["claim"] for asked, texts in store.PAGE.items()},
    **{f"OF_KEYS {asked}": texts["claim"] for asked, texts in store.OF_KEYS.items()},
}
MIRROR = {
    "STATE": mirror.STATE,
    "TAKE": mirror.TAKE,
    "LOCK": mirror.LOCK,
    "FINISH": mirror.FINISH,
    "MARK_FUNDERS": mirror.MARK_FUNDERS,
    "UNMARK_FUNDERS": mirror.UNMARK_FUNDERS,
    **{f"a {kind.LABEL}": mirror.node_upsert(kind) for kind in NODE_TYPES},
    **{f"no {kind.LABEL}": mirror.node_removal(kind) for kind in NODE_TYPES},
    **{
        f"a {kind.LABEL}": mirror.edge_upsert(kind, kind.FROM[0], kind.TO[0]) for kind in EDGE_TYPES
    },
    **{f"no {kind.LABEL}": mirror.edge_removal(kind) for kind in EDGE_TYPES},
}


def operators(plan: dict[str, Any]) -> Iterator[str]:
    """The names of all steps of a plan."""
    yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from operators(child)


@pytest.fixture(scope="module")
def session(neo4j_server: Neo4jServer) -> Iterator[neo4j.Session]:
    """A session on an empty database with the indexes of the store and of the mirror."""
    server = emptied(neo4j_server)
    login = (server.user, server.password)
    open_store(server.url, user=server.user, password=server.password).shut()
    with neo4j.GraphDatabase.driver(server.url, auth=login) as driver, driver.session() as opened:
        for statement in mirror.constraints(NODE_TYPES, EDGE_TYPES).values():
            opened.run(statement).consume()
        opened.run("CALL db.awaitIndexes(300)").consume()
        yield opened


FILL = """UNWIND range(1, 1000) AS number
CREATE (:EkoClaim {key: toString(number), body: '{}', from_version: 1})
CREATE (a:Actor {id: 'act-' + number}) CREATE (p:Project {id: 'prj-' + number})
CREATE (a)-[:PARTICIPATES_IN {id: 'edg-' + number}]->(p)"""


@pytest.mark.parametrize("statements", [STORE, MIRROR], ids=["store", "mirror"])
@pytest.mark.parametrize("filled", [False, True], ids=["empty", "just-filled"])
def test_everything_is_found_by_an_index(
    session: neo4j.Session, statements: dict[str, str], *, filled: bool
) -> None:
    session.run(EVERYTHING).consume()
    if filled:
        session.run(FILL).consume()
    unset = dict.fromkeys(PARAMETERS)
    scans = {}
    for name, text in statements.items():
        plan = session.run(f"CYPHER replan=force EXPLAIN {text}", unset).consume().plan
        assert plan is not None
        scans[name] = [step for step in operators(plan) if "Scan" in step]

    assert scans == {name: [] for name in statements}
