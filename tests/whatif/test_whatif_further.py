"""Figures of other answers in a change: by hand on ten projects, and recorded whole on 120.

The small map, everything complete and begun in 2020. n: north, s: south. g1 pays for p1, p2 and,
with g2, for p3. Young people are spoken for by c0; p5 is about mental health, for people in ill
health, whose organisation is c2. x takes part in nothing, nor do g1 and g2.

    p1  m0 c0 f0  n work     until 2030, for the young
    p2  m0 c0 c1  n work     until March 2027, for the young
    p3  m1 m2     s work     until 2029, for the young
    p4  m3        s culture  until 2029
    p5  c2 f1     n health   until 2021, as p6 c3 f2, p7 c4 f3, p8 m4 m5 f4
"""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements
from tests.whatif.test_whatif import (
    BY_DRAWS,
    OF_BOTH,
    Arenas,
    Map,
    actor,
    arena,
    figures,
    many,
    mapped,
)

DAY = "2026-11-26"
ARENAS = {
    "p1": "m0 c0 f0", "p2": "m0 c0 c1", "p3": "m1 m2", "p4": "m3", "p5": "c2 f1", "p6": "c3 f2",
    "p7": "c4 f3", "p8": "m4 m5 f4",
}  # fmt: skip
ENDS = {"p1": "2030-12-31", "p2": "2027-03", "p3": "2029", "p4": "2029"}
SECTOR = {"m": "public", "c": "civil_society", "f": "private", "g": "public", "x": "academia"}
LYING = {"p1": ("n", "work"), "p2": ("n", "work"), "p3": ("s", "work"), "p4": ("s", "culture"),
         "p5": ("n", "health")}  # fmt: skip
PAID = (("g1", "p1"), ("g1", "p2"), ("g1", "p3"), ("g2", "p3"))
THEMES = {"work": "Arbete", "culture": "Kultur", "health": "Psykisk hälsa"}
FURTHER = (
    "three_sectors", "four_sectors", "solo_actors", "apart_actors", "never_actors", "core_actors",
    "core_depth", "funded_arenas", "effective_funders", "funders_per_cell", "single_funder_cells",
    "filled_cells", "empty_cells", "telling_cells", "cross_ties", "cross_ties_ending",
    "voice_share", "mixing_change", "mixing_p", "gap_triples", "covered_triples",
)  # fmt: skip


def places(says: Statements, regions: dict[str, str], themes: dict[str, str]) -> None:
    """Counties and themes, and a group with one organisation of its own."""
    for key, name in regions.items():
        says.says("reg", key, name=name, level="county", notation=key)
    for key, name in themes.items():
        says.says("thm", key, name=name)
    says.says("tgt", "young", name="Unga")


def small(*, sensitive: bool = True) -> Statements:
    """The map above, or the same about nothing sensitive."""
    says = Statements(REGISTER)
    themes = THEMES if sensitive else THEMES | {"health": "Miljö"}
    places(says, {"n": "Norrlän", "s": "Söderlän"}, themes)
    says.says("tgt", "ill", name="Personer med psykisk ohälsa" if sensitive else "Äldre")
    everybody = {member for members in ARENAS.values() for member in members.split()}
    for key in sorted(everybody | {"g1", "g2", "x"}):
        says.says("act", key, name=f"Aktör {key}", sector=SECTOR[key[0]])
    for key, members in ARENAS.items():
        says.says("prj", key, name=f"Projekt {key}", start="2020", end=ENDS.get(key, "2021"))
        for member in members.split():
            says.ties("PARTICIPATES_IN", f"act/{member}", f"prj/{key}", role="partner",
                      status="party")  # fmt: skip
    for key, (region, theme) in LYING.items():
        says.ties("ACTIVE_IN", f"prj/{key}", f"reg/{region}")
        says.ties("ADDRESSES", f"prj/{key}", f"thm/{theme}")
    for payer, key in PAID:
        says.ties("FUNDS", f"act/{payer}", f"prj/{key}")
    for key in ("prj/p1", "prj/p2", "prj/p3", "act/c0"):
        says.ties("TARGETS", key, "tgt/young")
    for key in ("prj/p5", "act/c2"):
        says.ties("TARGETS", key, "tgt/ill")
    return says


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Map]:
    with mapped(tmp_path_factory.mktemp("ten"), small()) as made:
        yield made


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Map]:
    with mapped(tmp_path_factory.mktemp("plain"), small(sensitive=False)) as made:
        yield made


