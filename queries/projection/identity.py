"""Which records of different sources are one actor, by the small set of rules the design allows."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph_schema.names import is_abbreviation, is_generic_unit, match_key

JOINING_SCHEMES = frozenset({"orgnr", "cfar", "vat", "ror", "wikidata", "pic", "lei"})
"""Identifiers that name one organisation; an orgnr marked as a host's is not among them."""
DECIDING_SCHEME = "orgnr"  # a component may hold only one of these


@dataclass
class Mention:
    """What one record says of itself that may join it to others.

    ``is_judged``: what several records say that people judged to be the same.
    """

    record: str
    names: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    identifiers: set[str] = field(default_factory=set)
    is_judged: bool = False

    def deciding(self) -> set[str]:
        """The identifiers of which a component may hold only one."""
        return {i for i in self.identifiers if i.startswith(DECIDING_SCHEME + ":")}


@dataclass(frozen=True)
class Review:
    """Something the rules left to people: which rule, what about, and the records concerned."""

    rule: str
    about: str
    records: tuple[str, ...]


class Groups:
    """Disjoint sets of strings, represented by the smallest: arrival order leaves no trace."""

    def __init__(self, members: Iterable[str]) -> None:
        self._parent = {member: member for member in members}

    def find(self, member: str) -> str:
        """The representative of the member's set."""
        root = member
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[member] != root:
            self._parent[member], member = root, self._parent[member]
        return root

    def join(self, first: str, second: str) -> None:
        """Make one set of two."""
        low, high = sorted((self.find(first), self.find(second)))
        self._parent[high] = low

    def sets(self) -> dict[str, list[str]]:
        """Representative → sorted members."""
        found: dict[str, list[str]] = defaultdict(list)
        for member in sorted(self._parent):
            found[self.find(member)].append(member)
        return dict(found)


def components(mentions: Mapping[str, Mention]) -> tuple[list[list[str]], list[Review]]:
    """Partition the records into actors; every set is sorted, and so is the list.

    1. Records that share a joining identifier are one. 2. A set with two orgnr is split back to
    orgnr and the identifiers that linked them go to review. 3. Sets of one name join if no two of
    them are identified by the same scheme (a register's number and a ROR id may be one actor's, two
    register numbers may not); generic unit names never join. 4. An abbreviation that a record gives
    besides its name, such as SKR, joins sets last, and only where it leads to one name.
    """
    groups, review = _by_identifier(mentions)
    review += _by_name(mentions, groups)
    review += _by_abbreviation(mentions, groups)
    return sorted(groups.sets().values()), review


