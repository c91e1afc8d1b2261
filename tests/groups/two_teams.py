"""Two teams that keep meeting, for tests through the front door.

    a1 a2 a3 a4 meet in p0 p1 p2 p3          b1 b2 b3 meet in p4 p5 p6
    a1 and b1 meet in p7, a2 and y in p8, and b1 is the one known participant of p9

Two teams and, apart, y with p8 give Q_B = 27/29 − (18·16 + 10·11 + 1·2)/29² = 383/841: every other
place for p7, p8 or y gives less (p7 with a1: 365/841; y and p8 with a2: 360/841).
"""

from tests.lookup.small_graph import Statements, node_id
from tests.network.two_sides import LISTED

TEAM_A, TEAM_B = ("a1", "a2", "a3", "a4"), ("b1", "b2", "b3")
MEMBERS = (*[TEAM_A] * 4, *[TEAM_B] * 3, ("a1", "b1"), ("a2", "y"), ("b1",))
SECTORS = {
    "a1": "public", "a2": "public", "a3": "civil_society", "a4": "academia",
    "b1": "private", "b2": "private", "b3": "unknown", "y": "civil_society",
}  # fmt: skip


def actor(key: str) -> str:
    """The id of an actor."""
    return node_id(f"diary/act/{key}")


def two_teams() -> Statements:
    """All that is drawn above."""
    return met(MEMBERS, SECTORS)


def met(members: tuple[tuple[str, ...], ...], sectors: dict[str, str]) -> Statements:
    """Arenas of one year as lists of actors."""
    says = Statements(LISTED)
    for key, sector in sectors.items():
        says.says("act", key, name=f"Aktör {key}", sector=sector, actor_kind="association")
    for n, present in enumerate(members):
        says.says("prj", f"p{n}", name=f"Arena {n}", start="2020", end="2020")
        for member in present:
            says.ties("PARTICIPATES_IN", f"act/{member}", f"prj/p{n}", role="partner")
    return says