def further(found: Any, when: str) -> dict[str, Any]:
    return {name: value for name, value in figures(found, when).items() if name in FURTHER}


BEFORE = {
    "three_sectors": 1,  # p1
    "four_sectors": None,  # three have five actors
    "solo_actors": 1,  # m3
    "apart_actors": 3,  # and m1 and m2
    "never_actors": 3,
    "core_actors": 2, "core_depth": 2,  # m0 and c0 in p1 and p2
    "funded_arenas": 3,
    "effective_funders": 36 / 26,  # 2.5 and .5 of three
    "funders_per_cell": 1.5,  # n work one, s work two
    "single_funder_cells": None,
    "filled_cells": 4, "empty_cells": 2, "telling_cells": 0,
    "cross_ties": 4, "cross_ties_ending": 1,  # of p1 three and of p2 m0–c1 besides, which ends
    "voice_share": 2 / 3,
    "mixing_change": None, "mixing_p": None,  # one year
    "gap_triples": None, "covered_triples": None,  # three arenas of one cell at most
}  # fmt: skip

PUBLIC = {
    **BEFORE,
    # Two actors of health, which is sensitive, in n: with the sums of either county or of any theme
    # they could be worked out, so that the public is told of no cell.
    **dict.fromkeys(("funders_per_cell", "filled_cells", "empty_cells", "telling_cells")),
}


def test_a_call_counts_as_its_funders(ten: Map) -> None:
    # Five more in s culture, of g2, who then has 5.5 of eight.
    change = f"call {actor('g2')} {actor('m1')},{actor('c1')},{actor('f1')} x5 like {arena('p4')}"
    found = ten.ask(change, day=DAY)

    assert found["day"] == DAY
    assert further(found, "before") == pytest.approx(PUBLIC)
    assert further(found, "after") == pytest.approx({
        **PUBLIC, "three_sectors": 6, "apart_actors": 2, "core_actors": 5, "core_depth": 5,
        "funded_arenas": 8, "effective_funders": 64 / 36.5,
        "cross_ties": 7,
    })  # fmt: skip
    drawn = {each["name"]: each["placebo"] for each in found["figures"]}
    assert drawn["funded_arenas"]["low"] == drawn["funded_arenas"]["high"] == 5
    # Where g1 calls in a random change it has 7.5 of eight.
    ends = [7.5**2 + 0.5**2, 2.5**2 + 5.5**2]
    low, high = (drawn["effective_funders"][name] for name in ("low", "high"))
    assert [low, high] == pytest.approx([64 / end - 36 / 26 for end in ends])


def test_a_funder_that_goes_pays_for_nothing(ten: Map) -> None:
    after = further(ten.ask(f"gone {actor('g1')}", day=DAY), "after")

    assert after == pytest.approx({
        **PUBLIC, "never_actors": 2, "funded_arenas": 1, "effective_funders": 1.0,
    })  # fmt: skip


def test_a_project_that_goes_leaves_a_cell_empty(ten: Map) -> None:
    # m1 and m2 take part in nothing then, and three of the public are left, too few to tell of.
    after = further(ten.ask(f"drop {arena('p3')}", day=DAY), "after")

    assert after == pytest.approx({
        **PUBLIC, "three_sectors": None, "apart_actors": 1, "never_actors": 5,
        "funded_arenas": 2, "effective_funders": 1.0, "voice_share": 1.0,
    })  # fmt: skip


