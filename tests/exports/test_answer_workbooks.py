"""Answers as workbooks: every table as its CSV and the API have it, and what all of it rests on.

A hub meets five others, one of whom meets two more, each time two alone in a project of one theme,
target group and county. Their names are what a spreadsheet would run, what XML forbids, and more
than a cell holds.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from fastapi.testclient import TestClient
from lxml import html

from graph_schema.claims import CoverageSlice, Licence, SourceInfo
from graph_schema.vocabularies import ParticipantsListed, Visibility
from queries.readmodel.open import ReadModel
from service.exports.answers import Front, answer_workbook, sheet_names
from service.exports.sheets import LONG_TEXTS
from tests.callers import caller_in
from tests.lookup.small_graph import Statements, almanac, diary, node_id, register
from tests.visualisations.examples import ANSWERS
from visualisations import DRAWINGS
from visualisations.tables import Table

API = "/api/v1"
BASE = "https://map.example/"
TOKEN = "a token of twenty characters"  # noqa: S105 - of the test's own service
AUTH = {"Authorization": f"Bearer {TOKEN}"}
NAMES = {
    "hub": "Navet",
    "formula": '=HYPERLINK("https://e.example";"x")',
    "controls": "a\x01b\x0bc\x1fd _x0041_ \u2028e",
    "long": "=" + "Å" * 40_000,
    "plus": "+46 Tak",
    "apostrophe": "'s-Hertogenbosch",
    "at": "@granne",
    "minus": "-1 granne",
}
SECTORS = ("public", "private", "civil_society", "academia", "private", "civil_society",
           "public", "academia")  # fmt: skip
MET = (("hub", "formula"), ("hub", "controls"), ("hub", "long"), ("hub", "plus"),
       ("hub", "apostrophe"), ("plus", "at"), ("plus", "minus"))  # fmt: skip
ODD = SourceInfo(
    name="odd", title_sv="=1+1 & Udda", title_en="=1+1 & odd", publisher="@Ingen",
    retrieved="2026-11-22", visibility=Visibility.PUBLIC, order=40,
    licence=Licence(name="CC0", url="https://e.example/cc0", also=("https://e.example/by",)),
    coverage=(
        CoverageSlice(years=(2015, 2021), kinds=("Project",), regions=("lan:12",),
                      participants=ParticipantsListed.COMPLETE),
        CoverageSlice(years=(2024, 2024), participants=ParticipantsListed.OWNER_ONLY),
    ),
    not_covered_years=(2022, 2023),
)  # fmt: skip
HUB, GONE = node_id("odd/act/hub"), node_id("odd/act/controls")
ASKED = {
    "network": f"id={HUB}&depth=3",
    "whatif": f"change=gone+{GONE}",
    "sunset": "day=2016-06-01",
}
ESCAPE = re.compile("_x([0-9A-F]{4})_")
ILLEGAL = re.compile(r"[\[\]:*?/\\]|^'|'$")


def odd() -> Statements:
    """Version 4."""
    says = Statements(ODD)
    says.says("thm", "t", name="Tema")
    says.says("tgt", "g", name="Unga")
    says.says("reg", "12", name="Skåne län", notation="12", level="county")
    for (key, name), sector in zip(NAMES.items(), SECTORS, strict=True):
        says.says("act", key, name=name, sector=sector)
    says.ties("TARGETS", "act/plus", "tgt/g")
    for number, actors in enumerate(MET):
        arena = f"p{number}"
        says.says(
            "prj", arena, name=f"-{number} projekt", start=f"{2016 + number}-03-01",
            end=f"{2017 + number}-12-15",
        )  # fmt: skip
        says.ties("ADDRESSES", f"prj/{arena}", "thm/t")
        says.ties("TARGETS", f"prj/{arena}", "tgt/g")
        says.ties("ACTIVE_IN", f"prj/{arena}", "reg/12")
        for actor in actors:
            says.ties("PARTICIPATES_IN", f"act/{actor}", f"prj/{arena}", role="partner",
                      status="party")  # fmt: skip
    return says


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    place, told = tmp_path_factory.mktemp("odd"), (register(), almanac(), diary(), odd())
    with caller_in(place, *told, base_address=BASE, token=TOKEN) as client:
        yield client


@pytest.fixture(params=("sv", "en"))
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def asked(view: str, form: str, lang: str) -> str:
    """The address of a view."""
    return f"{API}/views/{view}.{form}?{ASKED.get(view, '')}&lang={lang}"


def opened(caller: TestClient, address: str, **headers: str) -> openpyxl.Workbook:
    """A workbook as a spreadsheet program opens it."""
    response = caller.get(address, headers=headers)
    assert response.status_code == 200, response.text
    return openpyxl.load_workbook(io.BytesIO(response.content))


def said(value: Any) -> Any:
    """What a cell says, by the rules of the format (ECMA-376, ST_Xstring)."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if not isinstance(value, str):
        return value
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)


