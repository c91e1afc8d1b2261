"""Masking: contact data goes, every other character stays where it was.

Persons and numbers are invented; personal numbers are put together here from a date and a serial.
"""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn

from importers.masking import MASK, Finding, FindingKind, contains_personal_number, findings, mask
from tests.importers.plain_masking import plain_findings

birthdays = st.dates(min_value=date(1901, 1, 1), max_value=date(2025, 12, 31))


def blacked(text: str) -> str:
    """The expected text: what stands between ‹ and › masked, the signs themselves gone."""
    return re.sub("‹(.*?)›", lambda found: MASK * len(found[1]), text)


def bare(text: str) -> str:
    """The text before masking."""
    return text.replace("‹", "").replace("›", "")


def personal(born: date, serial: int, *, coordinated: bool = False) -> str:
    """Ten digits of a number nobody needs to have."""
    nine = f"{born:%y%m}{born.day + 60 * coordinated:02}{serial:03}"
    return nine + luhn.calc_check_digit(nine)


@pytest.mark.parametrize(
    "marked",
    [
        "Skriv till ‹anna.andersson@example.se›.",
        "Skriv till ‹anna.andersson (at) example.se› eller ‹bo[at]example.org›",
        "Ring ‹040-12 34 56› eller ‹070-123 45 67›/‹08-123 45 67›.",
        "tel ‹040-123456›, växel ‹+46 (0)40-665 00 00›, ‹0046 40 665 00 00›",
        "Mobil: ‹0701-234567›, direkt ‹0701234567›, ‹+46701234567›",
        "Nummer ‹072-085 00 51› och ‹(040) 12 34 56›",
        "Telefon: ‹55 12 34 56› (Danmark)",
        "Call ‹+44 20 7946 0958› today",
        "Kontaktperson: ‹Anna Andersson›",
        "Kontaktperson: ‹ANNA ANDERSSON›",
        "Kontaktperson är ‹Anna Andersson›, Lunds kommun",
        "Kontaktpersoner: ‹Anna Andersson och Bo Ek-Berg›",
        "Contact person: ‹Anna von Essen›",
        "‹Anna Andersson›, projektledare",
        "‹Bo Ek›, socialchef i Lunds kommun",
        "‹Åsa Öberg›, nationell samordnare, och ‹Bo Ek› (enhetschef)",
        "Projektledare: ‹Anna Andersson›",
        "Vår verksamhetschef ‹Anna Andersson› öppnade; senare talade ‹Anna Andersson› igen",
        "‹Anna Andersson›\n\nProjektledare\n‹anna@example.se›",
        "‹Xenia Quist›, ‹x.quist@example.se›",
        "‹Jens Juul›,‹20123456›,‹jj@example.dk›",
        "https://example.se/?to=‹anna@example.se›",
        "Skriv ‹anna [at] example [dot] se›, ‹anna at example dot se› eller ‹anna @ example.se›",
        "Skriv ‹anna (snabel-a) example.se› eller ‹anna@example .se›",
        "Ring ‹040.665.70.34›, ‹07 01 23 45 67› eller ‹070 12 34 567›",
        "‹EVA LIND›, verksamhetschef, och rektorn ‹EVA LIND›",
        "Rektorn ‹Xenia Quist› och ordföranden ‹Bo Ek›",
        "Prof. ‹Eva Lind›, dr ‹Åsa Öberg› och ordf. ‹Bo Ek›",
        "Handläggare: ‹E. Lind›, frågor: ‹Xenia Quist›",
        "Kontakta ‹Eva Lind› för mer information; projektet leds av ‹Bo Ek›.",
        "Kommunikatör\n\n‹Lotta Exempel›",
        "‹550101−1232› och EF‹550161-1239›, personnr‹19550101+1232›",
        "Öbergs snickeri (‹Lars Öberg›, ‹550101-1236›)",
        "‹Lars Öberg› enskild firma ‹550101−1236›, personnr ‹550101-1236›, född: ‹550101-1236›",
        "‹Xenia Quist› EF‹550101-1232› och ‹Zeno Quist› pnr‹5501011232›",
        "‹Eva Lind› personnummer ‹550101-1232›, ‹XENIA QUIST› EF‹550101-1232›",
        "‹EVA LIND› ‹550101-1236› samt ‹Bo Ek› ‹550101 1236›",
        "p.nr ‹5501011236›, P-nr: ‹550101 1236›",
        "‹Eva Lind› EF‹550101-1236›, grannen (p. nr ‹19550101-1236›)",
        "‹Eva\u00ad Lind› ‹55\u00ad0101\u200b-1232›, ‹eva@exam\u00adple.se›",
    ],
)
def test_contact_data_is_masked(marked: str) -> None:
    assert mask(bare(marked)) == blacked(marked)


