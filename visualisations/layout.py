"""Where each node of a network stands: rings around what the slice began with."""

import math
from collections import defaultdict, deque
from collections.abc import Mapping

from graph_schema.answers import GraphSlice, SliceNode
from graph_schema.names import sort_key
from graph_schema.nodes import NODE_TYPES
from graph_schema.vocabularies import Sector

# Pixels at scale 1, where a label of 22 characters is about 170 wide and 40 high.
LABEL_ROOM = 140
RING_GAP = 190
LANE_GAP = 95
WIDER = 1.6  # a screen is wider than high, and so are labels
NODES_PER_LANE = 14
MOST_LANES = 6
TYPE_ORDER = {node_type.LABEL: position for position, node_type in enumerate(NODE_TYPES)}
SECTOR_ORDER: dict[str | None, int] = {s.value: position for position, s in enumerate(Sector)}


def positions(graph: GraphSlice) -> dict[str, tuple[int, int]]:
    """A ring per step, each node near the one it was reached from, sectors side by side."""
    children = _tree(graph)
    order = _breadth_first(graph.centre.id, children)
    angles = _angles(order, children)
    rings: dict[int, list[str]] = defaultdict(list)
    depth = {graph.centre.id: 0}
    for node in order:
        rings[depth[node]].append(node)
        depth.update(dict.fromkeys(children[node], depth[node] + 1))
    placed: dict[str, tuple[int, int]] = {}
    outer = 0.0
    for step in sorted(rings):
        ring = sorted(rings[step], key=angles.__getitem__)
        lanes = min(MOST_LANES, math.ceil(len(ring) / NODES_PER_LANE))
        room = len(ring) * LABEL_ROOM / (2 * math.pi * lanes)
        inner = max(outer + RING_GAP, room) if step else 0.0
        for place, node in enumerate(ring):
            radius = inner + (place % lanes) * LANE_GAP
            x, y = math.cos(angles[node]) * radius * WIDER, math.sin(angles[node]) * radius
            placed[node] = (round(x), round(y))
        outer = inner + (lanes - 1) * LANE_GAP
    return placed


def _tree(graph: GraphSlice) -> Mapping[str, list[str]]:
    """Every node under the neighbour through which it is first reached."""
    by_id = {node.id: node for node in graph.nodes}
    beside: dict[str, set[str]] = defaultdict(set)
    for edge in graph.edges:
        beside[edge.source].add(edge.target)
        beside[edge.target].add(edge.source)
    children: dict[str, list[str]] = {node: [] for node in by_id}
    waiting, seen = deque([graph.centre.id]), {graph.centre.id}
    while waiting:
        node = waiting.popleft()
        children[node] = sorted(beside[node] - seen, key=lambda other: _rank(by_id[other]))
        seen.update(children[node])
        waiting.extend(children[node])
    # What no tie of this slice reaches is still shown, beside the middle.
    children[graph.centre.id] += sorted(by_id.keys() - seen, key=lambda other: _rank(by_id[other]))
    return children


def _rank(node: SliceNode) -> tuple[int, int, str, str]:
    sector = SECTOR_ORDER.get(node.sector, len(SECTOR_ORDER))
    return TYPE_ORDER[node.label], sector, sort_key(node.name), node.id


def _breadth_first(root: str, children: Mapping[str, list[str]]) -> list[str]:
    order = [root]
    for node in order:
        order.extend(children[node])
    return order


def _angles(order: list[str], children: Mapping[str, list[str]]) -> dict[str, float]:
    """The circle shared out by how many nodes stand under each node, itself included."""
    weight: dict[str, int] = {}
    for node in reversed(order):
        weight[node] = 1 + sum(weight[child] for child in children[node])
    share_of_one = 2 * math.pi / weight[order[0]]
    start = {order[0]: -math.pi / 2}
    angles: dict[str, float] = {}
    for node in order:
        angles[node] = start[node] + weight[node] * share_of_one / 2
        at = start[node] + share_of_one / 2  # the node's own share, half on either side
        for child in children[node]:
            start[child] = at
            at += weight[child] * share_of_one
    return angles
