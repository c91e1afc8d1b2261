"""Pages in a real browser: quiet console, no stranger called, usable by keyboard and on a phone."""

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import quote

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from queries.stores.base import Store
from service.app import create_app
from service.settings import Settings
from tests.lookup import small_graph as small
from tests.service.in_a_browser import launched, listening
from tests.service.page_list import PAGES

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes is not written out, which takes most of the time
}
ONE_OF_EACH = (
    *("start", "search", "projects", "actor", "project", "ties", "partners", "claims", "sources"),
    *("bridges", "bridging arenas", "sole pairs", "core and groups", "core"),
    *("source", "gaps", "network", "path", "timeline", "schema", "api", "ontology"),
    *("funding", "sunset", "what if", "white space", "white space, a cell", "white space, triples"),
    *("isolates, a list", "trend", "voice", "coverage"),
)  # a page of every template: each takes axe a second
# 320 pixels is a small phone, and a screen of 1280 at four times the size of its letters.
PHONE, DESK = {"width": 320, "height": 700}, {"width": 1200, "height": 900}
PAPER = {"width": 703, "height": 1009}  # A4 within its margins: 186 × 267 mm at 96 pixels an inch
BEYOND = """all => all.map(each => {
  const own = each.getBoundingClientRect().width
  const wide = getComputedStyle(each.parentElement).page === "wide"  // a sheet that lies: 273 mm
  return [own, wide ? 1031 : each.parentElement.clientWidth]
}).filter(([own, room]) => own > room + 1)"""


@pytest.fixture(scope="module")
def address(store: Store, settings: Settings) -> Iterator[str]:
    """A real server on a port of its own."""
    with listening(create_app(settings, store)) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with launched() as found:
        yield found


class Visit:
    """A page with all that went on behind it."""

    def __init__(self, browser: Browser, size: dict[str, int], lang: str) -> None:
        self.page: Page = browser.new_page(viewport=size, locale=lang)  # type: ignore[arg-type]
        self.told: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.told.append(message.text))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_page_is_quiet_self_contained_and_fits_a_phone(
    browser: Browser, address: str, lang: str
) -> None:
    faults = []
    visit = Visit(browser, PHONE, lang)
    for name, path in PAGES.items():
        visit.page.goto(address + path)
        width = visit.page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"] or visit.page.locator("html").get_attribute("lang") != lang:
            faults.append((name, width))
    visit.page.close()

    strangers = [url for url in visit.asked if not url.startswith((address, "data:"))]
    assert (faults, visit.told, strangers) == ([], [], [])


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_column_is_cut_off_on_paper(browser: Browser, address: str, lang: str) -> None:
    needs = "region,theme,need\nSkåne län,Arbete,3\nSkåne län,Hälsa,2"
    stated = f"/whitespace?cells={quote(needs)}"
    page, faults = Visit(browser, PAPER, lang).page, []
    page.emulate_media(media="print")
    each = {name: PAGES[name] for name in ONE_OF_EACH}
    for name, path in {**each, "white space against a need": stated}.items():
        page.goto(address + path)
        page.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")
        faults += [(name, wide) for wide in page.locator("table").evaluate_all(BEYOND)]
    page.close()

    assert faults == []


def test_a_heading_stands_on_the_sheet_of_what_it_is_of(browser: Browser, address: str) -> None:
    page = Visit(browser, PAPER, "sv").page
    page.goto(f"{address}/gaps")
    page.emulate_media(media="print")

    def style(of: str, name: str) -> object:
        return page.locator(of).first.evaluate(f"each => getComputedStyle(each).{name}")

    assert style("h2", "breakAfter") == style("caption", "breakAfter") == "avoid"
    assert style("main tbody tr", "breakInside") == "avoid"
    assert style("main form", "display") == style(".main-nav", "display") == "none"
    page.close()


def test_axe_finds_no_barrier_on_any_sort_of_page(browser: Browser, address: str) -> None:
    drawings = {
        "network drawing": f"/api/v1/views/network.html?id={small.P1}",
        "matrix drawing": "/api/v1/views/sector-matrix.html",
        "timeline drawing": "/api/v1/views/timeline.html",
        "funders drawing": "/api/v1/views/funders.html",
        "groups drawing": "/api/v1/views/groups.html",
        "sunset drawing": "/api/v1/views/sunset.html",
        "what if drawing": "/api/v1/views/whatif.html?change=add+public,academia",
        "coverage drawing": "/api/v1/views/coverage.html",
        "isolates drawing": "/api/v1/views/isolates.html",
        "trend drawing": "/api/v1/views/trend.html",
        "voice drawing": "/api/v1/views/voice.html",
        "region and theme drawing": "/api/v1/views/funder-cells.html",
        "white space drawing": "/api/v1/views/whitespace.html",
    }
    errors = {"not found": "/nowhere", "bad question": "/actors?limit=0"}
    page, axe, found = Visit(browser, PHONE, "sv").page, Axe(), []
    each = {name: PAGES[name] for name in ONE_OF_EACH}
    for name, path in {**each, **drawings, **errors}.items():
        page.goto(address + path)
        barriers = axe.run(page, options=RULES).response["violations"]
        found += [(name, b["id"], b["nodes"][0]["html"][:200]) for b in barriers]
    page.close()

    assert found == []


