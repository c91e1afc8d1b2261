"""Amounts, rates and dates: every spelling met in real files, and those that must be refused."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.values import is_empty, parse_amount, parse_date, parse_rate

SPACES = [" ", "\u00a0", "\u2009", "\u202f"]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("75 354 267", "75354267"),
        ("75\u00a0354\u00a0267", "75354267"),
        ("75\u2009354\u2009267 kr", "75354267"),
        ("2073781,25", "2073781.25"),
        ("1.234.567,5", "1234567.5"),
        ("91.100,16 €", "91100.16"),
        ("4,156.00", "4156"),
        ("1 275 915.80", "1275915.8"),
        ("15.414.794", "15414794"),
        ("3929285", "3929285"),
        ("4107067.0", "4107067"),
        ("1 000 SEK", "1000"),
        ("SEK 1 000,50", "1000.5"),
        ("500:-", "500"),
        ("-12,5", "-12.5"),
        ("−3 000 kr", "-3000"),
        ("0", "0"),
        ("-0,00", "0"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
        ("1'234'567", "1234567"),
        ("1 234.567", "1234.567"),
    ],
)
def test_amounts_in_every_spelling(written: str, amount: str) -> None:
    assert parse_amount(written) == amount


@pytest.mark.parametrize(
    ("written", "decimal", "amount"),
    [
        ("1.234", ",", "1234"),
        ("1.234", ".", "1.234"),
        ("1,234", ".", "1234"),
        ("1,234", ",", "1.234"),
        ("12,34", ",", "12.34"),
        ("1.234.567", ",", "1234567"),
    ],
)
def test_the_decimal_mark_resolves_what_is_ambiguous(written: str, decimal, amount: str) -> None:
    assert parse_amount(written, decimal=decimal) == amount


@pytest.mark.parametrize("written", ["1.234", "1,234", "999.999 kr"])
def test_an_ambiguous_amount_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="read in one way"):
        parse_amount(written)


@pytest.mark.parametrize(
    ("written", "decimal"),
    [
        ("", None),
        ("kr", None),
        ("ca 500", None),
        ("500 tkr", None),
        ("1 23", None),
        ("1,23,456", None),
        ("1.234,567,8", None),
        ("1,5E+07", None),
        ("12.34", ","),
        ("1.234.567", "."),
        ("0.125", ","),
        ("1" * 31, None),
        ("(1 000)", None),
        ("1\n000", None),
        ("1" + " " * 50_000 + "x", None),
    ],
)
def test_what_is_no_amount_is_refused(written: str, decimal) -> None:
    with pytest.raises(ValueError, match=r"amount|characters"):
        parse_amount(written, decimal=decimal)


def test_a_rounded_amount_says_what_happened_to_it() -> None:
    with pytest.raises(ValueError, match="a spreadsheet has rounded this one"):
        parse_amount("7,5E+07")


@given(
    st.integers(min_value=0, max_value=10**12),
    st.integers(min_value=0, max_value=99),
    st.sampled_from(
        [(" ", ","), (" ", "."), (".", ","), (",", "."), ("'", "."), *((s, ",") for s in SPACES)]
    ),
    st.sampled_from(["", " kr", " SEK", " €", ":-"]),
)
def test_an_amount_survives_being_written_in_any_country(
    whole: int, cents: int, marks: tuple[str, str], currency: str
) -> None:
    group, decimal = marks
    written = f"{whole:,}".replace(",", group) + f"{decimal}{cents:02}{currency}"
    parsed = parse_amount(written, decimal=decimal)
    assert Decimal(parsed) == whole + Decimal(cents) / 100
    assert parse_amount(parsed, decimal=".") == parsed


@pytest.mark.parametrize(
    ("written", "fraction", "per_cent"),
    [
        ("40%", None, "40"),
        ("49,92%", None, "49.92"),
        ("50,00 %", None, "50"),
        ("95\u00a0%", None, "95"),
        ("40 procent", None, "40"),
        ("1%", None, "1"),
        ("0,5 %", None, "0.5"),
        ("0.8", None, "80"),
        ("0,8", None, "80"),
        ("40.0", None, "40"),
        ("0", None, "0"),
        ("100", None, "100"),
        ("1", True, "100"),
        ("1", False, "1"),
        ("0.5", True, "50"),
        ("0.5", False, "0.5"),
        ("0.4992", True, "49.92"),
    ],
)
def test_rates_in_every_spelling(written: str, fraction: bool | None, per_cent: str) -> None:
    assert parse_rate(written, fraction=fraction) == per_cent


@pytest.mark.parametrize(
    ("written", "fraction"),
    [
        ("1", None),
        ("1.0", None),
        ("101%", None),
        ("80", True),
        ("-5%", None),
        ("", None),
        ("ja", None),
    ],
)
def test_what_is_no_rate_is_refused(written: str, fraction: bool | None) -> None:
    with pytest.raises(ValueError, match="rate"):
        parse_rate(written, fraction=fraction)


@given(st.integers(min_value=0, max_value=10_000))
def test_a_rate_is_the_same_as_per_cent_and_as_fraction(hundredths: int) -> None:
    expected = Decimal(hundredths) / 100
    assert Decimal(parse_rate(f"{expected}%")) == expected
    assert Decimal(parse_rate(f"{expected / 100:f}", fraction=True)) == expected
    assert Decimal(parse_rate(str(expected), fraction=False)) == expected


@pytest.mark.parametrize(
    ("written", "order", "expected"),
    [
        ("2022-12-15", None, "2022-12-15"),
        ("2022-12-15 12:00:00", None, "2022-12-15"),
        ("2025-09-01T12:00:00Z", None, "2025-09-01"),
        ("2022/12/15", None, "2022-12-15"),
        ("2022-1-5", None, "2022-01-05"),
        ("15/12/2022", None, "2022-12-15"),
        ("12/15/2022", None, "2022-12-15"),
        ("07/17/2025 23:54:06", "mdy", "2025-07-17"),
        ("03/04/2022", "dmy", "2022-04-03"),
        ("03/04/2022", "mdy", "2022-03-04"),
        ("04/04/2022", None, "2022-04-04"),
        ("05.09.2016", None, "2016-09-05"),
        ("5.9.2016", None, "2016-09-05"),
        ("2022", None, "2022"),
        ("2022-12", None, "2022-12"),
        ("2022-12-15", "dmy", "2022-12-15"),
        ("0001-01-01", None, "0001-01-01"),
        ("9999-12-31", None, "9999-12-31"),
        ("29/02/2024", None, "2024-02-29"),
        ("20/8 2019", None, "2019-08-20"),
        ("3/4 2022", None, "2022-04-03"),
        ("3/4 2022", "mdy", "2022-03-04"),
    ],
)
def test_dates_in_every_spelling(written: str, order, expected: str) -> None:
    assert parse_date(written, order=order) == expected


@pytest.mark.parametrize(
    ("written", "order", "reason"),
    [
        ("03/04/2022", None, "read in one way"),
        ("2022-02-31", None, "a date that exists"),
        ("31/02/2022", None, "a date that exists"),
        ("8/20 2019", None, "a date that exists"),
        ("20/ 8 2019", None, "a date such as"),
        ("2023-02-29", None, "a date that exists"),
        ("0000-01-01", None, "a date that exists"),
        ("13/13/2022", "dmy", "a date that exists"),
        ("15/12/2022", "ymd", "a date such as"),
        ("15/12/22", None, "a date such as"),
        ("44910", None, "spreadsheets hold 2022-12-15 as this number: format it as a date"),
        ("2022-12/15", None, "a date such as"),
        ("våren 2022", None, "a date such as"),
        ("", None, "a date such as"),
    ],
)
def test_what_is_no_date_is_refused(written: str, order, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_date(written, order=order)


@given(st.dates(), st.sampled_from(["/", ".", "-"]))
def test_a_date_survives_being_written_in_any_order(day: date, mark: str) -> None:
    year, month, number = f"{day.year:04}", f"{day.month:02}", f"{day.day:02}"
    iso = f"{year}-{month}-{number}"
    assert parse_date(mark.join((year, month, number))) == iso
    assert parse_date(mark.join((number, month, year)), order="dmy") == iso
    assert parse_date(mark.join((month, number, year)), order="mdy") == iso


@pytest.mark.parametrize(
    "text", [None, "", "  ", "N.a.", "n/a", "None", "NULL", "-", "–", "\u00a0"]
)
def test_empty_markers(text: str | None) -> None:
    assert is_empty(text)


@pytest.mark.parametrize("text", ["0", "Nej", "Nathalie", "--x", "NA-dalen"])
def test_values_that_say_something(text: str) -> None:
    assert not is_empty(text)


@given(
    st.text() | st.text(alphabet="0123456789.,-/ \u00a0%kr€:TE+'"),
    st.sampled_from([None, ".", ","]),
    st.sampled_from([None, "ymd", "dmy", "mdy"]),
)
def test_no_text_raises_anything_but_value_error(text: str, decimal, order) -> None:
    with suppress(ValueError):
        parse_amount(text, decimal=decimal)
    with suppress(ValueError):
        parse_rate(text)
    with suppress(ValueError):
        parse_date(text, order=order)
