"""What the published words of a row say: role, status, kind of amount, kind of collaboration."""

import re

from graph_schema.vocabularies import AmountKind, CollaborationKind, ParticipationStatus, Role

STRUCTURAL_FUND = re.compile(
    r"\b(?:ESF|ERUF)|social fund|socialfond|regional\w* utvecklingsfond", re.I
)

PUBLISHED_ROLES: tuple[tuple[re.Pattern[str], tuple[Role, ...]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), roles)
    for pattern, roles in (
        (r"styrgrupp.*referensgrupp", (Role.STEERING_GROUP, Role.REFERENCE_GROUP)),
        (r"styrgrupp|steering", (Role.STEERING_GROUP,)),
        (r"referensgrupp|reference group|advisory", (Role.REFERENCE_GROUP,)),
        (r"utvärderare|evaluator", (Role.EVALUATOR,)),
        (r"\bprojektägare|koordinator|coordinator|lead (?:partner|applicant)", (Role.OWNER,)),
        (r"consortium is led by|leds av|is leading|coordinating organi[sz]ation", (Role.OWNER,)),
        (r"medfinansiär och aktiv part", (Role.PARTNER_UNSPECIFIED,)),
        (r"medfinansiär|co-?financier", (Role.CO_FINANCIER,)),
        (
            r"delta(?:r|gande|gare|git)\b|deltog|medverkande|participa",
            (Role.PARTICIPATING_ORGANISATION,),
        ),
        (r"representatives gathered|meeting with", (Role.PARTICIPATING_ORGANISATION,)),
        (r"\bdialog", (Role.PARTICIPATING_ORGANISATION,)),
    )
)
WITH_BUDGET = re.compile(r"samverkanspart(?:er|en)?\Z", re.IGNORECASE)
WITHOUT_BUDGET = re.compile(r"samarbetspart(?:er|en)?\Z", re.IGNORECASE)
RECEIVES = re.compile(r"beviljats medel|tilldelat", re.IGNORECASE)

STATUSES: tuple[tuple[re.Pattern[str], ParticipationStatus], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), status)
    for pattern, status in (
        (
            r"intresse(?:rad|anmäl)|uttryckt intresse|expressed interest",
            ParticipationStatus.INTERESTED,
        ),
        (r"tackat nej|declined", ParticipationStatus.DECLINED),
        (r"inbjuden|inbjudna|\binvited", ParticipationStatus.INVITED),
        # Who sat in a panel, at a meeting or in a dialogue was there; that binds nobody afterwards.
        (
            r"deltar i panelen|medverkande|representatives gathered|meeting with|\bdialog",
            ParticipationStatus.ATTENDED,
        ),
    )
)

AMOUNT_KINDS: tuple[tuple[re.Pattern[str], AmountKind], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"sökt|utlyst|föreslag|förslag|lån\b|per år|applied|sammanlagt", AmountKind.UNKNOWN),
        (
            r"beviljat esf-stöd|eu[ -](?:contribution|grant|stöd|support)|esf-medfinansiering",
            AmountKind.EU_SUPPORT,
        ),
        (
            r"budget \(total\)|total\w* (?:projekt)?budget|gesamtbudget",
            AmountKind.TOTAL,
        ),
        (
            r"bidrag från vinnova|funding from vinnova|beviljat (?:stöd|belopp)|tilldelat belopp|"
            r"granted|bidrag\Z",
            AmountKind.GRANTED,
        ),
        (r"kommunalt stöd|offentlig medfinansiering", AmountKind.PUBLIC),
        (r"egen finansiering|egeninsats", AmountKind.OWN),
        (r"utbetal", AmountKind.PAID),
    )
)
UNCERTAIN = re.compile(r"förslag|förutsättning|sökt|söker|ansök", re.IGNORECASE)
YEARS = re.compile(r"\b(?:19|20)\d\d\b")

COLLABORATION_KINDS: tuple[tuple[re.Pattern[str], CollaborationKind], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (
            r"\biop\b|id[eé]bur\w* offentlig\w* partnerskap|offentligt ideellt partnerskap",
            CollaborationKind.CIVIL_PUBLIC_PARTNERSHIP,
        ),
        (r"rundabord|round[ -]table", CollaborationKind.ROUND_TABLE),
        (r"klusterutvärdering|cluster evaluation", CollaborationKind.CLUSTER_EVALUATION),
        (r"koalition|coalition", CollaborationKind.COALITION),
        (
            r"praktikgemenskap|communit(?:y|ies) of practice",
            CollaborationKind.COMMUNITY_OF_PRACTICE,
        ),
        (r"konferens|conference|kongress|summit", CollaborationKind.CONFERENCE),
        (
            r"webbinari|webinar|seminari|informationsmöte|\bdialoger\b|\bvisit\b|\bevent\b|panel",
            CollaborationKind.EVENT,
        ),
        (r"kompetenscent|competence cent", CollaborationKind.COMPETENCE_CENTRE),
        (
            r"nätverk|network|samverkansgrupp|working group|plattform|mötesplats",
            CollaborationKind.NETWORK,
        ),
        (
            r"partnerskap|partnership|överenskommels|utfallskontrakt|outcome contract|samarbete",
            CollaborationKind.PARTNERSHIP,
        ),
    )
)
DATES_THE_TIE = re.compile(
    r"\bansl(?:öt|ut)|\bny (?:regional )?(?:nod|medlem|part)|joined", re.IGNORECASE
)


def partner_roles(role: str, programme: str) -> tuple[Role, ...]:
    """The roles of a partner; unspecified unless the published words say more.

    Samverkanspart and samarbetspart are terms of the structural funds, elsewhere plain words.
    """
    if STRUCTURAL_FUND.search(programme):
        if WITH_BUDGET.match(role):
            return (Role.PARTNER_WITH_BUDGET,)
        if WITHOUT_BUDGET.match(role):
            return (Role.PARTNER,)
    if RECEIVES.search(role):
        return (Role.PARTNER_WITH_BUDGET,)
    return next(
        (roles for words, roles in PUBLISHED_ROLES if words.search(role)),
        (Role.PARTNER_UNSPECIFIED,),
    )


def status(role: str) -> ParticipationStatus:
    """How far the participation went; a party unless the published words say less."""
    return next(
        (found for words, found in STATUSES if words.search(role)), ParticipationStatus.PARTY
    )


def amount_kind(published: str) -> AmountKind:
    """The kind of an amount; what only was asked for, called for or lent is of no known kind."""
    return next(
        (kind for words, kind in AMOUNT_KINDS if words.search(published)), AmountKind.UNKNOWN
    )


def amount_as_published(role: str, kind: str) -> str | None:
    """The published kind, with the role where the role says that the money was not certain."""
    parts = [role] if role and UNCERTAIN.search(role) and role != kind else []
    return "; ".join([*parts, *([kind] if kind else [])]) or None


def amount_years(kind: str) -> tuple[str | None, str | None]:
    """The first and last year that the published kind of an amount names."""
    years = sorted(YEARS.findall(kind))
    return (years[0], years[-1]) if years else (None, None)


def collaboration_kind(name: str, programme: str, role: str) -> CollaborationKind:
    """The sort of arena, from its name first, then from programme and role."""
    for text in (name, programme, role):
        for words, kind in COLLABORATION_KINDS:
            if words.search(text):
                return kind
    return CollaborationKind.UNKNOWN


def dates_the_tie(role: str) -> bool:
    """Whether the row's dates are those of this party's joining, not of the whole arena."""
    return DATES_THE_TIE.search(role) is not None
