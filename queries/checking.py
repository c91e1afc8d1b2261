"""What does not hold together in a published graph, for people who mend data."""

from collections import Counter

from graph_schema.vocabularies import Sector
from queries.publication import projected
from queries.stores.base import Store


def problems(store: Store) -> dict[str, list[tuple[str, int]]]:
    """Dangling ties by source and kind, actors of unknown sector by the ties they affect.

    Each list is sorted by how much it affects, most first, then by name.
    """
    head = store.head()
    projection = projected(store, head)
    dangling = set(projection.dangling)
    loose = Counter(
        f"{row.body['source']}: {row.body['kind']}"
        for row in store.rows("claim", at=head)
        if row.key in dangling
    )
    ties: Counter[str] = Counter()
    for edge in projection.edges.values():
        if edge["type"] == "PARTICIPATES_IN":
            ties[edge["from"]] += 1
    unknown = [
        (str(body["fields"]["name"]), ties[node])
        for node, body in projection.entities.items()
        if body["label"] == "Actor" and body["fields"].get("sector", "unknown") == Sector.UNKNOWN
    ]
    return {
        "ties with an end that no source describes": _sorted(list(loose.items())),
        "actors of unknown sector, by ties affected": _sorted(unknown),
    }


def _sorted(entries: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(entries, key=lambda entry: (-entry[1], entry[0]))
