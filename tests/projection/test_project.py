"""From claims to nodes and edges, drawn by hand:

register ─ Malmö universitet (orgnr 2021004920, academia by register)
events   ─ "Malmö Universitet" organises "Seminar" (2013-07-03)
facts    ─ "Malmö universitet" (public, curated) is a partner in project "Centre" (dnr 22-018-S01)
export   ─ project "Kompetenscenter" (dnr 22-018-S01)
"""

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graph_schema.ids import make_id
from queries.projection.hashing import graph_hash
from queries.projection.project import Projection, project
from queries.stores.base import Row

ORDER = {"register": 10, "export": 20, "events": 40, "facts": 50}


def runs() -> list[Row]:
    """One run per source, for the precedence."""
    return [
        Row("run", f"run-{name}", {"source": name, "version": n, "withdrawn": False,
                                   "info": {"order": order}}, 1, None)
        for n, (name, order) in enumerate(ORDER.items(), start=1)
    ]  # fmt: skip


def node(claim: str, record: str, **fields: Any) -> Row:
    """A node claim; ``record`` is source/kind/key."""
    source, kind, key = record.split("/", 2)
    body = {"source": source, "kind": kind, "key": key, "ends": None, "fields": fields}
    return Row("claim", claim, body, 1, None)


def edge(claim: str, kind: str, first: str, second: str, **fields: Any) -> Row:
    """An edge claim between two records."""
    source = first.split("/", 1)[0]
    body = {"source": source, "kind": kind, "key": claim, "ends": [first, second], "fields": fields}
    return Row("claim", claim, body, 1, None)


CLAIMS = [
    node("c1", "register/Actor/mau", name="Malmö universitet", sector="academia",
         sector_basis="register", actor_kind="university", identifiers=["orgnr:2021004920"]),
    node("c2", "events/Actor/malmö universitet", name="Malmö Universitet"),
    node("c3", "events/Collaboration/7", name="Seminar", start="2013-07-03"),
    edge("c4", "PARTICIPATES_IN", "events/Actor/malmö universitet", "events/Collaboration/7",
         role="organiser"),
    node("c5", "facts/Actor/malmö universitet", name="Malmö universitet", sector="public",
         sector_basis="curated"),
    node("c6", "facts/Project/22-018-s01", name="Centre", identifiers=["dnr:22-018-S01"]),
    node("c7", "export/Project/22-018-S01", name="Kompetenscenter", start="2022-12-15",
         identifiers=["dnr:22-018-S01"]),
    edge("c8", "PARTICIPATES_IN", "facts/Actor/malmö universitet", "facts/Project/22-018-s01",
         role="partner_unspecified"),
    edge("c9", "ACTIVE_IN", "export/Project/22-018-S01", "regions/Region/nuts:SE"),
]  # fmt: skip


def projected(claims: list[Row], members: dict[str, dict[str, Any]] | None = None) -> Projection:
    """The projection at version 3."""
    return project(claims, runs(), members or {}, 3)


