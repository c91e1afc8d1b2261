"""The closed lists and their labels in Swedish and English; a list grows only here."""

from enum import StrEnum


class Vocabulary(StrEnum):
    """A closed list whose members carry a label in Swedish and in English."""

    sv: str
    en: str

    def __new__(cls, code: str, sv: str, en: str) -> "Vocabulary":
        member = str.__new__(cls, code)
        member._value_ = code
        member.sv = sv
        member.en = en
        return member

    def label(self, lang: str) -> str:
        """The label in ``sv`` or ``en``."""
        return self.sv if lang == "sv" else self.en


class Sector(Vocabulary):
    """Who an actor is, in four parts of society; unknown is never a guess."""

    PUBLIC = "public", "Offentlig sektor", "Public sector"
    PRIVATE = "private", "Privat sektor (näringsliv)", "Private sector"
    CIVIL_SOCIETY = "civil_society", "Idéburen sektor (civilsamhället)", "Civil society"
    ACADEMIA = "academia", "Akademi", "Academia"
    UNKNOWN = "unknown", "Okänd sektor", "Unknown"


class SectorBasis(Vocabulary):
    """What decided the sector and kind; the order is the precedence, strongest first."""

    REGISTER = "register", "Register", "Register"
    SOURCE = "source", "Uppgift i källan", "Stated by the source"
    NAME_PATTERN = "name_pattern", "Namnmönster", "Name pattern"
    CURATED = "curated", "Granskad lista", "Curated list"
    UNDECIDED = "undecided", "Inte avgjort", "Not decided"


class ActorKind(Vocabulary):
    """A finer grouping than sector."""

    MUNICIPALITY = "municipality", "Kommun", "Municipality"
    REGION = "region", "Region", "Region"
    AGENCY = "agency", "Statlig myndighet", "Government agency"
    COORDINATION_ASSOCIATION = (
        "coordination_association",
        "Samordningsförbund",
        "Coordination association",
    )
    MUNICIPAL_FEDERATION = "municipal_federation", "Kommunalförbund", "Municipal federation"
    UNIVERSITY = "university", "Universitet eller högskola", "Higher education institution"
    RESEARCH_INSTITUTE = "research_institute", "Forskningsinstitut", "Research institute"
    COMPANY = "company", "Företag", "Company"
    PUBLIC_COMPANY = "public_company", "Offentligt ägt företag", "Publicly owned company"
    SOCIAL_ENTERPRISE = "social_enterprise", "Socialt företag", "Social enterprise"
    WORK_INTEGRATION_ENTERPRISE = (
        "work_integration_enterprise",
        "Arbetsintegrerande socialt företag (ASF)",
        "Work-integration social enterprise",
    )
    ASSOCIATION = "association", "Ideell förening", "Non-profit association"
    COOPERATIVE = "cooperative", "Kooperativ", "Cooperative"
    FOUNDATION = "foundation", "Stiftelse", "Foundation"
    FOLK_HIGH_SCHOOL = "folk_high_school", "Folkhögskola", "Folk high school"
    STUDY_ASSOCIATION = "study_association", "Studieförbund", "Adult education association"
    FAITH_COMMUNITY = "faith_community", "Trossamfund", "Faith community"
    TRADE_UNION = "trade_union", "Fackförbund", "Trade union"
    EMPLOYER_ORGANISATION = (
        "employer_organisation",
        "Arbetsgivarorganisation",
        "Employers' organisation",
    )
    POLITICAL_PARTY = "political_party", "Politiskt parti", "Political party"
    PUBLIC_BODY = "public_body", "Annat offentligt organ", "Other public body"
    NETWORK = "network", "Nätverk", "Network"
    UNIT = "unit", "Enhet i en organisation", "Unit of an organisation"
    UNKNOWN = "unknown", "Okänt slag", "Kind unknown"