def components_by_key(keys: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Partition records of which those that share a key are one; sets and their list sorted."""
    groups, first = Groups(keys), dict[str, str]()
    for record in sorted(keys):
        for key in sorted(keys[record]):
            groups.join(first.setdefault(key, record), record)
    return sorted(groups.sets().values())


def of_one_name(mentions: Mapping[str, Mention], sets: Iterable[Sequence[str]]) -> list[Review]:
    """Themes and target groups of one name that nothing joins: the lists of several sources.

    A name joins actors, which exist beside their lists. What “Other” or “Economy” means is what the
    list it stands in says; people may judge two of them the same.
    """
    bearers: defaultdict[str, list[str]] = defaultdict(list)
    for members in sets:
        for key in sorted({match_key(name) for m in members for name in mentions[m].names}):
            bearers[key].append(members[0])
    return [
        Review("one name in several lists", name, tuple(sorted(first)))
        for name, first in sorted(bearers.items())
        if len({record.split("/", 1)[0] for record in first}) > 1
    ]


def linking_keys(mention: Mention) -> set[str]:
    """The keys under which an actor may meet others: joining identifiers and telling names.

    Records without a common key, at first or further hand, have no say in each other's identity.
    """
    keys = {i for i in mention.identifiers if i.split(":", 1)[0] in JOINING_SCHEMES}
    names = mention.names | mention.aliases
    return keys | {"name " + match_key(name) for name in names if not is_generic_unit(name)}


def _by_identifier(mentions: Mapping[str, Mention]) -> tuple[Groups, list[Review]]:
    linked = _linked(mentions, lambda i: i.split(":", 1)[0] in JOINING_SCHEMES)
    groups, review = Groups(mentions), []
    for members in linked.sets().values():
        deciding = set().union(*(mentions[m].deciding() for m in members))
        whose = _whose(deciding, (mentions[m] for m in members))
        if len(whose.sets()) < 2:
            for member in members[1:]:
                groups.join(members[0], member)
            continue
        review.append(
            Review(
                "two orgnr linked by another identifier",
                ", ".join(sorted(deciding)),
                tuple(members),
            )
        )
        by_actor: dict[str, str] = {}
        for member in members:
            own = {whose.find(number) for number in mentions[member].deciding()}
            if len(own) == 1:
                groups.join(by_actor.setdefault(next(iter(own)), member), member)
    return groups, review


def _whose(deciding: Iterable[str], mentions: Iterable[Mention]) -> Groups:
    """The deciding identifiers, those together that people judged to be one actor's."""
    whose = Groups(deciding)
    for mention in mentions:
        if mention.is_judged and (own := sorted(mention.deciding())):
            for number in own[1:]:
                whose.join(own[0], number)
    return whose


def _linked(mentions: Mapping[str, Mention], joins: Callable[[str], bool]) -> Groups:
    groups, first = Groups(mentions), dict[str, str]()
    for record in sorted(mentions):
        for identifier in sorted(mentions[record].identifiers):
            if joins(identifier):
                groups.join(first.setdefault(identifier, record), record)
    return groups


def _schemes(mentions: Mapping[str, Mention], members: Iterable[str]) -> frozenset[str]:
    """By which schemes a set is identified."""
    found = (i.split(":", 1)[0] for m in members for i in mentions[m].identifiers)
    return frozenset(scheme for scheme in found if scheme in JOINING_SCHEMES)


def _may_be_one(schemes: Iterable[frozenset[str]]) -> bool:
    """Sets with two identifiers of one scheme are different actors; else a name may join."""
    counts = Counter(scheme for found in schemes for scheme in found)
    return max(counts.values(), default=0) <= 1


def _by_name(mentions: Mapping[str, Mention], groups: Groups) -> list[Review]:
    """Join sets by name, first over names and telling aliases, else over names alone."""
    schemes = {root: _schemes(mentions, members) for root, members in groups.sets().items()}
    bearers = _bearers(mentions, groups, aliases=True)
    wide, review = Groups(schemes), []
    for name in sorted(bearers):
        roots = sorted(bearers[name])
        if not _may_be_one(schemes[root] for root in roots):
            review.append(Review("one name, several identified actors", name, tuple(roots)))
            continue
        for root in roots[1:]:
            wide.join(roots[0], root)
    identified = {root for root, found in schemes.items() if found}
    for members in wide.sets().values():
        if _may_be_one(schemes[root] for root in members):
            for root in members[1:]:
                groups.join(members[0], root)
        else:
            anchors = ", ".join(root for root in members if root in identified)
            review.append(
                Review("names lead to several identified actors", anchors, tuple(members))
            )
            _by_own_name(mentions, members, identified, groups)
    return review


def _by_own_name(
    mentions: Mapping[str, Mention], roots: list[str], identified: set[str], groups: Groups
) -> None:
    """The cautious joining, where the wide one would have made one actor of several.

    An unidentified set joins the one identified actor its own names lead to; sets whose names lead
    to none join each other by name; a set whose names lead to several stays alone.
    """
    inside = set(roots)
    bearers = _bearers(mentions, groups, aliases=False)
    anchors: dict[str, set[str]] = {root: set() for root in roots}
    for bearing in bearers.values():
        for root in bearing & inside:
            anchors[root] |= bearing & identified
    for root in roots:
        if root not in identified and len(anchors[root]) == 1:
            groups.join(root, next(iter(anchors[root])))
    for _, bearing in sorted(bearers.items()):
        adrift = sorted(r for r in bearing & inside if not anchors[r] and r not in identified)
        for root in adrift[1:]:
            groups.join(adrift[0], root)


def _by_abbreviation(mentions: Mapping[str, Mention], groups: Groups) -> list[Review]:
    """Join sets by abbreviations that records give besides their names.

    Sets called nothing else join what is called something else. Where that is not one, by a name in
    common, the abbreviation leads to several actors and joins nobody. As a set can be called
    nothing else in one abbreviation only, no chain of them ties two that are called differently.
    """
    bearers = _bearers_of_abbreviations(mentions, groups)
    sets = _members({root for _, roots in bearers for root in roots}, mentions, groups)
    schemes = {root: _schemes(mentions, members) for root, members in sets.items()}
    called = {root: _called(mentions, members) for root, members in sets.items()}
    wide, undecided = Groups(sets), []
    for short, roots in bearers:
        one_name = _lead_to_one_name(match_key(short), [called[root] for root in roots])
        if not one_name or not _may_be_one(schemes[root] for root in roots):
            undecided.append(Review("one abbreviation, several actors", short, tuple(roots)))
            continue
        for root in roots[1:]:
            wide.join(roots[0], root)
    for members in wide.sets().values():
        if _may_be_one(schemes[root] for root in members):
            for root in members[1:]:
                groups.join(members[0], root)
        else:
            rule = "abbreviations lead to several identified actors"
            anchors = ", ".join(root for root in members if schemes[root])
            undecided.append(Review(rule, anchors, tuple(members)))
    return [each for each in _as_they_stand(undecided, groups) if len(each.records) > 1]


def _as_they_stand(review: Iterable[Review], groups: Groups) -> Iterator[Review]:
    """The cases with the sets as they were joined in the end."""
    for each in review:
        yield replace(each, records=tuple(sorted({groups.find(r) for r in each.records})))


def _members(
    roots: Collection[str], mentions: Iterable[str], groups: Groups
) -> dict[str, list[str]]:
    """The records of some sets only: few bear an abbreviation."""
    found: dict[str, list[str]] = {root: [] for root in roots}
    for record in mentions if roots else ():
        if (root := groups.find(record)) in found:
            found[root].append(record)
    return found


def _called(mentions: Mapping[str, Mention], members: Iterable[str]) -> set[str]:
    """What a set is called: its own names, and other names that are no abbreviations.

    What bears a generic name shares it with nobody.
    """
    return {
        f"{name} ({record})" if is_generic_unit(name) else match_key(name)
        for record in members
        for name in mentions[record].names | telling(mentions[record].aliases)
    }


def _lead_to_one_name(short: str, called: Sequence[set[str]]) -> bool:
    """Whether the names of sets that bear an abbreviation are one, the abbreviation apart.

    SABO Sveriges Allmännyttiga Bostadsföretag is called as Sveriges Allmännyttiga Bostadsföretag
    is. A whole name that two sets have in common joined nobody, so it tells of several actors.
    """
    shared = Counter(name for names in called for name in names - {short})
    if max(shared.values(), default=0) > 1:
        return False
    without = [{f" {name} ".replace(f" {short} ", " ").strip() for name in names} - {""}
               for names in called]  # fmt: skip
    return len(components_by_key({str(n): names for n, names in enumerate(without) if names})) <= 1


def _bearers_of_abbreviations(
    mentions: Mapping[str, Mention], groups: Groups
) -> list[tuple[str, list[str]]]:
    """The abbreviations that an alias gives, each with the several sets that bear it anyhow."""
    written: dict[str, str] = {}
    for mention in mentions.values():
        for short in mention.aliases - telling(mention.aliases):
            key = match_key(short)
            written[key] = min(written.get(key, short), short)
    bearers: dict[str, set[str]] = {key: set() for key in written}
    for record, mention in mentions.items() if written else ():
        for key in map(match_key, mention.names | mention.aliases):
            if key in bearers:
                bearers[key].add(groups.find(record))
    return [(written[k], sorted(bearers[k])) for k in sorted(written) if len(bearers[k]) > 1]


def telling(aliases: Iterable[str]) -> set[str]:
    """The other names that are no abbreviations."""
    return {alias for alias in aliases if not is_abbreviation(alias)}


def _bearers(
    mentions: Mapping[str, Mention], groups: Groups, *, aliases: bool
) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for record, mention in mentions.items():
        for name in mention.names | (telling(mention.aliases) if aliases else set()):
            if not is_generic_unit(name):
                found[match_key(name)].add(groups.find(record))
    return {name: roots for name, roots in found.items() if len(roots) > 1}
