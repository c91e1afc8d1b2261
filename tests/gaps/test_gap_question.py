"""What a gap table may be asked about: units, filters, period; and what is kept of the answers."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from graph_schema.vocabularies import Audience, Visibility
from queries.gaps.attributes import attributes_of
from queries.gaps.sectors import GapQuestion, sector_gaps
from queries.lookup.things import refs
from queries.readmodel.build import build
from queries.readmodel.open import ReadModel
from queries.stores.opening import open_store
from tests.callers import caller_in
from tests.lookup.small_graph import DIARY, Statements, node_id, record

API = "/api/v1/gaps/sectors"
LISTED = DIARY.model_copy(update={"visibility": Visibility.PUBLIC})
"""Says that all its lists are complete."""
SHAPE = {
    "a", "b", "observed", "expected", "sd", "z", "ratio", "interval", "p_low", "p_high", "p", "q",
    "label_p", "verdict", "coverage", "arenas_tested", "arenas",
}  # fmt: skip


def towns_and_associations() -> Statements:
    """Six towns, each with one unit, six associations and an actor nobody can place.

    Projects 0 to 11: town n or, where the number is odd, its unit, with association n + 1; projects
    0 to 5 are of the theme and ran in 2019, the next five in 2021 to 2022, the last has no dates.
    Project 12: town 0, its own unit and association 0, open since 2019. Project 13: association 0
    with the actor that nobody can place.
    """
    says = Statements(LISTED)
    says.says("thm", "work", name="Arbete & hem", notation="A&H")
    says.says("act", "x", name="Okänd", sector="unknown")
    for n in range(6):
        says.says("act", f"town{n}", name=f"Stad {n}", sector="public", actor_kind="municipality")
        says.says("act", f"unit{n}", name=f"Enhet {n}", sector="public", actor_kind="unit")
        says.ties("PART_OF", f"act/unit{n}", f"act/town{n}")
        says.says("act", f"ass{n}", name=f"Förening {n}", sector="civil_society")
    for n in range(14):
        dates = {"start": "2019", "end": "2019"} if n < 6 else {"start": "2021", "end": "2022"}
        dates = {11: {}, 12: {"start": "2019"}}.get(n, dates)
        says.says("prj", f"p{n}", name=f"Projekt {n}", **dates)
        if n < 6:
            says.ties("ADDRESSES", f"prj/p{n}", "thm/work")
        for actor in members(n):
            says.ties("PARTICIPATES_IN", f"act/{actor}", f"prj/p{n}", role="partner")
    return says


def members(project: int) -> tuple[str, ...]:
    if project == 12:
        return ("town0", "unit0", "ass0")
    if project == 13:
        return ("ass0", "x")
    return (f"{'unit' if project % 2 else 'town'}{project % 6}", f"ass{(project + 1) % 6}")


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service on these statements."""
    with caller_in(tmp_path_factory.mktemp("question"), towns_and_associations()) as client:
        yield client


def answer(caller: TestClient, path: str) -> Any:
    response = caller.get(path)
    assert response.status_code == 200, response.text
    return response.json()


def pair(table: Any, a: str, b: str) -> Any:
    return next(p for p in table["pairs"] if (p["a"], p["b"]) == (a, b))


def test_the_shape_others_rely_on(caller: TestClient) -> None:
    table = answer(caller, API)
    assert table.keys() >= {"data_version", "parameters", "not_tested_share", "sectors", "pairs"}
    assert table["parameters"]["null"].keys() >= {
        "algorithm", "strata", "role_aware", "draws", "seed", "sampler_version",
    }  # fmt: skip
    assert table["parameters"]["scope"] == {
        "by": "sector", "units": "together", "sources": [], "kind": None, "region": None,
        "theme": None, "programme": None, "funder": None, "period_from": None, "period_to": None,
    }  # fmt: skip
    assert len(table["pairs"]) == 10
    for found in table["pairs"]:
        assert found.keys() >= SHAPE
        compared = found["verdict"] not in ("suppressed", "insufficient_data")
        assert [found[name] is None for name in ("label_p", "p")] == [not compared] * 2
    hidden = pair(table, "public", "academia")
    assert {hidden[name] for name in SHAPE - {"a", "b", "verdict"}} == {None}


