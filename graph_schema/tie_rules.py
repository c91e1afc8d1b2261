"""What a tie of a type, status and kind of amount says of itself and at its ends, as SPARQL.

Read off the same links as the triples are written from: what they have of a tie has to be there,
and what they have of others only must not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from pyoxigraph import NamedNode

from graph_schema.base import Column
from graph_schema.mapping import (
    OBJECT,
    PREDICATE,
    SUBJECT,
    EdgeMapping,
    GraphMapping,
    Linked,
    parts_of,
)
from graph_schema.nodes import Collaboration
from graph_schema.rdf import TYPE, property_of
from graph_schema.tie_cases import ARENA, Box, Values, boxes

ENDS = f"{SUBJECT} ?from ; {OBJECT} ?to"
NO_VALUE = '""'
"""What stands for no value where values are compared."""


class Said(NamedTuple):
    """One triple that belongs to a tie: as it has to be, and the like of it with any other end.

    ``given``: a triple without which it need not be there.
    """

    triple: str
    alike: str | None
    given: str | None = None


class Way(NamedTuple):
    """One way a tie of a type may stand: of which ties it is, and what these say.

    ``where`` tells them by paths from the tie alone: where EXISTS asks it, a pattern that begins
    elsewhere is asked of the whole graph, tie by tie.
    """

    where: str
    said: frozenset[Said]


class TieRules:
    """The rules of one type of tie."""

    def __init__(self, mapping: GraphMapping, edge: EdgeMapping) -> None:
        self._mapping, self._terms, self._edge = mapping, mapping.terms, edge
        self.kind = edge.edge_kind
        self._ways = [*self._found()]
        self._always = frozenset.intersection(*(way.said for way in self._ways))

    def lacks(self) -> str:
        """Selects ties that do not say all they have to."""
        cases = [("", self._always), *((w.where, w.said - self._always) for w in self._ways)]
        found = list[str]()
        for where, said in cases:
            tie = f"{{ ?value a {self._edge.own} ; {ENDS} }} {where}"
            plain = [each.triple for each in sorted(said, key=str) if each.given is None]
            if plain:
                found.append(f"{{ {tie} FILTER NOT EXISTS {{ {' . '.join(plain)} }} }}")
            found += [
                f"{{ {tie} {each.given} FILTER NOT EXISTS {{ {each.triple} }} }}"
                for each in sorted(said, key=str)
                if each.given is not None
            ]
        return " UNION ".join(found)

    def beyond(self) -> str:
        """Selects ties that say what only others do, or lead elsewhere than to their ends."""
        allowed: defaultdict[str, set[str]] = defaultdict(set)
        for way in self._ways:
            for said in way.said - self._always:
                if said.alike is not None:
                    allowed[said.alike].add(way.where)
        tie = f"?value a {self._edge.own} ."
        by_ways: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for alike, wheres in sorted(allowed.items()):
            by_ways[tuple(sorted(wheres))].append(f"{{ {tie} {alike} }}")
        found = []
        for these, alikes in by_ways.items():
            others = [f"FILTER NOT EXISTS {{ {where} }}" for where in these]
            found.append(f"{{ {' UNION '.join(alikes)} {' '.join(others)} }}")
        return " UNION ".join([*found, *self._elsewhere(tie)])

    def _elsewhere(self, tie: str) -> Iterator[str]:
        links = [link for _, link in self._edge.every_link()]
        for end, terms in (
            (SUBJECT, {name for link in links for name in link.to_source}),
            (OBJECT, {name for link in links for name in link.to_target}),
        ):
            if terms:
                path = "|".join(sorted(map(str, terms)))
                yield f"{{ {tie} ?value {path} ?end FILTER NOT EXISTS {{ ?value {end} ?end }} }}"

    def _found(self) -> Iterator[Way]:
        kind = self.kind
        for begin, end in product(kind.FROM, kind.TO):
            classes = [self._mapping.nodes[label].own for label in (begin, end)]
            ends = f"?value {SUBJECT}/{TYPE} {classes[0]} ; {OBJECT}/{TYPE} {classes[1]} ."
            by_case: defaultdict[str, list[Box]] = defaultdict(list)
            for box in boxes(kind, end):
                by_case[box.case].append(box)
            for case, some in by_case.items():
                links = self._edge.link_of(begin, end, case)
                yield Way(f"{ends} {self._told(some)}".rstrip(), frozenset(self._said(links)))

    def _said(self, links: Linked) -> Iterator[Said]:
        for name in links.classes:
            yield Said(f"?value a {name}", f"?value a {name}")
        for end, terms in (("?from", links.to_source), ("?to", links.to_target)):
            for name in terms:
                yield Said(f"?value {name} {end}", f"?value {name} ?end")
        for end, terms in (("?from", links.from_source), ("?to", links.from_target)):
            for name in terms:
                yield Said(f"{end} {name} ?value", f"?end {name} ?value")
        for name in links.direct:  # another tie may say it too, so nothing is beyond
            yield Said(f"?from {name} ?to", None)
        for name in links.direct[:1]:
            yield Said(f"?value {PREDICATE} {name}", None)
        yield from self._parts(links.parts)

    def _parts(self, further: Mapping[str, Iterable[NamedNode]]) -> Iterator[Said]:
        for part in parts_of(self._edge.columns):
            given = f"?value {self._terms.term(part.link)} ?part ."
            for name in further.get(part.key, ()):
                yield Said(f"?value {name} ?part", f"?value {name} ?end", given)

    def _told(self, some: Iterable[Box]) -> str:
        """What tells the ties of these boxes from others; nothing where all are in one."""
        alone = [box.values for box in some]
        axes = dict.fromkeys(axis for values in alone for axis in values)
        read = " ".join(self._read(axis) for axis in axes)
        either = " || ".join(
            "(" + " && ".join(self._among(axis, group) for axis, group in values.items()) + ")"
            for values in alone
            if values
        )
        return f"{read} FILTER ({either})" if axes else ""

    def _read(self, axis: str) -> str:
        term = self._terms.term(property_of(self._column(axis)))
        path = f"{OBJECT}/{term}" if axis == ARENA else str(term)
        return f"OPTIONAL {{ ?value {path} {_variable(axis)} }}"

    def _among(self, axis: str, group: Values) -> str:
        vocabulary = self._column(axis).vocabulary
        assert vocabulary is not None, f"{axis} is no coded field"
        concepts = [
            NO_VALUE if code is None else str(self._terms.concept(vocabulary.__name__, code))
            for code in sorted(group, key=str)
        ]
        return f"COALESCE({_variable(axis)}, {NO_VALUE}) IN ({', '.join(concepts)})"

    def _column(self, axis: str) -> Column:
        kind, name = self._edge.edge_kind, axis
        columns = kind.columns()
        if axis == ARENA:
            columns, name = Collaboration.columns(), "collaboration_kind"
        return next(column for column in columns if column.name == name)


def _variable(axis: str) -> str:
    return f"?{axis.replace(' ', '_')}"
