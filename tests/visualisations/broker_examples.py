"""Answers about bridges and brokers, small enough to count by hand."""

from typing import Any

from graph_schema.answers import Ref
from graph_schema.gap_answers import GapScope
from graph_schema.network_answers import (
    BridgingAnswer,
    BridgingArena,
    BridgingTie,
    Broker,
    BrokerCoverage,
    BrokerParameters,
    BrokersAnswer,
    DegreeBand,
    ListCoverage,
    NetworkSummary,
    Roles,
    SolePairCount,
)
from graph_schema.vocabularies import Sector

BAND = DegreeBand(least=5, most=9, actors=2, lowest_quarter=0.25, median=0.5)


def broker(number: int, name: str, sector: Sector, **given: Any) -> Broker:
    """An actor on whom twelve pairs hang, less one for each that comes before it."""
    roles = Roles(coordinator=1, consultant=2, gate=3, liaison=4, unplaced=5, total=15)
    pairs = SolePairCount(a=Sector.PUBLIC, b=Sector.ACADEMIA, pairs=12 - number)
    values: dict[str, Any] = {
        "arenas": 3, "arenas_complete": 2, "partners": 8, "sole_pairs": 12 - number, "burden": 0.25,
        "sole_by_sector": (pairs,), "sole_pairs_without_large": 9, "roles": roles,
        "brokered_without_large": 11, "partial_credit": 7.5, "led": None, "against_null": None,
        "pieces": 2, "cut_mass": 4, "next_piece": 4, "pairs_separated": 1234,
        "constraint": 0.376, "effective_size": 6.5, "band": BAND, "band_place": 1,
        "constraint_to_median": 0.752,
        "betweenness": 1234.5, "betweenness_error": 17.25, "betweenness_share": 0.1,
    }  # fmt: skip
    actor = Ref(id=f"act-{number}", label="Actor", name=name)
    return Broker(actor=actor, sector=sector, **{**values, **given})


NETWORK = NetworkSummary(
    actors=40, unknown_sector=3, arenas=20, participations=90, ties=130, pieces=2, largest_piece=37,
    fragmentation=0.1, sole_pairs=48, cut_actors=5, cut_actors_of_mass=2, cut_arenas=6,
    cut_arenas_of_mass=3, cut_actors_of_singles=1, cut_arenas_of_singles=1, bridges=9,
    bridges_of_mass=4,
)  # fmt: skip
COVERAGE = BrokerCoverage(
    arenas=20,
    partners_known=15,
    share=0.75,
    complete_one=0,
    nobody=0,
    meeting_share=0.75,
    alone=2,
    sources=(ListCoverage(source="Almedalen", arenas=20, partners_known=15, alone=2),),
)
PARAMETERS = BrokerParameters(
    scope=GapScope(), seed=1, starts=256, exact_betweenness=False, least_degree=5, least_mass=3,
    large_arena=25, has_leads=False,
)  # fmt: skip
BROKERS = BrokersAnswer(
    exploratory=False,
    items=(
        broker(0, "Ängsbo kommun", Sector.PUBLIC),
        broker(
            1, "Förening & Co", Sector.CIVIL_SOCIETY, constraint=None, constraint_to_median=None
        ),
    ),
    next=None,
    total=2,
    data_version=7,
    by="sole_pairs",
    parameters=PARAMETERS,
    coverage=COVERAGE,
    network=NETWORK,
    bands=(BAND,),
    null=None,
    stability=None,
)
BRIDGING = BridgingAnswer(
    exploratory=False,
    items=(
        BridgingArena(
            arena=Ref(id="prj-1", label="Project", name="Ö för alla"), year=2019, participants=6,
            list_complete=True, pieces=3, cut_mass=1234, next_piece=4, pairs_separated=20,
        ),
        BridgingArena(
            arena=Ref(id="col-1", label="Collaboration", name="Frukost"), year=None,
            participants=3, list_complete=False, pieces=2, cut_mass=3, next_piece=3,
            pairs_separated=2,
        ),
    ),
    next=None,
    total=2,
    data_version=7,
    ties=(
        BridgingTie(
            actor=Ref(id="act-0", label="Actor", name="Ängsbo kommun"),
            arena=Ref(id="prj-1", label="Project", name="Ö för alla"),
            list_complete=True,
            cut_mass=4,
            pairs_separated=9,
        ),
    ),
    ties_total=4,
    parameters=PARAMETERS,
    coverage=COVERAGE,
    network=NETWORK,
    stability=None,
)  # fmt: skip
