"""Names in a change stand for the ids of who bears them, through every door."""

from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html

from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements, node_id
from tests.whatif.test_whatif import Map, mapped

BROWSER = {"Accept": "text/html"}
ARENA, TOWN = node_id("register/prj/p1"), node_id("register/act/m")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Map]:
    says = Statements(REGISTER)
    for key, name, sector in (
        ("m", "Malmö stad", "public"), ("k", "Koop; Öst, & Co", "private"),
        ("s1", "Studieförbundet", "civil_society"), ("f", "Föreningen", "civil_society"),
    ):  # fmt: skip
        says.says("act", key, name=name, sector=sector)
    says.says("prj", "s2", name="Studieförbundet", start="2019")
    says.says("prj", "p1", name="Hela projektet", start="2019")
    for actor, arena in (("m", "p1"), ("k", "p1"), ("s1", "s2"), ("f", "s2")):
        says.ties("PARTICIPATES_IN", f"act/{actor}", f"prj/{arena}", role="partner",
                  status="party")  # fmt: skip
    with mapped(tmp_path_factory.mktemp("names"), says) as made:
        yield made


def asked(made: Map, change: str) -> Any:
    return made.client.get("/api/v1/whatif", params={"change": change})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ('gone "Malmö stad"', f"gone {TOWN}"),
        ("gone ”malmö  STAD”", f"gone {TOWN}"),
        ('drop "Hela projektet"; gone "Föreningen"',
         f"drop {ARENA}; gone {node_id('register/act/f')}"),
        ('join "Hela projektet" "Koop; Öst, & Co",public', None),
        ('add "Malmö stad","Föreningen" x2 like "Hela projektet"',
         f"add {TOWN},{node_id('register/act/f')} x2 like {ARENA}"),
    ],
)  # fmt: skip
def test_a_name_in_quotation_marks_is_the_one_that_bears_it(
    made: Map, change: str, told: str | None
) -> None:
    answer = asked(made, change)

    if told is None:  # who takes part already cannot join, which is told by the id
        assert answer.status_code == 422
        assert node_id("register/act/k") in answer.text
    else:
        assert answer.status_code == 200, answer.text
        assert answer.json()["change"] == told


@pytest.mark.parametrize(
    ("change", "value", "expected"),
    [
        ('gone "Ingen alls"', "Ingen alls", "the whole name of an actor, project or collaboration"),
        ('gone ""', "", "the whole name"),
        ('gone "Studieförbundet"', "Studieförbundet", f"{node_id('register/act/s1')} (Actor)"),
        ("gone Malmö stad", "gone Malmö stad", "nothing, xN or like ARENA"),
    ],
)
def test_what_no_or_several_things_are_called_is_told(
    made: Map, change: str, value: str, expected: str
) -> None:
    answer = asked(made, change)
    flaw = answer.json()["errors"][0]
    run = CommandLine(made.place)("whatif", change)

    assert (answer.status_code, flaw["value"]) == (422, value)
    assert expected in flaw["expected"]
    assert run.code in {1, 2}
    assert expected in " ".join(run.err.split())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"change": 'gone "Ingen alls"'}, "väntade hela namnet på en aktör, ett projekt eller en "
                                          "samverkan; en sökning hittar det"),
        ({"change": 'gone "Studieförbundet"'}, "väntade id för en av dem som bär namnet: "),
        ({"change": 'gone "Malmö stad"', "day": "2026-13-40"}, "väntade ett datum som 2026-11-26"),
        ({"change": 'gone "Malmö stad"', "day": "i dag"}, "väntade ett datum som 2026-11-26"),
    ],
)  # fmt: skip
def test_the_page_says_in_swedish_what_was_expected_of_names_and_dates(
    made: Map, asked: dict[str, str], said: str
) -> None:
    page = made.client.get("/whatif", params={**asked, "lang": "sv"}, headers=BROWSER)
    told = " ".join(html.fromstring(page.text).xpath("//main//ul[@class='said']")[0]
                    .text_content().split())  # fmt: skip

    assert page.status_code == 422
    assert said in told


def test_pages_lead_to_the_map_without_a_thing(made: Map) -> None:
    for path, change in (
        (f"/actors/{TOWN}", f"gone {TOWN}"),
        (f"/projects/{ARENA}", f"drop {ARENA}"),
    ):
        page = html.fromstring(made.client.get(f"{path}?lang=en", headers=BROWSER).text)
        (address,) = page.xpath("//a[text()='The map without it']/@href")
        there = made.client.get(address, headers=BROWSER)
        assert there.status_code == 200
        assert change in html.fromstring(there.text).xpath("string(//textarea)")