@pytest.mark.parametrize(
    "text",
    [
        "22-018-S01, 23-017-S01 och 24-030-S04",
        "2018/00076 samt Dnr 2019-01234",
        "202100-4920, 2021004920, 16202100-4920, SE202100492001",
        "2022-12-15 till 2025-12-30, 15.12.2022, 01/02/2022, 01-02-2022, 12/15/2022 12:00:00",
        "75 354 267 kr, 2073781,25, 1.234.567,5, 91.100,16 €, 4,156.00, 1 275 915.80",
        "en ökning med +15 000 000 kr",
        "https://www.esf.se/resultat/projektbanken/projekt/?dnr=24-030-S04&tel=0701234567",
        "Dnr 240115-0001, KS 240115-0002 och A550101-1232; perioden 220101-1231",
        "Malmö stad, 240115-0001; Projekt Bryggan 240115-0002",
        "diarienr 240115-0001, Dnr240115-0001, projekt nr 240115 0002, GRUPP NR 240115-0001",
        "Region Skåne, 240115_0001; MALMÖ STAD 240115—0001; förordning (EF) 240115-0001",
        "SNI 88.101, 94992, 01.110; 01110 01120; kommunkod 0180 1280 1480",
        "2021SE05SFPR001_23-017-S01 i ESF+ 2021–2027",
        "ISNI 0000 0001 0930 2361, ROR https://ror.org/00a4x6777, Q3233447",
        "Mötesplats social innovation, Malmö universitet, projektägare",
        "Region Örebro län – Partnerskapet för social innovation, projektledare",
        "Rädda Barnen, samordnare",
        "kl. 08.00-17.00 och 08-16",
        "Malmö universitet söker en projektledare. Kontakt: Malmö universitet",
        "(at best) a project",
        "Dr Per Exempels Stiftelse och stiftelsen Eva Exempels minne",
        "VERKET, verksamhetschef och MSI KOMPETENSCENTER, projektledare",
        "Kontakta Malmö universitet; projektet leds av Svenska Kyrkan",
        "version 01.12.24 och 01.02.2023, 01 02 2023",
        "",
    ],
)
def test_what_is_no_contact_data_stays(text: str) -> None:
    assert findings(text) == []
    assert mask(text) == text


def test_findings_say_what_stands_where() -> None:
    text = "Anna Andersson, projektledare, 040-12 34 56, anna@example.se"
    assert findings(text) == [
        Finding(FindingKind.NAME, (0, 14)),
        Finding(FindingKind.TELEPHONE, (31, 43)),
        Finding(FindingKind.EMAIL, (45, 60)),
    ]


@given(
    birthdays,
    st.integers(min_value=0, max_value=999),
    st.booleans(),
    st.sampled_from(["{0}{1}", "{0}-{1}", "{0}+{1}", "{0} {1}", "{0} - {1}", "{0}–{1}", "{0}.{1}"]),
    st.booleans(),
)
def test_personal_numbers_are_masked_in_every_form(
    born: date, serial: int, coordinated: bool, form: str, century: bool
) -> None:
    digits = personal(born, serial, coordinated=coordinated)
    written = f"{born:%Y}"[:2] * century + form.format(digits[:6], digits[6:])
    text = f"Sökande {written}, Lund"
    assert mask(text) == f"Sökande {MASK * len(written)}, Lund"
    assert contains_personal_number(text)


