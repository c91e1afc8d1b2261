"""What is shown of several statements: nothing together that no claim says together."""

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.base import Edge, Node
from graph_schema.days import is_before
from graph_schema.edges import EDGE_TYPES
from graph_schema.nodes import NODE_TYPES
from queries.projection.project import project
from queries.stores.base import Body, Row

SOURCES = ("first", "second", "third")  # the last two of one place in the precedence
PLACES = (10, 20, 20)
FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "Actor": {"country": ("DK", "SE"), "place": ("Arvika", "Köpenhamn", "Lund")},
    "Project": {"total_budget": ("9", "10", "100"), "currency": ("EUR", "SEK")},
    "FUNDS": {
        "amount": ("9", "10", "100"), "currency": ("EUR", "SEK"),
        "amount_as_published": ("beviljat", "sökt"),
    },
    "OFFERS": {
        "region": ("Skåne", "Blekinge"), "target_group": ("unga", "alla"), "stage": ("idé",),
    },
}  # fmt: skip
ENDS = {
    "PARTICIPATES_IN": ("Actor/a", "Project/p"),
    "FUNDS": ("Actor/a", "Project/p"),
    "OFFERS": ("Actor/a", "SupportKind/s"),
}


def runs() -> list[Row]:
    """One run for each source."""
    return [
        Row("run", f"run-{source}", {"source": source, "version": 1, "withdrawn": False,
                                     "info": {"order": place}}, 1, None)
        for source, place in zip(SOURCES, PLACES, strict=True)
    ]  # fmt: skip


def claims(label: str, said: list[tuple[str, dict[str, Any]]]) -> list[Row]:
    """What sources say of one thing or one tie, with the ends of a tie."""
    ends = ENDS.get(label)
    bodies = [
        (source, label, ends and [f"first/{end}" for end in ends], fields)
        if ends
        else (source, label, None, {"name": "X", "identifiers": ["orgnr:2021004920"], **fields})
        for source, fields in said
    ]
    for end in ends or ():
        bodies.append(("first", end.split("/")[0], None, {"name": end}))
    return [
        Row("claim", f"c{n}", {"source": source, "kind": kind, "key": fields.get("name", "t")[-1],
                               "ends": between, "fields": fields}, 1, None)
        for n, (source, kind, between, fields) in enumerate(bodies)
    ]  # fmt: skip


def shown(label: str, said: list[tuple[str, dict[str, Any]]]) -> Body:
    """The fields shown of it."""
    made = project(claims(label, said), runs(), {}, 1)
    rows = [r for r in made.entities.values() if r["label"] == label]
    rows += [r for r in made.edges.values() if r["type"] == label]
    fields: Body = rows[0]["fields"]
    return fields


def statements(label: str) -> st.SearchStrategy[list[tuple[str, dict[str, Any]]]]:
    """Some claims of some sources, each with some of the fields."""
    fields = {name: st.sampled_from(values) for name, values in FIELDS[label].items()}
    one = st.tuples(st.sampled_from(SOURCES), st.fixed_dictionaries({}, optional=fields))
    return st.lists(one, min_size=1, max_size=6)


days = st.dates(date(2019, 12, 30), date(2022, 1, 2)).map(date.isoformat)
dates = st.builds(lambda day, length: day[:length], days, st.sampled_from((4, 7, 10)))
periods = st.fixed_dictionaries({}, optional={"start": dates, "end": dates}).filter(
    lambda said: len(said) < 2 or not is_before(said["end"], said["start"])
)
dated = st.lists(st.tuples(st.sampled_from(SOURCES), periods), min_size=1, max_size=6)


