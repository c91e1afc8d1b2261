"""Expected partners of other sectors and isolates against every table with the same margins."""

from dataclasses import replace

import numpy as np
import pytest

from queries.gaps import meetings
from queries.isolates.meeting import Classes, across, in_company, per_class, two_mode
from queries.isolates.null import across_in_draws, draw
from tests.gaps.gap_worlds import tables_with_margins, world

UNKNOWN = 3


def members_of(masks: tuple[int, ...], arenas: int) -> list[set[int]]:
    return [{i for i, mask in enumerate(masks) if mask >> k & 1} for k in range(arenas)]


def test_whom_each_actor_has_met() -> None:
    #  0, 1 and 4 of one sector, 2 of another, 3 unknown
    classes = Classes(np.array([0, 0, 1, UNKNOWN, 0]), 4, UNKNOWN)
    graph = two_mode(world([[0, 1], [0, 2, 3], [1], [4]], classes.of.tolist()))

    assert in_company(graph).tolist() == [True, True, True, True, False]
    # 1 met its own sector only; who met 3 may have met another one.
    assert across(graph, classes, per_class(graph, classes)).tolist() == [
        True, False, True, True, False]  # fmt: skip
    unsure = two_mode(world([[0, 3], [1, 4]], classes.of.tolist()))
    assert across(unsure, classes, per_class(unsure, classes)).tolist() == [
        True, False, False, True, False]  # fmt: skip


def test_expected_partners_of_other_sectors_as_all_tables_give_them() -> None:
    arenas, sector = [[0, 1, 2], [0, 3], [1, 2, 4], [0, 5], [3, 4]], [0, 0, 1, 1, 2, 2]
    masks = tables_with_margins([3, 2, 2, 2, 2, 1], [3, 2, 3, 2, 2])
    tables = [members_of(each, 5) for each in masks]
    often = np.array([[sum(i in t[p] for t in tables) for p in range(5)] for i in range(6)])
    exact = []
    for i in range(6):
        terms = []
        for p in (p for p in range(5) if i in arenas[p]):
            others = [j for j in range(6) if j != i]
            across = sum(often[j, p] for j in others if sector[j] != sector[i])
            terms.append((len(arenas[p]) - 1) * across / sum(often[j, p] for j in others))
        exact.append(sum(terms))
    part = meetings.tested(world(arenas, sector, leads=0), role_aware=False)
    classes = Classes(np.array(sector), 4, UNKNOWN)

    found, apart = across_in_draws(part, classes, draws=19_999, seed=3)

    assert found == pytest.approx(exact, abs=0.02)
    nobody = [
        all(sector[j] == sector[i] for p in range(5) if i in t[p] for j in t[p])
        for t in tables
        for i in range(6)
    ]
    shares = np.unpackbits(apart[1:], axis=1, count=6).mean(axis=0)
    assert shares == pytest.approx(np.array(nobody).reshape(-1, 6).mean(axis=0), abs=0.01)


def test_isolates_as_all_tables_with_solo_arenas_give_them() -> None:
    arenas = [[0, 1, 2], [0, 1], [0, 3], [0], [1], [4]]
    rows, columns = [4, 3, 1, 1, 1], [3, 2, 2, 1, 1, 1]
    tables = [members_of(masks, 6) for masks in tables_with_margins(rows, columns)]
    alone = [sum(all(t[p] == {i} for p in range(6) if i in t[p]) for i in range(5)) for t in tables]
    given = world(arenas, [0, 1, 0, 1, 0], leads=0)

    found = draw(given, Classes(given.sector, 4, UNKNOWN), draws=19_999, seed=5, role_aware=False)

    assert int(found.alone[0]) == 1
    assert found.alone[1:].mean() == pytest.approx(np.mean(alone), abs=0.02)
    assert sorted(set(found.alone[1:].tolist())) == sorted(set(alone))


def test_what_is_not_listed_completely_is_not_drawn_from() -> None:
    arenas = [[0, 1], [2, 3], [0], [1], [2, 3, 0]]
    given = world(arenas, [0, 1, 0, 1], leads=0)
    short = replace(given, arena_partners_known=np.zeros(5, np.bool_))
    classes = Classes(given.sector, 4, UNKNOWN)

    found = draw(short, classes, draws=99 + 4, seed=1, role_aware=False)

    assert found.moved.tolist() == [False, False]
    assert found.expected.tolist() == [0, 0, 0, 0]
