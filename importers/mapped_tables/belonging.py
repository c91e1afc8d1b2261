"""Whose a column of numbers, sectors, countries or roles is, where a table names several actors.

Told by the words of its heading (*Partners orgnr*), else by a numeral (*Partner 2*, *Orgnr 2*),
else by where it stands: behind an actor's column it is that actor's. Where that leaves a doubt it
is nobody's: numbers given to others join organisations that are not one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from graph_schema.vocabularies import Sector
from importers.mapped_tables.code_words import asks_who_came
from importers.mapped_tables.promises import first, in_words
from importers.mapped_tables.recognising import Column, Meaning
from importers.sectors import by_name

Held = tuple[Column, Meaning]

ACTORS = frozenset({Meaning.PARTY, Meaning.FUNDER})
ABOUT = (Meaning.ORGNR, Meaning.SECTOR, Meaning.COUNTRY, Meaning.ROLE, Meaning.STATUS)
"""What a column can say of the actor that another column names."""
BESIDE = frozenset({*ABOUT, Meaning.PERSONAL, Meaning.ASIDE, Meaning.WEBSITE})
"""What may stand between an actor and what a later column says of it."""
PERHAPS_ACTORS = frozenset({
    Meaning.UNKNOWN, Meaning.BARE_NAME, Meaning.COLLABORATION, Meaning.REGION, Meaning.PLACE,
})  # fmt: skip
"""What may name an organisation that was not recognised, or a municipality with its number."""
OF_TAKING_PART = frozenset({Meaning.ROLE, Meaning.STATUS})
OF_PARTIES = OF_TAKING_PART | {Meaning.COUNTRY}
"""What is kept of who takes part, and not of who pays."""
PROJECTS = frozenset({Meaning.NAME, Meaning.BARE_NAME})
"""What names projects; else a table is one of collaborations."""
IN_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
OPEN = str.maketrans("()[]", "    ")
HOLDS = re.compile(
    r"\b(?:org(?:ani[sz]ations?)?\.?|company|charity)?[ -]?(?:nr|nummer|numret|no|number|id)\b"
    r"|\borg(?:ani[sz]ations?)?\b|\bvat\b|\bpic\b|\bcvr\b|\bkvk\b"
    r"|\bstatus(?:en)?\b|(?<=\w)status\b|\b(?:svar|besked|beslut)(?:et)?\b"
    r"|\b(?:response|reply|answer|decision|från|av|from|by)\b"
    r"|\bsektor\w*|\bsectors?\b|\bland\b|\bcountry\b|\broll(?:en)?\b|\broles?\b|\bproje[ck]t\w{0,3}\b"
)
TOO_COMMON = re.compile(r"(?:proje[ck]t\w{0,3}|namn|name|organi[sz]ation\w{0,3})\Z")
ENDINGS = re.compile(r"(?:arnas|ernas|ens|ets|ns|s)\Z")
FEWEST_LETTERS = 4


class Owners(NamedTuple):
    """What each actor's column has beside it, and columns that may be of several."""

    about: Mapping[str, Mapping[Meaning, Column]]
    unclear: Mapping[str, list[str]]


def owners(columns: Sequence[Held], kinds: Sequence[Meaning] = ABOUT) -> Owners:
    """Which column of each kind is about which actor's column; actors are told by heading."""
    about: dict[str, dict[Meaning, Column]] = {}
    unclear: dict[str, list[str]] = {}
    for kind in kinds:
        for found in _assignments(columns, kind):
            for place in found.places:
                column = columns[place][0]
                if (actor := found.of.get(place)) is not None:
                    about.setdefault(columns[actor][0].heading, {})[kind] = column
                else:
                    unclear[column.heading] = [columns[actor][0].heading for actor in found.actors]
    return Owners(about, unclear)


def of_who_pays(heading: str) -> bool:
    """Whether the words of a heading speak of who pays, besides what its column holds."""
    return _part(_words(heading.translate(OPEN))) == Meaning.FUNDER


def is_of_meetings(held: Set[Meaning]) -> bool:
    """Whether a table that holds this tells of meetings, as it names no projects."""
    return not held & PROJECTS


