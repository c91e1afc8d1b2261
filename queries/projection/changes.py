"""The rows of the graph that a version changes: those that touched claims can reach, no others.

Touched claims name records; records that share a key with them, at first or further hand, may
change who they are one with; edges follow their ends. The result is that of the full projection.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence

from graph_schema.nodes import NODE_TYPES, Actor
from queries.projection.assembling import (
    PREFIX,
    entity_row,
    joining_keys,
    label_of,
    member_rows,
    record_of,
    say,
    source_order,
    statement,
)
from queries.projection.before import Before, reached
from queries.projection.bodies import ClaimBodies
from queries.projection.decisions import Decisions
from queries.projection.identity import Mention, linking_keys
from queries.projection.project import partition
from queries.projection.ties import Ties
from queries.stores.base import Body, Kind, Store

Derived = tuple[Kind, str, Body | None]
"""A row to stage; without a body, one to close."""


class Changes:
    """What the claims staged for ``version`` change in the graph of the version ``before``.

    ``published`` are ids that another store published: they stay what their nodes are called.
    ``anew``: other rules than this program's may have made that graph, so every row is asked for.
    """

    def __init__(
        self,
        store: Store,
        version: int,
        before: int,
        *,
        published: Container[str] = (),
        anew: bool = False,
    ) -> None:
        self._store = store
        self._published = published
        self._version = version
        self._order = source_order(store.rows("run", at=version))
        self._everything = anew or not before or self._reordered(before)
        self._before = Before(store, before)
        self._bodies = ClaimBodies(store, version)
        self._claims: dict[str, list[str]] = defaultdict(list)
        self._opened: set[str] = set()
        self._mentions: dict[str, Mention] = {}
        self._said: dict[str, Mention] = {}  # what records said of themselves before
        self._stood: dict[str, str] = {}
        self._stands: dict[str, str] = {}
        self._nodes: dict[str, Body] = {}  # nodes before that are assembled anew
        self._kept: set[str] = set()  # those of them whose records stay together
        self._decisions = _decisions(store, version)
        self._decided = _decisions(store, before) if before else Decisions()
        self._ties = Ties(self._before, self._bodies, self._order)

    def rows(self) -> Iterator[Derived]:
        """Member, entity, edge and dangling rows that differ or may differ from those before."""
        touched = self._gather()
        if self._everything:
            for node, body in self._before.every("entity"):
                self._nodes[node] = {}
                self._stood.update(dict.fromkeys(body["members"], node))
        else:
            judged = self._decisions.since(self._decided)
            _, nodes = self._before.nodes_of(touched | judged)
            self._take(nodes)
            self._widen(touched, judged)
        yield from self._node_rows()
        yield from self._ties.rows(self._stood, self._stands, everything=self._everything)

    def _reordered(self, before: int) -> bool:
        """Whether a source changed its place in the precedence: then every value may change."""
        earlier = source_order(self._store.rows("run", at=before))
        return any(self._order.get(source) != place for source, place in earlier.items())

    def _gather(self) -> set[str]:
        """Read the touched claims once; returns the records they are about."""
        since = None if self._everything else self._before.version
        touched: set[str] = set()
        for row in self._store.rows("claim", at=self._version, changed_since=since):
            body, is_open = row.body, row.to_version is None
            if is_open:
                self._bodies.keep(row.key, body)
            if body["ends"] is not None:
                self._ties.touch(row.key, body, is_open=is_open)
                continue
            record = record_of(body)
            touched.add(record)
            if is_open:
                if not self._everything:
                    self._opened.add(row.key)
                self._add(record, row.key, body)
            else:
                say(self._said.setdefault(record, Mention(record)), body["fields"])
        return touched

    def _add(self, record: str, claim: str, body: Body) -> None:
        self._claims[record].append(claim)
        say(self._mentions.setdefault(record, Mention(record)), body["fields"])

    def _take(self, nodes: Mapping[str, Body]) -> None:
        """Assemble whole nodes anew: all their records with all their claims still open."""
        self._nodes |= nodes
        standing = []
        for node, body in nodes.items():
            self._stood.update(dict.fromkeys(body["members"], node))
            standing += [claim for claim in body["claims"] if claim not in self._opened]
        for claim, body in self._bodies.each(standing):
            record = record_of(body)
            self._add(record, claim, body)
            say(self._said.setdefault(record, Mention(record)), body["fields"])

    def _widen(self, touched: set[str], judged: set[str]) -> None:
        """Take in every node in whose identity a record has, or had, a say that says other things.

        So has a record about which something else is decided. The other nodes at hand keep their
        records: nobody new has a say in who they are.
        """
        keys: dict[str, set[str]] = defaultdict(set)
        open_again: set[str] = set()
        for record in touched | judged:
            if record in judged or self._mentions.get(record) != self._said.get(record):
                label, node = label_of(record), self._stood.get(record)
                if record in self._mentions:
                    keys[label] |= _linking(label, self._mentions[record])
                keys[label] |= self._judged([record])
                if node is not None:
                    keys[label] |= self._keys_of(self._nodes[node])
                    open_again.add(node)
        for label in sorted(keys):
            nodes = self._before.every("entity", PREFIX[label] + "-")
            open_again |= reached(keys[label], nodes, self._keys_of)
        self._kept = self._nodes.keys() - open_again
        self._take(self._before.bodies("entity", open_again - self._nodes.keys()))

    def _keys_of(self, node: Body) -> set[str]:
        return _keys_of(node) | self._judged(node["members"])

    def _judged(self, records: Sequence[str]) -> set[str]:
        """The keys of those that records are, or were, judged to be the same as."""
        return self._decisions.links(records) | self._decided.links(records)

    def _node_rows(self) -> Iterator[Derived]:
        members = self._before.bodies("member", self._mentions)
        made = set(self._kept)
        for label in (kind.LABEL for kind in NODE_TYPES):
            components = self._components_kept(label)
            for component in partition(label, self._questioned(label), self._decisions)[0]:
                node, rows = member_rows(label, component, members, self._version, self._published)
                components[node] = component
                yield from (("member", record, body) for record, body in rows.items())
            for node, component in components.items():
                self._stands.update(dict.fromkeys(component, node))
            made |= components.keys()
            yield from self._entities(label, components)
        yield from (("entity", node, None) for node in sorted(self._nodes.keys() - made))

    def _components_kept(self, label: str) -> dict[str, list[str]]:
        return {
            node: list(self._nodes[node]["members"])
            for node in sorted(self._kept)
            if self._nodes[node]["label"] == label
        }

    def _questioned(self, label: str) -> dict[str, Mention]:
        """The records of a label whose identity is decided anew, in order."""
        return {
            record: self._mentions[record]
            for record in sorted(self._mentions)
            if label_of(record) == label and self._stood.get(record) not in self._kept
        }

    def _entities(self, label: str, components: Mapping[str, list[str]]) -> Iterator[Derived]:
        claims = {
            node: [claim for record in records for claim in self._claims[record]]
            for node, records in components.items()
        }
        for node, found in self._bodies.in_batches(claims):
            statements = [statement(claim, body, self._order) for claim, body in found]
            yield "entity", node, entity_row(node, label, components[node], statements)


def _decisions(store: Store, version: int) -> Decisions:
    return Decisions(row.body for row in store.rows("judgement", at=version))


def _linking(label: str, found: Mention) -> set[str]:
    return linking_keys(found) if label == Actor.LABEL else set(found.identifiers)


def _keys_of(node: Body) -> set[str]:
    """The keys under which a node, as it stood, may meet others."""
    label, fields = node["label"], node["fields"]
    if label != Actor.LABEL:
        return {key for r in node["members"] for key in joining_keys(label, r, fields)}
    names = {fields["name"], *fields.get("aliases", ())}
    return linking_keys(Mention("", names, set(), set(fields.get("identifiers", ()))))