def rows(book: openpyxl.Workbook, name: str) -> list[list[Any]]:
    """All rows of a sheet with the header; a text that is too long is read where it is whole."""
    found = [[said(cell) for cell in row] for row in book[name].iter_rows(values_only=True)]
    for kept in book.worksheets[-1].iter_rows(min_row=2, values_only=True):
        if book.worksheets[-1].title in ("Långa texter", "Long texts") and kept[0] == name:
            sheet, row, column, part, _, text = kept
            at = found[0].index(column)
            found[int(row) - 1][at] = ("" if part == 1 else found[int(row) - 1][at]) + said(text)
    return found


def as_in_csv(value: Any, written: str, lang: str) -> bool:
    """Whether a cell says what a cell of the CSV does; that has six decimals at most."""
    if value is None:
        return written == ""
    if isinstance(value, int | float):
        point = written.replace(",", ".") if lang == "sv" else written
        return abs(float(point) - value) <= 5e-7
    return written in (value, f"'{value}")  # guarded in a CSV


@pytest.mark.parametrize("view", DRAWINGS)
def test_a_workbook_says_what_the_csv_says(caller: TestClient, view: str, lang: str) -> None:
    response = caller.get(asked(view, "csv", lang))
    reader = csv.reader(
        io.StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";"
    )
    written = list(reader)

    book = opened(caller, asked(view, "xlsx", lang))

    whole = {"sv": "Allt i en tabell", "en": "All in one table"}[lang]
    held = rows(book, whole if whole in book.sheetnames else book.sheetnames[1])
    assert [len(row) for row in held] == [len(row) for row in written]
    assert [
        (value, text)
        for row, line in zip(held, written, strict=True)
        for value, text in zip(row, line, strict=True)
        if not as_in_csv(value, text, lang)
    ] == []
    assert len(held) > 1


@pytest.mark.parametrize("view", DRAWINGS)
def test_every_table_of_the_page_has_a_sheet(caller: TestClient, view: str, lang: str) -> None:
    page = html.fromstring(caller.get(asked(view, "html", lang)).content)
    shown = [
        [[cell.text_content() for cell in row] for row in table.iter("tr")]
        for table in page.iter("table")
    ]

    book = opened(caller, asked(view, "xlsx", lang))

    names = book.sheetnames[1 : len(shown) + 1]
    held = [rows(book, name) for name in names]
    assert [table[0] for table in held] == [table[0] for table in shown]
    assert list(map(len, held)) == list(map(len, shown))
    about = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[2] for row in about if row[0] in names] == [len(table) - 1 for table in held]


