"""What people decided about identity, as the projection obeys it: before the rules and after them.

Records judged the same are one record to the rules. Records judged different are parted again where
the rules made them one.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from graph_schema.judgements import Judgement
from graph_schema.vocabularies import JudgementKind
from queries.projection.identity import Groups, Mention, Review
from queries.projection.parting import Pair, parted
from queries.stores.base import Body


def in_force(bodies: Iterable[Body]) -> dict[Pair, Judgement]:
    """The latest judgement about each two records."""
    latest: dict[Pair, Judgement] = {}
    for body in bodies:
        judgement = Judgement.stored(body)
        known = latest.get(judgement.records)
        if known is None or known.order < judgement.order:
            latest[judgement.records] = judgement
    return latest


class Decisions:
    """The judgements in force of one version."""

    def __init__(self, bodies: Iterable[Body] = ()) -> None:
        self.latest = in_force(bodies)
        same = list(self._of(JudgementKind.SAME))
        self._same = Groups({record for pair in same for record in pair})
        for first, second in same:
            self._same.join(first, second)
        self._one = {
            record: root for root, members in self._same.sets().items() for record in members
        }
        self.different = tuple(self._of(JudgementKind.DIFFERENT))

    def _of(self, kind: JudgementKind) -> Iterator[Pair]:
        return (pair for pair, each in sorted(self.latest.items()) if each.kind is kind)

    def one(self, record: str) -> str:
        """What all records judged to be the same as this one, at first or further hand, share."""
        return self._one.get(record, record)

    def links(self, records: Iterable[str]) -> set[str]:
        """The keys under which records meet those they are judged to be the same as."""
        return {f"judged {self._one[record]}" for record in records if record in self._one}

    def since(self, before: "Decisions") -> set[str]:
        """The records about which something else is decided than before."""
        pairs = self.latest.keys() | before.latest.keys()
        return {r for p in pairs if self._kind(p) is not before._kind(p) for r in p}

    def _kind(self, pair: Pair) -> JudgementKind | None:
        found = self.latest.get(pair)
        return None if found is None else found.kind

    def joining(self, first: str, second: str) -> list[Judgement]:
        """The judgements through which two records are the same, from one to the other; or none."""
        beside: dict[str, list[str]] = defaultdict(list)
        for pair in self._of(JudgementKind.SAME):
            for one, other in (pair, pair[::-1]):
                beside[one].append(other)
        reached: dict[str, str] = {first: first}
        queue = deque([first])
        while queue and second not in reached:
            here = queue.popleft()
            for other in beside[here]:
                if other not in reached:
                    reached[other] = here
                    queue.append(other)
        path = []
        while second in reached and second != first:
            before = reached[second]
            path.append(self.latest[min(before, second), max(before, second)])
            second = before
        return path[::-1]

    def contradicting(self) -> Iterator[Pair]:
        """Pairs that are judged different although judgements about others make them the same."""
        return (pair for pair in self.different if self.one(pair[0]) == self.one(pair[1]))

    def obeyed(
        self,
        label: str,
        mentions: Mapping[str, Mention],
        rules: Callable[[Mapping[str, Mention]], tuple[list[list[str]], list[Review]]],
    ) -> tuple[list[list[str]], list[Review]]:
        """Which records are one by ``rules`` and by what was decided; sets and their list sorted.

        Cases for people are left out where it is decided that all they are about are different.
        """
        together = self._together(mentions)
        held = {records[0]: records for records in together.values() if len(records) > 1}
        apart = [
            (together[one][0], together[other][0])
            for one, other in (map(self.one, pair) for pair in self.different)
            if one in together and other in together and one != other
        ]
        if not held and not apart:
            return rules(mentions)
        contracted = _contracted(mentions, held)
        found, review = rules(contracted)
        sizes = {first: len(records) for first, records in held.items()}
        sets = [part for each in found for part in parted(label, contracted, each, apart, sizes)]
        sets = [sorted(r for m in members for r in held.get(m, [m])) for members in sets]
        return sorted(sets), [case for case in review if not _settled(case, sets, self.different)]

    def _together(self, mentions: Mapping[str, Mention]) -> dict[str, list[str]]:
        """The records present of which something is decided, in order, by what they share."""
        decided = {record for pair in self.latest for record in pair}
        together: dict[str, list[str]] = defaultdict(list)
        for record in sorted(decided & mentions.keys()):
            together[self.one(record)].append(record)
        return together


def _contracted(
    mentions: Mapping[str, Mention], held: Mapping[str, list[str]]
) -> dict[str, Mention]:
    """The mentions with one for all that are judged the same."""
    further = {record for records in held.values() for record in records[1:]}
    found = {record: m for record, m in mentions.items() if record not in further}
    for first, records in held.items():
        said = [mentions[record] for record in records]
        found[first] = Mention(
            first,
            set().union(*(m.names for m in said)),
            set().union(*(m.aliases for m in said)),
            set().union(*(m.identifiers for m in said)),
            is_judged=True,
        )
    return found


def _settled(case: Review, sets: Sequence[list[str]], different: Sequence[Pair]) -> bool:
    """Whether it is decided that the actors a case is about are different, each two of them."""
    about = [members for members in sets if not set(case.records).isdisjoint(members)]
    decided = {frozenset(pair) for pair in different}
    return all(
        any(frozenset((a, b)) in decided for a in one for b in other)
        for one, other in combinations(about, 2)
    )
