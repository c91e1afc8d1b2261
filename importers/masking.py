"""Contact data in running text: found, and masked without moving a single character."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from graph_schema.identifiers import is_personal_number
from importers.person_names import CAPITAL, FREE, GAP, NAME, SHOUTED, likely, matches, name_spans
from importers.person_words import ORGANISATION_WORDS

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
AT_HINT = re.compile(
    r"[@\[({\s](?:(?<=@)|(?<=[\[({])(?=\s?(?:@|(?i:at|snabel)))"
    r"|(?<=\s)(?=(?i:at|snabel-?a)\s[\w-]+\s(?i:dot|punkt)\s))"
)
"""Where AT may begin, or one blank later."""
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)

DASH = r"[-\u2010-\u2015\u2212]"
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
TELEPHONE_START = re.compile(
    rf"[+(0](?:(?<=0)(?=0?[1-9])|(?<=\()(?=0[1-9])|(?<=\+)(?={GAP}?[1-9]))"
)
LABELS = (
    "tel", "tfn", "telefon", "telefonnummer", "telephone", "phone", "mobil", "mobile", "mob",
    "växel", "fax",
)  # fmt: skip
AFTER_LABEL = re.compile(
    rf"\b(?:{'|'.join(LABELS)})\b"
    r"[.:]?\s{0,3}[.:]?\s?(\+?\(?\d[\d \u00a0()/-]{4,20}\d)",
    re.IGNORECASE,
)
MONEY_FOLLOWS = re.compile(
    rf"{GAP}?(?:kr|sek|eur|euro|€|%|procent|tkr|mkr|miljon|miljard|deltagare|personer)",
    re.IGNORECASE,
)
DATE_SHAPE = re.compile(r"\d{1,2}([-/. ])\d{1,2}\1\d{4}\Z|\d{4}([-/.])\d{1,2}\2\d{1,2}\Z")

NUMBER_START = re.compile(r"\d(?<!\w\d)")
LAST_LETTERS = frozenset("".join(label[-1] + label[-1].upper() for label in LABELS))
LONGEST_LABEL = max(map(len, LABELS))
TEN_DIGITS = re.compile(r"\d(?:\D{0,3}\d){9}")
"""What every personal number holds, after an SE and a blank at most."""
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Soft hyphens, joiners and marks of direction: a reader sees none, and the digits beside it."""
STROKE = r"[-_+.\u00b7\u2010-\u2015\u2043\u207b\u208b\u2212\ufe58\ufe63\uff0d/]"
"""What people, keyboards and word processors put before the last four digits."""
AFTER_TRADER = r"(?:(?<=EF)|(?<=NR)|(?<=NUMMER)|(?<=FIRMA)|(?<=FÖDD))"
"""Letters right before a number that are no part of a code: EF is an enskild firma."""
LAST_FOUR = rf"\s?{STROKE}?\s?\d\d{GAP}?\d\d"
PERSONAL_NUMBER = re.compile(
    rf"(?<!\d)(?<!\d[.,/\-])(?:{AFTER_TRADER}(?P<glued>(?:18|19|20)?\d{{6}}{LAST_FOUR})"
    rf"|(?<![^\W_])(?:SE{GAP}?(?P<vat>\d{{6}}{STROKE}?\d{{4}}){GAP}?01"
    rf"|(?:16)?(?P<number>(?:18|19|20)?\d{{6}}{LAST_FOUR})"
    rf"|(?P<dated>(?:18|19|20)?\d\d(?P<between>{STROKE}|{GAP})\d\d(?P=between)\d\d"
    rf"{LAST_FOUR})))(?!\d)",
    re.IGNORECASE,
)
MISTYPED = re.compile(
    rf"(?:(?<![^\W_])|(?i:{AFTER_TRADER}))(?<!\d[.,/\-])(?:18|19|20)?\d\d(?:0[1-9]|1[0-2])"
    rf"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01]){LAST_FOUR}(?![^\W_]|{DASH}\d)"
)
"""A date and four digits of which the last may be wrong; as likely the number of a document."""
PERSONS_NUMBER = (
    r"(?i:person[ -]?(?:nummer|nr)|pers\.?[ -]?nr|p\.?[ -]?nr|samordningsn(?:umme)?r|född|"
    r"enskild firma|enskild näringsidkare)[.:]?"
)
OWNER = rf"{FREE}(?:(?P<name>{NAME}?)|(?P<shouted>{SHOUTED}?))"
"""The name right before, as short as will do: what calls the number a person's is none of it."""
BEFORE_MISTYPED = re.compile(
    rf"(?:{OWNER}\s{{0,2}}[,:;(–-]?\s{{0,2}}(?:{FREE}(?i:EF)\s{{0,2}})?)?"
    rf"(?:{FREE}(?P<label>{PERSONS_NUMBER}))?\s{{0,2}}[,:;(–-]?\s{{0,2}}\Z"
)

