"""The partners a narrative lists beneath a heading of its own, each with its place in the text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from importers.names import name_key
from importers.sources.esf_record.page import Line, lines_of

HEADING = re.compile(
    r"(?:våra |projektets )?(?:samarbets|samverkans)part(?:er|ners?)(?:na)?(?: i projektet)?:?\Z",
    re.IGNORECASE,
)
BULLET = re.compile(r"(?:[•·*▪●‣–—-]|\d{1,2}[.)])\s+(?=\S)")
OWNER_ITSELF = re.compile(r"\bprojektägare\b", re.IGNORECASE)
ROLE_BEHIND = re.compile(r"\s*[,(]\s*(?:samarbets|samverkans)part(?:ner)?\)?\Z", re.IGNORECASE)
HOST_AND_UNIT = re.compile(
    r"(?P<host>(?:Region|.*\b(?:kommun|stad|universitet|högskola))\b.*?) [–—-] (?P<unit>.+)\Z"
)


class Partner(NamedTuple):
    """A party beneath the heading: the line as published, the organisation it names, and its place.

    ``unit``: the part of the organisation that the line names beside it. ``span`` counts characters
    in the narrative; ``heading`` is the published heading.
    """

    line: str
    name: str
    unit: str | None
    span: tuple[int, int]
    heading: str


def partners(narrative: str, owner: str) -> Iterator[Partner]:
    """The listed parties but the owner, who often heads the list.

    A list ends at the first line that is no item, and at a blank line unless blank lines stand
    between its items.
    """
    heading: str | None = None
    items, blank, spaced = 0, False, False
    for line in lines_of(narrative):
        if HEADING.match(line.text):
            heading, items, spaced = line.text.rstrip(":"), 0, False
        elif heading is not None and (bullet := BULLET.match(line.text)) is not None:
            spaced = spaced or (blank and items == 1)
            items += 1
            if blank and items > 1 and not spaced:
                heading = None
                continue
            partner = _partner(narrative, line, bullet.end(), heading)
            if not _is_owner(partner.line, owner):
                yield partner
        elif items and line.text:
            heading = None
        blank = not line.text


def _partner(narrative: str, line: Line, skipped: int, heading: str) -> Partner:
    text = ROLE_BEHIND.sub("", line.text[skipped:]).rstrip(" ,;.")
    start = narrative.index(text, line.start)
    matched = HOST_AND_UNIT.match(text)
    name, unit = (matched["host"], matched["unit"]) if matched is not None else (text, None)
    return Partner(text, name, unit, (start, start + len(text)), heading)


def _is_owner(text: str, owner: str) -> bool:
    """The line calls the party project owner, or one of its parts is the owner's name."""
    parts = [name_key(part) for part in re.split(r",| [–—-] ", text)]
    return OWNER_ITSELF.search(text) is not None or name_key(owner) in parts
