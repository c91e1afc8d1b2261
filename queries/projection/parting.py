"""A set of records parted, because people decided that some of them are different actors or things.

The records are put together anew, the most certain of what they share first. What records that were
judged different share joins nobody, nor does what leads from the one to the other: another record
goes with the side that it shares something more certain with, and with neither where there is none.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from graph_schema.names import is_generic_unit, match_key
from graph_schema.nodes import Actor
from queries.projection.identity import JOINING_SCHEMES, Groups, Mention, telling

Pair = tuple[str, str]
Shares = Callable[[Mention], set[str]]
"""What a record may have in common with others, of one degree of certainty."""


def parted(
    label: str, mentions: Mapping[str, Mention], members: list[str], apart: Sequence[Pair]
) -> Iterator[list[str]]:
    """The members of one set in parts, no two judged different in one of them; each is sorted."""
    pairs = [pair for pair in apart if not set(pair).difference(members)]
    if not pairs:
        yield members
        return
    groups = Groups(members)
    for shares in DEGREES if label == Actor.LABEL else (_identifiers,):
        _join(groups, _bearers(groups, mentions, members, shares), pairs)
    yield from groups.sets().values()


def _bearers(
    groups: Groups, mentions: Mapping[str, Mention], members: Iterable[str], shares: Shares
) -> list[list[str]]:
    """For each thing that members have in common, those who bear it, as they stand so far."""
    found: dict[str, set[str]] = defaultdict(set)
    for member in members:
        for key in shares(mentions[member]):
            found[key].add(groups.find(member))
    return [sorted(found[key]) for key in sorted(found)]


def _join(groups: Groups, bearers: Iterable[list[str]], pairs: Sequence[Pair]) -> None:
    bearers = [roots for roots in bearers if not _divided(roots, pairs, groups)]
    wide = Groups({root for roots in bearers for root in roots})
    for first, *others in bearers:
        for root in others:
            wide.join(first, root)
    for roots in wide.sets().values():
        if not _divided(roots, pairs, groups):
            for root in roots[1:]:
                groups.join(roots[0], root)


def _divided(roots: Collection[str], pairs: Iterable[Pair], groups: Groups) -> bool:
    """Whether two records judged different stand under some of these."""
    return any(groups.find(a) in roots and groups.find(b) in roots for a, b in pairs)


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
