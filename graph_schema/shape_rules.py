"""Rules of an export that no type can say, as SPARQL: each selects what breaks it."""

from collections.abc import Iterator
from typing import NamedTuple

from graph_schema.mapping import OBJECT, SUBJECT, GraphMapping
from graph_schema.namespaces import (
    DCAT,
    DCT,
    FOAF,
    ORG,
    OWN,
    PROV,
    RDF,
    SCHEMA,
    VCARD,
    VOID,
)
from graph_schema.stated_rules import Stated, stated
from graph_schema.tie_rules import TieRules


class Rule(NamedTuple):
    """A rule over the things of some classes, and what it says where it is broken.

    ``of``: how SHACL finds its things by ``targets``: those of a class, or what has a property.
    """

    name: str
    targets: tuple[str, ...]
    select: str
    sv: str
    en: str
    of: str = "targetClass"


DATED = """SELECT $this ?value WHERE {{
  $this <{schema}startDate> ?start ; <{schema}endDate> ?value .
  BIND (STR(?start) AS ?first) BIND (STR(?value) AS ?last)
  BIND (IF(STRLEN(?first) < STRLEN(?last), STRLEN(?first), STRLEN(?last)) AS ?known)
  FILTER (SUBSTR(?last, 1, ?known) < SUBSTR(?first, 1, ?known))
}}"""
LOOP = "SELECT $this WHERE {{ $this <{dct}isPartOf>+ $this }}"
PAYS_NOTHING = """SELECT $this WHERE {{
  ?whole <{own}filters> "{{}}" .
  FILTER NOT EXISTS {{ ?tie a <{own}Funds> ; <{rdf}subject> $this }}
}}"""
SHARED_NUMBER = """SELECT $this ?value WHERE {{
  $this <{dct}identifier> ?value . ?other <{dct}identifier> ?value ; a <{own}Actor> .
  FILTER (?other != $this && STRSTARTS(STR(?value), "orgnr:"))
  FILTER NOT EXISTS {{
    ?decision <{own}decided> <{own}JudgementKind-different> ; <{own}inForce> true ;
              <{prov}influenced>/<{dct}identifier> ?value .
  }}
}}"""
DECIDED = """SELECT $this ?value WHERE {{
  $this <{own}sectorBasis>|<{own}sectorEvidence> ?value .
  FILTER NOT EXISTS {{ $this <{own}sector> ?sector }}
}}"""
OTHER_KIND = """SELECT $this ?value WHERE {{
  $this <{org}classification> ?value . FILTER NOT EXISTS {{ $this <{own}collaborationKind> ?value }}
}}"""
OTHER_SORT = """SELECT $this ?value WHERE {{
  $this <{dct}isReplacedBy> ?value .
  FILTER (REPLACE(STR($this), "[^/]*$", "") != REPLACE(STR(?value), "[^/]*$", ""))
}}"""
HELD = """SELECT $this ?value WHERE {{{{
  $this <{{own}}{counted}> ?value . OPTIONAL {{{{ ?each a <{{own}}{kind}> }}}}
}}}} GROUP BY $this ?value HAVING (COUNT(DISTINCT ?each) != ?value)"""
OTHER_VERSION = """SELECT $this ?value WHERE {{
  $this <{dcat}version> ?value ; <{own}dataVersion> ?number . FILTER (STR(?number) != STR(?value))
}}"""
LATER = """SELECT $this ?value WHERE {{
  $this <{own}dataVersion> ?number . ?value <{own}sinceVersion> ?since . FILTER (?since > ?number)
}}"""
A_PERSON = """SELECT $this WHERE {{
  FILTER NOT EXISTS {{
    ?judgement a <{own}Judgement> ; <{prov}wasAssociatedWith> $this .
    FILTER NOT EXISTS {{ $this <{prov}wasDerivedFrom> ?claim }}
  }}
}}"""
PERSONS = (
    FOAF + "Person", SCHEMA + "Person", "http://schema.org/Person", PROV + "Person",
    VCARD + "Individual", "http://www.w3.org/ns/person#Person",
)  # fmt: skip
"""What vocabularies call a person."""
NO_TIE = """{{ $this {terms} ?value . FILTER NOT EXISTS {{ {tie} }} }}"""


