"""The edges that touched claims, or ends that moved, can change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from queries.projection.assembling import (
    TieClaim,
    dangling_row,
    edge_id,
    edge_row,
    statement,
    tie_claim,
)
from queries.projection.before import Before
from queries.projection.bodies import ClaimBodies
from queries.stores.base import Body, Kind

Derived = tuple[Kind, str, Body | None]


class Ties:
    """Places every claim of an edge that opened, closed, or has an end that moved."""

    def __init__(self, before: Before, bodies: ClaimBodies, order: Mapping[str, int]) -> None:
        self._before = before
        self._bodies = bodies
        self._order = order
        self._opened: dict[str, TieClaim] = {}
        self._closed: dict[str, TieClaim] = {}
        self._stood: dict[str, str] = {}
        self._stands: dict[str, str] = {}
        self._gone: set[str] = set()
        self._loose: set[str] = set()
        self._members: dict[str, list[str]] = defaultdict(list)
        self._places: dict[str, tuple[str, tuple[str, str]]] = {}

    def touch(self, claim: str, body: Body, *, is_open: bool) -> None:
        """Note a claim that opened or closed; one that was read anew does both."""
        (self._opened if is_open else self._closed)[claim] = tie_claim(claim, body)

    def rows(
        self, stood: Mapping[str, str], stands: Mapping[str, str], *, everything: bool
    ) -> Iterator[tuple[Kind, str, Body | None]]:
        """Edge and dangling rows to stage or close, given where projected records stood and stand.

        With ``everything`` all open claims were touched and all rows before are in question.
        """
        self._stood, self._stands = dict(stood), dict(stands)
        if everything:
            self._gone = {key for key, _ in self._before.every("edge")}
            self._loose = {key for key, _ in self._before.every("dangling")}
            placed = self._opened
        else:
            placed = self._in_question()
        yield from self._placed(placed)
        self._take_others_of_the_same_edges()
        yield from self._edges()
        yield from (("edge", key, None) for key in sorted(self._gone - self._members.keys()))

    def _in_question(self) -> dict[str, TieClaim]:
        """The open claims whose edge may be another one now."""
        moved = {
            record
            for record in self._stood.keys() | self._stands.keys()
            if self._stood.get(record) != self._stands.get(record)
        }
        self._look_up(self._opened.values(), self._closed.values())
        placed = dict(self._opened)
        left = {self._stood[r] for r in moved if r in self._stood}
        edges = self._edges_before(left)
        self._gone = set(edges)
        again = {c for body in edges.values() for c in body["claims"]}
        again |= self._loosened(moved)
        again -= self._closed.keys() | self._opened.keys()
        placed |= {c: tie_claim(c, body) for c, body in self._bodies.of(sorted(again)).items()}
        self._look_up(placed.values())
        return placed

    def _edges_before(self, left: set[str]) -> dict[str, Body]:
        """Edges of nodes that records left, and edges that lost or renewed a claim."""
        found: dict[str, Body] = {}
        if left:
            found = {
                key: body
                for key, body in self._before.every("edge")
                if body["from"] in left or body["to"] in left
            }
        keys = []
        for tie in self._closed.values():
            start, end = (self._stood.get(record) for record in tie.ends)
            if start is not None and end is not None:
                keys.append(edge_id(tie, start, end))
        return found | self._before.bodies("edge", keys)

    def _loosened(self, moved: set[str]) -> set[str]:
        """Claims that hung loose before and have an end that moved."""
        self._loose = set(self._before.bodies("dangling", self._closed.keys()))
        if not moved:
            return set()
        again = {
            key
            for key, body in self._before.every("dangling")
            if not moved.isdisjoint(body["ends"])
        }
        self._loose |= again
        return again

    def _look_up(self, *ties: Iterable[TieClaim]) -> None:
        """Learn where ends stand that are not projected anew: where they stood before."""
        ends = {record for several in ties for tie in several for record in tie.ends}
        unknown = ends - self._stood.keys() - self._stands.keys()
        stood, _ = self._before.nodes_of(unknown)
        self._stood |= stood
        self._stands |= stood

    def _placed(self, ties: Mapping[str, TieClaim]) -> Iterator[Derived]:
        for claim, tie in ties.items():
            start, end = (self._stands.get(record) for record in tie.ends)
            if start is None or end is None or start == end:
                self._loose.discard(claim)
                yield "dangling", claim, dangling_row(tie)
                continue
            key = edge_id(tie, start, end)
            self._members[key].append(claim)
            self._places[key] = tie.kind, (start, end)
        yield from (("dangling", claim, None) for claim in sorted(self._loose))

    def _take_others_of_the_same_edges(self) -> None:
        """An edge that stood and stays has claims that nobody touched."""
        for key, body in self._before.bodies("edge", self._members.keys() - self._gone).items():
            known = set(self._members[key])
            closed = self._closed.keys()
            self._members[key] += [c for c in body["claims"] if c not in known and c not in closed]

    def _edges(self) -> Iterator[Derived]:
        for key, found in self._bodies.in_batches(self._members):
            kind, ends = self._places[key]
            statements = [statement(claim, body, self._order) for claim, body in found]
            yield "edge", key, edge_row(key, kind, ends, statements)
