"""The mapping as a table to read, made from the types: the one of docs/rdf.md."""

from collections.abc import Iterator
from itertools import product

from graph_schema.base import HELD, OTHERWISE, Edge, Links, Node, Typed
from graph_schema.edges import EDGE_TYPES
from graph_schema.mapping import OF_FUNDERS, predicates_of, scheme_of
from graph_schema.namespaces import OWN, PREFIXES
from graph_schema.nodes import NO_ADDRESS, NODE_TYPES, Concept

MOST_PAIRS = 8  # of ends that a row lists; one set of a type may be longer, and is the rest
HEADER = ("| what | in RDF |", "|---|---|")


def as_markdown() -> str:
    """A table for each type of node, then one for each type of tie."""
    lines: list[str] = []
    for node in NODE_TYPES:
        lines += (f"### {node.__name__}", "", *HEADER, *_node(node), *_fields(node), "")
    for edge in EDGE_TYPES:
        lines += (f"### {edge.__name__}", "", *HEADER, *_edge(edge), *_fields(edge), "")
    return "\n".join(lines)


def short(term: str) -> str:
    """A term with its prefix."""
    if term.startswith(OWN):
        return f"`{term}`"
    prefix, namespace = next(item for item in PREFIXES.items() if term.startswith(item[1]))
    return f"`{prefix}:{term.removeprefix(namespace)}`"


def _listed(terms: tuple[str, ...]) -> str:
    return ", ".join(map(short, terms))


def _row(what: str, terms: str) -> str:
    return f"| {what} | {terms} |"


def _node(kind: type[Node]) -> Iterator[str]:
    names = dict.fromkeys((OWN + kind.__name__, kind.RDF, *kind.CLASSES))
    yield _row("class", _listed(tuple(names)))
    for field, values in kind.CLASSES_BY.items():
        for value, classes in values.items():
            yield _row(f"class where {field} is {value}", _listed(classes))
    if kind.__name__ == "Actor":
        yield _row("class where it pays for something", _listed(OF_FUNDERS))
    if issubclass(kind, Concept):
        yield _row("list", f"`skos:inScheme` {short(scheme_of(kind))}")


def _fields(kind: type[Typed]) -> Iterator[str]:
    for column in kind.columns():
        terms = ", ".join(short(t) + _where(kind, t) for t in predicates_of(kind, column))
        part = column.term.inside
        if part is not None:
            terms = f"{short(part.link)} → {short(part.classes[0])} → {terms}"
        if column.name == "identifiers":
            terms += ", `adms:identifier` → `adms:Identifier` → `skos:notation`"
        if column.vocabulary is not None:
            terms += f", a concept of {short(OWN + column.vocabulary.__name__)}"
        yield _row(f"{column.term.en} (`{column.name}`)", terms)


def _where(kind: type[Typed], term: str) -> str:
    """Of which values a term is said, where it is not said of all."""
    if term == NO_ADDRESS:
        return " (where it is no address)"
    codes = kind.SAID_OF.get(term)
    return "" if codes is None else f" (where it is {', '.join(sorted(codes))})"


def _ends(kind: type[Edge]) -> dict[Links, list[str]]:
    """Between which ends, and in which cases of them, a tie is linked alike."""
    ends: dict[Links, list[str]] = {}
    for source, target in product(kind.FROM, kind.TO):
        by_case = {case: kind.links_in(case, source, target) for case in kind.CASES}
        held = by_case[HELD]
        are_alike = set(by_case.values()) == {held}
        for case, links in by_case.items():
            if case != HELD and (are_alike or (case != OTHERWISE and links == held)):
                continue
            end = "" if case == HELD else f", {case}"
            ends.setdefault(links, []).append(f"{source} → {target}{end}")
    return ends


def _edge(kind: type[Edge]) -> Iterator[str]:
    ends = _ends(kind)
    for links, pairs in ends.items():
        listed = ", ".join(pairs) if len(pairs) <= MOST_PAIRS else "any other ends"
        where = "" if len(ends) == 1 else f" ({listed})"
        yield _row(f"class{where}", _listed((OWN + kind.__name__, *links.classes)))
        for what, terms in (
            ("from end to end", links.direct),
            ("from the tie to where it begins", ("rdf:subject", *links.to_source)),
            ("from the tie to where it ends", ("rdf:object", *links.to_target)),
            ("from where it begins to the tie", links.from_source),
            ("from where it ends to the tie", links.from_target),
            ("from the tie to its amount, too", tuple(term for _, term in links.parts)),
        ):
            if terms:
                yield _row(f"{what}{where}", ", ".join(map(_named, terms)))


def _named(term: str) -> str:
    return f"`{term}`" if term.startswith("rdf:") else short(term)
