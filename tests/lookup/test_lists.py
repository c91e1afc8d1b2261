"""Lists: Swedish order, filters, and pages that hold every node exactly once."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.answers import Card
from queries.errors import BadQuestionError, CursorGoneError, NotInGraphError
from queries.lookup.filters import Filters
from queries.lookup.lists import list_nodes
from queries.readmodel.open import ReadModel
from tests.lookup import small_graph as small

ACTORS = [
    "Fonden",
    "Fritidsförvaltningen",
    "Malmö stad",
    "Rådet",
    "Zeta Ensam",
    "Åsa Kooperativ",
    "Ärla universitet",
    "Öresund AB",
]


def names(model: ReadModel, label: str, **wanted: object) -> list[str]:
    """The names of the whole list."""
    return [c.name for c in list_nodes(model, label, filters=Filters.model_validate(wanted)).items]


def test_å_ä_and_ö_come_last(model: ReadModel) -> None:
    assert names(model, "Actor") == ACTORS


def test_a_card_holds_the_shown_fields(model: ReadModel) -> None:
    page = list_nodes(model, "Collaboration")

    assert (page.total, page.next, page.data_version) == (1, None, 2)
    assert page.items == (
        Card(
            id=small.C1,
            label="Collaboration",
            name="Frukost om arbete",
            fields={
                "name": "Frukost om arbete",
                "collaboration_kind": "event",
                "start": "2017-07-03",
                "end": "2017-07-03",
            },
            ties=4,
        ),
    )


def test_funders_are_the_actors_that_pay(model: ReadModel) -> None:
    assert names(model, "Funder") == ["Fonden", "Malmö stad", "Rådet"]


def test_a_label_that_is_none_is_an_error(model: ReadModel) -> None:
    with pytest.raises(NotInGraphError):
        list_nodes(model, "Person")


@pytest.mark.parametrize(
    ("label", "wanted", "expected"),
    [
        ("Actor", {"sector": "public"}, ["Fonden", "Fritidsförvaltningen", "Malmö stad", "Rådet"]),
        ("Project", {"sector": "public"}, ["Bron", "Delad vinst"]),
        ("Project", {"sector": "academia"}, ["Bron", "Odaterat"]),
        ("Collaboration", {"sector": "private"}, []),
        ("Actor", {"kind": "company"}, ["Öresund AB"]),
        ("Collaboration", {"kind": "Event"}, ["Frukost om arbete"]),
        ("Programme", {"kind": "fund"}, ["ESF+"]),
        ("Region", {"kind": "county"}, ["Skåne län"]),
        ("Project", {"region": "12"}, ["Bron", "Delad vinst"]),
        ("Project", {"region": "1280"}, ["Bron"]),
        ("Project", {"region": small.COUNTY}, ["Bron", "Delad vinst"]),
        ("Actor", {"region": "12"}, ["Malmö stad"]),
        ("Region", {"region": "12"}, ["Malmö"]),
        ("Project", {"theme": small.ARBETE}, ["Delad vinst"]),
        ("Actor", {"theme": small.ARBETE}, ["Malmö stad", "Åsa Kooperativ", "Öresund AB"]),
        ("Project", {"theme": small.ARBETE_2}, []),
        ("Project", {"programme": small.ESF}, ["Delad vinst"]),
        ("Programme", {"programme": small.ESF}, ["Programområde C"]),
        ("Project", {"funder": small.RADET}, ["Delad vinst"]),
        ("Actor", {"funder": small.RADET}, ["Malmö stad", "Åsa Kooperativ", "Öresund AB"]),
        ("Project", {"funder": small.FONDEN, "sector": "academia"}, ["Bron", "Odaterat"]),
        ("Actor", {"q": "malmo"}, ["Malmö stad"]),
        ("Project", {"q": "22-018"}, ["Bron"]),
        ("Project", {"q": "bron", "region": "12"}, ["Bron"]),
        ("Project", {"period_from": 2016, "period_to": 2017}, ["Delad vinst", "Odaterat"]),
        ("Project", {"period_from": 2020}, ["Bron", "Odaterat"]),
        ("Project", {"period_to": 2018}, ["Delad vinst", "Odaterat"]),
    ],
)
def test_filters_narrow_the_list(
    model: ReadModel, label: str, wanted: dict[str, object], expected: list[str]
) -> None:
    assert names(model, label, **wanted) == expected


def test_an_identifier_of_a_funder_is_a_code_too(model: ReadModel) -> None:
    assert names(model, "Project", funder="212000-1124") == ["Delad vinst"]


def test_what_only_an_unknown_date_lets_in_is_marked(model: ReadModel) -> None:
    page = list_nodes(model, "Project", filters=Filters(period_from=2016, period_to=2017))

    assert [(c.name, c.fields["dated"]) for c in page.items] == [
        ("Delad vinst", True),
        ("Odaterat", False),
    ]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"sector": "publik"}, "sector: expected one of public, private"),
        ({"kind": "klubb"}, "kind: expected one of Project, municipality"),
        (
            {"region": "99"},
            "region: expected the id or code of a Region, or its name, in this version, got '99'",
        ),
        ({"theme": small.P1}, "theme: expected the id or code of a Theme"),
        ({"period_from": 2020, "period_to": 2019}, "period_from: .* a year no later than 2019"),
        ({"period_from": 20200}, "period_from: expected a year from 1 to 9999, got 20200"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(
    model: ReadModel, wanted: dict[str, object], message: str
) -> None:
    with pytest.raises(BadQuestionError, match=message):
        names(model, "Project", **wanted)


@given(limit=st.integers(1, 9))
def test_the_pages_hold_the_whole_list_exactly_once(model: ReadModel, limit: int) -> None:
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = list_nodes(model, "Actor", limit=limit, cursor=cursor)
        assert len(page.items) <= limit
        seen += [card.name for card in page.items]
        cursor = page.next
        if cursor is None:
            break

    assert seen == ACTORS


def cursor_of(model: ReadModel) -> str:
    """The cursor of the second page."""
    cursor = list_nodes(model, "Actor", limit=3).next
    assert cursor is not None
    return cursor


def test_a_cursor_of_another_version_is_gone(model: ReadModel, private: ReadModel) -> None:
    with pytest.raises(CursorGoneError) as raised:
        list_nodes(private, "Actor", limit=3, cursor=cursor_of(model))

    assert (raised.value.version, raised.value.current) == (2, 3)


def test_a_cursor_of_another_question_or_audience_is_refused(
    model: ReadModel, private: ReadModel, public: ReadModel
) -> None:
    with pytest.raises(BadQuestionError, match="the same filters"):
        list_nodes(model, "Actor", filters=Filters(sector="public"), cursor=cursor_of(model))
    with pytest.raises(BadQuestionError, match="the same filters"):
        list_nodes(public, "Actor", cursor=cursor_of(private))


def test_a_cursor_beyond_the_end_is_refused(model: ReadModel) -> None:
    cursor = cursor_of(model)
    parts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    for place in (0, -1, 8, 10**30):
        forged = base64.urlsafe_b64encode(json.dumps([*parts[:2], place]).encode()).decode()
        with pytest.raises(BadQuestionError, match="the cursor of an earlier page, unchanged"):
            list_nodes(model, "Actor", cursor=forged)


BASE64 = st.binary().map(lambda octets: base64.urlsafe_b64encode(octets).decode())


@given(garbage=st.one_of(st.text(), BASE64))
def test_a_cursor_that_is_none_is_refused(model: ReadModel, garbage: str) -> None:
    with pytest.raises(BadQuestionError):
        list_nodes(model, "Actor", cursor=garbage)


@pytest.mark.parametrize("limit", [0, -1, 501])
def test_a_page_has_at_least_one_item_and_at_most_500(model: ReadModel, limit: int) -> None:
    with pytest.raises(BadQuestionError, match="limit: expected a number from 1 to 500"):
        list_nodes(model, "Actor", limit=limit)


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"region": "skåne LÄN"}, ["Bron", "Delad vinst"]),
        ({"theme": "Hälsa"}, ["Bron"]),
        ({"theme": "halsa"}, ["Bron"]),
        ({"programme": "ESF+"}, ["Delad vinst"]),
        ({"funder": "Fonden"}, ["Bron", "Delad vinst", "Odaterat"]),
        ({"funder": "malmö kommun"}, ["Delad vinst"]),  # another name of Malmö stad
    ],
)
def test_a_filter_takes_a_name_too(
    model: ReadModel, filters: dict[str, str], names: list[str]
) -> None:
    found = list_nodes(model, "Project", filters=Filters(**filters))

    assert [card.name for card in found.items] == names


@pytest.mark.parametrize("theme", ["Häls", "Arbete i", "Hälsa Hälsa", "Malmö"])
def test_a_part_of_a_name_or_the_name_of_something_else_is_no_filter(
    model: ReadModel, theme: str
) -> None:
    with pytest.raises(BadQuestionError, match="theme: expected"):
        list_nodes(model, "Project", filters=Filters(theme=theme))