def test_units_count_as_their_organisation_unless_asked_for_separately(caller: TestClient) -> None:
    together, separate = answer(caller, API), answer(caller, f"{API}?units=separate")

    # Projects 0 to 11 and 13 have two participants; 12 has two when town and unit are one.
    assert together["participations"]["given"] == 13 * 2 + 2
    assert separate["participations"]["given"] == 13 * 2 + 3
    # Odd projects are of units 1, 3 and 5, even ones of towns 0, 2 and 4; 12 adds unit 0.
    assert together["sectors"][0]["actors"] == 6
    assert separate["sectors"][0]["actors"] == 7
    # Project 11 has no date and its stratum no other arena: it leaves the table.
    assert together["not_tested_share"] == pytest.approx(2 / 28)
    assert pair(together, "public", "civil_society")["observed"] == 12
    assert pair(separate, "public", "civil_society")["observed"] == 13
    assert pair(together, "public", "public")["observed"] == 0
    assert pair(separate, "public", "public")["observed"] == 1
    assert [t["parameters"]["scope"]["units"] for t in (together, separate)] == [
        "together",
        "separate",
    ]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("theme=A%26H", 6 * 2),
        (f"theme={node_id('diary/thm/work')}", 6 * 2),
        ("period_to=2020", 6 * 2 + 2 + 2),  # those of 2019, the open one, the undated one
        ("period_from=2021", 5 * 2 + 2 + 2 + 2),  # and 13, which has the dates of 6 to 10
        ("period_from=2021&period_to=2021&theme=A%26H", 0),
        ("kind=project", 13 * 2 + 2),
        ("kind=event", 0),
        ("source=diary", 13 * 2 + 2),
    ],
)
def test_a_table_is_about_the_arenas_a_list_would_have(
    caller: TestClient, asked: str, given: int
) -> None:
    assert answer(caller, f"{API}?{asked}")["participations"]["given"] == given
    listed = answer(caller, f"/api/v1/projects?limit=100&{asked.replace('source=diary', '')}")
    assert listed["total"] == given // 2


def test_a_cell_opens_to_the_arenas_of_the_same_question(caller: TestClient) -> None:
    table = answer(caller, f"{API}?theme=A%26H&units=separate&seed=3")
    found = pair(table, "civil_society", "civil_society")
    assert found["arenas"] == f"{API}/civil_society/civil_society?" + (
        "seed=3&units=separate&theme=A%26H"
    )
    assert answer(caller, found["arenas"])["total"] == 0

    found = pair(answer(caller, f"{API}?units=separate"), "public", "civil_society")
    opened = answer(caller, f"{found['arenas']}&limit=500")
    assert sum(arena["met"] for arena in opened["items"]) == found["observed"]
    assert opened["total"] == found["arenas_met"] == 12
    first = opened["items"][0]  # two towns and an association meet twice, the others once
    assert (first["arena"]["name"], first["met"], first["year"]) == ("Projekt 12", 2, 2019)
    assert [actor["name"] for actor in first["of_a"]] == ["Stad 0", "Enhet 0"]
    assert [actor["name"] for actor in first["of_b"]] == ["Förening 0"]


def test_a_cell_tells_where_the_two_meet_and_nothing_can_be_tested(caller: TestClient) -> None:
    """Project 11, of town 5, whose unit takes part, and association 0, has no date."""
    opened = answer(caller, f"{API}/public/civil_society?limit=5")
    assert (opened["untested_total"], opened["untested_met"]) == (1, 1)
    [beside] = opened["untested"]
    assert (beside["arena"]["name"], beside["met"], beside["year"]) == ("Projekt 11", 1, None)
    assert [actor["name"] for actor in beside["of_a"] + beside["of_b"]] == ["Stad 5", "Förening 0"]
    following = answer(caller, f"{API}/public/civil_society?limit=5&cursor={opened['next']}")
    assert (following["untested_total"], following["untested"]) == (1, [])
    for lang, said in (
        ("sv", "bland parets möten: 1 (möten: 1)."),
        ("en", "meetings of the pair: 1 (meetings: 1)."),
    ):
        page = caller.get(f"/gaps/public/civil_society?lang={lang}").text
        assert said in page
        assert "Projekt 11" in page


