"""How text is made comparable for search: the same when a model is built and when it is asked."""

import re
import unicodedata

NOT_WORD = re.compile(r"[\W_]+")
FOLD = str.maketrans(
    {"å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u"}
    | {"ø": "o", "æ": "ae", "đ": "d", "ł": "l", "ß": "ss"}
)
"""The commonest letters, so that most names need no more, and those that do not come apart."""


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in lower case; everything else separates."""
    normal = unicodedata.normalize("NFC", text).lower()
    return [token for token in NOT_WORD.split(normal) if token]


def fold(text: str) -> str:
    """The text without rings, dots and accents, as people type it on other keyboards."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFC", text).lower().translate(FOLD)
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in apart if not unicodedata.combining(c))


def squeeze(text: str) -> str:
    """Only the letters and digits of a code, so that ``22-018-S01`` and ``22 018 s01`` are one."""
    return NOT_WORD.sub("", unicodedata.normalize("NFC", text).lower())