class Role(Vocabulary):
    """What an actor does in an arena; the order decides where one role is needed."""

    OWNER = "owner", "Projektägare", "Project owner"
    PARTNER_WITH_BUDGET = "partner_with_budget", "Samverkanspart", "Partner receiving support"
    PARTNER = "partner", "Samarbetspart", "Partner without support"
    PARTNER_UNSPECIFIED = "partner_unspecified", "Part, roll ej angiven", "Partner, role not stated"
    PARTICIPATING_ORGANISATION = (
        "participating_organisation",
        "Deltagande aktör",
        "Participating organisation",
    )
    CO_FINANCIER = "co_financier", "Medfinansiär", "Co-financier"
    ORGANISER = "organiser", "Arrangör", "Organiser"
    SUPPORTER = "supporter", "Stödjande aktör", "Supporter"
    EVALUATOR = "evaluator", "Utvärderare", "Evaluator"
    STEERING_GROUP = "steering_group", "I styrgrupp", "On steering group"
    REFERENCE_GROUP = "reference_group", "I referensgrupp", "On reference group"


COUNTED_ROLES = frozenset(
    {
        Role.OWNER,
        Role.PARTNER_WITH_BUDGET,
        Role.PARTNER,
        Role.PARTNER_UNSPECIFIED,
        Role.PARTICIPATING_ORGANISATION,
        Role.ORGANISER,
    }
)
"""Roles in which two actors of one arena count as meeting."""


class ParticipationStatus(Vocabulary):
    """How far a participation went."""

    INTERESTED = "interested", "Intresserad", "Interested"
    INVITED = "invited", "Inbjuden", "Invited"
    DECLINED = "declined", "Tackat nej", "Declined"
    ATTENDED = "attended", "Deltog", "Attended"
    PARTY = "party", "Part", "Party"


MET = frozenset({ParticipationStatus.ATTENDED, ParticipationStatus.PARTY})
"""Only these count as meeting."""


class CollaborationKind(Vocabulary):
    """What sort of arena a collaboration is."""

    NETWORK = "network", "Nätverk", "Network"
    PARTNERSHIP = "partnership", "Partnerskap", "Partnership"
    CIVIL_PUBLIC_PARTNERSHIP = (
        "civil_public_partnership",
        "Idéburet offentligt partnerskap (IOP)",
        "Civil–public partnership",
    )
    COALITION = "coalition", "Koalition (klusterkoalition)", "Coalition"
    COMMUNITY_OF_PRACTICE = "community_of_practice", "Praktikgemenskap", "Community of practice"
    EVENT = "event", "Evenemang", "Event"
    ROUND_TABLE = "round_table", "Rundabordssamtal", "Round table"
    CONFERENCE = "conference", "Konferens", "Conference"
    COMPETENCE_CENTRE = "competence_centre", "Kompetenscenter", "Competence centre"
    CLUSTER_EVALUATION = "cluster_evaluation", "Klusterutvärdering", "Cluster evaluation"
    UNKNOWN = "unknown", "Okänt slag", "Kind unknown"


MEETINGS = frozenset(
    {CollaborationKind.EVENT, CollaborationKind.ROUND_TABLE, CollaborationKind.CONFERENCE}
)
"""Collaborations that are a meeting: they take place, and nobody is a member of them."""
LASTING = frozenset(
    {
        CollaborationKind.NETWORK, CollaborationKind.PARTNERSHIP,
        CollaborationKind.CIVIL_PUBLIC_PARTNERSHIP, CollaborationKind.COALITION,
        CollaborationKind.COMMUNITY_OF_PRACTICE, CollaborationKind.COMPETENCE_CENTRE,
    }
)  # fmt: skip
"""Collaborations that last, and have members."""


class ProgrammeKind(Vocabulary):
    """A level of the tree of money."""

    FUND = "fund", "Fond", "Fund"
    PROGRAMME = "programme", "Program", "Programme"
    PROGRAMME_AREA = "programme_area", "Programområde", "Priority area"
    CALL = "call", "Utlysning", "Call for proposals"