NAME_BEFORE_CONTACT = re.compile(
    rf"{OWNER}(?:\s{{0,2}}[,:;(–-]?\s{{0,2}}{FREE}(?:{PERSONS_NUMBER}|(?i:EF)))?\s{{0,2}}"
    rf"(?:[,:;(–-]|på|at)?\s{{0,2}}(?:tel\.?:?\s?)?"
    rf"(?:[\d {MASK}]*[,;])?\s?\Z"
)
NUMBER_BEFORE_EMAIL = re.compile(r"(?<![\w.])(?<!\d,)(\+?\d[\d ()-]{5,15}\d)\s?[,;:]?\s?\Z")
FREE_CAPITAL = re.compile(FREE + CAPITAL)
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
    seen, places = _seen(text)
    found = list(_emails(seen))
    if any(character.isdigit() for character in seen):
        found += _personal_numbers(seen)
        found += _mistyped(seen)
        found += _telephones(seen, found)
    found += _names(seen, found)
    placed = {Finding(kind, _placed(span, places)) for kind, span in found}
    return sorted(placed, key=lambda finding: finding.span)


def _seen(text: str) -> tuple[str, Sequence[int]]:
    """The text as a reader sees it, and where each of its characters stands."""
    if text.isascii() or INVISIBLE.search(text) is None:
        return text, range(len(text))
    places = [place for place, sign in enumerate(text) if INVISIBLE.match(sign) is None]
    return INVISIBLE.sub("", text), places


def _placed(span: tuple[int, int], places: Sequence[int]) -> tuple[int, int]:
    return places[span[0]], places[span[1] - 1] + 1


def contains_personal_number(text: str) -> bool:
    """Whether a personnummer or samordningsnummer stands anywhere in the text."""
    return next(_personal_numbers(_seen(text)[0]), None) is not None


def mask_personal_numbers(text: str) -> str:
    """The text with personal numbers alone blacked out, at equal length.

    For every value and key a source gives, codes that look like telephones included.
    """
    seen, places = _seen(text)
    for _, span in _personal_numbers(seen):
        start, end = _placed(span, places)
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def _emails(text: str) -> Iterator[Finding]:
    for matched in matches(EMAIL, text, _local_parts(text)):
        yield Finding(FindingKind.EMAIL, matched.span())


def _local_parts(text: str) -> Iterator[int]:
    """Where the words begin that stand right before an @ or what means one."""
    last = -1
    for hint in AT_HINT.finditer(text):
        end = hint.start()
        if end and text[end - 1].isspace() and not text[end].isspace():
            end -= 1
        start = end
        while start and (text[start - 1].isalnum() or text[start - 1] in "_.+%-"):
            start -= 1
        if last < start < end:
            last = start
            yield start


