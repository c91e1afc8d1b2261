"""Charts turned into SVG and PNG on this machine, with a text for those who cannot see them."""

import json
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from graph_schema.appearance import INK, PAPER, QUIET
from visualisations.errors import PicturesNotInstalledError
from visualisations.legend import Entry
from visualisations.page import Page, picture, render_page, source_line
from visualisations.phrases import Phrase
from visualisations.tables import Table
from visualisations.wording import plain

SVG = "http://www.w3.org/2000/svg"
FONT = "Liberation Sans"  # vl-convert carries it: the same picture on machines without any font
FAMILY = "Liberation Sans, Arial, Helvetica, sans-serif"
PNG_SCALE = 2  # sharp on paper and on dense screens
# Mean width of a character of DejaVu Sans at 11.5 pixels: a browser without Liberation Sans takes
# what it has, and lines must fit the picture in that too.
CHAR_PX = 7.0
HATCH_FILL = "#e7e7e8"  # stands in for the hatching, which Vega cannot draw
ROW_GAP = 8
CONFIG = {
    "font": FONT,
    "background": PAPER,
    "padding": 16,
    "aria": False,  # the picture has one text for those who cannot see it, not one per mark
    "view": {"stroke": None},
}
HATCH = (
    f'<defs xmlns="{SVG}"><pattern id="{{id}}" width="8" height="8" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="8" height="8" fill="#ececec"/>'
    '<rect width="1.5" height="8" fill="#8c8c8c"/></pattern></defs>'
)


@dataclass(frozen=True)
class Chart:
    """A chart without its frame: what it is called, what it says, and from what it was made.

    Of the notes the first says what the picture shows, the others what to know of it.
    """

    name: str
    title: str
    description: str
    notes: Sequence[str]
    sources: Sequence[str]
    data_version: int
    rows: Callable[[], Sequence[Any]]
    """Draws it; what is said around a picture is known without."""
    width: int
    legend: Sequence[Entry] = ()
    notice: str = ""
    """Said where there is nothing to draw."""
    left: int = 0
    """Pixels the labels take to the left of the plot: the source line begins below them."""

    @property
    def around(self) -> list[str]:
        """All that is said around it, each once; an empty picture is explained by this alone."""
        return [note for note in dict.fromkeys((*self.notes, self.notice)) if note]


def library() -> Any:
    """Altair, imported only when a chart is drawn: it takes half a second."""
    try:
        import altair
    except ModuleNotFoundError as error:
        raise PicturesNotInstalledError("altair") from error
    return altair


def as_page(chart: Chart, tables: Sequence[Table], lang: str) -> str:
    """The chart in a page with its tables; it holds no script."""
    page = Page(
        title=chart.title,
        lead=chart.notes[:1],
        picture=picture(as_svg(chart, lang, framed=False), chart.title),
        legend=chart.legend,
        tables=tables,
        sources=chart.sources,
        data_version=chart.data_version,
        notices=[chart.notice] if chart.notice else [],
        captions=chart.notes[1:],
    )
    return render_page(page, lang)


def as_svg(chart: Chart, lang: str, *, framed: bool = True) -> str:
    """The chart as SVG; ``framed`` adds the title and source line a picture needs on its own."""
    try:
        import vl_convert
    except ModuleNotFoundError as error:
        raise PicturesNotInstalledError("vl-convert-python") from error
    foot = [_foot(chart, lang)] if framed else []
    whole = library().vconcat(*chart.rows(), *foot, spacing=ROW_GAP)
    # What holds for the whole is put into the finished text: Altair would copy every row each time.
    spec = {
        **whole.to_dict(validate=False),
        "config": CONFIG,
        **(_heading(chart) if framed else {}),
    }
    return _finished(vl_convert.vegalite_to_svg(json.dumps(spec)), chart, lang)


def as_png(chart: Chart, lang: str) -> bytes:
    """The framed chart as PNG."""
    svg = as_svg(chart, lang)
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg.replace(FAMILY, FONT), scale=PNG_SCALE))


def _heading(chart: Chart) -> dict[str, Any]:
    title = {
        "text": chart.title,
        "subtitle": [line for note in chart.around for line in _wrapped(note, chart.width)],
        "anchor": "start",
        "fontSize": 18,
        "color": INK,
        "subtitleColor": QUIET,
        "subtitleFontSize": 11.5,
        "subtitleLineHeight": 16,
        "subtitlePadding": 8,
        "offset": 16,
    }
    return {"title": title}


def _foot(chart: Chart, lang: str) -> Any:
    lines = [
        line
        for text in (
            source_line(chart.sources, lang),
            Phrase.VERSION_SHORT.fill(lang, version=str(chart.data_version)),
        )
        for line in _wrapped(text, chart.width)
    ]
    alt = library()
    text = alt.Chart(alt.Data(values=[{"lines": lines}])).mark_text(
        align="left", baseline="top", fontSize=11, lineHeight=15, color=QUIET, x=-chart.left, y=0
    )
    return text.encode(text="lines:N").properties(
        width=chart.width - chart.left, height=15 * len(lines)
    )


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(plain(text), max(30, int(width / CHAR_PX)))


def _finished(svg: str, chart: Chart, lang: str) -> str:
    """The SVG with title, description, language, hatching and fonts a browser can choose from."""
    from lxml import etree  # only where a picture is drawn

    root = etree.fromstring(svg.encode())
    ids = {part: f"{chart.name}-{part}" for part in ("title", "text", "hatch")}
    for part, words in (("text", chart.description), ("title", chart.title)):
        element = etree.Element(f"{{{SVG}}}{'desc' if part == 'text' else part}", id=ids[part])
        element.text = plain(words)
        root.insert(0, element)
    root.insert(2, etree.fromstring(HATCH.format(id=ids["hatch"])))
    # Or each group of marks would be a picture of its own, without a name.
    etree.strip_attributes(root, "role", "aria-roledescription")
    root.set("role", "img")
    root.set("lang", lang)
    root.set("aria-labelledby", f"{ids['title']} {ids['text']}")
    for element in root.iter():
        if element.get("fill") == HATCH_FILL:
            element.set("fill", f"url(#{ids['hatch']})")
        if element.get("font-family") is not None:
            element.set("font-family", FAMILY)
    return str(etree.tostring(root, encoding="unicode"))