def test_what_the_csv_leaves_out_is_as_the_api_says(caller: TestClient) -> None:
    def answer(path: str) -> Any:
        return caller.get(API + path).json()

    book = opened(caller, asked("bridging", "xlsx", "en"))
    ties = answer("/network/bridging")["ties"]
    assert rows(book, "Single participations")[1:] == [
        [t["actor"]["name"], t["arena"]["name"], t["cut_mass"], t["pairs_separated"],
         {True: "yes", False: "no"}[t["list_complete"]]]
        for t in ties
    ]  # fmt: skip
    assert [tie["cut_mass"] for tie in ties] == [3, 3]  # the hub and the sixth, where they meet

    pairs = rows(opened(caller, asked("whatif", "xlsx", "en")), "Pairs of sectors")[1:]
    for row, told in zip(pairs, answer(f"/whatif?{ASKED['whatif']}")["pairs"], strict=True):
        figures = [told.get(name) for name in ("observed", "expected", "ratio", "z")]
        ends = [None if f is None else f.get(end) for f in figures for end in ("before", "after")]
        assert row[1:] == [*ends, "yes"]  # a change that is tried is exploratory

    nodes = rows(opened(caller, asked("network", "xlsx", "en")), "Nodes in the picture")[1:]
    told = answer(f"/network/neighbourhood?{ASKED['network']}")["nodes"]
    assert sorted(row[0] for row in nodes) == sorted(node["name"] for node in told)
    far = {NAMES["at"], NAMES["minus"]}
    assert set(NAMES.values()) - far <= {row[0] for row in nodes}


def test_the_first_sheet_says_what_it_is_and_rests_on(caller: TestClient) -> None:
    address = f"{API}/views/coverage.xlsx?by=year&source=odd&as_of=4&lang=en"
    version = caller.get(f"{API}/status").json()

    book = opened(caller, address)

    about = book["About"]
    published = version["published_at"]
    day = datetime.fromisoformat(published).astimezone(ZoneInfo("Europe/Stockholm"))
    lines = [[v for v in row if v is not None] for row in about.iter_rows(values_only=True)]
    assert lines == [
        ["Of how much do we know who took part?"],
        [],
        ["Of the picture"],
        ["About source =1+1 & odd."],
        ["Share of the arenas whose list of participants the source says is complete, but for "
         "complete lists of one. An arena of which nobody is known has no list. Below the line at "
         "60.0% no gap is tested: what cannot be seen there may have taken place."],
        [],
        ["Data version", 4],
        ["Published", f"{day.day} {day:%B %Y %H:%M}", published],
        ["Readers", "Public"],
        ["Graph hash", version["graph_hash"]],
        ["Address of the same answer",
         f"{BASE}api/v1/views/coverage.xlsx?by=year&source=odd&lang=en&as_of=4"],
        [],
        ["Sheet", "Content", "Rows"],
        ["Coverage by slice", "Coverage by slice", 16],  # 7 years and all, each also by source
        [],
        ["Outside what a source covers, an absence is not a zero."],
        ["A date is a date where its day is known; a year or a month is text."],
        ["An empty cell: no value is known, none is computed, or it may not be shown."],
        [],
        ["Source", "Publisher", "Licence", "Address of the licence", "Retrieved", "Years", "Kinds",
         "Regions", "Lists of participants", "Not covered"],
        ["=1+1 & odd", "@Ingen", "CC0", "https://e.example/cc0 https://e.example/by",
         datetime(2026, 11, 22), "2015–2021", "Project", "Skåne län", "Complete list",
         "2022–2023"],
        ["2024", "all", "all", "Owner only"],
    ]  # fmt: skip
    assert about["A21"].quotePrefix
    assert about["A1"].font.bold
    assert book.properties.title == "Of how much do we know who took part?, data version 4"


def test_all_sources_of_the_answer_are_named_and_no_others(caller: TestClient) -> None:
    def named(address: str, sheet: str, **headers: str) -> list[str]:
        lines = list(opened(caller, address, **headers)[sheet].iter_rows(values_only=True))
        start = next(n for n, line in enumerate(lines) if line[0] in ("Source", "Källa"))
        return [line[0] for line in lines[start + 1 :] if line[0]]

    odd_alone = f"{API}/views/sector-matrix.xlsx?theme={node_id('odd/thm/t')}&lang=sv"
    assert named(f"{API}/views/timeline.xlsx?lang=en", "About") == [
        "The register", "The almanac", "=1+1 & odd",
    ]  # fmt: skip
    assert named(odd_alone, "Om") == ["=1+1 & Udda"]
    assert named(f"{API}/views/coverage.xlsx?kind=round_table&lang=sv", "Om") == []
    whole = f"{API}/views/timeline.xlsx?lang=en"
    assert "The diary" in named(whole, "About", **AUTH)
    readers = {
        row[0]: row[1] for row in opened(caller, whole, **AUTH)["About"].iter_rows(values_only=True)
    }
    assert readers["Readers"] == "Everything"


