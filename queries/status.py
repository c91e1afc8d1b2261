"""What a store holds, in numbers."""

from collections import Counter
from typing import Any

from queries.projection.rules import made_by
from queries.publication import hash_at
from queries.stores.base import STORE_FORMAT, Store


def status(store: Store) -> dict[str, Any]:
    """Version, format, whose rules made the graph, its hash, counts by kind and source, runs."""
    head = store.head()
    counts: Counter[str] = Counter()
    for row in store.rows("entity"):
        counts[row.body["label"]] += 1
    for row in store.rows("edge"):
        counts[row.body["type"]] += 1
    per_source: dict[str, Counter[str]] = {}
    for row in store.rows("claim"):
        per_source.setdefault(row.body["source"], Counter())[row.body["kind"]] += 1
    runs = sorted((row.body for row in store.rows("run")), key=lambda run: int(run["version"]))
    return {
        "store": type(store).__name__.removesuffix("Store").lower(),
        "format": STORE_FORMAT,
        "rules": made_by(store).value,
        "data_version": head,
        "published_at": store.published_at(head),
        "graph_hash": hash_at(store, head),
        "counts": dict(sorted(counts.items())),
        "sources": {
            name: dict(sorted(found.items())) for name, found in sorted(per_source.items())
        },
        "runs": [{k: v for k, v in run.items() if k != "info"} for run in runs],
    }
