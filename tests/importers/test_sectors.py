"""The sector of an actor is decided by the strongest evidence, and not at all without any."""

import pytest

from graph_schema.vocabularies import ActorKind, Sector, SectorBasis
from importers.names import is_place, name_key
from importers.sectors import UNDECIDED, RegisterEntry, SectorDecision, by_name, decide

PUBLIC, PRIVATE = Sector.PUBLIC, Sector.PRIVATE
CIVIL, ACADEMIA, UNKNOWN = Sector.CIVIL_SOCIETY, Sector.ACADEMIA, Sector.UNKNOWN

BY_NAME = [
    ("Haninge kommun", PUBLIC, ActorKind.MUNICIPALITY),
    ("Malmö stad", PUBLIC, ActorKind.MUNICIPALITY),
    ("Borås Stad", PUBLIC, ActorKind.MUNICIPALITY),
    ("Norrköping Municipality", PUBLIC, ActorKind.MUNICIPALITY),
    ("Äldreförvaltningen, Uppsala kommun", PUBLIC, ActorKind.UNIT),
    ("Stockholms stad Arbetsmarknadsförvaltningen", PUBLIC, ActorKind.UNIT),
    ("Arbetsmarknads- och socialförvaltningen", PUBLIC, ActorKind.UNIT),
    ("Region Örebro län", PUBLIC, ActorKind.REGION),
    ("Västra Götalandsregionen", PUBLIC, ActorKind.REGION),
    ("Landstinget Västernorrland", PUBLIC, ActorKind.REGION),
    ("Länsstyrelsen Skåne", PUBLIC, ActorKind.AGENCY),
    ("Folkhälsomyndigheten", PUBLIC, ActorKind.AGENCY),
    ("VINNOVA - verket för innovationssystem", PUBLIC, ActorKind.AGENCY),
    ("Samordningsförbundet Östra Södertörn", PUBLIC, ActorKind.COORDINATION_ASSOCIATION),
    ("Norra Västmanlands Samordningsförbund", PUBLIC, ActorKind.COORDINATION_ASSOCIATION),
    ("Skaraborgs kommunalförbund", PUBLIC, ActorKind.MUNICIPAL_FEDERATION),
    ("Göteborgs Stads Upphandlings AB", PUBLIC, ActorKind.PUBLIC_COMPANY),
    ("Spanish Ministry of Labour and Social Economy", PUBLIC, ActorKind.PUBLIC_BODY),
    ("Luleå tekniska universitet", ACADEMIA, ActorKind.UNIVERSITY),
    ("Mittuniversitetet", ACADEMIA, ActorKind.UNIVERSITY),
    ("Stiftelsen Högskolan i Jönköping", ACADEMIA, ActorKind.UNIVERSITY),
    ("Università di Bologna", ACADEMIA, ActorKind.UNIVERSITY),
    ("Mötesplats Social Innovation vid Malmö högskola", ACADEMIA, ActorKind.UNIT),
    ("Skurups Folkhögskola", CIVIL, ActorKind.FOLK_HIGH_SCHOOL),
    ("Folkuniversitetet", CIVIL, ActorKind.STUDY_ASSOCIATION),
    ("Sensus studieförbund", CIVIL, ActorKind.STUDY_ASSOCIATION),
    ("Katarina församling", CIVIL, ActorKind.FAITH_COMMUNITY),
    ("Stockholms Katolska Stift", CIVIL, ActorKind.FAITH_COMMUNITY),
    ("Stiftelsen Activa", CIVIL, ActorKind.FOUNDATION),
    ("Postkodstiftelsen", CIVIL, ActorKind.FOUNDATION),
    ("Föreningen Furuboda", CIVIL, ActorKind.ASSOCIATION),
    ("Coompanion Västerbottens län ek för", CIVIL, ActorKind.COOPERATIVE),
    ("Social Impact gGmbH", CIVIL, ActorKind.UNKNOWN),
    ("Göteborgs Kyrkliga Stadsmission", CIVIL, ActorKind.UNKNOWN),
    ("Socialdemokraterna i Stockholm, Göteborg och Malmö", CIVIL, ActorKind.POLITICAL_PARTY),
    ("IF Metall Stockholms län", CIVIL, ActorKind.TRADE_UNION),
    ("Spotify AB", PRIVATE, ActorKind.COMPANY),
    ("FASE GmbH", PRIVATE, ActorKind.COMPANY),
]

LEFT_OPEN = [
    "Huddinge",  # a place: the municipality, or anyone there
    "Riksidrottsförbundet",  # a federation may be of anything
    "Uppsalahem AB",  # companies that bear a place are often the municipality's
    "MKB Fastighets AB",
    "ÖREBRO UNIVERSITET ENTERPRISE AB",
    "Nationella Nätverket för samordningsförbund (NNS)",  # an association of public bodies
    "Föreningen Sveriges Kommunalchefer",
    "Sveriges Kommuner och Landsting",
    "Stiftelsen för strategisk forskning",  # founded by the state
    "Business Region Göteborg",
    "Lunds universitets studentkår",
    "Studentkåren vid Malmö universitet",
    "Mötesplats Social Innovation",
    "",
]


