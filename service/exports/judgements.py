"""People's judgements as RDF (PROV-O): activities, who made them in what capacity, and why."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph_schema.namespaces import DCT, FOAF, OWN, PROV, XSD
from graph_schema.rdf import JUDGEMENTS, TYPE, Terms
from graph_schema.vocabularies import JudgementKind, JudgementRole
from queries.exporting.judged import JudgementRow

DATE_TIME = NamedNode(XSD + "dateTime")
ACTIVITY = NamedNode(PROV + "Activity")
AGENT_CLASS = NamedNode(PROV + "Agent")
ASSOCIATION_CLASS = NamedNode(PROV + "Association")
USED = NamedNode(PROV + "used")
INFLUENCED = NamedNode(PROV + "influenced")
ENDED = NamedNode(PROV + "endedAtTime")
ASSOCIATED = NamedNode(PROV + "wasAssociatedWith")
QUALIFIED = NamedNode(PROV + "qualifiedAssociation")
AGENT = NamedNode(PROV + "agent")
ROLE = NamedNode(PROV + "hadRole")
REASON = NamedNode(DCT + "description")
NAME = NamedNode(FOAF + "name")


def judgement_triples(terms: Terms, row: JudgementRow) -> Iterator[Triple]:
    """One judgement; its agent has a name only where the deployer keeps names.

    It used the two records, under their own ids: an id that leads elsewhere is in the data too.
    """
    subject = terms.plain(JUDGEMENTS, row.id)
    agent, association = (NamedNode(f"{subject.value}#{n}") for n in ("agent", "association"))
    body = row.body
    yield Triple(subject, TYPE, terms.term(OWN + "Judgement"))
    yield Triple(subject, TYPE, ACTIVITY)
    decided = terms.concept(JudgementKind.__name__, body["kind"])
    yield Triple(subject, terms.term(OWN + "decided"), decided)
    for record in body["records"]:
        yield Triple(subject, terms.term(OWN + "judgedRecord"), Literal(record))
    for id in row.records:
        yield Triple(subject, USED, terms.node(id))
    for id in row.nodes:
        yield Triple(subject, INFLUENCED, terms.node(id))
    yield Triple(subject, REASON, Literal(body["reason"]))
    yield Triple(subject, ENDED, Literal(body["made"], datatype=DATE_TIME))
    yield Triple(subject, terms.term(OWN + "inForce"), Literal(row.in_force))
    yield Triple(subject, ASSOCIATED, agent)
    yield Triple(subject, QUALIFIED, association)
    yield Triple(agent, TYPE, AGENT_CLASS)
    if body["by"] is not None:
        yield Triple(agent, NAME, Literal(body["by"]))
    yield Triple(association, TYPE, ASSOCIATION_CLASS)
    yield Triple(association, AGENT, agent)
    yield Triple(association, ROLE, terms.concept(JudgementRole.__name__, body["role"]))