def test_the_address_leads_to_the_same_bytes(caller: TestClient, tmp_path: Path) -> None:
    asked_for = f"{API}/views/network.xlsx?{ASKED['network']}&period_from="
    first = caller.get(asked_for, headers={"Accept-Language": "sv"})
    book = openpyxl.load_workbook(io.BytesIO(first.content))
    address = next(
        row[1]
        for row in book["Om"].iter_rows(values_only=True)
        if row[0] == "Adress till samma svar"
    )

    again = caller.get(address.removeprefix(BASE.rstrip("/")))

    assert address == f"{BASE}api/v1/views/network.xlsx?id={HUB}&depth=3&lang=sv&as_of=4"
    assert again.content == first.content
    assert first.headers["content-disposition"] == 'attachment; filename="network.xlsx"'
    assert first.headers["content-type"] == (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    with caller_in(tmp_path, register()) as without_base:
        found = opened(without_base, f"{API}/views/timeline.xlsx?lang=en")["About"]
        told = [row[1] for row in found.iter_rows(values_only=True)]
    assert f"{API}/views/timeline.xlsx?lang=en&as_of=1" in told


def test_a_page_of_a_ranking_is_had_again_by_its_address(caller: TestClient) -> None:
    first = caller.get(f"{API}/network/measures?limit=1").json()
    place = f"limit=1&cursor={first['next']}"

    book = opened(caller, f"{API}/views/brokers.xlsx?{place}&lang=en")

    told = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    address = told["Address of the same answer"].removeprefix(BASE.rstrip("/"))
    second = opened(caller, address)
    assert rows(second, "Actors") == rows(book, "Actors")
    assert [row[0] for row in rows(book, "Actors")[1:]] == [NAMES["plus"]]


@pytest.mark.parametrize("view", DRAWINGS)
def test_nothing_is_a_formula_and_numbers_and_days_are_none_of_text(
    caller: TestClient, view: str
) -> None:
    book = opened(caller, asked(view, "xlsx", "sv"))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    starts = [c for c in cells if isinstance(c.value, str) and c.value[0] in "=+-@"]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert all(cell.quotePrefix or cell.font.bold for cell in starts)
    numbers = [c.value for c in cells if re.fullmatch(r"-?\d+[.,]\d+", str(c.value))]
    assert [value for value in numbers if isinstance(value, str)] == []


def test_days_are_dates_and_probabilities_numbers(caller: TestClient) -> None:
    quarters = opened(caller, asked("sunset", "xlsx", "en"))["By quarter"]
    ties = opened(caller, asked("network", "xlsx", "sv"))["Kopplingar i bilden"]
    lines = opened(caller, f"{API}/views/trend.xlsx?lang=en")["Lines"]

    assert [cell.value for cell in quarters["B"][:2]] == ["From", datetime(2016, 6, 1)]
    assert quarters["B2"].is_date
    begun = {cell.value for cell in ties["E"][1:] if cell.value is not None}
    assert begun <= {datetime(2016 + n, 3, 1) for n in range(5)} | {"2015-03", "2019", None}
    assert [cell.value for cell in lines["G"]][0] == "p"
    assert {type(cell.value) for cell in lines["G"][1:]} <= {float, int, type(None)}


def test_what_a_cell_cannot_hold_stands_whole_aside(caller: TestClient) -> None:
    book = opened(caller, asked("network", "xlsx", "sv"))

    nodes = [said(cell.value) for cell in book["Noder i bilden"]["A"]]
    begun = next(name for name in nodes if name.startswith("=Å"))
    kept = [row for row in book["Långa texter"].iter_rows(values_only=True)]
    parts = [row for row in kept if row[0] == "Noder i bilden"]
    assert kept[0] == ("Blad", "Rad", "Kolumn", "Del", "Delar", "Text")
    assert begun.endswith("Å … (hela i bladet Långa texter)")
    assert len(begun) <= 32_767
    assert [row[1:5] for row in parts] == [
        (str(nodes.index(begun) + 1), "Namn", 1, 2), (str(nodes.index(begun) + 1), "Namn", 2, 2),
    ]  # fmt: skip
    assert "".join(row[5] for row in parts) == NAMES["long"]
    assert book.sheetnames[-1] == "Långa texter"


def test_numbers_are_kept_whole_and_shown_short(model: ReadModel) -> None:
    kept = (485.6744674467447, -0.0005, 0.0, float("nan"), 7, 10**15, None)
    table = Table(tuple("abcdefg"), (kept,), "Numbers")
    made = answer_workbook(model, Front("About", "T", ()), {"Numbers": table}, LONG_TEXTS)

    cells = list(openpyxl.load_workbook(io.BytesIO(made))["Numbers"][2])
    assert [cell.value for cell in cells] == [
        485.6744674467447, -0.0005, 0, None, 7, str(10**15), None,
    ]  # fmt: skip
    assert [cell.number_format for cell in cells[:3]] == ["0.000", "General", "0.000"]


def test_it_opens_well(caller: TestClient) -> None:
    book = opened(caller, asked("sector-matrix", "xlsx", "en"))

    pairs = book["Every pair"]
    assert book.sheetnames == ["About", "Every pair"]
    last = pairs.cell(pairs.max_row, pairs.max_column).coordinate
    assert (pairs.freeze_panes, pairs.auto_filter.ref) == ("A2", f"A1:{last}")
    assert [cell.value for cell in pairs[1] if not cell.font.bold] == []
    assert all(cell.alignment.wrap_text for cell in pairs[1])
    widths = [pairs.column_dimensions[name].width for name in "ACF"]
    longest = [max(len(cell.value) for cell in pairs[name][1:]) for name in "AC"]
    assert widths == [*(length + 1 for length in longest), 13]


@pytest.mark.parametrize("view", DRAWINGS)
def test_sheets_have_names_that_excel_takes(view: str, lang: str) -> None:
    tables = DRAWINGS[view].sheets(ANSWERS[view], lang)
    names = sheet_names(tables, ("Om", "About"))

    assert [name for name in names if len(name) > 31 or ILLEGAL.search(name)] == []
    assert len({name.casefold() for name in (*names, "om", "about")}) == len(names) + 2


def test_captions_that_are_no_names_become_some() -> None:
    captions = ("Om", "om", "a/b:c?[d]*\\e\x01", "'citat'", "x" * 40, "X" * 40, "", "(1)", "a, b")

    assert sheet_names([Table((), (), caption) for caption in captions], ("Om",)) == [
        "Om 2", "om 3", "a b c d e", "citat", "x" * 31, f"{'X' * 29} 2", "1", "1 2", "a",
    ]  # fmt: skip


def test_every_page_with_a_csv_leads_to_the_workbook_of_the_same(caller: TestClient) -> None:
    pages = {
        "/gaps?period_from=2015": 1, "/whitespace?rows=theme&columns=region": 1, "/bridges": 1,
        "/bridges/arenas": 1, "/groups": 1, "/isolates": 1, "/coverage?by=year": 1, "/trend": 1,
        "/voice": 1, "/sunset?day=2016-06-01": 1, "/funding?by=theme": 2, "/timeline": 1,
        f"/whatif?{ASKED['whatif']}": 1, f"/network?id={HUB}": 1,
    }  # fmt: skip
    for address, count in pages.items():
        asked_for = address + ("&" if "?" in address else "?") + "lang=en"
        page = html.fromstring(caller.get(asked_for, headers={"Accept": "text/html"}).content)
        links = {
            name: page.xpath(f"//ul[@class='actions']//a[.='{name}']/@href")
            for name in ("CSV", "Excel")
        }
        assert links["Excel"] == [link.replace(".csv", ".xlsx") for link in links["CSV"]]
        assert len(links["Excel"]) == count, address
        assert [caller.get(link).status_code for link in links["Excel"]] == [200] * count