@pytest.mark.parametrize(("name", "sector", "kind"), BY_NAME)
def test_a_name_says_the_sector_and_kind(name: str, sector: Sector, kind: ActorKind) -> None:
    decision = decide(name)

    assert decision[:3] == (sector, kind, SectorBasis.NAME_PATTERN)
    assert decision.evidence is not None
    assert decision.evidence.startswith("the name ")


@pytest.mark.parametrize("name", LEFT_OPEN)
def test_what_a_name_does_not_say_is_unknown(name: str) -> None:
    assert by_name(name) == UNDECIDED


@pytest.mark.parametrize(
    ("name", "orgnr", "sector", "kind"),
    [
        ("MALMÖ UNIVERSITET", "orgnr:2021004920", ACADEMIA, ActorKind.UNIVERSITY),
        ("Arbetsförmedlingen", "2021002114", PUBLIC, ActorKind.AGENCY),
        ("Malmö", "2120001124", PUBLIC, ActorKind.MUNICIPALITY),
        ("Region Gotland", "2120000803", PUBLIC, ActorKind.REGION),
        ("Äldreförvaltningen", "212000-3005", PUBLIC, ActorKind.UNIT),
        ("Skåne läns landsting", "2321000255", PUBLIC, ActorKind.REGION),
        ("Samordningsförbundet VärNa", "222000-2485", PUBLIC, ActorKind.COORDINATION_ASSOCIATION),
        ("Sydarkivera", "2220000000", PUBLIC, ActorKind.MUNICIPAL_FEDERATION),
        ("Lunds domkyrkoförsamling", "2520000000", CIVIL, ActorKind.FAITH_COMMUNITY),
        ("Spotify", "5567037485", PRIVATE, ActorKind.COMPANY),
        ("Chalmers tekniska högskola AB", "5564795598", ACADEMIA, ActorKind.UNIVERSITY),
        ("Göteborgs Stads Upphandlings AB", "5562531615", PUBLIC, ActorKind.PUBLIC_COMPANY),
        ("Uppsalahem AB", "5561373589", UNKNOWN, ActorKind.COMPANY),
        ("Trappan ek. för.", "7696274146", CIVIL, ActorKind.COOPERATIVE),
        ("Nätverket Unga", "8024788948", CIVIL, ActorKind.UNKNOWN),
        ("Stiftelsen Activa", "8024788948", CIVIL, ActorKind.FOUNDATION),
        ("Kommunernas förening", "8024788948", UNKNOWN, ActorKind.UNKNOWN),
        ("Skog & Son", "9164603867", PRIVATE, ActorKind.COMPANY),
    ],
)
def test_number_and_name_decide_together(
    name: str, orgnr: str, sector: Sector, kind: ActorKind
) -> None:
    assert decide(name, orgnr=orgnr)[:2] == (sector, kind)


def test_a_number_is_a_registers_word_and_its_digits_are_not_told_whole() -> None:
    assert decide("Arbetsförmedlingen", orgnr="2021002114") == SectorDecision(
        PUBLIC, ActorKind.AGENCY, SectorBasis.REGISTER, "the number 2021… is that of a state body"
    )


def test_a_number_that_leaves_the_sector_open_is_not_overruled_by_the_name() -> None:
    assert decide("Sjöbo Energi AB", orgnr="5561373589").sector is UNKNOWN


def test_the_order_is_register_source_name() -> None:
    entry = RegisterEntry(PUBLIC, ActorKind.AGENCY, "the register of agencies")

    assert decide("Stiftelsen X", register=entry, stated=CIVIL) == SectorDecision(
        PUBLIC, ActorKind.AGENCY, SectorBasis.REGISTER, "listed in the register of agencies"
    )
    assert decide("Stiftelsen X", stated=PRIVATE) == SectorDecision(
        PRIVATE, ActorKind.UNKNOWN, SectorBasis.SOURCE, "stated by the source"
    )
    assert decide("Stiftelsen X", stated=UNKNOWN).basis is SectorBasis.NAME_PATTERN
    assert decide("Spotify", orgnr="5567037485", stated=CIVIL).sector is PRIVATE
    assert decide("Uppsalahem AB", orgnr="5561373589", stated=PUBLIC).sector is PUBLIC


def test_what_is_undecided_claims_nothing() -> None:
    assert UNDECIDED.fields() == {}
    assert decide("Uppsalahem AB", orgnr="5561373589").fields() == {"actor_kind": ActorKind.COMPANY}
    assert by_name("Haninge kommun").fields() == {
        "sector": PUBLIC,
        "actor_kind": ActorKind.MUNICIPALITY,
        "sector_basis": SectorBasis.NAME_PATTERN,
        "sector_evidence": "the name ends with “kommun”",
    }


def test_a_name_key_folds_case_spacing_and_composition() -> None:
    assert name_key("  Mo\u0308tesplats \n SOCIAL  Innovation ") == "mötesplats social innovation"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Härryda", True),
        ("Göteborg-Hisingen", True),
        ("Östra Götaland", True),
        ("Stockholms Län", False),
        ("Uppsala län", True),
        ("Region Skåne", False),
        ("Famna", False),
        ("Norra", False),
        ("", False),
    ],
)
def test_a_place_is_a_place_and_nothing_else(text: str, expected: bool) -> None:
    assert is_place(text) is expected