def test_search_is_reached_and_used_by_keyboard(browser: Browser, address: str) -> None:
    page = Visit(browser, DESK, "sv").page
    page.goto(address + "/actors")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#find")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.type("öresund")
    page.keyboard.press("Enter")
    expect(page.locator("main tbody th")).to_have_text(["Öresund AB"])
    page.locator("main tbody a").press("Enter")

    expect(page.locator("h1")).to_have_text("Öresund AB")
    page.close()


def test_a_shade_says_on_which_side_a_wide_table_goes_on(browser: Browser, address: str) -> None:
    page = Visit(browser, PHONE, "sv").page
    page.goto(address + "/bridges")
    table = page.locator(".scroll").first

    def shaded() -> tuple[bool, bool]:
        """Whether the left and the right edge are darker than paper, below all that is written."""
        picture = Image.open(BytesIO(table.screenshot())).convert("L")
        edges = (3, picture.width - 4)
        dark = [int(str(picture.getpixel((x, picture.height - 5)))) < 250 for x in edges]
        return dark[0], dark[1]

    at_first = shaded()
    table.evaluate("element => element.scrollLeft = element.scrollWidth")

    assert (at_first, shaded()) == ((False, True), (True, False))
    page.close()


@pytest.mark.parametrize("by", ["kind", "year", "region", "sector"])
def test_the_table_of_coverage_fits_a_desk_and_is_moved_by_keyboard_on_a_phone(
    browser: Browser, address: str, by: str
) -> None:
    def beyond(page: Page) -> int:
        table = page.get_by_role("region", name="Som tabell")
        return int(table.evaluate("element => element.scrollWidth - element.clientWidth"))

    desk, phone = (Visit(browser, size, "sv").page for size in (DESK, PHONE))
    for page in (desk, phone):
        page.goto(f"{address}/coverage?by={by}")

    assert (beyond(desk), beyond(phone) > 0) == (0, True)
    phone.locator(".picture").focus()
    phone.keyboard.press("Tab")
    table = phone.get_by_role("region", name="Som tabell")
    expect(table).to_be_focused()
    moved = 0
    while not moved:  # a browser scrolls softly
        phone.keyboard.press("ArrowRight")
        moved = table.evaluate("element => element.scrollLeft")
    desk.close()
    phone.close()


def test_the_skip_link_leads_past_the_menu(browser: Browser, address: str) -> None:
    page = Visit(browser, DESK, "sv").page
    page.goto(address + "/projects")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()
    page.close()


def test_the_workbook_of_an_answer_is_saved_from_its_page(browser: Browser, address: str) -> None:
    page = Visit(browser, DESK, "sv").page
    page.goto(f"{address}/coverage?by=year")

    with page.expect_download() as saving:
        page.get_by_role("link", name="Excel").click()

    book = openpyxl.load_workbook(BytesIO(saving.value.path().read_bytes()))
    table = page.locator("table", has=page.locator("caption")).first
    assert saving.value.suggested_filename == "coverage.xlsx"
    assert book.sheetnames == ["Om", "Täckning per del"]
    slices = {row[0] for row in book["Täckning per del"].iter_rows(min_row=2, values_only=True)}
    own = table.locator("tbody th:not(.under)")  # without the sources beneath, which have no row
    shown = {text.split(" kort")[0] for text in own.all_inner_texts()}
    assert shown == slices
    page.close()


def test_the_network_is_drawn_inside_its_page(browser: Browser, address: str) -> None:
    visit = Visit(browser, DESK, "sv")
    visit.page.goto(f"{address}/network?id={small.P1}", wait_until="networkidle")

    drawing = visit.page.frame_locator("iframe")
    expect(drawing.locator("canvas")).to_be_visible()
    expect(visit.page.locator("main tbody th").first).to_have_text("Delad vinst")
    assert visit.told == []
    visit.page.close()


def test_a_filter_works_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="sv")
    page = context.new_page()
    page.goto(address + "/actors")

    page.get_by_label("Sektor").select_option("private")
    page.get_by_role("button", name="Visa").click()

    expect(page.locator("main tbody th")).to_have_text(["Öresund AB"])
    context.close()


@pytest.mark.parametrize("term", ["role", "Sector-public", "measure-before", "component-network-n"])
def test_who_follows_an_own_term_comes_to_where_it_is_explained(
    browser: Browser, address: str, term: str
) -> None:
    visit = Visit(browser, PHONE, "en")
    visit.page.goto(f"{address}/ontology#{term}")

    assert visit.page.url == f"{address}/terms#{term}"
    expect(visit.page.locator(f"[id='{term}']")).to_be_in_viewport()
    visit.page.close()
