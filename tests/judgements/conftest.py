"""The small graph with what an editor decided about it, and what is exported of that."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib import Namespace

from graph_schema.vocabularies import Audience, JudgementKind, JudgementRole
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from queries.stores.base import Store
from service.judging import Decision, judge
from tests.callers import store_in
from tests.exports.conftest import BASE
from tests.exports.test_shapes import exported
from tests.lookup.small_graph import (
    ENSAM,
    KOOP,
    MALMO,
    REGISTER,
    Statements,
    almanac,
    diary,
    register,
)

OWN = Namespace(BASE + "ontology#")
ID = Namespace(BASE + "id/")
HIDDEN = "Bara i dagboken"
MARKUP = 'Samma "krets" <b>&amp;</b>\n\\n'


def decide(store: Store, kind: JudgementKind, first: str, second: str, reason: str) -> str:
    """Publish a judgement by Ada, an editor; returns its id."""
    decision = Decision(
        kind=kind, first=first, second=second, reason=reason, role=JudgementRole.EDITOR, by="Ada"
    )
    found = judge(store, decision).judgement
    assert found is not None
    return found.id


def a_source(name: str) -> Statements:
    """A source that states one actor, of the same name and number as another such."""
    says = Statements(REGISTER.model_copy(update={"name": name}))
    says.says("act", "x", name="Helt eget namn", identifiers=["orgnr:5560000001"])
    return says


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store, where the command line has its own."""
    with store_in(tmp_path) as found:
        yield found


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[str]]]:
    """The small graph with three judgements, one of them about a private source's record."""
    same, different = JudgementKind.SAME, JudgementKind.DIFFERENT
    with store_in(tmp_path_factory.mktemp("judged"), register(), almanac(), diary()) as store:
        ids = [
            decide(store, same, ENSAM, KOOP, MARKUP),
            decide(store, different, MALMO, "almanac/Actor/m", "Två"),
            decide(store, same, MALMO, "diary/Actor/m", HIDDEN),
        ]
        yield store, ids


@pytest.fixture(scope="session")
def models(
    judged: tuple[Store, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[Audience, ReadModel]]:
    """What each audience may read of it."""
    library = Library(judged[0], tmp_path_factory.mktemp("cache"))
    yield {audience: library.at(None, audience) for audience in Audience}
    library.close()


@pytest.fixture(scope="session")
def everything(models: dict[Audience, ReadModel]) -> rdflib.Graph:
    """The export of all of it."""
    return exported(models[Audience.EVERYTHING])