NOT_SHOWN = {
    "sv": "(ingen ruta som visas kan räknas; andra visas inte, eftersom de är känsliga eller "
          "skulle röja något känsligt med få aktörer)",
    "en": "(no cell that is shown could be counted; others are not shown, as they are sensitive or "
          "would tell of something sensitive that has few actors)",
}  # fmt: skip
OTHER_REASONS = ("no cell could tell", "no cell has a known funder", "no arena has a theme",
                 "no source covers any cell", "ingen arena har ett tema")  # fmt: skip


def test_where_cells_are_not_shown_that_is_why_nothing_is_said_of_them(ten: Map) -> None:
    change = f"drop {arena('p3')}"
    found = ten.ask(change, day=DAY)
    assert found["cells_hidden"] is True
    for lang, reason in NOT_SHOWN.items():
        params = {"change": change, "lang": lang}
        page = ten.client.get("/whatif", params=params, headers={"Accept": "text/html"}).text
        assert page.count(reason) == 1
        assert [told for told in OTHER_REASONS if told in page] == []
    run = CommandLine(ten.place)
    assert run("whatif", change, "--day", DAY, "--json").json()["cells_hidden"] is False


def test_where_no_cell_could_tell_nothing_is_said_of_gaps(plain: Map) -> None:
    # Three arenas are expected in no cell: it is not known whether there is a gap.
    change = f"drop {arena('p3')}"
    found = plain.ask(change, day=DAY)
    params = {"change": change, "lang": "en"}
    page = plain.client.get("/whatif", params=params, headers={"Accept": "text/html"}).text
    file = plain.client.get("/api/v1/views/whatif.csv", params=params).text
    card = plain.client.get(
        "/api/v1/cards/whatif/figure/gap_cells", params={"change": change}
    ).json()

    cells = ("funders_per_cell", "filled_cells", "empty_cells", "telling_cells")
    before = figures(found, "before")
    assert {name: before[name] for name in cells} == {name: BEFORE[name] for name in cells}
    assert found["cells_hidden"] is False
    told = {each["name"]: each for each in found["figures"]}
    assert (told["telling_cells"]["before"], told["telling_cells"]["after"]) == (0, 0)
    for name in ("gap_cells", "covered_cells"):
        assert told[name] == {**dict.fromkeys(told[name]), "name": name}
    assert "Cells with a gap, Cells with more than expected (no cell could tell)" in page
    assert "Cells with a gap;;;;;;;yes" in file.splitlines()
    assert card["values"] == dict.fromkeys(("before", "after", "difference", "placebo"))


def test_cells_of_a_sensitive_theme_are_told_of_to_who_may_read_all(ten: Map) -> None:
    run = CommandLine(ten.place)
    told = run("whatif", "add public,private", "--day", DAY, "--json").json()

    assert further(told, "before") == pytest.approx(BEFORE)
    called = f"call {actor('g2')} {actor('m1')},{actor('c1')},{actor('f1')} x5 like {arena('p4')}"
    after = further(run("whatif", called, "--day", DAY, "--json").json(), "after")
    # Of ten arenas with place and theme seven lie in s and six are of culture: 4.2 expected there.
    assert {name: after[name] for name in ("funders_per_cell", "telling_cells")} == pytest.approx(
        {"funders_per_cell": 4 / 3, "telling_cells": 1}
    )


def test_another_day_has_other_ties(ten: Map) -> None:
    change = f"drop {arena('p7')}"
    late, early = (ten.ask(change, day=day) for day in ("2028-01-01", "2021-06-30"))
    refused = ten.client.get("/api/v1/whatif", params={"change": change, "day": "1812-01-01"})

    # In 2028 p2 is over; in 2021 p5, p6 and p8 with two more pairs are there and end.
    assert figures(late, "before")["cross_ties"] == 3
    assert figures(late, "before")["cross_ties_ending"] == 0
    assert figures(early, "before")["cross_ties"] == 4 + 5
    assert figures(early, "after")["cross_ties_ending"] == 4
    assert late["address"].endswith("&day=2028-01-01&as_of=1")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["loc"] == ["query", "day"]


