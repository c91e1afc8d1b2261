"""Curated facts: one row gives these claims, and a file that is wrong says where."""

import csv
import io
import tomllib
from collections.abc import Iterable
from importlib.resources import files

import pytest

from graph_schema.claims import Claim, RecordKey
from graph_schema.vocabularies import AmountKind, CollaborationKind, ParticipationStatus, Role
from importers.base import ClaimMaker, Manifest
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.sources.ecosystem_facts import wording
from importers.sources.ecosystem_facts.importer import claims, read
from importers.sources.ecosystem_facts.money import levels
from importers.sources.ecosystem_facts.parties import Party, is_unnamed, parties, placed
from importers.sources.ecosystem_facts.statement import COLUMNS

FOLDER = files("importers.sources.ecosystem_facts")
MANIFEST = Manifest.model_validate(
    tomllib.loads(FOLDER.joinpath("manifest.toml").read_text(encoding="utf-8"))
)
PAGE = "https://example.org/sida"


def row(**values: str) -> dict[str, str]:
    plain = {
        "subject": "Vinnova",
        "subject_sector": "public",
        "relation": "PARTNER_IN",
        "object": "Goda grannar",
        "object_kind": "Project",
        "source_url": PAGE,
        "retrieved": "2026-11-22",
    }
    return dict.fromkeys(COLUMNS, "") | plain | values


def table(rows: Iterable[dict[str, str]], header: Iterable[str] = COLUMNS) -> SourceFile:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([list(r.values()) for r in rows])
    return SourceFile.from_bytes(text.getvalue().encode(), "facts.csv")


def claims_of(file: SourceFile) -> list[Claim]:
    make = ClaimMaker(MANIFEST)
    return [claim for fact in read(file) for claim in claims(fact, make)]


def stated(*rows: dict[str, str]) -> list[Claim]:
    return claims_of(table(rows))


def of(kind: str, found: Iterable[Claim]) -> list[Claim]:
    return [claim for claim in found if claim.kind == kind]


def refusal(file: SourceFile) -> str:
    with pytest.raises(BadInputError) as caught:
        claims_of(file)
    return str(caught.value)


@pytest.fixture(scope="module")
def bundled() -> list[Claim]:
    data = FOLDER.joinpath("facts.csv").read_bytes()
    return claims_of(SourceFile.from_bytes(data, "facts.csv"))


def test_a_project_with_its_owner_and_its_funder() -> None:
    shared = {
        "object": "Coop for EU",
        "start": "2018-03-01",
        "end": "2018-12-31",
        "register_number": "2018/00248",
        "programme": "ESF 2014-2020, mål 2.3",
        "region": "Norrbotten",
    }
    found = stated(
        row(
            subject="Coompanion Norrbotten Ekonomisk förening",
            subject_sector="civil_society",
            relation="OWNS_PROJECT",
            role_as_published="Projektägare",
            **shared,
        ),
        row(
            subject="ESF",
            relation="FUNDS",
            role_as_published="Beviljat ESF-stöd",
            amount="1921788",
            currency="SEK",
            amount_kind="Beviljat ESF-stöd",
            **shared,
        ),
    )

    project, owner = found[0], of("Actor", found)[0]
    assert (project.record, project.key, str(project.locator)) == (
        PAGE,
        "nr:2018/00248",
        f"row 2, {PAGE} (2026-11-22)",
    )
    assert project.fields == {
        "name": "Coop for EU",
        "number": "2018/00248",
        "identifiers": ["dnr:2018/00248"],
        "start": "2018-03-01",
        "end": "2018-12-31",
        "region_as_published": "Norrbotten",
        "programme_as_published": "ESF 2014-2020, mål 2.3",
    }
    assert project.published == {
        "object": "Coop for EU",
        "object_kind": "Project",
        "register_number": "2018/00248",
        "programme": "ESF 2014-2020, mål 2.3",
        "region": "Norrbotten",
        "start": "2018-03-01",
        "end": "2018-12-31",
    }
    assert owner.fields["name"] == "Coompanion Norrbotten Ekonomisk förening"
    assert owner.fields["sector"] == "civil_society"
    [part] = of("PARTICIPATES_IN", found)
    assert part.ends == (owner.node, project.node)
    assert part.fields == {"role": "owner", "role_as_published": "Projektägare", "status": "party"}
    [funding] = of("FUNDS", found)
    assert funding.ends == (
        RecordKey("ecosystem_facts", "Actor", "europeiska socialfonden (esf)"),
        project.node,
    )
    assert funding.fields == {
        "amount": "1921788",
        "currency": "SEK",
        "amount_kind": "eu_support",
        "amount_as_published": "Beviljat ESF-stöd",
        "via": "ESF 2014-2020, mål 2.3",
    }
    assert {c.ends[1] for c in of("ACTIVE_IN", found) if c.ends} == {
        RecordKey("regions", "Region", "lan:25")
    }
    assert [(c.key, c.fields["name"]) for c in of("Programme", found)[:2]] == [
        ("programme:ESF 2014-2020", "Socialfondsprogrammet 2014–2020"),
        ("fund:ESF", "Europeiska socialfonden (ESF)"),
    ]


