"""By which words a theme is sensitive, as the public of a map with few actors in one cell has it.

The map is that of ``twins`` without P and Q: Kalmar × the theme is one project of one actor.
"""

from pathlib import Path

import pytest

from tests.callers import caller_in
from tests.hidden.twins import COLUMNS, KALMAR, PLANNED, PROJECTS, frame, project
from tests.lookup.small_graph import Statements, node_id

API = "/api/v1"


def about(theme: str) -> Statements:
    """The map, one of its themes under this name."""
    says = Statements(PROJECTS)
    frame(says, {**COLUMNS, "ill": theme}, {})
    number = 0
    for region, row in PLANNED.items():
        for key, count in row.items():
            for _ in range(count):
                number += 1
                alone = (region, key) == ("kalmar", "ill")
                actors = (0,) if alone else (number % 24, (number * 7 + 5) % 24, (number + 9) % 24)
                project(says, f"p{number}", region, number, actors)
                says.ties("ADDRESSES", f"prj/p{number}", f"thm/{key}")
    return says


@pytest.mark.parametrize(
    ("theme", "told"),
    [
        ("Läkemedelsmissbruk", ("suppressed", None)),  # a compound that ends in the word
        ("Kvinnofrid", ("suppressed", None)),
        ("Åldersdementa", ("suppressed", None)),
        ("Demokrati", ("cannot_tell", 1)),
        ("Oberoende medier", ("cannot_tell", 1)),  # independent, of nothing sensitive
    ],
)
def test_few_actors_of_a_theme_are_hidden_by_its_name(
    theme: str, told: tuple[str, int | None], tmp_path: Path
) -> None:
    with caller_in(tmp_path, about(theme)) as caller:
        found = caller.get(f"{API}/gaps/whitespace", params={"draws": "99"}).json()

    ill = node_id("projects/thm/ill")
    cell = next(c for c in found["cells"] if (c["row"], c["column"]) == (KALMAR, ill))
    assert (cell["verdict"], cell.get("observed")) == told
    assert next(c for c in found["columns"] if c["label"]["id"] == ill)["sensitive"] == (
        told[0] == "suppressed"
    )
