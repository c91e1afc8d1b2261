"""Every list that names somebody says how much of all there is could tell of it.

Of the map of ``test_isolates`` 14 of 15 arenas have complete lists, with 27 of 28 participations.
Of that of ``test_funders`` eight of nine projects have a known funder. In that of white space 214
projects have a region, a theme and a target group, and 30 events a region and a theme alone; of
these 244 arenas all but the events can be compared.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.funders.test_funders import statements as funded
from tests.isolates.test_isolates import almanac, register
from tests.lookup.small_graph import Statements, node_id
from tests.whitespace.conftest import TOKEN
from tests.whitespace.graph import NORTH, WORK, projects

DAY = "2017-07-03"  # the event is held; the projects have no stated end
LISTED = {
    "gaps/isolates/solo": ("isolates", 27 / 28),
    "gaps/sunset/ties?day=2017-07-03": ("isolates", 14 / 15),
    "network/groups/core": ("isolates", 14 / 15),
    "gaps/funders/overlaps": ("funders", 8 / 9),
    "gaps/whitespace/triples": ("whitespace", 214 / 244),
}
ARENAS = {
    "sv": "Av arenorna har 93 % en lista över deltagare som källan uppger är fullständig.",
    "en": "Of the arenas 93% have a list of participants that the source says is complete.",
}
SAYS = {
    ("isolates", "--list", "solo"): ("isolates", {
        "sv": "96 % av all medverkan ligger i arenor med fullständig lista.",
        "en": "96% of all participation lies in arenas with a complete list.",
    }),
    ("sunset", "--ties", "--day", DAY): ("isolates", ARENAS),
    ("groups", "--core"): ("isolates", ARENAS),
    ("funders", "--overlaps"): ("funders", {
        "sv": "Av arenorna har 89 % en känd finansiär.",
        "en": "Of the arenas 89% have a known funder.",
    }),
    ("whitespace", "--triples"): ("whitespace", {
        "sv": "Av arenorna har 88 % både region, tema och målgrupp.",
        "en": "Of the arenas 88% have a region, a theme and a target group.",
    }),
}  # fmt: skip

HEADS = {
    "isolates": {"sv": "senast sedd", "en": "last seen"},
    "sunset": {"sv": "kopplingar som slutar", "en": "ties that end"},
    "groups": {"sv": "arenor i kärnan", "en": "arenas in the core"},
    "funders": {"sv": "par som betalar för samma", "en": "pairs that pay for the same"},
    "whitespace": {"sv": "tripplar som kunde prövas", "en": "triples that could be tested"},
}
"""What stands over or in the head of each list."""


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Path, TestClient]]]:
    stated = {
        "isolates": (register(), almanac()), "funders": (funded(),), "whitespace": (projects(),),
    }  # fmt: skip
    with ExitStack() as opened:
        places = {name: tmp_path_factory.mktemp(name) for name in stated}
        yield {
            name: (places[name], opened.enter_context(trusted(places[name], *says)))
            for name, says in stated.items()
        }


@contextmanager
def trusted(place: Path, *says: Statements) -> Iterator[TestClient]:
    """A caller with the token: the public is told no triples where anything is sensitive."""
    with caller_in(place, *says, token=TOKEN) as caller:
        caller.headers["Authorization"] = f"Bearer {TOKEN}"
        yield caller


def asked(caller: TestClient, path: str) -> Any:
    answer = caller.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("path", LISTED)
def test_a_list_carries_the_coverage_of_all_of_it(
    maps: dict[str, tuple[Path, TestClient]], path: str
) -> None:
    name, share = LISTED[path]

    assert asked(maps[name][1], path)["coverage"] == pytest.approx(share)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("command", SAYS)
def test_the_command_says_it_below_the_list(
    maps: dict[str, tuple[Path, TestClient]], command: tuple[str, ...], lang: str
) -> None:
    name, sentences = SAYS[command]
    done = CommandLine(maps[name][0])(*command, "--lang", lang)

    assert done.code == 0, done.err
    assert " ".join(sentences[lang].split()) in " ".join(done.out.split())
    other = HEADS[command[0]]["en" if lang == "sv" else "sv"]
    assert (HEADS[command[0]][lang] in done.out, other in done.out) == (True, False)


def test_pages_of_lists_alone_say_it_too(maps: dict[str, tuple[Path, TestClient]]) -> None:
    for name, path, sentences in (
        ("isolates", "/groups/core", ARENAS),
        ("whitespace", "/whitespace/triples", SAYS["whitespace", "--triples"][1]),
    ):
        for lang, sentence in sentences.items():
            page = maps[name][1].get(f"{path}?lang={lang}", headers={"Accept": "text/html"})
            assert " ".join(sentence.split()) in " ".join(page.text.split())


def test_cards_have_the_share_that_their_answer_has(
    maps: dict[str, tuple[Path, TestClient]],
) -> None:
    def covered(name: str, figure: str) -> Any:
        return asked(maps[name][1], f"cards/{figure}")["coverage"]

    assert covered("isolates", "isolates/chance/alone") == pytest.approx(27 / 28)
    assert covered("isolates", "isolates/chance/apart") == pytest.approx(27 / 28)
    assert covered("funders", "funders/whole") == pytest.approx(8 / 9)
    south, f, g = (node_id(f"register/{key}") for key in ("reg/s", "act/f", "act/g"))
    assert covered("funders", f"funders/{south}") == pytest.approx(1 / 2)  # p6, and nobody of p7
    assert covered("funders", f"funder-overlaps/{f}/{g}") == pytest.approx(8 / 9)
    home = node_id("register/thm/home")
    assert covered("funders", f"funder-cells/{south}/{home}") == pytest.approx(1 / 2)
    assert covered("whitespace", f"whitespace/{NORTH}/{WORK}") == pytest.approx(214 / 244)