def statements(arenas: Arenas, sectors: dict[str, str], like: dict[str, str]) -> Statements:
    """Arenas with all that is told of them, drawn by their names; new ones have another's."""
    says = Statements(REGISTER)
    places(says, {f"r{k}": f"Län {k}" for k in range(3)}, {f"t{k}": f"Ämne {k}" for k in range(3)})
    for key, sector in sectors.items():
        says.says("act", key, name=f"Aktör {key}", sector=sector)
        if Random(key).random() < 0.3 and key.startswith("n"):
            says.ties("TARGETS", f"act/{key}", "tgt/young")
    for key, members in arenas.items():
        random = Random(like.get(key, key))
        start, end = 2015 + random.randrange(7), 2022 + random.randrange(9)
        says.says("prj", key, name=f"Projekt {key}", start=str(start), end=str(end))
        for member in members:
            says.ties("PARTICIPATES_IN", f"act/{member}", f"prj/{key}", role="partner",
                      status="party")  # fmt: skip
        says.ties("ACTIVE_IN", f"prj/{key}", f"reg/r{random.randrange(3)}")
        for theme in random.sample(range(3), random.randint(0, 2)):
            says.ties("ADDRESSES", f"prj/{key}", f"thm/t{theme}")
        if random.random() < 0.4:
            says.ties("TARGETS", f"prj/{key}", "tgt/young")
        pays(says, key, set(sectors) if key not in like else set())
    return says


def pays(says: Statements, key: str, known: set[str]) -> None:
    """One funder or two, if there are such; of a call the one who calls."""
    payers = Random(f"{key} costs").sample(("n20", "n21", "n22", "n23"), 1 + len(key) % 2)
    for payer in ["n20"] if key.startswith("called") else [p for p in payers if p in known]:
        says.ties("FUNDS", f"act/{payer}", f"prj/{key}")


CHANGE = (
    f"call {actor('n20')} {actor('n1')},{actor('n2')},academia:M x6 like {arena('q1')}; "
    f"add public,{actor('n7')} like {arena('q2')}; drop {arena('q5')}; gone {actor('n21')}; "
    f"join {arena('q8')} {actor('n3')}; leave {arena('q9')} "
)


