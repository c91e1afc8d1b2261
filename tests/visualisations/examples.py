"""Answers small enough to count by hand.

Ängsbo kommun (public) --owner--> [Project Ö] <--partner-- Förening & Co (civil society)
      |                              |    ^
      +---------- funds -------------+    +-- a second tie of the same two: funds
Theme "Arbete" hangs on the project; Lone Institute has no ties.
"""

from typing import Any

from graph_schema.answers import GraphSlice, Ref, SliceEdge, SliceNode, TimelineAnswer, YearSector
from graph_schema.coverage_answers import Coverage, CoverageSlice
from graph_schema.funder_answers import (
    Concentration,
    FunderCell,
    FunderCells,
    FunderRow,
    FunderShare,
    FunderTable,
)
from graph_schema.gap_answers import (
    GapParameters,
    GapScope,
    GapTable,
    LabelNull,
    NullParameters,
    ParticipationCounts,
    SectorPair,
    SectorSummary,
    StratumSummary,
    WholeFigure,
)
from graph_schema.isolate_answers import IsolateCounts, IsolateGroup, Isolates, SoloArenas
from graph_schema.sunset_answers import Sunset, SunsetQuarter
from graph_schema.trend_answers import MixingTrend, Trend, TrendPoint, YearOfMixing
from graph_schema.vocabularies import Sector, Verdict
from graph_schema.voice_answers import GroupVoice, VoiceByRole, Voices
from tests.visualisations.broker_examples import BRIDGING, BROKERS
from tests.visualisations.group_example import GROUPS
from tests.visualisations.whatif_example import WHATIF
from tests.visualisations.whitespace_example import WHITESPACE

HOSTILE = (
    "</script><script>window.hit=1</script>",
    '"><img src=x onerror="window.hit=1">\' ',
    "{{ 7 * 7 }} {% raw %} {name}",
    "\u202egnp.exe\u202c \u2066vänd\u2069",
    '=HYPERLINK("http://example.invalid")',
    "<a href='javascript:window.hit=1'>href</a>",
    "rad\r\nbryt\tmed\u0000noll",
    "Å" * 10_000,
)


def node(id: str, label: str, name: str, sector: str | None = None, depth: int = 1) -> SliceNode:
    return SliceNode(id=id, label=label, name=name, sector=sector, depth=depth)


def edge(
    id: str, type: str, source: str, target: str, role: str | None = None, start: str | None = None
) -> SliceEdge:
    return SliceEdge(
        id=id, type=type, source=source, target=target, role=role, start=start, end=None
    )


def slice_of(nodes: list[SliceNode], edges: list[SliceEdge], *, left_out: int = 0) -> GraphSlice:
    """A slice around the first node."""
    centre = Ref(id=nodes[0].id, label=nodes[0].label, name=nodes[0].name)
    return GraphSlice(
        centre=centre,
        nodes=tuple(nodes),
        edges=tuple(edges),
        left_out=left_out,
        sources=("Almedalsdata", "Fakta om ekosystemet"),
        data_version=7,
    )


SLICE = slice_of(
    [
        node("act-1", "Actor", "Ängsbo kommun", "public", 0),
        node("prj-1", "Project", "Ö för alla"),
        node("act-2", "Actor", "Förening & Co", "civil_society", 2),
        node("thm-1", "Theme", "Arbete", None, 2),
        node("act-3", "Actor", "Lone Institute", "unknown", 1),
    ],
    [
        edge("edg-1", "PARTICIPATES_IN", "act-1", "prj-1", "owner", "2019-03"),
        edge("edg-2", "FUNDS", "act-1", "prj-1"),
        edge("edg-3", "PARTICIPATES_IN", "act-2", "prj-1", "partner"),
        edge("edg-4", "ADDRESSES", "prj-1", "thm-1"),
    ],
    left_out=12,
)

HOSTILE_SLICE = slice_of(
    [node(f"act-{n}", "Actor", name, "private", min(n, 1)) for n, name in enumerate(HOSTILE)],
    [edge(f"edg-{n}", "SUPPORTS", "act-0", f"act-{n}") for n in range(1, len(HOSTILE))],
)

