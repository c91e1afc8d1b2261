"""What is kept of computed tables: enough to be fast, and never more than a disk can hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_schema.vocabularies import Audience
from queries.gaps.sectors import GapQuestion, sector_gaps
from queries.kept import MOST_KEPT
from queries.readmodel.build import build
from queries.readmodel.open import ReadModel
from queries.stores.opening import open_store
from tests.lookup.small_graph import record, register


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[ReadModel]:
    """A read model of which nobody asked anything."""
    store = open_store(f"sqlite://{tmp_path / 'small.db'}")
    record(store, register())
    with ReadModel(build(store, 1, Audience.PUBLIC, tmp_path)) as model:
        yield model
    store.shut()


def kept(model: ReadModel) -> int:
    """How many answers lie beside the model."""
    return len(list(model.answers.iterdir()))


def test_an_answer_is_kept_once_and_read_again(fresh: ReadModel) -> None:
    first = sector_gaps(fresh, GapQuestion(seed=7, draws=99))

    assert kept(fresh) == 1
    assert sector_gaps(fresh, GapQuestion(seed=7, draws=99)) == first
    assert kept(fresh) == 1


def test_beyond_a_hundred_answers_are_computed_without_being_kept(fresh: ReadModel) -> None:
    for seed in range(MOST_KEPT):
        sector_gaps(fresh, GapQuestion(seed=seed, draws=99))
    assert kept(fresh) == MOST_KEPT

    chosen = GapQuestion(seed=MOST_KEPT, draws=99)
    computed, again = sector_gaps(fresh, chosen), sector_gaps(fresh, chosen)

    assert kept(fresh) == MOST_KEPT
    assert computed == again
    assert computed.parameters.null.seed == MOST_KEPT


def test_the_table_everybody_asks_for_is_kept_however_many_there_are(fresh: ReadModel) -> None:
    for seed in range(MOST_KEPT):
        sector_gaps(fresh, GapQuestion(seed=seed, draws=99))

    sector_gaps(fresh)
    sector_gaps(fresh, GapQuestion(sources=("register",)))

    assert kept(fresh) == MOST_KEPT + 2