def test_an_orgnr_is_the_key_and_a_curated_sector_says_which_page_it_stands_on() -> None:
    found = stated(
        row(
            subject="Coompanion Sverige",
            subject_orgnr="769627-4146",
            subject_sector="civil_society",
        ),
        row(subject="Hisekai", subject_sector="private"),
        row(subject="Blå Vägen", subject_sector="unknown"),
    )

    numbered, curated, unknown = of("Actor", found)
    assert (numbered.key, numbered.fields["identifiers"]) == (
        "orgnr:7696274146",
        ["orgnr:7696274146"],
    )
    assert curated.fields == {
        "name": "Hisekai",
        "sector": "private",
        "actor_kind": "unknown",
        "sector_basis": "curated",
        "sector_evidence": PAGE,
    }
    assert unknown.fields == {"name": "Blå Vägen"}


def test_groups_without_names_are_counts_on_the_arena_and_never_actors() -> None:
    found = stated(
        row(subject="11 samverkanspartners", subject_sector="unknown"),
        row(subject="länets kommuner"),
        row(subject="Länsstyrelserna", relation="FUNDS", role_as_published="beviljat stöd"),
    )

    assert of("Actor", found) == []
    assert of("PARTICIPATES_IN", found) == []
    assert [claim.fields["unnamed_parties"] for claim in of("Project", found)] == [
        ["11 samverkanspartners"],
        ["länets kommuner"],
        ["Länsstyrelserna (beviljat stöd)"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "11 församlingar i Skåne och Blekinge",
        "199 medfinansierande organisationer, företag och myndigheter",
        "39 folkhögskolor och 41 studieförbund/avdelningar",
        "ett 90-tal organisationer",
        "tre av Fryshusets organisationer",
        "åtta församlingar",
        "all municipalities in the north east of Skåne",
        "the county’s four coordination agencies",
        "kommuner i Stockholms län",
        "arbetsförmedlingar",
        "flera lokala föreningar",
        "ett antal företag",
        "övriga kommuner",
    ],
)
def test_these_texts_count_organisations(text: str) -> None:
    assert is_unnamed(text)


@pytest.mark.parametrize(
    "name",
    [
        "Nationella nätverket för samordningsförbund",
        "Skånes folkhögskolor i samverkan",
        "Nätverket – Idéburen Sektor Skåne",
        "Samordningsförbundet Östra Södertörn",
        "Sveriges Kommuner och Regioner",
        "Forum – idéburna organisationer med social inriktning",
        "Studieförbundet Bilda",
        "M29 Socialt Företagscenter",
        "Youth 2030 Movement",
        "4H Sverige",
        "Lokal Kraft",
        "Fyrklöverns Kommunalförbund",
        "kommunens socialförvaltning",
        "European Network of Social Integration Enterprises",
    ],
)
def test_these_texts_name_one(name: str) -> None:
    assert not is_unnamed(name)


