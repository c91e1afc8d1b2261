"""Of shares of complete lists the public is told none of which sums would give a hidden cell.

Arenas, with how many actors take part in them; lists of projects are complete, of events not:

               Arbete        Våld mot kvinnor   Hbtq-frågor
Norra län      6 projects    4 projects of 2    –
Södra län      6 events      –                  4 events of 2
Tredje län     6 events      5 events of 4      5 events of 4

With the shares of rows, all of Norra and 4 of 9 about violence, the first hidden cell has to be 4.
"""

from collections.abc import Iterator
from csv import DictReader
from io import StringIO
from itertools import product
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.callers import caller_in
from tests.lookup.small_graph import REGISTER, Statements, node_id

API = "/api/v1"
TOKEN = "a token of twenty characters"  # noqa: S105 - of the test's own service
ALL = {"Authorization": f"Bearer {TOKEN}"}
SHARE = "partners_known_share"
PLACES = {"n": "Norra län", "s": "Södra län", "t": "Tredje län"}
THEMES = {"work": "Arbete", "violence": "Våld mot kvinnor", "lgbtq": "Hbtq-frågor"}
TEAMS = {"a": 2, "b": 2, "c": 4, "d": 4, "o": 5}
PLACED = [
    ("prj", "n", "work", "o", 6), ("prj", "n", "violence", "a", 4),
    ("col", "s", "work", "o", 6), ("col", "s", "lgbtq", "b", 4),
    ("col", "t", "work", "o", 6), ("col", "t", "violence", "c", 5), ("col", "t", "lgbtq", "d", 5),
]  # fmt: skip
CELLS = list(product(PLACES, THEMES))
KEYS = {node_id(f"register/{kind}/{key}"): key
        for kind, keys in (("reg", PLACES), ("thm", THEMES)) for key in keys}  # fmt: skip
Key = tuple[str, ...]
Told = dict[Key, dict[str, Any]]


def register() -> Statements:
    """All of it; one actor of each arena pays for it."""
    says = Statements(REGISTER)
    for team, size in TEAMS.items():
        for n in range(size):
            says.says("act", f"{team}{n}", name=f"Aktör {team}{n}", sector="public")
    for n, (key, name) in enumerate(PLACES.items()):
        says.says("reg", key, name=name, level="county", notation=f"9{n + 1}")
    for key, name in THEMES.items():
        says.says("thm", key, name=name)
    for kind, place, theme, team, count in PLACED:
        for n in range(count):
            key = f"{place}{theme}{n}"
            own = {"prj": {}, "col": {"collaboration_kind": "event"}}[kind]
            says.says(kind, key, name=f"Arena {key}", start="2020", **own)
            says.ties("ACTIVE_IN", f"{kind}/{key}", f"reg/{place}")
            says.ties("ADDRESSES", f"{kind}/{key}", f"thm/{theme}")
            says.ties("FUNDS", f"act/{team}0", f"{kind}/{key}", amount_kind="unknown")
            for m in range(TEAMS[team]):
                tie = (f"act/{team}{m}", f"{kind}/{key}")
                says.ties("PARTICIPATES_IN", *tie, role="partner", status="party")
    return says


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with caller_in(tmp_path_factory.mktemp("shares"), register(), token=TOKEN) as found:
        yield found


