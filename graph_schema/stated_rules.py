"""What follows from the claims, numbers and dates of an export, as SPARQL over all of it."""

from collections import defaultdict
from collections.abc import Iterator

from graph_schema.base import Column, Part
from graph_schema.mapping import (
    AUTHORITIES,
    IDENTIFIER,
    NOTATION,
    SAME_CONCEPT,
    SAME_ORGANISATION,
    GraphMapping,
    NodeMapping,
    TypeMapping,
    parts_of,
    predicates_of,
)
from graph_schema.namespaces import DCT, OWN, PROV, XSD
from graph_schema.rdf import SOURCES, WHOLE_DAYS, property_of

ORGNR_DIGITS = 10
DERIVED = f"<{PROV}wasDerivedFrom>"
NUMBERED = f"<{DCT}identifier>"
NODE_OF = """CONCAT(STR(?value), "#", ENCODE_FOR_URI(
    CONCAT(STRBEFORE(?tagged, ":"), "-", STRAFTER(?tagged, ":"))))"""
"""The address of the node of an identifier, as ``NodeMapping`` writes it."""

IDENTIFIED = f"""
  {{ ?value {NUMBERED} ?tagged . BIND (IRI({NODE_OF}) AS ?node) FILTER NOT EXISTS {{
       ?value {IDENTIFIER} ?node .
       ?node {NOTATION} ?one FILTER (?one = STRAFTER(?tagged, ":")) }} }}
  UNION
  {{ ?value {IDENTIFIER} ?node FILTER NOT EXISTS {{
       ?value {NUMBERED} ?tagged FILTER (STR(?node) = {NODE_OF}) }} }}"""
Stated = tuple[str, str, str, str]
"""A rule: its name, what it selects as ``?value``, and what is wrong in Swedish and in English."""


def stated(mapping: GraphMapping) -> Iterator[Stated]:
    """Every rule of this kind."""
    yield from _of_identifiers(mapping)
    yield from _of_claims(mapping)
    yield from _of_types(mapping)


def _of_identifiers(mapping: GraphMapping) -> Iterator[Stated]:
    yield (
        "Dataset-identifiers",
        IDENTIFIED,
        "Har något som identifieras på ett sätt som text och på ett annat som nod",
        "Has something that is identified in one way as text and in another as a node",
    )
    yield (
        "Dataset-numbers",
        _numbers_of_claims(f"{mapping.terms.ontology}#"),
        "Har något med en identifierare som inget påstående bakom det har",
        "Has something with an identifier that no claim behind it has",
    )
    yield (
        "Dataset-addresses",
        " UNION ".join(_same_elsewhere()),
        "Har något som leder till en annan post hos andra än dess identifierare säger",
        "Has something that leads to another record elsewhere than its identifiers say",
    )
    yield (
        "Identifier-orgnr",
        f"?value {NOTATION} ?number {_no_orgnr()}",
        "Har ett organisationsnummer som inte är något",
        "Has an organisation number that is none",
    )


def _of_claims(mapping: GraphMapping) -> Iterator[Stated]:
    own = f"{mapping.terms.ontology}#"
    yield (
        "Dataset-behind",
        _idle_claims(own, f"{mapping.terms.base}id/{SOURCES}/"),
        "Har ett påstående som inget bygger på",
        "Has a claim that nothing is derived from",
    )
    yield (
        "Dataset-imports",
        _claims_of_others(own),
        "Har ett påstående med en annan källas inläsning eller utgivare",
        "Has a claim with the import or publisher of another source",
    )
    yield (
        "Dataset-coverage",
        _uncovered(own),
        "Har en källa som inte säger vad den täcker",
        "Has a source that does not say what it covers",
    )


def _numbers_of_claims(own: str) -> str:
    """A number with a sign that JSON writes otherwise is left to who reads it."""
    return f"""
  ?value {NUMBERED} ?tagged FILTER (!CONTAINS(?tagged, '"') && !CONTAINS(?tagged, "\\\\"))
  FILTER NOT EXISTS {{ ?value {DERIVED}/<{own}interpreted> ?json
    FILTER (CONTAINS(STR(?json), CONCAT('"', ?tagged, '"'))) }}"""


