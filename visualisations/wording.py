"""Names and numbers as a reader of Swedish or English expects them."""

import textwrap
import unicodedata
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from graph_schema.coverage_answers import LEAST_COVERAGE

MISSING = "–"
MINUS = "\N{MINUS SIGN}"
TURNS = (Decimal(0), Decimal(str(LEAST_COVERAGE)), Decimal(1))  # nothing else may look like these
MOST_DECIMALS = 6
LANGUAGES = ("sv", "en")
LOCALES = {"sv": "sv_SE", "en": "en_GB"}
FULL_DATE, MONTH = 10, 7  # characters of a date that is known to the day, and to the month
NAME_CHARS = 160  # in a table or tooltip: longer than any organisation's registered name
LABEL_CHARS = 22  # a line of a label in a picture
LABEL_LINES = 2
UNWRITABLE = dict.fromkeys((0xFFFE, 0xFFFF), None)  # no character, and refused by XML
# Marks that turn the direction of the text after them, and so of the page around a name.
TURNING = dict.fromkeys(
    (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), None
)


def require_language(lang: str) -> None:
    """Refuse a language no phrase is written in."""
    if lang not in LANGUAGES:
        raise ValueError(f"a drawing is in Swedish or English: expected sv or en, got {lang!r}")


def plain(text: str) -> str:
    """The text on one line without control characters or marks that turn its direction."""
    visible = "".join(
        " " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char
        for char in text.translate(TURNING | UNWRITABLE)
    )
    return " ".join(visible.split())


def shortened(text: str, limit: int = NAME_CHARS) -> str:
    """At most ``limit`` characters, the last an ellipsis where something was cut."""
    line = plain(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def label_lines(text: str) -> list[str]:
    """A name as a picture has room for it: two short lines."""
    # Cut first: wrapping looks at every word, and a name may have ten thousand.
    return textwrap.wrap(shortened(text), LABEL_CHARS, max_lines=LABEL_LINES, placeholder="…") or [
        MISSING
    ]


def number(value: float | int | None, lang: str, least: int = 0, most: int = 0) -> str:
    """1 234,5 in Swedish, 1,234.5 in English, a dash for what was not computed.

    ``least`` and ``most`` decimals are shown.
    """
    if value is None:
        return MISSING
    decimals = "0" * least + "#" * (most - least)
    pattern = f"#,##0.{decimals}" if decimals else "#,##0"
    return decimal(value, lang, pattern)


def decimal(value: Decimal | float, lang: str, pattern: str) -> str:
    """A number by a pattern of CLDR, for people: below nought with a minus sign, not a hyphen."""
    return str(format_decimal(value, format=pattern, locale=lang)).replace("-", MINUS)


def percent(share: float, lang: str, least: int = 1, most: int = 1) -> str:
    """A share as a percentage of ``least`` to ``most`` decimals.

    With as many more as it takes where rounding would make it none, all, or as much as a verdict
    takes: 59.96 % of lists are not the 60 % that are needed, and 99.97 % are not all of them.
    """
    exact = Decimal(str(share))
    while most < MOST_DECIMALS and round(exact, most + 2) in TURNS and exact not in TURNS:
        most += 1
    decimals = "0" * least + "#" * (most - least)
    pattern = f"#,##0.{decimals}" if decimals else "#,##0"
    blank = "\u00a0" if lang == "sv" else ""
    return str(format_percent(share, format=f"{pattern}{blank}%", locale=lang))


def partial_date(value: str, lang: str) -> str:
    """As precisely as it was stated: 2022, december 2022 or 15 december 2022."""
    if len(value) == FULL_DATE:
        return str(format_date(date.fromisoformat(value), "d MMMM y", locale=LOCALES[lang]))
    if len(value) == MONTH:
        first = date.fromisoformat(f"{value}-01")
        return str(format_date(first, "LLLL y", locale=LOCALES[lang]))
    return value
