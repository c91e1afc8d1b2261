"""Rules of an export that no type can say, as SPARQL: each selects what breaks it."""

from collections.abc import Iterator
from typing import NamedTuple

from graph_schema.namespaces import ADMS, DCT, EURIO, FRAPO, ORG, OWN, PROV, RDF, SCHEMA, SKOS
from graph_schema.rdf import Terms


class Rule(NamedTuple):
    """A rule over the things of a class, and what it says where it is broken."""

    name: str
    target: str
    select: str
    sv: str
    en: str


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
NUMBER = """SELECT $this ?value WHERE {{
  $this <{notation}> ?value .
  FILTER (CONTAINS(STR($this), "#orgnr-") && !REGEX(STR(?value), "^[0-9]{{2}}[2-9][0-9]{{7}}$"))
}}"""
OTHER_KIND = """SELECT $this ?value WHERE {{
  $this <{org}classification> ?value . FILTER NOT EXISTS {{ $this <{own}collaborationKind> ?value }}
}}"""
OTHER_END = """SELECT $this ?value WHERE {{
  {{ $this <{eurio}isRoleOf>|<{frapo}isAwardedBy>|<{org}member>|
           <{schema}organizer>|<{schema}attendee> ?value .
     FILTER NOT EXISTS {{ $this <{rdf}subject> ?value }} }}
  UNION
  {{ $this <{eurio}isInvolvedIn>|<{eurio}funds>|<{org}organization> ?value .
     FILTER NOT EXISTS {{ $this <{rdf}object> ?value }} }}
}}"""


def rules(terms: Terms) -> Iterator[Rule]:
    """Every rule, with the addresses of its words filled in."""
    own = {name: terms.term(OWN + name).value for name in ("Project", "Collaboration", "Actor")}
    words = {
        "schema": SCHEMA, "dct": DCT, "prov": PROV, "rdf": RDF, "eurio": EURIO, "org": ORG,
        "frapo": FRAPO, "own": f"{terms.ontology}#", "notation": SKOS + "notation",
    }  # fmt: skip
    for label in ("Project", "Collaboration"):
        yield Rule(
            f"{label}-dates", own[label], DATED.format(**words),
            "Slutar före sin början", "Ends before it begins",
        )  # fmt: skip
    yield Rule(
        "Collaboration-kind", own["Collaboration"], OTHER_KIND.format(**words),
        "Är av ett slag och kallas ett annat", "Is of one kind and is called another",
    )  # fmt: skip
    for label in ("Actor", "Programme", "Region"):
        yield Rule(
            f"{label}-loop", terms.term(OWN + label).value, LOOP.format(**words),
            "Är del av sig själv, i ett eller flera steg", "Is part of itself, in one step or more",
        )  # fmt: skip
    yield Rule(
        "Funder-pays", terms.term(OWN + "Funder").value, PAYS_NOTHING.format(**words),
        "Kallas finansiär utan att betala för något", "Is called a funder and pays for nothing",
    )  # fmt: skip
    yield Rule(
        "Actor-number", own["Actor"], SHARED_NUMBER.format(**words),
        "Två aktörer har samma organisationsnummer", "Two actors have one organisation number",
    )  # fmt: skip
    yield Rule(
        "Identifier-orgnr", ADMS + "Identifier", NUMBER.format(**words),
        "Inget organisationsnummer", "No organisation number",
    )  # fmt: skip
    for label in ("ParticipatesIn", "Funds"):
        yield Rule(
            f"{label}-ends", terms.term(OWN + label).value, OTHER_END.format(**words),
            "Leder till något annat än sin egen ände", "Leads to something else than its own end",
        )  # fmt: skip
