"""The stated values of a field, each with what its claims say beside it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

SHOWN_WHOLE = frozenset({"aliases", "identifiers", "unnamed_parties"})
"""Fields of which every stated value is shown."""


class Told(NamedTuple):
    """One value, the claims that state it so, whether it is shown, and what they say beside it."""

    value: Any
    claims: list[str]
    shown: bool
    beside: dict[str, Any]


def told_apart(
    name: str,
    body: Mapping[str, list[Any]],
    fields: Mapping[str, Any],
    groups: Iterable[tuple[str, ...]],
) -> Iterator[Told]:
    """Every stated value of a field, the shown one first; once for each that is said beside it.

    ``body``: per field the stated values with their claims; ``fields``: what is shown; ``groups``:
    the fields that only mean something together.
    """
    others = [o for group in groups if name in group for o in group if o != name and o in body]
    said = {o: {c: value for value, claims in body[o] for c in claims} for o in others}
    for place, (value, claims) in enumerate(body[name]):
        is_first = name in SHOWN_WHOLE or (place == 0 and name in fields)
        found = [
            Told(value, mine, is_first and beside.items() <= fields.items(), beside)
            for beside, mine in _parted(claims, said)
        ]
        yield from sorted(found, key=lambda told: not told.shown)


def _parted(
    claims: list[str], said: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """The claims by what they say of other fields: what most say first, then by its text."""
    if not said:
        yield {}, claims
        return
    parts: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for claim in claims:
        parts[tuple([values.get(claim) for values in said.values()])].append(claim)
    for beside, mine in sorted(parts.items(), key=lambda part: (-len(part[1]), str(part[0]))):
        told = zip(said, beside, strict=True)
        yield {name: value for name, value in told if value is not None}, mine