BACKWARD = ("Slutar före sin början", "Ends before it begins")
LACKING = (
    "Har ett band som inte säger allt som dess slag, ändar, status och slag av belopp innebär",
    "Has a tie that does not say all that its type, ends, status and kind of amount mean",
)
BEYOND = (
    "Har ett band som säger vad dess ändar, status eller slag av belopp inte innebär",
    "Has a tie that says what its ends, status or kind of amount do not mean",
)
NO_SUCH_TIE = ("Säger om ett band vad inget band säger", "Says of a tie what no tie says")
RULES: tuple[tuple[str, tuple[str, ...], str, str, str], ...] = (
    *(
        (f"{label}-dates", (label,), DATED, *BACKWARD)
        for label in ("Actor", "Project", "Collaboration", "Programme", "Result")
    ),
    (
        "Collaboration-kind", ("Collaboration",), OTHER_KIND,
        "Är av ett slag och kallas ett annat", "Is of one kind and is called another",
    ),
    *(
        (
            f"{label}-loop", (label,), LOOP,
            "Är del av sig själv, i ett eller flera steg", "Is part of itself, in one step or more",
        )
        for label in ("Actor", "Programme", "Region")
    ),
    (
        "Funder-pays", ("Funder",), PAYS_NOTHING,
        "Kallas finansiär utan att betala för något", "Is called a funder and pays for nothing",
    ),
    (
        "Actor-number", ("Actor",), SHARED_NUMBER,
        "Två aktörer har samma organisationsnummer", "Two actors have one organisation number",
    ),
    (
        "Actor-decided", ("Actor",), DECIDED,
        "Säger vad som avgjorde sektorn och inte vilken den är",
        "Says what decided the sector and not which it is",
    ),
)  # fmt: skip
"""Rules over own classes, with what is wrong in Swedish and in English."""


OF_ALL: tuple[tuple[str, str, str, str], ...] = (
    (
        "Dataset-claims", HELD.format(counted="claimCount", kind="Claim"),
        "Säger ett annat antal påståenden än det som finns här",
        "Says another number of claims than there is here",
    ),
    (
        "Dataset-judgements", HELD.format(counted="judgementCount", kind="Judgement"),
        "Säger ett annat antal bedömningar än det som finns här",
        "Says another number of judgements than there is here",
    ),
    (
        "Dataset-version", OTHER_VERSION,
        "Säger två versioner av data", "Says two versions of the data",
    ),
    (
        "Dataset-later", LATER,
        "Har ett påstående av en senare version", "Has a claim of a later version",
    ),
)  # fmt: skip
"""Rules over all of an export, told of its data set: one query each, however much it holds."""


def rules(mapping: GraphMapping) -> Iterator[Rule]:
    """Every rule, with the addresses of its words filled in."""
    terms = mapping.terms
    words = {
        "schema": SCHEMA, "dct": DCT, "prov": PROV, "rdf": RDF, "org": ORG,
        "own": f"{terms.ontology}#",
        "dcat": DCAT, "void": VOID,
    }  # fmt: skip
    for name, select, sv, en in OF_ALL:
        yield Rule(name, (VOID + "Dataset",), select.format(**words), sv, en)
    for name, where, sv, en in (*stated(mapping), *_ties(mapping)):
        select = f"SELECT $this ?value WHERE {{ $this a <{VOID}Dataset> . {where} }}"
        yield Rule(name, (VOID + "Dataset",), select, sv, en)
    for name, targets, select, sv, en in RULES:
        things = tuple(terms.term(OWN + each).value for each in targets)
        yield Rule(name, things, select.format(**words), sv, en)
    yield Rule(
        "No-person", PERSONS, A_PERSON.format(**words),
        "Kallas en person; ingen är det här utom den som har bedömt vad som är samma",
        "Is called a person; nobody is one here but who judged what is the same",
    )  # fmt: skip
    yield Rule(
        "Replaced-sort", (DCT + "isReplacedBy",), OTHER_SORT.format(**words),
        "Ersatt av något av annat slag", "Replaced by something of another type",
        of="targetSubjectsOf",
    )  # fmt: skip
    ties = tuple(edge.own.value for edge in mapping.edges.values())
    yield Rule("Tie-dates", ties, DATED.format(**words), *BACKWARD)
    for label, node in mapping.nodes.items():
        if said := [*_without_tie(mapping, label)]:
            select = f"SELECT $this ?value WHERE {{ {' UNION '.join(said)} }}"
            yield Rule(f"{node.node_kind.__name__}-ties", (node.own.value,), select, *NO_SUCH_TIE)


def _ties(mapping: GraphMapping) -> Iterator[Stated]:
    for edge in mapping.edges.values():
        of_type, name = TieRules(mapping, edge), edge.edge_kind.__name__
        yield f"{name}-says", of_type.lacks(), *LACKING
        if beyond := of_type.beyond():
            yield f"{name}-ends", beyond, *BEYOND


def _without_tie(mapping: GraphMapping, label: str) -> Iterator[str]:
    """What is said of ties at a node of this label, where no tie of the type says it."""
    for edge in mapping.edges.values():
        links = [*edge.every_link()]
        begun = [each for (source, _), each in links if source == label]
        ended = [each for (_, target), each in links if target == label]
        tie = f"?tie a {edge.own} ; {SUBJECT} $this ; {OBJECT} ?value"
        for terms, where in (
            ((name for each in begun for name in each.direct), tie),
            ((name for each in begun for name in each.from_source), f"?value {SUBJECT} $this"),
            ((name for each in ended for name in each.from_target), f"?value {OBJECT} $this"),
        ):
            if either := "|".join(dict.fromkeys(map(str, terms))):
                yield NO_TIE.format(terms=either, tie=where)
