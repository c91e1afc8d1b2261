"""Two maps that differ only in what is hidden of both, drawn as counts of projects:

    theme          Psykisk ohälsa   Kultur   Arbete   Boende
    Kalmar län          1 + P          3        9        9
    Kronobergs län        4          3 + Q      9        9
    Jönköpings län        9            9        9        0
    Skåne län             9            9        9        9
    Blekinge län          –            –        –        –    not covered, of the area of Skåne

P and Q have the same participants, years, programme and funder, so that nothing but place and theme
tells them apart. In one map P is about Psykisk ohälsa and Q about Kultur, in the other it is the
other way round: Kalmar × Psykisk ohälsa names two actors in the one and one in the other, and all
sums of rows and columns are equal. The projects are for one of three target groups in turn. With a
target group instead of a theme all four columns are target groups, and the projects are about one
of three themes in turn.
"""

from typing import Literal

from graph_schema.claims import CoverageSlice, Licence, SourceInfo
from graph_schema.vocabularies import ParticipantsListed, Visibility
from tests.lookup.small_graph import Statements, node_id

PROJECTS = SourceInfo(
    name="projects", title_sv="Projektlistan", title_en="The list of projects", publisher="Byrån",
    licence=Licence(name="CC0-1.0"), visibility=Visibility.PUBLIC, order=10, retrieved="2026-01-15",
    coverage=(CoverageSlice(regions=("SE211", "SE212", "SE213", "SE224"),
                            participants=ParticipantsListed.COMPLETE),),
)  # fmt: skip
Crossed = Literal["theme", "target_group"]
PREFIX: dict[Crossed, str] = {"theme": "thm", "target_group": "tgt"}
TIE: dict[Crossed, str] = {"theme": "ADDRESSES", "target_group": "TARGETS"}
OTHER: dict[Crossed, Crossed] = {"theme": "target_group", "target_group": "theme"}
TURNS: dict[Crossed, tuple[str, ...]] = {
    "theme": ("Näringsliv", "Miljö", "Landsbygd"), "target_group": ("Unga", "Kvinnor", "Män"),
}  # fmt: skip
AREAS = {"south": ("Småland", "SE21"), "scania": ("Sydsverige", "SE22")}
COUNTIES = {"kalmar": ("Kalmar län", "SE213", "south"), "kronoberg": ("Kronobergs län", "SE212",
            "south"), "jonkoping": ("Jönköpings län", "SE211", "south"),
            "skane": ("Skåne län", "SE224", "scania"),
            "blekinge": ("Blekinge län", "SE221", "scania")}  # fmt: skip
P, Q = sorted((f"x{k}" for k in range(999)), key=lambda key: node_id(f"projects/prj/{key}"))[:2]
"""Their ids are before those of all others, so that draws come upon both in the same place."""
COLUMNS = {"ill": "Psykisk ohälsa", "culture": "Kultur", "jobs": "Arbete", "homes": "Boende"}
PLANNED = {
    "kalmar": {"ill": 1, "culture": 3, "jobs": 9, "homes": 9},
    "kronoberg": {"ill": 4, "culture": 3, "jobs": 9, "homes": 9},
    "jonkoping": {"ill": 9, "culture": 9, "jobs": 9, "homes": 0},
    "skane": dict.fromkeys(COLUMNS, 9),
}
SECTORS = ("public", "private", "civil_society", "academia")
KALMAR, KRONOBERG, BLEKINGE = (
    node_id(f"projects/reg/{key}") for key in ("kalmar", "kronoberg", "blekinge")
)
SMALAND = node_id("projects/reg/south")


def column(crossed: Crossed, key: str) -> str:
    """The id of a theme or target group."""
    return node_id(f"projects/{PREFIX[crossed]}/{key}")


def map_of(crossed: Crossed, *, two: bool) -> Statements:
    """One of the two maps: that in which the hidden cell names ``two`` actors, or one."""
    says = Statements(PROJECTS)
    columns, turns = COLUMNS, {f"turn{k}": name for k, name in enumerate(TURNS[OTHER[crossed]])}
    frame(says, *((columns, turns) if crossed == "theme" else (turns, columns)))
    number = 0
    for region, row in PLANNED.items():
        for key, count in row.items():
            for _ in range(count):
                number += 1
                alone = (region, key) == ("kalmar", "ill")
                actors = (0,) if alone else (number % 24, (number * 7 + 5) % 24, (number + 9) % 24)
                project(says, f"p{number}", region, number, actors)
                _crosses(says, crossed, f"p{number}", key, number)
    for place, (key, region) in enumerate(((P, "kalmar"), (Q, "kronoberg"))):
        project(says, key, region, 0, (1,))
        _crosses(says, crossed, key, "ill" if (place == 0) == two else "culture", 0)
    return says


def frame(says: Statements, themes: dict[str, str], groups: dict[str, str]) -> None:
    """Places, themes, target groups and actors, who pays and the programme."""
    says.says("reg", "whole", name="Sverige", level="country", notation="SE")
    for key, (name, code) in AREAS.items():
        says.says("reg", key, name=name, level="nuts2", notation=code)
        says.ties("PART_OF", f"reg/{key}", "reg/whole")
    for key, (name, code, area) in COUNTIES.items():
        says.says("reg", key, name=name, level="county", notation=code)
        says.ties("PART_OF", f"reg/{key}", f"reg/{area}")
    for kind, names in (("thm", themes), ("tgt", groups)):
        for key, name in names.items():
            says.says(kind, key, name=name)
    says.says("prg", "fund", name="Fonden", programme_kind="programme")
    says.says("act", "payer", name="Betalaren", sector="public")
    for n in range(24):
        says.says("act", f"a{n}", name=f"Aktör {n}", sector=SECTORS[n % len(SECTORS)])


def project(says: Statements, key: str, region: str, number: int, actors: tuple[int, ...]) -> None:
    """A project in a place with these actors, without theme or target group."""
    says.says("prj", key, name=f"Projekt {key}", start=str(2016 + number % 5))
    says.ties("ACTIVE_IN", f"prj/{key}", f"reg/{region}")
    says.ties("PART_OF", f"prj/{key}", "prg/fund")
    says.ties("FUNDS", "act/payer", f"prj/{key}")
    for actor in sorted(set(actors)):
        says.ties("PARTICIPATES_IN", f"act/a{actor}", f"prj/{key}", role="partner", status="party")


def _crosses(says: Statements, crossed: Crossed, key: str, column: str, number: int) -> None:
    says.ties(TIE[crossed], f"prj/{key}", f"{PREFIX[crossed]}/{column}")
    other = OTHER[crossed]
    says.ties(TIE[other], f"prj/{key}", f"{PREFIX[other]}/turn{number % 3}")