def _assignments(columns: Sequence[Held], kind: Meaning) -> Iterator["_Assignment"]:
    """The columns of one kind; statuses that speak of who pays are of nobody else."""
    places = [place for place, (_, held) in enumerate(columns) if held is kind]
    payers = [place for place, (_, held) in enumerate(columns) if held is Meaning.FUNDER]
    parties = [place for place, (_, held) in enumerate(columns) if held is Meaning.PARTY]
    actors = parties if kind in OF_PARTIES else sorted([*parties, *payers])
    if kind is Meaning.STATUS and payers:
        paying = [place for place in places if of_who_pays(columns[place][0].heading)]
        yield _Assignment(columns, kind, paying, payers)
        places = [place for place in places if place not in paying]
        held = {held for _, held in columns}
        if Meaning.AMOUNT in held or not is_of_meetings(held):  # else of who was there
            actors = sorted([*parties, *payers])
    yield _Assignment(columns, kind, places, actors)


class _Assignment:
    """The columns of one kind, by place, and the places of the actors they are about."""

    def __init__(
        self, columns: Sequence[Held], kind: Meaning, places: list[int], actors: list[int]
    ) -> None:
        self.columns = columns
        self.kind = kind
        self.places = places
        self.actors = actors
        self.of: dict[int, int] = {}
        if kind is Meaning.STATUS and len(self.places) == len(self.actors) == 1:
            self.of[self.places[0]] = self.actors[0]  # whatever stands between them
        left = [place for place in self.places if not self._told_by_words(place)]
        if self._told_by_numerals(left):
            return
        if kind is Meaning.STATUS and any(map(self._pays, self.actors)):
            self._told_by_whom_it_follows(left)
            return
        silent = kind is Meaning.STATUS  # "Deltog" names nobody
        self._told_by_place([p for p in left if silent or not _words(self._heading(p))])

    def _pays(self, actor: int) -> bool:
        return self.columns[actor][1] is Meaning.FUNDER

    def _told_by_whom_it_follows(self, places: list[int]) -> None:
        """Statuses, where somebody pays: of whom they stand behind, so far as nobody else is meant.

        Who came is no question to who pays, and of a meeting else of the one party there is.
        """
        for place in places:
            before = self._next(place, -1)
            if before is not None and self._pays(before) and asks_who_came(self._heading(place)):
                before = None
            if before is None:
                before = self._only_one_meant(place)
            if before is not None and self._alone(before):
                self._give(place, before)
        self._drop_one_of_several_alike(places)

    def _only_one_meant(self, place: int) -> int | None:
        """The party that a status further on is of, where nobody who pays may be meant."""
        if is_of_meetings({held for _, held in self.columns}):
            meant = [actor for actor in self.actors if not self._pays(actor)]
        else:
            meant = [actor for actor in self.actors if actor < place]
        return meant[0] if len(meant) == 1 and not self._pays(meant[0]) else None

    def _heading(self, place: int) -> str:
        return self.columns[place][0].heading

    def _told_by_words(self, place: int) -> bool:
        """Whether the heading speaks of an actor; of one of several alike only with its numeral."""
        said = _words(self._heading(place))
        spoken = {a: _speaks_of(said, self._heading(a)) for a in self.actors}
        most = max(spoken.values(), default=0)
        named = [actor for actor, strength in spoken.items() if strength == most > 0]
        which = numeral(self._heading(place))
        if len(named) > 1:
            named = [actor for actor in named if numeral(self._heading(actor)) == which]
        if len(named) == 1 and named[0] not in self.of.values():
            self.of[place] = named[0]
        return place in self.of

    def _told_by_numerals(self, places: list[int]) -> bool:
        """Whether every column has a numeral, and each is that of one actor."""
        found = {}
        for place in places:
            which = numeral(self._heading(place))
            alike = [a for a in self.actors if which and numeral(self._heading(a)) == which]
            if len(alike) != 1 or alike[0] in self.of.values():
                return False
            found[place] = alike[0]
        self.of |= found
        return True

    def _told_by_place(self, places: list[int]) -> None:
        in_front = all(self._next(place, 1) is not None for place in places) and not any(
            self._next(place, -1) is not None for place in places[:1]
        )
        for place in places:
            before, after = self._next(place, -1), self._next(place, 1)
            if before is not None and not in_front:
                if self._alone(before):
                    self._give(place, before)
            elif after is not None:
                if self._nobody_before(place):
                    self._give(place, after)
            elif len(self.actors) == 1 and self._nobody_near(place):
                self._give(place, self.actors[0])
        self._drop_one_of_several_alike(places)

    def _give(self, place: int, actor: int) -> None:
        if actor not in self.of.values():
            self.of[place] = actor

    def _next(self, place: int, step: int) -> int | None:
        """The actor next to a column on one side, over what else is said of it."""
        place += step
        while 0 <= place < len(self.columns) and self.columns[place][1] in BESIDE:
            place += step
        return place if place in self.actors else None

    def _alone(self, actor: int) -> bool:
        """Whether no other party stands right in front of an actor, which may be meant as well."""
        earlier = self._next(actor, -1)
        if earlier is None or earlier in self.of.values():
            return True
        if self.kind is Meaning.STATUS:
            return self._pays(earlier) is not self._pays(actor)
        return self._pays(earlier) and not self._pays(actor)

    def _nobody_before(self, place: int) -> bool:
        """Whether no earlier column may name whom a column in front of an actor is about."""
        earlier = [a for a in self.actors if a < place and a not in self.of.values()]
        return not earlier and self._nobody_near(place)

    def _nobody_near(self, place: int) -> bool:
        """Whether the column in front holds no actor that was not recognised as one."""
        if place == 0:
            return True
        column, held = self.columns[place - 1]
        if self.kind is Meaning.ORGNR:
            return held not in PERHAPS_ACTORS
        unread = self.kind in (Meaning.SECTOR, Meaning.COUNTRY) and held in (
            Meaning.UNKNOWN,
            Meaning.BARE_NAME,
        )
        return held is not Meaning.FUNDER and not (unread and any(map(_is_told, column.values)))

    def _drop_one_of_several_alike(self, places: list[int]) -> None:
        """Of Partner 1 to Partner 3 a single column beside the last says nothing for sure."""
        having = {_stem(self._heading(a)): 0 for a in self.actors}
        for actor in self.of.values():
            having[_stem(self._heading(actor))] += 1
        for place in places:
            stem = _stem(self._heading(self.of[place])) if place in self.of else None
            if stem and having[stem] < sum(_stem(self._heading(a)) == stem for a in self.actors):
                del self.of[place]


