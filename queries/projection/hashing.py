"""The hash of a graph, put together from digests of its rows, so that a row is read once."""

from collections.abc import Iterable
from hashlib import sha256

from graph_schema.ids import canonical_json
from queries.stores.base import Body

DIGEST_BYTES = 32


def _digest(body: Body, without: tuple[str, ...]) -> bytes:
    kept = {name: value for name, value in body.items() if name not in without}
    return sha256(canonical_json(kept).encode("utf-8", "surrogatepass")).digest()


def name_digest(entity: Body) -> bytes:
    """What ties call a node by: its smallest record key, which no order of publication changes."""
    return sha256(entity["members"][0].encode("utf-8", "surrogatepass")).digest()


def node_digest(entity: Body) -> bytes:
    """All an entity row says, without the id it was given."""
    return _digest(entity, ("id",))


def edge_digest(edge: Body) -> bytes:
    """All an edge row says but between which nodes: ``tie_digest`` adds these."""
    return _digest(edge, ("id", "from", "to"))


def tie_digest(edge: bytes, start: bytes, end: bytes) -> bytes:
    """An edge's row together with the names of its ends."""
    return sha256(edge + start + end).digest()


def combined(digests: Iterable[bytes]) -> str:
    """SHA-256 over the sorted digests of all nodes and ties."""
    return sha256(b"".join(sorted(digests))).hexdigest()


def graph_hash(entities: Iterable[Body], edges: Iterable[Body]) -> str:
    """The hash of a whole graph.

    Versions, runs, times and the ids that depend on the order of publication stay out, so the same
    claims in any order, on any store, give the same hash. All nodes are read before any edge.
    """
    names: dict[str, bytes] = {}
    digests: list[bytes] = []
    for body in entities:
        names[body["id"]] = name_digest(body)
        digests.append(node_digest(body))
    for body in edges:
        ends = names[body["from"]], names[body["to"]]
        digests.append(tie_digest(edge_digest(body), *ends))
    return combined(digests)
