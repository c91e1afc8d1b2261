"""A set of records parted, because people decided that some of them are different actors or things.

The records are put together anew, the most certain of what they share first. Where that would make
one of two that were judged different, those stand apart of which more are judged different, then
those that share less with the others; where that does not tell, both do. The others stay together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from graph_schema.names import is_generic_unit, match_key
from graph_schema.nodes import Actor
from queries.projection.identity import JOINING_SCHEMES, Groups, Mention, telling

Pair = tuple[str, str]
Shares = Callable[[Mention], set[str]]
"""What a record may have in common with others, of one degree of certainty."""


def parted(
    label: str,
    mentions: Mapping[str, Mention],
    members: list[str],
    apart: Sequence[Pair],
    sizes: Mapping[str, int],
) -> Iterator[list[str]]:
    """The members of one set in parts, no two judged different in one of them; each is sorted.

    ``sizes``: how many records a member stands for, where that is more than one.
    """
    pairs = [pair for pair in apart if not set(pair).difference(members)]
    if not pairs:
        yield members
        return
    yield from _Parting(label, mentions, members, pairs, sizes).parts()


class _Parting:
    """One set on its way to its parts."""

    def __init__(
        self,
        label: str,
        mentions: Mapping[str, Mention],
        members: Sequence[str],
        pairs: Sequence[Pair],
        sizes: Mapping[str, int],
    ) -> None:
        degrees = DEGREES if label == Actor.LABEL else (_identifiers,)
        self._keys = [{m: shares(mentions[m]) for m in members} for shares in degrees]
        self._members, self._pairs, self._sizes = members, pairs, sizes
        self._groups = Groups(members)

    def parts(self) -> Iterable[list[str]]:
        """The parts, once all they share was looked at."""
        for keys in self._keys:
            self._join(keys)
        return self._groups.sets().values()

    def _join(self, keys: Mapping[str, set[str]]) -> None:
        """Join what shares a key of one degree, but for those that have to stand apart."""
        bearers = self._bearers(keys)
        aside: set[str] = set()
        joined = self._joined(bearers, aside)
        while divided := [(roots, found) for roots in joined if (found := self._between(roots))]:
            for roots, against in divided:
                aside |= self._doubtful(roots, against)
            joined = self._joined(bearers, aside)
        for first, *others in joined:
            for root in others:
                self._groups.join(first, root)

    def _bearers(self, keys: Mapping[str, set[str]]) -> list[set[str]]:
        """For each thing that members have in common, those who bear it, as they stand so far."""
        found: dict[str, set[str]] = defaultdict(set)
        for member in self._members:
            for key in keys[member]:
                found[key].add(self._groups.find(member))
        return [found[key] for key in sorted(found)]

    def _joined(self, bearers: Iterable[set[str]], aside: set[str]) -> list[list[str]]:
        """What bearers of one thing make of the groups, without those that stand aside."""
        wide = Groups({self._groups.find(member) for member in self._members})
        for roots in bearers:
            left = sorted(roots - aside)
            for root in left[1:]:
                wide.join(left[0], root)
        return list(wide.sets().values())

    def _between(self, roots: Iterable[str]) -> dict[str, set[str]]:
        """Which of these groups have records that were judged different from which others'."""
        inside, against = set(roots), defaultdict(set)
        for pair in self._pairs:
            one, other = map(self._groups.find, pair)
            if one in inside and other in inside:
                against[one].add(other)
                against[other].add(one)
        return against

    def _doubtful(self, roots: Sequence[str], against: Mapping[str, set[str]]) -> set[str]:
        """Those of the groups that were judged different that stand apart from the others."""
        most = max(map(len, against.values()))
        told = [root for root, others in against.items() if len(others) == most]
        members: dict[str, list[str]] = defaultdict(list)
        for member in self._members:
            members[self._groups.find(member)].append(member)
        evidence = {}
        for root in told:
            beside = [members[r] for r in roots if r != root and r not in against[root]]
            evidence[root] = self._evidence(members[root], beside)
        least = min(evidence.values())
        return {root for root in told if evidence[root] == least}

    def _evidence(self, own: Sequence[str], beside: Iterable[Sequence[str]]) -> tuple[int, ...]:
        """With how many records beside it a group shares something, by degree of certainty.

        Then of how many records it is itself.
        """
        others = [member for group in beside for member in group]
        shared = []
        for keys in self._keys:
            mine = set().union(*(keys[member] for member in own))
            shared.append(sum(self._size(m) for m in others if mine & keys[m]))
        return (*shared, sum(map(self._size, own)))

    def _size(self, member: str) -> int:
        return self._sizes.get(member, 1)


def _deciding(mention: Mention) -> set[str]:
    return mention.deciding()


def _joining(mention: Mention) -> set[str]:
    return {i for i in mention.identifiers if i.split(":", 1)[0] in JOINING_SCHEMES}


def _own_names(mention: Mention) -> set[str]:
    return _comparable(mention.names)


def _names(mention: Mention) -> set[str]:
    return _comparable(mention.names | telling(mention.aliases))


def _every_name(mention: Mention) -> set[str]:
    return _comparable(mention.names | mention.aliases)


def _comparable(names: Iterable[str]) -> set[str]:
    return {match_key(name) for name in names if not is_generic_unit(name)}


def _identifiers(mention: Mention) -> set[str]:
    return mention.identifiers


DEGREES: Sequence[Shares] = (_deciding, _joining, _own_names, _names, _every_name)
"""What joins actors, the most certain first; abbreviations last."""
