"""What is masked, said plainly: every pattern over the whole text, however long that takes."""

import re
from collections.abc import Iterator

from graph_schema.identifiers import is_personal_number
from importers import masking as m
from importers import person_names as names
from importers.masking import Finding, FindingKind
from importers.person_words import GIVEN_NAMES

OUTRIGHT = (
    names.NAME_BEFORE_TITLE, names.NAME_ABOVE_TITLE, names.NAMES_AFTER_LABEL,
    names.SINGLE_AFTER_LABEL,
)  # fmt: skip
LIKELY = (*names.LIKELY_BEFORE_TITLE, names.LIKELY_UNDER_TITLE, names.LIKELY_AFTER_VERB)


def plain_findings(text: str) -> list[Finding]:
    """Contact data and personal numbers in the order they stand."""
    seen = m.INVISIBLE.sub("", text)
    places = [place for place, sign in enumerate(text) if not m.INVISIBLE.match(sign)]
    return sorted(
        (Finding(kind, (places[start], places[end - 1] + 1)) for kind, (start, end) in _in(seen)),
        key=lambda finding: finding.span,
    )


def _in(text: str) -> set[Finding]:
    emails = [Finding(FindingKind.EMAIL, each.span()) for each in m.EMAIL.finditer(text)]
    taken = [*emails, *_personal_numbers(text), *_mistyped(text)]
    contacts = [*taken, *_telephones(text, taken)]
    return {*contacts, *_names(text, contacts)}


def _personal_numbers(text: str) -> Iterator[Finding]:
    place = 0
    while (found := m.PERSONAL_NUMBER.search(text, place)) is not None:
        number = found["vat"] or found["number"] or found["dated"] or found["glued"]
        digits = "".join(str(int(digit)) for digit in number if digit.isdecimal())
        place = found.start() + 1
        if is_personal_number(digits):
            yield Finding(FindingKind.PERSONAL_NUMBER, found.span())
            place = found.end()


def _mistyped(text: str) -> Iterator[Finding]:
    for found in m.MISTYPED.finditer(text):
        near = max(0, found.start() - m.REACH)
        before = m.BEFORE_MISTYPED.search(text, near, found.start())
        if before is not None and (
            before["label"] or _is_likely(before["name"] or before["shouted"] or "")
        ):
            yield Finding(FindingKind.PERSONAL_NUMBER, found.span())


def _telephones(text: str, taken: list[Finding]) -> Iterator[Finding]:
    closed = [each.span() for each in m.URL.finditer(text)] + [span for _, span in taken]
    spans = [
        each.span()
        for several in m.TELEPHONES.finditer(text)
        for each in m.TELEPHONE.finditer(text, *several.span())
    ]
    spans += [each.span(1) for each in m.AFTER_LABEL.finditer(text)]
    for kind, (start, _) in taken:
        if kind is FindingKind.EMAIL:
            near = max(0, start - m.REACH)
            spans += [each.span(1) for each in m.NUMBER_BEFORE_EMAIL.finditer(text, near, start)]
    for start, end in spans:
        free = not any(start < stop and begin < end for begin, stop in closed)
        dated = m.DATE_SHAPE.match(text[start:end]) is not None
        if free and not dated and m.MONEY_FOLLOWS.match(text, end) is None:
            yield Finding(FindingKind.TELEPHONE, (start, end))


def _names(text: str, contacts: list[Finding]) -> Iterator[Finding]:
    found = [each for pattern in OUTRIGHT for each in pattern.finditer(text)]
    found += [
        each
        for each in names.NAME_AFTER_TITLE.finditer(text)
        if not each[1].isupper() or _is_likely(each[1])
    ]
    found += [each for p in LIKELY for each in p.finditer(text) if _is_likely(each[1])]
    named = {each[1] for each in found}
    for kind, (start, _) in contacts:
        for each in m.NAME_BEFORE_CONTACT.finditer(text, max(0, start - m.REACH), start):
            personal = kind is FindingKind.PERSONAL_NUMBER
            if each["name"] or personal or _is_likely(each["shouted"]):
                named.add(each["name"] or each["shouted"])
    for name in {name for name in named if not m.names_an_organisation(name)}:
        for each in re.finditer(rf"{names.FREE}{re.escape(name)}(?![^\W_])", text):
            yield Finding(FindingKind.NAME, each.span())


def _is_likely(name: str) -> bool:
    return re.split(r"[ \u00a0-]", name)[0].casefold() in GIVEN_NAMES
