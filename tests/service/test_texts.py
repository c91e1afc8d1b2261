"""The catalogue of texts: whole in both languages, and nothing asked for that is not in it."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

from graph_schema.base import ColumnKind
from graph_schema.coverage_answers import CoverageBy
from graph_schema.edges import EDGE_TYPES
from graph_schema.isolate_answers import ListName
from queries.network.measured import LED_ROLES
from queries.network.ranking import MEASURES
from queries.whatif.language import NEEDED
from service.isolate_text import FIELDS
from service.nouns import NOUNS
from service.pages import formats
from service.pages.lists import FILTERS
from service.pages.reasons import EXPECTED, KEYS, PLACE, TOLD
from service.pages.start import COUNTED
from service.pages.texts import catalogue
from service.pages.whitespace import LEVELS

PAGES = Path(__file__).parents[2] / "service" / "pages"
LITERAL = re.compile(r"""\bt\(\s*["'](\w+)["']\s*[,)]""")
BUILT = {
    *(f"noun_{noun.name}" for noun in NOUNS),
    *(f"about_{noun.name}" for noun in NOUNS),
    *(f"filter_{name}" for names in FILTERS.values() for name in names),
    *(f"count_{label}" for label, _ in COUNTED),
    *(f"tie_{kind.LABEL}_{way}" for kind in EDGE_TYPES for way in ("in", "out")),
    *(f"error_{status}" for status in (
        300, 400, 401, 403, 404, 405, 406, 408, 410, 413, 414, 415, 422, 429, 500, 503, 504, 507)),
    *(key for key in catalogue() if key.startswith((KEYS, EXPECTED, PLACE, TOLD))),
    *(f"error_{status}_text" for status in (401, 403, 404, 410, 503)),
    *(f"schema_kind_{kind.value}" for kind in ColumnKind),
    *("date_of_project", "date_of_event", "date_of_collaboration", "number_short"),
    *("schema_nodes", "schema_edges"),
    *(f"nav_{name}" for name in (
        "actors", "projects", "collaborations", "funders", "gaps", "bridges", "timeline",
        "sources", "whitespace", "sunset", "funding", "groups", "isolates",
        "trend", "coverage", "voice", "whatif", "known", "missing")),
    *(f"coverage_by_{by}" for by in get_args(CoverageBy)),
    *(f"groups_{name}" for name in ("core", "core_lead", "of", "of_lead")),
    *(f"isolates_{part}_{by}" for part in ("by", "of") for by in ("sector", "kind", "region")),
    *(f"isolates_{part}_{name}" for part in ("list", "about") for name in get_args(ListName)),
    *(f"isolates_count_{name}" for name in FIELDS),
    *(f"whatif_how_{verb}" for verb in NEEDED),
    *(f"bridges_what_{by}" for by in MEASURES),
    *(f"bridges_led_{role}" for role in LED_ROLES),
    *(f"bridges_role_{role}" for role in ("coordinator", "consultant", "gate", "liaison")),
    *(f"ws_level_{level}" for level in LEVELS),
}  # fmt: skip


def used() -> set[str]:
    """The keys that templates and modules ask for."""
    files = [*PAGES.rglob("*.html"), *PAGES.rglob("*.py")]
    return BUILT | {key for f in files for key in LITERAL.findall(f.read_text(encoding="utf-8"))}


def gaps(text: str) -> list[str]:
    """The names of what is filled in."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


def test_every_key_has_both_languages() -> None:
    assert [key for key, texts in catalogue().items() if sorted(texts) != ["en", "sv"]] == []
    assert [key for key, texts in catalogue().items() if not all(texts.values())] == []


def test_both_languages_have_the_same_gaps() -> None:
    filled = {key: texts for key, texts in catalogue().items() if not texts["sv"].count('{"')}

    assert [k for k, texts in filled.items() if gaps(texts["sv"]) != gaps(texts["en"])] == []


def test_every_key_that_is_used_exists_and_every_key_is_used() -> None:
    assert used() == set(catalogue())


def test_numbers_and_dates_are_written_as_the_language_writes_them() -> None:
    assert formats.number(1234.5, "sv", "#,##0.0") == "1\u00a0234,5"
    assert formats.number(1234.5, "en", "#,##0.0") == "1,234.5"
    assert formats.number(None, "sv") == "–"
    assert formats.partial_date("2026-11-22", "sv") == "22 november 2026"
    assert formats.partial_date("2022-12", "sv") == "december 2022"
    assert formats.partial_date("2022", "en") == "2022"
    assert formats.period("2019", None, "sv") == "2019 – ?"
    assert formats.amount("15000000.50", "SEK", "sv") == "15\u00a0000\u00a0000,5\u00a0SEK"
    assert formats.instant("2026-06-30T22:30:00Z", "sv") == "1 juli 2026 00:30"
    assert formats.percent(0.008, "sv") == "0,8\u00a0%"
