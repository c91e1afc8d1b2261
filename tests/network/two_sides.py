"""A small map that hangs on one town, for tests through the front door.

        Väst 1 (civil) ─┐                         ┌─ Öst 1 (civil) ── arena 3, alone
        Väst 2 (priv.) ─┼─ arena 0 ── Navet ── arena 1 ─┼─ Öst 2 (private)
        Väst 3 (acad.) ─┘           (public)      └─ Öst 3 (unknown sector)
     Väst 1 and Väst 2 also meet in arena 2.

Navet takes part in arena 1 through a unit of its own. Arenas began in 2019, 2020, 2021 and 2022.
"""

from graph_schema.vocabularies import Visibility
from tests.lookup.small_graph import DIARY, Statements, node_id

LISTED = DIARY.model_copy(update={"visibility": Visibility.PUBLIC})
"""Says that all its lists are complete."""
MEMBERS = (("hub", "w1", "w2", "w3"), ("unit", "e1", "e2", "e3"), ("w1", "w2"), ("e1",))
NAMES = {
    "hub": ("Navet", "public"), "unit": ("Navets enhet", "public"),
    "w1": ("Väst 1", "civil_society"), "w2": ("Väst 2", "private"), "w3": ("Väst 3", "academia"),
    "e1": ("Öst 1", "civil_society"), "e2": ("Öst 2", "private"), "e3": ("Öst 3", "unknown"),
}  # fmt: skip


def actor(key: str) -> str:
    """The id of an actor."""
    return node_id(f"diary/act/{key}")


def two_sides() -> Statements:
    """All that is drawn above."""
    says = Statements(LISTED)
    for key, (name, sector) in NAMES.items():
        kind = {"unit": "unit", "hub": "municipality"}.get(key, "association")
        says.says("act", key, name=name, sector=sector, actor_kind=kind)
    says.ties("PART_OF", "act/unit", "act/hub")
    for n, members in enumerate(MEMBERS):
        says.says("prj", f"p{n}", name=f"Arena {n}", start=str(2019 + n), end=str(2019 + n))
        for member in members:
            says.ties("PARTICIPATES_IN", f"act/{member}", f"prj/p{n}", role="partner")
    return says
