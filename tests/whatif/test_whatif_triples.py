"""Region × theme × target group in a change: what three pairs do not explain, and the same cold.

Of two counties, two themes and two groups the four cells of even parity have twenty arenas each and
the four others two: all pairs have 22, which gives eleven everywhere.
"""

from itertools import product
from pathlib import Path
from typing import Any

from tests.lookup.small_graph import REGISTER, Statements
from tests.whatif.test_whatif import Map, actor, arena, figures, mapped

ODD = (0, 0, 1)
MANY, FEW = 20, 2


def counted(more: int) -> list[tuple[int, int, int]]:
    """Where each arena lies; ``more`` of them in one cell that has few."""
    places = []
    for at in product((0, 1), repeat=3):
        places += [at] * (FEW if sum(at) % 2 else MANY)
    return places + [ODD] * more


def world(more: int = 0, sensitive: bool = False) -> Statements:
    says = Statements(REGISTER)
    for n, group in enumerate(("Unga", "Personer med psykisk ohälsa" if sensitive else "Äldre")):
        says.says("reg", f"r{n}", name=f"Län {n}", level="county", notation=f"0{n}")
        says.says("thm", f"t{n}", name=f"Ämne {n}")
        says.says("tgt", f"g{n}", name=group)
        says.says("act", f"a{n}", name=f"Aktör {n}", sector="public")
    for k, (region, theme, group) in enumerate(counted(more)):
        says.says("prj", f"p{k}", name=f"Projekt {k}", start="2020", end="2021")
        for n in range(2):
            says.ties("PARTICIPATES_IN", f"act/a{n}", f"prj/p{k}", role="partner", status="party")
        says.ties("ACTIVE_IN", f"prj/p{k}", f"reg/r{region}")
        says.ties("ADDRESSES", f"prj/p{k}", f"thm/t{theme}")
        says.ties("TARGETS", f"prj/p{k}", f"tgt/g{group}")
    return says


def triples(found: Any, when: str) -> tuple[Any, Any]:
    told = figures(found, when)
    return told["gap_triples"], told["covered_triples"]


def told_by_the_table(served: Map) -> tuple[int, int]:
    items = served.client.get("/api/v1/gaps/whitespace/triples?limit=500").json()["items"]
    verdicts = [cell["verdict"] for cell in items]
    return verdicts.count("gap"), verdicts.count("covered")


def test_triples_with_a_change_are_those_of_a_map_with_it_recorded(tmp_path: Path) -> None:
    like = arena(f"p{counted(0).index(ODD)}")
    places = tmp_path / "now", tmp_path / "cold"
    for place in places:
        place.mkdir()
    with mapped(places[0], world()) as now, mapped(places[1], world(more=18)) as cold:
        found = now.ask(f"add {actor('a0')},{actor('a1')} x18 like {like}")
        before, after = told_by_the_table(now), told_by_the_table(cold)
        card = now.client.get(
            "/api/v1/cards/whatif/figure/gap_triples", params={"change": found["change"]}
        ).json()
        page = now.client.get(found["address"] + "&lang=sv", headers={"Accept": "text/html"}).text

    # P(X ≤ 2 | 11) = .0012 and P(X ≥ 20 | 11) = .0093 of eight, four and four alike.
    assert before == triples(found, "before") == (4, 4)
    assert after == triples(found, "after")
    assert after != before
    assert card["method"] == "Poisson, all strata together; no draws"
    assert card["values"]["before"] == 4
    assert "Trippler med färre än paren ger" in page
    assert "En trippel är ett län, ett tema och en målgrupp" in page


def test_a_public_reader_is_told_of_no_triple_where_anything_is_sensitive(tmp_path: Path) -> None:
    with mapped(tmp_path, world(sensitive=True)) as served:
        found = served.ask(f"drop {arena('p0')}")

    assert triples(found, "before") == triples(found, "after") == (None, None)
