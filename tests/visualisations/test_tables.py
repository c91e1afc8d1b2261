"""Tables and their CSV."""

import pytest

from visualisations.tables import Table, as_csv
from visualisations.wording import label_lines, number, percent, shortened

TABLE = Table(
    ("Namn", "Antal", "Kvot"),
    (
        ('Å; "citat"', 1234, 0.4349999),
        ("=1+1", -5, -1.5),
        ("+46", 0, 1e-7),
        ("-x", None, None),
        ("@SUM(A1)", 1, 2.0),
        ("\tflik", 1, 1234567.25),
        ("rad\nbryt", 1, None),
        ("'+46", 2, None),
    ),
    "Exempel",
)


def test_a_swedish_csv_opens_in_a_swedish_spreadsheet_and_runs_nothing() -> None:
    assert as_csv(TABLE, "sv").decode("utf-8") == (
        "\ufeffNamn;Antal;Kvot\r\n"
        '"Å; ""citat""";1234;0,435\r\n'
        "'=1+1;-5;-1,5\r\n"
        "'+46;0;0\r\n"
        "'-x;;\r\n"
        "'@SUM(A1);1;2\r\n"
        "'\tflik;1;1234567,25\r\n"
        '"rad\nbryt";1;\r\n'
        "''+46;2;\r\n"
    )


def test_an_english_csv_differs_in_the_decimal_sign_only() -> None:
    swedish = as_csv(TABLE, "sv").decode("utf-8-sig")
    english = as_csv(TABLE, "en").decode("utf-8-sig")

    assert english == swedish.replace("0,435", "0.435").replace("1,5", "1.5").replace(
        "7,25", "7.25"
    )


def test_a_table_is_shown_with_the_numbers_of_the_language() -> None:
    assert TABLE.shown("sv")[0] == ['Å; "citat"', "1\u00a0234", "0,435"]
    assert TABLE.shown("en")[0] == ['Å; "citat"', "1,234", "0.435"]
    assert TABLE.shown("sv")[3] == ["-x", "–", "–"]
    assert TABLE.numeric == (False, True, True)
    assert Table(("A", "B"), (), "tom").numeric == (False, False)


def test_numbers_and_shares_are_written_as_the_language_does() -> None:
    assert number(9.25, "sv", 1, 1) == "9,2"  # halves go to the even digit
    assert number(1011.7, "en", 1, 1) == "1,011.7"
    assert number(None, "sv") == "–"
    assert percent(0.123, "sv") == "12,3\u00a0%"
    assert percent(0.123, "en") == "12.3%"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0%"), (0.6, "60%"), (1, "100%"), (0.004, "0.4%"), (0.00004, "0.004%"),
        (0.5996, "59.96%"), (0.6004, "60.04%"), (0.595, "59.5%"),
        (0.9997, "99.97%"), (0.996, "99.6%"), (0.994, "99%"),
    ],
)  # fmt: skip
def test_no_share_looks_like_none_all_or_what_a_verdict_takes_but_these(
    share: float, said: str
) -> None:
    assert percent(share, "en", 0, 0) == said


def test_long_names_are_cut_and_controls_taken_out() -> None:
    assert shortened("a" * 10_000, 10) == "a" * 9 + "…"
    assert shortened("a\u0000b\u202ec\n d") == "a bc d"
    assert label_lines("Idéburet offentligt partnerskap i Göteborgs Stad") == [
        "Idéburet offentligt",
        "partnerskap i…",
    ]
    assert label_lines(" \u200e") == ["–"]