@pytest.mark.parametrize(
    ("published", "meant"),
    [
        ("Mötesplats Social Innovation (MSI)", Party("Mötesplats Social Innovation", ("MSI",))),
        (
            "SABO (Sveriges allmännyttiga bostadsföretag)",
            Party("Sveriges allmännyttiga bostadsföretag", ("SABO",)),
        ),
        ("Fondazione Giacomo Brodolini (IT)", Party("Fondazione Giacomo Brodolini (IT)")),
        ("Lunds kommun (socialnämnden)", Party("Lunds kommun", unit="socialnämnden")),
        (
            "Arbetsmarknadsförvaltningen - Stockholms stad",
            Party("Stockholms stad", unit="Arbetsmarknadsförvaltningen"),
        ),
        (
            "Mötesplats Social Innovation (MSI) vid Malmö universitet",
            Party("Mötesplats Social Innovation", ("MSI",), unit_of="Malmö universitet"),
        ),
        (
            "Region Örebro län – Partnerskapet för social innovation",
            Party("Region Örebro län", unit="Partnerskapet för social innovation"),
        ),
        (
            "Coompanion - Kooperativ Utveckling Västernorrland",
            Party("Coompanion - Kooperativ Utveckling Västernorrland"),
        ),
        (
            "Lechner, Reiter & Riesenfelder Social Research OG – Austria",
            Party("Lechner, Reiter & Riesenfelder Social Research OG – Austria"),
        ),
    ],
)
def test_what_a_published_name_means(published: str, meant: Party) -> None:
    assert parties(published) == (meant,)


def test_two_owners_in_one_name_are_two_actors() -> None:
    found = stated(row(subject="Stiftelsen Botildenborg/Xenofilia AB", relation="OWNS_PROJECT"))

    assert [c.fields["name"] for c in of("Actor", found)] == [
        "Stiftelsen Botildenborg",
        "Xenofilia AB",
    ]
    assert [c.published["subject"] for c in of("PARTICIPATES_IN", found)] == [
        "Stiftelsen Botildenborg/Xenofilia AB"
    ] * 2


def test_a_bare_municipality_is_named_as_one_where_the_role_says_so() -> None:
    assert parties("Haninge", is_municipality=True) == (Party("Haninge kommun", ("Haninge",)),)
    assert parties("Karlstad", is_municipality=True) == (Party("Karlstads kommun", ("Karlstad",)),)
    assert parties("Malmö", is_municipality=True) == (Party("Malmö stad", ("Malmö",)),)
    assert parties("Haninge") == (Party("Haninge"),)


def test_a_name_that_many_organisations_have_gets_its_place() -> None:
    assert placed(Party("Länsstyrelsen"), "Skåne").name == "Länsstyrelsen (Skåne)"
    assert placed(Party("Arbetsmarknads- och socialförvaltningen"), "Malmö").name == (
        "Arbetsmarknads- och socialförvaltningen (Malmö)"
    )
    assert placed(Party("Länsstyrelsen Skåne"), "Skåne").name == "Länsstyrelsen Skåne"
    assert placed(Party("Folkbildningsrådet"), "Skåne").name == "Folkbildningsrådet"


def test_a_unit_belongs_to_its_organisation_and_the_organisation_takes_part() -> None:
    found = stated(row(subject="Lunds kommun (socialnämnden)", object_kind="Collaboration"))

    host, unit = of("Actor", found)
    assert (host.fields["name"], unit.fields["name"]) == (
        "Lunds kommun",
        "Lunds kommun, socialnämnden",
    )
    assert (unit.fields["actor_kind"], unit.fields["sector"]) == ("unit", "public")
    assert [c.ends for c in of("PART_OF", found)] == [(unit.node, host.node)]
    assert [c.ends[0] for c in of("PARTICIPATES_IN", found) if c.ends] == [host.node]