def _personal_numbers(text: str) -> Iterator[Finding]:
    ten = TEN_DIGITS.search(text)
    if ten is None:
        return
    position = max(0, ten.start() - len("SE "))
    while (matched := PERSONAL_NUMBER.search(text, position)) is not None:
        number = matched["vat"] or matched["number"] or matched["dated"] or matched["glued"]
        if is_personal_number("".join(str(int(digit)) for digit in number if digit.isdecimal())):
            yield Finding(FindingKind.PERSONAL_NUMBER, matched.span())
            position = matched.end()
        else:
            position = matched.start() + 1


def _mistyped(text: str) -> Iterator[Finding]:
    """Numbers with a wrong check digit behind a person's name, or what calls them personal."""
    for number in MISTYPED.finditer(text):
        before = BEFORE_MISTYPED.search(text, max(0, number.start() - REACH), number.start())
        if before is not None and (
            before["label"] or likely(before["name"] or before["shouted"] or "")
        ):
            yield Finding(FindingKind.PERSONAL_NUMBER, number.span())


def _telephones(text: str, taken: list[Finding]) -> Iterator[Finding]:
    starts = (found.start() for found in TELEPHONE_START.finditer(text))
    spans = [
        each.span()
        for several in matches(TELEPHONES, text, starts)
        for each in TELEPHONE.finditer(text, *several.span())
    ]
    spans += [matched.span(1) for matched in matches(AFTER_LABEL, text, _labels(text))]
    for kind, (start, _) in taken:
        if kind is FindingKind.EMAIL:
            near = max(0, start - REACH)
            spans += [found.span(1) for found in NUMBER_BEFORE_EMAIL.finditer(text, near, start)]
    if not spans:
        return
    closed = [matched.span() for matched in URL.finditer(text)] + [span for _, span in taken]
    for start, end in spans:
        if any(start < stop and begin < end for begin, stop in closed):
            continue
        if DATE_SHAPE.match(text[start:end]) or MONEY_FOLLOWS.match(text, end):
            continue
        yield Finding(FindingKind.TELEPHONE, (start, end))


def _labels(text: str) -> Iterator[int]:
    """Where the words begin after which a number stands that they may call a telephone's."""
    last = -1
    for number in NUMBER_START.finditer(text):
        end = number.start()
        while end and (text[end - 1].isspace() or text[end - 1] in ".:+("):
            end -= 1
        if text[end - 1 : end] not in LAST_LETTERS:
            continue
        # A dotless or a dotted capital I is an i to a pattern that ignores case.
        said = text[max(0, end - LONGEST_LABEL) : end].casefold()
        if said.replace("ı", "i").replace("i̇", "i").endswith(LABELS):
            start = end
            while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
                start -= 1
            if start > last:
                last = start
                yield start


def _names(text: str, contacts: list[Finding]) -> Iterator[Finding]:
    names = {
        text[slice(*span)]
        for span in _name_spans(text, contacts)
        if not names_an_organisation(text[slice(*span)])
    }
    # A person named once beside a title may stand elsewhere without it.
    free = dict.fromkeys(names, 0)
    lengths = {len(name) for name in names}
    for capital in FREE_CAPITAL.finditer(text) if names else ():
        start = capital.start()
        for name in (text[start : start + length] for length in lengths):
            end = start + len(name)
            if free.get(name, len(text)) <= start and not text[end : end + 1].isalnum():
                free[name] = end
                yield Finding(FindingKind.NAME, (start, end))


def _name_spans(text: str, contacts: list[Finding]) -> Iterator[tuple[int, int]]:
    yield from name_spans(text)
    for kind, (start, _) in contacts:
        near = max(0, start - REACH)
        for before in NAME_BEFORE_CONTACT.finditer(text, near, start):
            if before["name"] is not None:
                yield before.span("name")
            elif kind is FindingKind.PERSONAL_NUMBER or likely(before["shouted"]):
                yield before.span("shouted")


def names_an_organisation(name: str) -> bool:
    """Whether a word of the name is one of organisations or places."""
    return any(word.casefold() in ORGANISATION_WORDS for word in re.split(r"[^\w]+", name))
