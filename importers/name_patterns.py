"""Patterns by which a name alone says what kind of organisation bears it, strongest first."""

import re
from typing import NamedTuple

from graph_schema.vocabularies import ActorKind, Sector


class NamePattern(NamedTuple):
    """Names of this form belong to this sector; ``says`` is the evidence in words."""

    form: re.Pattern[str]
    sector: Sector
    kind: ActorKind
    says: str


def _pattern(form: str, sector: Sector, kind: ActorKind, says: str) -> NamePattern:
    return NamePattern(re.compile(form, re.IGNORECASE), sector, kind, says)


PUBLIC, CIVIL, ACADEMIA, PRIVATE = (
    Sector.PUBLIC,
    Sector.CIVIL_SOCIETY,
    Sector.ACADEMIA,
    Sector.PRIVATE,
)
PARTIES = (
    "socialdemokraterna|moderaterna|centerpartiet|vänsterpartiet|miljöpartiet|kristdemokraterna|"
    "liberalerna|folkpartiet liberalerna|sverigedemokraterna|feministiskt initiativ|piratpartiet"
)
STUDY_ASSOCIATIONS = (
    r"ABF|studieförbundet \w+|\w+ studieförbund|studieförbunden|folkuniversitetet|sensus|NBV|"
    r"medborgarskolan|studiefrämjandet|kulturens bildningsverksamhet"
)
AGENCIES = (
    "arbetsförmedlingen|försäkringskassan|skatteverket|polisen|kriminalvården|migrationsverket|"
    "tillväxtverket|skolverket|boverket|jordbruksverket|trafikverket|naturvårdsverket|"
    "socialstyrelsen|folkhälsomyndigheten|statens folkhälsoinstitut|ungdomsstyrelsen|"
    "vinnova|vetenskapsrådet|formas|forte|svenska esf-rådet"
)
PUBLIC_COMPANIES = (
    "almi|rise research institutes of sweden|samhall|akademiska hus|vattenfall|systembolaget|"
    "apoteket ab|svenska spel|postnord|lkab|sveaskog|swedavia|inera|sos alarm sverige"
)
UNIVERSITY = (
    r"(?!folkuni)\w*universitet(et)?|(?<!folk)högskola(n)?|handelshögskola(n)?|university|universität|"
    r"universit[àé]|universidade?|politecnico|fachhochschule|hochschule|kth|"
    r"karolinska institutet|konstfack|slu|sveriges lantbruksuniversitet"
)
LIMITED = r"\bAB\b|aktiebolag(et)?\b|\bGmbH\b|\bLtd\b|\bLimited\b|\bInc\b|\bApS\b|\bA/S\b|\bOyj?\b"

# An unlucky word beside the pattern's own, and the name is left to other evidence.
NOT_A_UNIVERSITY = re.compile(
    r"\bstudentkår|\bstudent|\balumni|\bvänner\b|\bförening|\bfackförening|\bakademikerförening|"
    r"\bpress\b|\bsjukhus|\bhospital\b|\bhus\b|(?<!högskola )\bAB\b|\bholding|\baktiebolag|"
    r"\benterprise\b|\bpolicy network\b|\bsamverkansprojekt\b",
    re.IGNORECASE,
)

# Of bodies that public bodies own or form together, neither form nor name decides.
HELD_BY_PUBLIC_BODIES = re.compile(
    r"kommun(?!ik)|\bregion(er|förbund|en|ens)?\b|landsting|"
    r"offentlig|statlig|myndighet|allmännytt|samordnings?förbund|universitet|högskol|"
    r"business region|science park|municipal|\bpublic\b",
    re.IGNORECASE,
)

# Lines of business in which most limited companies of Sweden belong to a municipality or the state.
OFTEN_PUBLIC_BUSINESS = re.compile(
    r"bostäder|bostads|fastighets|energi\b|elnät|vatten\b|renhållning|avfall|parkerings?\b|hamn(en)?\b|"
    r"trafik\b|lokaler\b|upphandling|näringsliv|inkubator|incubator",
    re.IGNORECASE,
)

