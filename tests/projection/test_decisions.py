"""What people decided of identity, obeyed before the rules and after them, case by case."""

from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.judgements import Judgement
from graph_schema.vocabularies import JudgementKind, JudgementRole
from queries.projection.decisions import Decisions
from queries.projection.identity import Mention, components
from tests.projection.test_identity import mentions

SAME, DIFFERENT, UNDECIDED = JudgementKind
Said = tuple[str, list[str], list[str]]


def key(record: str) -> str:
    """A record key of a letter."""
    return f"s/Actor/{record}"


def body(kind: JudgementKind, one: str, other: str, minute: int = 0) -> dict[str, Any]:
    """A judgement as it is kept."""
    first, second = sorted((key(one), key(other)))
    made = f"2026-01-01T00:{minute:02}:00.000000Z"
    judgement = Judgement(
        kind=kind, records=(first, second), reason="x", role=JudgementRole.EXPERT, made=made
    )
    return judgement.model_dump(mode="json")


def sets(said: list[Said], *decided: tuple[JudgementKind, str, str]) -> list[str]:
    """The actors, each as the letters of its records."""
    found = mentions(*((key(record), names, numbers) for record, names, numbers in said))
    bodies = [body(*each, minute=minute) for minute, each in enumerate(decided)]
    actors, _ = Decisions(bodies).obeyed("Actor", found, components)
    return ["".join(record[-1] for record in members) for members in actors]


