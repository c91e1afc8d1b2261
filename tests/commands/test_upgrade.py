"""`ekokarta upgrade` on a store whose graph an earlier program made by other rules."""

from pathlib import Path

from queries.publication import writing
from queries.stores.base import Store
from queries.stores.opening import open_store
from tests.commands.command_line import CommandLine
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
    assert "ekokarta upgrade" not in ekokarta("review").out
    assert "ekokarta upgrade` makes anew: 0" in ekokarta("check").out
    assert found(ekokarta) == [(REGIONS, 0), (SHELTERS, 1)]
    assert found(ekokarta, "--as-of", "2") == [(REGIONS, 1)]
