"""Identifiers: all spellings become one, and a person's number never becomes an identifier."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import luhn

from graph_schema.identifiers import (
    SCHEMES,
    NotAnIdentifierError,
    PersonalNumberError,
    is_personal_number,
    normalise,
    spellings,
    tagged,
)


def with_check_digit(nine: str) -> str:
    """Nine digits and the tenth that Luhn's rule gives."""
    return nine + luhn.calc_check_digit(nine)


orgnrs = st.from_regex(r"[235789][0-9][2-9][0-9]{6}", fullmatch=True).map(with_check_digit)
birthdays = st.dates(min_value=date(1900, 1, 1), max_value=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("scheme", "written", "expected"),
    [
        ("orgnr", "202100-4920", "2021004920"),
        ("orgnr", "16202100-4920", "2021004920"),
        ("orgnr", "162021004920", "2021004920"),
        ("orgnr", "SE202100492001", "2021004920"),
        ("orgnr", " 202100 4920 ", "2021004920"),
        ("orgnr", "202100\u20114920", "2021004920"),
        ("orgnr", "5562802115", "5562802115"),
        ("cfar", "12345678", "12345678"),
        ("vat", "SE 2021004920 01", "SE202100492001"),
        ("vat", "DE136695976", "DE136695976"),
        ("ror", "https://ror.org/00a4x6777", "00a4x6777"),
        ("ror", "ror.org/05WP7AN13", "05wp7an13"),
        ("wikidata", "http://www.wikidata.org/entity/Q3233447", "Q3233447"),
        ("wikidata", "q3233447", "Q3233447"),
        ("pic", "999 885 022", "999885022"),
        ("lei", "5493001kjtiigc8y1r12", "5493001KJTIIGC8Y1R12"),
        ("isni", "https://isni.org/isni/0000000109302361", "0000000109302361"),
        ("isni", "0000 0001 0930 2361", "0000000109302361"),
        ("fundref", "https://doi.org/10.13039/501100003252", "501100003252"),
        ("fundref", "100007212", "100007212"),
        ("grid", "GRID.4514.4", "grid.4514.4"),
        ("local", "  Arena 7\n b", "Arena 7 b"),
    ],
)
def test_spellings_become_one(scheme: str, written: str, expected: str) -> None:
    assert normalise(scheme, written) == expected
    assert tagged(scheme, written) == f"{scheme}:{expected}"


@pytest.mark.parametrize(
    ("scheme", "written"),
    [
        ("orgnr", "202100-4921"),
        ("orgnr", "20210049"),
        ("orgnr", "202100492001"),
        ("orgnr", "0000000000"),
        ("orgnr", ""),
        ("orgnr", "２０２１００４９２０"),
        ("cfar", "1234567"),
        ("vat", "2021004920"),
        ("vat", "SE202100492101"),
        ("vat", "XX123"),
        ("ror", "00a4x6778"),
        ("ror", "https://example.org/00a4x6777"),
        ("wikidata", "P31"),
        ("wikidata", "Q0"),
        ("pic", "99988502"),
        ("lei", "5493001KJTIIGC8Y1R13"),
        ("isni", "0000 0001 0930 2362"),
        ("fundref", "10.1000/1"),
        ("grid", "4514.4"),
        ("local", " "),
        ("telex", "1"),
    ],
)
def test_what_is_no_identifier_is_refused_without_repeating_it(scheme: str, written: str) -> None:
    with pytest.raises(NotAnIdentifierError) as refused:
        normalise(scheme, written)
    assert len(written.strip()) < 3 or written not in str(refused.value)


@given(orgnrs)
def test_every_spelling_of_an_orgnr_is_the_same(orgnr: str) -> None:
    vat = f"SE{orgnr}01"
    written = (
        orgnr,
        f"{orgnr[:6]}-{orgnr[6:]}",
        f"{orgnr[:6]} {orgnr[6:]}",
        f"16{orgnr}",
        f"16{orgnr[:6]}-{orgnr[6:]}",
        vat,
        f"SE {orgnr[:6]}-{orgnr[6:]} 01",
    )
    assert {normalise("orgnr", spelling) for spelling in written} == {orgnr}
    assert {spelling for text in written for spelling in spellings(text)} == {
        f"orgnr:{orgnr}",
        f"vat:{vat}",
    }
    assert not is_personal_number(orgnr)


@given(
    birthdays,
    st.integers(min_value=0, max_value=999),
    st.booleans(),
    st.sampled_from(["", "-", "+"]),
)
def test_a_sole_traders_number_is_never_an_identifier(
    born: date, serial: int, coordinated: bool, sign: str
) -> None:
    day = born.day + (60 if coordinated else 0)
    number = with_check_digit(f"{born:%y%m}{day:02}{serial:03}")
    assume(born.year != 1900)  # strftime("%y") of 1900 is 00, a leap year in 2000
    dashed = f"{number[:6]}{sign}{number[6:]}"
    for spelling in (dashed, f"{born:%Y}"[:2] + dashed):
        assert is_personal_number(spelling)
        assert spellings(spelling.replace("+", "-")) == ()
        with pytest.raises(PersonalNumberError) as refused:
            normalise("orgnr", spelling.replace("+", "-"))
        assert number[6:] not in str(refused.value)
    for scheme, spelling in (("vat", f"SE{number}01"), ("orgnr", f"16{number}"), ("local", number)):
        with pytest.raises(PersonalNumberError):
            normalise(scheme, spelling)


def test_a_mistyped_personal_number_is_still_a_persons() -> None:
    right = with_check_digit("900230123"[:4] + "15" + "123")
    wrong = right[:9] + str((int(right[9]) + 1) % 10)
    with pytest.raises(PersonalNumberError):
        normalise("orgnr", wrong)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("202100-4920", ("orgnr:2021004920",)),
        ("orgnr:202100-4920", ("orgnr:2021004920",)),
        ("SE202100492001", ("orgnr:2021004920", "vat:SE202100492001")),
        ("https://ror.org/00a4x6777", ("ror:00a4x6777",)),
        ("00a4x6777", ("ror:00a4x6777",)),
        ("Q3233447", ("wikidata:Q3233447",)),
        ("999885022", ("pic:999885022",)),
        ("100007212", ("pic:100007212", "fundref:100007212")),
        ("22-018-S01", ()),
        ("Malmö universitet", ()),
        ("", ()),
    ],
)
def test_candidates_for_a_search(written: str, expected: tuple[str, ...]) -> None:
    assert spellings(written) == expected


@given(
    st.sampled_from([*SCHEMES, "other"]), st.text() | st.text(alphabet="0123456789-SEQgridx./: ")
)
def test_any_text_is_normal_or_refused_and_normal_stays_normal(scheme: str, text: str) -> None:
    try:
        normal = normalise(scheme, text)
    except (NotAnIdentifierError, PersonalNumberError):
        return
    assert normalise(scheme, normal) == normal
    assert tagged(scheme, normal) in spellings(f"{scheme}:{text}")
