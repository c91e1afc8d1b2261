"""A change as one line of text, short enough for an address, and back.

    add WHO,WHO [xN] [like ARENA] ; call FUNDER WHO,WHO xN [like ARENA]
    drop ARENA ; gone ACTOR ; join ARENA WHO,WHO ; leave ARENA ACTOR,ACTOR

A new line separates parts as well as a semicolon.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote_plus

from pydantic import ValidationError

from graph_schema.vocabularies import Sector
from graph_schema.whatif_answers import MOST_OF_WORD, MOST_PARTS, MOST_TIMES, MOST_WHO, ChangePart
from queries.errors import MalformedQuestionError

MOST_IN_ADDRESS = 32_000
"""Octets of a change in an address: as many parts of as many ids as there may be fit, and a server
reads a line of twice that. Escaped, a comma is three, and a letter such as å six.
"""
LOT = "any:"
REPEATED = re.compile(r"(\d{1,2})\*(.+)\Z")
TIMES = re.compile(r"x(\d{1,4})\Z")
SECTORS = {sector.value for sector in Sector}
NEEDED = {
    "add": ("who",), "call": ("funder", "who"), "drop": ("arena",), "gone": ("who",),
    "join": ("arena", "who"), "leave": ("arena", "who"),
}  # fmt: skip
"""What follows each verb, in this order."""
REPEATABLE = ("add", "call")
WORD = f"ids of 1 to {MOST_OF_WORD} characters"
LIMITS = {
    "times": f"times from x1 to x{MOST_TIMES}",
    "who": f"who with at most {MOST_WHO} participants in one arena, {WORD} or sectors",
}
FORMS = (
    "parts such as `add public,civil_society x2`, `call FUNDER WHO,WHO x3`, `drop ARENA`, "
    "`gone ACTOR`, `join ARENA WHO` or `leave ARENA ACTOR`, separated by semicolons"
)


def understood(text: str) -> tuple[ChangePart, ...]:
    """The parts of a change written as text; MalformedQuestionError says which part is amiss."""
    require_addressable(text)
    written = [part.split() for part in re.split(r"[;\n]", text) if part.strip()]
    if not 1 <= len(written) <= MOST_PARTS:
        raise MalformedQuestionError("change", text[:80], f"1 to {MOST_PARTS} {FORMS}")
    return tuple(checked(_part(words)) for words in written)


def require_addressable(text: str) -> None:
    """Refuse a change whose address no server would read."""
    if len(text) > MOST_IN_ADDRESS or len(quote_plus(text)) > MOST_IN_ADDRESS:
        expected = f"at most {MOST_IN_ADDRESS} characters as an address has them, a comma as three"
        raise MalformedQuestionError("change", f"{text[:80]} …", expected)


def as_text(change: tuple[ChangePart, ...]) -> str:
    """The change as text that is understood as the same change."""
    return "; ".join(" ".join(_words(part)) for part in change)


def checked(part: ChangePart) -> ChangePart:
    """The part with repetitions written out, refused where it lacks or has too much of anything."""
    written = " ".join(_words(part))
    given = {name for name in ("arena", "who", "funder") if getattr(part, name)}
    if given != set(NEEDED[part.do]):
        raise _malformed(written, f"{part.do} with {' and '.join(NEEDED[part.do])}")
    if part.do not in REPEATABLE and (part.times > 1 or part.like is not None):
        raise _malformed(written, "xN and like with add and call only")
    if part.do == "gone" and len(part.who) > 1:
        raise _malformed(written, "one actor a part")
    who = tuple(_written_out(part.who))
    if len(who) > MOST_WHO:
        raise _malformed(written, f"at most {MOST_WHO} participants in one arena")
    if part.do in REPEATABLE and len(who) < 2:  # noqa: PLR2004 - nobody meets alone
        raise _malformed(written, "at least two participants in a new arena")
    for word in (*who, part.arena or "", part.like or "", part.funder or ""):
        if re.search(r"[\s;,]", word):
            raise _malformed(word, "an id or a sector, without blanks, commas and semicolons")
    return part.model_copy(update={"who": who})


def is_new(word: str) -> bool:
    """Whether a participant is a new actor: a sector, perhaps with a label."""
    return word.partition(":")[0] in SECTORS


def is_lot(word: str) -> bool:
    """Whether a participant is drawn by lot."""
    return word.startswith(LOT)


def _part(words: list[str]) -> ChangePart:
    verb, rest = words[0], words[1:]
    written = " ".join(words)
    if verb not in NEEDED:
        raise _malformed(written, FORMS)
    found: dict[str, object] = {"do": verb}
    for name in NEEDED[verb]:
        if not rest:
            raise _malformed(written, f"{verb} with {' and '.join(NEEDED[verb])}")
        word = rest.pop(0)
        found[name] = tuple(word.split(",")) if name == "who" else word
    while rest:
        word = rest.pop(0)
        times = TIMES.match(word)
        if times is not None and "times" not in found:
            found["times"] = int(times[1])
        elif word == "like" and rest and "like" not in found:
            found["like"] = rest.pop(0)
        else:
            raise _malformed(written, f"nothing, xN or like ARENA where {word!r} stands")
    try:
        return ChangePart.model_validate(found)
    except ValidationError as error:
        field = error.errors()[0]["loc"][0]
        raise _malformed(written, LIMITS.get(str(field), WORD)) from None


def _words(part: ChangePart) -> Iterator[str]:
    yield part.do
    for name in NEEDED[part.do]:
        value = getattr(part, name)
        yield ",".join(_gathered(value)) if name == "who" else str(value)
    if part.times > 1:
        yield f"x{part.times}"
    if part.like is not None:
        yield f"like {part.like}"


def _gathered(who: tuple[str, ...]) -> Iterator[str]:
    """Equal participants after each other as one word."""
    for word, alike in groupby(who):
        number = sum(1 for _ in alike)
        yield word if number == 1 else f"{number}*{word}"


def _written_out(who: tuple[str, ...]) -> Iterator[str]:
    """Each participant once: ``2*public`` is two of them."""
    for word in who:
        repeated = REPEATED.match(word)
        number, one = (int(repeated[1]), repeated[2]) if repeated else (1, word)
        if number > 1 and not (one in SECTORS or is_lot(one)):
            raise _malformed(word, "a number before a sector, for new actors or by lot")
        if is_lot(one) and one.removeprefix(LOT) not in SECTORS:
            raise _malformed(word, f"{LOT} and one of {', '.join(sorted(SECTORS))}")
        yield from [one] * number


def _malformed(written: str, expected: str) -> MalformedQuestionError:
    return MalformedQuestionError("change", written, expected)
