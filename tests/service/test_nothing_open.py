"""Where every source is private, pages say so and call neither the graph empty nor pairs hidden."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in
from tests.lookup.small_graph import DIARY, Statements

TOKEN = "a token for tests"
SECTORS = ("public", "private", "civil_society")


def diary() -> Statements:
    """A private source of one meeting of three sectors."""
    says = Statements(DIARY)
    says.says("prj", "p", name="Hemligt projekt", start="2020")
    for n, sector in enumerate(SECTORS):
        says.says("act", f"a{n}", name=f"Hemlig {n}", sector=sector)
        says.ties("PARTICIPATES_IN", f"act/a{n}", "prj/p", role="partner", status="party")
    return says


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A caller of a service on a store with nothing but that source."""
    with caller_in(tmp_path_factory.mktemp("private"), diary(), token=TOKEN) as client:
        yield client


def page(caller: TestClient, path: str, **headers: str) -> str:
    """What a page says, on one line."""
    answer = caller.get(path, headers={"Accept": "text/html", **headers})
    assert answer.status_code == 200, answer.text
    return " ".join(answer.text.split())


@pytest.mark.parametrize("path", ["/", "/sources"])
@pytest.mark.parametrize(
    ("lang", "says", "empty"),
    [
        ("sv", "Ingen källa i den här versionen är öppen för den som läser här.", "är tom"),
        ("en", "No source in this version is open to who reads here.", "is empty"),
    ],
)
def test_what_is_private_is_not_called_empty(
    caller: TestClient, path: str, lang: str, says: str, empty: str
) -> None:
    open_to_all = page(caller, f"{path}?lang={lang}")
    everything = page(caller, f"{path}?lang={lang}", Authorization=f"Bearer {TOKEN}")

    assert says in open_to_all
    assert empty not in open_to_all
    assert "Dagboken" not in open_to_all + page(caller, f"/gaps?lang={lang}")
    assert says not in everything
    assert DIARY.title_sv in everything or DIARY.title_en in everything


@pytest.mark.parametrize(
    ("lang", "says", "hidden"),
    [
        ("sv", "Inget deltagande i urvalet står i en källa som är öppen", "färre än fem aktörer)"),
        ("en", "No participation of the selection stands in a source that is open",
         "fewer than five actors)"),
    ],
)  # fmt: skip
def test_pairs_of_nobody_are_not_called_hidden(
    caller: TestClient, lang: str, says: str, hidden: str
) -> None:
    open_to_all = page(caller, f"/gaps?lang={lang}")

    assert says in open_to_all
    assert hidden not in open_to_all


def test_a_graph_without_any_version_is_empty(tmp_path_factory: pytest.TempPathFactory) -> None:
    with caller_in(tmp_path_factory.mktemp("nothing")) as caller:
        assert "Grafen är tom: ingenting är importerat än." in page(caller, "/?lang=sv")
