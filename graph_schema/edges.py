"""The ties between things in the graph."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from graph_schema.base import HELD, OTHERWISE, DecimalText, Edge, Links, Part, Term
from graph_schema.namespaces import DCT, EURIO, FRAPO, ORG, OWN, RDF, SCHEMA, SKOS
from graph_schema.nodes import (
    ARENAS,
    Actor,
    Programme,
    Project,
    Region,
    Result,
    SupportKind,
    TargetGroup,
    Theme,
)
from graph_schema.vocabularies import (
    LASTING,
    MEETINGS,
    MET,
    AmountKind,
    ParticipationStatus,
    Role,
)

ORGANISING, ATTENDING = "organiser of an event", "other at an event"
EVENT_WORDS: Mapping[str, str] = {
    ORGANISING: SCHEMA + "organizer", ATTENDING: SCHEMA + "attendee",
}  # fmt: skip
"""As schema.org tells a role: the word leads from the event to the tie, and on to who has it."""
ANYTHING_AT_WORK = (Actor.LABEL, *ARENAS)
AMOUNT = Part("amount", OWN + "hasAmount", (EURIO + "MonetaryAmount",), whole=True)
UNSTATED = ParticipationStatus.PARTY
"""A register that names participants without more means those that take part."""
GRANTS = frozenset({AmountKind.GRANTED, AmountKind.EU_SUPPORT, AmountKind.PUBLIC, AmountKind.PAID})
"""Kinds of amount that somebody gives; a total, an own contribution or an unknown one is none."""


class ParticipatesIn(Edge):
    """An actor takes part in an arena, in a role."""

    LABEL: ClassVar[str] = "PARTICIPATES_IN"
    SV: ClassVar[str] = "medverkar i"
    EN: ClassVar[str] = "takes part in"
    RDF: ClassVar[str] = EURIO + "hasInvolvedParty"
    FROM: ClassVar[tuple[str, ...]] = (Actor.LABEL,)
    TO: ClassVar[tuple[str, ...]] = ARENAS
    IDENTITY: ClassVar[tuple[str, ...]] = ("role", "start", "end")
    ANYHOW: ClassVar[Mapping[str, str]] = {"status": UNSTATED.value}
    FIRST: ClassVar[Mapping[str, frozenset[str]]] = {"status": frozenset(MET)}
    CASES: ClassVar[tuple[str, ...]] = (HELD, ORGANISING, ATTENDING, OTHERWISE)
    CASE_BY: ClassVar[tuple[str, ...]] = ("role", "status")

    role: Annotated[Role, Term("Roll", "Role", OWN + "role")]
    role_as_published: Annotated[
        str | None, Term("Roll enligt källan", "Role as published", OWN + "roleAsPublished")
    ] = None
    status: Annotated[
        ParticipationStatus, Term("Status", "Status", OWN + "participationStatus")
    ] = UNSTATED

    @classmethod
    def holds(cls, fields: Mapping[str, Any]) -> bool:
        """Who was invited or declined is neither involved nor a member; no status is UNSTATED."""
        return (fields.get("status") or UNSTATED) in MET

    @classmethod
    def case(cls, fields: Mapping[str, Any], arena_kind: str | None = None) -> str:
        """An event has organisers and others; nobody is a member of it, or of an unknown kind."""
        if not cls.holds(fields):
            return OTHERWISE
        if arena_kind in MEETINGS:
            return ORGANISING if fields.get("role") == Role.ORGANISER else ATTENDING
        lasts = arena_kind in LASTING or arena_kind == Project.LABEL
        return HELD if lasts else OTHERWISE

    @classmethod
    def links_in(cls, case: str, source: str, target: str) -> Links:
        """The case of a meeting is that of a collaboration alone."""
        word = EVENT_WORDS.get(case)
        if word is None or target == Project.LABEL:
            return cls.links(source, target, held=case != OTHERWISE)
        return Links(classes=(SCHEMA + "Role",), to_source=(word,), from_target=(word,))

    @classmethod
    def links(cls, source: str, target: str, *, held: bool = True) -> Links:
        """A role in a project, as EURIO has it; a membership of what lasts, as ORG has it."""
        if not held:
            return Links(classes=(RDF + "Statement",))
        if target == Project.LABEL:
            return Links(
                classes=(EURIO + "OrganisationRole",),
                to_source=(EURIO + "isRoleOf",),
                to_target=(EURIO + "isInvolvedIn",),
                from_target=(EURIO + "hasInvolvedParty",),
            )
        return Links(
            classes=(ORG + "Membership",),
            to_source=(ORG + "member",),
            to_target=(ORG + "organization",),
        )


class Funds(Edge):
    """An actor pays for a project, a collaboration or a programme."""

    LABEL: ClassVar[str] = "FUNDS"
    SV: ClassVar[str] = "finansierar"
    EN: ClassVar[str] = "funds"
    RDF: ClassVar[str] = FRAPO + "funds"
    FROM: ClassVar[tuple[str, ...]] = (Actor.LABEL,)
    TO: ClassVar[tuple[str, ...]] = (*ARENAS, Programme.LABEL)
    IDENTITY: ClassVar[tuple[str, ...]] = ("amount_kind", "start", "end")
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("amount", "currency", "amount_as_published"),
    )
    CASE_BY: ClassVar[tuple[str, ...]] = ("amount_kind",)

    amount: Annotated[
        DecimalText | None, Term("Belopp", "Amount", EURIO + "value", inside=AMOUNT)
    ] = None
    currency: Annotated[
        str | None, Term("Valuta", "Currency", EURIO + "currency", inside=AMOUNT)
    ] = None
    amount_kind: Annotated[
        AmountKind, Term("Slag av belopp", "Kind of amount", OWN + "amountKind")
    ] = AmountKind.UNKNOWN
    amount_as_published: Annotated[
        str | None,
        Term(
            "Beloppets slag enligt källan", "Kind of amount as published", OWN + "amountAsPublished"
        ),
    ] = None
    share: Annotated[
        DecimalText | None, Term("Andel (procent)", "Share (per cent)", OWN + "share")
    ] = None
    via: Annotated[str | None, Term("Genom program", "Via programme", OWN + "via")] = None

    @classmethod
    def holds(cls, fields: Mapping[str, Any]) -> bool:
        """Whether it is known to be a grant."""
        return fields.get("amount_kind", AmountKind.UNKNOWN) in GRANTS

    @classmethod
    def links(cls, source: str, target: str, *, held: bool = True) -> Links:
        """A grant between funder and what it pays for; else the plain word that one funds it.

        ``eurio:isDisbursedBy`` is not said: it leads to a ``eurio:FundingAgency``, which EURIO has
        disjoint from its public bodies, schools and companies.
        """
        if not held:
            return Links(classes=(RDF + "Statement",), direct=(cls.RDF,))
        to_project = target == Project.LABEL
        return Links(
            classes=(EURIO + "Grant", FRAPO + "Grant"),
            to_source=(FRAPO + "isAwardedBy",),
            to_target=(EURIO + "funds",) if to_project else (),
            from_target=(EURIO + "isFundedBy",) if to_project else (),
            direct=(cls.RDF,),
            parts=((AMOUNT.key, EURIO + "hasFundingAmount"),),
        )


class Offers(Edge):
    """An actor offers a kind of support."""

    LABEL: ClassVar[str] = "OFFERS"
    SV: ClassVar[str] = "erbjuder"
    EN: ClassVar[str] = "offers"
    RDF: ClassVar[str] = SCHEMA + "makesOffer"
    FROM: ClassVar[tuple[str, ...]] = (Actor.LABEL,)
    TO: ClassVar[tuple[str, ...]] = (SupportKind.LABEL,)
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (("region", "target_group", "stage"),)

    region: Annotated[str | None, Term("Region", "Region", OWN + "offerRegion")] = None
    target_group: Annotated[
        str | None, Term("Målgrupp", "Target group", OWN + "offerTargetGroup")
    ] = None
    stage: Annotated[str | None, Term("Skede", "Stage", OWN + "offerStage")] = None

    @classmethod
    def links(cls, source: str, target: str, *, held: bool = True) -> Links:
        """An offer between the actor and the kind of support."""
        return Links(
            classes=(SCHEMA + "Offer",),
            to_source=(SCHEMA + "offeredBy",),
            to_target=(SCHEMA + "itemOffered",),
            from_source=(cls.RDF,),
        )


class PartOf(Edge):
    """Belongs to something larger of the same tree."""

    LABEL: ClassVar[str] = "PART_OF"
    SV: ClassVar[str] = "är del av"
    EN: ClassVar[str] = "is part of"
    RDF: ClassVar[str] = DCT + "isPartOf"
    FROM: ClassVar[tuple[str, ...]] = (Actor.LABEL, *ARENAS, Programme.LABEL, Region.LABEL)
    TO: ClassVar[tuple[str, ...]] = (Actor.LABEL, *ARENAS, Programme.LABEL, Region.LABEL)

    @classmethod
    def links(cls, source: str, target: str, *, held: bool = True) -> Links:
        """Part of, and with the term that each kind of tree has of its own."""
        closer = {
            Actor.LABEL: ORG + "subOrganizationOf",
            Region.LABEL: SKOS + "broader",
            Programme.LABEL: EURIO + "isSubSchemeOf",
        }
        own = (closer[source],) if source == target and source in closer else ()
        return Links(classes=(RDF + "Statement",), direct=(cls.RDF, *own))


class Addresses(Edge):
    """Works on a theme."""

    LABEL: ClassVar[str] = "ADDRESSES"
    SV: ClassVar[str] = "arbetar med"
    EN: ClassVar[str] = "addresses"
    RDF: ClassVar[str] = DCT + "subject"
    FROM: ClassVar[tuple[str, ...]] = ANYTHING_AT_WORK
    TO: ClassVar[tuple[str, ...]] = (Theme.LABEL,)


class Targets(Edge):
    """Is for a target group."""

    LABEL: ClassVar[str] = "TARGETS"
    SV: ClassVar[str] = "riktar sig till"
    EN: ClassVar[str] = "targets"
    RDF: ClassVar[str] = DCT + "audience"
    FROM: ClassVar[tuple[str, ...]] = ANYTHING_AT_WORK
    TO: ClassVar[tuple[str, ...]] = (TargetGroup.LABEL,)


class LocatedIn(Edge):
    """Has its seat in a region."""

    LABEL: ClassVar[str] = "LOCATED_IN"
    SV: ClassVar[str] = "har säte i"
    EN: ClassVar[str] = "is located in"
    RDF: ClassVar[str] = SCHEMA + "location"
    FROM: ClassVar[tuple[str, ...]] = (Actor.LABEL,)
    TO: ClassVar[tuple[str, ...]] = (Region.LABEL,)


class ActiveIn(Edge):
    """Takes place in a region."""

    LABEL: ClassVar[str] = "ACTIVE_IN"
    SV: ClassVar[str] = "är verksam i"
    EN: ClassVar[str] = "is active in"
    RDF: ClassVar[str] = DCT + "spatial"
    FROM: ClassVar[tuple[str, ...]] = ANYTHING_AT_WORK
    TO: ClassVar[tuple[str, ...]] = (Region.LABEL,)


class Supports(Edge):
    """Gives support to."""

    LABEL: ClassVar[str] = "SUPPORTS"
    SV: ClassVar[str] = "stödjer"
    EN: ClassVar[str] = "supports"
    RDF: ClassVar[str] = OWN + "supports"
    FROM: ClassVar[tuple[str, ...]] = ANYTHING_AT_WORK
    TO: ClassVar[tuple[str, ...]] = (*ANYTHING_AT_WORK, Programme.LABEL)


class Follows(Edge):
    """Continues an earlier project or collaboration."""

    LABEL: ClassVar[str] = "FOLLOWS"
    SV: ClassVar[str] = "fortsätter"
    EN: ClassVar[str] = "follows"
    RDF: ClassVar[str] = OWN + "follows"
    FROM: ClassVar[tuple[str, ...]] = ARENAS
    TO: ClassVar[tuple[str, ...]] = ARENAS


class Produced(Edge):
    """Brought about a result."""

    LABEL: ClassVar[str] = "PRODUCED"
    SV: ClassVar[str] = "tog fram"
    EN: ClassVar[str] = "produced"
    RDF: ClassVar[str] = EURIO + "hasResult"
    FROM: ClassVar[tuple[str, ...]] = ARENAS
    TO: ClassVar[tuple[str, ...]] = (Result.LABEL,)

    @classmethod
    def links(cls, source: str, target: str, *, held: bool = True) -> Links:
        """EURIO's word is for projects alone."""
        own = (cls.RDF,) if source == Project.LABEL else ()
        return Links(classes=(RDF + "Statement",), direct=(OWN + "produced", *own))


class TakenUpBy(Edge):
    """A result is used by an actor."""

    LABEL: ClassVar[str] = "TAKEN_UP_BY"
    SV: ClassVar[str] = "används av"
    EN: ClassVar[str] = "is taken up by"
    RDF: ClassVar[str] = OWN + "takenUpBy"
    FROM: ClassVar[tuple[str, ...]] = (Result.LABEL,)
    TO: ClassVar[tuple[str, ...]] = (Actor.LABEL,)


EDGE_TYPES: tuple[type[Edge], ...] = (
    ParticipatesIn,
    Funds,
    Offers,
    PartOf,
    Addresses,
    Targets,
    LocatedIn,
    ActiveIn,
    Supports,
    Follows,
    Produced,
    TakenUpBy,
)
