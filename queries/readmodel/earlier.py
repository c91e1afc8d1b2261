"""Where the ids lead that were published once and are no node's own any more."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator

from queries.stores.base import Row


def leads(
    now: Iterable[Row], ever: Callable[[], Iterable[Row]], nodes: Container[str]
) -> Iterator[tuple[str, str]]:
    """Pairs of an earlier id and the id of a node it led to, as far as that one is there.

    A record that is still stated leads to the node it is part of. One that is not leads to what
    became of those it was one with last: one node, or several after a split. ``now`` are the rows
    of members, ``ever`` gives the past ones too and is asked only where a record is gone.
    """
    latest = {row.key: row for row in now}
    gone = [row for row in latest.values() if row.body["canonical"] not in nodes]
    together: dict[str, list[Row]] = defaultdict(list)
    for row in ever() if gone else ():
        if row.key in latest:
            together[row.body["canonical"]].append(row)
    for row in latest.values():
        for canonical in _became(row, latest, together, nodes):
            if canonical != row.body["id"]:
                yield row.body["id"], canonical


def _became(
    row: Row, latest: dict[str, Row], together: dict[str, list[Row]], nodes: Container[str]
) -> set[str]:
    found, seen, waiting = set[str](), {row.key}, [row]
    while waiting:
        record = waiting.pop()
        canonical = record.body["canonical"]
        if canonical in nodes:
            found.add(canonical)
            continue
        for other in together[canonical]:
            at_the_end = other.to_version is None or other.to_version > record.from_version
            if at_the_end and other.key not in seen:
                seen.add(other.key)
                waiting.append(latest[other.key])
    return found
