"""Published place strings: what each names, and what names nothing we know."""

import json

import pytest

from graph_schema.claims import RecordKey
from importers.places import county_of, place_names, region_of, regions_of
from tests.importers.source_claims import bundled

ONE = {
    "Skåne": "lan:12",
    "Skåne län": "lan:12",
    "SKÅNE LÄN": "lan:12",
    "Region Skåne": "lan:12",
    "Scania": "lan:12",
    "SE224": "lan:12",
    "SE-M": "lan:12",
    "lan:12": "lan:12",
    "Örebro County": "lan:18",
    "Region Örebro län": "lan:18",
    "Stockholms län": "lan:01",
    "Stockholms Län": "lan:01",
    "Region Stockholm": "lan:01",
    "Region Jönköpings län": "lan:06",
    "Region Sörmland": "lan:04",
    "Västra Götalandsregionen": "lan:14",
    "Region Jämtland Härjedalen": "lan:23",
    "Malmö": "lau:1280",
    "malmö": "lau:1280",
    " Malmö  kommun ": "lau:1280",
    "Malmö stad": "lau:1280",
    "Göteborgs Stad": "lau:1480",
    "Gothenburg": "lau:1480",
    "Stockholms stad": "lau:0180",
    "Falu kommun": "lau:2080",
    "Faluns kommun": "lau:2080",
    "Kalmar kommun": "lau:0880",
    "Malung-Sälen": "lau:2023",
    "Upplands-Bro": "lau:0139",
    "Sydsverige": "nuts:SE22",
    "Småland och öarna": "nuts:SE21",
    "Östra Sverige": "nuts:SE1",
    "SE": "nuts:SE",
    "Sverige": "nuts:SE",
    "Sweden": "nuts:SE",
    "ESF Nationellt": "nuts:SE",
    "Hela landet": "nuts:SE",
}
# The same name for a municipality and its county: the bare name is the municipality.
AMBIGUOUS = {
    "Stockholm": ("lau:0180", "lan:01"),
    "Uppsala": ("lau:0380", "lan:03"),
    "Jönköping": ("lau:0680", "lan:06"),
    "Kalmar": ("lau:0880", "lan:08"),
    "Gotland": ("lau:0980", "lan:09"),
    "Örebro": ("lau:1880", "lan:18"),
}
NONE = ("", "   ", "SE0", "12", "0180", "Oslo", "Germany", "Baltic Sea Region", "Söderslätt", "län")
LISTS = {
    "Malmö, Göteborg, Växjö": ["lau:1280", "lau:1480", "lau:0780"],
    "Skellefteå och Norsjö": ["lau:2482", "lau:2417"],
    "Växjö & Lund": ["lau:0780", "lau:1281"],
    "Skåne, Halland, Kalmar län": ["lan:12", "lan:13", "lan:08"],
    "Stockholms, Uppsala och Södermanlands län": ["lan:01", "lan:03", "lan:04"],
    "Malmö, Lund och Eslövs kommuner": ["lau:1280", "lau:1281", "lau:1285"],
    "Skåne-Blekinge": ["lan:12", "lan:10"],
    "Småland och öarna, Skåne": ["nuts:SE21", "lan:12"],
    "Malung-Sälen; Mora": ["lau:2023", "lau:2062"],
    "Västra Götaland och Østfold": ["lan:14"],
    "Spain, Latvia, France, Sweden": ["nuts:SE"],
    "Malmö, Malmö kommun": ["lau:1280"],
    "Göteborg (Hisingen)": [],
    "Norra Järva": [],
    "Germany, Austria": [],
}


@pytest.mark.parametrize(("text", "code"), ONE.items())
def test_one_place(text: str, code: str) -> None:
    assert region_of(text) == RecordKey("regions", "Region", code)
    assert regions_of(text) == [RecordKey("regions", "Region", code)]


@pytest.mark.parametrize(("name", "codes"), AMBIGUOUS.items())
def test_bare_name_is_the_municipality(name: str, codes: tuple[str, str]) -> None:
    municipality, county = (RecordKey("regions", "Region", code) for code in codes)
    assert region_of(name) == municipality
    assert region_of(f"{name} kommun") == municipality
    assert region_of(f"Region {name}") == county
    assert region_of(f"{name} County") == county


@pytest.mark.parametrize("text", NONE)
def test_nothing_is_guessed(text: str) -> None:
    assert region_of(text) is None
    assert regions_of(text) == []


@pytest.mark.parametrize(("text", "codes"), LISTS.items())
def test_lists(text: str, codes: list[str]) -> None:
    assert [region.key for region in regions_of(text)] == codes


def test_a_list_is_not_one_place() -> None:
    assert region_of("Malmö, Göteborg, Växjö") is None


def test_a_missing_string_names_nothing() -> None:
    assert region_of(None) is None
    assert regions_of(None) == []


def test_every_bundled_name_and_code_resolves_to_a_region_that_bears_it() -> None:
    properties = [f["properties"] for f in json.loads(bundled("regions"))["features"]]
    bearers: dict[str, set[str]] = {}
    for region in properties:
        for name in (region["name"], region["short_name"], region["code"], *region["other_names"]):
            bearers.setdefault(str(name).casefold(), set()).add(region["code"])
    bearers.pop("none")
    resolved = {name: region_of(name) for name in bearers}
    assert {n for n, r in resolved.items() if r is None or r.key not in bearers[n]} == set()


def test_county_of_a_municipality() -> None:
    assert county_of(RecordKey("regions", "Region", "lau:1280")) == region_of("Skåne län")
    assert county_of(RecordKey("regions", "Region", "lan:12")) == region_of("Skåne län")
    assert county_of(RecordKey("regions", "Region", "nuts:SE22")) is None


def test_place_names_are_the_short_names() -> None:
    # 290 municipalities and 21 counties, of which six share their name with a municipality
    assert len(place_names()) == 290 + 21 - 6
    assert {"Upplands Väsby", "Västra Götaland", "Gotland"} <= place_names()
