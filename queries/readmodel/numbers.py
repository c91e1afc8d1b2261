"""The numbers of one version as arrays, before anything is computed from them."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from queries.projection.hashing import DIGEST_BYTES
from queries.readmodel.columns import Bools, Ints
from queries.readmodel.gathered import Gathered

Ids = NDArray[np.bytes_]
"""Ids in UTF-8, sorted."""
Digests = NDArray[np.uint8]
"""A row of ``DIGEST_BYTES`` per item."""


@dataclass(frozen=True)
class Numbers:
    """One version in arrays. They lie beside the model: the next version's is made from them.

    Nodes, edges and claims are numbered in the order of their ids; where nodes and edges may own
    claims, edges count on from the nodes.
    """

    # one per node
    ids: Ids
    label: Ints  # place in the node types
    start: Ints  # year, -1 unknown
    end: Ints
    sector_of: Ints  # place in Sector, -1 for what is no actor
    kind: Ints  # place in ``kinds``
    unit: Bools
    unnamed: Bools  # has parties without a name
    by_position: Ints  # node at each place of the Swedish order of names
    name_digest: Digests
    node_digest: Digests

    kinds: NDArray[np.bytes_]  # the names of the kinds there are, sorted

    # one per edge
    edge_ids: Ids
    from_node: Ints
    to_node: Ints
    type: Ints  # place in the edge types
    edge_role: Ints  # place in Role where it is a participation in a counted role, else -1
    edge_meets: Bools  # by the status that is shown
    edge_digest: Digests

    # claims of a node or edge, then what there is of each claim
    owner_first: NDArray[np.int64]
    owner_claims: Ints
    owner_meets: Bools  # one per claim of an owner: says by itself that somebody took part
    claim_ids: Ids
    claim_source: Ints

    def save(self, path: Path) -> None:
        """Write every array to one file."""
        arrays = {field.name: getattr(self, field.name) for field in fields(Numbers)}
        np.savez(path, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path) -> "Numbers":
        """Read every array back."""
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return cls(**{field.name: arrays[field.name] for field in fields(cls)})


def numbers_of(found: Gathered) -> Numbers:
    """The gathered lists as arrays."""
    nodes, edges = found.nodes, found.edges
    order = sorted(range(len(nodes.sort)), key=nodes.sort.__getitem__)
    kinds, kind = sorted_kinds(encoded(nodes.kinds), np.array(nodes.kind, np.int16))
    return Numbers(
        ids=encoded(nodes.number),
        label=np.array(nodes.label, np.uint8),
        start=np.array(nodes.start, np.int32),
        end=np.array(nodes.end, np.int32),
        sector_of=np.array(nodes.sector, np.int8),
        kind=kind,
        unit=np.array(nodes.unit, np.bool_),
        unnamed=np.array(nodes.unnamed, np.bool_),
        by_position=np.array(order, np.int32),
        name_digest=_digests(nodes.name),
        node_digest=_digests(nodes.digest),
        kinds=kinds,
        edge_ids=encoded(edges.ids),
        from_node=np.array(edges.from_node, np.int32),
        to_node=np.array(edges.to_node, np.int32),
        type=np.array(edges.type, np.uint8),
        edge_role=np.array(edges.role, np.int8),
        edge_meets=np.array(edges.meets, np.bool_),
        edge_digest=_digests(edges.digest),
        owner_first=np.array(found.owners.first, np.int64),
        owner_claims=np.array(found.owners.claims, np.int32),
        owner_meets=np.array(found.owners.meets, np.bool_),
        claim_ids=encoded(found.claims.number),
        claim_source=np.array(found.claims.source, np.uint16),
    )


def encoded(ids: Iterable[str]) -> Ids:
    """Ids as an array."""
    return narrowed(np.array([id.encode() for id in ids], np.bytes_))


def narrowed(ids: Ids) -> Ids:
    """As wide as the longest, whatever was there before."""
    longest = int(np.strings.str_len(ids).max(initial=1))
    return ids.astype(f"S{longest}", copy=False)


def sorted_kinds(kinds: NDArray[np.bytes_], kind: Ints) -> tuple[NDArray[np.bytes_], Ints]:
    """The names that are used, sorted and each once, and the numbers by them."""
    names, place = np.unique(kinds, return_inverse=True)
    used, number = np.unique(place[kind], return_inverse=True)
    return narrowed(names[used]), number.astype(np.int16)


def _digests(gathered: bytearray) -> Digests:
    return np.frombuffer(bytes(gathered), np.uint8).reshape(-1, DIGEST_BYTES)
