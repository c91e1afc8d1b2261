"""A graph with planted white space, drawn as counts of arenas:

                        Arbete  Boende  Missbruk
    Norra län             90      60       2      and 30 events on Arbete, all held there
    Södra län             60       0       2      of which 20 in Söderköping, a municipality of it
    Västra län             –       –       –      no source covers it
    Östra län              0       0       0      covered, and empty

About a fourth of the projects is for the old, none of those on Arbete in Norra län. The two
projects on Missbruk in Norra län have one actor between them, those in Södra län four.
"""

from collections.abc import Iterable

from graph_schema.claims import CoverageSlice, Licence, SourceInfo
from graph_schema.vocabularies import ParticipantsListed, Visibility
from tests.lookup.small_graph import Statements, node_id

PROJECTS = SourceInfo(
    name="projects", title_sv="Projektlistan", title_en="The list of projects", publisher="Byrån",
    licence=Licence(name="CC0-1.0"), visibility=Visibility.PUBLIC, order=10,
    coverage=(CoverageSlice(kinds=("Project",), regions=("lan:91", "lan:92", "lan:94"),
                            participants=ParticipantsListed.COMPLETE),
              CoverageSlice(kinds=("event",), regions=("lan:91",),
                            participants=ParticipantsListed.COMPLETE)),
)  # fmt: skip
COUNTIES = {"n": ("Norra län", "91"), "s": ("Södra län", "92"), "w": ("Västra län", "93"),
            "e": ("Östra län", "94")}  # fmt: skip
THEMES = {"work": "Arbete", "home": "Boende", "drugs": "Missbruk"}
PLANNED = (
    ("n", "work", 90), ("n", "home", 60), ("n", "drugs", 2),
    ("s", "work", 40), ("town", "work", 20), ("s", "drugs", 2),
)  # fmt: skip
NORTH, SOUTH, WEST, EAST = (node_id(f"projects/reg/{key}") for key in COUNTIES)
TOWN = node_id("projects/reg/town")
WORK, HOME, DRUGS = (node_id(f"projects/thm/{key}") for key in THEMES)
YOUNG, OLD = node_id("projects/tgt/young"), node_id("projects/tgt/old")


def projects() -> Statements:
    """The one version."""
    says = Statements(PROJECTS)
    says.says("reg", "whole", name="Sverige", level="country", notation="SE")
    says.says("reg", "area", name="Riksområdet", level="nuts2", notation="SE91")
    says.ties("PART_OF", "reg/area", "reg/whole")
    for key, (name, code) in COUNTIES.items():
        says.says("reg", key, name=name, level="county", notation=code, identifiers=[f"lan:{code}"])
        says.ties("PART_OF", f"reg/{key}", "reg/area")
    says.says("reg", "town", name="Söderköping", level="municipality", notation="9201")
    says.ties("PART_OF", "reg/town", "reg/s")
    for key, name in THEMES.items():
        says.says("thm", key, name=name)
    says.says("tgt", "young", name="Unga")
    says.says("tgt", "old", name="Äldre personer")
    for n in range(24):
        says.says("act", f"a{n}", name=f"Aktör {n}", sector="public")
    number = 0
    for region, theme, count in PLANNED:
        for k in range(count):
            _project(says, number, region, theme, k)
            number += 1
    _events(says)
    return says


def _project(says: Statements, number: int, region: str, theme: str, k: int) -> None:
    key = f"prj/p{number}"
    says.says("prj", f"p{number}", name=f"Projekt {number:03}", start=str(2020 + k % 2))
    says.ties("ACTIVE_IN", key, f"reg/{region}")
    says.ties("ADDRESSES", key, f"thm/{theme}")
    old = k % 8 in (0, 3) and (region, theme) != ("n", "work")
    says.ties("TARGETS", key, f"tgt/{'old' if old else 'young'}")
    alone = (region, theme) == ("n", "drugs")
    for actor in (0,) if alone else (number % 24, (number * 7 + 5) % 24):
        says.ties("PARTICIPATES_IN", f"act/a{actor}", key, role="partner", status="party")


def _events(says: Statements) -> None:
    """All in one place, and for nobody in particular."""
    for n in range(30):
        says.says("col", f"c{n}", name=f"Frukost {n:02}", collaboration_kind="event", start="2021")
        says.ties("ACTIVE_IN", f"col/c{n}", "reg/n")
        says.ties("ADDRESSES", f"col/c{n}", "thm/work")


PARTIES = 24  # actors ``a0`` to ``a23``, of whom two take part in each project


def parties(says: Statements, name: str = "Aktör") -> None:
    """Those who take part, all of one sector."""
    for n in range(PARTIES):
        says.says("act", f"a{n}", name=f"{name} {n}", sector="public")


def project(
    says: Statements,
    k: int,
    name: str,
    places: Iterable[str],
    themes: Iterable[str],
    year: int = 2020,
) -> None:
    """The k-th project; a word of keys of one letter is as good as a list of keys."""
    says.says("prj", f"p{k}", name=name, start=str(year))
    for key in places:
        says.ties("ACTIVE_IN", f"prj/p{k}", f"reg/{key}")
    for key in themes:
        says.ties("ADDRESSES", f"prj/p{k}", f"thm/{key}")
    for actor in (k % PARTIES, (k * 7 + 5) % PARTIES):
        says.ties("PARTICIPATES_IN", f"act/a{actor}", f"prj/p{k}", role="partner", status="party")