STROKES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u207b\u2212\ufe58\ufe63\uff0d_+./\u00b7"
BESIDE = ["", " ", "\u00a0", "\u2009", "\t", "\u00ad", "\u200b", "\u2060"]
CALLED = ["EF", "ef", "pnr", "Personnr", "personnummer", "född", "p.nr ", "p nr: ", "p-nr ", ""]
OWNERS = ["Eva Lind", "Xenia Quist", "EVA LIND", "Bo Ek-Berg"]


@given(
    st.tuples(birthdays, st.integers(min_value=0, max_value=999), st.booleans()),
    st.sampled_from(["", *STROKES]),
    st.sampled_from(BESIDE),
    st.sampled_from(BESIDE),
    st.sampled_from(CALLED),
    st.sampled_from(OWNERS),
    st.integers(min_value=0, max_value=9),
)
def test_a_number_beside_its_owner_is_masked_with_the_name_however_both_are_written(
    number: tuple[date, int, bool],
    stroke: str,
    before: str,
    after: str,
    called: str,
    owner: str,
    last: int,
) -> None:
    """Whatever the last digit: with a wrong one only a common given name or a word tells."""
    born, serial, century = number
    nine = f"{born:%y%m%d}{serial:03}"
    if owner == "Xenia Quist" and called in ("", "EF", "ef"):
        last = int(luhn.calc_check_digit(nine))
    written = f"{born:%Y}"[:2] * century + nine[:6] + before + stroke + after + nine[6:] + str(last)

    masked = f"Sökande: {MASK * len(owner)} {called}{MASK * len(written)}, Lund"

    assert mask(f"Sökande: {owner} {called}{written}, Lund") == masked


@given(
    st.integers(min_value=0, max_value=999_999),
    st.sampled_from(["5560{:06}", "2021{:06}", "8020{:06}"]),
    st.sampled_from(["", "-", "\u2014", "_", " ", "\u00ad-"]),
    st.sampled_from(["Malmö stad", "Orgnr", "Eva Lind AB,", "org.nr:", "Dnr", "Belopp", "pnr"]),
)
def test_a_number_whose_third_digit_begins_no_month_stays(
    serial: int, form: str, stroke: str, before: str
) -> None:
    digits = form.format(serial)
    text = f"{before} {digits[:6]}{stroke}{digits[6:]} kr"

    assert mask(text) == text


@pytest.mark.parametrize("form", ["SE{}01", "16{}", "{}_Vinnova", "id={}", "1985-03-{}"])
def test_personal_numbers_are_found_inside_other_numbers(form: str) -> None:
    digits = personal(date(1985, 3, 12), 123)
    part = f"{digits[4:6]}-{digits[6:]}" if form.startswith("1985") else digits
    assert contains_personal_number(form.format(part))


@pytest.mark.parametrize("form", ["{}-{}-{} {}", "{} {} {} {}", "{}.{}.{}-{}", "{}/{}/{} {}"])
@pytest.mark.parametrize("century", ["", "19"])
def test_personal_numbers_are_masked_however_their_date_is_written(form: str, century: str) -> None:
    digits = personal(date(1985, 3, 12), 123)
    written = century + form.format(digits[:2], digits[2:4], digits[4:6], digits[6:])

    assert mask(f"Sökande {written}, Lund") == f"Sökande {MASK * len(written)}, Lund"


@pytest.mark.parametrize("month", ["13", "20", "35"])
def test_a_number_without_a_birthday_is_no_personal_number(month: str) -> None:
    nine = f"56{month}12345"
    assert not contains_personal_number(nine + luhn.calc_check_digit(nine))


def test_a_wrong_check_digit_is_no_personal_number() -> None:
    digits = personal(date(1985, 3, 12), 123)
    wrong = digits[:9] + str((int(digits[9]) + 1) % 10)
    assert not contains_personal_number(wrong)