def recorded() -> Statements:
    """The map with that change in it."""
    arenas, sectors = many()
    after = {key: [m for m in members if m != "n21"] for key, members in arenas.items()}
    after |= {f"called{k}": ["n1", "n2", "a"] for k in range(6)}
    after["new"] = ["b", "n7"]
    del after["q5"]
    after["q8"].append("n3")
    after["q9"].remove(arenas["q9"][0])
    like = {f"called{k}": "q1" for k in range(6)} | {"new": "q2"}
    del sectors["n21"]
    return statements(after, sectors | {"a": "academia", "b": "public"}, like)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What is said of the change."""
    arenas, sectors = many()
    with mapped(tmp_path_factory.mktemp("now"), statements(arenas, sectors, {})) as now:
        return now.ask(CHANGE + actor(arenas["q9"][0]), day=DAY)


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Map]:
    with mapped(tmp_path_factory.mktemp("cold"), recorded()) as made:
        yield made


def test_it_equals_a_map_with_the_change_recorded(found: Any, cold: Map) -> None:
    told, before = (figures(found, when) for when in ("after", "before"))
    wanted = figures(cold.ask(f"drop {arena('q1')}", day=DAY), "before")
    for name in (*OF_BOTH, *BY_DRAWS):
        del told[name], wanted[name]
    known = {name: value for name, value in wanted.items() if value is not None}
    assert {name for name, value in told.items() if value is not None} == {*known}
    assert {name: told[name] for name in known} == pytest.approx(known, rel=1e-12, abs=1e-12)
    assert {name for name in FURTHER if told[name] == before[name]} <= {
        "core_depth", "filled_cells", "empty_cells", "telling_cells", "never_actors",
        "solo_actors", "single_funder_cells", "gap_triples", "covered_triples",
    }  # fmt: skip


def test_the_answers_themselves_say_the_same(found: Any, cold: Map) -> None:
    def answer(name: str, **params: str) -> Any:
        return cold.client.get(f"/api/v1/gaps/{name}", params=params).json()

    table, rests, ahead = (
        answer("whitespace"), answer("funders/cells"), answer("sunset", day=DAY)
    )  # fmt: skip
    triples = [cell["verdict"] for cell in answer("whitespace/triples", limit="500")["items"]]
    alone, funders, groups = answer("isolates")["whole"], answer("funders"), answer("voice")
    counted = [(c["observed"] + c["outside"], c["expected"]) for c in table["cells"]]
    named = [c["funders"] for c in rests["cells"] if c["funders"]]
    whole = {each["name"]: each["observed"] for each in answer("sectors")["whole"]}

    assert further(found, "after") == pytest.approx({
        "three_sectors": whole["three_sectors"], "four_sectors": whole["four_sectors"],
        "solo_actors": alone["solo"], "never_actors": alone["never"],
        "filled_cells": sum(1 for count, _ in counted if count),
        "empty_cells": sum(1 for count, _ in counted if not count),
        "telling_cells": sum(1 for _, expected in counted if expected >= 3),
        "single_funder_cells": sum(1 for c in rests["cells"] if c["one_funder"]),
        "funders_per_cell": sum(named) / len(named),
        "funded_arenas": funders["whole"]["funded"],
        "effective_funders": funders["whole"]["counted"]["effective"],
        "cross_ties": ahead["ties"],
        "cross_ties_ending": sum(quarter["ties_ending"] for quarter in ahead["quarters"]),
        "voice_share": groups["groups"][0]["share"],
        **{name: figures(found, "after")[name] for name in
           ("apart_actors", "core_actors", "core_depth", "mixing_change",
            "mixing_p")},
        "gap_triples": triples.count("gap"), "covered_triples": triples.count("covered"),
    })  # fmt: skip
    core = cold.client.get("/api/v1/network/groups").json()["cores"]
    assert core["deepest"] == figures(found, "after")["core_depth"]
    assert core["levels"][0]["actors"] == figures(found, "after")["core_actors"]


def test_it_is_told_when_where_and_about_what_a_new_arena_is(ten: Map) -> None:
    """As p1, p5 and p6 are in the table above: p6 lies nowhere and is about nothing."""
    likes = "; ".join(f"add public,private like {arena(key)}" for key in ("p1", "p5", "p6"))
    found = [part["placing"] for part in ten.ask(likes)["understood"]]

    names = ("regions", "themes", "target_groups")
    assert [
        (of["start"], of["end"], *([ref["name"] for ref in of[name]] for name in names))
        for of in found
    ] == [
        ("2020", "2030-12-31", ["Norrlän"], ["Arbete"], ["Unga"]),
        ("2020", "2021", ["Norrlän"], ["Psykisk hälsa"], ["Personer med psykisk ohälsa"]),
        ("2020", "2021", [], [], []),
    ]


@pytest.mark.parametrize(
    ("change", "lang", "says"),
    [
        ("add public,private like {p1}", "sv",
         "Nya arenor: 1, med ny Offentlig sektor, ny Privat sektor (näringsliv) (räknas som "
         "”Projekt p1”: 2020 till 2030-12-31, i Norrlän, teman Arbete, målgrupper Unga; "
         "deltaganden +2)"),
        ("add public:A,private x2 like {p6}", "en",
         "New arenas: 2, with a new one, Public sector (A), a new one, Private sector (counted as "
         "“Projekt p6”: 2020 to 2021, no region, no theme, no target group; participations +4)"),
    ],
)  # fmt: skip
def test_page_tells_in_words_what_was_understood(
    ten: Map, change: str, lang: str, says: str
) -> None:
    asked = {"change": change.format(p1=arena("p1"), p6=arena("p6")), "lang": lang}
    page = ten.client.get("/whatif", params=asked, headers={"Accept": "text/html"})
    assert says in page.text