def test_a_cell_is_read_page_by_page(caller: TestClient) -> None:
    path, names = f"{API}/public/civil_society?limit=5", []
    cursor = ""
    for _ in range(3):
        part = answer(caller, path + cursor)
        names += [item["arena"]["name"] for item in part["items"]]
        cursor = f"&cursor={part['next']}"
    assert part["next"] is None
    assert sorted(names) == sorted(f"Projekt {n}" for n in range(13) if n != 11)
    assert caller.get(f"{path}&units=separate{cursor}").status_code == 422


def test_a_page_of_a_cell_says_of_which_part_it_is(caller: TestClient) -> None:
    def line(path: str) -> list[str]:
        page = html.fromstring(caller.get(path, headers={"Accept": "text/html"}).text)
        return [str(each.text).strip() for each in page.findall(".//p[@class='notice part']")]

    cell = "/gaps/public/civil_society?lang=sv"
    assert line(f"{cell}&theme=A%26H&period_to=2019") == [
        "Gäller tema Arbete & hem, till och med 2019."
    ]
    assert line(cell) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{API}/public/unknown", 404),  # the table has no such cell
        (f"{API}/public/academia", 403),
        (f"{API}/public/everybody", 422),
        (f"{API}/public/private?by=kind", 422),  # groups of another table
        (f"{API}?by=colour", 422),
        (f"{API}?units=apart", 422),
        (f"{API}?theme=nothing", 422),
        (f"{API}?period_from=2021&period_to=2019", 422),
        (f"{API}?draws=100000", 422),
        (f"{API}?sector=public", 422),  # of actors, and the table is about them all
    ],
)
def test_what_cannot_be_asked(caller: TestClient, path: str, status: int) -> None:
    assert caller.get(path).status_code == status


def test_actors_may_be_grouped_by_how_many_arenas_they_are_in(caller: TestClient) -> None:
    table = answer(caller, f"{API}?by=size")

    # Every town and association is in two to four projects, the actor nobody can place in one.
    assert [(s["sector"], s["actors"], s["tested"]) for s in table["sectors"]] == [
        ("2-4", 12, True), ("other", 1, False), ("unknown", 0, False),
    ]  # fmt: skip
    (only,) = table["pairs"]
    assert (only["a"], only["b"], only["observed"]) == ("2-4", "2-4", 12)
    assert table["exploratory"]
    # Who is as active as another is of the same size: there are no labels to change places.
    assert (table["parameters"]["null"]["labels"], only["label_p"]) == (None, None)


def a_team_that_meets_ten_times() -> Statements:
    """Six actors who always meet, and sixty who meet one other once."""
    says = Statements(LISTED)
    for n in range(70):
        says.says("act", f"a{n}", name=f"Aktör {n}", sector="public")
    for n in range(40):
        says.says("prj", f"p{n}", name=f"Projekt {n}", start="2020", end="2020")
        members = range(6) if n < 10 else (2 * n - 14, 2 * n - 13)
        for actor in members:
            says.ties("PARTICIPATES_IN", f"act/a{actor}", f"prj/p{n}", role="partner")
    return says


def test_a_team_that_keeps_together_is_no_finding_about_sizes(tmp_path: Path) -> None:
    with caller_in(tmp_path, a_team_that_meets_ten_times()) as caller:
        table = answer(caller, f"{API}?by=size")
        page = caller.get("/gaps?by=size&lang=en").text

    assert [s["sector"] for s in table["sectors"]][:2] == ["1", "10-"]
    found = pair(table, "1", "10-")
    assert (found["observed"], found["q"] < 0.05) == (0, True)  # what the first null alone says
    assert found["least_told"] is None
    assert page.count('<td class="worded">none</td>') == len(table["pairs"])
    assert {p["verdict"] for p in table["pairs"]} <= {"cannot_tell", "as_expected"}
    assert "explanation enough" in page


