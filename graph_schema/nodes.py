"""The things in the graph."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from graph_schema.base import DecimalText, Node, Part, Term
from graph_schema.namespaces import (
    CPOV,
    DCT,
    EURIO,
    FOAF,
    GEO,
    LOCN,
    ORG,
    OWN,
    SCHEMA,
    SKOS,
)
from graph_schema.vocabularies import (
    LASTING,
    MEETINGS,
    ActorKind,
    CollaborationKind,
    ProgrammeKind,
    RegionLevel,
    Sector,
    SectorBasis,
)

NO_ADDRESS = OWN + "websiteAsPublished"
"""What is published as a website and is no address: the terms for websites lead to documents."""
MOST_PEOPLE = 10_000_000_000  # more than live on earth: a number of participants above is a slip
ADDRESS = Part("address", LOCN + "address", (LOCN + "Address", SCHEMA + "PostalAddress"))
TOTAL_COST = Part("total-cost", EURIO + "hasTotalCost", (EURIO + "MonetaryAmount",), whole=True)
GEOMETRY = Part("geometry", GEO + "hasGeometry", (GEO + "Geometry",))


class Actor(Node):
    """An organisation, a unit of one, or a named network acting as a party; never a person."""

    LABEL: ClassVar[str] = "Actor"
    SV: ClassVar[str] = "Aktör"
    EN: ClassVar[str] = "Actor"
    RDF: ClassVar[str] = ORG + "Organization"
    PREFIX: ClassVar[str] = "act"
    NOUN: ClassVar[str] = "actors"
    CLASSES: ClassVar[tuple[str, ...]] = (
        EURIO + "Organisation",
        FOAF + "Organization",
        SCHEMA + "Organization",
    )
    CLASSES_BY: ClassVar[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
        "sector": {Sector.PUBLIC: (CPOV + "PublicOrganisation",)},
        "actor_kind": {
            ActorKind.MUNICIPALITY: (EURIO + "PublicBody",),
            ActorKind.REGION: (EURIO + "PublicBody",),
            ActorKind.AGENCY: (EURIO + "PublicBody",),
            ActorKind.UNIVERSITY: (EURIO + "HigherOrSecondaryEducation",),
            ActorKind.RESEARCH_INSTITUTE: (EURIO + "ResearchOrganisation",),
            ActorKind.COMPANY: (EURIO + "ForProfitOrganisation",),
            ActorKind.UNIT: (ORG + "OrganizationalUnit",),
        },
    }
    ALSO: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "name": (FOAF + "name", SCHEMA + "name"),
        "website": (SCHEMA + "url", NO_ADDRESS),
        "country": (SCHEMA + "addressCountry",),
        "place": (SCHEMA + "addressLocality",),
        "start": (SCHEMA + "foundingDate",),
        "end": (SCHEMA + "dissolutionDate",),
    }
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (("country", "place"),)

    sector: Annotated[Sector, Term("Sektor", "Sector", OWN + "sector")] = Sector.UNKNOWN
    actor_kind: Annotated[ActorKind, Term("Slag", "Kind", ORG + "classification")] = (
        ActorKind.UNKNOWN
    )
    sector_basis: Annotated[
        SectorBasis, Term("Sektorn avgjord av", "Sector decided by", OWN + "sectorBasis")
    ] = SectorBasis.UNDECIDED
    sector_evidence: Annotated[
        str | None, Term("Underlag för sektorn", "Evidence for the sector", OWN + "sectorEvidence")
    ] = None
    country: Annotated[
        str | None, Term("Land", "Country", LOCN + "adminUnitL1", inside=ADDRESS)
    ] = None
    place: Annotated[str | None, Term("Ort", "Place", LOCN + "postName", inside=ADDRESS)] = None
    website: Annotated[str | None, Term("Webbplats", "Website", FOAF + "page")] = None


class Project(Node):
    """Funded work with a beginning and an end."""

    LABEL: ClassVar[str] = "Project"
    SV: ClassVar[str] = "Projekt"
    EN: ClassVar[str] = "Project"
    RDF: ClassVar[str] = EURIO + "Project"
    PREFIX: ClassVar[str] = "prj"
    NOUN: ClassVar[str] = "projects"
    CLASSES: ClassVar[tuple[str, ...]] = (FOAF + "Project", SCHEMA + "Project")
    ALSO: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "name": (DCT + "title", EURIO + "title"),
        "start": (EURIO + "startDate",),
        "end": (EURIO + "endDate",),
        "website": (NO_ADDRESS,),
    }
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (("total_budget", "currency"),)

    number: Annotated[
        str | None, Term("Diarienummer", "Register number", OWN + "number", search=True)
    ] = None
    programme_area: Annotated[
        str | None, Term("Programområde", "Priority area", OWN + "programmeArea")
    ] = None
    specific_objective: Annotated[
        str | None, Term("Specifikt mål", "Specific objective", OWN + "specificObjective")
    ] = None
    intervention_field: Annotated[
        str | None, Term("Interventionsområde", "Intervention field", OWN + "interventionField")
    ] = None
    total_budget: Annotated[
        DecimalText | None,
        Term("Total projektbudget", "Total budget", EURIO + "value", inside=TOTAL_COST),
    ] = None
    currency: Annotated[
        str | None, Term("Valuta", "Currency", EURIO + "currency", inside=TOTAL_COST)
    ] = None
    cofinancing_rate: Annotated[
        DecimalText | None,
        Term(
            "Unionens medfinansieringsgrad (procent)",
            "Union co-financing rate (per cent)",
            OWN + "cofinancingRate",
        ),
    ] = None
    participants: Annotated[
        Annotated[int, Field(ge=0, le=MOST_PEOPLE)] | None,
        Term("Antal deltagare", "Number of participants", OWN + "participants"),
    ] = None
    strategic_importance: Annotated[
        str | None,
        Term(
            "Insats av strategisk betydelse",
            "Operation of strategic importance",
            OWN + "strategicImportance",
        ),
    ] = None
    child_poverty_theme: Annotated[
        str | None,
        Term(
            "Sekundärtema barnfattigdom", "Secondary theme child poverty", OWN + "childPovertyTheme"
        ),
    ] = None
    region_as_published: Annotated[
        str | None, Term("Region enligt källan", "Region as published", OWN + "regionAsPublished")
    ] = None
    programme_as_published: Annotated[
        str | None,
        Term("Program enligt källan", "Programme as published", OWN + "programmeAsPublished"),
    ] = None
    summary: Annotated[
        str | None, Term("Sammanfattning", "Summary", DCT + "abstract", search=True)
    ] = None
    summary_en: Annotated[
        str | None, Term("Sammanfattning på engelska", "Summary in English", DCT + "abstract")
    ] = None
    narrative: Annotated[str | None, Term("Beskrivning", "Narrative", DCT + "description")] = None
    unnamed_parties: Annotated[
        tuple[str, ...], Term("Parter utan namn", "Unnamed parties", OWN + "unnamedParties")
    ] = ()
    website: Annotated[str | None, Term("Webbplats", "Website", FOAF + "page")] = None


class Collaboration(Node):
    """Any other arena where actors meet."""

    LABEL: ClassVar[str] = "Collaboration"
    SV: ClassVar[str] = "Samverkan"
    EN: ClassVar[str] = "Collaboration"
    RDF: ClassVar[str] = OWN + "Collaboration"
    PREFIX: ClassVar[str] = "col"
    NOUN: ClassVar[str] = "collaborations"
    CLASSES_BY: ClassVar[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
        "collaboration_kind": {
            **{kind: (ORG + "OrganizationalCollaboration",) for kind in sorted(LASTING)},
            **{kind: (SCHEMA + "Event",) for kind in sorted(MEETINGS)},
        }
    }
    ALSO: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "name": (DCT + "title",),
        "collaboration_kind": (ORG + "classification",),
        "website": (NO_ADDRESS,),
    }
    SAID_OF: ClassVar[Mapping[str, frozenset[str]]] = {ORG + "classification": LASTING}

    collaboration_kind: Annotated[
        CollaborationKind,
        Term("Slag av samverkan", "Kind of collaboration", OWN + "collaborationKind"),
    ] = CollaborationKind.UNKNOWN
    number: Annotated[str | None, Term("Nummer", "Number", OWN + "number", search=True)] = None
    place: Annotated[str | None, Term("Plats", "Place", SCHEMA + "location")] = None
    region_as_published: Annotated[
        str | None, Term("Region enligt källan", "Region as published", OWN + "regionAsPublished")
    ] = None
    programme_as_published: Annotated[
        str | None,
        Term("Program enligt källan", "Programme as published", OWN + "programmeAsPublished"),
    ] = None
    organisers_as_published: Annotated[
        str | None,
        Term("Arrangör enligt källan", "Organisers as published", OWN + "organisersAsPublished"),
    ] = None
    unnamed_parties: Annotated[
        tuple[str, ...], Term("Parter utan namn", "Unnamed parties", OWN + "unnamedParties")
    ] = ()
    website: Annotated[str | None, Term("Webbplats", "Website", FOAF + "page")] = None


class Programme(Node):
    """A fund, programme, programme area or call; together they form a tree."""

    LABEL: ClassVar[str] = "Programme"
    SV: ClassVar[str] = "Program"
    EN: ClassVar[str] = "Programme"
    RDF: ClassVar[str] = EURIO + "FundingScheme"
    PREFIX: ClassVar[str] = "prg"
    NOUN: ClassVar[str] = "programmes"
    ALSO: ClassVar[Mapping[str, tuple[str, ...]]] = {"name": (DCT + "title", EURIO + "title")}

    programme_kind: Annotated[ProgrammeKind, Term("Nivå", "Level", OWN + "programmeKind")] = (
        ProgrammeKind.PROGRAMME
    )
    cci: Annotated[str | None, Term("CCI-nummer", "CCI number", OWN + "cci")] = None


class Concept(Node):
    """A term of a list that sources use to sort what they publish."""

    RDF: ClassVar[str] = SKOS + "Concept"

    notation: Annotated[str | None, Term("Kod", "Code", SKOS + "notation", search=True)] = None


class Theme(Concept):
    """What a project or collaboration is about."""

    LABEL: ClassVar[str] = "Theme"
    SV: ClassVar[str] = "Tema"
    EN: ClassVar[str] = "Theme"
    PREFIX: ClassVar[str] = "thm"
    NOUN: ClassVar[str] = "themes"


class TargetGroup(Concept):
    """Whom a project or collaboration is for."""

    LABEL: ClassVar[str] = "TargetGroup"
    SV: ClassVar[str] = "Målgrupp"
    EN: ClassVar[str] = "Target group"
    PREFIX: ClassVar[str] = "tgt"
    NOUN: ClassVar[str] = "target-groups"


class SupportKind(Concept):
    """A kind of support that actors offer."""

    LABEL: ClassVar[str] = "SupportKind"
    SV: ClassVar[str] = "Stödform"
    EN: ClassVar[str] = "Kind of support"
    PREFIX: ClassVar[str] = "sup"
    NOUN: ClassVar[str] = "support-kinds"


class Region(Concept):
    """A place with an official code: country, part, national area, county or municipality."""

    LABEL: ClassVar[str] = "Region"
    SV: ClassVar[str] = "Region"
    EN: ClassVar[str] = "Region"
    PREFIX: ClassVar[str] = "reg"
    NOUN: ClassVar[str] = "regions"
    CLASSES: ClassVar[tuple[str, ...]] = (DCT + "Location", GEO + "Feature", SCHEMA + "Place")

    level: Annotated[RegionLevel, Term("Nivå", "Level", OWN + "regionLevel")] = RegionLevel.COUNTRY
    geometry: Annotated[
        str | None,
        Term(
            "Form (GeoJSON)",
            "Shape (GeoJSON)",
            GEO + "asGeoJSON",
            inside=GEOMETRY,
            datatype=GEO + "geoJSONLiteral",
        ),
    ] = None


class Result(Node):
    """A report, method, tool or model that a project or coalition produced."""

    LABEL: ClassVar[str] = "Result"
    SV: ClassVar[str] = "Resultat"
    EN: ClassVar[str] = "Result"
    RDF: ClassVar[str] = EURIO + "Result"
    PREFIX: ClassVar[str] = "res"
    NOUN: ClassVar[str] = "results"
    ALSO: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "name": (DCT + "title", EURIO + "title"),
        "website": (NO_ADDRESS,),
    }

    result_kind: Annotated[str | None, Term("Slag", "Kind", DCT + "type")] = None
    website: Annotated[str | None, Term("Webbplats", "Website", FOAF + "page")] = None


NODE_TYPES: tuple[type[Node], ...] = (
    Actor,
    Project,
    Collaboration,
    Programme,
    Theme,
    TargetGroup,
    SupportKind,
    Region,
    Result,
)
ARENAS = (Project.LABEL, Collaboration.LABEL)
"""Where actors meet: participation points at either."""
