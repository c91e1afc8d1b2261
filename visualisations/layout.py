"""Where each node of a network stands: rings around what the slice began with."""

import math
from collections import defaultdict, deque
from collections.abc import Mapping
from typing import NamedTuple

from graph_schema.answers import GraphSlice, SliceNode
from graph_schema.appearance import NODE_LOOKS
from graph_schema.names import sort_key
from graph_schema.nodes import NODE_TYPES
from graph_schema.vocabularies import Sector
from visualisations.wording import label_lines

SIZES = {0: 30, 1: 20}  # node radius in pixels by steps from the middle
SMALL = 15
FONTS = {0: 26, 1: 18}
SMALL_FONT = 16
# Pixels at scale 1, where a label of 22 characters is about 170 wide and 40 high.
LABEL_ROOM = 140
RING_GAP = 190
LANE_GAP = 95
WIDER = 1.6  # a screen is wider than high, and so are labels
NODES_PER_LANE = 14
MOST_LANES = 6
CHAR_WIDTH, LINE_HEIGHT = 0.56, 1.25  # of a label, in parts of its font size
AIR = 8  # between one name and the next
NUDGE = 19  # how far outwards a node is moved at a time where its name would cover another's
LABEL_INSIDE = ("box", "ellipse")
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
    taken: list[Box] = []
    by_id = {node.id: node for node in graph.nodes}
    outer = 0.0
    for step in sorted(rings):
        ring = sorted(rings[step], key=angles.__getitem__)
        lanes = min(MOST_LANES, math.ceil(len(ring) / NODES_PER_LANE))
        room = len(ring) * LABEL_ROOM / (2 * math.pi * lanes)
        inner = max(outer + RING_GAP, room) if step else 0.0
        for place, node in enumerate(ring):
            size = _size(by_id[node])
            radius = _free(inner + (place % lanes) * LANE_GAP, angles[node], size, taken)
            x, y = _at(radius, angles[node])
            placed[node] = (round(x), round(y))
            taken.append(size.at(x, y))
            outer = max(outer, radius)
    return placed


class Box(NamedTuple):
    """What a node and its name take up, from its middle."""

    left: float
    top: float
    right: float
    bottom: float

    def at(self, x: float, y: float) -> "Box":
        """The same somewhere else."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def covers(self, other: "Box") -> bool:
        """Whether the two have a spot in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def _size(node: SliceNode) -> Box:
    lines = label_lines(node.name)
    font = FONTS.get(node.depth, SMALL_FONT)
    wide = max(map(len, lines)) * font * CHAR_WIDTH / 2
    high = len(lines) * font * LINE_HEIGHT
    around = SIZES.get(node.depth, SMALL) + AIR / 2
    if NODE_LOOKS[node.label].shape in LABEL_INSIDE:
        return Box(-wide - 2 * AIR, -high / 2 - AIR, wide + 2 * AIR, high / 2 + AIR)
    side = max(around, wide + AIR / 2)
    return Box(-side, -around, side, around + high + AIR / 2)


def _at(radius: float, angle: float) -> tuple[float, float]:
    return math.cos(angle) * radius * WIDER, math.sin(angle) * radius


def _free(radius: float, angle: float, size: Box, taken: list[Box]) -> float:
    """The nearest radius, from this one outwards, where the name covers no other."""
    while True:
        here = size.at(*_at(radius, angle))
        if not any(here.covers(other) for other in taken):
            return radius
        radius += NUDGE


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