PARAMETERS = GapParameters(
    null=NullParameters(
        algorithm="2-switch",
        strata=("source", "kind", "period"),
        role_aware=True,
        draws=9999,
        chains=8,
        attempts_per_participation=20,
        seed=1,
        sampler_version="1",
        labels=LabelNull(algorithm="labels", draws=9999),
    ),
    family=3,
    least_coverage=0.6,
    largest_q=0.05,
    largest_label_p=0.05,
    gap_ratio=0.8,
    surplus_ratio=1.25,
    least_actors=5,
    least_stratum_participations=30,
    least_stratum_arenas=5,
    resamples=1000,
    interval_level=0.9,
)


def pair(a: Sector, b: Sector, verdict: Verdict, **numbers: Any) -> SectorPair:
    return SectorPair(a=a, b=b, verdict=verdict, **numbers)


PAIRS = (
    pair(
        *(Sector.PUBLIC, Sector.PUBLIC, Verdict.SURPLUS),
        observed=1234, expected=812.25, sd=20.0, ratio=1.519, p=0.002, q=0.004,
        coverage=0.9, arenas_tested=300, arenas_met=210,
    ),
    pair(
        *(Sector.PUBLIC, Sector.PRIVATE, Verdict.GAP),
        observed=4, expected=9.2, sd=2.0, ratio=0.435, p=0.012, q=0.024,
        expected_range=(6.0, 13.0), interval=(0.2, 0.71), label_p=0.03, label_q=0.04, missing=5.2,
        z=-2.6, least_visible=0.21, least_visible_by_labels=0.18, least_told=0.17,
        coverage=0.83, coverage_tested=0.95, coverage_all=0.83, arenas_tested=120, arenas_met=3,
    ),
    pair(
        *(Sector.PRIVATE, Sector.PRIVATE, Verdict.CANNOT_TELL),
        observed=7, expected=6.14, sd=2.5, ratio=1.14, p=0.6, q=0.6,
        coverage=0.7, arenas_tested=40, arenas_met=5,
    ),
    pair(
        *(Sector.ACADEMIA, Sector.PUBLIC, Verdict.AS_EXPECTED),
        observed=51, expected=50.0, sd=5.0, ratio=1.02, p=0.8, q=0.8,
        coverage=0.95, arenas_tested=90, arenas_met=40, slightly=True,
    ),
    pair(Sector.PRIVATE, Sector.ACADEMIA, Verdict.SUPPRESSED),
    pair(Sector.ACADEMIA, Sector.ACADEMIA, Verdict.INSUFFICIENT_DATA, observed=3, coverage=0.41),
)  # fmt: skip

GAPS = GapTable(
    data_version=7,
    exploratory=True,
    parameters=PARAMETERS,
    not_tested_share=0.123,
    participations=ParticipationCounts(
        given=2105,
        in_small_arenas=311,
        in_strata_without_switch=220,
        tested=1574,
        tested_of_unknown_sector=90,
    ),
    sectors=tuple(
        SectorSummary(
            sector=sector, sv=sector.sv, en=sector.en, actors=40, participations=300, tested=True
        )
        for sector in (Sector.PUBLIC, Sector.PRIVATE, Sector.ACADEMIA)
    ),
    strata=tuple(
        StratumSummary(
            name=name, source=source, kind="event", first_year=2009, last_year=2012,
            region=None, topic=None,
            arenas=30, participations=80, tested=tested,
        )
        for name, source, tested in (("a", "Fakta", True), ("b", "Almedalen", False))
    ),
    pairs=PAIRS,
    whole=(
        WholeFigure(
            name="ei_index", observed=-0.35, expected=0.09, expected_range=(0.06, 0.12), sd=0.02,
            difference=-0.44, coverage=0.602, z=-22.0, p=0.001, label_p=0.002, q=0.004,
        ),
        WholeFigure(
            name="three_sectors", observed=29.0, expected=52.5, expected_range=(46.0, 60.0),
            sd=4.0, difference=-23.5, coverage=0.602, untested="coverage",
        ),
    ),
)  # fmt: skip

YEARS = TimelineAnswer(
    exploratory=False,
    years=(2013, 2014, 2018),
    cells=(
        YearSector(year=2013, sector="public", arenas=3),
        YearSector(year=2013, sector="academia", arenas=2),
        YearSector(year=2014, sector="civil_society", arenas=1001),
        YearSector(year=2018, sector="public", arenas=1),
    ),
    arenas_per_year={"2013": 4, "2014": 1001, "2018": 1},
    undated=17,
    not_covered=(2016, 2017, 2018),
    sources=("Almedalen",),
    data_version=7,
)

