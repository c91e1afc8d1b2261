"""Single actors and what is told of brokers, orphans, groups and cells, by hand and by the answers.

The star is a public hub that meets each of 24 private leaves in an arena of two.
"""

from collections.abc import Iterator
from math import comb
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.commands.command_line import CommandLine
from tests.groups.two_teams import two_teams
from tests.lookup.small_graph import REGISTER, Statements, node_id
from tests.whatif.test_whatif import (
    Arenas,
    Map,
    actor,
    arena,
    changed,
    figures,
    first,
    many,
    mapped,
    statements,
)

LEAVES = 24
OF_ACTORS = (
    "sole_pairs", "cut_mass", "coordinator", "consultant", "gate", "liaison", "constraint",
    "effective_size", "betweenness",
)  # fmt: skip


def asked(place: Path, says: Statements, change: str, *paths: str) -> tuple[Any, list[Any]]:
    """What is said of a change, and the answers of the map as it is."""
    with mapped(place, says) as made:
        found = made.ask(change)
        answers = [made.client.get(path).json() for path in paths]
    return found, answers


def star() -> Statements:
    """The star above."""
    arenas = {f"s{k}": ["hub", f"leaf{k}"] for k in range(LEAVES)}
    sectors = {"hub": "public"} | {f"leaf{k}": "private" for k in range(LEAVES)}
    return statements(arenas, sectors, first(arenas))


def test_what_a_hub_loses_with_one_arena(tmp_path: Path) -> None:
    # Every random change takes another of the arenas, and so as much.
    found, _ = asked(tmp_path, star(), f"drop {arena('s0')}")

    moved = {each["figure"]: each for each in found["actors"]}
    assert {each["actor"]["name"] for each in found["actors"]} == {"Aktör HUB"}
    assert {name: (each["before"], each["after"]) for name, each in moved.items()} == {
        "cut_mass": (23, 22), "consultant": (comb(24, 2), comb(23, 2)),
        "constraint": pytest.approx((1 / 24, 1 / 23)), "effective_size": (24, 23),
    }  # fmt: skip
    same = {"mean": -23, "low": -23, "high": -23, "as_low": 100, "as_high": 100, "draws": 100}
    assert moved["consultant"]["placebo"] == same
    most = {each["figure"]: each for each in found["most"]}
    assert tuple(most) == OF_ACTORS
    assert (most["consultant"]["largest"], most["consultant"]["actors"]) == (23, 1)
    assert most["consultant"]["placebo"] == {**same, "mean": 23, "low": 23, "high": 23}
    assert (most["gate"]["largest"], most["gate"]["actors"]) == (0, 0)
    whole = figures(found, "before")
    assert (whole["constraint"], whole["effective_size"]) == pytest.approx((1 / 24, 24))
    assert figures(found, "after")["consultant_pairs"] == comb(23, 2)
    assert figures(found, "before")["betweenness"] == figures(found, "after")["betweenness"] == 1


def test_an_arena_that_joins_two_hubs_bridges_them(tmp_path: Path) -> None:
    # Without it two pieces of four; a second arena of both hubs leaves no bridge.
    arenas: Arenas = {f"{hub}{k}": [hub, f"{hub}leaf{k}"] for hub in "xy" for k in range(3)}
    arenas["bridge"] = ["x", "y"]
    sectors = {member: "public" for members in arenas.values() for member in members}
    says = statements(arenas, sectors | {"y": "private"}, first(arenas))
    found, _ = asked(tmp_path, says, f"add {actor('x')},{actor('y')}")

    before, after = (figures(found, when) for when in ("before", "after"))
    assert (before["bridging_arenas"], before["bridging_mass"]) == (1, 4)
    assert (after["bridging_arenas"], after["bridging_mass"]) == (0, 0)


MEETING = (
    "m0 m1 m2 m3", "m0 m1 m4 m5", "m2 m4 c0 c1", "m3 m5 c2 c3", "c0 c2 c4 c5", "c1 c3 c4 c5",
)  # fmt: skip


def test_orphans_are_those_with_three_expected_and_none_met(tmp_path: Path) -> None:
    """All alike in activity, all arenas alike in size: p = 4/12, E = 2·3·6/(12 − 1) = 3.3.

    m0, m1, c4 and c5 meet only their own; when m0 and c4 change places nobody does.
    """
    arenas = {f"p{k}": members.split() for k, members in enumerate(MEETING)}
    sectors = {f"m{k}": "public" for k in range(6)} | {f"c{k}": "civil_society" for k in range(6)}
    says = statements(arenas, sectors, {key: "" for key in arenas})
    change = (
        f"leave {arena('p0')} {actor('m0')}; join {arena('p0')} {actor('c4')}; "
        f"leave {arena('p4')} {actor('c4')}; join {arena('p4')} {actor('m0')}"
    )
    found, (table,) = asked(tmp_path, says, change, "/api/v1/gaps/isolates")

    before, after = (figures(found, when) for when in ("before", "after"))
    assert (before["judged_actors"], before["orphan_actors"]) == (12, 4)
    assert (after["judged_actors"], after["orphan_actors"]) == (12, 0)
    assert (table["whole"]["judged"], table["whole"]["orphans"]) == (12, 4)  # by draws


