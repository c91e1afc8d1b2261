"""What a change makes different, by hand on five actors and by recomputing a map of 120 arenas.

The small map is a path with a gap: A–B in p1, B–C in p2, D–E in p3; sectors public, private, civil
society, public, academia.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from lxml import etree, html

from service.whatif_text import HEADINGS
from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import ALMANAC, REGISTER, Statements, node_id

SECTORS = ("public", "private", "civil_society", "academia")
Arenas = dict[str, list[str]]
PATH: Arenas = {"p1": ["a", "b"], "p2": ["b", "c"], "p3": ["d", "e"]}
OF_PATH = {"a": "public", "b": "private", "c": "civil_society", "d": "public", "e": "academia"}


def statements(arenas: Arenas, sectors: dict[str, str], owners: dict[str, str]) -> Statements:
    """Projects of 2020 in a source whose lists are complete."""
    says = Statements(REGISTER)
    for key, sector in sectors.items():
        says.says("act", key, name=f"Aktör {key.upper()}", sector=sector)
    for key, actors in arenas.items():
        says.says("prj", key, name=f"Projekt {key}", start="2020", end="2021")
        for member in actors:
            role = "owner" if owners[key] == member else "partner"
            says.ties("PARTICIPATES_IN", f"act/{member}", f"prj/{key}", role=role, status="party")
    return says


def many() -> tuple[Arenas, dict[str, str]]:
    """A hundred actors, 120 arenas of two to five."""
    random = Random(11)
    sectors = {f"n{k}": SECTORS[random.randrange(4)] for k in range(100)}
    members = list(sectors)
    return {f"q{k}": random.sample(members, random.randint(2, 5)) for k in range(120)}, sectors


def first(arenas: Arenas) -> dict[str, str]:
    """The first participant owns an arena."""
    return {key: members[0] for key, members in arenas.items()}


def actor(key: str) -> str:
    return node_id(f"register/act/{key}")


def arena(key: str) -> str:
    return node_id(f"register/prj/{key}")


@dataclass(frozen=True)
class Map:
    """A store with a map in it, asked over HTTP."""

    place: Path
    client: TestClient

    def ask(self, change: str, **params: Any) -> Any:
        answer = self.client.get("/api/v1/whatif", params={"change": change, **params})
        assert answer.status_code == 200, answer.text
        return answer.json()


@contextmanager
def mapped(place: Path, *says: Statements) -> Iterator[Map]:
    """A map of what is stated."""
    with caller_in(place, *says) as client:
        yield Map(place, client)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Map]:
    with mapped(tmp_path_factory.mktemp("path"), statements(PATH, OF_PATH, first(PATH))) as made:
        yield made


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Map]:
    arenas, sectors = many()
    with mapped(
        tmp_path_factory.mktemp("large"), statements(arenas, sectors, first(arenas))
    ) as made:
        yield made


def figures(found: Any, when: str) -> dict[str, Any]:
    return {each["name"]: each[when] for each in found["figures"]}


BEFORE = {
    "participations": 6, "actors": 5, "arenas": 3, "ei_index": None, "ei_expected": None,
    "ei_difference": None, "pieces": 2, "giant_share": 0.6, "cut_points": 0, "cut_mass": 0,
    "fragmentation": 1 - (3 * 2 + 2 * 1) / (5 * 4),
    "bridging_arenas": 0, "bridging_mass": 0,
    "sole_pairs": 1, "largest_burden": 1,  # A and C by B, of a third sector
    "coordinator_pairs": 0, "consultant_pairs": 0, "gate_pairs": 0, "liaison_pairs": 1,
    "constraint": None, "effective_size": None,  # nobody has five partners
    "betweenness": 4 / 16,  # A and p1 from p2 and C, of the most five actors of three arenas allow
    "efficiency": (3 + 1 / 2) / 10,
    "three_sectors": None, "four_sectors": None,
    "solo_actors": 0, "apart_actors": 0, "never_actors": 0, "judged_actors": 0,
    "orphan_actors": 0, "orphans_expected": None, "orphans_p": None, "core_actors": 0,
    "core_arenas": 0, "core_depth": 1, "core_joined": 0, "core_left": 0, "group_moved": None,
    "group_agreement": None, "group_count": None, "modularity": None,  # B alone is in two
    "funded_arenas": 0, "effective_funders": None, "funders_per_cell": None,
    "single_funder_cells": None, "filled_cells": None, "empty_cells": None, "telling_cells": None,
    "gap_cells": None, "covered_cells": None, "gap_triples": None, "covered_triples": None,
    "need_gap_cells": None, "need_covered_cells": None,
    "cross_ties": 0, "cross_ties_ending": 0, "voice_share": None, "mixing_change": None,
    "mixing_p": None,
}  # fmt: skip


def test_a_project_that_closes_the_gap(path: Map) -> None:
    # C and D meet: a path of five. B–D and C–E have one go-between each, besides A–C.
    found = path.ask(f"add {actor('c')},{actor('d')}")

    assert figures(found, "before") == pytest.approx(BEFORE)
    after = figures(found, "after")
    agreement = after.pop("group_agreement")  # by lot: a path so short falls into several threes
    assert 0 < agreement < 0.7
    assert after == pytest.approx({
        **{name: value for name, value in BEFORE.items() if name != "group_agreement"},
        "participations": 8, "arenas": 4, "pieces": 1, "giant_share": 1.0,
        "fragmentation": 0.0, "sole_pairs": 3, "largest_burden": 1 / 3, "liaison_pairs": 3,
        "betweenness": 16 / 24,  # four on either side of C
        "efficiency": (4 + 3 / 2 + 2 / 3 + 1 / 4) / 10,
    })  # fmt: skip
    assert {pair["shown"] for pair in found["pairs"]} == {"suppressed"}  # fewer than five actors


def test_new_actors_that_all_hang_on_one(path: Map) -> None:
    # Without B, which then holds A, C, X, Y and Z: four of the five are cut off from the largest.
    found = path.ask("; ".join(f"add {actor('b')},public:{new}" for new in "XYZ"))
    same = path.ask(f"add {actor('b')},public:X x3")

    after = figures(found, "after")
    assert (after["cut_points"], after["cut_mass"], after["actors"]) == (1, 4, 8)
    assert [part["new"] for part in found["understood"]] == [["public"]] * 3
    assert figures(same, "after")["actors"] == 6  # the same new actor three times


def test_what_is_taken_away(path: Map) -> None:
    gone = figures(path.ask(f"gone {actor('b')}"), "after")
    dropped = figures(path.ask(f"drop {arena('p3')}"), "after")
    left = figures(path.ask(f"leave {arena('p2')} {actor('b')}"), "after")
    joined = figures(path.ask(f"join {arena('p3')} {actor('c')}"), "after")

    assert (gone["actors"], gone["participations"], gone["pieces"]) == (4, 4, 3)
    assert (dropped["actors"], dropped["arenas"], dropped["giant_share"]) == (3, 2, 1.0)
    assert (left["pieces"], left["sole_pairs"], left["actors"]) == (3, 0, 5)
    assert (joined["pieces"], joined["actors"]) == (1, 5)


def changed() -> Statements:
    """The larger map with the change of the next test recorded in its source."""
    arenas, sectors = many()
    after = {key: list(members) for key, members in arenas.items()}
    after |= {f"new{k}": ["n1", "n2", "m1"] for k in range(2)}
    after["new2"] = ["m1", "n7"]
    owners = first(after)  # whoever goes, nobody else becomes an owner
    del after["q5"]
    after = {key: [m for m in members if m != "n9"] for key, members in after.items()}
    after["q8"].append("m2")
    after["q9"].remove(arenas["q9"][0])
    del sectors["n9"]
    return statements(after, {**sectors, "m1": "academia", "m2": "public"}, owners)


OF_BOTH = ("core_joined", "core_left", "group_moved")
"""Figures that compare two maps and are 0 of one."""
BY_DRAWS = ("orphans_expected", "orphans_p")
"""Of null draws, which take rows in their order; compared where nothing is added."""


def test_it_equals_a_full_recomputation(large: Map, tmp_path: Path) -> None:
    leaves = many()[0]["q9"][0]
    found = large.ask(
        f"add {actor('n1')},{actor('n2')},academia:M x2 like {arena('q1')}; "
        f"add academia:M,{actor('n7')} like {arena('q1')}; drop {arena('q5')}; "
        f"gone {actor('n9')}; join {arena('q8')} public; leave {arena('q9')} {actor(leaves)}"
    )
    with mapped(tmp_path, changed()) as cold:
        again = cold.ask(f"drop {arena('q1')}")

    after, wanted = figures(found, "after"), figures(again, "before")
    for name in (*OF_BOTH, *BY_DRAWS):
        del after[name], wanted[name]
    known = {name: value for name, value in wanted.items() if value is not None}
    assert {name for name, value in after.items() if value is not None} == {*known}
    assert "group_agreement" in known  # searches by lot, in an order that hangs on no number
    assert {name: after[name] for name in known} == pytest.approx(known, rel=1e-12, abs=1e-12)
    assert any(figures(found, "before")[name] != after[name] for name in known)
    assert {pair["shown"] for pair in found["pairs"]} == {"compared"}
    for pair, own in zip(found["pairs"], again["pairs"], strict=True):
        for name in ("observed", "expected", "ratio"):
            assert pair[name]["after"] == pytest.approx(own[name]["before"], rel=1e-12, abs=1e-12)


def test_the_table_before_is_the_sector_table(large: Map) -> None:
    # E of the draws, which know nothing of the closed form, within about a third of an SD. The map
    # is too small for z, which the test of a large one compares.
    found = large.ask(f"drop {arena('q1')}")
    table = large.client.get("/api/v1/gaps/sectors?draws=9999").json()

    drawn = {(pair["a"], pair["b"]): pair for pair in table["pairs"]}
    for pair in found["pairs"]:
        own = drawn[pair["a"], pair["b"]]
        sd = abs((own["observed"] - own["expected"]) / own["z"])
        assert pair["observed"]["before"] == own["observed"]
        assert pair["expected"]["before"] == pytest.approx(own["expected"], abs=0.35 * sd)
    shown = {each["name"]: each for each in table["whole"]}
    assert figures(found, "before")["ei_index"] == shown["ei_index"]["observed"]


def test_no_z_is_given_where_strata_are_small_and_the_page_says_why(large: Map) -> None:
    found = large.ask(f"drop {arena('q1')}")

    assert found["exploratory"] is True
    assert [pair["z"] for pair in found["pairs"]] == [None] * 10
    assert all(pair["ratio"]["before"] is not None for pair in found["pairs"])
    assert found["closed_form"]["allowed"] is False
    assert found["closed_form"]["least_participations"] == 10_000
    assert found["closed_form"]["least_mean_per_stratum"] == 150
    said = large.client.get(
        f"/whatif?change=drop+{arena('q1')}&lang=en", headers={"Accept": "text/html"}
    ).text
    assert "No z is given: it is computed by a formula instead of draws, which takes 10,000" in said
    assert (
        "Not compared in random changes, and why: the verdict of the trend, how many lack another"
        in said
    )
    assert "The funder counts as theirs, and they are like its arenas." in said
    assert "No formula gives the expected number of arenas of three and four sectors" in said
    assert "Voice of target groups (no source says which organisations are" in said


def test_the_placebo_is_as_large_and_the_same_each_time(large: Map) -> None:
    change = f"add {actor('n1')},{actor('n2')},{actor('n3')} x4; drop {arena('q2')}"
    found, again = large.ask(change), large.ask(change)
    other = large.ask(change, seed=5)
    size = len(many()[0]["q2"])

    assert found == again
    assert found["placebo_draws"] == 100
    for name, difference in (("participations", 12 - size), ("arenas", 3)):
        each = next(f for f in found["figures"] if f["name"] == name)
        assert each["difference"] == difference
        assert each["placebo"] == {
            "mean": difference, "low": difference, "high": difference,
            "as_low": 100, "as_high": 100, "draws": 100,
        }  # fmt: skip
    assert figures(other, "after")["sole_pairs"] == figures(found, "after")["sole_pairs"]
    assert other["figures"] != found["figures"]


def test_lots_are_drawn_from_the_sector_and_kept_by_the_seed(large: Map) -> None:
    arenas, sectors = many()
    busy = {member for members in arenas.values() for member in members}
    found = large.ask("add 3*any:academia,any:public x2")
    names = [ref["name"] for ref in found["understood"][0]["lots"]]

    academic = {f"Aktör {k.upper()}" for k in busy if sectors[k] == "academia"}
    public = {f"Aktör {k.upper()}" for k in busy if sectors[k] == "public"}
    assert set(names) <= academic | public
    assert names == [
        ref["name"]
        for ref in large.ask("add 3*any:academia,any:public x2")["understood"][0]["lots"]
    ]
    assert figures(found, "after")["actors"] == len(busy)


def test_a_post_and_the_address_say_the_same(large: Map) -> None:
    found = large.ask(f"add {actor('n1')},public; gone {actor('n4')}", seed=7)
    posted = large.client.post("/api/v1/whatif", json=found["question"])

    assert posted.status_code == 200
    assert posted.json() == found
    assert posted.headers["cache-control"] == "no-store"
    assert "etag" not in posted.headers
    assert found["address"] == (
        f"/whatif?change={quote(found['change'], safe='').replace('%20', '+')}&seed=7&as_of=1"
    )
    assert large.client.get(found["address"], headers={"Accept": "text/html"}).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        "drop prj-nowhere", "gone act-nobody", "close it", "add public",
        "add {n1},{n1}", "add {n1},public:A,public:A", "drop {n1}", "gone {q1}",
        "join {q1} {member}", "leave {q1} {stranger}", "call {n1} public,private",
        "gone {n1}; add {n1},public", "drop {q1}; drop {q1}", "drop {q1}; join {q1} public",
        "add 50*public x50", "gone {n1}; gone {n1}",
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused(large: Map, change: str) -> None:
    members = many()[0]["q1"]
    stranger = next(f"n{k}" for k in range(100) if f"n{k}" not in members)
    named = {"n1": actor("n1"), "q1": arena("q1"), "member": actor(members[0]),
             "stranger": actor(stranger)}  # fmt: skip
    answer = large.client.get("/api/v1/whatif", params={"change": change.format(**named)})

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["loc"] == ["query", "change"]


@pytest.mark.parametrize(
    "body",
    [
        {"change": []},
        {"change": [{"do": "add", "who": ["public"] * 61}]},
        {"change": [{"do": "add", "who": ["", "private"]}]},
        {"change": [{"do": "add", "who": ["public", "private"], "times": 51}]},
        {"change": [{"do": "drop"}]},
        {"change": [{"do": "add", "who": ["public; drop x", "private"]}]},
        {"change": [{"do": "gone", "who": ["act-1"], "secret": 1}]},
        {"change": [{"do": "drop", "arena": "x"}] * 21},
    ],
)
def test_a_malformed_body_is_refused(large: Map, body: Any) -> None:
    answer = large.client.post("/api/v1/whatif", json=body)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert {flaw["loc"][0] for flaw in answer.json()["errors"]} == {"body"}
    assert "should" not in answer.text.lower()


def test_a_body_that_names_what_is_not_there_says_where(large: Map) -> None:
    body = {"change": [{"do": "drop", "arena": "prj-nowhere"}]}
    flaw = large.client.post("/api/v1/whatif", json=body).json()["errors"][0]
    many_who = {"change": [{"do": "add", "who": ["public"] * 61}]}
    too_many = large.client.post("/api/v1/whatif", json=many_who).json()["errors"][0]

    assert flaw["loc"] == ["body", "change"]
    assert too_many["loc"] == ["body", "change", "0", "who"]
    assert too_many["expected"] == "at most 60 values"


def test_one_source_is_looked_at_alone(large: Map) -> None:
    change = f"add {actor('n1')},public like {arena('q1')}"
    part, whole = (large.ask(change, **params) for params in ({"source": "register"}, {}))

    for own, other in zip(part["figures"], whole["figures"], strict=True):
        alone = own["name"] == "never_actors"  # another source may well have them
        assert own["before"] is None if alone else own == other

    unknown = large.client.get("/api/v1/whatif", params={"change": change, "source": "nobody"})
    assert unknown.status_code == 422
    assert unknown.json()["errors"][0]["loc"] == ["query", "source"]


def test_a_call_leads_to_arenas_like_those_its_funder_pays_for(tmp_path: Path) -> None:
    says = statements(PATH, OF_PATH, first(PATH))
    says.says("act", "fund", name="Fonden", sector="civil_society")
    says.ties("FUNDS", "act/fund", "prj/p2")
    with mapped(tmp_path, says) as funded:
        found = funded.ask(f"call {actor('fund')} any:private,public x2")

    part = found["understood"][0]
    assert (part["funder"]["name"], part["placed"]["name"]) == ("Fonden", "Projekt p2")
    assert (part["participations"], part["new"]) == (4, ["public", "public"])
    assert [ref["name"] for ref in part["lots"]] == ["Aktör B"]  # the only private one
    assert figures(found, "after")["arenas"] == 5


def test_an_arena_of_another_source_is_not_part_of_one(tmp_path: Path) -> None:
    other = Statements(ALMANAC)
    for key in "xy":
        other.says("act", key, name=key, sector="public")
        other.ties("PARTICIPATES_IN", f"act/{key}", "col/fair", role="partner", status="party")
    other.says("col", "fair", name="Mässan", collaboration_kind="event", start="2016")
    with mapped(tmp_path, statements(PATH, OF_PATH, first(PATH)), other) as both:
        event = both.ask("add 2*public", source="almanac")["understood"][0]["placed"]
        answer = both.client.get(
            "/api/v1/whatif", params={"change": f"drop {event['id']}", "source": "register"}
        )

    assert event["name"] == "Mässan"
    assert answer.status_code == 422
    assert (
        answer.json()["errors"][0]["expected"] == f"an arena of register where {event['id']} stands"
    )


def test_nothing_is_stored(large: Map) -> None:
    before = (large.place / "store.db").read_bytes()
    large.ask("add 5*academia,3*public x9")

    assert (large.place / "store.db").read_bytes() == before
    assert large.client.get("/api/v1/actors").json()["total"] == 100


SAYS = {
    "sv": "Det är en beräkning på kartan, ingen prognos",
    "en": "This is arithmetic on the map, no forecast",
}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_says_it(large: Map, lang: str) -> None:
    address = f"/whatif?change=add+any%3Apublic%2Cany%3Aprivate+x2&lang={lang}"
    found = html.fromstring(large.client.get(address, headers={"Accept": "text/html"}).text)

    said = " ".join(" ".join(found.xpath("//ul[@class='said']//text()")).split())
    assert SAYS[lang] in said
    rows = [len(table.xpath("tbody/tr")) for table in found.xpath("//table")]
    moved = large.ask("add any:public,any:private x2")["actors"]
    pairs, *figure_tables = rows[: len(HEADINGS[lang]) + 1]
    assert (pairs, sum(figure_tables)) == (10, 59)
    assert rows[len(figure_tables) + 1 :] == [9 + 9 + len(moved)]
    named = found.xpath("//section[@aria-labelledby='table']/details/summary/text()")
    assert [name.strip() for name in named if name.strip()] == list(HEADINGS[lang].values())
    assert found.xpath("//section[@aria-labelledby='pairs']/details/@open")
    shown = found.xpath("//textarea")[0].text
    assert shown.strip() == "add any:public,any:private x2"
    assert "should" not in said
    assert "borde" not in said


def test_what_is_not_computed_is_not_counted_as_unchanged(tmp_path: Path) -> None:
    """Of three actors too few are in each sector: who meets has no figures, before or after."""
    arenas = {"q1": ["m", "f"], "q2": ["m", "c"]}
    sectors = {"m": "public", "f": "private", "c": "civil_society"}
    with mapped(tmp_path, statements(arenas, sectors, first(arenas))) as made:
        address = f"/whatif?change=gone+{actor('c')}&lang=sv"
        page = made.client.get(address, headers={"Accept": "text/html"}).text

    told = " ".join(html.fromstring(page).text_content().split())
    assert "Vilka möts (ändras: 0 av 3, inte beräknat: 3" in told


def test_numbers_in_the_form_become_a_part_of_the_change(large: Map) -> None:
    answer = large.client.get(
        "/whatif?change=drop+x&public=2&academia=1&times=3&seed=1", follow_redirects=False
    )

    assert answer.status_code == 303
    assert answer.headers["location"] == (
        "/whatif?change=drop+x%0Aadd+2%2Aany%3Apublic%2Cany%3Aacademia+x3&seed=1"
    )


def test_picture_and_csv_show_the_same(large: Map) -> None:
    change = "change=add+any%3Apublic%2Cany%3Aprivate+x2"
    svg = large.client.get(f"/api/v1/views/whatif.svg?{change}&lang=sv").text
    csv = large.client.get(f"/api/v1/views/whatif.csv?{change}&lang=en").content
    rows = csv.decode("utf-8-sig").splitlines()
    found = large.ask("add any:public,any:private x2")

    drawn = ["".join(t.itertext()) for t in etree.fromstring(svg.encode()).iter("{*}text")]
    assert "Par med en enda länk" in drawn
    before, after = (figures(found, when)["participations"] for when in ("before", "after"))
    assert rows[1] == f"Participations;{before:.0f};{after:.0f};4;4;4;4;yes"
    z = sum(each["z"] is not None for each in found["actors"])
    moved = len(found["actors"]) + z + len(found["members"])
    assert len(rows) == 1 + 59 + 10 * 3 + 9 + moved + 3  # of the trend


def test_the_command_says_the_same(large: Map) -> None:
    run = CommandLine(large.place)
    parts = (f"add {actor('n1')},public", f"gone {actor('n4')}")

    told = run("whatif", *parts, "--seed", "7", "--json")
    shown = run("whatif", *parts, "--seed", "7", "--lang", "sv")
    wrong = run("whatif", "close it")
    unknown = run("whatif", "drop prj-nowhere")

    assert told.json() == large.ask("; ".join(parts), seed=7)
    assert "Det är en beräkning på kartan, ingen prognos" in shown.out
    assert (wrong.code, wrong.out) == (2, "")
    assert "--change: expected parts such as" in wrong.err
    assert (unknown.code, unknown.out) == (1, "")
    assert "where prj-nowhere stands" in unknown.err
