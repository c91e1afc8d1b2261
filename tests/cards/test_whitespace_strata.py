"""A cell of white space names the strata its draws were made in, on its page as well."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in
from tests.hidden.test_list_shares import ALL, TOKEN, register
from tests.lookup.small_graph import node_id

CELL = "/".join(node_id(f"register/{key}") for key in ("reg/t", "thm/work"))


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Of projects, all in one county, none can change places; events can."""
    with caller_in(tmp_path_factory.mktemp("strata"), register(), token=TOKEN) as found:
        yield found


@pytest.mark.parametrize(("lang", "kind"), [("sv", "Evenemang"), ("en", "Event")])
def test_a_cell_names_its_strata(lang: str, kind: str, caller: TestClient) -> None:
    asked = {"lang": lang, "draws": "99"}
    card = caller.get(f"/api/v1/cards/whitespace/{CELL}", params=asked, headers=ALL)
    page = caller.get(f"/cards/whitespace/{CELL}", params=asked, headers=ALL)

    assert (card.status_code, page.status_code) == (200, 200)
    assert card.json()["strata"] == ["register · event · 2020"]
    assert f" · {kind} · 2020" in page.text