NAME_PATTERNS = (
    _pattern(r"folkhögskol(a|an|or)\b", CIVIL, ActorKind.FOLK_HIGH_SCHOOL, "says “folkhögskola”"),
    _pattern(
        rf"^({STUDY_ASSOCIATIONS})(?!\w)",
        CIVIL,
        ActorKind.STUDY_ASSOCIATION,
        "is that of a study association",
    ),
    _pattern(
        r"samordnings?förbunde?[nt]?\b",
        PUBLIC,
        ActorKind.COORDINATION_ASSOCIATION,
        "says “samordningsförbund”",
    ),
    _pattern(r"^finsam ?\w+", PUBLIC, ActorKind.COORDINATION_ASSOCIATION, "begins with “Finsam”"),
    _pattern(
        r"kommunalförbund|räddningstjänstförbund",
        PUBLIC,
        ActorKind.MUNICIPAL_FEDERATION,
        "says “kommunalförbund”",
    ),
    _pattern(
        r"\bstads\b.*\bAB\b|\bkommun(ala|al|s|ens)?\b.*\bAB\b|\bAB\b.*\bkommunala\b",
        PUBLIC,
        ActorKind.PUBLIC_COMPANY,
        "is that of a company of a city or municipality",
    ),
    _pattern(
        rf"^({PUBLIC_COMPANIES})\b",
        PUBLIC,
        ActorKind.PUBLIC_COMPANY,
        "is that of a company that public bodies own",
    ),
    _pattern(
        r"\b(kommun|stad),? .*(förvaltning(en)?|nämnd(en)?|avdelning(en)?|kontor(et)?|enhet(en)?)$|"
        r"(förvaltning(en)?|nämnd(en)?|avdelning(en)?|kontor(et)?|enhet(en)?)\W.*\b(kommun|stad)$|"
        r"\bregion \w+s \w*förvaltning",
        PUBLIC,
        ActorKind.UNIT,
        "is that of a unit of a municipality or region",
    ),
    _pattern(r"\bkommun( \(.*\))?$", PUBLIC, ActorKind.MUNICIPALITY, "ends with “kommun”"),
    _pattern(
        r"\bmunicipality\b(?!.*\b(association|network)\b)|^city of \w|^(stadt|gemeinde) \w",
        PUBLIC,
        ActorKind.MUNICIPALITY,
        "says “municipality” or “city of”",
    ),
    _pattern(
        r"^regionförbundet\b|^landstingsförbundet\b|^kommunförbundet\b",
        PUBLIC,
        ActorKind.PUBLIC_BODY,
        "begins with “Regionförbundet” or “Kommunförbundet”",
    ),
    _pattern(
        r"^landstinget (i )?\w+|^\w+ läns landsting\b|^västra götalandsregionen\b|"
        r"\bcounty council$",
        PUBLIC,
        ActorKind.REGION,
        "says “landsting” or is a region's",
    ),
    _pattern(
        r"^länsst?yrelse(n|rna)?\b|^county administrative board",
        PUBLIC,
        ActorKind.AGENCY,
        "begins with “Länsstyrelsen”",
    ),
    _pattern(
        r"^(\w+[ -])*\w*myndighet(en)?( |$)|\bgovernment agency\b|^statens \w|domstol(en)?\b",
        PUBLIC,
        ActorKind.AGENCY,
        "is that of a government agency",
    ),
    _pattern(rf"^({AGENCIES})(?!\w)", PUBLIC, ActorKind.AGENCY, "is a government agency's"),
    _pattern(
        r"departemente?n?t\b(?!store)|^ministry\b|\bministry of\b|^ministerium\b|\bministerium$|"
        r"^regeringskansliet|^regeringen$",
        PUBLIC,
        ActorKind.PUBLIC_BODY,
        "is that of a government ministry",
    ),
    _pattern(
        r"^(europeiska kommissionen|eu-kommissionen|european commission|europaparlamentet)\b",
        PUBLIC,
        ActorKind.PUBLIC_BODY,
        "is an institution of the European Union's",
    ),
    _pattern(
        r"^(nationella|regeringens) samordnare",
        PUBLIC,
        ActorKind.PUBLIC_BODY,
        "is that of a co-ordinator the government appoints",
    ),
    _pattern(
        r"\bförsamling(en|ar)?$|\w+församling(en|ar)?$|\bpastorat(et)?\b",
        CIVIL,
        ActorKind.FAITH_COMMUNITY,
        "says “församling” or “pastorat”",
    ),
    _pattern(
        r"^(svenska kyrkan|equmeniakyrkan|frälsningsarmén|pingstkyrkan)\b|\w stift$",
        CIVIL,
        ActorKind.FAITH_COMMUNITY,
        "is a faith community's",
    ),
    _pattern(
        rf"^({PARTIES})\b|^\w+partiet$", CIVIL, ActorKind.POLITICAL_PARTY, "is a political party's"
    ),
    _pattern(
        r"\bfackförbund(et)?\b|^IF metall\b|\btrade union\b",
        CIVIL,
        ActorKind.TRADE_UNION,
        "says “fackförbund” or is a trade union's",
    ),
    _pattern(
        r"\bek\.? ?för\b|\bekonomisk förening\b|\bkooperativ förening\b|\bupa\b|\beG\b$",
        CIVIL,
        ActorKind.COOPERATIVE,
        "says “ekonomisk förening”",
    ),
    _pattern(r"^coompanion\b", CIVIL, ActorKind.COOPERATIVE, "begins with “Coompanion”"),
    _pattern(r"stadsmission(en|er)?\b", CIVIL, ActorKind.UNKNOWN, "says “stadsmission”"),
    _pattern(
        r"\bsvb\b|\(svb\)",
        PRIVATE,
        ActorKind.SOCIAL_ENTERPRISE,
        "says “svb”, a company with limited distribution of profit",
    ),
    _pattern(
        r"\bgGmbH\b|\bgAG\b|\be\. ?V\.?$",
        CIVIL,
        ActorKind.UNKNOWN,
        "says “gGmbH”, “gAG” or “e.V.”, forms of charity in Germany",
    ),
    _pattern(
        r"\bhandelsbolag(et)?\b|\bkommanditbolag(et)?\b|\bHB$|\bKB$",
        PRIVATE,
        ActorKind.COMPANY,
        "says “handelsbolag” or “kommanditbolag”",
    ),
    _pattern(LIMITED, PRIVATE, ActorKind.COMPANY, "says “AB”, “aktiebolag”, “Ltd” or “GmbH”"),
    # Foundations for research were founded by the state out of public money: not decided by form.
    _pattern(
        r"^(?!.*forskning|kk-|vårdal)\w*stiftelsen \S|(?<!k-)(?<!vårdal)stiftelse(n)?( -.*)?$|"
        r"\bfoundation( \(.*\))?$",
        CIVIL,
        ActorKind.FOUNDATION,
        "says “stiftelse” or “foundation”",
    ),
    _pattern(
        r"^(ideella )?föreningen \S|\bideella? (riks)?förening(en)?\b|^riksföreningen\b",
        CIVIL,
        ActorKind.ASSOCIATION,
        "says “föreningen” or “ideell förening”",
    ),
)
