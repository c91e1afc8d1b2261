"""Region × theme of a change against a stated need, by hand and by the table of white space.

Forty arenas: twenty in the north of work, eight in its south, twelve in the south of culture. The
need is alike in all three, so that 40/3 = 13.3 are expected in each of them: by
Poisson P(X ≥ 20 | 13.3) = .053 and P(X ≤ 8 | 13.3) = .090.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements
from tests.whatif.test_whatif import Map, actor, arena, figures, mapped

LYING = [("n", "work")] * 20 + [("s", "work")] * 8 + [("s", "culture")] * 12
CELLS = "region,theme,need\nLän n,work,5\nLän s,work,5\nLän s,culture,5\n"
ADDED = f"add {actor('a')},{actor('b')} x40 like {arena('p0')}"
ODD = {"Accept": "text/html"}


def world(more: int = 0, theme: str = "culture", members: str = "ab") -> Statements:
    says = Statements(REGISTER)
    for key in ("n", "s"):
        says.says("reg", key, name=f"Län {key}", level="county", notation=key)
    for key in ("work", theme):
        says.says("thm", key, name=key)
    for key in members:
        says.says("act", key, name=key, sector="public")
    for k, (region, about) in enumerate([*LYING, *[LYING[0]] * more]):
        says.says("prj", f"p{k}", name=f"Projekt {k}", start="2020", end="2021")
        for member in members:
            says.ties("PARTICIPATES_IN", f"act/{member}", f"prj/p{k}", role="partner",
                      status="party")  # fmt: skip
        says.ties("ACTIVE_IN", f"prj/p{k}", f"reg/{region}")
        says.ties("ADDRESSES", f"prj/p{k}", f"thm/{about if about == 'work' else theme}")
    return says


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Map]:
    with mapped(tmp_path_factory.mktemp("need"), world()) as made:
        yield made


def needed(found: Any, when: str) -> tuple[Any, Any]:
    told = figures(found, when)
    return told["need_gap_cells"], told["need_covered_cells"]


def by_the_table(of: Map) -> tuple[int, int]:
    cells = of.client.get("/api/v1/gaps/whitespace", params={"cells": CELLS}).json()["cells"]
    verdicts = [cell["need"]["verdict"] for cell in cells if cell["need"]]
    return verdicts.count("gap"), verdicts.count("covered")


def test_cells_against_their_need_are_those_of_the_table(served: Map, tmp_path: Path) -> None:
    """With forty more in the north of work 60 of 80 lie there, and 26.7 are expected of each."""
    found = served.ask(ADDED, cells=CELLS)
    with mapped(tmp_path, world(more=40)) as cold:
        after = by_the_table(cold)

    assert needed(found, "before") == by_the_table(served) == (0, 0)
    assert needed(found, "after") == after == (2, 1)
    placebo = next(f["placebo"] for f in found["figures"] if f["name"] == "need_gap_cells")
    assert placebo["draws"] == 100
    assert needed(served.ask(ADDED), "before") == (None, None)


def test_a_need_goes_with_the_address_the_body_and_the_card(served: Map, tmp_path: Path) -> None:
    found = served.ask(ADDED, cells=CELLS)
    page = served.client.get(found["address"] + "&lang=sv", headers=ODD)
    card = served.client.get(found["cards"]["figures"].replace("{name}", "need_gap_cells"))
    place, table = tmp_path / "card.json", tmp_path / "cells.csv"
    place.write_text(card.text, encoding="utf-8")
    table.write_text(CELLS, encoding="utf-8")
    run = CommandLine(served.place)

    assert served.client.post("/api/v1/whatif", json=found["question"]).json() == found
    assert urlencode({"cells": "region,theme,need,possible"}) in found["address"]
    assert (page.status_code, "Rutor med mindre än behovet ger" in page.text) == (200, True)
    assert "region,theme,need,possible" in page.text
    assert card.json()["values"]["after"] == 2
    assert card.json()["method"] == "Poisson, against the share of a stated need; no draws"
    assert run("recompute", str(place)).out.startswith("same:")
    told = run("whatif", ADDED, "--cells", str(table), "--json").json()
    assert needed(told, "after") == needed(found, "after")


@pytest.mark.parametrize(
    ("cells", "loc"),
    [("region,theme,need\nLän x,work,5", "cells, row 2, column region"),
     ("region,theme,need\nLän n,work,much", "cells, row 2, column need"),
     ("region,theme\nLän n,work", "cells, row 1, column region")],
)  # fmt: skip
def test_a_need_that_cannot_be_read_says_where(served: Map, cells: str, loc: str) -> None:
    refused = served.client.get("/api/v1/whatif", params={"change": ADDED, "cells": cells})

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["loc"] == ["query", loc]


def test_a_change_and_a_need_share_the_length_of_an_address(served: Map) -> None:
    cells = "region,theme,need\n" + "Län n,work,5\n" * 1_300
    refused = served.client.get("/api/v1/whatif", params={"change": ADDED, "cells": cells})

    assert refused.status_code == 422
    assert "at most 32000 characters as an address has them" in refused.text


def test_a_public_reader_is_told_of_no_need_of_a_sensitive_theme(tmp_path: Path) -> None:
    cells = CELLS.replace("culture", "Psykisk hälsa")
    with mapped(tmp_path, world(theme="Psykisk hälsa", members="abc")) as made:
        found = made.ask(ADDED, cells=cells)
    told = CommandLine(tmp_path)("whatif", ADDED, "--json")

    # Of work alone 14 of 28 are expected in each: P(X ≤ 8 | 14) = .062 before; 34 of 68 after.
    assert needed(found, "before") == (0, 0)
    assert needed(found, "after") == (1, 1)
    assert needed(told.json(), "before") == (None, None)


def test_no_need_can_be_stated_of_a_cell_that_is_hidden_beside_one_of_few(tmp_path: Path) -> None:
    with mapped(tmp_path, world(theme="Psykisk hälsa")) as made:
        refused = made.client.get(
            "/api/v1/whatif", params={"change": ADDED, "cells": "region,theme,need\nLän s,work,5\n"}
        )

    # Two take part in all, so all of Psykisk hälsa is hidden, and work beside it.
    assert refused.status_code == 422
    assert "row 2, column theme: expected a cell that is shown" in refused.json()["detail"]
