"""A long change has an address, which a server reads, and so has everything told of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote_plus, urlencode
from urllib.request import Request, urlopen

import pytest

from queries.whatif.language import MOST_IN_ADDRESS, understood
from tests.callers import recorded
from tests.commands.command_line import CommandLine
from tests.commands.test_serving import serving
from tests.whatif.test_whatif import OF_PATH, PATH, first, statements

REFERER = "http://127.0.0.1/" + "x" * 4_000  # of a longer one browsers send the origin alone
ID = "prj-0123456789abcdef"


def change_of(octets: int) -> str:
    """New actors with long labels: so many octets in an address, the last word filled up."""
    words = [f"public:{k:03}{'x' * 162}" for k in range(180)]
    parts = ["add " + ",".join(words[k : k + 60]) for k in range(0, 180, 60)]
    text = "; ".join([*parts, "add public,public:"])
    return text + "y" * (octets - len(quote_plus(text)))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recorded(tmp_path_factory.mktemp("long"), statements(PATH, OF_PATH, first(PATH)))


@pytest.fixture(scope="module")
def server(place: Path) -> Iterator[str]:
    with serving(CommandLine(place)) as address:
        yield address


def ask(address: str, body: Any = None, **headers: str) -> tuple[int, str]:
    data = None if body is None else json.dumps(body).encode()
    given = {"Referer": REFERER, "Content-Type": "application/json", **headers}
    try:
        with urlopen(Request(address, data, given), timeout=120) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.timeout(300)
def test_the_longest_change_has_page_answer_card_and_file(server: str, place: Path) -> None:
    change = change_of(MOST_IN_ADDRESS)
    assert len(quote_plus(change)) == MOST_IN_ADDRESS
    before = (place / "store.db").read_bytes()
    status, told = ask(f"{server}/api/v1/whatif?{urlencode({'change': change})}")
    found = json.loads(told)

    assert (status, found["change"]) == (200, change)
    actors = next(each for each in found["figures"] if each["name"] == "actors")
    assert (actors["before"], actors["after"]) == (5, 5 + 180 + 2)
    assert ask(f"{server}/api/v1/whatif", found["question"]) == (200, told)
    status, page = ask(server + found["address"], Accept="text/html")
    assert (status, "Vad beräkningen säger" in page) == (200, True)
    card = found["cards"]["figures"].replace("{name}", "actors")
    status, told_of_it = ask(server + card)
    assert (status, json.loads(told_of_it)["values"]["after"]) == (200, 187)
    csv = found["address"].replace("/whatif?", "/api/v1/views/whatif.csv?")
    status, rows = ask(f"{server}{csv}&lang=en")
    assert (status, "Actors that take part;5;187;182" in rows) == (200, True)
    assert (place / "store.db").read_bytes() == before


def test_a_longer_one_is_refused_and_told_why_however_it_comes(server: str) -> None:
    change = change_of(MOST_IN_ADDRESS + 1)
    asked = urlencode({"change": change})
    parts = [{"do": "add", "who": words[4:].split(",")} for words in change.split("; ")]
    refused = [
        ask(f"{server}/api/v1/whatif?{asked}"),
        ask(f"{server}/api/v1/whatif", {"change": parts}),
        ask(f"{server}/api/v1/whatif/chance?{asked}", {}),
    ]
    page = ask(f"{server}/whatif?{asked}&lang=sv", Accept="text/html")

    expected = "at most 32000 characters as an address has them, a comma as three"
    assert [(status, json.loads(told)["errors"][0]) for status, told in refused] == [
        (422, {"loc": [place, "change"], "expected": expected, "value": f"{change[:80]} …"})
        for place in ("query", "body", "query")
    ]
    assert page[0] == 422
    assert "högst 32000 tecken så som en adress har dem, ett komma som tre" in page[1]


@pytest.mark.parametrize(
    "change",
    [
        "; ".join([f"leave {ID} {','.join([ID] * 60)}"] * 20),
        "; ".join([f"call {ID} {','.join([ID] * 58)} like {ID}"] * 17 + [f"drop {ID}"] * 3),
    ],
)
def test_as_much_as_may_be_written_in_ids_fits(change: str) -> None:
    assert len(understood(change)) == 20
    assert len(quote_plus(change)) > MOST_IN_ADDRESS * 0.7
