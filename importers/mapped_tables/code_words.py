"""Which codes of the closed lists words in cells stand for, as listed in ``headings.toml``."""

import re
from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from graph_schema.vocabularies import ParticipationStatus, Role, Sector, Vocabulary
from importers.mapped_tables.promises import listed_words, stems, whole
from importers.names import name_key

V = TypeVar("V", bound=Vocabulary)
LONGEST_OUTCOME = 5  # words: "Beviljad med lägre belopp än sökt"; what is longer is a comment


def sector_word(text: str) -> Sector:
    """The sector a word stands for; unknown where the word is not."""
    key = name_key(text).removesuffix("sektorn").removesuffix("sektor").removesuffix("sector")
    return _sector_words().get(key.strip(), Sector.UNKNOWN)


def role_word(text: str) -> Role | None:
    """The role a word in a cell stands for; none where the word, as a whole, does not say one."""
    return member(Role, whole("role", text))


def is_funder_word(text: str) -> bool:
    """Whether a word in a column of roles says that someone pays, and no role in what is paid."""
    return role_word(text) is None and whole("meaning", text) == "funder"


def status_word(heading: str, text: str) -> ParticipationStatus | None:
    """How far a participation went, by a word in a cell; yes and no answer the heading."""
    listed = listed_words()["status"]
    key, answer = _plain(text), _answer(text)
    for asked in (listed["came"], listed["said"]):
        if answer is not None and any(re.search(p, heading, re.I) for p in asked["headings"]):
            return member(ParticipationStatus, asked[answer])
    labels = {name_key(word): code for code in ParticipationStatus for word in (code.sv, code.en)}
    by_word = (code for code in ParticipationStatus if key in listed.get(code.value, ()))
    return labels.get(key) or next(by_word, None)


def asks_who_came(heading: str) -> bool:
    """Whether a heading asks who was there."""
    came = listed_words()["status"]["came"]["headings"]
    return any(re.search(pattern, heading, re.IGNORECASE) for pattern in came)


def is_no(text: str) -> bool:
    """Whether a word in a cell answers no, whatever the heading asks."""
    return _answer(text) == "no"


def answers_yes(text: str) -> bool:
    """Whether a word in a cell answers yes, whatever the heading asks."""
    return _answer(text) == "yes"


def turned_down(text: str) -> bool:
    """Whether a cell says, by a word known for it, that something was turned down."""
    plain_no = is_no(text) and not text.isdigit()
    return plain_no or is_negated(text) or _declines(name_key(text))


def says_turned_down(text: str) -> bool:
    """Whether a short text says so in so many words, wherever it stands: a bare no does not."""
    listed, key = listed_words()["outcome"], name_key(text)
    spoken = re.search(stems([*listed["granted"], *listed["paid"]]), key) is not None
    short = len(key.split()) <= LONGEST_OUTCOME
    return short and (_declines(key) or (spoken and is_negated(text)))


def is_negated(text: str) -> bool:
    """Whether a short text begins with a word that negates, or holds one that may stand within."""
    listed, words = listed_words()["outcome"], name_key(text).split()
    if not 0 < len(words) <= LONGEST_OUTCOME:
        return False
    return words[0] in listed["negated"] or not {*words}.isdisjoint(listed["negated_within"])


def _declines(key: str) -> bool:
    return re.search(stems(listed_words()["outcome"]["declined"]), key) is not None


def was_paid(text: str) -> bool:
    """Whether a word is known to say that something was granted, or is or was under way."""
    return _plain(text) in listed_words()["outcome"]["paid"] or answers_yes(text)


def _answer(text: str) -> str | None:
    words = listed_words()["status"]["words"]
    return next((code for code, listed in words.items() if _plain(text) in listed), None)


def _plain(text: str) -> str:
    return name_key(text).strip(".!")


def member(codes: type[V], word: str | None) -> V | None:
    """The code of a vocabulary that is written so; None where there is none."""
    return next((code for code in codes if code == word), None)


@cache
def _sector_words() -> Mapping[str, Sector]:
    listed = listed_words()["sectors"]
    return {word: code for code in Sector for word in listed.get(code.value, ())}
