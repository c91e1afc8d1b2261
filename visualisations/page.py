"""The page around a picture: one offline file with legend, source line and table twin."""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from visualisations.legend import Entry
from visualisations.phrases import Phrase
from visualisations.tables import Table
from visualisations.wording import require_language, shortened

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# Written into the page too, so that a saved copy can no more send a request than a served one.
POLICY = (
    "default-src 'none'; {scripts}style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True)
class Page:
    """What a view says; ``picture`` and ``scripts`` are markup made here, all else is text."""

    title: str
    lead: Sequence[str]
    picture: Markup
    legend: Sequence[Entry]
    tables: Sequence[Table]
    sources: Sequence[str]
    data_version: int
    notices: Sequence[str] = ()
    captions: Sequence[str] = ()
    scripts: Sequence[str] = ()
    findable: bool = False


def render_page(page: Page, lang: str) -> str:
    """The whole page as text; equal pages give equal text."""
    require_language(lang)
    scripts = tuple(script.replace("\r\n", "\n") for script in page.scripts)
    return _template().render(
        page=page,
        lang=lang,
        words={phrase.name: phrase.label(lang) for phrase in Phrase},
        source_line=source_line(page.sources, lang),
        version_line=Phrase.VERSION_LINE.fill(lang, version=str(page.data_version)),
        policy=policy(tuple(map(_hash, scripts))),
        scripts=[Markup(f"<script>{script}</script>") for script in scripts],
        css=Markup(asset("page.css")),
    )


def picture(svg: str, name: str) -> Markup:
    """An SVG made here, in a frame that can be scrolled by keyboard on a narrow screen."""
    return Markup('<div class="picture" role="group" tabindex="0" aria-label="{}">{}</div>').format(
        name, Markup(svg)
    )


def source_line(sources: Sequence[str], lang: str) -> str:
    """Which sources the picture stands on."""
    named = ", ".join(map(shortened, sources)) or Phrase.NO_SOURCES.label(lang)
    return Phrase.SOURCE_LINE.fill(lang, sources=named)


def script_hashes(html: str) -> tuple[str, ...]:
    """What a Content-Security-Policy must name to allow exactly the scripts of this page."""
    return tuple(_hash(script) for script in SCRIPT.findall(html))


def policy(hashes: Sequence[str]) -> str:
    """The Content-Security-Policy for a page with these scripts: nothing is ever fetched."""
    allowed = "".join(f" '{value}'" for value in hashes)
    return POLICY.format(scripts=f"script-src{allowed}; " if hashes else "")


def asset(name: str) -> str:
    """A style sheet or script that ships beside this module."""
    source, _, _ = PackageLoader("visualisations", "assets").get_source(Environment(), name)
    return source


def _hash(script: str) -> str:
    return "sha256-" + b64encode(sha256(script.encode()).digest()).decode("ascii")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("visualisations", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")
