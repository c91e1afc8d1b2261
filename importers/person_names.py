"""Names of persons in running text: beside a title, after a label, after a verb that asks for one.

A name begins with a capital letter and goes on with another, and every pattern holds a name. So
they are tried where such a name stands, and at the words before it, not at every character: with
long texts that is what most of an import's time went into.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from importers.person_words import (
    BEFORE_PERSONS,
    CONTACT_LABELS,
    GIVEN_NAMES,
    LOOSE_TITLES,
    PERSON_TITLES,
)

GAP = r"[ \u00a0\u2009\u202f]"
CAPITAL = r"[A-ZÅÄÖÉÈÜÆØŠŽĆČŁ]"
SMALL = r"[a-zåäöéèüæøšžćčłáíóúñ]"
GIVEN = rf"{CAPITAL}{SMALL}+(?:-{CAPITAL}{SMALL}+)?"
INITIALS = rf"(?:{CAPITAL}\.{GAP}?){{1,2}}{GIVEN}"
NAME = rf"{GIVEN}(?:{GAP}(?:(?:von|af|de|der|la|van|al)\s)?{GIVEN}|{GAP}{CAPITAL}\.){{1,3}}"
SHOUTED = rf"{CAPITAL}{{2,}}(?:{GAP}{CAPITAL}{{2,}}(?:-{CAPITAL}{{2,}})?){{1,3}}"
TITLE = rf"(?i:(?:{PERSON_TITLES})(?:e?n)?)(?![^\W_])"
AND = r"\s?(?:,|/|&|och\s|and\s)\s?"
FREE = r"(?<![^\W_])"  # not in the middle of a word
NAME_BEFORE_TITLE = re.compile(rf"{FREE}({NAME})(?=\s?(?:,|\(|–|-)\s?(?:[a-zåäö]+\s)?{TITLE})")
NAME_ABOVE_TITLE = re.compile(
    rf"^({NAME})(?=(?:,[^\n]{{0,60}})?\n{{1,2}}{TITLE}\s*$)", re.MULTILINE
)
NAME_AFTER_TITLE = re.compile(
    rf"{FREE}{TITLE}(?:\s?[:,–]\s?|\s(?:är\s|is\s)?)({NAME}|{INITIALS}|{SHOUTED})(?!{GAP}?AB\b)"
)
NAMES_AFTER_LABEL = re.compile(
    rf"{FREE}(?i:{CONTACT_LABELS})(?:\s?[:=]\s{{0,3}}|\s(?:är|is)\s)"
    rf"((?:{NAME}|{SHOUTED}|{INITIALS})(?:{AND}{NAME})*)"
)
SINGLE_AFTER_LABEL = re.compile(
    rf"{FREE}(?i:kontaktperson(?:er)?|contact person)\s?[:=]\s{{0,3}}({GIVEN})(?![^\W_])"
)
# Where a person or an organisation may stand, and a common given name tells the person.
LIKELY_BEFORE_TITLE = (
    re.compile(rf"{FREE}({NAME})(?=\s?,\s?(?i:{LOOSE_TITLES})(?![^\W_]))"),
    re.compile(rf"{FREE}({SHOUTED})(?=\s?(?:,|\(|–|-)\s?{TITLE})"),
)
LIKELY_UNDER_TITLE = re.compile(rf"^{TITLE}:?\s*\n\s*({NAME})[ \t]*$", re.MULTILINE)
LIKELY_AFTER_VERB = re.compile(
    rf"{FREE}(?i:{BEFORE_PERSONS})\s({NAME})(?![^\W_])(?!{GAP}(?i:stiftelse|fond|minne))"
)

NAME_START = re.compile(
    rf"{CAPITAL}(?<![^\W_]{CAPITAL})"
    rf"(?=\.|{CAPITAL}+{GAP}{CAPITAL}|{SMALL}+(?:-{CAPITAL}{SMALL}+)?{GAP}(?:{CAPITAL}|[vadl]))"
)
"""Where NAME, SHOUTED or INITIALS may begin, and elsewhere seldom."""
COLON = re.compile("[:=]")
LEADS = rf"{TITLE}|(?i:{CONTACT_LABELS})|(?i:{BEFORE_PERSONS})"
LEAD = re.compile(LEADS)
WORD = re.compile(rf"{FREE}[^\W\d_][^\W_]*")
REMEMBERED = 65_536  # words: those of a language, some MB
WORDS_BEFORE = 5  # of a title or label with what stands between it and the name: four at most
LONGEST_GIVEN = max(map(len, GIVEN_NAMES))


def name_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where names of persons stand, some twice."""
    starts = [found.start() for found in NAME_START.finditer(text)]
    yield from _single_names(text)
    if not starts:
        return
    before = _words_before(text, starts)
    for pattern, places in ((NAME_BEFORE_TITLE, starts), (NAMES_AFTER_LABEL, before)):
        yield from (found.span(1) for found in matches(pattern, text, places))
    yield from (found.span(1) for found in NAME_ABOVE_TITLE.finditer(text))
    for found in matches(NAME_AFTER_TITLE, text, before):
        if not found[1].isupper() or likely(found[1]):
            yield found.span(1)
    if any(likely(text[start : start + LONGEST_GIVEN + 1]) for start in starts):
        yield from _likely_names(text, starts, before)


def matches(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What ``finditer`` finds, given in order every place where a match may begin."""
    free = 0
    for place in places:
        if place >= free and (found := pattern.match(text, place)) is not None:
            yield found
            free = found.end()


def _single_names(text: str) -> Iterator[tuple[int, int]]:
    for sign in COLON.finditer(text):
        if "person" in text[max(0, sign.start() - len("personer ")) : sign.start()].casefold():
            yield from (found.span(1) for found in SINGLE_AFTER_LABEL.finditer(text))
            return


def _likely_names(
    text: str, starts: Sequence[int], before: Sequence[int]
) -> Iterator[tuple[int, int]]:
    found = [each for p in LIKELY_BEFORE_TITLE for each in matches(p, text, starts)]
    found += [*LIKELY_UNDER_TITLE.finditer(text), *matches(LIKELY_AFTER_VERB, text, before)]
    yield from (each.span(1) for each in found if likely(each[1]))


def _words_before(text: str, starts: Sequence[int]) -> list[int]:
    """Where titles, labels and verbs begin among the last words before each place, in order."""
    found: list[int] = []
    seen = 0
    for start in starts:
        if start and (text[start - 1] in ":=,–" or text[start - 1].isspace()):
            for word in WORD.finditer(text, _words_back(text, start, seen), start):
                if _may_lead(word[0]) and LEAD.match(text, word.start()):
                    found.append(word.start())
            seen = start
    return found


@lru_cache(REMEMBERED)
def _may_lead(word: str) -> bool:
    """Whether a title, label or verb may begin with the word: it is one, or stands in one."""
    # A dotless or a dotted capital I is an i to a pattern that ignores case.
    folded = word.casefold().replace("ı", "i").replace("i̇", "i")
    return folded in LEADS or LEAD.match(word) is not None


def _words_back(text: str, place: int, floor: int) -> int:
    """Some words back, or more where other blanks than spaces part them; not below the floor."""
    for _ in range(WORDS_BEFORE):
        while place > floor and text[place - 1].isspace():
            place -= 1
        place = text.rfind(" ", floor, place) + 1
        if place <= floor:
            return floor
    return place


def likely(name: str) -> bool:
    """Whether a name begins with a common given name."""
    return re.split(r"[ \u00a0-]", name)[0].casefold() in GIVEN_NAMES
