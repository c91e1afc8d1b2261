"""Contact data in running text: found, and masked without moving a single character."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from graph_schema.identifiers import is_personal_number
from importers.person_words import (
    BEFORE_PERSONS,
    CONTACT_LABELS,
    GIVEN_NAMES,
    LOOSE_TITLES,
    ORGANISATION_WORDS,
    PERSON_TITLES,
)

MASK = "█"


class FindingKind(StrEnum):
    """What sort of personal data was found."""

    EMAIL = "e-mail"
    TELEPHONE = "telephone"
    PERSONAL_NUMBER = "personal number"
    NAME = "name"


class Finding(NamedTuple):
    """Personal data at a span of a text."""

    kind: FindingKind
    span: tuple[int, int]


AT = (
    r"(?:\s?@\s?|\s?[\[({]\s?(?:at|snabel-?a|@)\s?[\])}]\s?"
    r"|\s(?:at|snabel-?a)\s(?=[\w-]+\s(?:dot|punkt)\s))"
)
DOT = (
    r"(?:\.|\s?[\[({]\s?(?:dot|punkt|\.)\s?[\])}]\s?|\s(?:dot|punkt)\s"
    r"|\s\.(?=(?:se|nu|com|org|eu|net)\b))"
)
EMAIL = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]+{AT}[\w-]{{1,63}}(?:{DOT}[\w-]{{1,63}}){{1,5}}", re.IGNORECASE
)
SIX_DIGITS = re.compile(r"\d{6}|\d\d\D\d\d\D\d\d")  # a personal number begins with a date
AT_SIGN = re.compile(r"@|[\[({]\s?at\b|snabel|\sat\s", re.IGNORECASE)
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)

GAP = r"[ \u00a0\u2009\u202f]"
DASH = r"[-\u2010\u2011\u2013]"
BEFORE_NUMBER = r"(?<![^\W_])(?<!\d[ \u00a0/.,:\-\u2013])"  # not in the middle of a longer number
SUBSCRIBER = rf"[1-9]\d{{1,2}}(?:(?:{GAP}|{DASH})\d{{2,3}}){{1,3}}"
SWEDISH = (
    rf"(?:\(0[1-9]\d{{0,2}}\){GAP}?|0[1-9]\d{{0,2}}{GAP}?(?:{DASH}|/|{GAP}){GAP}?)"
    rf"(?:{SUBSCRIBER}|[1-9]\d{{4,7}})"
    rf"|07\d{GAP}?(?:{DASH}|/|{GAP}){GAP}?\d{{2,3}}(?:(?:{GAP}|{DASH})?\d{{2,3}}){{2}}"
    rf"|07(?:{GAP}?\d){{8}}|0[1-9]\d{{0,2}}(?:\.\d{{2,3}}){{3,4}}"
    r"|0[1-9]\d{7,8}"
)
ABROAD = rf"(?:\+{GAP}?|00)[1-9]\d{{0,2}}(?:(?:{GAP}|{DASH}|[./()]){{0,3}}\d){{6,12}}"
ONE_TELEPHONE = rf"(?:{ABROAD}|{SWEDISH})(?![^\W_]|{DASH}?\d)"
TELEPHONES = re.compile(
    rf"{BEFORE_NUMBER}(?<!\+){ONE_TELEPHONE}(?:{GAP}?[/,;]?{GAP}?{ONE_TELEPHONE})*"
)
TELEPHONE = re.compile(ONE_TELEPHONE)
AFTER_LABEL = re.compile(
    r"\b(?:tel|tfn|telefon|telefonnummer|telephone|phone|mobil|mobile|mob|växel|fax)\b"
    r"[.:]?\s{0,3}[.:]?\s?(\+?\(?\d[\d \u00a0()/-]{4,20}\d)",
    re.IGNORECASE,
)
MONEY_FOLLOWS = re.compile(
    rf"{GAP}?(?:kr|sek|eur|euro|€|%|procent|tkr|mkr|miljon|miljard|deltagare|personer)",
    re.IGNORECASE,
)
DATE_SHAPE = re.compile(r"\d{1,2}([-/. ])\d{1,2}\1\d{4}\Z|\d{4}([-/.])\d{1,2}\2\d{1,2}\Z")

PERSONAL_NUMBER = re.compile(
    rf"(?<![^\W_])(?<!\d[.,/\-])(?:SE{GAP}?(?P<vat>\d{{6}}{DASH}?\d{{4}}){GAP}?01"
    rf"|(?:16)?(?P<number>(?:18|19|20)?\d{{6}}{GAP}?(?:{DASH}|\+)?{GAP}?\d{{4}})"
    rf"|(?P<dated>(?:(?:18|19|20)?\d\d(?P<between>{DASH}|{GAP}|[./])\d\d(?P=between)\d\d"
    rf"(?:{DASH}|{GAP}|[./+])\d\d{GAP}?\d\d)|(?:18|19|20)?\d{{6}}[./]\d{{4}}))(?!\d)",
    re.IGNORECASE,
)

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
LIKELY_NAMES = (
    re.compile(rf"{FREE}({NAME})(?=\s?,\s?(?i:{LOOSE_TITLES})(?![^\W_]))"),
    re.compile(rf"{FREE}({SHOUTED})(?=\s?(?:,|\(|–|-)\s?{TITLE})"),
    re.compile(rf"^{TITLE}:?\s*\n\s*({NAME})[ \t]*$", re.MULTILINE),
    re.compile(
        rf"{FREE}(?i:{BEFORE_PERSONS})\s({NAME})(?![^\W_])(?!{GAP}(?i:stiftelse|fond|minne))"
    ),
)
"""Where a person or an organisation may stand: a common given name tells the person."""
NAME_BEFORE_CONTACT = re.compile(
    rf"{FREE}({NAME})\s{{0,2}}(?:[,:;(–-]|på|at)?\s{{0,2}}(?:tel\.?:?\s?)?"
    rf"(?:[\d {MASK}]*[,;])?\s?\Z"
)
NUMBER_BEFORE_EMAIL = re.compile(r"(?<![\w.])(?<!\d,)(\+?\d[\d ()-]{5,15}\d)\s?[,;:]?\s?\Z")
WORD = re.compile(r"[^\W\d_]+")
REACH = 80  # characters before an e-mail or a telephone in which its owner's name stands


def mask(text: str) -> str:
    """The text with contact data blacked out: equal length, so that spans stay true; idempotent."""
    while found := findings(text):
        characters = list(text)
        for _, (start, end) in found:
            characters[start:end] = MASK * (end - start)
        # A mask may uncover what a letter beside it had hidden: look again.
        text = "".join(characters)
    return text


def findings(text: str) -> list[Finding]:
    """Contact data and personal numbers in the order they stand; in URLs no telephones."""
    found = list(_emails(text))
    if any(character.isdigit() for character in text):
        found += _personal_numbers(text)
        found += _telephones(text, found)
    found += _names(text, found)
    return sorted(set(found), key=lambda finding: finding.span)


def contains_personal_number(text: str) -> bool:
    """Whether a personnummer or samordningsnummer stands anywhere in the text."""
    return next(_personal_numbers(text), None) is not None


def mask_personal_numbers(text: str) -> str:
    """The text with personal numbers alone blacked out, at equal length.

    For every value and key a source gives, codes that look like telephones included.
    """
    if SIX_DIGITS.search(text) is None:
        return text
    for _, (start, end) in _personal_numbers(text):
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def _emails(text: str) -> Iterator[Finding]:
    if AT_SIGN.search(text) is not None:
        for matched in EMAIL.finditer(text):
            yield Finding(FindingKind.EMAIL, matched.span())


def _personal_numbers(text: str) -> Iterator[Finding]:
    position = 0
    while (matched := PERSONAL_NUMBER.search(text, position)) is not None:
        number = matched["vat"] or matched["number"] or matched["dated"]
        if is_personal_number("".join(str(int(digit)) for digit in number if digit.isdecimal())):
            yield Finding(FindingKind.PERSONAL_NUMBER, matched.span())
            position = matched.end()
        else:
            position = matched.start() + 1


def _telephones(text: str, taken: list[Finding]) -> Iterator[Finding]:
    closed = [matched.span() for matched in URL.finditer(text)] + [span for _, span in taken]
    spans = [
        each.span()
        for several in TELEPHONES.finditer(text)
        for each in TELEPHONE.finditer(text, *several.span())
    ]
    spans += [matched.span(1) for matched in AFTER_LABEL.finditer(text)]
    for kind, (start, _) in taken:
        if kind is FindingKind.EMAIL:
            near = max(0, start - REACH)
            spans += [found.span(1) for found in NUMBER_BEFORE_EMAIL.finditer(text, near, start)]
    for start, end in spans:
        if any(start < stop and begin < end for begin, stop in closed):
            continue
        if DATE_SHAPE.match(text[start:end]) or MONEY_FOLLOWS.match(text, end):
            continue
        yield Finding(FindingKind.TELEPHONE, (start, end))


def _names(text: str, contacts: list[Finding]) -> Iterator[Finding]:
    names = {
        text[slice(*span)]
        for span in _name_spans(text, contacts)
        if not _names_an_organisation(text[slice(*span)])
    }
    for name in names:  # a person named once beside a title may stand elsewhere without it
        for matched in re.finditer(rf"{FREE}{re.escape(name)}(?![^\W_])", text):
            yield Finding(FindingKind.NAME, matched.span())


def _name_spans(text: str, contacts: list[Finding]) -> Iterator[tuple[int, int]]:
    for pattern in (
        NAME_BEFORE_TITLE,
        NAME_ABOVE_TITLE,
        NAME_AFTER_TITLE,
        NAMES_AFTER_LABEL,
        SINGLE_AFTER_LABEL,
    ):
        for matched in pattern.finditer(text):
            if pattern is not NAME_AFTER_TITLE or not matched[1].isupper() or _likely(matched[1]):
                yield matched.span(1)
    likely = () if GIVEN_NAMES.isdisjoint(WORD.findall(text.casefold())) else LIKELY_NAMES
    for pattern in likely:
        yield from (matched.span(1) for matched in pattern.finditer(text) if _likely(matched[1]))
    for _, (start, _) in contacts:
        near = max(0, start - REACH)
        yield from (m.span(1) for m in NAME_BEFORE_CONTACT.finditer(text, near, start))


def _likely(name: str) -> bool:
    return re.split(r"[ \u00a0-]", name)[0].casefold() in GIVEN_NAMES


def _names_an_organisation(name: str) -> bool:
    return any(word.casefold() in ORGANISATION_WORDS for word in re.split(r"[^\w]+", name))
