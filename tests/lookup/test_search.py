"""Search: identifiers, names, folded letters, one letter wrong, and whatever people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.answers import SearchHit
from queries.errors import BadQuestionError
from queries.lookup.search import search
from queries.readmodel.open import ReadModel
from tests.lookup import small_graph as small

OPERATORS = [
    '"',
    *["*", "NEAR", "AND", "OR", "NOT", "(", ")", ":", "^", "{", "}", "-", "+"],
    "NEAR(a b,2)",
    "\0",
    "\ud800",
]
TYPED = st.lists(st.sampled_from([*OPERATORS, "malmö", "22"])).map(" ".join)


def found(model: ReadModel, text: str, labels: tuple[str, ...] = ()) -> list[tuple[str, str, bool]]:
    """Name, what matched, and whether only nearly."""
    return [(h.name, h.matched, h.approximate) for h in search(model, text, labels=labels)]


def test_a_hit_says_what_matched_and_how_connected_it_is(model: ReadModel) -> None:
    assert search(model, "frukost") == [
        SearchHit(
            id=small.C1,
            label="Collaboration",
            name="Frukost om arbete",
            matched="Frukost om arbete",
            ties=4,
            approximate=False,
        )
    ]


def test_those_with_most_ties_come_first(model: ReadModel) -> None:
    assert found(model, "malm") == [
        ("Malmö stad", "Malmö stad", False),
        ("Malmö", "Malmö", False),
    ]


def test_the_last_word_may_be_a_beginning_and_the_others_may_not(model: ReadModel) -> None:
    assert found(model, "delad vi") == [("Delad vinst", "Delad vinst", False)]
    assert found(model, "dela vinst") == [("Delad vinst", "Delad vinst", True)]


def test_another_name_of_a_node_finds_it(model: ReadModel) -> None:
    assert found(model, "malmö kommun") == [("Malmö stad", "Malmö kommun", False)]
    assert found(model, "sverige") == [("Malmö stad", "Malmö Stad Sverige", False)]


def test_letters_without_rings_and_dots_find_names_that_have_them(model: ReadModel) -> None:
    assert found(model, "oresund") == [("Öresund AB", "Öresund AB", False)]
    assert found(model, "ARLA") == [("Ärla universitet", "Ärla universitet", False)]


def test_names_as_typed_come_before_folded_ones(model: ReadModel) -> None:
    assert [name for name, _, _ in found(model, "ar")] == [
        "Frukost om arbete",
        "Arbete",
        "Arbete i almanackan",
        "Ärla universitet",
    ]


@pytest.mark.parametrize("typed", ["kooprativ", "kooperaativ", "kooperatif", "koopreativ"])
def test_one_letter_may_be_missing_added_wrong_or_swapped(model: ReadModel, typed: str) -> None:
    assert found(model, typed) == [("Åsa Kooperativ", "Åsa Kooperativ", True)]


def test_short_words_are_not_guessed(model: ReadModel) -> None:
    assert found(model, "åka") == []


@pytest.mark.parametrize(
    "typed", ["2120001124", "212000-1124", "orgnr:2120001124", "16212000-1124", "SE212000112401"]
)
def test_an_organisation_number_is_found_in_any_spelling(model: ReadModel, typed: str) -> None:
    assert found(model, typed) == [("Malmö stad", "orgnr:2120001124", False)]


@pytest.mark.parametrize("typed", ["22-018-S01", "22 018 s01", "22018S01", "22-018"])
def test_a_project_number_is_found_with_other_separators(model: ReadModel, typed: str) -> None:
    assert found(model, typed) == [("Bron", "22-018-S01", False)]


@pytest.mark.parametrize("typed", ["2018/00076", "2018 / 00076", "2018-00076", "dnr:2018/00076"])
def test_a_register_number_with_a_slash_is_found(model: ReadModel, typed: str) -> None:
    hits = found(model, typed)

    assert [name for name, _, _ in hits] == ["Delad vinst"]
    assert hits[0][1] in ("2018/00076", "dnr:2018/00076")


def test_the_text_of_a_project_is_searched_too(model: ReadModel) -> None:
    assert found(model, "grannar") == [("Bron", "Bron", False)]


def test_only_the_labels_asked_for_are_found(model: ReadModel) -> None:
    assert found(model, "malmö", labels=("Region",)) == [("Malmö", "Malmö", False)]
    assert found(model, "fon", labels=("Funder",)) == [("Fonden", "Fonden", False)]
    assert found(model, "ensam", labels=("Funder",)) == []


def test_an_unknown_label_and_a_senseless_limit_are_refused(model: ReadModel) -> None:
    with pytest.raises(BadQuestionError, match="labels: expected one of Actor, Project"):
        search(model, "malmö", labels=("Person",))
    with pytest.raises(BadQuestionError, match="limit: expected a number from 1 to 100, got 0"):
        search(model, "malmö", limit=0)


def test_no_more_than_asked_for_are_found(model: ReadModel) -> None:
    assert [hit.name for hit in search(model, "malm", limit=1)] == ["Malmö stad"]


@pytest.mark.parametrize("typed", ["", "   ", "\0", '"', "***", "()", "- -"])
def test_a_text_without_a_word_finds_nothing(model: ReadModel, typed: str) -> None:
    assert search(model, typed) == []


@given(text=st.one_of(st.text(), TYPED))
def test_nothing_that_is_typed_is_an_error(model: ReadModel, text: str) -> None:
    assert len(search(model, text, limit=5)) <= 5


def test_a_private_source_is_not_searched_in_public(private: ReadModel, public: ReadModel) -> None:
    assert found(private, "hemligt") == [("Hemligt möte", "Hemligt möte", False)]
    assert found(public, "hemligt") == []


@pytest.mark.parametrize("text", ["Malmö", "malmo", "MALMÖ "])
def test_who_bears_just_the_name_comes_before_who_is_better_connected(
    model: ReadModel, text: str
) -> None:
    hits = search(model, text)

    # The town has fewer ties than the municipality, whose name is longer.
    assert [(h.name, h.label) for h in hits[:2]] == [("Malmö", "Region"), ("Malmö stad", "Actor")]
    assert hits[0].ties < hits[1].ties


def test_a_whole_alias_counts_as_the_name(model: ReadModel) -> None:
    (first, *_) = search(model, "malmö kommun")

    assert (first.name, first.matched) == ("Malmö stad", "Malmö kommun")
