"""Words by which a cell says that it says nothing, as listed in ``headings.toml``.

Nothing else is ever taken for such a word: a value that only looks odd in its column is a slip,
which an import refuses by name.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from importers.mapped_tables.promises import listed_words
from importers.mapped_tables.recognising import Column, Meaning

WORDED = frozenset({
    Meaning.PARTY, Meaning.FUNDER, Meaning.NAME, Meaning.COLLABORATION, Meaning.BARE_NAME,
    Meaning.REGION, Meaning.PLACE, Meaning.COUNTRY, Meaning.THEME, Meaning.TARGET_GROUP,
    Meaning.PROGRAMME, Meaning.INTERVENTION, Meaning.SECTOR, Meaning.ROLE, Meaning.STATUS,
    Meaning.CURRENCY,
})  # fmt: skip
"""What is told by words, so that a short one may be meant: NA is Namibia and a newspaper."""


class Silence(StrEnum):
    """How sure it is that a word says nothing."""

    ANYWHERE = "anywhere"
    SHORT = "short"  # nothing where a date, an amount or a number would stand
    OPEN = "open"  # no end yet


class Silences(NamedTuple):
    """What to list as empty, and what is left to whoever edits the mapping, with its columns."""

    empty: list[str]
    asked: dict[str, list[str]]


def silence(text: str) -> Silence | None:
    """How a cell says that it says nothing; None where it says something."""
    return _listed().get(_plain(text))


def silences(columns: Iterable[tuple[Column, Meaning]]) -> Silences:
    """The words for nothing in the columns that are mapped.

    They are listed for the whole table: one that may be meant in some column is not among them.
    """
    found = Silences([], {})
    for word, places in _places(columns).items():
        kind = silence(word)
        meant = [column.heading for column, held in places if _may_be_meant(kind, held)]
        if meant:
            found.asked[word] = meant
        else:
            found.empty.append(word)
    return found


def _places(
    columns: Iterable[tuple[Column, Meaning]],
) -> Mapping[str, list[tuple[Column, Meaning]]]:
    """Each word for nothing, as it first stands, and the columns that hold it in any case."""
    spelt: dict[str, str] = {}
    found: dict[str, list[tuple[Column, Meaning]]] = {}
    for column, held in columns:
        for key in dict.fromkeys((word, word.strip().casefold()) for word in column.silent):
            word = spelt.setdefault(key[1], key[0])
            if (column, held) not in found.setdefault(word, []):
                found[word].append((column, held))
    return found


def _may_be_meant(kind: Silence | None, held: Meaning) -> bool:
    if kind is Silence.OPEN:
        return held is not Meaning.END
    return kind is Silence.SHORT and held in WORDED


def _plain(text: str) -> str:
    lowered = text.strip().casefold()
    return " ".join(lowered.strip(" .()[]*").split()) or lowered


@cache
def _listed() -> Mapping[str, Silence]:
    return dict(_entries())


def _entries() -> Iterator[tuple[str, Silence]]:
    for kind, words in listed_words()["nothing"].items():
        for word in words:
            yield word, Silence(kind)
