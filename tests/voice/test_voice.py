"""Target-group voice through the front door, against every table with the same margins.

Five projects of 2016 with complete lists and actors 0 … 5 as in ``ARENAS``. p0, p2 and p4 are for
young people, whose own organisation is a unit of actor 3: it takes part in p4, and sits in the
reference group of p0. p1 is for the elderly, who have no organisation; p3 for people in ill health,
whose only one is actor 5. p0 and p4 are about faith and p2 about work. An event without a complete
list is for founders, with one of theirs.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from lxml import etree, html

from graph_schema.vocabularies import Verdict
from queries.voice.counting import wilson
from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.gaps.gap_worlds import tables_with_margins
from tests.lookup.small_graph import ALMANAC, REGISTER, Statements
from visualisations.voice_phrases import heard_word

ARENAS = [[0, 1, 2], [0, 3], [1, 2, 4], [0, 5], [3, 4]]
GROUPS = {"unga": "Unga", "aldre": "Äldre", "ohalsa": "Personer med psykisk ohälsa"}
TARGETED = [("p0", "unga"), ("p2", "unga"), ("p4", "unga"), ("p1", "aldre"), ("p3", "ohalsa")]


def register(*, with_organisations: bool = True, unstated: bool = False) -> Statements:
    """The projects above; ``unstated``: the source says of nobody how far it went."""
    says = Statements(REGISTER)
    party = {} if unstated else {"status": "party"}
    for k in range(6):
        sector = ("public", "civil_society")[k % 2]
        says.says("act", f"a{k}", name=f"Aktör {k}", sector=sector, actor_kind="association")
    for k, actors in enumerate(ARENAS):
        says.says("prj", f"p{k}", name=f"Projekt {k}", start="2016")
        for actor in actors:
            says.ties("PARTICIPATES_IN", f"act/a{actor}", f"prj/p{k}", role="partner", **party)
    for key, name in GROUPS.items():
        says.says("tgt", key, name=name)
    for arena, group in TARGETED:
        says.ties("TARGETS", f"prj/{arena}", f"tgt/{group}")
    says.says("thm", "f", name="Religion")
    says.says("thm", "w", name="Arbete")
    for arena, key in (("p0", "f"), ("p4", "f"), ("p2", "w")):
        says.ties("ADDRESSES", f"prj/{arena}", f"thm/{key}")
    if with_organisations:
        says.says("act", "u", name="Ungdomsrådet", sector="civil_society", actor_kind="unit")
        says.ties("PART_OF", "act/u", "act/a3")
        says.ties("TARGETS", "act/u", "tgt/unga")
        says.ties("TARGETS", "act/a5", "tgt/ohalsa")
        says.ties("PARTICIPATES_IN", "act/a3", "prj/p0", role="reference_group", **party)
        says.ties("PARTICIPATES_IN", "act/a3", "prj/p2", role="supporter", status="invited")
    return says


def almanac() -> Statements:
    """The event."""
    says = Statements(ALMANAC)
    says.says("act", "f", name="Företagarna", sector="civil_society", actor_kind="association")
    says.says("tgt", "g", name="Nyföretagare")
    says.says("col", "e", name="Frukost", collaboration_kind="event", start="2017-07-03")
    says.ties("PARTICIPATES_IN", "act/f", "col/e", role="organiser", status="party")
    says.ties("TARGETS", "col/e", "tgt/g")
    says.ties("TARGETS", "act/f", "tgt/g")
    return says


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("voice")


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    with caller_in(place, register(with_organisations=False), register(), almanac()) as client:
        yield client


def ask(caller: TestClient, **params: str) -> Any:
    answer = caller.get("/api/v1/gaps/voice", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def group(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in found["groups"] if each["group"]["name"] == name)


@pytest.mark.parametrize(
    ("found", "of", "ends"),
    # Newcombe (1998), Statist. Med. 17:857, table I, method 3
    [(81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605)), (0, 20, (0.0, 0.1611)),
     (1, 29, (0.0061, 0.1718))],
)  # fmt: skip
def test_the_interval_is_the_published_one(found: int, of: int, ends: tuple[float, float]) -> None:
    assert wilson(found, of) == pytest.approx(ends, abs=0.00006)
    assert wilson(0, 0) is None


def test_a_group_is_heard_as_often_as_all_tables_say(caller: TestClient) -> None:
    tables = tables_with_margins([3, 2, 2, 2, 2, 1], [3, 2, 3, 2, 2])
    exact = np.mean([sum(masks[3] >> p & 1 for p in (0, 2, 4)) / 3 for masks in tables])

    found = group(ask(caller, draws="9999"), "Unga")

    assert {name: found[name] for name in (
        "organisations", "arenas", "complete", "coverage", "heard", "heard_complete")} == {
        "organisations": 1, "arenas": 3, "complete": 3, "coverage": 1.0, "heard": 1,
        "heard_complete": 1}  # fmt: skip
    assert found["share"] == pytest.approx(1 / 3)
    assert found["interval"] == pytest.approx((0.0615, 0.7923), abs=0.00006)
    assert found["expected"] == pytest.approx(exact, abs=0.02)
    assert found["verdict"] == "cannot_tell"
    assert [(r["role"], r["arenas"], r["interval"] is not None) for r in found["roles"]] == [
        ("lead", 0, True), ("partner", 1, True), ("beside", 1, False)]  # fmt: skip


def test_who_takes_part_without_a_stated_status_is_heard_as_well(tmp_path: Path) -> None:
    def told(folder: str, *, unstated: bool) -> Any:
        with caller_in(tmp_path / folder, register(unstated=unstated)) as caller:
            return caller.get("/api/v1/gaps/voice").json()["groups"]

    assert told("unstated", unstated=True) == told("stated", unstated=False)


def test_what_is_not_stated_listed_or_large_enough_is_never_nought(
    caller: TestClient, place: Path
) -> None:
    found = ask(caller)
    elderly, ill = group(found, "Äldre"), group(found, "Personer med psykisk ohälsa")
    founders = group(CommandLine(place)("voice", "--json").json(), "Nyföretagare")

    nothing = [None] * 5
    fields = ("heard", "heard_complete", "share", "interval", "expected")
    assert (elderly["verdict"], [elderly[f] for f in fields]) == ("not_covered", nothing)
    assert (ill["verdict"], [ill[f] for f in fields], ill["organisations"], ill["roles"]) == (
        "suppressed", nothing, None, [])  # fmt: skip
    # With it the one arena of founders: what all others have would tell of the one in ill health.
    hidden = group(found, "Nyföretagare")
    assert [(g["verdict"], g["arenas"]) for g in (ill, hidden)] == [("suppressed", None)] * 2
    assert (founders["verdict"], founders["heard"], founders["share"], founders["coverage"]) == (
        "insufficient_data", 1, None, 0.0)  # fmt: skip
    assert (found["covered"], found["arenas"], found["without_group"]) == (True, 6, 0)


def test_few_organisations_are_hidden_where_the_part_is_sensitive(caller: TestClient) -> None:
    faith, work = (group(ask(caller, theme=name), "Unga") for name in ("Religion", "Arbete"))

    assert (faith["sensitive"], faith["verdict"]) == (True, "suppressed")
    assert (faith["organisations"], faith["heard"], faith["roles"]) == (None, None, [])
    assert (work["sensitive"], work["organisations"], work["heard"]) == (False, 1, 0)


def test_all_there_is_and_one_source_are_no_part_somebody_chose(caller: TestClient) -> None:
    asked: list[dict[str, str]] = [{}, {"source": "register"}, {"theme": "Arbete"}]
    found = [ask(caller, **params) for params in asked]

    assert [each["exploratory"] for each in found] == [False, False, True]
    assert "by" not in found[0]["scope"]


def test_a_version_that_names_no_organisations_covers_nothing(caller: TestClient) -> None:
    found = ask(caller, as_of="1")

    assert not found["covered"]
    assert {each["verdict"] for each in found["groups"]} == {
        "not_covered", "suppressed"}  # fmt: skip
    assert {each["share"] for each in found["groups"]} == {None}


@pytest.mark.parametrize("path", ["gaps/voice", "views/voice.svg"])
@pytest.mark.parametrize("field", ["group", "by"])
def test_what_cannot_be_understood_is_refused(caller: TestClient, path: str, field: str) -> None:
    answer = caller.get(f"/api/v1/{path}?{field}=kind")
    page = caller.get(f"/voice?{field}=kind", headers={"Accept": "text/html"})

    assert (answer.status_code, answer.json()["errors"][0]["loc"][-1]) == (422, field)
    assert page.status_code == 422


SAYS = {
    "sv": "Unga: i 1 av 3 arenor med fullständig lista är en organisation av gruppen med (33 %, "
    "6 %–79 %). Aktiviteten skulle ge ",
    "en": "Unga: in 1 of 3 arenas with a complete list an organisation of the group takes part "
    "(33%, 6%–79%). Activity would give ",
}
NOT_COVERED = {
    "sv": "Det är inte noll.",
    "en": "It is not nought.",
}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_says_it(caller: TestClient, lang: str) -> None:
    def said(query: str) -> list[str]:
        answer = caller.get(f"/voice?lang={lang}{query}", headers={"Accept": "text/html"})
        items = html.fromstring(answer.text).xpath("//ul[@class='said']/li")
        return [" ".join(li.text_content().split()) for li in items]

    assert any(line.startswith(SAYS[lang].replace("\u00a0", " ")) for line in said(""))
    assert NOT_COVERED[lang] in said("&as_of=1")[0]


def test_picture_and_csv_show_the_same(caller: TestClient) -> None:
    svg = caller.get("/api/v1/views/voice.svg?lang=sv").text
    csv = caller.get("/api/v1/views/voice.csv?lang=en").content.decode("utf-8-sig").splitlines()

    drawn = ["".join(t.itertext()) for t in etree.fromstring(svg.encode()).iter("{*}text")]
    assert "1 av 3: Går inte att avgöra" in drawn
    assert drawn.count("Ingår inte i källan") == 1
    assert [line.split(";")[:8] for line in csv if line.startswith(("Unga", "Äldre"))] == [
        ["Unga", "Cannot tell", "1", "3", "3", "1", "1", "0.333333"],
        ["Äldre", "Not covered", "0", "1", "1", "", "", ""],
    ]


def test_the_command_says_the_same(caller: TestClient, place: Path) -> None:
    run = CommandLine(place)

    told, whole = run("voice", "--public", "--json"), run("voice", "--json").json()
    wrong = run("voice", "--source", "nobody")

    assert told.json() == ask(caller)
    assert [g["verdict"] for g in told.json()["groups"]].count("suppressed") == 2
    assert [g["verdict"] for g in whole["groups"]].count("suppressed") == 0
    assert wrong.code == 1
    assert "expected one of" in wrong.err


def test_a_verdict_says_takes_part_and_not_meets() -> None:
    assert heard_word(Verdict.GAP, "sv") == "Är med mer sällan än väntat"
    assert heard_word(Verdict.SURPLUS, "en") == "Takes part more often than expected"
    assert heard_word(Verdict.NOT_COVERED, "en") == Verdict.NOT_COVERED.label("en")


IN_TWO_LISTS = {
    "sv": (
        "Vilka organisationer som är en målgrupps egna anges bara för grupper i andra listor än de "
        "som arenorna anger. Därför går det ännu inte att säga om målgrupper är med. Det är inte "
        "noll.",
        "Står också i en annan lista, med organisationer som inte räknas här: Personer med psykisk "
        "ohälsa (almanac: {few}); Unga (almanac: 2 organisationer). Listor räknas var för sig, för "
        "de kan mena olika saker: se `ekokarta review`. Egna tabeller med samma namn på "
        "datamängden ([dataset] name) har en gemensam lista.",
        "Ingår inte i källorna för: Äldre.",
        ("färre än tre organisationer", "1 organisation"),
    ),
    "en": (
        "Which organisations are a target group's own is stated only of groups in other lists than "
        "those that arenas state. So whether target groups take part cannot be said yet. It is not "
        "nought.",
        "In another list too, with organisations that are not counted here: Personer med psykisk "
        "ohälsa (almanac: {few}); Unga (almanac: 2 organisations). Lists are counted apart, for "
        "they may mean different things: see `ekokarta review`. Tables of your own with one name "
        "of the dataset ([dataset] name) share a list.",
        "Not covered by the sources for: Äldre.",
        ("fewer than three organisations", "1 organisation"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, TestClient]]:
    """The projects name no organisation of a group; a list of organisations has its own groups."""
    projects, listed = register(with_organisations=False), Statements(ALMANAC)
    for actor in ("a1", "a2"):  # four actors: enough that the arena in ill health is told of
        projects.ties("PARTICIPATES_IN", f"act/{actor}", "prj/p3", role="partner", status="party")
    for key, name in GROUPS.items():
        listed.says("tgt", key, name=name)
    for key, name in (("u", "Ungdomsrådet"), ("v", "Unga i norr"), ("w", "Ensam hemma")):
        listed.says("act", key, name=name, sector="civil_society", actor_kind="association")
        listed.ties("TARGETS", f"act/{key}", "tgt/ohalsa" if key == "w" else "tgt/unga")
    place = tmp_path_factory.mktemp("lists")
    with caller_in(place, projects, listed) as client:
        yield place, client


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_another_list_states_is_not_said_to_be_missing(
    lists: tuple[Path, TestClient], lang: str
) -> None:
    place, caller = lists
    whole, apart, none, few = IN_TWO_LISTS[lang]
    found = ask(caller)
    page = html.fromstring(
        caller.get(f"/voice?lang={lang}", headers={"Accept": "text/html"}).text
    ).xpath("//ul[@class='said']/li")
    told = " ".join(CommandLine(place, {"COLUMNS": "2000"})("voice", "--lang", lang).out.split())

    assert not found["covered"]
    assert {row["group"]["name"]: [
        (each["group"]["name"], each["lists"], each["organisations"]) for each in row["namesakes"]
    ] for row in found["groups"]} == {
        "Personer med psykisk ohälsa": [("Personer med psykisk ohälsa", ["almanac"], None)],
        "Unga": [("Unga", ["almanac"], 2)],
        "Äldre": [],
    }  # fmt: skip
    assert [li.text_content() for li in page][0] == whole
    said = [li.text_content() for li in page]
    assert [line for line in said if line in (apart.format(few=few[0]), none)] == said[-4:-2]
    for sentence in (whole, apart.format(few=few[1]), none):
        assert sentence in told


def projects_for_the_young(*, known: bool) -> Statements:
    """Forty for the young, their own organisations in every second; as many for the old likewise.

    Of those for the young in which they are, nobody is ``known``.
    """
    says = Statements(REGISTER)
    for k in range(24):
        sector = ("public", "civil_society")[k % 2]
        says.says("act", f"a{k}", name=f"Aktör {k}", sector=sector, actor_kind="association")
    for key, name in (("u", "Unga"), ("o", "Äldre")):
        says.says("tgt", key, name=name)
    for k in range(20, 24):
        says.ties("TARGETS", f"act/a{k}", "tgt/u")
    for k in range(80):
        young, heard = k < 40, k % 2 == 0
        says.says("prj", f"p{k}", name=f"Projekt {k}", start="2016")
        says.ties("TARGETS", f"prj/p{k}", "tgt/u" if young else "tgt/o")
        if known or not (young and heard):
            for actor in (k % 20, 20 + k // 2 % 4 if heard else (k * 3 + 1) % 20):
                says.ties("PARTICIPATES_IN", f"act/a{actor}", f"prj/p{k}", role="partner",
                          status="party")  # fmt: skip
    return says


@pytest.mark.parametrize(
    ("known", "told"),
    [(True, (40, 40, 1.0, "cannot_tell")), (False, (40, 20, 0.5, "insufficient_data"))],
)
def test_half_of_the_lists_gone_is_no_gap(
    known: bool, told: tuple[int, int, float, str], tmp_path: Path
) -> None:
    """Of the others nobody is heard in any: nought of twenty, of which chance would give six."""
    with caller_in(tmp_path, projects_for_the_young(known=known)) as caller:
        young = caller.get("/api/v1/gaps/voice").json()["groups"][0]

    assert young["group"]["name"] == "Unga"
    found = tuple(young[name] for name in ("arenas", "complete", "coverage", "verdict"))
    assert found == told
