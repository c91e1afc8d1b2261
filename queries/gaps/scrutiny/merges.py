"""By what the records of an actor were joined to one, and which of these merges are least certain.

Between any two records of an actor the strongest way that joins them counts: a common number before
a name that a list made by people gives to one actor, that before a name both bear, and that before
a name one of them bears only besides its own. The ways that are left are a tree, and undoing one of
them parts the records in two (``queries/projection/identity.py`` says what joins). What people
decided is never undone: what is doubted is what rules joined.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graph_schema.names import is_generic_unit, match_key
from graph_schema.scrutiny_answers import Doubt, JoinedBy
from graph_schema.vocabularies import Sector
from queries.gaps.scrutiny.records import Recorded, Records
from queries.projection.identity import JOINING_SCHEMES, Groups, Mention

STRENGTH: tuple[JoinedBy, ...] = ("number", "list", "name", "other_name")
CERTAIN: dict[JoinedBy, int] = {"number": 2, "list": 1}  # after all that rests on sources' names
WEIGHT: dict[Doubt, int] = {"number_on_neither": 2}  # every other doubt counts once


class Link(NamedTuple):
    """Two records that were joined, by what, and what they have in common."""

    by: JoinedBy
    shared: str
    one: str
    other: str


@dataclass(frozen=True)
class Merge:
    """A link whose undoing parts an actor in two that both take part in arenas.

    ``kept`` takes part in most; ``parted`` is what would be an actor of its own.
    """

    actor: int
    link: Link
    kept: frozenset[str]
    parted: frozenset[str]
    doubts: tuple[Doubt, ...]
    arenas: int  # of the part with fewer

    @property
    def certainty(self) -> tuple[int, int, int, int, int, str]:
        """The least certain first.

        What a number joined comes last, and before it what people's lists say; else the one with
        most doubts is least certain, then the one whose name is shortest, then the one that more
        rests on.
        """
        length = len(self.link.shared)
        by = CERTAIN.get(self.link.by, 0)
        doubt = sum(WEIGHT.get(each, 1) for each in self.doubts)
        return by, -doubt, length, -self.arenas, self.actor, self.link.other


def merges(actor: int, records: Records, lists: Collection[str]) -> Iterator[Merge]:
    """The merges of an actor that matter: both parts take part in something.

    ``lists`` are the sources in which people say under which names an actor stands elsewhere.
    """
    tree = links(records, lists)
    found: dict[frozenset[str], Merge] = {}
    for link in tree:
        merge = _undone(actor, records, tree, link)
        if merge is not None:
            speaking = frozenset(key for key in merge.parted if records[key].takes_part)
            least = min(found.get(speaking, merge), merge, key=lambda m: m.certainty)
            found[speaking] = least
    yield from found.values()


def links(records: Records, lists: Collection[str]) -> list[Link]:
    """The tree of joins, strongest first; of equal ones all lead to the record that does most."""
    ranked = sorted(records, key=lambda key: (-len(arenas_of(records, [key])), key))
    groups, found = _decided(records), list[Link]()
    for by in STRENGTH:
        for shared, bearers in _bearers(records, ranked, by, lists).items():
            for other in bearers[1:]:
                if groups.find(bearers[0]) != groups.find(other):
                    groups.join(bearers[0], other)
                    found.append(Link(by, shared, bearers[0], other))
    return found


def parts(records: Records, tree: list[Link], undone: Collection[Link]) -> list[frozenset[str]]:
    """The records as these links undone leave them, those that take part in most first."""
    groups = _decided(records)
    for link in tree:
        if link not in undone:
            groups.join(link.one, link.other)
    found = [frozenset(members) for members in groups.sets().values()]
    return sorted(found, key=lambda part: (-len(arenas_of(records, part)), sorted(part)))


def _decided(records: Records) -> Groups:
    """The records, those together that people judged to be the same: that is never undone."""
    groups, first = Groups(records), dict[str, str]()
    for key in sorted(records):
        groups.join(first.setdefault(records[key].one, key), key)
    return groups


def speakers(records: Records, part: Collection[str]) -> list[Recorded]:
    """The records that say what a part is: its own, and registers that bear its name or number.

    A register or a curated list takes part in nothing itself; it speaks of everyone it fits.
    """
    said = {key: records[key] for key in part}
    keys = set().union(*(_every_key(record.mention) for record in said.values()))
    silent = {key: r for key, r in records.items() if key not in said and not r.takes_part}
    while reached := {key for key, r in silent.items() if keys & _every_key(r.mention)}:
        for key in reached:
            said[key] = silent.pop(key)
            keys |= _every_key(said[key].mention)
    return [said[key] for key in sorted(said)]


def _undone(actor: int, records: Records, tree: list[Link], link: Link) -> Merge | None:
    both = [part for part in parts(records, tree, [link]) if {link.one, link.other} & part]
    kept, parted = both
    moved = arenas_of(records, parted, kept)
    if not moved:
        return None
    told = tuple(_doubts(records, link, kept, parted))
    return Merge(actor, link, kept, parted, told, len(moved))


def _doubts(
    records: Records, link: Link, kept: Collection[str], parted: Collection[str]
) -> Iterator[Doubt]:
    numbered = [any(_numbers(records[key].mention) for key in part) for part in (kept, parted)]
    if not all(numbered):
        yield "number_on_one" if any(numbered) else "number_on_neither"
    if link.by == "other_name":
        yield "other_name"
    if link.by != "number" and " " not in match_key(link.shared):
        yield "one_word"
    if _differ(_sectors(records, kept), _sectors(records, parted)):
        yield "sectors_differ"
    if _differ(_counties(records, kept), _counties(records, parted)):
        yield "counties_differ"


def _differ(one: set[str] | set[int], other: set[str] | set[int]) -> bool:
    """Whether both say something and nothing of it alike."""
    return bool(one and other and not one & other)


def _sectors(records: Records, part: Collection[str]) -> set[str]:
    stated = (s.fields.get("sector") for key in part for s in records[key].statements)
    return {str(sector) for sector in stated if sector not in (None, Sector.UNKNOWN.value)}


def _counties(records: Records, part: Collection[str]) -> set[int]:
    return {county for key in part for county in records[key].counties}


def arenas_of(records: Records, part: Collection[str], kept: Collection[str] = ()) -> set[int]:
    """Where a part takes part; a unit that both parts are said to have stays with what is kept."""
    units = {unit: found for key in part for unit, found in records[key].units.items()}
    shared = {unit for key in kept for unit in records[key].units}
    own = (set(records[key].arenas) for key in part)
    return set().union(*own, *(found for unit, found in units.items() if unit not in shared))


def _numbers(mention: Mention) -> dict[str, str]:
    found = sorted(i for i in mention.identifiers if i.split(":", 1)[0] in JOINING_SCHEMES)
    return {identifier: identifier for identifier in found}


def _names(names: Collection[str]) -> dict[str, str]:
    return {match_key(name): name for name in sorted(names) if not is_generic_unit(name)}


def _every_key(mention: Mention) -> set[str]:
    return {*_numbers(mention), *_names(mention.names | mention.aliases)}


def _bearers(
    records: Records, ranked: list[str], by: JoinedBy, lists: Collection[str]
) -> dict[str, list[str]]:
    """What several records have in common, as the first of them writes it, and those records."""
    written: dict[str, str] = {}
    bearers: dict[str, list[str]] = defaultdict(list)
    listed: set[str] = set()
    for record in ranked:
        in_list = records[record].source in lists
        for key, text in _keys(records[record].mention, by, in_list=in_list).items():
            written.setdefault(key, text)
            bearers[key].append(record)
            if in_list:
                listed.add(key)
    joining = listed if by == "list" else bearers.keys()
    return {written[key]: bearers[key] for key in sorted(joining) if len(bearers[key]) > 1}


def _keys(mention: Mention, by: JoinedBy, *, in_list: bool) -> Mapping[str, str]:
    if by == "number":
        return _numbers(mention)
    if by == "other_name" or (by == "list" and in_list):
        return _names(mention.names | mention.aliases)
    return _names(mention.names)