def test_an_abbreviation_means_the_one_name_that_the_file_spells_out() -> None:
    found = stated(
        row(subject="Nationella nätverket för samordningsförbund (NNS)"),
        row(subject="NNS"),
        row(subject="CSI"),
    )

    assert [c.key for c in of("Actor", found)] == [
        "nationella nätverket för samordningsförbund",
        "nationella nätverket för samordningsförbund",
        "csi",
    ]


def test_a_row_without_number_belongs_to_the_only_numbered_project_of_its_name() -> None:
    found = stated(
        row(object="Yalla Sofielund", register_number="2015/00788", programme="ESF 2014-2020"),
        row(object="Yalla sofielund"),
        row(object="Crossroads", register_number="2011/00001"),
        row(object="Crossroads", register_number="2019/00002"),
        row(object="Crossroads"),
    )

    assert [c.key for c in of("Project", found)] == [
        "nr:2015/00788",
        "nr:2015/00788",
        "nr:2011/00001",
        "nr:2019/00002",
        "crossroads",
    ]


def test_a_number_is_tagged_only_where_its_register_is_known() -> None:
    found = stated(
        row(register_number="22-018-S01"),
        row(register_number="2017-05385", programme="Vinnova: Social innovation"),
        row(register_number="2017-05385"),
        row(register_number="2018/00248"),
        row(register_number="KS/2016:7", programme="IOP"),
    )

    assert [c.fields.get("identifiers", []) for c in of("Project", found)] == [
        ["dnr:22-018-S01"],
        ["vinnova:2017-05385"],
        [],
        [],
        [],
    ]


def test_members_of_an_organisation_meet_in_an_arena_with_the_organisation_in_it() -> None:
    found = stated(
        row(
            subject="Tyresö",
            relation="MEMBER_OF",
            object="Samordningsförbundet Östra Södertörn",
            object_kind="Organisation",
            role_as_published="kommun i förbundet",
            start="2008",
        )
    )

    [arena] = of("Collaboration", found)
    association, member = of("Actor", found)
    assert arena.fields == {
        "name": "Samordningsförbundet Östra Södertörn (medlemmar)",
        "collaboration_kind": "network",
    }
    assert (association.fields["name"], member.fields["name"]) == (
        "Samordningsförbundet Östra Södertörn",
        "Tyresö kommun",
    )
    assert [(c.ends, c.fields) for c in of("PARTICIPATES_IN", found)] == [
        ((association.node, arena.node), {"role": "organiser", "status": "party"}),
        (
            (member.node, arena.node),
            {
                "role": "participating_organisation",
                "role_as_published": "kommun i förbundet",
                "status": "party",
                "start": "2008",
            },
        ),
    ]


def test_parts_of_organisations_networks_and_programmes() -> None:
    found = stated(
        row(subject="Mötesplats Social Innovation", relation="PART_OF", object="Malmö universitet",
            object_kind="Organisation"),
        row(subject="Science Park Borås", relation="PART_OF", object="Mötesplats Social Innovation",
            object_kind="Collaboration", role_as_published="regional nod i verksamheten hos"),
        row(subject="The Joint Way", relation="PART_OF", object_kind="Programme",
            object="Ett stärkt innovationsstöd (tio projekt)"),
    )  # fmt: skip

    facts = "ecosystem_facts"
    assert [c.ends for c in of("PART_OF", found)] == [
        (
            RecordKey(facts, "Actor", "mötesplats social innovation"),
            RecordKey(facts, "Actor", "malmö universitet"),
        ),
        (
            RecordKey(facts, "Project", "the joint way"),
            RecordKey(facts, "Programme", "call:ett stärkt innovationsstöd"),
        ),
    ]
    [node] = of("PARTICIPATES_IN", found)
    assert node.fields["role"] == "participating_organisation"


