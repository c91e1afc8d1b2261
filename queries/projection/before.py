"""The graph as the version before left it: what stood where, looked up in batches."""

from collections.abc import Callable, Iterable, Iterator

from queries.stores.base import Body, Kind, Store


class Before:
    """Derived rows and members of the published version that a change starts from."""

    def __init__(self, store: Store, version: int) -> None:
        self._store = store
        self.version = version

    def bodies(self, kind: Kind, keys: Iterable[str]) -> dict[str, Body]:
        """The rows of some keys that stood then."""
        wanted = sorted(set(keys))
        if not wanted or not self.version:
            return {}
        return {row.key: row.body for row in self._store.rows(kind, at=self.version, keys=wanted)}

    def every(self, kind: Kind, prefix: str | None = None) -> Iterator[tuple[str, Body]]:
        """All rows of a kind that stood then."""
        if self.version:
            for row in self._store.rows(kind, at=self.version, prefix=prefix):
                yield row.key, row.body

    def nodes_of(self, records: Iterable[str]) -> tuple[dict[str, str], dict[str, Body]]:
        """Record → id of the node it was part of then, and those nodes.

        A member row outlives what it names, so only a node that lists the record counts.
        """
        members = self.bodies("member", records)
        ids = {str(body["canonical"]) for body in members.values()}
        nodes = self.bodies("entity", ids)
        inside = {node: frozenset(body["members"]) for node, body in nodes.items()}
        stood = {
            record: str(body["canonical"])
            for record, body in members.items()
            if record in inside.get(str(body["canonical"]), ())
        }
        return stood, {node: nodes[node] for node in set(stood.values())}


def reached(
    waiting: set[str],
    nodes: Iterable[tuple[str, Body]],
    keys_of: Callable[[Body], set[str]],
) -> set[str]:
    """The nodes that share a key with the waiting ones, or with a node found so, and so on."""
    holders: dict[str, list[str]] = {}
    keys: dict[str, set[str]] = {}
    for node, body in nodes:
        keys[node] = keys_of(body)
        for key in keys[node]:
            holders.setdefault(key, []).append(node)
    found: set[str] = set()
    frontier = list(waiting)
    while frontier:
        for node in holders.pop(frontier.pop(), ()):
            if node not in found:
                found.add(node)
                frontier.extend(keys[node])
    return found
