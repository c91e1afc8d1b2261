"""The reference graphs of the benchmarks: their sizes, their shape, and that a seed fixes them."""

from collections import Counter
from pathlib import Path

import pytest

from importers.base import ClaimMaker
from importers.files import SourceFile
from tests.bench.reference import CLASSES, SIZES, activity, reference_graph, rows, write
from tests.bench.source import importer

MEASURED = ("R1", "R2", "R5")


@pytest.mark.parametrize("name", MEASURED)
def test_a_reference_graph_has_the_size_it_states(name: str) -> None:
    graph, size = reference_graph(name), SIZES[name]

    assert len(graph.arenas) == size.arenas
    assert set(activity(graph)) == set(range(size.actors))
    assert graph.participations() == pytest.approx(size.participations, rel=0.03)
    assert all(len(set(members)) == len(members) for members in graph.arenas)
    assert set(graph.actor_class) == set(range(len(CLASSES)))


@pytest.mark.parametrize("name", MEASURED)
def test_arenas_are_of_two_to_sixty_and_half_of_them_below_the_mean(name: str) -> None:
    graph = reference_graph(name)
    sizes = sorted(map(len, graph.arenas))

    assert sizes[0] >= 2
    assert sizes[-1] <= 60
    assert sizes[len(sizes) // 2] < graph.participations() / len(sizes)


@pytest.mark.parametrize("name", ["R2", "R5"])
def test_a_hundredth_of_the_actors_holds_a_tenth_of_the_seats(name: str) -> None:
    graph = reference_graph(name)
    busiest = activity(graph).most_common(SIZES[name].actors // 100)

    assert sum(seats for _, seats in busiest) > 0.1 * graph.participations()


def test_the_same_seed_gives_the_same_graph_and_another_seed_another() -> None:
    assert reference_graph("R2") == reference_graph("R2")
    assert reference_graph("R2") != reference_graph("R2", seed=2022)


def test_a_file_gives_three_claims_a_row_and_two_more_an_arena(tmp_path: Path) -> None:
    graph = reference_graph("R1")
    source = importer()
    make = ClaimMaker(source.manifest)
    file = SourceFile(write(graph, tmp_path / "R1.csv"))

    records = list(source.module.read(file))
    kinds = Counter(claim.kind for row in records for claim in source.module.claims(row, make))

    assert len(records) == graph.participations()
    assert kinds == {
        "Project": len(records),
        "Actor": len(records),
        "PARTICIPATES_IN": len(records),
        "Theme": len(graph.arenas),
        "ADDRESSES": len(graph.arenas),
    }


def test_no_two_actors_have_one_name() -> None:
    names = {(row[5], row[6]) for row in rows(reference_graph("R5"))}

    assert len({name for _, name in names}) == SIZES["R5"].actors