def test_an_amount_on_a_partner_row_stands_with_the_role() -> None:
    [part] = of(
        "PARTICIPATES_IN",
        stated(
            row(role_as_published="beviljats medel", amount="234250", currency="EUR",
                amount_kind="andel av projektbudget")
        ),
    )  # fmt: skip

    assert part.fields == {
        "role": "partner_with_budget",
        "role_as_published": "beviljats medel (234250 EUR, andel av projektbudget)",
        "status": "party",
    }


def test_three_yearly_amounts_are_three_ties() -> None:
    found = stated(
        *(
            row(relation="COFINANCES", amount=amount, currency="SEK", amount_kind=f"år {year}",
                role_as_published="regionala projektmedel (förslag till beslut)")
            for year, amount in (("2017", "788216"), ("2018", "761151"), ("2019", "764348"))
        )
    )  # fmt: skip

    fundings = of("FUNDS", found)
    assert len({claim.key for claim in fundings}) == 3
    assert fundings[0].fields == {
        "amount": "788216",
        "currency": "SEK",
        "amount_kind": "unknown",
        "amount_as_published": "regionala projektmedel (förslag till beslut); år 2017",
        "start": "2017",
        "end": "2017",
    }


def test_dates_of_joining_date_the_tie_and_not_the_network() -> None:
    found = stated(
        row(subject="Högskolan i Borås", relation="MEMBER_OF", object="Mötesplats",
            object_kind="Collaboration", role_as_published="ny regional nod", start="2023-09")
    )  # fmt: skip

    assert "start" not in of("Collaboration", found)[0].fields
    assert of("PARTICIPATES_IN", found)[0].fields["start"] == "2023-09"


@pytest.mark.parametrize(
    ("role", "programme", "roles"),
    [
        ("Samverkanspart", "ESF 2014-2020", (Role.PARTNER_WITH_BUDGET,)),
        ("Samarbetspart", "ESF+", (Role.PARTNER,)),
        ("Samverkanspart", "", (Role.PARTNER_UNSPECIFIED,)),
        ("extern samverkanspartner", "ESF+", (Role.PARTNER_UNSPECIFIED,)),
        ("consortium is led by", "", (Role.OWNER,)),
        ("Projektägare", "ESF", (Role.OWNER,)),
        ("behovsägare inom", "", (Role.PARTNER_UNSPECIFIED,)),
        ("Deltagande kommun", "ESF", (Role.PARTICIPATING_ORGANISATION,)),
        ("styrgrupp och referensgrupp", "ESF", (Role.STEERING_GROUP, Role.REFERENCE_GROUP)),
        ("tillsammans med", "ESF", (Role.PARTNER_UNSPECIFIED,)),
        ("", "", (Role.PARTNER_UNSPECIFIED,)),
    ],
)
def test_roles(role: str, programme: str, roles: tuple[Role, ...]) -> None:
    assert wording.partner_roles(role, programme) == roles


def test_statuses() -> None:
    assert wording.status("part i IOP") is ParticipationStatus.PARTY
    assert wording.status("inledande dialoger") is ParticipationStatus.ATTENDED
    assert wording.status("deltar i panelen") is ParticipationStatus.ATTENDED
    assert wording.status("uttryckt intresse") is ParticipationStatus.INTERESTED
    assert wording.status("tackat nej") is ParticipationStatus.DECLINED


@pytest.mark.parametrize(
    ("published", "kind"),
    [
        ("Beviljat ESF-stöd", AmountKind.EU_SUPPORT),
        ("EU contribution", AmountKind.EU_SUPPORT),
        ("Bidrag från Vinnova", AmountKind.GRANTED),
        ("Budget (total)", AmountKind.TOTAL),
        ("total budget inklusive medfinansiering", AmountKind.TOTAL),
        ("total projektbudget", AmountKind.TOTAL),
        ("Gesamtbudget", AmountKind.TOTAL),
        ("kommunalt stöd", AmountKind.PUBLIC),
        ("Sökt EU-belopp", AmountKind.UNKNOWN),
        ("utlyst belopp", AmountKind.UNKNOWN),
        ("lån", AmountKind.UNKNOWN),
        ("per år", AmountKind.UNKNOWN),
        ("total omsättning", AmountKind.UNKNOWN),
        ("", AmountKind.UNKNOWN),
    ],
)
def test_kinds_of_amount(published: str, kind: AmountKind) -> None:
    assert wording.amount_kind(published) is kind