class RegionLevel(Vocabulary):
    """A level of the tree of places."""

    COUNTRY = "country", "Land", "Country"
    NUTS1 = "nuts1", "Landsdel (NUTS 1)", "Part of the country (NUTS 1)"
    NUTS2 = "nuts2", "Riksområde (NUTS 2)", "National area (NUTS 2)"
    COUNTY = "county", "Län (NUTS 3)", "County (NUTS 3)"
    MUNICIPALITY = "municipality", "Kommun", "Municipality"


class AmountKind(Vocabulary):
    """What an amount is; different kinds are never added."""

    TOTAL = "total", "Total budget", "Total budget"
    GRANTED = "granted", "Beviljat belopp", "Granted"
    EU_SUPPORT = "eu_support", "EU-stöd", "EU support"
    PUBLIC = "public", "Annan offentlig medfinansiering", "Other public co-financing"
    OWN = "own", "Egen finansiering", "Own contribution"
    PAID = "paid", "Utbetalt", "Paid"
    UNKNOWN = "unknown", "Okänt slag", "Kind unknown"


class Verdict(Vocabulary):
    """What a table can say about one cell."""

    GAP = "gap", "Möts mer sällan än väntat", "Meets less often than expected"
    SURPLUS = "surplus", "Möts oftare än väntat", "Meets more often than expected"
    AS_EXPECTED = "as_expected", "Ungefär som väntat", "About as expected"
    CANNOT_TELL = "cannot_tell", "Går inte att avgöra", "Cannot tell"
    INSUFFICIENT_DATA = "insufficient_data", "För lite underlag", "Too little data"
    NOT_COVERED = "not_covered", "Ingår inte i källan", "Not covered"
    SUPPRESSED = "suppressed", "Visas inte (för få aktörer)", "Not shown (too few actors)"
    COVERED = "covered", "Täckt", "Covered"
    IMPOSSIBLE = "impossible", "Inte möjlig", "Not possible"
    NOT_COMPUTED = "not_computed", "Inte beräknat än", "Not computed yet"
    NO_SWITCH = (
        "no_switch",
        "Prövas inte (för få kan byta plats)",
        "Not tested (too few can change places)",
    )

    @property
    def hides(self) -> bool:
        """Whether nothing else is told of the cell: it would be of few actors."""
        return self in (Verdict.SUPPRESSED, Verdict.NO_SWITCH)


class ParticipantsListed(Vocabulary):
    """What a source's lists of participants hold, declared by its manifest and never inferred."""

    COMPLETE = "complete", "Fullständig lista", "Complete list"
    OWNER_ONLY = "owner_only", "Bara ägaren", "Owner only"
    UNKNOWN = "unknown", "Okänt om listan är fullständig", "Not known whether complete"


class Visibility(Vocabulary):
    """Who may read what a source states."""

    PUBLIC = "public", "Öppen", "Public"
    PRIVATE = "private", "Intern", "Private"


class Audience(Vocabulary):
    """For whom a read model is built."""

    PUBLIC = "public", "Öppen", "Public"
    EVERYTHING = "everything", "Allt", "Everything"


class JudgementKind(Vocabulary):
    """What a person decided about two records."""

    SAME = "same", "Samma", "The same"
    DIFFERENT = "different", "Olika", "Different"
    UNDECIDED = "undecided", "Lämnat åt reglerna", "Left to the rules"


class JudgementRole(Vocabulary):
    """In what capacity somebody decided."""

    EDITOR = "editor", "Redaktör", "Editor"
    EXPERT = "expert", "Sakkunnig", "Subject expert"
    CONCERNED = "concerned", "Den saken gäller", "The party concerned"
    REGISTER_KEEPER = "register_keeper", "Registerförare", "Keeper of a register"
