"""Two maps that differ only in what is hidden give the public the same answers.

Everything is asked of both: every address of the API that takes a place or theme or sums by one,
its pictures and tables, cards of what is hidden, pages and commands. What may differ: when a
version was published and a request was made; the hash of the whole graph, which a card cites; and
of white space what is drawn (mean, SD, p and q of the null, whether a q lies near its limit, and so
how many are drawn), as draws start from the map as it is, so that two maps with the same sums get
other draws of one distribution. Lists of records are not asked: they say what a source says of each
project by name (decision 21).
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from queries.stores.opening import open_store
from service.app import create_app
from service.settings import Settings
from tests.commands.command_line import CommandLine
from tests.hidden.twins import BLEKINGE, KALMAR, KRONOBERG, SMALAND, Crossed, column, map_of
from tests.lookup.small_graph import node_id, record

TOKEN = "a token for tests"
OPENED = {"Authorization": f"Bearer {TOKEN}"}
API = "/api/v1"
Twins = tuple[TestClient, TestClient]
Params = dict[str, str]
RECORDS = re.compile(
    rf"{API}/(actors|projects|collaborations|programmes|themes|target-groups|support-kinds|regions"
    r"|results|funders|export)\b"
)
OWN = re.compile(r'"request_id":"\w+"|\d{4}-\d\d-\d\dT[\d:.]+Z|\b[0-9a-f]{32,64}\b')
"""What names a request, a moment and a whole graph."""
DRAWN = ("null_mean", "sd", "p_low", "p_high", "q_low", "q_high", "hangs_on_draws", "worst_q")
ILL, CULTURE, JOBS = (column("theme", key) for key in ("ill", "culture", "jobs"))
TURN = node_id("projects/thm/turn0")
NARROWED: dict[Crossed, list[Params]] = {
    "theme": [
        {}, {"region": KALMAR}, {"region": SMALAND}, {"theme": ILL}, {"theme": CULTURE},
        *({"region": r, "theme": t} for r in (KALMAR, KRONOBERG) for t in (ILL, CULTURE)),
        {"region": SMALAND, "theme": CULTURE},
    ],
    "target_group": [{}, {"region": KALMAR}, {"region": KRONOBERG}, {"theme": TURN}],
}  # fmt: skip
CHOICES: dict[str, list[Params]] = {
    "coverage": [{"by": by} for by in ("kind", "year", "region", "sector")],
    "funder": [{}, {"by": "theme"}, {"level": "nuts2"}],
    "whatif": [
        {"change": "gone " + node_id("projects/act/a1"), **({"cells": cells} if cells else {})}
        for cells in (
            "",
            f"region,theme,need\n{KALMAR},{CULTURE},16\n{KALMAR},{JOBS},9\n{KRONOBERG},{JOBS},9\n",
            f"region,theme,need\n{KALMAR},{JOBS},16\n{KRONOBERG},{JOBS},5\n{KRONOBERG},{ILL},9\n",
        )
    ],
}
"""By a word of the address."""
PLACES = {
    "form": ("csv", "svg", "xlsx"), "number": ("1",), "name": ("solo", "single", "never"),
    "dimension": ("sector", "region", "theme", "funder", "year"), "a": ("public",),
    "b": ("private",), "row": (KALMAR, KRONOBERG),
}  # fmt: skip


@pytest.fixture(scope="module", params=["theme", "target_group"])
def crossed(request: pytest.FixtureRequest) -> Crossed:
    """What places are crossed with."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def folders(crossed: Crossed, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The stores of both maps."""
    found = (tmp_path_factory.mktemp("two"), tmp_path_factory.mktemp("one"))
    for folder, two in zip(found, (True, False), strict=True):
        store = open_store(f"sqlite:///{folder / 'store.db'}")
        record(store, map_of(crossed, two=two))
        store.shut()
    return found


@pytest.fixture(scope="module")
def twins(folders: tuple[Path, Path]) -> Iterator[Twins]:
    """A caller of each map: the hidden cell names two actors in the first, one in the second."""
    with ExitStack() as stack:
        callers = []
        for folder in folders:
            given = {"cache": folder / "cache", "token": TOKEN, "log_level": "error"}
            store = open_store(f"sqlite:///{folder / 'store.db'}")
            stack.callback(store.shut)
            app = create_app(Settings.model_validate(given), store)
            callers.append(stack.enter_context(TestClient(app)))
        yield callers[0], callers[1]


def told(caller: TestClient, path: str, params: Params) -> tuple[int, str]:
    """The status of an answer and what it says, without what may differ."""
    answer = caller.get(path, params=params)
    assert answer.status_code in (200, 403, 404, 422), (path, params, answer.text)
    said = OWN.sub("", in_workbook(answer.content) if path.endswith(".xlsx") else answer.text)
    if path == f"{API}/gaps/whitespace" and answer.status_code == 200:
        table = json.loads(said)
        table["parameters"]["null"].pop("draws")
        for cell in table["cells"]:
            for name in DRAWN:
                cell.pop(name)
        said = json.dumps(table)
    return answer.status_code, said