def _idle_claims(own: str, sources: str) -> str:
    """No tie is where an end is not described, or where both are one thing by now."""
    ends = " ".join(
        f"""
    BIND (STRAFTER(STRAFTER(?{end}, "/"), "/") AS ?{end}_key)
    BIND (IRI(CONCAT("{sources}", ENCODE_FOR_URI(STRBEFORE(?{end}, "/")))) AS ?{end}_source)
    BIND (IRI(CONCAT("{own}", STRBEFORE(STRAFTER(?{end}, "/"), "/"))) AS ?{end}_type)
    ?{end}_claim <{own}recordKey> ?{end}_key ; <{own}states> ?{end}_type ;
      <{DCT}source> ?{end}_source .
    ?{end}_thing {DERIVED} ?{end}_claim ."""
        for end in ("begin", "end")
    )
    idle = f"FILTER NOT EXISTS {{ ?thing {DERIVED} ?value }}"
    # Two groups, since a filter is asked of everything in its group, and few claims are idle.
    return f"""
  {{ ?value a <{own}Claim> {idle} FILTER NOT EXISTS {{ ?value <{own}beginsAt> ?any }} }}
  UNION
  {{ {{ ?value <{own}beginsAt> ?begin ; <{own}endsAt> ?end {idle} }}{ends}
    FILTER (?begin_thing != ?end_thing) }}"""


def _claims_of_others(own: str) -> str:
    claim = f"?value a <{own}Claim> ; <{DCT}source> ?source"
    return f"""
  {{ {claim} ; <{PROV}wasGeneratedBy> ?run . ?run <{PROV}used> ?other
     FILTER (?other != ?source) }}
  UNION
  {{ {claim} ; <{PROV}wasAttributedTo> ?who
     FILTER (STR(?who) != CONCAT(STR(?source), "#publisher")) }}"""


def _uncovered(own: str) -> str:
    return f"""
  ?value a <{own}Source> ; <{own}manifest> ?json
  FILTER (CONTAINS(STR(?json), '"coverage":[{{') && NOT EXISTS {{ ?value <{own}coverage> ?any }})"""


def _of_types(mapping: GraphMapping) -> Iterator[Stated]:
    for kind in (*mapping.nodes.values(), *mapping.edges.values()):
        name = kind.kind.__name__
        for part, columns in parts_of(kind.columns).items():
            said = [*_of_part(mapping, kind, part, columns)]
            yield (
                f"{name}-{part.key}",
                " UNION ".join(said),
                "Har ett belopp, en adress eller en form som inte är dess egen eller inte påstådd",
                "Has an amount, address or shape that is not its own, or that no claim states",
            )
        if twins := [*_whole_days(mapping, kind)]:
            yield (
                f"{name}-days",
                " UNION ".join(twins),
                "Har en dag som sägs på ett sätt i EURIO:s ord och på ett annat i schema.org:s",
                "Has a day that is told in one way by EURIO's word and in another by schema.org's",
            )
        if isinstance(kind, NodeMapping):
            yield (
                f"{name}-classes",
                " UNION ".join(_classes(mapping, kind)),
                "Har något vars klasser inte är de som dess fält innebär",
                "Has something whose classes are not those that its fields mean",
            )


def _of_part(
    mapping: GraphMapping, kind: TypeMapping, part: Part, columns: list[Column]
) -> Iterator[str]:
    """A part is the thing's own; one that is said as a whole says what one claim does."""
    link, term = mapping.terms.term(part.link), mapping.terms.term
    thing = f"?value a {kind.own}"
    yield f"""
  {{ {thing} ; {link} ?part FILTER (STR(?part) != CONCAT(STR(?value), "#{part.key}")) }}"""
    if not part.whole:
        return
    behind = f"{DERIVED}/{term(OWN + 'interpreted')} ?json"
    number, text = columns
    has = [f"""REGEX(STR(?json), '[{{,]"{column.name}":"')""" for column in columns]
    yield f"""
  {{ {thing} ; {behind} FILTER ({" && ".join(has)}) FILTER NOT EXISTS {{ ?value {link} ?any }} }}"""
    stated = f"""REPLACE(STR(?json), '^.*[{{,]"{number.name}":"([^"]*)".*$', "$1", "s")"""
    beside = f"""CONTAINS(STR(?json), CONCAT('"{text.name}":"', STR(?beside), '"'))"""
    yield f"""
  {{ {thing} ; {link} ?part .
     ?part {term(property_of(number))} ?number ; {term(property_of(text))} ?beside .
     FILTER NOT EXISTS {{ ?value {behind}
       FILTER (<{XSD}decimal>({stated}) = ?number && {beside}) }} }}"""


