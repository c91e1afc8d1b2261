"""Sentences that are stored or said in English, in a few forms, in the reader's language.

Why an actor has its sector, what was expected of a parameter, and what went wrong.
"""

import re
from functools import cache
from typing import NamedTuple

from service.pages.texts import catalogue

KEYS = "evidence_"
EXPECTED = "expected_"
TOLD = "told_"
PLACE = "place_"
GAP = re.compile(r"\\{(\w+)\\}")


class Form(NamedTuple):
    """How a sentence is stored, and what it becomes."""

    stored: re.Pattern[str]
    shown: str


def reason(stored: str, lang: str, keys: str = KEYS) -> str:
    """The sentence in the language; what no form fits stays as it is stored."""
    if lang == "en":
        return stored
    for form in forms(lang, keys):
        found = form.stored.fullmatch(stored)
        if found is not None:
            filled = {name: _filled(name, text, lang) for name, text in found.groupdict().items()}
            return form.shown.format(**filled)
    return stored


def told(detail: str, lang: str) -> str | None:
    """What went wrong, in the language; None where there are no words for it.

    What a caller wrote, and what an engine says in words of its own, stays as it is.
    """
    for form in forms(lang, TOLD):
        found = form.stored.fullmatch(detail)
        if found is not None:
            filled = found.groupdict()
            if "expected" in filled:
                filled["expected"] = reason(filled["expected"], lang, EXPECTED)
            return form.shown.format(**filled)
    return None


def _filled(name: str, text: str, lang: str) -> str:
    if name == "words":  # quoted from names, which no language changes
        return text.replace("“", "”").replace(" or ", " eller ")
    if name == "types":
        return ", ".join(reason(part, lang) for part in text.split(", "))
    return reason(text, lang)


@cache
def forms(lang: str, keys: str) -> tuple[Form, ...]:
    """The forms of the catalogue, those with most of their own words first."""
    found = [texts for key, texts in catalogue().items() if key.startswith(keys)]
    found.sort(key=lambda texts: -len(re.sub(r"{\w+}", "", texts["en"])))
    return tuple(
        Form(re.compile(GAP.sub(r"(?P<\1>.+)", re.escape(texts["en"]))), texts[lang])
        for texts in found
    )