SUNSET = Sunset(
    data_version=7, day="2026-11-26", arenas=1200, open_arenas=7, undated_arenas=2,
    startless_arenas=1, unknown_sector_arenas=5, told_arenas=300, partners_known_share=0.25,
    ties=3000, open_ties=40, actors=900, giant_share=0.81, later_ties=60,
    quarters=tuple(
        SunsetQuarter(
            name=name, begin=begin, end=end, arenas_ending=30 * k, ties_ending=1450 * k,
            last_of=9 * k, ties_left=3000 - 1450 * k,
            ties_later=2960 - 1450 * k, actors_left=900 - 9 * k,
            giant_share=0.81 - k / 10,
        )
        for k, (name, begin, end) in enumerate((
            ("2026 Q4", "2026-11-26", "2026-12-31"), ("2027 Q1", "2027-01-01", "2027-03-31"),
            ("2027 Q2", "2027-04-01", "2027-06-30")))
    ),
    sources=("Almedalsveckan",),
)  # fmt: skip

FUNDERS = FunderTable(
    exploratory=False,
    data_version=7, by="region", level="county", draws=1000, seed=1, one_funder_below=1.5,
    least_arenas=5,
    whole=FunderRow(label=None, arenas=1200, funded=0, cofunded=0, counted=None, unbiased=None,
                    money=(), largest=(), one_funder=None),
    rows=tuple(
        FunderRow(
            label=Ref(id=f"reg-{k}", label="Region", name=name), arenas=10, funded=4 * k,
            cofunded=k,
            counted=Concentration(funders=4, hhi=2600.0, effective=3.846, normalised=0.013,
                                  interval=(2.0, 4.0) if k else None),
            unbiased=0.2, money=(), one_funder=False if k else None,
            largest=(FunderShare(funder=Ref(id="act-1", label="Actor", name=name), arenas=3,
                                 share=0.3),),
        )
        for k, name in enumerate(("Ö län", '"] + alert(1) + ["', "=1+1"))
    ),
    sources=("Almedalsveckan",),
)  # fmt: skip

NORTH = Ref(id="reg-1", label="Region", name='"] + alert(1) + ["')
WORK, CARE = (Ref(id=f"thm-{k}", label="Theme", name=name) for k, name in enumerate(("Ö", "Vård")))
FUNDER_CELLS = FunderCells(
    exploratory=False,
    data_version=7, level="county", one_funder_below=1.5, least_arenas=5, regions=(NORTH,),
    themes=(WORK, CARE), regions_left_out=0, themes_left_out=3,
    cells=(
        FunderCell(region=NORTH, theme=WORK, arenas=9, funded=6, cofunded=1, funders=2,
                   effective=1.2, one_funder=True, overlap=0.1, named=True,
                   largest=FunderShare(funder=Ref(id="act-1", label="Actor", name="=1+1"),
                                       arenas=6, share=0.9)),
        FunderCell(region=NORTH, theme=CARE, arenas=2, funded=0, cofunded=0, funders=0,
                   effective=None, one_funder=None, overlap=None, named=True, largest=None),
    ),
    sources=("Almedalsveckan",),
)  # fmt: skip

OUTSIDE = {"actors": 40, "never": 3, "beside": 1, "solo": 2, "solo_complete": 1, "single": 9,
           "judged": 12, "orphans": 1, "coverage": 0.75}  # fmt: skip
HIDDEN = {**OUTSIDE, "solo": None, "hidden": ("solo",)}
ISOLATES = Isolates(
    data_version=7, exploratory=False, scope=GapScope(), role_aware=True, draws=999, seed=1,
    least_expected=3.0, sensitive=True, whole=IsolateCounts.model_validate(OUTSIDE),
    by_sector=(IsolateGroup(value="public", **OUTSIDE), IsolateGroup(value="unknown", **HIDDEN)),
    by_kind=(IsolateGroup(value="agency", **OUTSIDE),),
    by_region=(IsolateGroup(value='"] + alert(1) + ["', **HIDDEN),
               IsolateGroup(value=None, **OUTSIDE)),
    arenas=SoloArenas(arenas=1200, complete=300, solo=400, solo_complete=50,
                      meeting_share=0.25), alone=None, apart=None, sources=("Almedalsveckan",),
)  # fmt: skip

