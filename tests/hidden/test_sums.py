"""Where the sum of a row or column is not told, nothing is that is computed from it.

Kalmar's two projects about Psykisk ohälsa are all there are, so that the sum of the theme is hidden
and beside it that of Boende, of 35 projects; in all there are 120:

    theme            Psykisk ohälsa   Kultur   Arbete   Boende
    Kalmar län             2             9       12        8
    Kronobergs län         –            12        9       11
    Skåne län              –            19       22       16
"""

from collections.abc import Iterator
from csv import DictReader
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in
from tests.hidden.test_subtracted import IDS, not_covered, of_one_place_alone
from tests.lookup.small_graph import node_id

API = "/api/v1"
TOKEN = "a token of twenty characters"  # noqa: S105 - of the test's own service
OPENED = {"Authorization": f"Bearer {TOKEN}"}
COMPUTED = (
    "expected", "ratio", "interval", "null_mean", "sd", "residual", "p_low", "p_high", "q_low",
    "q_high", "shrunk", "shrunk_interval", "rank", "records_needed", "records_needed_all",
)  # fmt: skip
PLACES, HIDDEN, TOLD = ("kalmar", "kronoberg", "skane"), ("ill", "homes"), ("culture", "jobs")


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    place = Path(tmp_path_factory.mktemp("sums"))
    with caller_in(place, of_one_place_alone().says(), token=TOKEN) as found:
        yield found


def cells(caller: TestClient, **asked: str) -> dict[tuple[str, str], Any]:
    """The cells of covered places by place and theme, as the public is told."""
    answer = caller.get(f"{API}/gaps/whitespace", params={"draws": "99", **asked})
    assert answer.status_code == 200, answer.text
    names = {id: key for key, id in IDS.items()}
    return {
        (names[cell["row"]], names[cell["column"]]): cell
        for cell in answer.json()["cells"]
        if cell["verdict"] != "not_covered"
    }


def test_what_is_expected_of_a_hidden_theme_is_told_of_no_place(caller: TestClient) -> None:
    found = cells(caller)

    assert {at for at, cell in found.items() if cell["verdict"] == "suppressed"} == {
        ("kalmar", "ill"), ("kalmar", "homes")
    }  # fmt: skip
    counted = {("kronoberg", "ill"): 0, ("skane", "ill"): 0,
               ("kronoberg", "homes"): 11, ("skane", "homes"): 16}  # fmt: skip
    for at, count in counted.items():
        assert (found[at]["observed"], found[at]["outside"]) == (count, 0)
        assert (found[at]["verdict"], found[at]["reason"]) == ("cannot_tell", "sum_not_shown")
        assert {found[at][name] for name in COMPUTED} == {None}


def test_of_others_it_is_that_of_their_sums(caller: TestClient) -> None:
    found = cells(caller)

    sums = {"kalmar": 31, "kronoberg": 32, "skane": 57}, {"culture": 40, "jobs": 43}
    expected = {(r, c): found[r, c]["expected"] for r in PLACES for c in TOLD}
    assert expected == {
        (r, c): pytest.approx(sums[0][r] * sums[1][c] / 120) for r in PLACES for c in TOLD
    }
    assert sorted(found[at]["rank"] for at in expected) == [1, 2, 3, 4, 5, 6]
    assert {found[at]["reason"] for at in expected} <= {None, "wide_interval"}


def test_who_may_read_everything_is_told_all(caller: TestClient) -> None:
    asked = caller.get(f"{API}/gaps/whitespace", params={"draws": "99"}, headers=OPENED).json()

    told = {(c["row"], c["column"]): c["expected"] for c in asked["cells"]}
    assert told[IDS["kronoberg"], IDS["ill"]] == pytest.approx(2 * 32 / 120)
    assert {c["reason"] for c in asked["cells"]} & {"sum_not_shown"} == set()


def test_nor_is_it_told_by_card_table_or_page(caller: TestClient) -> None:
    card = caller.get(f"{API}/cards/whitespace/{IDS['kronoberg']}/{IDS['ill']}?draws=99").json()
    table = caller.get(f"{API}/views/whitespace.csv?lang=en&draws=99").text
    page = caller.get("/whitespace?lang=en&draws=99", headers={"Accept": "text/html"}).text

    values = {name: card["values"][name] for name in ("expected", "ratio", "rank", "residual")}
    assert set(values.values()) == {None}
    assert (card["values"]["observed"], card["values"]["reason"]) == (0, "sum_not_shown")
    read = DictReader(StringIO(table.removeprefix("\ufeff")), delimiter=";")
    of = next(
        row for row in read
        if (row["Region"], row["Theme"]) == ("Kronobergs län", "Psykisk ohälsa")
    )  # fmt: skip
    assert (of["Arenas compared"], of["Actors"]) == ("0", "0")
    assert {of[name] for name in ("Expected", "Ratio", "q fewer", "Adjusted residual")} == {""}
    assert "Cells where what is expected is not shown: 4." in page


def test_where_a_hidden_cell_is_not_compared_nothing_is_expected_of_any(tmp_path: Path) -> None:
    """How many are compared, 159 of 161, would tell of Kalmar's two, which are not covered."""
    with caller_in(tmp_path, not_covered().says()) as public:
        counties, areas = cells(public), cells(public, level="nuts2")

    assert {cell["expected"] for cell in counties.values()} == {None}
    assert counties["skane", "homes"]["observed"] == 16
    sums = 77 * 37 / 161  # of Sydsverige and Boende: both areas are covered, and none is hidden
    assert areas["scania", "homes"]["expected"] == pytest.approx(sums)


def test_a_stated_need_is_held_against_what_is_shown(caller: TestClient) -> None:
    needs = [("kronoberg", 18), ("skane", 9)]
    stated = "".join(f"{IDS[place]},{IDS['homes']},{need}\n" for place, need in needs)

    found = cells(caller, cells=f"region,theme,need\n{stated}")

    told = {place: found[place, "homes"]["need"] for place, _ in needs}
    assert {place: need["expected"] for place, need in told.items()} == {
        "kronoberg": 18, "skane": 9
    }  # fmt: skip
    assert [found[place, "homes"]["expected"] for place, _ in needs] == [None, None]


def test_what_if_counts_no_cell_of_a_hidden_sum_among_those_that_tell(caller: TestClient) -> None:
    asked = {"change": "gone " + node_id("projects/act/a5")}

    telling = [
        next(each for each in answer.json()["figures"] if each["name"] == "telling_cells")["before"]
        for answer in (
            caller.get(f"{API}/whatif", params=asked, headers=head) for head in ({}, OPENED)
        )
    ]

    # E ≥ 3 in every cell of Kultur, Arbete and Boende: in Boende for holders of the token alone.
    assert telling == [6, 9]
