"""The two registers of government agencies: whole entries, shared numbers, files they refuse."""

import json
from collections import Counter
from typing import Any

import pytest

from graph_schema.claims import Locator
from importers.agency_registers import Entry, Register, is_short_name
from importers.base import ClaimMaker, importers
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.sources.agencies_scb.readable import readable
from tests.importers.source_claims import bundled, claims_of, node, refusal

COURTS = "Sveriges domstolar samt Domstolsverket"
HOST = "202100-2742"


def scb(**changed: Any) -> dict[str, Any]:
    """An entry of SCB's register, with some fields changed."""
    entry = {
        "org_nr": "202100-4920",
        "created_by": "1993:100",
        "website": "www.mau.se",
        "group": "Statliga förvaltningsmyndigheter",
        "postal_address": {"address": ""},
        "office_address": {"address": "GATAN 1", "postcode": "211 19", "city": "MALMÖ"},
    }
    return entry | changed


def esv(**changed: Any) -> dict[str, Any]:
    """An entry of ESV's register, with some fields changed."""
    entry = {
        "name_en": "Malmö University",
        "short_name": "MAU",
        "id": 1241,
        "department": "Utbildningsdepartementet",
        "org_nr": "202100-4920",
        "employees": {"2026": 1},
        "fte": {"2026": 1},
    }
    return entry | changed


