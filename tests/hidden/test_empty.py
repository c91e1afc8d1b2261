"""A part of a sensitive theme in which nothing is: that is nobody, which every answer says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in
from tests.hidden.twins import BLEKINGE, column, map_of

API = "/api/v1"
PART = {"region": BLEKINGE, "theme": column("theme", "ill")}
WAYS = ("kind", "year", "region", "sector")


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The public of a map with nothing in Blekinge."""
    place = Path(tmp_path_factory.mktemp("empty"))
    with caller_in(place, map_of("theme", two=True)) as caller:
        yield caller


@pytest.mark.parametrize("by", WAYS)
def test_coverage_of_it_is_of_no_arena(public: TestClient, by: str) -> None:
    found = public.get(f"{API}/gaps/coverage", params={**PART, "by": by})
    views = [
        public.get(path, params={**PART, "by": by}, headers={"Accept": "text/html"})
        for path in ("/coverage", *(f"{API}/views/coverage.{form}" for form in ("csv", "xlsx")))
    ]

    assert found.status_code == 200
    told = found.json()
    assert (told["whole"]["arenas"], told["slices"], told["hidden"]) == (0, [], [])
    assert [view.status_code for view in views] == [200, 200, 200]


@pytest.mark.parametrize("name", ["solo", "single", "orphans", "never"])
def test_nobody_in_it_stands_outside(public: TestClient, name: str) -> None:
    counts = public.get(f"{API}/gaps/isolates", params={**PART, "draws": "99"})
    found = public.get(f"{API}/gaps/isolates/{name}", params={**PART, "draws": "99"})

    assert (counts.status_code, counts.json()["whole"]["hidden"]) == (200, [])
    assert found.status_code == 200
    assert (found.json()["total"], found.json()["items"]) == (0, [])