@pytest.mark.parametrize(
    ("name", "programme", "kind"),
    [
        ("IOP Lund: RådRum", "IOP", CollaborationKind.CIVIL_PUBLIC_PARTNERSHIP),
        ("CARPE SOPHIA", "IOP", CollaborationKind.CIVIL_PUBLIC_PARTNERSHIP),
        ("Idéburet offentligt partnerskap UVAS", "", CollaborationKind.CIVIL_PUBLIC_PARTNERSHIP),
        ("The Partnership for Social Innovation (PSI)", "", CollaborationKind.PARTNERSHIP),
        ("round table discussion on the ecosystem", "", CollaborationKind.ROUND_TABLE),
        ("Innovativa lösningar 2023 (konferens)", "", CollaborationKind.CONFERENCE),
        ("koalition kring ungas engagemang", "", CollaborationKind.COALITION),
        ("Webbinarium: Vad innebär det", "", CollaborationKind.EVENT),
        ("Överenskommelsen Skåne", "", CollaborationKind.PARTNERSHIP),
        ("På Lika Villkor", "", CollaborationKind.UNKNOWN),
    ],
)
def test_kinds_of_collaboration(name: str, programme: str, kind: CollaborationKind) -> None:
    assert wording.collaboration_kind(name, programme, "") is kind


@pytest.mark.parametrize(
    ("published", "keys"),
    [
        ("ESF+ programområde E, E1", ["fund:ESF+"]),
        ("European Social Fund Plus (ESF+) 2021-2027", ["fund:ESF+"]),
        ("ESF 2007-2013 Programområde 2", ["programme:ESF 2007-2013", "fund:ESF"]),
        ("Europeiska socialfonden (ESF) PO1", ["fund:ESF"]),
        ("ERUF – Europeiska Regionala Utvecklingsfonden", ["fund:ERUF"]),
        (
            "Vinnova: Social innovation mot segregation",
            ["call:social innovation mot segregation", "programme:Vinnova"],
        ),
        ("EaSI", ["programme:EaSI"]),
        ("European Social Fund and EaSI", []),
        ("Vinnova; MUCF", []),
        ("IOP", []),
        ("Länets handlingsplan", []),
        ("", []),
    ],
)
def test_programmes_are_read_only_where_they_are_clear(published: str, keys: list[str]) -> None:
    assert [level.key for level in levels(published)] == keys


def test_a_sole_trader_leaves_neither_number_nor_name() -> None:
    found = stated(
        row(
            subject="Kim Exempel",
            subject_orgnr="850709-9805",
            relation="OWNS_PROJECT",
            object="Kim Exempel odlar",
        )
    )

    text = repr([claim.body() for claim in found])
    assert "9805" not in text
    assert "Exempel" not in text
    assert of("Actor", found)[0].fields["name"] == "Enskild näringsidkare (███████████ odlar)"


