"""One node: fields, stated values, ties, sources, and ids of earlier versions."""

import pytest

from graph_schema.answers import Ref, StatedValue, Tie
from queries.errors import BadQuestionError, MergedError, NotInGraphError
from queries.lookup.nodes import node, ties
from queries.readmodel.open import ReadModel
from tests.lookup import small_graph as small

PART = "PARTICIPATES_IN"


def claims_in(
    model: ReadModel, id: str, label: str, field: str
) -> list[tuple[object, tuple[str, ...], bool]]:
    """Value, sources and shown of one field's stated values."""
    return [(v.value, v.sources, v.shown) for v in node(model, label, id).stated[field]]


def test_a_node_says_everything_known(model: ReadModel) -> None:
    answer = node(model, "Actor", small.MALMO)

    assert answer.name == "Malmö stad"
    assert answer.fields == {
        "name": "Malmö stad",
        "aliases": ["Malmö Stad Sverige", "Malmö kommun"],
        "identifiers": ["orgnr:2120001124"],
        "sector": "public",
        "actor_kind": "municipality",
        "sector_basis": "register",
    }
    assert answer.is_funder
    assert answer.sources == ("register", "almanac")
    assert answer.member_ids == tuple(sorted((small.MALMO, small.node_id("almanac/act/m"))))
    assert (answer.ties_total, answer.data_version) == (6, 2)
    assert [(t.type, t.outward, t.other.name, t.fields.get("role")) for t in answer.ties] == [
        (PART, True, "Delad vinst", "owner"),
        (PART, True, "Frukost om arbete", "participating_organisation"),
        (PART, True, "Frukost om arbete", "organiser"),
        ("FUNDS", True, "Delad vinst", None),
        ("PART_OF", False, "Fritidsförvaltningen", None),
        ("LOCATED_IN", True, "Malmö", None),
    ]


def test_every_stated_value_says_who_states_it(model: ReadModel) -> None:
    assert claims_in(model, small.MALMO, "Actor", "name") == [
        ("Malmö stad", ("register",), True),
        ("Malmö Stad Sverige", ("almanac",), False),
    ]
    assert claims_in(model, small.MALMO, "Actor", "identifiers") == [
        ("orgnr:2120001124", ("register", "almanac"), True)
    ]


def test_what_one_claim_states_is_what_is_shown(model: ReadModel) -> None:
    answer = node(model, "Project", small.P3)
    claim = answer.stated["name"][0].claims

    assert answer.stated == {
        name: (
            StatedValue(
                value=value, sources=("register",), claims=claim, claims_total=1, shown=True
            ),
        )
        for name, value in (("name", "Odaterat"), ("unnamed_parties", "en förening"))
    }
    assert len(claim) == 1


def test_a_node_without_ties_has_none(model: ReadModel) -> None:
    answer = node(model, "Actor", small.ENSAM)

    assert (answer.ties, answer.ties_total, answer.is_funder) == ((), 0, False)


def test_an_id_published_once_leads_to_the_node_it_belongs_to(model: ReadModel) -> None:
    with pytest.raises(MergedError) as raised:
        node(model, "Actor", small.node_id("almanac/act/m"))

    assert raised.value.canonical == small.MALMO


@pytest.mark.parametrize(
    ("label", "id"),
    [("Actor", "act-0000000000000000"), ("Project", small.MALMO), ("Funder", small.KOOP)],
)
def test_an_id_of_nothing_or_of_another_label_is_not_there(
    model: ReadModel, label: str, id: str
) -> None:
    with pytest.raises(NotInGraphError):
        node(model, label, id)


def test_a_funder_is_found_as_one(model: ReadModel) -> None:
    assert node(model, "Funder", small.FONDEN).label == "Actor"


def test_a_tie_says_what_it_leads_to_and_who_states_it(model: ReadModel) -> None:
    page = ties(model, "Actor", small.MALMO, type="FUNDS")

    assert page.items == (
        Tie(
            id=small.edge_id("FUNDS", "register/act/malmo", "register/prj/p1", amount_kind="own"),
            type="FUNDS",
            outward=True,
            other=Ref(id=small.P1, label="Project", name="Delad vinst"),
            fields={"amount": "200", "currency": "SEK", "amount_kind": "own"},
            sources=("register",),
        ),
    )
    assert (page.total, page.next) == (1, None)


def test_ties_come_in_pages(model: ReadModel) -> None:
    first = ties(model, "Project", small.P1, limit=7)
    second = ties(model, "Project", small.P1, limit=7, cursor=first.next)

    assert (len(first.items), len(second.items), first.total, second.next) == (7, 3, 10, None)
    assert [t.other.name for t in (*first.items, *second.items)] == [
        "Malmö stad",
        "Åsa Kooperativ",
        "Ärla universitet",
        "Öresund AB",
        "Fonden",
        "Malmö stad",
        "Rådet",
        "Programområde C",
        "Arbete",
        "Skåne län",
    ]


def test_an_unknown_type_of_tie_is_refused(model: ReadModel) -> None:
    with pytest.raises(BadQuestionError, match="type: expected one of PARTICIPATES_IN, FUNDS"):
        ties(model, "Actor", small.MALMO, type="LIKES")


def test_nothing_a_private_source_states_is_in_the_public_node(
    private: ReadModel, public: ReadModel
) -> None:
    inside, outside = (node(m, "Actor", small.UNI) for m in (private, public))

    assert (inside.sources, inside.ties_total) == (("register", "diary"), 4)
    assert (outside.sources, outside.ties_total) == (("register",), 3)
    assert node(private, "Actor", small.MALMO).fields["aliases"] == [
        "Malmö",
        "Malmö Stad Sverige",
        "Malmö kommun",
    ]
    assert node(public, "Actor", small.MALMO).fields["aliases"] == [
        "Malmö Stad Sverige",
        "Malmö kommun",
    ]
    with pytest.raises(NotInGraphError):
        node(public, "Collaboration", small.C2)


def test_an_id_that_only_a_private_source_made_is_not_there_in_public(
    private: ReadModel, public: ReadModel
) -> None:
    with pytest.raises(MergedError):
        node(private, "Actor", small.node_id("diary/act/m"))
    with pytest.raises(NotInGraphError):
        node(public, "Actor", small.node_id("diary/act/m"))