def made(source: str, entries: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The fields of the actors of a small register, by the name as published."""
    claims = claims_of(source, json.dumps(entries, ensure_ascii=False).encode())
    return {claim.published["name"]: dict(claim.fields) for claim in claims}


def test_esv_entry_whole() -> None:
    claim = node(claims_of("agencies_esv"), "1141")
    name = "Myndigheten för ungdoms- och civilsamhällesfrågor"
    assert claim.record == "1141"
    assert claim.locator == Locator(pointer=f"/{name}")
    assert claim.published == {
        "name": name,
        "id": 1141,
        "name_en": "Swedish Agency for Youth and Civil Society",
        "short_name": "MUCF",
        "department": "Socialdepartementet",
        "org_nr": "202100-1173",
        "old_names": ["Ungdomsstyrelsen", "US"],
    }
    assert claim.fields == {
        "name": name,
        "aliases": ["Swedish Agency for Youth and Civil Society", "Ungdomsstyrelsen", "MUCF"],
        "identifiers": ["orgnr:2021001173"],
        "sector": "public",
        "actor_kind": "agency",
        "sector_basis": "register",
        "sector_evidence": "listed in ESV's register of government agencies",
        "country": "SE",
    }


def test_scb_entry_whole() -> None:
    claim = node(claims_of("agencies_scb"), "2021005943")
    assert claim.record == "2021005943"
    assert claim.locator == Locator(pointer="/Alkoholsortimentsnämnden")
    assert claim.published == {
        "name": "Alkoholsortimentsnämnden",
        "org_nr": "202100-5943",
        "group": "Statliga förvaltningsmyndigheter",
        "created_by": "2007:1216",
        "website": "www.kammarkollegiet.se/alkoholsortimentsnamnden",
        "city": "STOCKHOLM",
        "start": 2008,
    }
    assert claim.fields == {
        "name": "Alkoholsortimentsnämnden",
        "identifiers": ["orgnr:2021005943"],
        "start": "2008",
        "sector": "public",
        "actor_kind": "agency",
        "sector_basis": "register",
        "sector_evidence": "listed in SCB's register of government agencies: "
        "Statliga förvaltningsmyndigheter",
        "country": "SE",
        "place": "Stockholm",
        "website": "https://www.kammarkollegiet.se/alkoholsortimentsnamnden",
    }


def test_an_agency_that_ended_and_an_embassy() -> None:
    claims = claims_of("agencies_scb")
    assert node(claims, "2021005935").fields == {
        "name": "Taltidningsnämnden",
        "identifiers": ["orgnr:2021005935"],
        "end": "2010",
        "sector": "public",
        "actor_kind": "agency",
        "sector_basis": "register",
        "sector_evidence": "listed in SCB's register of government agencies: "
        "agencies that have ended",
        "country": "SE",
    }
    assert node(claims, "sveriges ambassad kabul").fields == {
        "name": "Sveriges ambassad Kabul",
        "sector": "public",
        "actor_kind": "agency",
        "sector_basis": "register",
        "sector_evidence": "listed in SCB's register of government agencies: "
        "Svenska utlandsmyndigheter",
        "website": "https://www.swedenabroad.se/sv/utlandsmyndigheter/afghanistan-kabul",
    }


@pytest.mark.parametrize("source", ["agencies_scb", "agencies_esv"])
def test_every_entry_is_an_actor_with_the_number_of_the_file(source: str) -> None:
    raw = json.loads(bundled(source))
    claims = claims_of(source)
    assert [claim.published["name"] for claim in claims] == list(raw)
    assert len({claim.key for claim in claims}) == len(raw)
    assert {claim.kind for claim in claims} == {"Actor"}
    for claim in claims:
        digits = raw[claim.published["name"]]["org_nr"].replace("-", "")
        found = [i.partition(":")[2] for i in claim.fields.get("identifiers", [])]
        assert found == ([digits] if digits else [])
    low, high = importers()[source].manifest.expect["Actor"]
    assert low <= len(claims) <= high


def test_courts_carry_the_number_as_their_hosts_and_only_its_owner_as_its_own() -> None:
    claims = claims_of("agencies_scb")
    schemes = Counter(
        claim.fields["identifiers"][0].partition(":")[0]
        for claim in claims
        if "identifiers" in claim.fields
    )
    # 427 entries with a number, 347 distinct numbers: 80 courts share Domstolsverket's
    assert schemes == {"orgnr": 347, "host_orgnr": 80}
    own = [c.fields["identifiers"][0] for c in claims if "identifiers" in c.fields]
    assert max(Counter(i for i in own if i.startswith("orgnr:")).values()) == 1
    host = node(claims, "domstolsverket")
    assert host.fields["identifiers"] == ["orgnr:2021002742"]
    # The register's year 2010 and its 15 former names belong to courts with the same number.
    assert {"start", "aliases"} & set(host.fields) == set()
    assert (host.published["start"], len(host.published["old_names"])) == (2010, 15)
    court = node(claims, "alingsås tingsrätt")
    assert court.fields["name"] == "Alingsås tingsrätt"
    assert court.fields["identifiers"] == ["host_orgnr:2021002742"]


def test_a_shared_number_without_a_main_entry_is_nobodys() -> None:
    found = made(
        "agencies_scb",
        {
            "A TINGSRÄTT": scb(org_nr=HOST, group="Statliga förvaltningsmyndigheter"),
            "B TINGSRÄTT": scb(org_nr=HOST, group="Statliga förvaltningsmyndigheter"),
        },
    )
    assert [fields["identifiers"] for fields in found.values()] == [
        ["host_orgnr:2021002742"],
        ["host_orgnr:2021002742"],
    ]


def test_a_number_taken_over_later_is_both_bodies_own() -> None:
    found = made(
        "agencies_scb",
        {"NYA VERKET": scb(start=2009), "GAMLA VERKET": {"org_nr": "202100-4920", "end": 2009}},
    )
    assert found["NYA VERKET"]["identifiers"] == ["orgnr:2021004920"]
    assert found["GAMLA VERKET"]["identifiers"] == ["orgnr:2021004920"]
    assert (found["NYA VERKET"]["start"], found["GAMLA VERKET"]["end"]) == ("2009", "2009")


def test_one_name_of_two_agencies_stays_with_two_numbers() -> None:
    esv_claims = claims_of("agencies_esv")
    assert node(esv_claims, "1246").fields["identifiers"] == ["orgnr:2021005026"]
    old = node(esv_claims, "1032").fields
    assert (old["name"], old["identifiers"], old["end"]) == (
        "Statskontoret (gamla)",
        ["orgnr:2021000852"],
        "2025",
    )
    scb_claim = node(claims_of("agencies_scb"), "2021000852")
    assert (scb_claim.published["name"], scb_claim.fields["name"]) == (
        "STATSKONTORET",
        "Statskontoret",
    )


def test_universities_by_the_ordinance() -> None:
    raw = json.loads(bundled("agencies_scb"))
    academic = {
        claim.published["name"]
        for claim in claims_of("agencies_scb")
        if claim.fields["actor_kind"] == "university"
    }
    assert {name for name, e in raw.items() if e.get("created_by") == "1993:100"} <= academic
    assert {"SVERIGES LANTBRUKSUNIVERSITET", "FÖRSVARSHÖGSKOLAN", "VÄXJÖ UNIVERSITET"} <= academic
    assert not {"Universitets- och högskolerådet", "HÖGSKOLEVERKET"} & academic
    assert node(claims_of("agencies_esv"), "1241").fields == {
        "name": "Malmö universitet",
        "aliases": ["Malmö University", "Malmö högskola"],
        "identifiers": ["orgnr:2021004920"],
        "sector": "academia",
        "actor_kind": "university",
        "sector_basis": "register",
        "sector_evidence": "listed in ESV's register of government agencies; "
        "Higher Education Ordinance (SFS 1993:100)",
        "country": "SE",
    }


def test_no_two_agencies_of_a_register_share_an_alias() -> None:
    for source in ("agencies_esv", "agencies_scb"):
        named: Counter[str] = Counter()
        for claim in claims_of(source):
            names = (claim.fields["name"], *claim.fields.get("aliases", ()))
            named.update({name.casefold() for name in names})
        assert [name for name, count in named.items() if count > 1] == []


@pytest.mark.parametrize(
    ("changed", "aliases"),
    [
        ({}, ["Malmö University"]),
        ({"short_name": "MALU"}, ["Malmö University", "MALU"]),
        ({"short_name": "MALM"}, ["Malmö University"]),  # the beginning of the name
        ({"short_name": "RFV/FK"}, ["Malmö University"]),
        ({"short_name": "MALU", "end": "2020"}, ["Malmö University"]),
        ({"name_en": "?"}, []),
        ({"name_en": ""}, []),
        (
            {"old_names": ["MAH", "SOFI", "MALMÖ Universitet", "Malmö högskola_x000D_"]},
            ["Malmö University", "Malmö högskola"],
        ),
        ({"old_names": ["Annan myndighet"]}, ["Malmö University"]),
        ({"old_names": ["Delat namn"]}, ["Malmö University"]),
        ({"short_name": "DELAD"}, ["Malmö University"]),
    ],
)
def test_which_names_become_aliases(changed: dict[str, Any], aliases: list[str]) -> None:
    other = esv(
        id=1, org_nr="202100-5026", name_en="", short_name="DELAD", old_names=["Delat namn"]
    )
    found = made("agencies_esv", {"Malmö universitet": esv(**changed), "Annan myndighet": other})
    assert found["Malmö universitet"].get("aliases", []) == aliases


def test_short_names() -> None:
    assert [n for n in ("MSB", "SOFI", "HANDIS", "Sida", "Statskontoret") if is_short_name(n)] == [
        "MSB",
        "SOFI",
        "HANDIS",
    ]


@pytest.mark.parametrize(
    ("years", "hosted"),
    [
        (((None, None), (None, None)), True),
        (((None, 2004), (2005, None)), False),
        (((None, 2005), (2005, None)), False),
        (((None, 2006), (2005, None)), True),
        (((None, 2004), (None, None)), True),  # both may have begun before
    ],
)
def test_concurrent_or_one_after_the_other(years: Any, hosted: bool) -> None:
    first, second = (Entry(f"N{n}", HOST, *span, names=()) for n, span in enumerate(years))
    register = Register([first, second])
    assert [register.is_hosted(entry) for entry in (first, second)] == [hosted, hosted]


@pytest.mark.parametrize(
    ("capitals", "read"),
    [
        ("LÄNSSTYRELSEN I VÄSTRA GÖTALANDS LÄN", "Länsstyrelsen i Västra Götalands län"),
        ("HOVRÄTTEN ÖVER SKÅNE OCH BLEKINGE", "Hovrätten över Skåne och Blekinge"),
        (
            "VÄXJÖ TINGSRÄTT OCH MARK OCH MILJÖDOMSTOL",
            "Växjö tingsrätt och mark och miljödomstol",
        ),
        ("SVENSKA ESF-RÅDET", "Svenska ESF-rådet"),
        ("TOTALFÖRSVARETS FORSKNINGSINSTITUT, FOI", "Totalförsvarets forskningsinstitut, FOI"),
        ("FÖRSTA AP-FONDEN", "Första AP-fonden"),
        ("Svenska FAO-kommittén", "Svenska FAO-kommittén"),
        ("Sveriges ambassad  Zagreb", "Sveriges ambassad Zagreb"),
    ],
)
def test_capitals_are_read(capitals: str, read: str) -> None:
    assert readable(capitals) == read


def test_no_address_is_kept() -> None:
    kept = json.dumps([claim.body() for claim in claims_of("agencies_scb")], ensure_ascii=False)
    for entry in json.loads(bundled("agencies_scb")).values():
        for field in ("office_address", "postal_address"):
            street = entry.get(field, {}).get("address", "")
            assert not (len(street) > 8 and f'"{street}"' in kept)
    assert "postcode" not in kept


REFUSED = [
    (b"  ", "file.json: the value is empty, expected a JSON document"),
    (b"\xff\xfe{", "expected UTF-8 text (byte 0 is not)"),
    ([], "file.json, column “/”: found “[]”, expected an object of records by name"),
    ({"A": 3}, "file.json, column “/A”: found “3”, expected an object"),
    (b'{"A": {}, "A": {}}', "found “A”, expected each key once in an object"),
    (b"[" * 200_000, "file.json: expected JSON that is not nested a thousand deep"),
    (b'{"A": {"org_nr": NaN}}', "found “NaN”, expected a number that JSON knows"),
]
REFUSED_SCB = [
    ({"A": scb(phone="x")}, 'column “/A/phone”: found “"x"”, expected no field of this name'),
    (
        {"A": scb(office_address={"address": "", "city": "X", "fax": "1"})},
        'column “/A/office_address/fax”: found “"1"”, expected no field of this name',
    ),
    ({"A": scb(org_nr="202100-4921")}, "column “/A/org_nr”: found “202100-4921”, expected the ch"),
    ({"A": scb(org_nr="2021")}, "found “2021”, expected an organisation number has ten digits"),
    ({"A": scb(org_nr=None)}, "column “/A/org_nr”: expected a value (the field is missing or nu"),
    ({"A": scb(org_nr=2021004920)}, "column “/A/org_nr”: found “2021004920”, expected a text"),
    ({"A": scb(group="Ny grupp")}, "column “/A/group”: found “Ny grupp”, expected one of Statl"),
    ({"A": {"org_nr": ""}}, "column “/A/group”: expected a group, because the agency has not end"),
    ({"A": scb(start="2008")}, 'column “/A/start”: found “"2008"”, expected a whole number'),
    ({"A": scb(start=8)}, "column “/A/start”: found “8”, expected a year from 1500 to 2100"),
    ({"A": scb(start=True)}, "column “/A/start”: found “true”, expected a whole number"),
    ({"A b": scb(), "A  B": scb()}, "column “/A  B”: found “A  B”, expected each name once"),
]
REFUSED_ESV = [
    ({"A": esv(phone="x")}, 'column “/A/phone”: found “"x"”, expected no field of this name'),
    ({"A": esv(id="12")}, 'column “/A/id”: found “"12"”, expected a whole number'),
    ({"A": esv(), "B": esv()}, "column “/B/id”: found “1241”, expected each id once in the file"),
    ({"A": esv(start="sedan 1999")}, "column “/A/start”: found “sedan 1999”, expected a year"),
    ({"A": esv(old_names=["x", 3])}, "column “/A/old_names/1”: found “3”, expected a text"),
    ({"A/~B": esv(old_names="x")}, 'column “/A~1~0B/old_names”: found “"x"”, expected a list'),
]


@pytest.mark.parametrize(
    ("source", "data", "said"),
    [("agencies_scb", *case) for case in REFUSED + REFUSED_SCB]
    + [("agencies_esv", *case) for case in REFUSED + REFUSED_ESV],
)
def test_refused(source: str, data: Any, said: str) -> None:
    assert said in refusal(source, data)


@pytest.mark.parametrize("source", ["agencies_scb", "agencies_esv"])
def test_half_a_file_is_refused(source: str) -> None:
    said = refusal(source, bundled(source)[:9000])
    assert said.startswith("file.json, row ")
    assert "expected JSON (" in said


def test_a_personal_number_is_refused_without_repeating_it() -> None:
    said = refusal("agencies_scb", {"A": scb(org_nr="811228-9874")})
    assert "column “/A/org_nr”: expected an agency's number; a personal number" in said
    assert "9874" not in said


def test_a_number_that_nobody_shares_is_the_entrys_own() -> None:
    found = made("agencies_scb", {"DOMSTOLSVERKET": scb(org_nr=HOST, group=COURTS)})
    assert found["DOMSTOLSVERKET"]["identifiers"] == ["orgnr:2021002742"]


def test_names_are_shown_as_esv_spells_them() -> None:
    # the lower order goes first, and SCB writes most names in capitals
    orders = {name: importer.manifest.order for name, importer in importers().items()}
    assert orders["agencies_esv"] < orders["agencies_scb"] < orders["ror"]


def test_one_bad_entry_leaves_the_others_readable() -> None:
    importer = importers()["agencies_scb"]
    entries = {"A": scb(org_nr="x"), "B": scb()}
    make = ClaimMaker(importer.manifest)
    bad, good = importer.module.read(SourceFile.from_bytes(json.dumps(entries).encode(), "f.json"))
    with pytest.raises(BadInputError):
        list(importer.module.claims(bad, make))
    assert [claim.fields["name"] for claim in importer.module.claims(good, make)] == ["B"]
