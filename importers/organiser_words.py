"""What words and names tell about a list of organisers: is this a name, does it go on here?"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from graph_schema.names import is_generic_unit
from importers.names import is_place as is_place
from importers.names import name_key

Span = tuple[int, int]

UPPER = "A-ZÅÄÖÉÜÆØ"
NAME_START = re.compile(
    rf"[\"“”'(#]*\d*[{UPPER}]|(?:the|den|det)\s[{UPPER}]|[a-zåäö]+[{UPPER}:]|\d\S*\s+\w|\d+-?[a-zåäö]"
    r"|www\.|\w+\.(?:se|nu|org|com|eu)\b"
    rf"|(?:d(?:et|en)\s[a-zåäö]+\s)?[a-zåäö-]+(?:et|en)\s[{UPPER}]"  # försäkringsbolaget If
)
SUBJECT_ENDING = re.compile(
    r"(skap|het|ning|tion|else|ande|ende|(?<!univers)itet|frågor|vård|hälsa)$"
)
# Definite forms and plurals: what names of associations and companies of the field end in.
DEFINITE = re.compile(r"(?<!s)(en|et|arna|erna|orna|ket)$")
ALONE = re.compile(r"[\w:.!?*-]+$")
URL = re.compile(r"(?:https?://|www\.)\S+")
BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|“[^“”]*”")
BODY_OF_WHOLE = re.compile(
    r"(fakulteten|nämnden|förvaltningen|institutionen|avdelningen|kontoret|enheten|sektionen|"
    r"kansliet|högskolan)$",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"\b(kommun|stad|landsting|universitet|högskola|län|municipality|university)$|^region \w+$",
    re.IGNORECASE,
)
NOT_A_BODY = re.compile(r"\b(kommun|stad|stads|region|universitet)\b", re.IGNORECASE)
APPOSITION = re.compile(
    r"(?:en |den )?(?:\w+ )?(?:riks|bransch|intresse|paraply|medlems|samarbets|samverkans|sam)"
    r"organisation(?:en)?\s(?:för|inom|av)\s",
    re.IGNORECASE,
)
SMALL_WORDS = frozenset(
    ("för", "och", "i", "av", "med", "mot", "om", "på", "till", "&", "of", "the", "and", "in")
)
TAKES_NO_PLACES = re.compile(r"\b(kommun|stad|kommuner)$|^region ", re.IGNORECASE)


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(files("importers").joinpath("organisers.toml").read_text(encoding="utf-8"))


@cache
def _subjects() -> frozenset[str]:
    return frozenset(_lists()["subjects"])


def _any_of(names: list[str]) -> str:
    """An expression for any of the names, however "och" and dashes are written in them."""
    written = []
    for name in sorted(names, key=len, reverse=True):
        words = ("(?:och|&|o)" if w in ("och", "&") else re.escape(w) for w in name.split())
        written.append(r"\s+".join(words).replace(r"\-", "[-–]"))
    return "|".join(written)


@cache
def _whole_names() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(_lists()['whole_names'])})(?!\w)", re.IGNORECASE)


@cache
def motto() -> re.Pattern[str]:
    """A motto at the beginning of a list, with the mark after it."""
    return re.compile(rf"(?:{_any_of(_lists()['mottoes'])})\s*[-–.,:;]\s*", re.IGNORECASE)


@cache
def dash() -> re.Pattern[str]:
    """A dash that divides two organisations."""
    return re.compile(rf"\s+[-–]\s+(?=(?:{_any_of(_lists()['after_dash'])})(?!\w))", re.IGNORECASE)


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of(_lists()['heads'])})\s+\S")


def undivided(text: str) -> list[Span]:
    """Where no separator can stand: addresses, brackets and names known to hold one."""
    found: Iterator[re.Match[str]] = (
        match for form in (URL, BRACKET, _whole_names()) for match in form.finditer(text)
    )
    return [match.span() for match in found]


def starts_name(text: str) -> bool:
    """Whether what follows a separator begins a name of its own."""
    return NAME_START.match(text) is not None or _head().match(text) is not None


def is_subject(words: str) -> bool:
    """Whether this is a subject (vård, Entreprenörskap) and nobody's name."""
    return name_key(BRACKET.sub("", words)).strip(".") in _subjects()


def goes_on_as_subject(before: str, following: str, comma: bool) -> bool:
    """Whether the name goes on: Entreprenörskap och Företagande, Vård & Omsorg i Skåne."""
    first, *others = following.split()
    if is_subject(following) and not comma:
        return True
    carried_on = not others or others[0][0].islower()
    return carried_on and _sounds_like_subject(before) and _sounds_like_subject(first)


def _sounds_like_subject(word: str) -> bool:
    return is_subject(word) or SUBJECT_ENDING.search(name_key(word)) is not None


def is_one_word(text: str) -> bool:
    """Whether the text is one word."""
    return ALONE.match(text) is not None


def names_organisation(word: str) -> bool:
    """Whether a single word has the form of an organisation's name, and not of a person's."""
    return word.isupper() or DEFINITE.search(word) is not None


def is_body_of(body: str, whole: str) -> bool:
    """Whether these are a unit and what it belongs to: Medicinska fakulteten, Lunds universitet."""
    unit = is_generic_unit(body) or BODY_OF_WHOLE.search(body) is not None
    return unit and NOT_A_BODY.search(body) is None and WHOLE.search(whole) is not None


def takes_places(name: str) -> bool:
    """Whether places after this name can belong to it; a place or a municipality takes none."""
    return not is_place(name) and TAKES_NO_PLACES.search(name) is None


def completes(name: str, piece: str) -> bool:
    """Whether the piece after a comma says whose unit the name is, or what kind of organisation."""
    apposition = is_one_word(name) and APPOSITION.match(piece) is not None
    return apposition or is_body_of(name, piece)


def begins_whole_name(text: str) -> bool:
    """Whether the text begins with a name known to hold a separator."""
    return _whole_names().match(text) is not None


def is_abbreviation(short: str, long: str) -> bool:
    """Whether ``short`` (NNS, SiS, Saco) abbreviates ``long`` by the letters of its words."""
    letters = short.casefold()
    # "Kvinno- och Tjejjourers" is one word written as two, or gives a letter for each half.
    return any(
        _shortens(short, letters, re.findall(r"[^\W\d]+|&", whole.casefold()))
        for whole in (re.sub(r"(\w+)- (?:och|&) \w+", r"\1", long), long)
    )


def _shortens(short: str, letters: str, words: list[str]) -> bool:
    content = [word for word in words if word not in SMALL_WORDS]
    if short.istitle() and len(content) > 2:
        return letters == "".join(word[0] for word in words) or _abbreviates(letters, content)
    if not 2 <= len(short) <= 6 or not short.isalpha() or sum(c.isupper() for c in short) < 2:
        return False
    return len(words) > 1 and _abbreviates(letters, content)


def _abbreviates(letters: str, words: list[str]) -> bool:
    """Each word gives its first letter, and may give later ones."""
    if not words:
        return not letters
    if not letters or letters[0] != words[0][0]:
        return False
    rest = iter(words[0][1:])
    taken = 1
    while not _abbreviates(letters[taken:], words[1:]):
        if taken >= len(letters) or letters[taken] not in rest:
            return False
        taken += 1
    return True
