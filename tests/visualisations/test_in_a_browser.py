"""The pages in a real Chromium, under the strict policy the service sends."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.visualisations.examples import (
    ANSWERS,
    HOSTILE_SLICE,
    SLICE,
    edge,
    node,
    slice_of,
)
from visualisations import DRAWINGS, network
from visualisations.page import policy, script_hashes

DESKTOP, PHONE = (1280, 900), (390, 844)
# What was asked for is painted in the frame after; the frame after that has it for certain.
PAINTED = """async () => {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const canvas = document.querySelector('#mynetwork canvas');
    const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    const colours = new Set();
    for (let i = 0; i < data.length; i += 4)
        if (data[i + 3] === 255)
            colours.add((data[i] << 16) + (data[i + 1] << 8) + data[i + 2]);
    return [...colours].map(colour => '#' + colour.toString(16).padStart(6, '0'));
}"""


@dataclass
class Site:
    """A server on the loopback that serves one page with its policy, and counts what is asked."""

    server: ThreadingHTTPServer
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            page = served.pages.get(self.path, "")
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy(script_hashes(page)))
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    served = Site(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
    thread = Thread(target=served.server.serve_forever)
    thread.start()
    yield served
    served.server.shutdown()
    served.server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield chromium
        chromium.close()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def tab(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    yield context.new_page()
    context.close()


def opened(tab: Page, site: Site, page: str) -> tuple[list[str], list[str]]:
    """Open the page; what the browser asked for, and what it complained of."""
    asked: list[str] = []
    complaints: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    site.pages["/view"] = page
    tab.goto(f"{site.url}/view")
    tab.wait_for_load_state("networkidle")
    return [url for url in asked if not url.startswith("data:")], complaints


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("view", sorted(DRAWINGS))
def test_a_page_opens_alone_and_fits_the_screen(
    tab: Page, site: Site, view: str, lang: str
) -> None:
    asked, complaints = opened(tab, site, DRAWINGS[view].html(ANSWERS[view], lang))

    assert asked == [f"{site.url}/view"]
    assert complaints == []
    assert site.asked == ["/view"]
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_network_is_painted_in_the_colours_of_its_legend(tab: Page, site: Site) -> None:
    opened(tab, site, network.html(SLICE, "sv"))
    tab.get_by_role("button", name="Visa allt").click()

    assert set(tab.evaluate(PAINTED)) >= {"#0072b2", "#009e73", "#f0e442", "#56b4e9", "#1a1a1a"}
    assert tab.evaluate("[nodes.length, edges.length, network.physics.physicsEnabled]") == [
        *(5, 4, False)
    ]


def test_the_picture_is_worked_by_keyboard_and_from_the_table(tab: Page, site: Site) -> None:
    opened(tab, site, network.html(SLICE, "sv"))
    tab.get_by_role("button", name="Visa allt").press("Enter")
    before = tab.evaluate("network.getScale()")

    tab.get_by_role("button", name="Förstora").press("Enter")
    assert tab.evaluate("network.getScale()") == pytest.approx(1.4 * before)
    tab.get_by_role("button", name="Visa Förening & Co i bilden").press("Enter")

    assert tab.evaluate("network.getSelectedNodes()") == ["act-2"]
    assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == (
        "Nätverksbild. Noder: 5. Kopplingar: 4. Tabellen nedan har samma uppgifter. "
        "Piltangenter flyttar bilden, + och − ändrar storleken, N och P går till nästa och "
        "föregående nod, Enter öppnar den."
    )
    tab.get_by_role("button", name="Visa allt").press("Enter")
    assert tab.evaluate("network.getScale()") == pytest.approx(before, rel=0.01)


def test_a_chosen_node_is_named_and_opened_by_mouse_or_keyboard(tab: Page, site: Site) -> None:
    opened(tab, site, network.html(SLICE, "sv"))
    tab.locator("#mynetwork > div").focus()
    tab.keyboard.press("n")
    tab.keyboard.press("n")
    chosen = tab.locator(".chosen")
    assert chosen.locator("bdi").inner_text() == "Ö för alla – Projekt"
    assert [a.get_attribute("href") for a in chosen.locator("a").all()] == [
        "/id/project/prj-1", "/network?id=prj-1",
    ]  # fmt: skip
    tab.keyboard.press("p")
    assert chosen.locator("bdi").inner_text() == "Ängsbo kommun – Aktör, Offentlig sektor"

    site.pages["/id/actor/act-1"] = "<h1>Ängsbo</h1>"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/id/actor/act-1")


SHOWN = """() => {
    const frame = document.querySelector('#mynetwork').getBoundingClientRect();
    const scale = network.getScale();
    const at = Object.values(network.getPositions()).map(spot => network.canvasToDOM(spot));
    return {
        inside: at.filter(spot => 0 < spot.x && spot.x < frame.width
            && 0 < spot.y && spot.y < frame.height).length,
        named: nodes.get().filter(node => node.font.size * scale >= 12).map(node => node.id),
        small: nodes.get().filter(node => node.font.size * scale < 12).length,
    };
}"""


@pytest.mark.parametrize("size", [(380, 500), (1000, 600)], ids=["phone", "screen"])
def test_of_many_all_are_in_the_picture_and_some_are_named(
    tab: Page, site: Site, size: tuple[int, int]
) -> None:
    """A hundred and nineteen around one, in a frame that gets its size after it was drawn."""
    others = [f"act-{n}" for n in range(1, 120)]
    stars = slice_of(
        [node("act-0", "Actor", "I mitten", "public", 0),
         *(node(id, "Actor", f"Aktör {id}", "private") for id in others)],
        [edge(f"edg-{id}", "SUPPORTS", id, "act-0") for id in others],
    )  # fmt: skip
    site.pages["/view"] = network.html(stars, "sv")
    tab.set_content(f"<iframe src='{site.url}/view' width={size[0]} height={size[1]}></iframe>")
    tab.frame_locator("iframe").locator("canvas").wait_for()
    frame = tab.frames[-1]
    frame.wait_for_function(f"({SHOWN})().inside === 120")

    shown = frame.evaluate(SHOWN)
    assert shown["named"][0] == "act-0"
    assert len(shown["named"]) >= 3
    assert shown["small"] > 0
    frame.get_by_role("button", name="Förstora").click(click_count=8)
    assert frame.evaluate("nodes.get('act-1').font.size") == 18


def test_inside_another_page_the_legend_and_source_line_are_seen_and_the_rest_is_not(
    tab: Page, site: Site
) -> None:
    site.pages["/view"] = network.html(SLICE, "sv")
    tab.set_content(f"<iframe src='{site.url}/view' width=380 height=700></iframe>")
    frame = tab.frame_locator("iframe")
    frame.locator("canvas").wait_for()

    seen = [frame.locator(part).is_visible() for part in (".legend", "footer", "h1", ".twin")]
    assert seen == [True, True, False, False]


def test_hostile_names_run_nothing_and_are_shown_as_text(tab: Page, site: Site) -> None:
    asked, complaints = opened(tab, site, network.html(HOSTILE_SLICE, "en"))

    tab.evaluate("network.focus('act-5', {scale: 1, animation: false})")
    box = tab.locator("#mynetwork canvas").bounding_box()
    assert box is not None
    tab.mouse.move(box["x"] + box["width"] / 2 - 3, box["y"] + box["height"] / 2 - 3)
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.locator(".vis-tooltip").wait_for(state="visible")

    assert tab.locator(".vis-tooltip").inner_text() == (
        "<a href='javascript:window.hit=1'>href</a>\nActor, Private sector"
    )
    assert tab.evaluate("window.hit") is None
    assert (asked, complaints) == ([f"{site.url}/view"], [])
