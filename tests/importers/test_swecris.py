"""Swecris: one grant under two funders, reused numbers, nameless and personal coordinators.

``swecris_made.csv`` has the real headings; its organisations, numbers and titles are invented.
"""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from graph_schema.claims import Claim, Locator
from importers.base import ClaimMaker, importers
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.run import run
from queries.projection.project import project
from queries.stores.base import Row

MADE = Path(__file__).with_name("swecris_made.csv")
REAL = Path(__file__).parents[3] / "shared" / "data" / "swecris" / "swecris_sample.csv"
SWECRIS = importers()["swecris"]
UNIVERSITY, WORKSHOP = "orgnr:2099990000", "orgnr:5599990008"
COUNCIL, FOUNDATION = "orgnr:2099990018", "orgnr:8029990010"


class Kept:
    """Keeps the claims of a run."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []

    def record(self, claim: Claim, file: str) -> None:
        """Keep one claim."""
        self.claims.append(claim)


def read_all(file: SourceFile) -> list[Claim]:
    """All claims of a file that stands in memory."""
    make = ClaimMaker(SWECRIS.manifest)
    return [c for grant in SWECRIS.module.read(file) for c in SWECRIS.module.claims(grant, make)]


def claims_of(path: Path) -> list[Claim]:
    """All claims of a file."""
    kept = Kept()
    run(SWECRIS, [path], kept)
    return kept.claims


def changed(old: str, new: str) -> bytes:
    """The made file with one thing in it changed."""
    text = MADE.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    return text.replace(old, new, 1).encode()


def refusal(data: bytes) -> str:
    """The first error over a record of this file."""
    with pytest.raises(BadInputError) as refused:
        read_all(SourceFile.from_bytes(data, "s.csv"))
    return str(refused.value)


def of_grant(claims: list[Claim], grant: str, kind: str) -> list[Claim]:
    """The claims of one kind that one grant makes."""
    return [claim for claim in claims if claim.record == grant and claim.kind == kind]


def test_a_grant_whole() -> None:
    claims = claims_of(MADE)

    (found,) = of_grant(claims, "2024-00001_RJ", "Project")
    assert found.locator == Locator(row=2)
    assert found.published == {
        "projectId": "2024-00001_RJ",
        "projectTitleSv": "Påhittat exempel: mötesplatser för arbete",
        "projectTitleEn": "Invented example: meeting places for work",
        "projectStartDate": "2024-01-01",
        "projectEndDate": "2026-12-31",
    }
    assert found.fields == {
        "name": "Påhittat exempel: mötesplatser för arbete",
        "aliases": ["Invented example: meeting places for work"],
        "number": "2024-00001",
        "identifiers": ["swecris:2024-00001_RJ"],
        "start": "2024-01-01",
        "end": "2026-12-31",
    }
    coordinator, funder = of_grant(claims, "2024-00001_RJ", "Actor")
    assert coordinator.fields == {
        "name": "Påhittade universitetet",
        "aliases": ["Invented University"],
        "identifiers": [UNIVERSITY],
        "sector": "academia",
        "actor_kind": "university",
        "sector_basis": "source",
        "sector_evidence": "stated by the source",
    }
    assert (funder.key, funder.fields["sector"]) == (FOUNDATION, "civil_society")
    (role,) = of_grant(claims, "2024-00001_RJ", "PARTICIPATES_IN")
    assert role.ends == (coordinator.node, found.node)
    assert role.fields == {"role": "owner", "role_as_published": "coordinatingOrganisation"}
    (paid,) = of_grant(claims, "2024-00001_RJ", "FUNDS")
    assert paid.ends == (funder.node, found.node)
    assert paid.fields == {
        "amount": "4107067",
        "currency": "SEK",
        "amount_kind": "granted",
        "amount_as_published": "fundingsSek",
        "start": "2024-01-01",
        "end": "2026-12-31",
    }
    assert paid.published == {
        "fundingsSek": "4107067.0",
        "fundingYear": "2024.0",
        "fundingStartDate": "2024-01-01 12:00:00",
        "fundingEndDate": "2026-12-31 12:00:00",
        "typeOfAwardId": "1.0",
        "typeOfAwardDescrSv": "Projektbidrag",
        "typeOfAwardDescrEn": "Project grant",
    }


def test_one_grant_under_two_funders_is_one_project_and_its_twin_number_another() -> None:
    claims = claims_of(MADE)
    rows = [Row("claim", claim.id, claim.body(), 1, None) for claim in claims]

    graph = project(rows, [], {}, 1)

    projects = {
        body["id"]: body["fields"] for body in graph.entities.values() if body["label"] == "Project"
    }
    assert sorted(fields["number"] for fields in projects.values()) == [
        "2024-00001",  # two funders
        "2024-00001",  # the number of another project
        "2024-00002",
        "2024-00003",
    ]
    names = {body["id"]: body["fields"]["name"] for body in graph.entities.values()}
    paid: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for edge in graph.edges.values():
        if edge["type"] == "FUNDS":
            amount = edge["fields"].get("amount")
            paid[names[edge["to"]]].append((names[edge["from"]], amount))
    assert {name: sorted(by) for name, by in paid.items()} == {
        "Påhittat exempel - mötesplatser för arbete": [
            ("Påhittade fonden", "4107067"),
            ("Påhittade forskningsrådet", "4107067"),
        ],
        "Påhittat exempel om något annat": [("Påhittade forskningsrådet", "50000.5")],
        "Påhittat exempel utan organisation": [("Påhittade fonden", "407000")],
        "█" * len("Påhittad Personsson") + " provar en idé": [("Påhittade forskningsrådet", None)],
    }


def test_null_is_no_organisation() -> None:
    claims = claims_of(MADE)

    (nameless,) = of_grant(claims, "2024-00002_RJ", "Project")
    assert nameless.fields["unnamed_parties"] == ["koordinator utan namn"]
    assert of_grant(claims, "2024-00002_RJ", "PARTICIPATES_IN") == []
    assert [a.key for a in of_grant(claims, "2024-00002_RJ", "Actor")] == [FOUNDATION]
    assert not any("NULL" in str(claim.body()) for claim in claims)


def test_of_a_sole_trader_neither_number_nor_name_is_kept() -> None:
    claims = claims_of(MADE)

    trader, _ = of_grant(claims, "2024-00003_Vinnova", "Actor")
    assert (trader.published, trader.fields) == (
        {},
        {
            "name": "Enskild näringsidkare (2024-00003_Vinnova)",
            "sector": "private",
            "actor_kind": "company",
            "sector_basis": "source",
            "sector_evidence": "a sole trader's number, discarded",
        },
    )
    said = "".join(str(claim.body()) for claim in claims)
    assert [word in said for word in ("Personsson", "880101", "8801011233")] == [False] * 3


def test_a_period_that_ends_before_it_starts_is_kept_as_published_and_not_read() -> None:
    (found,) = of_grant(claims_of(MADE), "2024-00003_Vinnova", "Project")

    assert found.published["projectEndDate"] == "2024-04-01"
    assert {"start", "end"} & set(found.fields) == set()


def test_subjects_are_those_of_three_digits_and_unclassified_is_none() -> None:
    claims = claims_of(MADE)

    themes = of_grant(claims, "2024-00001_RJ", "Theme")
    assert [theme.fields for theme in themes] == [
        {
            "name": "Sociologi",
            "aliases": ["Sociology"],
            "identifiers": ["ssif:504"],
            "notation": "504",
        },
        {
            "name": "Filosofi, etik och religion",
            "aliases": ["Philosophy, Ethics and Religion"],
            "identifiers": ["ssif:603"],
            "notation": "603",
        },
    ]
    assert len(of_grant(claims, "2024-00001_RJ", "ADDRESSES")) == 2
    assert of_grant(claims, "2024-00001_VR", "Theme") == []


def test_the_download_with_capital_headings_and_names_of_persons_reads_the_same() -> None:
    header, *rest = MADE.read_text(encoding="utf-8").splitlines()
    capitals = ",".join(name[0].upper() + name[1:] for name in header.split(","))
    lines = [f"InvolvedPeople,{capitals}", *(f"¤¤¤1234¤En Person,{line}" for line in rest)]

    found = read_all(SourceFile.from_bytes("\n".join(lines).encode(), "d.csv"))

    assert [claim.id for claim in found] == [claim.id for claim in claims_of(MADE)]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "Universitet,University",
            "Universum,University",
            "s.csv, row 2, column “coordinatingOrganisationTypeOfOrganisationSv”: "
            "found “Universum”, expected one of the types of organisation “Universitet”, "
            "“Högskola”, “Stat, regioner, kommuner, församlingar”, “Företag”, "
            "“Ideella föreningar och stiftelser”",
        ),
        (
            "4107067.0",
            "4 107 067 x",
            "s.csv, row 2, column “fundingsSek”: found “4 107 067 x”, expected an amount such as "
            "75 354 267, 2073781,25 or 1.234.567,5 with “.” before decimals",
        ),
        (
            "2024-00001_Vinnova",
            "2024-00001_RJ",
            "s.csv, row 3, column “projectId”: found “2024-00001_RJ”, expected each grant once in "
            "the file; this one stands in row 2 already; remove one of the two rows",
        ),
        (
            "559999-0008",
            "559999-0009",
            "s.csv, row 4, column “coordinatingOrganisationId”: found “559999-0009”, expected an "
            "organisation number such as 202100-4920 (the check digit of the organisation number "
            "is wrong)",
        ),
    ],
)
def test_what_cannot_be_read_is_named_by_row_column_and_value(
    old: str, new: str, says: str
) -> None:
    assert refusal(changed(old, new)) == says


def test_nothing_is_bundled_without_a_licence_and_only_owners_are_covered() -> None:
    manifest = SWECRIS.manifest

    assert (manifest.bundled, manifest.sample, manifest.licence.evidence) == (False, (), None)
    assert [part.participants for part in manifest.coverage] == ["owner_only"]


if REAL.is_file():

    def test_the_real_sample_has_the_twins_its_description_counts() -> None:
        """394 of 422 RJ rows twin a Vinnova number, 384 with equal amounts; twelve do not."""
        claims = claims_of(REAL)
        paid: dict[str, list[Claim]] = defaultdict(list)
        keys: dict[str, set[str]] = defaultdict(set)
        for claim in claims:
            if claim.kind == "FUNDS" and claim.ends is not None:
                paid[claim.ends[1].key].append(claim)
            elif claim.kind == "Project":
                keys[claim.fields["number"]].add(claim.key)
        twins = [several for several in paid.values() if len(several) > 1]

        assert Counter(claim.kind for claim in claims)["Project"] == 1905
        assert Counter(map(len, paid.values())) == {1: 1905 - 2 * 394, 2: 394}
        assert sum(len({t.fields["amount"] for t in several}) == 1 for several in twins) == 384
        assert sum(len(projects) > 1 for projects in keys.values()) == 12