A: Said = ("a", ["Arken"], ["orgnr:8020000019"])
B: Said = ("b", ["Bryggan"], ["orgnr:8020000027"])
CASES = {
    "nothing is decided": ([A, B], [], ["a", "b"]),
    "two numbers are one actor's, and so are their bearers": (
        [A, B, ("c", ["C"], ["orgnr:8020000019"]), ("d", ["D"], ["orgnr:8020000027"])],
        [(SAME, "a", "b")], ["abcd"],
    ),
    "at further hand, though the one between is stated no more": (
        [A, ("c", ["C"], [])], [(SAME, "a", "x"), (SAME, "x", "c")], ["ac"],
    ),
    "its names lead on": (
        [A, ("c", ["Cirkeln"], []), ("d", ["CIRKELN"], [])], [(SAME, "a", "c")], ["acd"],
    ),
    "one name of two joins nobody": (
        [("a", ["X"], []), ("b", ["X"], []), ("c", ["X"], [])],
        [(DIFFERENT, "a", "c")], ["a", "b", "c"],
    ),
    "a number is more certain than a name": (
        [("a", ["X"], ["ror:1"]), ("b", ["X"], ["ror:1"]), ("c", ["X"], [])],
        [(DIFFERENT, "a", "c")], ["ab", "c"],
    ),
    "one's own name is more certain than another name": (
        [("a", ["X"], []), ("b", ["X", "~Y"], []), ("c", ["Y"], [])],
        [(DIFFERENT, "a", "c")], ["ab", "c"],
    ),
    "one number of two joins nobody, and names still do": (
        [("a", ["X"], ["ror:1"]), ("b", ["Y"], ["ror:1"]), ("c", ["Y"], ["ror:1"])],
        [(DIFFERENT, "a", "b")], ["a", "bc"],
    ),
    "the same as one of two that are different": (
        [("a", ["X"], []), ("b", ["X"], []), ("c", ["X"], [])],
        [(DIFFERENT, "a", "c"), (SAME, "b", "c")], ["a", "bc"],
    ),
    "different from one that is stated no more, and the same as another": (
        [("a", ["X"], []), ("c", ["X"], [])],
        [(DIFFERENT, "a", "x"), (SAME, "c", "x")], ["a", "c"],
    ),
    "one bad record leaves the others together": (
        [(k, ["X"], ["orgnr:8020000019"]) for k in "abcd"], [(DIFFERENT, "a", "b")],
        ["a", "b", "cd"],
    ),
    "and who is judged different from more stands alone": (
        [(k, ["X"], ["orgnr:8020000019"]) for k in "abcd"],
        [(DIFFERENT, "a", "b"), (DIFFERENT, "a", "c")], ["a", "bcd"],
    ),
    "or who is fewer": (
        [(k, ["X"], ["orgnr:8020000019"]) for k in "abcd"],
        [(DIFFERENT, "a", "b"), (SAME, "b", "c")], ["a", "bcd"],
    ),
    "two of which each has records of its own": (
        [(k, ["X"], ["ror:1"]) for k in "abc"] + [(k, ["X"], ["ror:2"]) for k in "def"]
        + [("g", ["X"], [])],
        [(DIFFERENT, "a", "d")], ["abc", "def", "g"],
    ),
    "the latest is in force": (
        [A, B], [(SAME, "a", "b"), (DIFFERENT, "a", "b"), (SAME, "a", "b")], ["ab"],
    ),
    "left to the rules": ([A, B], [(SAME, "a", "b"), (UNDECIDED, "a", "b")], ["a", "b"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_decided_is_obeyed(name: str) -> None:
    said, decided, expected = CASES[name]

    assert sets(said, *decided) == expected


def test_projects_are_parted_and_joined_alike() -> None:
    numbers = {"a": {"dnr:1"}, "b": {"dnr:1"}, "c": {"dnr:2"}}
    found = {
        f"s/Project/{k}": Mention(f"s/Project/{k}", set(), set(), v) for k, v in numbers.items()
    }
    pair = {"reason": "x", "role": "editor", "made": "2026-01-01T00:00:00.000000Z", "by": None}
    bodies = [
        {**pair, "kind": "different", "records": ["s/Project/a", "s/Project/b"]},
        {**pair, "kind": "same", "records": ["s/Project/b", "s/Project/c"]},
    ]

    actors, _ = Decisions(bodies).obeyed("Project", found, lambda m: ([sorted(m)], []))

    assert actors == [["s/Project/a"], ["s/Project/b", "s/Project/c"]]


LETTERS = "abcdefg"
NAMES = ("X", "Y", "Z", "~X", "~Y", "MUS", "~MUS")
entries = st.lists(
    st.tuples(
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=2),
        st.lists(st.sampled_from(("orgnr:1", "orgnr:2", "ror:1", "wikidata:Q1")), max_size=2),
    ),
    min_size=2, max_size=len(LETTERS),
)  # fmt: skip
pairs = st.lists(st.sampled_from(LETTERS), min_size=2, max_size=2, unique=True)
verdicts = st.lists(st.tuples(st.sampled_from(JudgementKind), pairs), max_size=4)


@given(entries, verdicts, st.randoms())
def test_what_is_judged_holds_in_any_order(
    said: list[tuple[list[str], list[str]]],
    decided: list[tuple[JudgementKind, list[str]]],
    random: Random,
) -> None:
    rows = [(key(k), names, numbers) for k, (names, numbers) in zip(LETTERS, said, strict=False)]
    bodies = [body(kind, *pair, minute=n) for n, (kind, pair) in enumerate(decided)]
    shuffled, mixed = rows.copy(), bodies.copy()
    random.shuffle(shuffled)
    random.shuffle(mixed)
    decisions = Decisions(bodies)

    found, _ = decisions.obeyed("Actor", mentions(*rows), components)

    assert found == Decisions(mixed).obeyed("Actor", mentions(*shuffled), components)[0]
    assert sorted(r for members in found for r in members) == [row[0] for row in rows]
    place = {record: n for n, members in enumerate(found) for record in members}
    latest = {frozenset(map(key, pair)): kind for kind, pair in decided}
    contradicted = {frozenset(pair) for pair in decisions.contradicting()}
    for one, other in combinations(place, 2):
        kind = latest.get(frozenset((one, other)))
        if kind is SAME:
            assert place[one] == place[other]
        if kind is DIFFERENT and frozenset((one, other)) not in contradicted:
            assert place[one] != place[other]
