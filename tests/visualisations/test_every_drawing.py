"""What holds for every drawing, whichever is added later."""

import re
import subprocess
import sys

import pytest
from lxml import etree, html

from tests.visualisations.examples import ANSWERS
from visualisations import DRAWINGS
from visualisations.drawing import Drawing
from visualisations.page import policy, script_hashes

LANGUAGES = ("sv", "en")
ASKS_THE_NETWORK = re.compile(r"^\s*(?:https?:|//|ftp:|ws)", re.IGNORECASE)
LOADING = ("src", "href", "srcset", "data", "action", "poster", "xlink:href", "formaction")
MISSING_LIBRARY = """
import sys
sys.modules[sys.argv[1]] = None
from tests.visualisations.examples import ANSWERS
from visualisations import DRAWINGS
from visualisations.errors import PicturesNotInstalledError
drawing = DRAWINGS[sys.argv[2]]
assert drawing.csv(ANSWERS[sys.argv[2]], "sv")
try:
    drawing.html(ANSWERS[sys.argv[2]], "sv")
except PicturesNotInstalledError as error:
    sys.exit(f"{error.library}|{error.reason('sv')}")
"""


@pytest.fixture(params=sorted(DRAWINGS))
def view(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def pictures(drawing: Drawing, view: str, lang: str) -> list[str]:
    """The page, and the SVG where there is one."""
    drawn = [drawing.html(ANSWERS[view], lang)]
    return drawn + ([drawing.svg(ANSWERS[view], lang)] if drawing.svg is not None else [])


def test_every_view_of_the_plan_is_drawn() -> None:
    assert set(DRAWINGS) == set(ANSWERS)
    assert list(DRAWINGS) == [
        "network", "sector-matrix", "timeline", "brokers", "bridging", "groups", "coverage",
        "funders", "funder-cells", "isolates", "trend", "voice", "sunset", "whatif", "whitespace",
    ]  # fmt: skip
    assert [type(ANSWERS[view]) for view in DRAWINGS] == [d.answer for d in DRAWINGS.values()]


def test_nothing_is_loaded_from_anywhere(view: str, lang: str) -> None:
    for text in pictures(DRAWINGS[view], view, lang):
        root = html.fromstring(text.encode())

        loaded = [
            (element.tag, name, element.get(name))
            for element in root.iter(etree.Element)
            for name in LOADING
            if ASKS_THE_NETWORK.match(element.get(name, ""))
        ]
        styles = "".join(style.text or "" for style in root.iter("style"))
        handlers = [e.tag for e in root.iter(etree.Element) for a in e.attrib if a[:2] == "on"]
        assert (loaded, handlers) == ([], [])
        assert "@import" not in styles
        assert "url(" not in styles


def test_the_same_answer_gives_the_same_bytes(view: str, lang: str) -> None:
    drawing, answer = DRAWINGS[view], ANSWERS[view]
    again = type(answer).model_validate_json(answer.model_dump_json())

    assert drawing.html(answer, lang) == drawing.html(again, lang)
    assert drawing.csv(answer, lang) == drawing.csv(again, lang)
    if drawing.svg is not None and drawing.png is not None:
        assert drawing.svg(answer, lang) == drawing.svg(again, lang)
        assert drawing.png(answer, lang) == drawing.png(again, lang)


def test_a_page_says_its_language_title_sources_and_version(view: str, lang: str) -> None:
    root = html.fromstring(DRAWINGS[view].html(ANSWERS[view], lang).encode())

    title = DRAWINGS[view].title(ANSWERS[view], lang)
    footer = root.find(".//footer").text_content()
    assert root.get("lang") == lang
    assert root.findtext(".//title") == f"{title} – ekokarta"
    assert [h1.text_content() for h1 in root.iter("h1")] == [title]
    assert "Almedal" in footer
    assert ("Dataversion 7." if lang == "sv" else "Data version 7.") in footer
    assert root.find(".//footer//a").get("href") == "/sources"
    assert root.find(".//a[@class='skip']").get("href") == "#table"


def test_a_page_holds_its_table_twins_whole(view: str, lang: str) -> None:
    drawing, answer = DRAWINGS[view], ANSWERS[view]
    root = html.fromstring(drawing.html(answer, lang).encode())

    shown = [
        [[cell.text_content() for cell in row] for row in table.iterfind("tbody/tr")]
        for table in root.iter("table")
    ]
    assert shown == [table.shown(lang) for table in drawing.tables(answer, lang)]
    assert drawing.table(answer, lang) == drawing.tables(answer, lang)[0]


def test_the_policy_names_exactly_the_scripts_of_the_page(view: str, lang: str) -> None:
    page = DRAWINGS[view].html(ANSWERS[view], lang)
    root = html.fromstring(page.encode())

    hashes = script_hashes(page)
    assert len(hashes) == len(list(root.iter("script")))
    stated = root.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert stated == policy(hashes)
    assert stated.startswith("default-src 'none'; ")


def test_an_svg_says_in_words_what_it_shows(view: str, lang: str) -> None:
    drawing = DRAWINGS[view]
    if drawing.svg is None:
        assert view == "network"
        return
    root = etree.fromstring(drawing.svg(ANSWERS[view], lang).encode())

    named = {element.get("id"): element.text for element in root.iterfind("{*}title")}
    named |= {element.get("id"): element.text for element in root.iterfind("{*}desc")}
    assert root.get("role") == "img"
    assert root.get("lang") == lang
    assert root.get("aria-labelledby").split() == list(named)
    assert named[f"{view}-title"] == drawing.title(ANSWERS[view], lang)
    assert len(named[f"{view}-text"]) > len(named[f"{view}-title"])


def test_a_png_is_twice_the_size_of_its_svg(view: str, lang: str) -> None:
    drawing = DRAWINGS[view]
    if drawing.svg is None or drawing.png is None:
        assert drawing.svg is drawing.png
        return
    svg = etree.fromstring(drawing.svg(ANSWERS[view], lang).encode())

    png = drawing.png(ANSWERS[view], lang)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(png[at : at + 4], "big") for at in (16, 20)] == [
        2 * round(float(svg.get(side))) for side in ("width", "height")
    ]


def test_a_language_nobody_wrote_is_refused(view: str) -> None:
    with pytest.raises(ValueError, match="expected sv or en, got 'de'"):
        DRAWINGS[view].html(ANSWERS[view], "de")


@pytest.mark.parametrize(
    ("module", "library", "drawn"),
    [
        ("pyvis.network", "pyvis", "network"),
        ("altair", "altair", "sector-matrix"),
        ("vl_convert", "vl-convert-python", "timeline"),
    ],
)
def test_without_its_library_a_picture_says_what_to_install(
    module: str, library: str, drawn: str
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", MISSING_LIBRARY, module, drawn], capture_output=True, text=True
    )

    assert run.stderr.strip() == (
        f"{library}|Bilden behöver biblioteket {library}: installera det med "
        'pip install "ekokarta[pictures]", eller hämta tabellen som CSV.'
    )


def test_importing_the_package_loads_no_drawing_library() -> None:
    code = "import sys, visualisations; print({'altair', 'pyvis', 'IPython'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "set()"