def test_a_cell_of_other_groups_opens_to_those_in_them(caller: TestClient) -> None:
    table = answer(caller, f"{API}?by=kind")
    assert [s["sector"] for s in table["sectors"]] == ["municipality", "other", "unknown"]
    (only,) = table["pairs"]
    assert only["arenas"] == f"{API}/municipality/municipality?by=kind"
    assert answer(caller, only["arenas"])["total"] == 0  # towns meet associations, not each other
    card = answer(caller, f"{API}/municipality/municipality/card?by=kind")
    assert card["about"] == {"a": "municipality", "b": "municipality"}
    assert card["question"]["by"] == "kind"


COUNTIES = (("SE124", "Örebro län"), ("SE224", "Skåne län"))


def two_counties(counties: tuple[tuple[str, str], ...] = COUNTIES) -> Statements:
    """Six actors of each of two counties, each ring three times over and none between; one more."""
    says = Statements(LISTED)
    for code, name in counties:
        says.says("reg", code, name=name, level="county", notation=code)
        for n in range(6):
            says.says("act", f"{code}-{n}", name=f"{name} {n}", sector="public")
            says.ties("LOCATED_IN", f"act/{code}-{n}", f"reg/{code}")
        for n in range(18):
            says.says("prj", f"{code}-{n}", name=f"{code} {n}", start="2020", end="2020")
            for actor in (n % 6, (n + 1) % 6):
                ends = f"act/{code}-{actor}", f"prj/{code}-{n}"
                says.ties("PARTICIPATES_IN", *ends, role="partner")
    says.says("act", "nowhere", name="Utan säte", sector="private")
    says.ties("PARTICIPATES_IN", "act/nowhere", "prj/SE124-0", role="partner")
    return says


def test_counties_that_never_meet_are_a_gap_against_both_nulls(tmp_path: Path) -> None:
    with caller_in(tmp_path, two_counties()) as caller:
        table = answer(caller, f"{API}?by=region")
        said = {lang: caller.get(f"/gaps?by=region&lang={lang}").text for lang in ("sv", "en")}
        drawn = caller.get("/api/v1/views/sector-matrix.svg?by=region").text

    assert [(s["sector"], s["sv"], s["actors"]) for s in table["sectors"]] == [
        ("SE124", "Örebro län", 6), ("SE224", "Skåne län", 6),
        ("other", "Övriga län", 0), ("unknown", "Okänt län", 1),
    ]  # fmt: skip
    found = pair(table, "SE124", "SE224")
    assert (found["observed"], found["verdict"]) == (0, "gap")
    # Of 924 ways to say which six of twelve are of one county two have no meeting between them.
    assert found["label_p"] == pytest.approx(2 * 2 / 924, abs=0.006)
    assert table["parameters"]["null"]["labels"]["algorithm"].startswith("region labels permuted")
    assert "Örebro län – Skåne län möts 0 gånger" in said["sv"]
    assert "Actors are grouped by the county of their seat here" in said["en"]
    assert "Skåne län" in drawn


@pytest.fixture
def model(tmp_path: Path) -> Iterator[ReadModel]:
    """A read model of which nobody asked anything."""
    store = open_store(f"sqlite://{tmp_path / 'towns.db'}")
    record(store, towns_and_associations())
    with ReadModel(build(store, 1, Audience.PUBLIC, tmp_path)) as found:
        yield found
    store.shut()


@pytest.mark.parametrize("found_there", [b"", b"{}", b'{"data_version": 1, "half'])
def test_a_kept_answer_that_cannot_be_read_is_computed_again(
    model: ReadModel, found_there: bytes
) -> None:
    first = sector_gaps(model)
    (kept,) = model.answers.iterdir()
    kept.write_bytes(found_there)

    assert sector_gaps(model) == first
    assert kept.read_bytes() == first.model_dump_json().encode()


