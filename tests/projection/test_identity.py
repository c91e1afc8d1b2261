"""Which records become one actor, case by case, and always the same whatever the order."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from queries.projection.identity import Mention, components


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


NAMES = st.sampled_from(["North", "South", "East", "~North", "~South", "~East", "Enheten"])
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
