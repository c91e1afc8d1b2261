"""A published list of organisers is split into names, and nothing of it is lost."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.organisers import Organiser, split_organisers
from tests.importers.source_claims import bundled

NNS = "Nationella Nätverket för samordningsförbund"
OWNERS = (
    "som ägs av Länsstyrelserna, Nationella sekretariatet för genusforskning, "
    "Sveriges Kommuner och Landsting, Svenska ESF-rådet och VINNOVA"
)

PUBLISHED = {
    "Famna, Riksorganisationen för idéburen vård och social omsorg": [
        "Famna, Riksorganisationen för idéburen vård och social omsorg"
    ],
    "Famna, Coompanion, RIO, Folkbildningsförbundet och Idéburna skolors riksförbund": [
        "Famna",
        "Coompanion",
        "RIO",
        "Folkbildningsförbundet",
        "Idéburna skolors riksförbund",
    ],
    "Samordningsförbundet DELTA, Göteborg-Hisingen, Samordningsförbundet Östra Södertörn, "
    "Nationella Rådet": [
        "Samordningsförbundet DELTA, Göteborg-Hisingen",
        "Samordningsförbundet Östra Södertörn",
        "Nationella Rådet",
    ],
    "Sjuhärads samordningsförbund, Samordningsförbundet Mölndal, Partille, Härryda, Lerum och "
    f"Alingsås samt {NNS} (NNS) och Nationella Rådet": [
        "Sjuhärads samordningsförbund",
        "Samordningsförbundet Mölndal, Partille, Härryda, Lerum och Alingsås",
        NNS,
        "Nationella Rådet",
    ],
    "Samordningsförbunden i Västra Götaland, Nedre Siljan och Östra Götaland samt Forum": [
        "Samordningsförbunden i Västra Götaland, Nedre Siljan och Östra Götaland",
        "Forum",
    ],
    "Sveriges Kommuner och Landsting": ["Sveriges Kommuner och Landsting"],
    "Myndigheten för ungdoms- och civilsamhällesfrågor, MUCF": [
        "Myndigheten för ungdoms- och civilsamhällesfrågor"
    ],
    "Sveriges Akademikers Centralorganisation, Saco": ["Sveriges Akademikers Centralorganisation"],
    "Ernst & Young AB, PwC och KPMG": ["Ernst & Young AB", "PwC", "KPMG"],
    "Akademikerförbundet SSR (i samarbete med Vision och LO)": [
        "Akademikerförbundet SSR",
        "Vision",
        "LO",
    ],
    "Kunskapsskolan i Sverige AB (publ), Academedia": [
        "Kunskapsskolan i Sverige AB (publ)",
        "Academedia",
    ],
    "Bris, Ecpat, Unicef Sverige, m.fl. organisationer": ["Bris", "Ecpat", "Unicef Sverige"],
    "Forum - idéburna organisationer med social inriktning / Sparbankernas Riksförbund": [
        "Forum - idéburna organisationer med social inriktning",
        "Sparbankernas Riksförbund",
    ],
    "Myndigheten för ungdoms- och civilsamhällesfrågor och Europeiska socialfondens Temagrupp "
    "Unga i arbetslivet": [
        "Myndigheten för ungdoms- och civilsamhällesfrågor",
        "Europeiska socialfondens Temagrupp Unga i arbetslivet",
    ],
    "Europeiska socialfonden/Temagruppen Entreprenörskap och Företagande": [
        "Europeiska socialfonden",
        "Temagruppen Entreprenörskap och Företagande",
    ],
    "Den Sociala Väven, Arenan Stadsutvecklingsdagarna365, A Beautiful Soup": [
        "Den Sociala Väven",
        "Arenan Stadsutvecklingsdagarna365",
        "A Beautiful Soup",
    ],
    f"Jämställ.nu, {OWNERS}, samt Jämställdhetsutredningen": [
        "Jämställ.nu",
        "Jämställdhetsutredningen",
    ],
    f"JiM och Jämställ.nu, {OWNERS}": ["JiM", "Jämställ.nu"],
    "Coompanion Stockholm, Roslagen & Gotland": ["Coompanion Stockholm, Roslagen & Gotland"],
    "Stödstruktur Sociala företag, Umeå och Vännäs kommun": [
        "Stödstruktur Sociala företag, Umeå och Vännäs kommun"
    ],
    "Hälsotorget med MNML Agency och Dagens Medicin": [
        "Hälsotorget",
        "MNML Agency",
        "Dagens Medicin",
    ],
    "Nätverk Social Ekonomi Skåne i samverkan med Sensus och Region Skåne": [
        "Nätverk Social Ekonomi Skåne",
        "Sensus",
        "Region Skåne",
    ],
    "Runö Utbildnings- & utvecklingscentrum & Runö folkhögskola": [
        "Runö Utbildnings- & utvecklingscentrum",
        "Runö folkhögskola",
    ],
    "Hjärna.Hjärta.Cash + Center för Socialt Entreprenörskap + Mötesplats Social Innovation": [
        "Hjärna.Hjärta.Cash",
        "Center för Socialt Entreprenörskap",
        "Mötesplats Social Innovation",
    ],
    "Arbete och nya möjligheter för alla. Europeiska socialfonden. Tema Likabehandling.": [
        "Europeiska socialfonden",
        "Tema Likabehandling",
    ],
    "FINSAM: Nationella Nätverket för samordningsförbund (NNS) och Nationella Rådet.": [
        NNS,
        "Nationella Rådet",
    ],
    "SKOOPI, Tanke & Handling, PUST": ["SKOOPI", "Tanke & Handling", "PUST"],
    "Sensus studieförbund och Frisk & Fri- Riksföreningen mot ätstörningar": [
        "Sensus studieförbund",
        "Frisk & Fri- Riksföreningen mot ätstörningar",
    ],
    "Europeiska Integrationsfonden - Svenska ESF-rådet": [
        "Europeiska Integrationsfonden",
        "Svenska ESF-rådet",
    ],
    "ESF-rådet, tematiska gruppen entreprenörskap och företagande, Kultudralen AB": [
        "ESF-rådet",
        "tematiska gruppen entreprenörskap och företagande",
        "Kultudralen AB",
    ],
    "Sigtuna kommun, Utbildnings- och arbetsmarknadsnämnden": [
        "Sigtuna kommun, Utbildnings- och arbetsmarknadsnämnden"
    ],
    "Ekobanken, Social Venture Network, Ideburna skolors riksförbund": [
        "Ekobanken",
        "Social Venture Network",
        "Ideburna skolors riksförbund",
    ],
    "Arbetsgivaralliansen, KFO/Arbetsgivaralliansen, ABF, Vetenskap & Allmänhet, VINNOVA": [
        "Arbetsgivaralliansen",
        "KFO",
        "Arbetsgivaralliansen",
        "ABF",
        "Vetenskap & Allmänhet",
        "VINNOVA",
    ],
}

NOT_IN_THE_SAMPLE = {
    "Uppsala universitet, Juridiska fakulteten, Lunds universitet, Juridiska fakulteten": [
        "Uppsala universitet, Juridiska fakulteten",
        "Lunds universitet, Juridiska fakulteten",
    ],
    "Äldreförvaltningen, Uppsala kommun": ["Äldreförvaltningen, Uppsala kommun"],
    "Arbetsförmedlingen, Gotland": ["Arbetsförmedlingen, Gotland"],
    "Lund, Malmö och Helsingborg": ["Lund", "Malmö", "Helsingborg"],
    "Malmö stad, Lund och Helsingborg": ["Malmö stad", "Lund", "Helsingborg"],
    "Riksförbundet för barn med Downs syndrom": ["Riksförbundet för barn med Downs syndrom"],
    "Hill & Knowlton, BIL Sweden & MRF": ["Hill & Knowlton", "BIL Sweden", "MRF"],
    "Hotell- och restaurangfacket": ["Hotell- och restaurangfacket"],
    "Svenska Muslimer för Fred och Rättvisa": ["Svenska Muslimer för Fred och Rättvisa"],
    "1,6 & 2,6 miljonerklubben, Fonden för psykisk hälsa": [
        "1,6 & 2,6 miljonerklubben",
        "Fonden för psykisk hälsa",
    ],
    "Jusek och tidningen Fokus": ["Jusek", "tidningen Fokus"],
    "SPF, Sveriges Pensionärsförbund i samarbete med försäkringsbolaget If.": [
        "SPF",
        "försäkringsbolaget If",
    ],
    "Arrangörer: Sida, Forum Syd samt Kvinna till Kvinna": [
        "Sida",
        "Forum Syd",
        "Kvinna till Kvinna",
    ],
    "Näringsliv Skåne, en del av Region Skåne, Sydsvenskan": ["Näringsliv Skåne", "Sydsvenskan"],
    "Svenska Kyrkan & Svenska Röda Korset": ["Svenska Kyrkan", "Svenska Röda Korset"],
    "Chambers of Commerce, Inc": ["Chambers of Commerce, Inc"],
    "Volvo A/S": ["Volvo A/S"],
    "Ashoka together with SE Forum and the Swedish Red Cross": [
        "Ashoka",
        "SE Forum",
        "the Swedish Red Cross",
    ],
    "Women's International League for Peace and Freedom": [
        "Women's International League for Peace and Freedom"
    ],
    "": [],
    " , . ": [],
}


@pytest.mark.parametrize(("text", "names"), [*PUBLISHED.items(), *NOT_IN_THE_SAMPLE.items()])
def test_a_list_is_split_into_its_names(text: str, names: list[str]) -> None:
    assert [organiser.name for organiser in split_organisers(text)] == names


def test_a_bracket_an_abbreviation_and_a_clause_are_notes_with_their_place() -> None:
    text = f"{NNS} (NNS), Nationellt centrum för kvinnofrid, NCK, Jämställ.nu som ägs av VINNOVA"

    assert split_organisers(text) == [
        Organiser(NNS, (0, 43), "NNS", (44, 49)),
        Organiser("Nationellt centrum för kvinnofrid", (51, 84), "NCK", (86, 89)),
        Organiser("Jämställ.nu", (91, 102), "som ägs av VINNOVA", (103, 121)),
    ]


def test_an_abbreviation_may_stand_before_the_name_it_is_short_for() -> None:
    (first, second) = split_organisers("Forum, LSU, Landsrådet för Sveriges Ungdomsorganisationer")

    assert first == Organiser("Forum", (0, 5))
    assert second == Organiser(
        "LSU", (7, 10), "Landsrådet för Sveriges Ungdomsorganisationer", (12, 57)
    )


@pytest.mark.parametrize(
    "text",
    [
        "KFUM, Sensus m fl",
        "KFUM, Sensus m.fl.",
        "KFUM och Sensus med flera",
        "KFUM, Sensus etc.",
        "KFUM, Sensus (m.fl.)",
        "KFUM, Sensus och många andra",
    ],
)
def test_words_for_unnamed_others_are_told(text: str) -> None:
    assert [(one.name, one.more) for one in split_organisers(text)] == [
        ("KFUM", False),
        ("Sensus", True),
    ]


def test_a_group_without_names_is_a_note_and_not_an_organiser() -> None:
    assert split_organisers("CONCORD Sverige i samarbete med medlemsorganisationer") == [
        Organiser("CONCORD Sverige", (0, 15), "medlemsorganisationer", (32, 53), more=True)
    ]


def test_who_runs_and_pays_for_the_organiser_is_told_in_prose_and_is_a_note() -> None:
    text = (
        "Seminariet arrangeras av Temagrupp Likabehandling i arbetslivet, som arbetar för att göra "
        "kunskapen användbar. Temagruppen drivs av Arbetsmiljöforum i samarbete med bl a DO, HSO "
        "och Arbetsförmedlingen. Temagruppen finansieras av Europeiska Socialfonden."
    )
    (organiser,) = split_organisers(text)

    assert organiser.name == "Temagrupp Likabehandling i arbetslivet"
    assert organiser.note is not None
    assert organiser.note.startswith("som arbetar för att")
    assert organiser.note.endswith("finansieras av Europeiska Socialfonden")
    assert organiser.more is False


SEPARATOR_TEXT = re.compile(
    r"[\s,;.:/&+()–\-]*(?:(?:och|samt|med|tillsammans|i|samarbete|samverkan|m|fl|finsam|arbete|nya|"
    r"möjligheter|för|alla|seminariet|arrangeras|av)\b[\s,;.:/&+()–\-]*)*",
    re.IGNORECASE,
)


def test_every_organiser_line_of_the_sample_is_names_notes_and_separators() -> None:
    texts = sorted({event["organiser"] for event in json.loads(bundled("almedalen"))})

    assert len(texts) == 308
    for text in texts:
        organisers = split_organisers(text)
        assert organisers
        assert all(SEPARATOR_TEXT.fullmatch(gap) for gap in _gaps(text, organisers)), text


def _gaps(text: str, organisers: list[Organiser]) -> list[str]:
    position, gaps = 0, []
    for organiser in organisers:
        for span in (organiser.span, organiser.note_span):
            if span is not None:
                gaps.append(text[position : span[0]])
                position = span[1]
    return [*gaps, text[position:]]


@given(st.text(alphabet="abcåÅBC ,.;/&+()-–\n\t1", max_size=60) | st.text(max_size=60))
def test_names_and_notes_are_true_slices_in_their_order(text: str) -> None:
    position = 0
    for organiser in split_organisers(text):
        start, end = organiser.span
        assert position <= start < end
        assert organiser.name == text[start:end] == organiser.name.strip()
        position = end
        if organiser.note_span is not None:
            assert organiser.note_span[0] >= end
            assert organiser.note is not None
            assert organiser.note in text[slice(*organiser.note_span)]
            position = organiser.note_span[1]


NAMES = st.sampled_from(
    [
        "Region Skåne",
        "Coompanion Sverige",
        "Folk och Försvar",
        "Sveriges Kommuner och Regioner",
        "Myndigheten för ungdoms- och civilsamhällesfrågor",
        "Ekobanken",
        "Ersta diakoni",
        "Vetenskap & Allmänhet",
        "Samordningsförbundet DELTA, Göteborg-Hisingen",
        "KTH",
        "SPF",
        "Forum - idéburna organisationer med social inriktning",
        "Studieförbundet Bilda",
        "Hjärna.Hjärta.Cash",
        "Fråga Lou AB",
        "Haninge kommun",
        "Reach for Change",
    ]
)
SEPARATORS = st.sampled_from(
    [", ", " och ", " samt ", " / ", " + ", "; ", " tillsammans med ", " i samverkan med ", "\n"]
)


@given(st.lists(NAMES, min_size=1, max_size=6, unique=True), st.data())
def test_names_put_together_with_separators_come_apart_again(
    names: list[str], data: st.DataObject
) -> None:
    text = names[0]
    for name in names[1:]:
        text += data.draw(SEPARATORS) + name

    assert [organiser.name for organiser in split_organisers(text)] == names
