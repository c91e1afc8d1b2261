"""The columns of the small graph, by hand, and how roles and units are counted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.vocabularies import Role, Sector
from queries.readmodel.columns import gathered, lists, reduced
from queries.readmodel.open import ReadModel
from tests.lookup import small_graph as small

ACTORS = sorted(
    [
        small.MALMO, small.FRITID, small.KOOP, small.BOLAG, small.UNI, small.FONDEN, small.RADET,
        small.ENSAM,
    ]
)  # fmt: skip
ARENAS = [small.C1, *sorted([small.P1, small.P2, small.P3])]
SECTORS, ROLES = tuple(Sector), tuple(Role)


def ids(model: ReadModel, nodes: "np.ndarray[tuple[int], np.dtype[np.int32]]") -> list[str]:
    """The ids of these nodes."""
    rows = model.ask("node_names", {"nodes": str(nodes.tolist()), "limit": 100})
    by_number = {row["n"]: row["id"] for row in rows}
    return [by_number[n] for n in nodes.tolist()]


def per_arena(model: ReadModel, name: str) -> dict[str, int]:
    """A column's value by the arena's id."""
    return dict(zip(ARENAS, getattr(model.columns, name).tolist(), strict=True))


def test_actors_and_arenas_are_numbered_in_the_order_of_their_ids(model: ReadModel) -> None:
    assert ids(model, np.asarray(model.columns.actor_node)) == ACTORS
    assert ids(model, np.asarray(model.columns.arena_node)) == ARENAS


def test_who_took_part_once_per_arena_in_the_first_of_several_roles(model: ReadModel) -> None:
    columns = model.columns
    found = {
        (ACTORS[actor], ARENAS[arena], ROLES[role].value, bool(leads))
        for actor, arena, role, leads in zip(
            columns.actor.tolist(),
            columns.arena.tolist(),
            columns.role.tolist(),
            columns.leads.tolist(),
            strict=True,
        )
    }

    assert found == {
        (small.MALMO, small.P1, "owner", True),
        (small.KOOP, small.P1, "partner", False),
        (small.BOLAG, small.P1, "partner_with_budget", False),
        (small.KOOP, small.P2, "owner", True),
        (small.UNI, small.P2, "partner", False),
        (small.FRITID, small.P2, "partner", False),
        (small.BOLAG, small.P3, "owner", True),
        (small.UNI, small.P3, "partner", False),
        (small.MALMO, small.C1, "participating_organisation", False),
        (small.KOOP, small.C1, "organiser", False),
    }
    assert columns.actor.size == 10


def test_the_columns_of_the_arenas(model: ReadModel) -> None:
    names = [info.name for info in model.sources]
    sources = {a: names[s] for a, s in per_arena(model, "arena_source").items()}
    kinds = {a: model.arena_kinds[k] for a, k in per_arena(model, "arena_kind").items()}

    assert sources == {
        small.C1: "almanac", small.P1: "register", small.P2: "register", small.P3: "register",
    }  # fmt: skip
    assert kinds == {
        small.C1: "event", small.P1: "Project", small.P2: "Project", small.P3: "Project",
    }  # fmt: skip
    assert per_arena(model, "arena_year") == {
        small.C1: 2017, small.P1: 2015, small.P2: 2019, small.P3: -1,
    }  # fmt: skip
    assert per_arena(model, "arena_end") == {
        small.C1: 2017, small.P1: 2016, small.P2: 2021, small.P3: -1,
    }  # fmt: skip
    # The almanac does not know; "en förening" without a name and no year make the last unknown.
    assert per_arena(model, "arena_partners_known") == {
        small.C1: False, small.P1: True, small.P2: True, small.P3: False,
    }  # fmt: skip


def test_a_unit_counts_as_its_organisation(model: ReadModel) -> None:
    columns = model.columns
    tops = {ACTORS[a]: ACTORS[top] for a, top in enumerate(columns.top.tolist())}
    rolled = columns.rolled_up
    in_p2 = {
        ACTORS[a]
        for a, arena in zip(rolled.actor, rolled.arena, strict=True)
        if ARENAS[arena] == small.P2
    }

    assert tops == {actor: actor for actor in ACTORS} | {small.FRITID: small.MALMO}
    assert in_p2 == {small.KOOP, small.UNI, small.MALMO}


def test_sectors_stand_in_the_order_of_the_vocabulary(model: ReadModel) -> None:
    sectors = [SECTORS[s].value for s in model.columns.sector.tolist()]

    assert dict(zip(ACTORS, sectors, strict=True)) == {
        small.MALMO: "public", small.FRITID: "public", small.KOOP: "civil_society",
        small.BOLAG: "private", small.UNI: "academia", small.FONDEN: "public",
        small.RADET: "public", small.ENSAM: "unknown",
    }  # fmt: skip


def test_columns_cannot_be_written(model: ReadModel) -> None:
    assert not model.columns.actor.flags.writeable


def test_a_unit_and_its_organisation_in_one_arena_are_one_with_the_stronger_role() -> None:
    actor, arena = np.array([0, 1, 1]), np.array([5, 5, 5])

    found = reduced(np.array([0, 0, 0])[actor], arena, np.array([4, 0, 2]), 2)

    assert (found.actor.tolist(), found.arena.tolist(), found.role.tolist()) == ([0], [5], [0])
    assert found.leads.tolist() == [True]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), max_size=30))
def test_lists_hold_what_was_put_in_in_its_order(pairs: list[tuple[int, int]]) -> None:
    owner = np.array([o for o, _ in pairs], np.int64)
    first, values = lists(owner, np.array([v for _, v in pairs], np.int64), 5)
    wanted = np.array([3, 0, 3])

    found, length = gathered(first, values, wanted)

    expected = [[v for o, v in pairs if o == item] for item in (3, 0, 3)]
    assert found.tolist() == [v for values_of in expected for v in values_of]
    assert length.tolist() == [len(values_of) for values_of in expected]
