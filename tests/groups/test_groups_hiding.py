"""Small numbers of core and groups are not told of a sensitive part; who has the store sees all.

Each part is two teams of four and three, of which one of each meets the other's. For faith they are
public and private. For health one of the four is private as the other three are. For violence one
of the four is academia, and there is no other; the same arenas are about work.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in, recorded
from tests.commands.command_line import CommandLine
from tests.groups.two_teams import actor, met
from tests.lookup.small_graph import Statements

THEMES = {"Religion": "a", "Psykisk hälsa": "b", "Våld": "c", "Arbete": "c"}
OTHER = {"b4": "private", "c4": "academia"}
ARENAS = 8  # of each part


def parts() -> Statements:
    """All the teams, and what their arenas are about."""
    members: list[tuple[str, ...]] = []
    sectors = {}
    for part in "abc":
        team = [f"{part}{n}" for n in range(1, 8)]
        members += [*[tuple(team[:4])] * 4, *[tuple(team[4:])] * 3, (team[0], team[4])]
        sectors |= {key: OTHER.get(key, "public" if key[1] < "5" else "private") for key in team}
    says = met(tuple(members), sectors)
    for key, (theme, part) in enumerate(THEMES.items()):
        says.says("thm", str(key), name=theme)
        first = "abc".index(part) * ARENAS
        for n in range(first, first + ARENAS):
            says.ties("ADDRESSES", f"prj/p{n}", f"thm/{key}")
    return says


@pytest.fixture(scope="module")
def ekokarta(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The command with a store of all the teams."""
    folder = recorded(tmp_path_factory.mktemp("hiding"), parts())
    return CommandLine(folder)


@pytest.fixture(scope="module")
def caller(ekokarta: CommandLine) -> Iterator[TestClient]:
    """The service on the same store and cache."""
    with caller_in(ekokarta.folder) as client:
        yield client


def ask(caller: TestClient, path: str, theme: str) -> tuple[int, Any]:
    answer = caller.get(f"/api/v1/network/groups{path}", params={"theme": theme})
    return answer.status_code, answer.json()


def counts(sectors: list[dict[str, Any]]) -> list[int | None]:
    """Public and private, civil society, academia and unknown."""
    return [each["actors"] for each in sectors]


@pytest.mark.parametrize(
    ("theme", "sectors"), [("Religion", [4, 3, 0, 0, 0]), ("Psykisk hälsa", [3, 4, 0, 0, 0])]
)
def test_how_many_meet_is_told_and_nothing_of_core_and_groups(
    caller: TestClient, theme: str, sectors: list[int]
) -> None:
    _, found = ask(caller, "", theme)
    refused = caller.get("/api/v1/network/groups/1/members", params={"theme": theme})

    assert (found["sensitive"], found["cores"]["levels"]) == (True, [])
    assert counts(found["network"]["sectors"]) == sectors
    assert (found["network"]["actors"], found["network"]["repeating"]) == (7, None)
    assert (found["items"], found["total"], found["next"]) == ([], 0, None)
    assert {found["stability"][name] for name in ("actors", "mean", "least")} == {None}
    assert (found["found"], found["small"], found["unsure"]) == (None, None, None)
    assert (refused.status_code, refused.headers["content-type"]) == (
        403, "application/problem+json")  # fmt: skip
    for path in ("/core", "/2/members", "/3/members"):  # nor how many groups there are
        assert (path, ask(caller, path, theme)[0]) == (path, 403)


def test_one_of_a_sector_in_all_hides_every_list(caller: TestClient) -> None:
    _, found = ask(caller, "", "Våld")
    page = caller.get("/groups?lang=en&theme=Våld", headers={"Accept": "text/html"})
    picture = caller.get("/api/v1/views/groups.svg?lang=en&theme=Våld")
    table = caller.get("/api/v1/views/groups.csv?lang=en&theme=Våld")

    assert counts(found["network"]["sectors"]) == [None] * 5
    assert (found["network"]["actors"], found["items"]) == (None, [])
    assert [ask(caller, path, "Våld")[0] for path in ("/core", "/1/members")] == [403, 403]
    assert (page.status_code, picture.status_code, table.status_code) == (200, 200, 200)
    assert "about something sensitive" in page.text
    assert (found["command"], "--examine" in page.text) == (None, False)
    assert "not shown" in picture.text
    for told in (page.text, picture.text, table.text):
        assert "Aktör c" not in told
    rows = [row.split(";") for row in table.text.splitlines()]
    told = dict(zip(rows[0], rows[1], strict=True))
    assert len(rows) == 2
    assert {told[name] for name in ("Actors", "In two arenas or more")} == {"not shown"}
    assert "of them take part in at least two" not in page.text


def test_a_card_of_an_actor_is_refused_where_its_list_is(caller: TestClient) -> None:
    def status(part: str, key: str, theme: str) -> int:
        address = f"/api/v1/cards/groups/{part}/{actor(key)}"
        return caller.get(address, params={"theme": theme}).status_code

    parts = ("in-core", "in-group")
    everybody = [f"{part}{n}" for part in "abc" for n in range(1, 8)]
    for theme in ("Religion", "Psykisk hälsa", "Våld"):  # nor does it tell who is in and who is not
        assert {status(part, key, theme) for part in parts for key in everybody} == {403}
    assert [status(part, "c1", "Arbete") for part in parts] == [200, 200]
    assert [status(part, "a1", "Arbete") for part in parts] == [404, 404]


def test_what_is_not_sensitive_is_told_whole(caller: TestClient) -> None:
    _, found = ask(caller, "", "Arbete")

    assert (found["sensitive"], len(found["cores"]["levels"]) > 0) == (False, True)
    assert counts(found["network"]["sectors"]) == [3, 3, 0, 1, 0]
    assert [of["repeating"] for of in (found["network"], *found["items"])] == [7, 4, 3]
    assert [len(group["members"]) for group in found["items"]] == [4, 3]
    assert ask(caller, "/core", "Arbete")[1]["total"] == 7


def test_who_has_the_store_sees_all_unless_asking_as_the_public(ekokarta: CommandLine) -> None:
    asked = ("groups", "--theme", "Våld", "--json")
    core = ekokarta(*asked, "--core")
    public = ekokarta(*asked, "--core", "--public")

    assert counts(ekokarta(*asked).json()["network"]["sectors"]) == [3, 3, 0, 1, 0]
    assert core.json()["total"] == 7
    assert (public.code, public.out) == (2, "")
    assert "not listed" in public.err
