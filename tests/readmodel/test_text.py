"""Text made comparable: folding never depends on how a letter is composed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.names import sort_key
from queries.readmodel.filling import sorted_as
from queries.readmodel.text import fold, squeeze, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Malmö", "malmo"),
        ("ÅÄÖ åäö", "aao aao"),
        ("Café Ærø", "cafe aero"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Ελλάδα", "ελλαδα"),
    ],
)
def test_folding_leaves_rings_dots_and_accents_out(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_words_are_letters_and_digits() -> None:
    assert tokens("Malmö-stad: A/B (22_018)") == ["malmö", "stad", "a", "b", "22", "018"]
    assert squeeze("22-018 S01") == "22018s01"


@given(st.text())
def test_the_quick_way_to_a_sort_key_is_the_sort_key(name: str) -> None:
    assert sorted_as(name) == sort_key(name)