LISTED = {"arenas": 12, "nobody": 1, "one": 3, "several": 8, "complete": 6, "complete_one": 1,
          "meeting_share": 5 / 11}  # fmt: skip
COVERED = CoverageSlice.model_validate(
    {
        **LISTED, "value": "event", "sv": '"] + alert(1) + ["', "en": '"] + alert(1) + ["',
        "share": 0.55, "enough": False, "participations": 40,
        "sources": [{**LISTED, "share": 0.55, "source": "Almedalsveckan"}],
        "unseen": {"method": "chapman", "sources": 2, "listed": 36, "estimate": 6.4,
                   "upper": 14.6, "share": 0.9},
    }
)  # fmt: skip
COVERAGE = Coverage(
    exploratory=False,
    data_version=7, scope=GapScope(), by="kind", least_coverage=0.6, whole=COVERED,
    slices=(COVERED, COVERED.model_copy(update={"value": "project", "one": 0, "several": 0,
                                            "nobody": 12, "complete": 0, "share": None,
                                            "complete_one": 0, "meeting_share": 0.0})),
)  # fmt: skip

POINTS = (
    TrendPoint(year=2019, state="used", observed=4, expected=8.0, expected_range=(5.0, 12.0),
               ratio=0.5, coverage=0.9),
    TrendPoint(year=2020, state="suppressed"),
    TrendPoint(year=2021, state="under_recorded", observed=0, expected=2.0,
               expected_range=(0.0, 30.0), ratio=0.0, coverage=0.7),
)  # fmt: skip
TREND = MixingTrend(
    data_version=7, exploratory=True, scope=GapScope(), role_aware=True, draws=999, seed=1,
    resamples=1000, level=0.95, least_years=5, least_coverage=0.6, least_actors=5, undated=3,
    years=tuple(YearOfMixing(year=y, arenas=10, participations=30, coverage=0.7,
                             under_recorded=y == 2021, not_tested_share=0.1)
                for y in (2019, 2020, 2021)),
    across=Trend(a=None, b=None, verdict="rising", years_used=6, change=0.21,
                 interval=(0.02, 0.4), dispersion=1.1, p=0.004, points=POINTS),
    pairs=(Trend(a=Sector.PUBLIC, b=Sector.PUBLIC, verdict="too_few_years", years_used=1,
                 points=POINTS),
           Trend(a=Sector.PUBLIC, b=Sector.ACADEMIA, verdict="suppressed", years_used=0)),
    persistence=(), sources=("Almedalsveckan",),
)  # fmt: skip

VOICES = Voices(
    data_version=7, exploratory=False, scope=GapScope(), role_aware=True, draws=999, seed=1,
    covered=True, arenas=1200, without_group=900,
    groups=(
        GroupVoice(group=Ref(id="tgt-1", label="TargetGroup", name="Äldre"), sensitive=False,
                   verdict=Verdict.GAP, organisations=4, arenas=20, complete=15, coverage=0.75,
                   heard=3, heard_complete=2, share=0.133, interval=(0.037, 0.379),
                   expected=0.4, expected_range=(0.2, 0.6), p=0.01, q=0.02,
                   roles=tuple(VoiceByRole(role=role, arenas=1, share=0.067, interval=None)
                               for role in ("lead", "partner", "beside"))),
        GroupVoice(group=Ref(id="tgt-2", label="TargetGroup", name='"] + alert(1) + ["'),
                   sensitive=True, verdict=Verdict.NOT_COVERED, organisations=0, arenas=9,
                   complete=0, coverage=0.0),
    ),
    sources=("Almedalsveckan",),
)  # fmt: skip

ANSWERS: dict[str, Any] = {
    "funder-cells": FUNDER_CELLS,
    "voice": VOICES,
    "trend": TREND,
    "funders": FUNDERS,
    "isolates": ISOLATES,
    "coverage": COVERAGE,
    "network": SLICE,
    "sector-matrix": GAPS,
    "sunset": SUNSET,
    "timeline": YEARS,
    "brokers": BROKERS,
    "bridging": BRIDGING,
    "groups": GROUPS,
    "whatif": WHATIF,
    "whitespace": WHITESPACE,
}
