"""Core and groups, small enough to count by hand, with a name nobody should have."""

from graph_schema.answers import Ref
from graph_schema.gap_answers import GapScope
from graph_schema.group_answers import (
    CoreLevel,
    Cores,
    Group,
    GroupMember,
    GroupNetwork,
    GroupsAnswer,
    GroupStability,
    Modularity,
    SectorCount,
)
from graph_schema.vocabularies import Sector
from tests.visualisations.broker_examples import COVERAGE

NAMES = ("Malmö universitet", "\"] + alert(1) + ['</script><img src=x onerror=alert(2)>", "=1+1")


def sectors(*actors: int) -> tuple[SectorCount, ...]:
    """Actors by sector, in the order of the vocabulary."""
    return tuple(
        SectorCount(sector=sector, actors=count, share=count / sum(actors))
        for sector, count in zip(Sector, actors, strict=True)
    )


MEMBERS = tuple(
    GroupMember(
        actor=Ref(id=f"act-{k}", label="Actor", name=name), sector=Sector.PUBLIC, arenas=3 - k,
        votes=20,
    )
    for k, name in enumerate(NAMES)
)  # fmt: skip
GROUPS = GroupsAnswer(
    exploratory=False,
    items=(
        Group(
            number=1, actors=12, repeating=5, arenas=4, participations=30, certain=0.75,
            sectors=sectors(6, 3, 3, 0, 0), members=MEMBERS, largest_arenas=(),
        ),
        Group(
            number=2, actors=3, repeating=3, arenas=2, participations=6, certain=1.0,
            sectors=sectors(0, 0, 1, 2, 0), members=MEMBERS[1:], largest_arenas=(),
        ),
    ),
    next=None, total=2, data_version=7, scope=GapScope(), seed=1, coverage=COVERAGE,
    network=GroupNetwork(
        actors=40, arenas=20, participations=1090, left_out=2, repeating=11,
        sectors=sectors(20, 5, 10, 4, 1),
    ),
    cores=Cores(
        beta=2, deepest=3, known_share=0.5, against_null=None,
        levels=(
            CoreLevel(
                alpha=2, actors=10, arenas=9, participations=25, sectors=sectors(5, 0, 3, 2, 0)
            ),
            CoreLevel(
                alpha=3, actors=2, arenas=3, participations=6, sectors=sectors(1, 0, 1, 0, 0)
            ),
        ),
    ),
    modularity=Modularity(
        best=0.5, mean=0.49, consensus=0.5, runs=20, compared_runs=None, against_null=None,
        p_range=None,
    ),  # fmt: skip
    stability=GroupStability(
        actors=11, pairs=190, mean=0.8, least=0.7, threshold=0.7, is_stable=True
    ),
    found=2, small=1, unsure=0, least_actors=3, null=None, resolutions=None, hidden=None,
)  # fmt: skip