def test_the_whole_graph_of_the_drawing() -> None:
    found = projected(CLAIMS)

    mau = make_id("act", "events", "malmö universitet")
    centre = make_id("prj", "export", "22-018-S01")
    seminar = make_id("col", "events", "7")
    assert found.entities == {
        mau: {
            "id": mau,
            "label": "Actor",
            "fields": {
                "name": "Malmö universitet",
                "aliases": ["Malmö Universitet"],
                "sector": "academia",
                "sector_basis": "register",
                "actor_kind": "university",
                "identifiers": ["orgnr:2021004920"],
            },
            "stated": {
                "actor_kind": [["university", ["c1"]]],
                "identifiers": [["orgnr:2021004920", ["c1"]]],
                "name": [["Malmö universitet", ["c1", "c5"]], ["Malmö Universitet", ["c2"]]],
                "sector": [["academia", ["c1"]], ["public", ["c5"]]],
                "sector_basis": [["register", ["c1"]], ["curated", ["c5"]]],
            },
            "members": [
                "events/Actor/malmö universitet",
                "facts/Actor/malmö universitet",
                "register/Actor/mau",
            ],
            "claims": ["c1", "c2", "c5"],
        },
        seminar: {
            "id": seminar,
            "label": "Collaboration",
            "fields": {"name": "Seminar", "start": "2013-07-03"},
            "stated": {"name": [["Seminar", ["c3"]]], "start": [["2013-07-03", ["c3"]]]},
            "members": ["events/Collaboration/7"],
            "claims": ["c3"],
        },
        centre: {
            "id": centre,
            "label": "Project",
            "fields": {
                "name": "Kompetenscenter",
                "aliases": ["Centre"],
                "start": "2022-12-15",
                "identifiers": ["dnr:22-018-S01"],
            },
            "stated": {
                "identifiers": [["dnr:22-018-S01", ["c6", "c7"]]],
                "name": [["Kompetenscenter", ["c7"]], ["Centre", ["c6"]]],
                "start": [["2022-12-15", ["c7"]]],
            },
            "members": ["export/Project/22-018-S01", "facts/Project/22-018-s01"],
            "claims": ["c6", "c7"],
        },
    }
    assert {(e["type"], e["from"], e["to"], tuple(e["claims"])) for e in found.edges.values()} == {
        ("PARTICIPATES_IN", mau, seminar, ("c4",)),
        ("PARTICIPATES_IN", mau, centre, ("c8",)),
    }
    ends = ["export/Project/22-018-S01", "regions/Region/nuts:SE"]
    assert found.dangling == {"c9": {"source": "export", "kind": "ACTIVE_IN", "ends": ends}}


def test_the_canonical_id_is_the_member_published_first() -> None:
    first = projected([CLAIMS[0]])
    published = {"register/Actor/mau": {**first.members["register/Actor/mau"], "since": 1}}

    found = projected(CLAIMS, published)

    mau = make_id("act", "register", "mau")
    assert found.members["events/Actor/malmö universitet"] == {
        "id": make_id("act", "events", "malmö universitet"),
        "canonical": mau,
        "since": 3,
    }
    assert found.members["register/Actor/mau"] == {"id": mau, "canonical": mau, "since": 1}


def test_edges_with_another_role_or_period_are_other_edges_and_equal_ones_share_claims() -> None:
    start, end = "events/Actor/malmö universitet", "events/Collaboration/7"
    more = [
        edge("d1", "PARTICIPATES_IN", start, end, role="organiser"),
        edge("d2", "PARTICIPATES_IN", start, end, role="owner"),
        edge("d3", "PARTICIPATES_IN", start, end, role="organiser", start="2014"),
    ]

    found = projected(CLAIMS[:4] + more)

    assert sorted(tuple(e["claims"]) for e in found.edges.values()) == [
        ("c4", "d1"),
        ("d2",),
        ("d3",),
    ]


@given(st.randoms(use_true_random=False), st.integers(0, len(CLAIMS)))
def test_the_graph_hash_does_not_know_the_order_nor_what_was_published_when(
    random: Random, first_part: int
) -> None:
    shuffled = list(CLAIMS)
    random.shuffle(shuffled)

    early = projected(shuffled[:first_part])
    late = projected(shuffled, early.members)
    at_once = projected(CLAIMS)

    assert graph_hash(late.entities.values(), late.edges.values()) == graph_hash(
        at_once.entities.values(), at_once.edges.values()
    )


def test_one_changed_value_changes_the_hash() -> None:
    other = [*CLAIMS[:6], node("c7", "export/Project/22-018-S01", name="Other"), *CLAIMS[7:]]

    before, after = projected(CLAIMS), projected(other)

    assert graph_hash(before.entities.values(), before.edges.values()) != graph_hash(
        after.entities.values(), after.edges.values()
    )
