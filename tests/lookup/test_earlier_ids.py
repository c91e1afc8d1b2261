"""An id that was published once leads on for good, whatever became of its record.

Records a, b and c state one organisation (version 1); a is no longer stated (2); c turns out to be
another organisation (3); d is stated and withdrawn alone (4, 5).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph_schema.vocabularies import Audience
from queries.errors import MergedError, NotInGraphError, SplitError
from queries.lookup.filters import Filters
from queries.lookup.lists import list_nodes
from queries.lookup.nodes import node
from queries.readmodel.library import Library
from queries.stores.base import Store
from queries.stores.opening import open_store
from tests.callers import caller_of
from tests.lookup import small_graph as small

ONE, OTHER, THIRD = "2021004920", "2120001124", "2021005489"
A, B, C, D = (small.node_id(f"register/act/{key}") for key in "abcd")
VERSIONS = (
    {"a": ONE, "b": ONE, "c": ONE},
    {"b": ONE, "c": ONE},
    {"b": ONE, "c": OTHER},
    {"b": ONE, "c": OTHER, "d": THIRD},
    {"b": ONE, "c": OTHER},
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The five versions."""
    opened = open_store(f"sqlite://{tmp_path_factory.mktemp('store') / 'ids.db'}")
    for stated in VERSIONS:
        says = small.Statements(small.REGISTER)
        for key, orgnr in stated.items():
            says.says("act", key, name=f"Förening {orgnr}", identifiers=[f"orgnr:{orgnr}"])
        for number in range(20):  # so that what vanishes is less than a fifth
            says.says("act", f"x{number}", name=f"Grannlaget {number}")
        says.says("prj", "p", name="Projektet")
        says.ties("FUNDS", "act/b", "prj/p", amount_kind="unknown")
        small.record(opened, says)
    yield opened
    opened.shut()


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the read models of the five versions are kept."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def library(store: Store, cache: Path) -> Iterator[Library]:
    """The read models."""
    models = Library(store, cache)
    yield models
    models.close()


def leads_to(library: Library, version: int, id: str) -> Any:
    """The id of the node, those of several, or None."""
    try:
        return node(library.at(version, Audience.PUBLIC), "Actor", id).id
    except MergedError as merged:
        return merged.canonical
    except SplitError as split:
        return split.choices
    except NotInGraphError:
        return None


@pytest.mark.parametrize(
    ("id", "led_to"),
    [
        (A, (A, B, (C, B), (C, B), (C, B))),
        (B, (A, B, B, B, B)),
        (C, (A, B, C, C, C)),
        (D, (None, None, None, D, None)),
    ],
)
def test_an_id_leads_to_what_became_of_it(library: Library, id: str, led_to: Any) -> None:
    assert tuple(leads_to(library, version, id) for version in range(1, 6)) == led_to


def test_a_filter_by_an_earlier_id_means_what_became_of_it(library: Library) -> None:
    model = library.at(3, Audience.PUBLIC)

    assert [p.name for p in list_nodes(model, "Project", filters=Filters(funder=A)).items] == [
        "Projektet"
    ]


def test_one_is_a_301_and_several_are_a_300_with_choices(store: Store, cache: Path) -> None:
    with caller_of(store, cache, follow_redirects=False) as client:
        # The newest first: while it is built, an older one that lies there would answer.
        split = client.get(f"/api/v1/actors/{A}/claims?field=name")
        merged = client.get(f"/api/v1/actors/{A}/claims?field=name&as_of=2")
        page = client.get(f"/actors/{A}?lang=sv", headers={"accept": "text/html"})
        around = client.get(f"/api/v1/network/neighbourhood?id={A}")

    assert (merged.status_code, merged.headers["location"]) == (
        301, f"/api/v1/actors/{B}/claims?field=name&as_of=2",
    )  # fmt: skip
    assert split.status_code == 300
    assert split.headers["content-type"] == "application/problem+json"
    assert split.json()["choices"] == [f"/api/v1/actors/{x}/claims?field=name" for x in (C, B)]
    assert around.json()["choices"] == [f"/api/v1/network/neighbourhood?id={x}" for x in (C, B)]
    assert "choices" not in merged.json()
    assert page.status_code == 300
    assert [f'href="/actors/{x}?lang=sv"' in page.text for x in (B, C)] == [True, True]
