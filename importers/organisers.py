"""Splits a published list of organisers into names, each with its place in the text.

Nothing is lost: what is neither a name nor a note is a separator, a label or a motto. Rules decide
where a name ends; what no rule can know stands in ``organisers.toml``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from importers import organiser_words as words
from importers.organiser_words import Span

WITH = (
    r"tillsammans\s+med|ihop\s+med|i\s+(?:nära\s+)?(?!samband)(?:sam\w+|partnerskap)\s+med|"
    r"(?:together|in\s+(?:co-?operation|collaboration|partnership))\s+with|"
    r"in\s+zusammenarbeit\s+mit|gemeinsam\s+mit"
)
DIVIDER = re.compile(
    rf"(?P<together>[,;.]?\s+\(?(?:{WITH})\s*:?\s+)"
    r"|(?P<also>[,;]?\s+(?:samt|sowie|jämte|as\s+well\s+as)\s+)"
    r"|(?P<both>[,;]?\s+(?:och|and|und|og)\s+)"
    r"|(?P<ampersand>[,;]?\s+&\s+)"
    r"|(?P<plus>\s+\+\s+)"
    r"|(?P<line>\s*[|•\n\r\t]\s*)"
    r"|(?P<comma>\s*[,;]\s*)"
    r"|(?P<slash>\s*/\s*)"
    r"|(?P<beside>\s+(?:med|with)\s+)"
    r"|(?P<stop>[.!?]\s+)",
    re.IGNORECASE,
)
ABBREVIATED = re.compile(r"(?:\b\w|\b(?:f\.d|bl\.a|m\.fl|ca|dr|st|s:t|nr|ev|inkl|ek|t\.ex))$", re.I)
CLOSING_STOP = re.compile(r"(?:ek\. ?för|\be\. ?v|\b(?:inc|ltd|co|jr)|(?:\b\w\.)+\w)\.$", re.I)
MORE = re.compile(
    r"[\s,(]*(?:\b(?:och\s+)?(?:m\.?\s?fl\.?|[Mm]ed\s+flera|m\.?\s?m\.?|et\s+al\.?|etc\.?|osv\.?|"
    r"and\s+others|u\.\s?a\.)(?:\s+(?:andra\s+)?[a-zåäö]*(?:organisationer|aktörer|parter|partners))?|\b(?:och|and)\s+(?:(?:flera|många|many)\s+)?(?:andra|fler|others)\b.*)"
    r"[\s)]*$"
)
UNNAMED = re.compile(
    r"(?:\d+|flera|olika|ett\s\w+tal)\s[a-zåäö]*(?:organisationer|part(?:er|ners?)|aktörer|kommuner|företag|"
    r"föreningar|förbund|myndigheter|regioner)\b"
)
AMONG = re.compile(r"(?:bl\.?\s?a\.?|bland\s+(?:annat|andra)|inter alia|among others)[\s:]+", re.I)
LABEL = re.compile(
    r"(?:(?:med)?arrangör(?:er)?|organi[sz]ers?|partners?|samarbetspartners?|värdar?|[A-ZÅÄÖ]{4,})"
    r"\s*:\s+|(?:med)?arrangör(?:er)?\s+är\s+|(?:ett\s+)?(?:samarbete|samverkan|samarrangemang)\s+mellan\s+"
    r"|[^,;]{0,60}?\b(?:arrangeras|anordnas|genomförs|hålls|organiseras)\s+(?:gemensamt\s+)?av\s+"
    rf"|(?:{WITH})\s+",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"(?:som|där|vars|vilk(?:a|en|et)|which|that)\s"
    r"|(?:ett|en|an?)\s[^,;]*\b(?:mellan|av|inom|vid|för|med|between|of|by|within)\s"
    r"|(?:ingår(?:\s+i)?|inom|genom|via|finansiera[td]s?\s+av|del\s+av|part\s+of)\s",
    re.IGNORECASE,
)
ASIDE_INSIDE = re.compile(
    r"\s+(?=som\s+(?:ägs|drivs|leds|finansieras|består|bildat|bildades|samlar|stöds|är)\b"
    r"|(?:är|is)\s+(?:ett|en|an?)\s|med\s+(?:stöd|finansiering|medel)\s+(?:av|från)\s"
    r"|på\s+uppdrag\s+av\s|with\s+support\s+from\s|[-–]\s+en\s+del\s+av\s|[-–]\s+ingår\s+i\s)",
    re.IGNORECASE,
)
ASIDE_LISTS = re.compile(
    r"\b(?:ägs|drivs|leds|består|finansieras|stöds)\s+av\b|\b(?:mellan|between)\b|\bstöd\s+(?:av|från)\b",
    re.IGNORECASE,
)
PROSE = re.compile(
    r"\b(?:drivs|finansieras|ägs|ingår|arbetar|stöds|leds|är|består|samlar|vill|har|medverkar|"
    r"arrangeras|anordnas|genomförs)\b|^(?:Vi|Det|Vår[at]?)\s"
)
MARKS_AT_END = re.compile(r"[\s.,;:–-]+\Z")
OTHERS_INSIDE = re.compile(rf"\((?:{WITH})\s", re.IGNORECASE)
HALF_A_WORD = re.compile(r"\w-$")  # Kvinno- och Tjejjourers
DECIMALS = re.compile(r"\d,\d")  # 1,6 miljonerklubben
HOW_HELD = re.compile(r"\((?:publ|svb)\)\Z")  # part of a company's name, not a note on it
COMPANY_FORM = re.compile(r"(?:Inc|Ltd|LLC|AB|e\.V)\b\.?(?=\s*(?:[,;]|$))")
CLOSING_BRACKET = re.compile(r"\s+(?:\([^()]*\)|\[[^\[\]]*\])$")


class Organiser(NamedTuple):
    """A name as it was published, and where it stood; ``more`` when others follow unnamed.

    ``note`` is what the text adds about the name: a bracket, an abbreviation, who owns it.
    """

    name: str
    span: Span
    note: str | None = None
    note_span: Span | None = None
    more: bool = False


def split_organisers(text: str) -> list[Organiser]:
    """The organisers a published list names, in its order; an empty text names none."""
    reader = _Reader(text)
    for kind, start, end in _pieces(text):
        reader.take(kind, start, end)
    return reader.organisers()


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """What stands between separators, with the kind of the separator before it."""
    kind, start = "", 0
    for divider, (begin, end) in _dividers(text):
        yield kind, start, begin
        kind, start = divider, end
    yield kind, start, len(text)


def _dividers(text: str) -> Iterator[tuple[str, Span]]:
    closed = [span for span in words.undivided(text) if not OTHERS_INSIDE.match(text, span[0])]
    lead = words.motto().match(text)
    position = lead.end() if lead is not None else 0
    if lead is not None:
        yield "motto", (0, position)
    dashes = [("dash", match.span()) for match in words.dash().finditer(text, position)]
    found = [(str(match.lastgroup), match.span()) for match in DIVIDER.finditer(text, position)]
    item_start = position
    for kind, (begin, end) in sorted(found + dashes, key=lambda one: one[1]):
        if begin < item_start or any(a < end and begin < b for a, b in closed):
            continue
        if _divides(kind, text[begin:end], text[item_start:begin], text[end:]):
            yield kind, (begin, end)
            item_start = end


def _divides(kind: str, mark: str, left: str, right: str) -> bool:
    """Whether a possible separator (its kind, and how it is written) divides these texts."""
    if not right.strip() or kind in ("together", "line", "dash"):
        return True
    if kind == "stop":
        return right[0].isupper() and ABBREVIATED.search(left) is None
    if MORE.match(right) or AMONG.match(right):
        return kind != "beside"
    if HALF_A_WORD.search(left) or (mark == "," and DECIMALS.search(left[-1:] + mark + right[:1])):
        return False
    if COMPANY_FORM.match(right):
        return False
    if kind == "comma" and ASIDE.match(right):
        return True
    if mark == "/" and not (_long_enough(left.split()[-1:]) and _long_enough(right.split()[:1])):
        return False  # A/S, 24/7
    return words.starts_name(right) and _divides_names(kind, left, right)


def _divides_names(kind: str, left: str, right: str) -> bool:
    following = DIVIDER.split(right, maxsplit=1)[0]
    before = left.split()[-1:]
    if kind == "beside":  # Hälsotorget med MNML Agency, but Föreningen för barn med Downs syndrom
        return bool(before) and before[0][0].isupper() and not words.is_subject(before[0])
    if words.begins_whole_name(right):
        return True
    if before and words.goes_on_as_subject(before[0], following, kind == "comma"):
        return False
    following = COMPANY_FORM.sub("", following).strip()
    if kind == "ampersand" and words.is_one_word(left.strip()) and words.is_one_word(following):
        # Two single words about an ampersand are a firm, unless one names an organisation.
        return words.names_organisation(left.strip()) or words.names_organisation(following)
    return True


def _long_enough(word: list[str]) -> bool:
    return bool(word) and (len(word[0]) > 2 or (len(word[0]) == 2 and word[0].isupper()))


@dataclass
class _Open:
    """An organiser that what follows may still add to."""

    start: int
    end: int
    note: Span | None = None
    more: bool = False

    def add_note(self, start: int, end: int) -> None:
        self.note = (start if self.note is None else self.note[0], end)

    def extend(self, end: int) -> None:
        self.end, self.note = end, None


class _Reader:
    """Takes the pieces in their order and decides what each is."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: list[_Open] = []
        self._aside = ""  # what sort of aside we are in: one, list, end of list, sentence

    def take(self, kind: str, start: int, end: int) -> None:
        """One piece and the kind of separator before it."""
        if kind == "motto":
            self._found.clear()
        start, end, more = self._trimmed(start, end)
        if start < end and not self._took_aside(kind, start, end):
            self._take_name(kind, start, end)
        if more and self._found and not self._aside:
            self._found[-1].more = True

    def organisers(self) -> list[Organiser]:
        """What was found, with closing brackets read as notes."""
        return [self._organiser(one) for one in self._found]

    def _organiser(self, one: _Open) -> Organiser:
        name = self._text[one.start : one.end]
        bracket = CLOSING_BRACKET.search(name)
        if bracket is not None and bracket.start() > 0 and HOW_HELD.search(name) is None:
            begin = one.start + bracket.start()
            one.note = (begin + 1, one.end if one.note is None else one.note[1])
            one.end = begin
        note = None if one.note is None else _bare(self._text[one.note[0] : one.note[1]])
        more = one.more or (note is not None and MORE.fullmatch(note) is not None)
        return Organiser(
            self._text[one.start : one.end], (one.start, one.end), note, one.note, more
        )

    def _trimmed(self, start: int, end: int) -> tuple[int, int, bool]:
        """The piece without labels, marks at its ends and words for unnamed others."""
        more = False
        while True:
            piece = self._text[start:end]
            lead = re.match(r"[\s.,;:–-]+", piece) or LABEL.match(piece) or AMONG.match(piece)
            if lead is None or lead.end() == 0:
                break
            more = more or AMONG.match(piece) is not None
            start += lead.end()
        tail = MORE.search(piece)
        if tail is not None:
            more, piece = True, piece[: tail.start()]
        stripped = MARKS_AT_END.sub("", piece)
        if stripped.endswith(")") and "(" not in stripped:
            stripped = stripped[:-1].rstrip()
        if CLOSING_STOP.search(piece.rstrip()):
            stripped = piece.rstrip()
        return start, start + len(stripped), more

    def _took_aside(self, kind: str, start: int, end: int) -> bool:
        """Whether the piece belongs to what the text says about an organiser already named."""
        if not self._found:
            return False
        self._aside = self._goes_on(kind)
        piece = self._text[start:end]
        if words.URL.fullmatch(piece):
            self._found[-1].add_note(start, end)
            return True
        unnamed = UNNAMED.match(piece) is not None or (
            kind in ("together", "also") and not words.starts_name(piece)
        )
        if not self._aside and kind == "stop" and PROSE.search(piece):
            self._aside = "sentence"
        elif not self._aside and kind == "comma" and ASIDE.match(piece):
            self._aside = "list" if ASIDE_LISTS.search(piece) else "one"
        elif not self._aside and unnamed:
            self._found[-1].more, self._aside = True, "one"
        if self._aside:
            self._found[-1].add_note(start, end)
        return bool(self._aside)

    def _goes_on(self, kind: str) -> str:
        """The aside that still holds after this separator, or nothing."""
        if self._aside == "sentence":
            return "" if kind == "stop" else self._aside
        if kind == "stop" or not self._aside:
            return ""
        if self._aside == "list":
            return "end of list" if kind in ("both", "ampersand", "also") else "list"
        return "one" if self._aside == "one" and kind == "both" else ""

    def _take_name(self, kind: str, start: int, end: int) -> None:
        inside = ASIDE_INSIDE.search(self._text, start, end)
        name_end = inside.start() if inside is not None else end
        if not self._joined_to_last(kind, start, name_end):
            self._found.append(_Open(start, name_end))
        if inside is not None:
            self._found[-1].add_note(inside.end(), end)
            lists = ASIDE_LISTS.search(self._text, inside.end(), end)
            self._aside = "list" if lists is not None else "one"

    def _joined_to_last(self, kind: str, start: int, end: int) -> bool:
        """Whether the piece only carries on the name before it, or abbreviates it."""
        if not self._found or kind not in ("comma", "both", "ampersand", "slash"):
            return False
        last, piece = self._found[-1], self._text[start:end]
        name = self._text[last.start : last.end]
        if words.is_place(piece) and words.takes_places(name):
            last.extend(end)
        elif kind == "slash":
            return False
        elif words.is_body_of(piece, name) or (kind == "comma" and words.completes(name, piece)):
            last.extend(end)
        elif kind == "comma" and last.note is None and _abbreviates(name, piece):
            last.add_note(start, end)
        else:
            return False
        return True


def _abbreviates(one: str, other: str) -> bool:
    return words.is_abbreviation(one, other) or words.is_abbreviation(other, one)


def _bare(note: str) -> str:
    if CLOSING_BRACKET.fullmatch(" " + note):
        return note[1:-1].strip()
    return note
