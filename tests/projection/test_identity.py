"""Which records become one actor, case by case, and always the same whatever the order."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.names import is_abbreviation
from queries.projection.identity import Mention, Review, components


def mentions(*entries: tuple[str, list[str], list[str]]) -> dict[str, Mention]:
    """Record → mention; each entry is record, names (an alias begins with ~), identifiers."""
    found = {}
    for record, names, identifiers in entries:
        found[record] = Mention(
            record,
            {n for n in names if not n.startswith("~")},
            {n[1:] for n in names if n.startswith("~")},
            set(identifiers),
        )
    return found


def sets(*entries: tuple[str, list[str], list[str]]) -> list[list[str]]:
    """The components alone."""
    return components(mentions(*entries))[0]


def test_records_with_one_orgnr_are_one_whatever_their_names() -> None:
    assert sets(
        ("a", ["MALMÖ UNIVERSITET"], ["orgnr:2021004920"]),
        ("b", ["Malmö University"], ["orgnr:2021004920"]),
    ) == [["a", "b"]]


def test_a_name_joins_an_identified_actor_and_unidentified_mentions() -> None:
    assert sets(
        ("a", ["MALMÖ UNIVERSITET"], ["orgnr:2021004920"]),
        ("b", ["Malmö universitet"], []),
        ("c", ["Malmö  Universitet"], []),
    ) == [["a", "b", "c"]]


def test_a_name_of_two_identified_actors_joins_nobody_and_is_listed() -> None:
    found, review = components(
        mentions(
            ("a", ["Statskontoret"], ["orgnr:2021000001"]),
            ("b", ["STATSKONTORET"], ["orgnr:2021000019"]),
            ("c", ["Statskontoret"], []),
        )
    )

    assert found == [["a"], ["b"], ["c"]]
    assert [(r.rule, r.about, r.records) for r in review] == [
        ("one name, several identified actors", "statskontoret", ("a", "b", "c"))
    ]


def test_two_orgnr_linked_by_another_identifier_are_split_back_and_listed() -> None:
    found, review = components(
        mentions(
            ("a", ["North"], ["orgnr:2021000001", "wikidata:Q1"]),
            ("b", ["South"], ["orgnr:2021000019", "wikidata:Q1"]),
            ("c", ["North again"], ["orgnr:2021000001"]),
        )
    )

    assert found == [["a", "c"], ["b"]]
    assert [r.rule for r in review] == ["two orgnr linked by another identifier"]


def test_a_register_number_and_a_ror_id_of_one_name_are_one_actor() -> None:
    assert sets(
        ("a", ["Malmö universitet"], ["orgnr:2021004920"]),
        ("b", ["Malmö University", "~Malmö universitet"], ["ror:05wp7an13"]),
        ("c", ["Malmö Universitet"], []),
    ) == [["a", "b", "c"]]


def test_two_ror_ids_of_one_name_stay_apart() -> None:
    assert sets(
        ("a", ["Språkbanken"], ["ror:a"]),
        ("b", ["Språkbanken"], ["ror:b"]),
        ("c", ["Språkbanken"], []),
    ) == [["a"], ["b"], ["c"]]


def test_generic_unit_names_never_join() -> None:
    assert sets(("a", ["Äldreförvaltningen"], []), ("b", ["Äldreförvaltningen"], [])) == [
        ["a"],
        ["b"],
    ]


def test_look_alikes_stay_apart() -> None:
    assert sets(
        ("a", ["Region Uppsala"], []),
        ("b", ["Uppsala universitet"], []),
        ("c", ["Uppsalahem AB"], []),
        ("d", ["Uppsala kommun"], []),
    ) == [["a"], ["b"], ["c"], ["d"]]


def test_an_alias_joins_when_it_leads_to_one_actor() -> None:
    assert sets(
        ("a", ["Svenska ESF-rådet", "~ESF-rådet"], ["orgnr:2021005745"]),
        ("b", ["ESF-rådet"], []),
    ) == [["a", "b"]]


def test_aliases_that_lead_to_two_identified_actors_fall_back_to_own_names() -> None:
    found, review = components(
        mentions(
            ("a", ["North"], ["orgnr:2021000001"]),
            ("b", ["South"], ["orgnr:2021000019"]),
            ("c", ["North", "~South"], []),
            ("d", ["South"], []),
        )
    )

    assert found == [["a", "c"], ["b", "d"]]
    assert [(r.rule, r.records) for r in review] == [
        ("names lead to several identified actors", ("a", "b", "c", "d"))
    ]


def test_a_host_orgnr_joins_nobody() -> None:
    assert sets(
        ("a", ["Falu tingsrätt"], ["host_orgnr:2021002742"]),
        ("b", ["Gävle tingsrätt"], ["host_orgnr:2021002742"]),
    ) == [["a"], ["b"]]


REGIONS = ("a", ["Sveriges Kommuner och Regioner", "~SKR"], [])
SHELTERS = ("b", ["Sveriges Kvinno- och Tjejjourers Riksförbund", "~SKR"], [])
SEVERAL = "one abbreviation, several actors"


def test_an_abbreviation_of_two_actors_joins_neither_and_is_listed() -> None:
    assert components(mentions(REGIONS, SHELTERS)) == (
        [["a"], ["b"]],
        [Review(SEVERAL, "SKR", ("a", "b"))],
    )


def test_who_is_called_by_an_abbreviation_joins_the_one_actor_that_has_it_as_an_alias() -> None:
    assert components(mentions(REGIONS, ("c", ["SKR"], []), ("d", ["Skr"], []))) == (
        [["a", "c", "d"]],
        [],
    )


def test_who_is_called_by_an_abbreviation_of_two_actors_joins_neither() -> None:
    bare = [("c", ["SKR"], []), ("d", ["SKR"], [])]

    assert components(mentions(REGIONS, SHELTERS, *bare)) == (
        [["a"], ["b"], ["c", "d"]],
        [Review(SEVERAL, "SKR", ("a", "b", "c"))],
    )


def test_actors_that_other_names_make_one_have_their_abbreviation_as_one() -> None:
    assert components(
        mentions(
            REGIONS,
            ("b", ["Sveriges Kommuner och Landsting", "~SKR"], []),
            ("c", ["SVERIGES KOMMUNER OCH REGIONER", "~Sveriges Kommuner och Landsting"], []),
            ("d", ["SKR"], []),
            ("e", ["Swedish Association", "~SKR", "~Sveriges Kommuner och Regioner"], ["ror:a"]),
        )
    ) == ([["a", "b", "c", "d", "e"]], [])


def test_an_abbreviation_in_front_of_a_name_makes_no_other_name_of_it() -> None:
    assert components(
        mentions(
            ("a", ["SABO Sveriges Allmännyttiga Bostadsföretag", "~SABO"], []),
            ("b", ["Sveriges allmännyttiga bostadsföretag", "~SABO"], []),
            ("c", ["SABO"], []),
        )
    ) == ([["a", "b", "c"]], [])


def test_an_actor_named_by_an_abbreviation_and_in_full_is_another_than_who_has_the_alias() -> None:
    named = [("a", ["SKR"], ["orgnr:1"]), ("c", ["Sveriges Kommuner och Regioner"], ["orgnr:1"])]

    assert components(mentions(*named, SHELTERS)) == (
        [["a", "c"], ["b"]],
        [Review(SEVERAL, "SKR", ("a", "b"))],
    )


def test_no_chain_of_abbreviations_ties_actors_of_different_names() -> None:
    assert components(
        mentions(
            ("a", ["Sveriges Kommuner och Regioner", "~SKR"], []),
            ("b", ["SKR", "~SALAR"], []),
            ("c", ["Swedish Association of Local Authorities", "~SALAR"], []),
        )
    ) == ([["a", "b"], ["c"]], [Review(SEVERAL, "SALAR", ("a", "c"))])


def test_an_abbreviation_borne_by_two_identified_actors_joins_nobody() -> None:
    found, review = components(
        mentions(("a", ["Alfa", "~AB1"], ["orgnr:1"]), ("b", ["AB1"], ["orgnr:2"]))
    )

    assert (found, review) == ([["a"], ["b"]], [Review(SEVERAL, "AB1", ("a", "b"))])


def test_an_abbreviation_does_not_join_what_a_name_left_apart() -> None:
    found, review = components(
        mentions(
            ("a", ["Statskontoret", "~SK"], ["orgnr:1"]),
            ("b", ["Statskontoret"], ["orgnr:2"]),
            ("c", ["Statskontoret", "~SK"], []),
        )
    )

    assert found == [["a"], ["b"], ["c"]]
    assert review[1:] == [Review(SEVERAL, "SK", ("a", "c"))]


def test_units_of_generic_names_are_not_one_for_their_abbreviation() -> None:
    assert sets(
        ("a", ["Äldreförvaltningen", "~ÄF"], []), ("b", ["Äldreförvaltningen", "~ÄF"], [])
    ) == [["a"], ["b"]]


@pytest.mark.parametrize("name", ["SKR", "MUCF", "A&O", "ÄF", "SFBUP", "3H", "S.K.R.", " SKR "])
def test_what_is_written_as_an_abbreviation(name: str) -> None:
    assert is_abbreviation(name)


@pytest.mark.parametrize(
    "name", ["Sida", "skr", "SPeL", "VINNOVA", "FORMAS", "ABF Lund", "1177", "", "IOGT-NTO"]
)
def test_what_is_not(name: str) -> None:
    assert not is_abbreviation(name)


NAMES = st.sampled_from(
    ["North", "South", "East", "~North", "~South", "~East", "Enheten", "NS", "~NS", "~EW", "~Ns"]
)
IDS = st.sampled_from(["orgnr:1", "orgnr:2", "ror:a", "ror:b", "wikidata:Q1", "host_orgnr:9"])
ENTRIES = st.lists(st.tuples(st.sets(NAMES, min_size=1), st.sets(IDS, max_size=2)), max_size=9)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_order_leaves_no_trace_and_no_actor_gets_two_orgnr(
    entries: list[tuple[set[str], set[str]]], random: Random
) -> None:
    rows = [(f"r{i}", sorted(names), sorted(ids)) for i, (names, ids) in enumerate(entries)]
    shuffled = list(rows)
    random.shuffle(shuffled)

    first, second = components(mentions(*rows)), components(mentions(*shuffled))

    assert first == second
    assert sorted(r for group in first[0] for r in group) == sorted(r for r, _, _ in rows)
    owned = {r: {i for i in ids if i.startswith("orgnr:")} for r, _, ids in rows}
    if all(len(own) <= 1 for own in owned.values()):
        assert [g for g in first[0] if len(set().union(*(owned[r] for r in g))) > 1] == []


SHORT = st.sampled_from(["NS", "EW", "SKR", "~NS", "~EW", "~SKR"])
ALIASES = {f"~{name}" for name in ("North", "South", "East", "NS", "EW", "SKR")}
LONG = st.sampled_from(["North", "South", "East", "~North", "~South", "~East"])


@given(st.lists(st.tuples(st.sets(LONG, max_size=2), st.sets(SHORT, max_size=3)), max_size=9))
def test_abbreviations_never_make_one_actor_of_two_that_are_named(
    entries: list[tuple[set[str], set[str]]],
) -> None:
    named = [(f"r{i}", sorted(long), sorted(short)) for i, (long, short) in enumerate(entries)]
    named = [(r, long, short) for r, long, short in named if set(long + short) - ALIASES]
    whole = components(mentions(*((r, long + short, []) for r, long, short in named)))[0]
    told = [(r, long + [s for s in short if s not in ALIASES], []) for r, long, short in named]
    without = components(mentions(*told))[0]

    in_full = {r for r, long, _ in named if long}
    parts = [[part for part in without if set(part) <= set(actor)] for actor in whole]

    assert sorted(r for found in parts for part in found for r in part) == sorted(
        r for r, _, _ in named
    )
    assert [found for found in parts if sum(bool(in_full & set(p)) for p in found) > 1] == []