def _whole_days(mapping: GraphMapping, kind: TypeMapping) -> Iterator[str]:
    term = mapping.terms.term
    for column in kind.columns:
        first, *further = predicates_of(kind.kind, column)
        for twin in (each for each in further if each in WHOLE_DAYS):
            for one, other in ((first, twin), (twin, first)):
                yield f"""
  {{ ?value a {kind.own} ; {term(one)} ?day FILTER (DATATYPE(?day) = <{XSD}date>)
     FILTER NOT EXISTS {{ ?value {term(other)} ?day }} }}"""


def _classes(mapping: GraphMapping, kind: NodeMapping) -> Iterator[str]:
    """It has every class of its type, and those of a value of a field where it has that value."""
    every = " . ".join(f"?value a {name}" for name in kind.classes)
    yield f"{{ ?value a {kind.own} FILTER NOT EXISTS {{ {every} }} }}"
    columns = {column.name: column for column in kind.columns}
    for field, values in kind.classes_by.items():
        column, coded = columns[field], defaultdict[str, list[str]](list)
        assert column.vocabulary is not None, f"{field} is no coded field"
        for code, further in values.items():
            for each in further:
                concept = mapping.terms.concept(column.vocabulary.__name__, code)
                coded[str(each)].append(str(concept))
        path = mapping.terms.term(property_of(column))
        for name, concepts in coded.items():
            has = f"?value {path} ?code FILTER (?code IN ({', '.join(concepts)}))"
            yield f"{{ ?value a {kind.own} . {has} FILTER NOT EXISTS {{ ?value a {name} }} }}"
            yield f"{{ ?value a {kind.own}, {name} FILTER NOT EXISTS {{ {has} }} }}"


def _same_elsewhere() -> Iterator[str]:
    """What a number is called at its authority: the same number, both ways."""
    path = f"{SAME_ORGANISATION}|{SAME_CONCEPT}"
    either = []
    for scheme, authority in AUTHORITIES.items():
        if authority.address is None:
            continue
        address = f"""CONCAT("{authority.address.format("")}",
      ENCODE_FOR_URI(STRAFTER(?tagged, ":")))"""
        mine = f'STRSTARTS(?tagged, "{scheme}:")'
        either.append(f"({mine} && STR(?address) = {address})")
        yield f"""
  {{ ?value {NUMBERED} ?tagged FILTER ({mine}) BIND (IRI({address}) AS ?address)
     FILTER NOT EXISTS {{ ?value {path} ?address }} }}"""
    yield f"""
  {{ ?value {path} ?address FILTER NOT EXISTS {{
       ?value {NUMBERED} ?tagged FILTER ({" || ".join(either)}) }} }}"""


def _no_orgnr() -> str:
    """Ten digits, the third at least 2, whose check digit is Luhn's.

    ISO/IEC 7812-1, annex B: every other digit doubled from the first, its digits added.
    """
    digits = [
        f"<{XSD}integer>(SUBSTR(?number, {place}, 1))" for place in range(1, ORGNR_DIGITS + 1)
    ]
    parts = [
        f"(2 * {digit} - IF({digit} > 4, 9, 0))" if place % 2 == 0 else digit
        for place, digit in enumerate(digits)
    ]
    return f"""BIND (({" + ".join(parts)}) / 10 AS ?tens)
  FILTER (CONTAINS(STR(?value), "#orgnr-") &&
    (!REGEX(?number, "^[0-9]{{2}}[2-9][0-9]{{7}}$") || FLOOR(?tens) != ?tens))"""