class Turns:
    """Counts who waited for a turn."""

    taken = 0

    def __enter__(self) -> None:
        self.taken += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def test_only_who_has_to_compute_waits_for_a_turn(model: ReadModel) -> None:
    turns = Turns()
    sector_gaps(model, turn=turns)
    sector_gaps(model, turn=turns)
    sector_gaps(model, GapQuestion(units="separate"), turn=turns)
    assert turns.taken == 2


PLACED = {
    # places, themes, in the programme
    "p0": (("malmo",), ("a",), False),
    "p1": (("skane", "malmo"), ("b", "a"), False),  # one county, said twice
    "p2": (("skane", "orebro"), ("b", "c"), True),
    "p3": (("se",), ("c",), False),
    "p4": (("ort",), (), False),
    "p5": ((), ("c", "b", "a"), False),
    "p6": ((), ("a",), False),
}


def placed_projects() -> Statements:
    """The projects above, each with two actors; X has its seat in Malmö."""
    says = Statements(LISTED)
    for region, name, level in (
        ("se", "Sverige", "country"), ("skane", "Skåne län", "county"),
        ("malmo", "Malmö", "municipality"), ("orebro", "Örebro län", "county"),
        ("ort", "Ort utan län", "municipality"),
    ):  # fmt: skip
        says.says("reg", region, name=name, level=level)
    says.ties("PART_OF", "reg/malmo", "reg/skane")
    for theme in ("a", "b", "c"):
        says.says("thm", theme, name=f"Tema {theme}")
    says.says("prg", "esf", name="ESF+")
    for actor, sector in (("x", "public"), ("y", "private")):
        says.says("act", actor, name=actor.upper(), sector=sector)
    says.ties("LOCATED_IN", "act/x", "reg/malmo")
    for arena, (places, themes, in_programme) in PLACED.items():
        says.says("prj", arena, name=arena)
        ends = [("ACTIVE_IN", f"reg/{place}") for place in places]
        ends += [("ADDRESSES", f"thm/{theme}") for theme in themes]
        ends += [("PART_OF", "prg/esf")] if in_programme else []
        for kind, end in ends:
            says.ties(kind, f"prj/{arena}", end)
        for actor in ("x", "y"):
            says.ties("PARTICIPATES_IN", f"act/{actor}", f"prj/{arena}", role="partner")
    return says


def test_strata_know_an_arenas_county_and_its_programme_or_most_common_theme(
    tmp_path: Path,
) -> None:
    store = open_store(f"sqlite://{tmp_path / 'places.db'}")
    record(store, placed_projects())
    with ReadModel(build(store, 1, Audience.PUBLIC, tmp_path / "cache")) as model:
        known, names, columns = attributes_of(model), node_names(model), model.columns
    store.shut()

    def said(places: Any, values: tuple[str, ...], nodes: Any) -> dict[str, str]:
        marks = (*values, "several", "none stated")  # -2 and -1 count from the end
        return {names[int(n)]: marks[int(k)] for n, k in zip(nodes, places, strict=True)}

    assert said(known.arena_region, known.region_names, columns.arena_node) == {
        "p0": "Skåne län", "p1": "Skåne län", "p2": "several", "p3": "several",
        "p4": "Ort utan län", "p5": "none stated", "p6": "none stated",
    }  # fmt: skip
    # Theme a has four arenas, b and c three each; a programme comes before any theme.
    assert said(known.arena_topic, known.topic_names, columns.arena_node) == {
        "p0": "Tema a", "p1": "Tema a", "p2": "ESF+", "p3": "Tema c", "p4": "none stated",
        "p5": "Tema a", "p6": "Tema a",
    }  # fmt: skip
    assert said(known.home, known.region_names, columns.actor_node) == {
        "X": "Skåne län", "Y": "none stated",
    }  # fmt: skip


def node_names(model: ReadModel) -> dict[int, str]:
    return {n: ref.name for n, ref in refs(model, range(model.columns.node_label.size)).items()}
