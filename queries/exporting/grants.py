"""Who paid what for which arena, with its owners, places and the programmes it is part of."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from graph_schema.edges import ActiveIn, Funds, ParticipatesIn, PartOf
from graph_schema.nodes import Programme
from graph_schema.vocabularies import Role
from queries.exporting.batches import BATCH
from queries.exporting.rows import NodeRow, TieRow, first_ids, nodes_of, ties_of
from queries.exporting.selection import Selection, Ties
from queries.readmodel.columns import Ints
from queries.readmodel.open import ReadModel


class Funded(NamedTuple):
    """A tie of funding with what stands by it; ``first_id``: what it was published under first."""

    tie: TieRow
    first_id: str
    funder: NodeRow
    target: NodeRow
    owners: tuple[NodeRow, ...]
    programmes: tuple[NodeRow, ...]
    regions: tuple[NodeRow, ...]


def funded(model: ReadModel, selection: Selection) -> Iterator[Funded]:
    """The ties of funding of a selection, batch by batch."""
    every = _of_type(model, selection.ties, Funds.LABEL)
    for begin in range(0, every.edge.size, BATCH):
        part = Ties(*(column[begin : begin + BATCH] for column in every))
        yield from _batch(model, selection, part)


def _batch(model: ReadModel, selection: Selection, part: Ties) -> Iterator[Funded]:
    arenas = np.unique(part.target)
    around = {
        "owners": _into(model, selection.ties, ParticipatesIn.LABEL, arenas),
        "programmes": _out_of(model, selection.ties, PartOf.LABEL, arenas),
        "regions": _out_of(model, selection.ties, ActiveIn.LABEL, arenas),
    }
    ties = (part, *around.values())
    numbers = np.unique(np.concatenate([[*t.source, *t.target] for t in ties]).astype(np.int64))
    nodes = {row.ref.id: row for row in nodes_of(model, numbers)}
    by = {name: _by_arena(model, ties, nodes) for name, ties in around.items()}
    earlier = first_ids(model, part.edge)
    for n, tie in zip(part.edge.tolist(), ties_of(model, part.edge), strict=True):
        beside = {name: tuple(found.get(tie.target.id, ())) for name, found in by.items()}
        first_id, funder = earlier.get(n, tie.id), nodes[tie.source.id]
        yield Funded(tie, first_id, funder, nodes[tie.target.id], **beside)


def _by_arena(
    model: ReadModel, ties: Ties, nodes: Mapping[str, NodeRow]
) -> dict[str, list[NodeRow]]:
    found: dict[str, list[NodeRow]] = {}
    for row in ties_of(model, ties.edge):
        inward = row.type == ParticipatesIn.LABEL
        if inward and not _owns(row):
            continue
        arena, other = (row.target, row.source) if inward else (row.source, row.target)
        if row.type == PartOf.LABEL and other.label != Programme.LABEL:
            continue  # a project may be part of a project or a collaboration too
        mine = found.setdefault(arena.id, [])
        if nodes[other.id] not in mine:
            mine.append(nodes[other.id])
    return found


def _owns(row: TieRow) -> bool:
    return row.fields["role"] == Role.OWNER.value and ParticipatesIn.holds(row.fields)


def _of_type(model: ReadModel, ties: Ties, label: str) -> Ties:
    place = model.edge_types.index(label) if label in model.edge_types else -1
    return ties.where(np.asarray(ties.type == place))


def _into(model: ReadModel, ties: Ties, label: str, arenas: Ints) -> Ties:
    mine = _of_type(model, ties, label)
    return mine.where(np.isin(mine.target, arenas))


def _out_of(model: ReadModel, ties: Ties, label: str, arenas: Ints) -> Ties:
    mine = _of_type(model, ties, label)
    return mine.where(np.isin(mine.source, arenas))
