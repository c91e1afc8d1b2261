"""Isolates and orphans through the front door, counted by hand.

A (public) meets q1 … q6 (public) in p1 … p6; c1 (civil society) meets c2 … c7 in p7 … p12, and the
public m1 in p13. S1 (private) is alone in p14, of a complete list; S2 (academia) alone in an event
of the almanac, which does not say that its lists are complete. N1 is in no arena, with a unit U.
p1 is about health, p2 about work, and p8 … p11, with c1 and c3 … c6, about faith; for violence
against women are p8 … p10 and p14: in one arena alone are c3 … c5 (civil society) and S1.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import etree, html

from tests.callers import caller_in, recorded
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import ALMANAC, REGISTER, Statements

COUNTS = ("actors", "never", "solo", "solo_complete", "single", "judged", "orphans")
PAIRS = [
    *((f"p{k}", "a", f"q{k}") for k in range(1, 7)),
    *((f"p{k + 6}", "c1", f"c{k + 1}") for k in range(1, 7)),
    ("p13", "c1", "m1"),
]


def register() -> Statements:
    """All but the event."""
    says = Statements(REGISTER)
    sectors = {"a": "public", "m1": "public", "n1": "public", "s1": "private"}
    sectors |= {f"q{k}": "public" for k in range(1, 7)}
    sectors |= {f"c{k}": "civil_society" for k in range(1, 8)}
    for key, sector in sectors.items():
        says.says("act", key, name=f"Aktör {key.upper()}", sector=sector, actor_kind="agency")
    says.says("act", "u", name="Enheten", sector="public", actor_kind="unit")
    says.ties("PART_OF", "act/u", "act/n1")
    says.says("thm", "h", name="Psykisk hälsa")
    says.says("thm", "w", name="Arbete")
    for number, (key, *actors) in enumerate([*PAIRS, ("p14", "s1")], start=1):
        says.says("prj", key, name=f"Projekt {key}", start=f"2016-{min(number, 12):02}")
        for actor in actors:
            says.ties("PARTICIPATES_IN", f"act/{actor}", f"prj/{key}", role="partner",
                      status="party")  # fmt: skip
    says.ties("ADDRESSES", "prj/p1", "thm/h")
    says.ties("ADDRESSES", "prj/p2", "thm/w")
    says.says("thm", "f", name="Religion")
    says.says("thm", "v", name="Våld mot kvinnor")
    for key, arenas in {"f": (8, 9, 10, 11), "v": (8, 9, 10, 14)}.items():
        for number in arenas:
            says.ties("ADDRESSES", f"prj/p{number}", f"thm/{key}")
    return says


def almanac() -> Statements:
    """S2 at an event by itself, as far as is said."""
    says = Statements(ALMANAC)
    says.says("act", "s2", name="Aktör S2", sector="academia", actor_kind="university")
    says.says("col", "e", name="Frukost", collaboration_kind="event", start="2017-07-03")
    says.ties("PARTICIPATES_IN", "act/s2", "col/e", role="organiser", status="party")
    return says


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("isolates")


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    with caller_in(place, register(), almanac()) as client:
        yield client


def ask(caller: TestClient, path: str, **params: str) -> Any:
    answer = caller.get(f"/api/v1/gaps/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def row(counts: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(counts[name] for name in COUNTS)


def test_every_actor_is_counted_on_its_lists(caller: TestClient) -> None:
    found = ask(caller, "isolates")

    assert row(found["whole"]) == (18, 1, 2, 1, 15, 2, 1)
    assert {r["value"]: row(r) for r in found["by_sector"]} == {
        "public": (9, 1, 0, 0, 7, 1, 1),
        "civil_society": (7, 0, 0, 0, 6, 1, 0),
        "private": (1, 0, 1, 1, 1, 0, 0),
        "academia": (1, 0, 1, 0, 1, 0, 0),
    }
    assert {r["value"]: row(r)[:2] for r in found["by_kind"]} == {
        "agency": (17, 1), "university": (1, 0)}  # fmt: skip
    assert [(r["value"], r["actors"]) for r in found["by_region"]] == [(None, 18)]
    assert found["arenas"] == {"arenas": 15, "complete": 14, "solo": 2, "solo_complete": 1,
                               "meeting_share": 13 / 14}  # fmt: skip
    assert found["whole"]["coverage"] == pytest.approx(27 / 28)
    assert (found["apart"]["observed"], found["apart"]["of"]) == (1, 2)
    assert (found["alone"]["observed"], found["alone"]["of"]) == (1, 16)
    assert (found["exploratory"], found["draws"], found["sensitive"]) == (False, 999, False)


def test_lists_stand_in_the_order_of_names_with_when_and_where_seen(caller: TestClient) -> None:
    def listed(name: str, **params: str) -> list[tuple[Any, ...]]:
        fields = ("arenas", "last_seen", "stated_by", "retrieved", "expected")
        items = ask(caller, f"isolates/{name}", **params)["items"]
        return [(item["actor"]["name"], *(item[field] for field in fields)) for item in items]

    day = "2026-01-15"
    [(*told, expected)] = listed("orphans")  # what puts it on the list is told beside it
    assert told == ["Aktör A", 6, "2016-06", ["register"], day]
    assert 3 <= expected <= 6  # a partner in each of its arenas, of two known actors each
    assert listed("never") == [("Aktör N1", 0, None, ["register"], day, None)]
    assert listed("solo") == [
        ("Aktör S1", 1, "2016-12", ["register"], day, None),
        ("Aktör S2", 1, "2017-07-03", ["almanac"], None, None),
    ]
    names = [r[0] for r in listed("single")]
    assert names == sorted(names)
    first = ask(caller, "isolates/single", limit="10")
    rest = ask(caller, "isolates/single", limit="10", cursor=first["next"])
    assert (first["total"], len(rest["items"]), rest["next"]) == (15, 5, None)


def test_a_part_says_nothing_of_who_is_in_no_arena(caller: TestClient) -> None:
    found = ask(caller, "isolates", source="almanac")

    assert row(found["whole"]) == (1, None, 1, 0, 1, None, None)  # no list is complete
    assert (found["alone"], found["apart"], found["whole"]["coverage"]) == (None, None, 0)
    assert ask(caller, "isolates/never", source="almanac")["total"] == 0
    # Of two actors, and beside a sensitive theme of few: its sum would tell of that one.
    assert caller.get("/api/v1/gaps/isolates", params={"theme": "Arbete"}).status_code == 403


def test_a_sensitive_theme_of_few_actors_is_told_in_no_count_and_no_list(
    caller: TestClient,
) -> None:
    asked = {"theme": "Psykisk hälsa"}
    counted = caller.get("/api/v1/gaps/isolates", params=asked)
    listed = caller.get("/api/v1/gaps/isolates/single", params=asked)
    page = caller.get("/isolates", params={**asked, "list": "single", "lang": "en"},
                      headers={"Accept": "text/html"})  # fmt: skip

    for answer in (counted, listed):
        assert answer.status_code == 403
        assert answer.headers["content-type"] == "application/problem+json"
    assert page.status_code == 403
    assert "Aktör A" not in page.text


NO_REASON = {
    "sv": "inte heller varför: urvalet gäller ett känsligt tema, och skälet kunde berätta om färre "
    "än tre aktörer.",
    "en": "nor why: the selection is about a sensitive theme, and the reason could tell of fewer "
    "than three actors.",
}
LITTLE = {"sv": "för lite är fullständigt listat", "en": "too little is listed completely"}


BY_SECTOR = {
    "sv": "Antal aktörer per sektor: visas inte, eftersom den kunde berätta om färre än tre "
    "aktörer.",
    "en": "Numbers of actors by sector: not shown, as it could tell of fewer than three actors.",
}


def test_neither_arenas_nor_cards_tell_what_is_hidden_of_a_sensitive_theme(
    caller: TestClient,
) -> None:
    asked = {"theme": "Våld mot kvinnor"}
    found = ask(caller, "isolates", **asked)
    kinds = ("sector", "kind", "region")
    rows = {f"{by}/{row['value'] or 'none'}": row for by in kinds for row in found[f"by_{by}"]}

    assert (found["arenas"]["solo"], found["arenas"]["solo_complete"]) == (None, None)
    assert (found["alone"], found["apart"]) == (None, None)
    for lang, reason in NO_REASON.items():
        page = caller.get("/isolates", params={**asked, "lang": lang},
                          headers={"Accept": "text/html"}).text  # fmt: skip
        assert page.count(reason) == 2
        assert LITTLE[lang] not in page
        assert BY_SECTOR[lang] in page
    assert found["by_sector"] == []  # four of civil society and one private
    for key, row in {**rows, "whole/counts": found["whole"]}.items():
        card = caller.get(f"/api/v1/cards/isolates/{key}", params=asked)
        told = {k: v for k, v in row.items() if k != "value"}
        assert card.status_code == 403 or card.json()["values"] == told
    for sector in ("private", "civil_society", "academia", "none"):
        card = caller.get(f"/api/v1/cards/isolates/sector/{sector}", params=asked)
        assert card.status_code == 403


def test_a_list_of_a_sensitive_theme_names_nobody_the_counts_hide(
    caller: TestClient, place: Path
) -> None:
    def single(theme: str) -> tuple[Any, Any]:
        found = ask(caller, "isolates", theme=theme)
        rows = {r["value"]: r["single"] for r in found["by_sector"]}
        return found["whole"]["single"], rows

    asked = {"theme": "Våld mot kvinnor"}
    listed = caller.get("/api/v1/gaps/isolates/single", params=asked)
    page = caller.get("/isolates", params={**asked, "list": "single", "lang": "en"},
                      headers={"Accept": "text/html"})  # fmt: skip
    words = ("isolates", "--list", "single", "--theme", asked["theme"])
    told, own = CommandLine(place)(*words, "--public"), CommandLine(place)(*words, "--json")

    assert single("Religion") == (None, {})  # of five, the fifth is in four
    whole_list = caller.get("/api/v1/gaps/isolates/single", params={"theme": "Religion"})
    assert whole_list.status_code == 403
    assert single("Våld mot kvinnor") == (None, {})
    assert listed.status_code == 403
    assert "could tell of fewer than 3 actors" in listed.json()["detail"]
    assert "Aktör S1" not in page.text
    assert "The list is not shown" in page.text
    assert (told.code, told.out) == (2, "")
    assert "not shown" in told.err
    some = own.json()["items"][0]
    card = caller.get(f"/api/v1/cards/isolates/listed/{some['actor']['id']}", params=asked)
    assert (some["arenas"], card.status_code) == (1, 403)
    everybody = caller.get("/api/v1/actors", params={"limit": 500}).json()["items"]
    statuses = {
        caller.get(f"/api/v1/cards/isolates/listed/{each['id']}", params=asked).status_code
        for each in everybody
    }
    assert (len(everybody) > 8, 404 in statuses) == (True, False)  # nor who is not on it
    names = {item["actor"]["name"] for item in own.json()["items"]}
    assert names == {"Aktör S1", "Aktör C3", "Aktör C4", "Aktör C5"}


@pytest.mark.parametrize(
    ("path", "field"),
    [("isolates?source=nobody", "source"), ("isolates?by=sector", "by"),
     ("isolates/lonely", "name"), ("isolates/never?limit=0", "limit")],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused(caller: TestClient, path: str, field: str) -> None:
    answer = caller.get(f"/api/v1/gaps/{path}")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"][-1] == field


SAYS = {
    "sv": (
        "Kända aktörer: 18. Ingen medverkan registrerad: 1, och 0 av dem finansierar, stödjer "
        "eller ger råd till en arena. I sina arenor bara registrerade ensamma: 2. I en enda arena: "
        "15, vilket är vanligt och inget fel.",
        "2 av 15 arenor har en enda registrerad deltagare. För 1 av dem är listan inte fullständig"
        ": där säger det något om vad som registrerats, inte om vem som var där. Fullständig lista "
        "har 14 av arenorna.",
    ),
    "en": (
        "Known actors: 18. No participation recorded: 1; of them pay for, support or advise an "
        "arena: 0. Recorded alone in all their arenas: 2. In one arena only: 15, which is common "
        "and no fault.",
        "With a single recorded participant: 2 of 15 arenas. For 1 of them the list is not complete"
        ": there it says what was recorded, not who was there. With a complete list: 14.",
    ),
}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_says_it_and_lists_what_is_not_recorded(caller: TestClient, lang: str) -> None:
    answer = caller.get(f"/isolates?lang={lang}&list=solo", headers={"Accept": "text/html"})
    found = html.fromstring(answer.text)

    said = [" ".join(li.text_content().split()) for li in found.xpath("//ul[@class='said']/li")]
    assert tuple(said[:2]) == SAYS[lang]
    assert [len(table.xpath("tbody/tr")) for table in found.xpath("//table")] == [4, 2, 1, 2]
    listed = found.xpath("//table")[3].xpath("tbody/tr/th")
    assert [th.xpath("string(a[1])") for th in listed] == ["Aktör S1", "Aktör S2"]


def test_picture_and_csv_show_the_same(caller: TestClient) -> None:
    svg = caller.get("/api/v1/views/isolates.svg?lang=sv").text
    csv = caller.get("/api/v1/views/isolates.csv?lang=en").content.decode("utf-8-sig")

    drawn = ["".join(t.itertext()) for t in etree.fromstring(svg.encode()).iter("{*}text")]
    assert [d for d in drawn if " av " in d and d[0].isdigit()] == [
        "1 av 9", "0 av 1", "0 av 7", "0 av 1",
        "0 av 9", "1 av 1", "0 av 7", "1 av 1",
        "7 av 9", "1 av 1", "6 av 7", "1 av 1",
        "1 av 1", "0 av 1",
    ]  # fmt: skip
    assert csv.splitlines()[1:3] == [
        "All;;18;1;0;2;1;15;2;1;0.964286", "Sector;Public sector;9;1;0;0;0;7;1;1;1"]  # fmt: skip


def test_the_command_says_the_same(caller: TestClient, place: Path) -> None:
    run = CommandLine(place)

    told = run("isolates", "--json")
    listed = run("isolates", "--list", "orphans", "--json").json()
    table = run("isolates", "--list", "never", "--csv", "--lang", "sv")
    assert table.out.splitlines() == [
        "\ufeffaktör;sektor;arenor;senast sedd;källor;hämtad;stödjer arena",
        "Aktör N1;Offentlig sektor;0;;register;2026-01-15;",
    ]
    wrong = run("isolates", "--list", "lonely")

    assert told.json() == ask(caller, "isolates")
    assert [r["actor"]["name"] for r in listed["items"]] == ["Aktör A"]
    assert listed["items"] == ask(caller, "isolates/orphans")["items"]
    written = f"{listed['items'][0]['expected']:.1f}"
    table = run("isolates", "--list", "orphans", "--csv").out.splitlines()
    assert table[0].split(";")[:4] == [
        "\ufeffactor", "sector", "arenas", "expected partners of other sectors"]  # fmt: skip
    assert table[1].split(";")[:4] == ["Aktör A", "Public sector", "6", written]
    for lang, heading, mark in (
        ("sv", "Väntade partner i andra sektorer", ","), ("en", "Expected partners of other "
        "sectors", "."),
    ):  # fmt: skip
        page = caller.get(f"/isolates?list=orphans&lang={lang}", headers={"Accept": "text/html"})
        shown = html.fromstring(page.text).xpath("//table")[3]
        assert shown.xpath("thead//th[5]/text()") == [heading]
        assert shown.xpath("tbody/tr/td[4]/text()") == [written.replace(".", mark)]
    assert (wrong.code, wrong.out) == (2, "")


def test_a_list_on_the_command_line_is_as_long_as_it_is(tmp_path: Path) -> None:
    says = Statements(REGISTER)
    for number in range(1_203):
        says.says("act", f"a{number}", name=f"Aktör {number:04}", sector="public")
    recorded(tmp_path, says)
    command = CommandLine(tmp_path)
    never = ("isolates", "--list", "never")

    table = command(*never).out
    more = command(*never, "--limit", "501", "--json").json()
    whole = command(*never, "--json").json()
    lines = command(*never, "--csv").out.splitlines()

    assert "500 of 1203, by name" in table
    assert (table.count("Aktör "), "Aktör 0500" in table) == (500, False)
    assert [item["actor"]["name"] for item in more["items"]][-1] == "Aktör 0500"
    assert [item["actor"]["name"] for item in whole["items"]] == [
        f"Aktör {number:04}" for number in range(1_203)]  # fmt: skip
    assert (whole["total"], whole["next"], len(lines)) == (1_203, None, 1_204)
    assert command(*never, "--limit", "0").code == 2
