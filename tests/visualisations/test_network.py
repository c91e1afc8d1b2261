"""The network: what is drawn is what the slice holds, and names stay names."""

import json
import re
from collections import Counter
from typing import Any

import pytest
from lxml import html

from tests.visualisations.examples import HOSTILE, HOSTILE_SLICE, SLICE, edge, node, slice_of
from visualisations import DRAWINGS, network
from visualisations.errors import TooMuchToDrawError
from visualisations.layout import positions
from visualisations.page import script_hashes


def drawn(page: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The nodes and edges that the page hands to vis-network."""
    nodes = re.search(r"nodes = new vis\.DataSet\((\[.*\])\);", page)
    edges = re.search(r"edges = new vis\.DataSet\((\[.*\])\);", page)
    assert nodes is not None
    assert edges is not None
    return json.loads(nodes.group(1)), json.loads(edges.group(1))


def test_every_node_and_tie_is_drawn_once_with_its_look() -> None:
    nodes, edges = drawn(network.html(SLICE, "sv"))

    assert [(n["id"], n["label"], n["shape"], n["color"]["background"]) for n in nodes] == [
        ("act-1", "Ängsbo kommun", "dot", "#0072b2"),
        ("prj-1", "Ö för alla", "square", "#f0e442"),
        ("act-3", "Lone Institute", "dot", "#bbbbbb"),
        ("thm-1", "Arbete", "star", "#56b4e9"),
        ("act-2", "Förening & Co", "dot", "#009e73"),
    ]
    assert [n["page"] for n in nodes[:2]] == ["/id/actor/act-1", "/id/project/prj-1"]
    assert [(e["id"], e["from"], e["to"], e["tooltip"]) for e in edges] == [
        ("edg-1", "act-1", "prj-1", "medverkar i, Projektägare, mars 2019"),
        ("edg-2", "act-1", "prj-1", "finansierar"),
        ("edg-3", "act-2", "prj-1", "medverkar i, Samarbetspart"),
        ("edg-4", "prj-1", "thm-1", "arbetar med"),
    ]


def test_a_second_tie_of_the_same_two_bends_aside() -> None:
    _, edges = drawn(network.html(SLICE, "en"))

    assert [e["smooth"] for e in edges] == [
        False,
        {"enabled": True, "type": "curvedCW", "roundness": 0.15},
        False,
        False,
    ]


def test_the_table_twins_count_what_is_drawn() -> None:
    nodes, edges = drawn(network.html(SLICE, "en"))
    node_table, edge_table = network.tables(SLICE, "en")
    ends = Counter(end for e in edges for end in (e["from"], e["to"]))

    assert [row[0] for row in node_table.rows] == [n["label"] for n in nodes]
    assert [row[4] for row in node_table.rows] == [ends[n["id"]] for n in nodes]
    assert node_table.row_ids == tuple(n["id"] for n in nodes)
    assert node_table.caption == "Nodes in the picture (5)"
    assert edge_table.shown("sv")[0][4:] == ["mars 2019", "–"]
    assert edge_table.caption == "Ties in the picture (4)"
    assert edge_table.rows[0] == (
        *("Ängsbo kommun", "takes part in", "Project owner", "Ö för alla", "2019-03", None),
    )


def test_the_csv_holds_every_tie_and_every_node_without_one() -> None:
    lines = DRAWINGS["network"].csv(SLICE, "sv").decode("utf-8-sig").split("\r\n")

    assert lines == [
        "Från: Namn;Från: Typ;Från: Sektor;Från: Id;Koppling;Roll;Start;Slut;"
        "Till: Namn;Till: Typ;Till: Sektor;Till: Id",
        "Ängsbo kommun;Aktör;Offentlig sektor;act-1;medverkar i;Projektägare;2019-03;;"
        "Ö för alla;Projekt;;prj-1",
        "Ängsbo kommun;Aktör;Offentlig sektor;act-1;finansierar;;;;Ö för alla;Projekt;;prj-1",
        "Förening & Co;Aktör;Idéburen sektor (civilsamhället);act-2;medverkar i;Samarbetspart;;;"
        "Ö för alla;Projekt;;prj-1",
        "Ö för alla;Projekt;;prj-1;arbetar med;;;;Arbete;Tema;;thm-1",
        "Lone Institute;Aktör;Okänd sektor;act-3;;;;;;;;",
        "",
    ]


def test_the_legend_holds_what_is_drawn_and_no_more() -> None:
    root = html.fromstring(network.html(SLICE, "sv").encode())

    assert [" ".join(li.text_content().split()) for li in root.iterfind(".//ul/li")] == [
        "Aktör: Offentlig sektor",
        "Aktör: Idéburen sektor (civilsamhället)",
        "Aktör: Okänd sektor",
        "Projekt",
        "Tema",
        "medverkar i",
        "finansierar",
        "arbetar med",
    ]


def test_what_was_left_out_is_said_with_what_to_do() -> None:
    root = html.fromstring(network.html(SLICE, "sv").encode())
    whole = html.fromstring(network.html(HOSTILE_SLICE, "sv").encode())

    assert root.find(".//header/p[@class='notice']/span").text == (
        "Noder som inte fick plats i utsnittet: 12. Välj färre steg, utgå från en av grannarna, "
        "eller höj gränsen (max_nodes)."
    )
    assert whole.find(".//header/p[@class='notice']") is None


def test_too_many_nodes_are_refused_with_their_number_and_what_to_do() -> None:
    many = slice_of([node(f"act-{n}", "Actor", str(n), "public") for n in range(301)], [])

    with pytest.raises(TooMuchToDrawError) as refused:
        network.html(many, "sv")

    assert str(refused.value) == (
        "301 nodes are too many for a readable picture (at most 300): choose fewer steps (depth), "
        "a lower max_nodes or another start, or take the table as CSV"
    )
    assert refused.value.reason("sv").startswith("301 noder är för mycket för en läsbar bild")
    assert len(DRAWINGS["network"].csv(many, "sv").splitlines()) == 302


def test_too_many_ties_are_refused_too() -> None:
    two = [node("act-1", "Actor", "A", "public"), node("act-2", "Actor", "B", "public")]
    many = slice_of(two, [edge(f"edg-{n}", "SUPPORTS", "act-1", "act-2") for n in range(1501)])

    with pytest.raises(TooMuchToDrawError, match="1501 ties are too many"):
        network.html(many, "en")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_hostile_names_stay_text(lang: str) -> None:
    page = network.html(HOSTILE_SLICE, lang)
    root = html.fromstring(page.encode())
    nodes, _ = drawn(page)

    tame = network.html(SLICE, lang)
    assert len(script_hashes(page)) == len(script_hashes(tame)) == len(list(root.iter("script")))
    assert list(root.iter("img")) == []
    cells = [cell.text_content() for cell in root.iterfind(".//tbody[1]/tr/th")][: len(HOSTILE)]
    assert cells[0] == "</script><script>window.hit=1</script>"
    assert sorted(cells[1:]) == [
        '"><img src=x onerror="window.hit=1">\'',
        "<a href='javascript:window.hit=1'>href</a>",
        '=HYPERLINK("http://example.invalid")',
        "gnp.exe vänd",
        "rad bryt med noll",
        "{{ 7 * 7 }} {% raw %} {name}",
        "Å" * 159 + "…",
    ]
    assert "Å" * 22 + "\n…" in [n["label"] for n in nodes]
    assert all("title" not in n for n in nodes)
    assert len(page) < 2 * len(tame)


def test_one_neighbour_stands_straight_below_the_middle() -> None:
    two = slice_of(
        [node("a", "Actor", "A", "public", 0), node("b", "Project", "B")],
        [edge("e", "PARTICIPATES_IN", "a", "b", "owner")],
    )

    assert positions(two) == {"a": (0, 0), "b": (0, 190)}


def test_steps_lie_outside_each_other_and_no_two_nodes_on_one_spot() -> None:
    arenas = [node(f"p{n}", "Project", f"P{n}") for n in range(30)]
    actors = [node(f"a{n}", "Actor", f"A{n}", "private", 2) for n in range(120)]
    ties = [edge(f"e{n}", "PARTICIPATES_IN", "m", f"p{n}", "owner") for n in range(30)]
    ties += [edge(f"f{n}", "PARTICIPATES_IN", f"a{n}", f"p{n % 30}", "owner") for n in range(120)]
    graph = slice_of([node("m", "Actor", "M", "public", 0), *arenas, *actors], ties)

    at = positions(graph)

    away = {name: (x / 1.6) ** 2 + y**2 for name, (x, y) in at.items()}
    assert len(set(at.values())) == 151
    assert max(away[arena.id] for arena in arenas) < min(away[actor.id] for actor in actors)


def test_no_name_covers_another_however_many_and_long_they_are() -> None:
    names = ("Nätverket för samverkan i hela länet", "Ö", "Kommunalförbundet Övre Norrland")
    near = [node(f"p{n}", "Project", names[n % 3]) for n in range(60)]
    far = [node(f"r{n}", "Region", names[n % 3], None, 2) for n in range(120)]
    ties = [edge(f"e{n}", "PARTICIPATES_IN", "m", f"p{n}", "owner") for n in range(60)]
    ties += [edge(f"f{n}", "ACTIVE_IN", f"p{n % 5}", f"r{n}") for n in range(120)]
    graph = slice_of([node("m", "Actor", names[0], "public", 0), *near, *far], ties)

    at = positions(graph)

    # A line of a label is 22 characters at most, about half as wide as its letters are high.
    tall = {0: 2 * 26, 1: 2 * 18, 2: 2 * 16}
    wide = {0: 22 * 13, 1: 22 * 9, 2: 22 * 8}
    covered = []
    for one in graph.nodes:
        for other in graph.nodes:
            apart = abs(at[one.id][0] - at[other.id][0]), abs(at[one.id][1] - at[other.id][1])
            room = wide[one.depth] / 2 + wide[other.depth] / 2
            if one.depth == other.depth and one.id < other.id and one.name == other.name != "Ö":
                covered += [(one.id, other.id)] * (apart[0] < room and apart[1] < tall[one.depth])
    assert covered == []
