"""What does not hold together in a published graph, for people who mend data."""

from collections import Counter

from graph_schema.edges import ParticipatesIn
from graph_schema.nodes import Actor
from graph_schema.vocabularies import Sector
from queries.stores.base import Store
from queries.upgrading import rows_behind


def problems(store: Store) -> dict[str, list[tuple[str, int]]]:
    """Dangling ties by source and kind, actors of unknown sector by the ties they affect, rows of
    the graph that an earlier program's rules made.

    Each list is sorted by how much it affects, most first, then by name.
    """
    head = store.head()
    loose = Counter(
        f"{row.body['source']}: {row.body['kind']}" for row in store.rows("dangling", at=head)
    )
    ties = Counter(
        str(row.body["from"])
        for row in store.rows("edge", at=head)
        if row.body["type"] == ParticipatesIn.LABEL
    )
    unknown = [
        (str(row.body["fields"]["name"]), ties[row.key])
        for row in store.rows("entity", at=head)
        if row.body["label"] == Actor.LABEL
        and row.body["fields"].get("sector", Sector.UNKNOWN.value) == Sector.UNKNOWN
    ]
    return {
        "ties with an end that no source describes": _sorted(list(loose.items())),
        "actors of unknown sector, by ties affected": _sorted(unknown),
        "parts of the graph that earlier rules made, which `ekokarta upgrade` makes anew": _sorted(
            [(str(kind), count) for kind, count in rows_behind(store).items()]
        ),
    }


def _sorted(entries: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(entries, key=lambda entry: (-entry[1], entry[0]))