def told(caller: TestClient, headers: dict[str, str] | None = None) -> Told:
    """The whole, rows and cells of funders, by place and theme."""

    def ask(path: str, **asked: str) -> Any:
        answer = caller.get(f"{API}/{path}", params=asked, headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    tables = [ask("gaps/funders", by=by) for by in ("region", "theme")]
    rows = {(KEYS[row["label"]["id"]],): row for table in tables for row in table["rows"]}
    cells = {
        (KEYS[cell["region"]["id"]], KEYS[cell["theme"]["id"]]): cell
        for cell in ask("gaps/funders/cells")["cells"]
    }
    return {(): tables[0]["whole"], **rows, **cells}


def shares(found: Told) -> dict[Key, float]:
    return {key: each[SHARE] for key, each in found.items() if each[SHARE] is not None}


def between(found: Told, cell: Key) -> tuple[int, int]:
    """The least and the most arenas that a cell may have, by all that is told.

    Unknown are the arenas of each cell, those with a known participant, and those of them with
    complete lists.
    """
    size = len(CELLS)
    one = np.eye(size)
    rules = [LinearConstraint(np.hstack([one, -one, 0 * one]), 0, np.inf)]
    rules += [LinearConstraint(np.hstack([0 * one, one, -one]), 0, np.inf)]
    for key, each in found.items():
        inside = np.array([set(key) <= set(at) for at in CELLS], np.float64)
        nothing = np.zeros(size)
        rules.append(LinearConstraint(np.hstack([inside, nothing, nothing]), *[each["arenas"]] * 2))
        if each[SHARE] is not None:
            row = np.hstack([nothing, -each[SHARE] * inside, inside])
            rules.append(LinearConstraint(row, -1e-6, 1e-6))
            rules.append(LinearConstraint(np.hstack([nothing, inside, nothing]), 1, np.inf))
    # White space tells of two cells that they are empty.
    empty = np.array([at in {("n", "lgbtq"), ("s", "violence")} for at in CELLS], np.float64)
    rules.append(LinearConstraint(np.hstack([empty, np.zeros(2 * size)]), 0, 0))
    ends = []
    for sign in (1, -1):
        wanted = np.zeros(3 * size)
        wanted[CELLS.index((cell[0], cell[1]))] = sign
        ends.append(
            milp(wanted, constraints=rules, integrality=np.ones(3 * size), bounds=Bounds(0, 99))
        )
    assert all(end.success for end in ends), [end.message for end in ends]
    return round(ends[0].fun), -round(ends[1].fun)


def test_no_row_beside_a_hidden_cell_tells_its_share(caller: TestClient) -> None:
    assert shares(told(caller)) == {(): 10 / 36, ("t", "work"): 0.0}
    assert shares(told(caller, ALL)) == {
        (): 10 / 36, ("n",): 1.0, ("s",): 0.0, ("t",): 0.0,
        ("work",): 6 / 18, ("violence",): 4 / 9, ("lgbtq",): 0.0,
        ("n", "work"): 1.0, ("n", "violence"): 1.0, ("s", "work"): 0.0, ("s", "lgbtq"): 0.0,
        ("t", "work"): 0.0, ("t", "violence"): 0.0, ("t", "lgbtq"): 0.0,
    }  # fmt: skip


def test_what_is_told_leaves_the_hidden_cell_open(caller: TestClient) -> None:
    public, opened = told(caller), shares(told(caller, ALL))

    assert between(public, ("n", "violence")) == (0, 8)
    with_shares = {key: {**each, SHARE: opened[key]} for key, each in public.items()}
    assert between(with_shares, ("n", "violence")) == (4, 4)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_its_tables_and_cards_do_not_tell_it(lang: str, caller: TestClient) -> None:
    head = {"sv": "Andel arenor med fullständig deltagarlista",
            "en": "Share of arenas with a complete list of participants"}[lang]  # fmt: skip
    for by, names in (("region", PLACES), ("theme", THEMES)):
        answer = caller.get(f"{API}/views/funders.csv", params={"lang": lang, "by": by})
        whole, *rows = DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
        assert whole[head] == {"sv": "0,277778", "en": "0.277778"}[lang]
        assert {row[next(iter(row))]: row[head] for row in rows} == dict.fromkeys(
            names.values(), ""
        )
    public = told(caller)
    card = caller.get(f"{API}/cards/funders/{public['n',]['label']['id']}", params={"lang": lang})
    assert card.status_code == 200, card.text
    assert card.json()["values"].get(SHARE) is None