@given(dated)
def test_nothing_ends_before_it_begins(said: list[tuple[str, dict[str, Any]]]) -> None:
    fields = shown("Actor", said)

    assert ("start" in fields) is any("start" in claim for _, claim in said)
    if {"start", "end"} <= fields.keys():
        first, last = fields["start"], fields["end"]
        known = min(len(first), len(last))
        assert last[:known] >= first[:known], (fields, said)
    elif "start" in fields and any("end" in claim for _, claim in said):
        begun = [claim for _, claim in said if claim.get("start") == fields["start"]]
        assert not any("end" in claim for claim in begun), "who gave the start says the end, too"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        # One record's start and its predecessor's end: Myndigheten för familjerätt and NIA.
        ([("first", {"start": "2005"}), ("first", {"end": "2004"})], {"start": "2005"}),
        ([("second", {"start": "2023-05-01"}), ("third", {"end": "2022-01-31"})],
         {"start": "2023-05-01"}),
        # The claim that gave the start has the end; so has one that knows the month of it.
        ([("second", {"start": "2005", "end": "2020"}), ("first", {"end": "2004"})],
         {"start": "2005", "end": "2020"}),
        ([("second", {"start": "2017-12", "end": "2020-02"}), ("second", {"start": "2017-11"})],
         {"start": "2017-11", "end": "2020-02"}),
        ([("first", {"start": "2022-12-15"}), ("second", {"end": "2022"})],
         {"start": "2022-12-15", "end": "2022"}),
    ],
)  # fmt: skip
def test_an_end_before_the_start_is_left_to_the_claims(
    said: list[tuple[str, dict[str, Any]]], told: dict[str, str]
) -> None:
    fields = shown("Actor", said)

    assert {name: fields[name] for name in ("start", "end") if name in fields} == told


TYPES: tuple[type[Node | Edge], ...] = (*NODE_TYPES, *EDGE_TYPES)
GROUPED = {kind.LABEL: kind.TOGETHER for kind in TYPES if kind.TOGETHER}


@pytest.mark.parametrize("label", sorted(GROUPED))
@given(st.data())
def test_no_two_values_are_shown_together_that_no_claim_states(
    label: str, data: st.DataObject
) -> None:
    said = data.draw(statements(label))

    fields = shown(label, said)

    for group in GROUPED[label]:
        for pair in combinations([name for name in group if name in fields], 2):
            together = {name: fields[name] for name in pair}
            assert any(together.items() <= claim.items() for _, claim in said), (fields, said)
        stated = any(group[0] in claim for _, claim in said)
        assert (group[0] in fields) is stated, "what the others are of is shown where it is stated"


def test_every_group_is_tried_with_all_its_fields() -> None:
    named = {
        label: {name for group in groups for name in group} for label, groups in GROUPED.items()
    }
    assert {label: set(fields) for label, fields in FIELDS.items()} == named


@pytest.mark.parametrize(
    ("said", "told"),
    [
        # The first source has the amount, and who else says this amount its currency.
        ([("first", {"amount": "9"}), ("second", {"amount": "9", "currency": "EUR"}),
          ("third", {"amount": "10", "currency": "SEK"})], {"amount": "9", "currency": "EUR"}),
        # Nobody says in what currency the amount of the first is.
        ([("first", {"amount": "9"}), ("second", {"amount": "10", "currency": "SEK"})],
         {"amount": "9"}),
        # Two claims say kronor of the amount that is shown, more say euros of another.
        ([("second", {"amount": "100", "currency": "SEK"})] * 2
         + [("third", {"amount": "100", "currency": "EUR"})]
         + [("third", {"amount": "9", "currency": "EUR"})] * 2,
         {"amount": "100", "currency": "SEK"}),
        ([("first", {"currency": "SEK"}), ("second", {"amount": "9", "currency": "EUR"})],
         {"amount": "9", "currency": "EUR"}),
    ],
)  # fmt: skip
def test_an_amount_is_shown_with_what_is_said_of_it(
    said: list[tuple[str, dict[str, Any]]], told: dict[str, str]
) -> None:
    assert shown("FUNDS", said) == told


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([("second", "declined"), ("third", "party")], "party"),
        ([("second", "declined"), ("second", "declined"), ("third", "attended")], "attended"),
        ([("second", "party"), ("third", "attended")], "attended"),
        ([("second", "party"), ("second", "party"), ("third", "attended")], "party"),
        ([("second", "invited"), ("third", "declined")], "declined"),
        ([("first", "declined"), ("second", "party"), ("third", "party")], "declined"),
        ([("first", None), ("second", "declined")], None),
        ([("second", None), ("third", "declined"), ("third", "declined")], None),
        ([("first", "declined"), ("second", None)], "declined"),
    ],
)
def test_that_somebody_took_part_stands_among_sources_of_one_place(
    said: list[tuple[str, str | None]], status: str | None
) -> None:
    """Without a status a source says that somebody took part."""
    told = [
        (source, {"role": "partner"} | ({} if each is None else {"status": each}))
        for source, each in said
    ]

    assert shown("PARTICIPATES_IN", told).get("status") == status