def test_contact_data_in_any_text_is_masked() -> None:
    text = "Projekt, ring 070-123 45 67 eller kim@example.org"
    for column in ("subject", "object", "role_as_published", "programme", "region"):
        found = repr([claim.body() for claim in stated(row(**{column: text}))])

        assert "070-123" not in found
        assert "kim@" not in found


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"relation": "KNOWS"}, "column “relation”: found “KNOWS”, expected one of PARTNER_IN"),
        (
            {"object_kind": "Person"},
            "column “object_kind”: found “Person”, expected one of Project",
        ),
        ({"subject_sector": "ngo"}, "column “subject_sector”: found “ngo”, expected one of public"),
        ({"subject": ""}, "column “subject”: the value is empty, expected a value"),
        (
            {"start": "2022-02-31"},
            "column “start”: found “2022-02-31”, expected a date that exists",
        ),
        (
            {"start": "2022", "end": "2021-12"},
            "column “end”: found “2021-12”, expected an end that",
        ),
        ({"amount": "1,5 mkr", "currency": "SEK"}, "column “amount”: found “1,5 mkr”"),
        ({"amount": "100"}, "column “currency”: the value is empty, expected the currency"),
        ({"subject_orgnr": "202100-4921"}, "column “subject_orgnr”: found “202100-4921”"),
        ({"source_url": "en sida"}, "column “source_url”: found “en sida”, expected the address"),
        ({"retrieved": ""}, "column “retrieved”: the value is empty, expected the day"),
        (
            {"object_kind": "Programme", "relation": "PARTNER_IN"},
            "column “relation”: found “PARTNER_IN”, expected FUNDS, SUPPORTS or PART_OF",
        ),
    ],
)
def test_a_bad_value_is_named_with_its_row_and_column(values: dict[str, str], message: str) -> None:
    said = refusal(table([row(), row(**values)]))

    assert said.startswith(f"facts.csv, row 3, {message}")


def test_bad_files_are_refused() -> None:
    renamed = ["related" if name == "relation" else name for name in COLUMNS]
    said = refusal(table([row()], renamed))
    assert said.startswith("facts.csv, row 1: found “'related'”, expected the column “relation”")
    assert "rows beneath the headings" in refusal(table([]))
    with pytest.raises(BadInputError, match="this one is empty"):
        SourceFile.from_bytes(b"", "facts.csv")
    other = ";".join(COLUMNS) + "\n" + ";".join(row().values()) + "\n"
    assert stated(row()) == claims_of(SourceFile.from_bytes(other.encode(), "facts.csv"))
    broken = other.replace("Goda grannar", "Malmö på väg").encode("cp437")
    assert "UTF-8" in refusal(SourceFile.from_bytes(broken, "facts.csv"))


def test_the_bundled_list_holds_the_ecosystem_a_strategist_recognises(
    bundled: list[Claim],
) -> None:
    names = {c.node: c.fields["name"] for c in bundled if c.ends is None}
    network = RecordKey("ecosystem_facts", "Collaboration", "mötesplats social innovation")
    centre = RecordKey("ecosystem_facts", "Project", "nr:22-018-s01")
    met = {
        arena: {
            names[c.ends[0]].casefold()
            for c in bundled
            if c.kind == "PARTICIPATES_IN" and c.ends is not None and c.ends[1] == arena
        }
        for arena in (network, centre)
    }

    assert met[network] == {
        "högskolan i borås", "jönköping university", "luleå tekniska universitet",
        "malmö universitet", "umeå universitet", "örebro universitet",
        "stockholms universitet", "science park borås",
        "stiftelsen högskolan i jönköping",
    }  # fmt: skip
    assert met[centre] == {
        "malmö universitet", "mötesplats social innovation", "region örebro län",
        "nationella nätverket för samordningsförbund",
    }  # fmt: skip


def test_every_row_of_the_bundled_list_gives_claims_and_no_group_became_an_actor(
    bundled: list[Claim],
) -> None:
    rows = {claim.locator.row for claim in bundled}
    names = {claim.fields["name"] for claim in bundled if claim.kind == "Actor"}

    assert rows == set(range(2, 1160))
    assert {name for name in names if is_unnamed(name)} == set()
    assert "seeds/" not in FOLDER.joinpath("facts.csv").read_text(encoding="utf-8")


def test_the_same_file_gives_the_same_claims(bundled: list[Claim]) -> None:
    data = FOLDER.joinpath("facts.csv").read_bytes()
    again = claims_of(SourceFile.from_bytes(data, "facts.csv"))

    assert [claim.id for claim in again] == [claim.id for claim in bundled]
