"""What the bundled real data allows one to say of white space: next to nothing, and it says so."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from service.commands.demo import load_samples
from tests.callers import caller_in, store_in
from tests.commands.command_line import CommandLine

TABLE = "/api/v1/gaps/whitespace"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the store with the bundled data lies."""
    return tmp_path_factory.mktemp("bundled")


@pytest.fixture(scope="module")
def bundled(place: Path) -> Iterator[TestClient]:
    """A caller of the bundled data."""
    with store_in(place) as store:
        load_samples(store)
    with caller_in(place) as client:
        yield client


def by_row(answer: dict[str, Any]) -> dict[str, set[tuple[str, str | None]]]:
    """Verdicts and reasons of each row, by its name."""
    names = {row["label"]["id"]: row["label"]["name"] for row in answer["rows"]}
    found: dict[str, set[tuple[str, str | None]]] = {name: set() for name in names.values()}
    for cell in answer["cells"]:
        found[names[cell["row"]]].add((cell["verdict"], cell["reason"]))
    return found


@pytest.mark.parametrize(("level", "start"), [("county", "Gotland"), ("nuts2", "Småland")])
def test_one_place_tells_nothing_and_the_others_are_not_covered(
    bundled: TestClient, level: str, start: str
) -> None:
    answer = bundled.get(TABLE, params={"level": level}).json()

    told = by_row(answer)
    assert len(told) == {"county": 21, "nuts2": 8}[level]
    for name, verdicts in told.items():
        if name.startswith(start):
            # Every event of the week is held on Gotland: there is nothing to compare it with. One
            # theme is that of seven events without a place alone.
            assert verdicts == {
                ("cannot_tell", "nothing_to_compare"),
                ("cannot_tell", "empty_line"),
            }
        else:
            assert verdicts == {("not_covered", None)}
    assert answer["sources"] == ["almedalen"]
    counts = answer["arenas"]
    assert counts["tested"] == 0
    assert counts["not_comparable"] > 400
    assert counts["asked"] == sum(counts[part] for part in (
        "without_either", "without_row", "without_column", "not_comparable", "tested"))  # fmt: skip


def test_no_target_group_is_stated_and_the_page_says_so(bundled: TestClient) -> None:
    path = "/whitespace?rows=theme&columns=target_group&lang=sv"
    page = html.fromstring(bundled.get(path, headers={"Accept": "text/html"}).text)

    said = " ".join(page.xpath("//ul[@class='said'][1]")[0].text_content().split())
    assert said.startswith("Ingen arena i urvalet har både tema och målgrupp")
    assert bundled.get(TABLE, params={"columns": "target_group"}).json()["cells"] == []


def test_the_command_says_the_same(bundled: TestClient, place: Path) -> None:
    ended = CommandLine(place)("whitespace", "--lang", "en")

    assert bundled
    assert ended.code == 0, ended.err
    assert "None of 630 cells could be tested. Cannot tell: 30." in ended.out
    assert "Cells that no source, nor two together, stating both region and theme" in ended.out
    assert "They are neither nought nor gaps." in ended.out


def test_every_cell_with_arenas_opens(bundled: TestClient) -> None:
    answer = bundled.get(TABLE).json()
    linked = [cell for cell in answer["cells"] if cell["arenas"] is not None]

    assert linked
    for cell in linked[:5]:
        page = bundled.get(cell["arenas"]).json()
        assert page["total"] == cell["observed"] + cell["outside"]
        assert all(item["arena"]["name"] for item in page["items"])


def test_what_no_source_covers_has_no_number(bundled: TestClient) -> None:
    cells = bundled.get(TABLE).json()["cells"]
    outside = [cell for cell in cells if cell["verdict"] == "not_covered"]

    assert outside
    assert {(c["observed"], c["outside"], c["expected"], c["actors"]) for c in outside} == {
        (None, None, None, None)}  # fmt: skip