def test_groups_are_compared_where_searches_agree(tmp_path: Path) -> None:
    """Without p7 the teams share nothing: Q = 26/27 − (17·16 + 9·9 + 1·2)/27²."""
    change = f"drop {node_id('diary/prj/p7')}"
    found, (groups,) = asked(tmp_path, two_teams(), change, "/api/v1/network/groups")

    before, after = (figures(found, when) for when in ("before", "after"))
    assert before["modularity"] == pytest.approx(383 / 841, rel=1e-12)
    assert before["modularity"] == pytest.approx(groups["modularity"]["mean"], rel=1e-12)
    assert after["modularity"] == pytest.approx(347 / 729, rel=1e-12)
    assert (before["group_count"], after["group_count"]) == (2, 2)
    assert (before["group_agreement"], after["group_agreement"]) == (1, 1)


def test_verdicts_of_cells_are_those_of_the_table(tmp_path: Path) -> None:
    """20 arenas in north of work and in south of culture, one in each of the other two cells.

    All margins are 21 of 42: 10.5 are expected everywhere. With 20 more in north of culture 27.1
    are expected there and 7.1 in south of work, where there is one.
    """
    says = Statements(REGISTER)
    for key in ("n", "s"):
        says.says("reg", key, name=f"Län {key}", level="county", notation=key)
    for key in ("work", "culture"):
        says.says("thm", key, name=key)
    for key in ("a", "b"):
        says.says("act", key, name=key, sector="public")
    lying = [("n", "work")] * 20 + [("s", "culture")] * 20 + [("n", "culture"), ("s", "work")]
    for k, (region, theme) in enumerate(lying):
        says.says("prj", f"p{k}", name=f"Projekt {k}", start="2020", end="2021")
        for member in ("a", "b"):
            says.ties("PARTICIPATES_IN", f"act/{member}", f"prj/p{k}", role="partner",
                      status="party")  # fmt: skip
        says.ties("ACTIVE_IN", f"prj/p{k}", f"reg/{region}")
        says.ties("ADDRESSES", f"prj/p{k}", f"thm/{theme}")
    change = f"add {actor('a')},{actor('b')} x20 like {arena('p40')}"
    found, (table,) = asked(tmp_path, says, change, "/api/v1/gaps/whitespace")

    before, after = (figures(found, when) for when in ("before", "after"))
    assert (before["gap_cells"], before["covered_cells"]) == (2, 2)
    assert [c["verdict"] for c in table["cells"]].count("gap") == 2
    assert (after["gap_cells"], after["covered_cells"]) == (1, 2)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Map]:
    """A hundred actors, 120 arenas."""
    arenas, sectors = many()
    with mapped(
        tmp_path_factory.mktemp("large"), statements(arenas, sectors, first(arenas))
    ) as made:
        yield made


def test_every_actor_is_as_in_the_answer_of_a_map_with_the_change(
    large: Map, tmp_path: Path
) -> None:
    leaves = many()[0]["q9"][0]
    found = large.ask(
        f"add {actor('n1')},{actor('n2')},academia:M x2 like {arena('q1')}; "
        f"add academia:M,{actor('n7')} like {arena('q1')}; drop {arena('q5')}; "
        f"gone {actor('n9')}; join {arena('q8')} public; leave {arena('q9')} {actor(leaves)}"
    )
    with mapped(tmp_path, changed()) as cold:
        measures = {
            when: {item["actor"]["id"]: item for item in listed(each)}
            for when, each in (("before", large), ("after", cold))
        }
        network = cold.client.get("/api/v1/network/measures").json()["network"]

    assert {each["figure"] for each in found["actors"]} == {*OF_ACTORS} - {"cut_mass"}
    for each in found["actors"]:
        for when, items in measures.items():
            wanted = value(items[each["actor"]["id"]], each["figure"])
            assert each[when] == pytest.approx(wanted, rel=1e-12, abs=1e-12), each
        assert each["difference"] == pytest.approx(each["after"] - each["before"])
    after = figures(found, "after")
    items = measures["after"].values()
    assert after["sole_pairs"] == network["sole_pairs"]
    assert after["largest_burden"] == pytest.approx(max(item["burden"] for item in items))
    assert after["bridging_arenas"] == network["cut_arenas_of_mass"]
    assert after["betweenness"] == pytest.approx(max(i["betweenness_share"] for i in items))
    for role in ("coordinator", "consultant", "gate", "liaison"):
        assert after[f"{role}_pairs"] == sum(i["roles"][role] for i in items)