PIECES = st.sampled_from(
    [
        "Anna Andersson", ", projektledare", "Kontaktperson: ", "anna@example.se", "040-12 34 56",
        "+46 40 12 34 56", "8503121236", " ", "-", "\n", "08", "2022-12-15", "Bo", MASK,
        "tel ", "e@",
    ]
)  # fmt: skip


@given(st.text() | st.lists(PIECES, max_size=8).map("".join))
def test_masking_keeps_every_place_and_is_done_once(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(now in (was, MASK) for was, now in zip(text, masked, strict=True))
    assert findings(masked) == []
    assert mask(masked) == masked


BORN = "850312"
LAST = personal(date(1985, 3, 12), 123)[6:]
TELLING = [
    "Anna Andersson", "Anna", "Bo Ek-Berg", "EVA LIND", "E. Lind", "Ann-Marie von Essen", "MSI",
    "Xenia Quist", "Malmö universitet", "AB", ", projektledare", "projektledare ", "rektorn ",
    "head of sales", "head of x ", "Senior Lecturer: ", "project manager ", "professor emeritus ",
    "dırector ", "DİREKTÖR ", "ſenior lecturer ", "vd ", "nationell samordnare", "Kommunikatör",
    "Kontaktperson: ", "kontaktperson for ", "contact person is ", "ansvarig handläggare = ",
    "frågor besvaras av ", "frågor besvaras av: ", "foto : ", "kontakta ", "hör av dig till ",
    "vänd er till ", "leds av ", "skriven av ", "samtal med ", "written by ", "Prof. ", "fıl. dr ",
    "fildr ", "ordf. ", "anna@example.se", "anna @ example.se", "anna [at] example [dot] se",
    "anna ( @ ) example.se", "anna (ſnabel-a) example.se", "x at at dot se at foo dot com",
    "anna@example .se", "@", " at ", " dot ", "040-12 34 56", "070-123 45 67/08-123 45 67",
    "(040) 12 34 56", "+46 (0)40-665 00 00", "0046 40 665 00 00", "07 01 23 45 67", "0701234567",
    "040.665.70.34", "20123456", "55 12 34 56", "tel ", "Tel. : +", "mobıl ", "MOBİL: (", "växel ",
    BORN + LAST, f"19{BORN}-{LAST}", f"85 03 12-{LAST}", f"85.03.12-{LAST[:2]} {LAST[2:]}",
    f"SE {BORN}-{LAST}01", f"16{BORN}-{LAST}", f"1985-03-12 {LAST[:2]} {LAST[2:]}",
    "2022-12-15", "75 354 267 kr", " kr", "www.x.se/",
    " ", "  ", "\n", "\n\n", "\u00a0", "\u2009", ".", ",", ", ", ":", "=", "(", ")", "-", "–", "/",
    " och ", " är ", " is ", "_", "a", "A", "B.", "0", "7", MASK, "ß", "İ", "K", "Å",
]  # fmt: skip


@settings(max_examples=1_000, deadline=None)
@given(st.lists(st.sampled_from(TELLING) | st.text(max_size=3), max_size=14).map("".join))
def test_what_is_found_is_what_every_pattern_finds_anywhere(text: str) -> None:
    assert findings(text) == plain_findings(text)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    [
        "a", "A", "0", "0 ", "08-", "Ab ", "a@", "a.", "+4", "(", "Ab, ", "AB ", "EF", "811218 - ",
        "8\u00ad", "8\t", "EVA LIND EF", "Eva Lind p.nr 811218 ", "Eva Lind 811218-9875 ",
    ],
)  # fmt: skip
def test_long_texts_do_not_take_forever(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert len(mask(text)) == len(text)


@pytest.mark.timeout(20)
def test_many_names_do_not_take_forever() -> None:
    names = (f"X{a}{b}{c}" for a in "abcdefghij" for b in "abcdefghijklm" for c in "abcdefghijklmn")
    text = "\n".join(f"Eva {name}, p.nr 550101-1236" for name in names)

    masked = re.sub(r"Eva X...|\d+-\d+", lambda found: MASK * len(found[0]), text)

    assert mask(text) == masked