def in_workbook(content: bytes) -> str:
    """All that a workbook says, but for the day of its version in words; else a refusal."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        said = "".join(parts.read(name).decode() for name in parts.namelist())
    return re.sub(r"\d+ \w+ \d{4} \d\d:\d\d|\d{4}-\d\d-\d\dT[\d:]+Z", "", said)


def addresses(caller: TestClient, crossed: Crossed) -> Iterator[tuple[str, list[Params]]]:
    """Every address that counts by place or theme, with what is chosen there."""
    for path, methods in caller.get(f"{API}/openapi.json").json()["paths"].items():
        names = {each["name"] for each in methods.get("get", {}).get("parameters", ())}
        counts = {"region", "theme", "change"} & names or "/totals/" in path
        drawn = path == f"{API}/views/whitespace.{{form}}"
        if not counts or drawn or RECORDS.match(path) or {"key", "id"} & names:
            continue
        chosen = next((each for word, each in CHOICES.items() if word in path), [{}])
        if "rows" in names:
            pairs = [("region", "theme"), ("region", "target_group"), ("theme", "target_group")]
            chosen = [{"rows": r, "columns": c} for r, c in pairs]
            chosen += [{"rows": "region", "columns": crossed, "level": "nuts2"}]
        few = {"draws": "99"} if "draws" in names else {}
        narrowed = NARROWED[crossed] if "region" in names else [{}]
        asked = [{**each, **few, **part} for each in chosen for part in narrowed]
        for filled in _filled(path, crossed):
            yield filled, [{k: v for k, v in each.items() if k in names} for each in asked]


def _filled(path: str, crossed: Crossed) -> list[str]:
    places = {**PLACES, "column": (column(crossed, "ill"), column(crossed, "culture"))}
    if "/sectors/whole/" in path:
        places["name"] = ("ei_index",)
    found = [path]
    for name, values in places.items():
        found = [each.replace(f"{{{name}}}", value) for each in found for value in values]
    return list(dict.fromkeys(found))


def test_the_maps_differ_in_one_small_cell_and_hide_the_four_that_tell_of_it(
    twins: Twins, crossed: Crossed
) -> None:
    def cells(caller: TestClient, headers: dict[str, str]) -> dict[tuple[str, str], Any]:
        asked = {"columns": crossed, "draws": "99"}
        found = caller.get(f"{API}/gaps/whitespace", params=asked, headers=headers).json()
        return {(cell["row"], cell["column"]): cell for cell in found["cells"]}

    small = (KALMAR, column(crossed, "ill"))
    four = {(r, column(crossed, c)) for r in (KALMAR, KRONOBERG) for c in ("ill", "culture")}
    for caller, count in zip(twins, (2, 1), strict=True):
        assert cells(caller, OPENED)[small]["actors"] == count
        told = cells(caller, {})
        assert {at for at, cell in told.items() if cell["verdict"] == "suppressed"} == four
        assert {cell["row"] for cell in told.values() if cell["verdict"] == "not_covered"} == {
            BLEKINGE
        }


def test_every_answer_to_the_public_is_the_same(twins: Twins, crossed: Crossed) -> None:
    asked, differ = 0, []
    for path, each in addresses(twins[0], crossed):
        for params in each:
            asked += 1
            one, other = (told(caller, path, params) for caller in twins)
            if one != other:
                differ.append((path, params, one[0], other[0]))

    assert not differ, f"{len(differ)} of {asked} differ: {differ[:20]}"
    assert asked > 100


def test_what_is_hidden_is_refused_and_not_said_to_be_nothing(
    twins: Twins, crossed: Crossed
) -> None:
    ill = column(crossed, "ill")
    cards = [f"/cards/whitespace/{KALMAR}/{ill}?columns={crossed}&draws=99"]
    part = f"?region={KALMAR}&theme={ill}"
    if crossed == "theme":
        cards += [
            f"/cards/funder-cells/{KALMAR}/{ill}",
            f"/cards/funders/whole{part}",
            f"/cards/coverage/SE213?by=region&theme={ill}",
            f"/cards/coverage/whole{part}",
            f"/network/groups{part}",
            f"/gaps/isolates{part}",
            f"/timeline{part}",
        ]

    for caller in twins:
        answers = [caller.get(API + card) for card in cards]
        assert [answer.status_code for answer in answers] == [403] * len(cards)
        assert all("not shown" in answer.json()["detail"] for answer in answers)


def test_pages_and_commands_are_the_same_too(
    twins: Twins, folders: tuple[Path, Path], crossed: Crossed
) -> None:
    pages = ("funding", "coverage", "groups", "isolates", "trend", "timeline", "voice", "gaps")
    for page in pages:
        for params in NARROWED[crossed]:
            one, other = (
                caller.get(f"/{page}", params=params, headers={"Accept": "text/html"})
                for caller in twins
            )
            assert one.status_code == other.status_code, (page, params)
            assert OWN.sub("", one.text) == OWN.sub("", other.text), (page, params)

    for arguments in (
        ("funders", "--cells"), ("funders", "--by", "theme"),
        ("voice", "--draws", "99"),
        ("isolates", "--draws", "99"),
    ):  # fmt: skip
        said = [CommandLine(folder)(*arguments, "--public", "--json").json() for folder in folders]
        assert said[0] == said[1], arguments