def listed(of: Map) -> list[Any]:
    """The measures of every actor that any ranking names; there are at most a hundred."""
    pages = (
        of.client.get("/api/v1/network/measures", params={"limit": 100, "by": by}).json()
        for by in ("betweenness", "brokerage", "constraint", "sole_pairs")
    )
    return [item for page in pages for item in page["items"]]


def value(item: Any, figure: str) -> float | None:
    """A figure as the answer about brokers calls it."""
    if figure == "betweenness":
        figure = "betweenness_share"
    found = item["roles"].get(figure, item.get(figure))
    return None if found is None else float(found)


def test_those_that_move_most_stand_first(large: Map) -> None:
    found = large.ask(f"gone {actor('n4')}")

    for most in found["most"]:
        away = [abs(a["difference"]) for a in found["actors"] if a["figure"] == most["figure"]]
        assert len(away) <= 5
        assert away == sorted(away, reverse=True)
        assert most["largest"] == pytest.approx(max(away, default=0.0))
    assert actor("n4") not in {each["actor"]["id"] for each in found["actors"]}


@pytest.mark.parametrize(
    ("lang", "heading", "largest"),
    [
        ("sv", "Enskilda aktörer", "Störst för någon aktör"),
        ("en", "Single actors", "Largest for any actor"),
    ],
)
def test_the_page_the_command_and_the_file_tell_of_them(
    large: Map, lang: str, heading: str, largest: str
) -> None:
    change = f"gone {actor('n4')}"
    page = large.client.get(
        "/whatif", params={"change": change, "lang": lang}, headers={"Accept": "text/html"}
    )
    root = html.fromstring(page.text)
    found = large.ask(change)
    shown = CommandLine(large.place)("whatif", change, "--lang", lang)
    csv = large.client.get("/api/v1/views/whatif.csv", params={"change": change, "lang": lang})

    table = root.xpath("//section[@aria-labelledby='actors']//table")[0]
    assert root.xpath("//h2[@id='actors']")[0].text == heading
    names = [cell.text_content() for cell in table.xpath("tbody//th[@scope='row']")]
    assert sum(name.startswith(largest) for name in names) == len(OF_ACTORS)
    for each in found["actors"]:
        assert any(name.startswith(each["actor"]["name"]) for name in names)
        assert each["actor"]["name"] in shown.out
        assert each["actor"]["name"] in csv.text
    assert largest in shown.out


def test_a_row_of_an_actor_has_a_card(large: Map) -> None:
    change = f"gone {actor('n4')}"
    found = large.ask(change)
    each = found["actors"][0]
    key = f"actor/{each['figure']}/{each['actor']['id']}"
    card = large.client.get(f"/api/v1/cards/whatif/{key}", params={"change": change})
    most = large.client.get("/api/v1/cards/whatif/most/gate", params={"change": change})
    page = large.client.get(
        f"/cards/whatif/{key}", params={"change": change, "lang": "sv"},
        headers={"Accept": "text/html"},
    )  # fmt: skip
    nobody = large.client.get(
        f"/api/v1/cards/whatif/actor/gate/{actor('n4')}", params={"change": change}
    )

    methods = {
        name: large.client.get(f"/api/v1/cards/whatif/figure/{name}", params={"change": change})
        .json()["method"]
        for name in ("pieces", "sole_pairs", "cut_mass", "liaison_pairs", "betweenness",
                     "judged_actors", "group_agreement", "gap_cells")
    }  # fmt: skip

    assert methods == {
        "pieces": "counted", "sole_pairs": "counted", "cut_mass": "counted",
        "liaison_pairs": "counted", "betweenness": "counted",
        "judged_actors": "margin-conditioned configuration model, closed form",
        "group_agreement": "Leiden's algorithm from several seeds, the mean",
        "gap_cells": "null draws of the cells' table",
    }  # fmt: skip
    assert most.json()["method"] == card.json()["method"] == "counted"
    assert card.status_code == most.status_code == 200, card.text
    assert card.json()["values"]["difference"] == each["difference"]
    assert card.json()["named"] == {"actor": each["actor"]["name"]}
    assert most.json()["values"]["largest"] == found["most"][4]["largest"]
    assert "Aktör" in page.text
    assert nobody.status_code == 404