def _words(heading: str) -> str:
    """What a heading says besides what its column holds."""
    left = re.findall(r"[^\W\d_]+", HOLDS.sub(" ", _plain(heading)))
    return " ".join(word for word in left if len(word) >= FEWEST_LETTERS)


def _plain(heading: str) -> str:
    return IN_BRACKETS.sub(" ", in_words(heading)).casefold()


def _speaks_of(said: str, actor: str) -> int:
    """How plainly words of a heading speak of an actor's heading: 2 by its word, 1 by its role.

    A word within a word says no more than a role: *sökandens* is of Sökande, not of Medsökande.
    """
    own = re.findall(r"[^\W\d_]+", _plain(actor))
    alike = max((_alike(word, name) for word in said.split() for name in own), default=0)
    told = _part(said) if said else None
    return max(alike, 1 if told is not None and told == _part(in_words(actor)) else 0)


def _part(text: str) -> str | None:
    return "funder" if first("meaning", text) == "funder" else first("role", text)


def _alike(word: str, name: str) -> int:
    stem = ENDINGS.sub("", word)
    if (
        TOO_COMMON.match(word)
        or TOO_COMMON.match(name)
        or min(map(len, (stem, name))) < FEWEST_LETTERS
    ):
        return 0
    if name.startswith(stem):
        return 2
    return 1 if stem in name or name in stem else 0


def _is_told(name: str) -> bool:
    return by_name(name).sector is not Sector.UNKNOWN


def numeral(heading: str) -> str | None:
    """The first number in a heading, by which columns of a kind are told apart."""
    found = re.search(r"\d+", _plain(heading))
    return found[0] if found is not None else None


def _stem(heading: str) -> str:
    return re.sub(r"[\d\W_]+", "", _plain(heading))
