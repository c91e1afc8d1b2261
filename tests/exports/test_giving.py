"""Grants as 360Giving's own schemas read them, and what is left out."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from graph_schema.vocabularies import Audience
from queries.exporting.selection import selected
from queries.lookup.filters import Filters
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from queries.stores.base import Store
from queries.stores.opening import open_store
from service.exports.about import Export
from service.exports.giving import giving
from service.settings import Settings, SettingsError
from tests.callers import caller_of
from tests.commands.command_line import CommandLine
from tests.exports.conftest import BASE, NAMES
from tests.exports.stated import all_ties
from tests.lookup import small_graph as small

SCHEMAS = Path(__file__).parent / "360giving-1.4"
CHECKER = FormatChecker()


@CHECKER.checks("date-time", raises=ValueError)
def is_instant(value: object) -> bool:
    """A date with a time, as RFC 3339 has it."""
    text = str(value)
    datetime.fromisoformat(text)
    return "T" in text


def written(model: ReadModel, filters: Filters | None = None, prefix: str | None = None) -> Any:
    """The package as any program reads it."""
    chosen = filters if filters is not None else Filters()
    export = Export(model, selected(model, chosen), BASE, chosen, grant_prefix=prefix)
    return json.loads(b"".join(giving(export)))


def flaws(package: Any) -> list[str]:
    """What 360Giving's schemas find wrong."""
    grant = json.loads((SCHEMAS / "360-giving-schema.json").read_text(encoding="utf-8"))
    whole = json.loads((SCHEMAS / "360-giving-package-schema.json").read_text(encoding="utf-8"))
    wanted = whole["properties"]["grants"]["items"]["$ref"]
    registry: Any = Registry().with_resource(wanted, DRAFT202012.create_resource(grant))
    validator = Draft202012Validator(whole, registry=registry, format_checker=CHECKER)
    return [
        f"{list(error.path)}: {error.message[:200]}" for error in validator.iter_errors(package)
    ]


@pytest.fixture(scope="module")
def granting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    """Ties of funding of every sort, with names that nobody would want to escape."""
    says, folder = small.Statements(small.REGISTER), tmp_path_factory.mktemp("granting")
    says.says("act", "pays", name=NAMES["markup"], identifiers=["orgnr:2021005521"])
    says.says("act", "owns", name=NAMES["controls"], website="https://e.example/x")
    says.says("act", "also", name=NAMES["astral"])
    says.says("prg", "call", name=NAMES["quotes"], programme_kind="call")
    says.says("reg", "25", name="Norrbottens län", notation="25", level="county")
    says.says("prj", "p", name=NAMES["lines"], start="2021-05", end="2022", summary="Vi bygger.")
    says.says("prj", "bare", name="Utan datum")
    says.says("prj", "none", name="Utan ägare", start="2020")
    for project in ("p", "bare"):
        says.ties("PARTICIPATES_IN", "act/owns", f"prj/{project}", role="owner", status="party")
    says.ties("PARTICIPATES_IN", "act/also", "prj/p", role="partner", status="party")
    says.says("col", "net", name="Ett nätverk", collaboration_kind="network")
    for larger in ("prg/call", "prj/none", "col/net"):
        says.ties("PART_OF", "prj/p", larger)
    says.ties("ACTIVE_IN", "prj/p", "reg/25")
    pay = ("FUNDS", "act/pays", "prj/p")
    says.ties(*pay, amount="1000.50", currency="SEK", amount_kind="granted")
    says.ties(*pay, amount="700", currency="EUR", amount_kind="eu_support", start="2021-03-04")
    says.ties(*pay, amount="5", currency="SEK", amount_kind="total")
    says.ties(*pay, amount="6", currency="SEK", amount_kind="own")
    says.ties(*pay, amount="7", currency="SEK", amount_kind="paid")
    says.ties(*pay, amount="8", currency="SEK", amount_kind="unknown")
    granted = {"amount": "9", "currency": "SEK", "amount_kind": "granted"}
    says.ties("FUNDS", "act/pays", "prj/bare", **granted)
    says.ties("FUNDS", "act/pays", "prj/none", **granted)
    says.ties("FUNDS", "act/also", "prj/p", amount="10", amount_kind="granted")
    says.ties("FUNDS", "act/also", "prj/p", amount_kind="public")
    long = {"amount": "1" * 20, "currency": "SEK", "amount_kind": "public", "start": "2021"}
    says.ties("FUNDS", "act/also", "prj/p", **long)
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    small.record(store, says)
    with closing(Library(store, folder / "cache")) as library:
        yield library.at(1, Audience.PUBLIC)
    store.shut()


def test_it_is_valid_by_the_schemas_of_360giving(granting: ReadModel, model: ReadModel) -> None:
    assert flaws(written(granting)) == []
    assert flaws(written(model)) == []
    assert flaws({"grants": [{"id": "x"}]}) != []  # the schemas do look


def test_a_grant_carries_everything_that_is_known_of_it(granting: ReadModel) -> None:
    grants = {grant["amountAwarded"]: grant for grant in written(granting)["grants"]}

    p, owns = small.node_id("register/prj/p"), small.node_id("register/act/owns")
    county, call = small.node_id("register/reg/25"), small.node_id("register/prg/call")
    tie = small.edge_id(
        "FUNDS", "register/act/pays", "register/prj/p", amount_kind="granted"
    )  # fmt: skip
    claims = grants[1000.5]["ekokarta"].pop("claims")
    assert set(grants) == {1000.5, 700}
    assert claims == all_ties(granting)[tie].values["claims"]
    assert grants[1000.5] == {
        "id": f"map-example-{tie}",
        "title": NAMES["lines"],
        "description": "Vi bygger.",
        "currency": "SEK",
        "amountAwarded": 1000.5,
        "awardDate": "2021-05-01",
        "url": f"{BASE}id/projects/{p}",
        "plannedDates": [{"startDate": "2021-05", "endDate": "2022"}],
        "recipientOrganization": [
            {"id": f"map-example:{owns}", "name": NAMES["controls"], "url": "https://e.example/x"}
        ],
        "beneficiaryLocation": [{"id": county, "name": "Norrbottens län", "geoCode": "25"}],
        "fundingOrganization": [{"id": "SE-ON-2021005521", "name": NAMES["markup"]}],
        "grantProgramme": [{"code": call, "title": NAMES["quotes"]}],
        "classifications": [
            {"vocabulary": "ekokarta amount kind", "code": "granted", "title": "Granted"}
        ],
        "dataSource": f"{BASE}id/ties/{tie}",
        "ekokarta": {
            "tie": tie, "target": p, "target_type": "Project", "amount_as_stated": "1000.50",
            "award_date_as_stated": "2021-05", "award_date_is": "start of what was funded",
            "sources": ["register"],
        },
    }  # fmt: skip
    assert grants[700]["awardDate"] == "2021-03-04"
    assert grants[700]["ekokarta"]["award_date_is"] == "stated of the funding"


def test_what_is_no_known_grant_is_counted_by_reason(granting: ReadModel) -> None:
    package = written(granting)

    left_out = package["ekokarta"]["left_out"]
    assert left_out == {
        "the amount is a total budget": 1,
        "the amount is an own contribution": 1,
        "paid, and what was awarded is not known": 1,
        "what kind of amount it is, is not known": 1,
        "no date is known": 1,
        "no recipient is known": 1,
        "no currency is stated": 1,
        "no amount is stated": 1,
        "the amount has too many digits": 1,
    }
    assert len(package["grants"]) + sum(left_out.values()) == 11


def test_it_says_version_filters_licences_and_coverage(model: ReadModel) -> None:
    package = written(model, Filters(funder=small.FONDEN))

    assert package["version"] == "1.4"
    part = sha256(f'{{"funder": "{small.FONDEN}"}}'.encode()).hexdigest()[:16]
    assert package["identifier"] == f"{BASE}dataset?as_of=2#part-{part}"
    assert written(model)["identifier"] == f"{BASE}dataset?as_of=2"
    assert package["ekokarta"]["filters"] == {"funder": small.FONDEN}
    for said in ("licence: CC0-1.0", '"participants":"complete"', "never to be summed together"):
        assert said in package["description"]


def test_a_publisher_uses_the_prefix_it_was_given(granting: ReadModel) -> None:
    package = written(granting, prefix="360G-example")

    ids = [grant["id"] for grant in package["grants"]]
    assert [id for id in ids if not id.startswith("360G-example-edg-")] == []
    assert package["grants"][0]["recipientOrganization"][0]["id"].startswith("360G-example:act-")


@pytest.mark.parametrize(("publisher", "named"), [(None, "map.example"), ("Kartan", "Kartan")])
def test_it_names_who_publishes_it(
    publisher: str | None, named: str, odd_store: Store, tmp_path: Path
) -> None:
    """Whoever published it before, from the same cache."""
    for each in ("Någon annan", publisher):
        with caller_of(odd_store, tmp_path, base_address=BASE, publisher=each) as caller:
            package = caller.get("/api/v1/export/360giving").json()
    small.record(open_store(f"sqlite:///{tmp_path / 'store.db'}"), small.register())
    own = {"EKOKARTA_BASE_ADDRESS": BASE, "EKOKARTA_PUBLISHER": publisher or ""}
    written = CommandLine(tmp_path, own)("export", "360giving", "--output", tmp_path / "g.json")

    told = {"name": named, "website": BASE}
    assert (written.code, package["publisher"]) == (0, told)
    assert json.loads((tmp_path / "g.json").read_text(encoding="utf-8"))["publisher"] == told


def test_a_prefix_that_no_id_can_begin_with_is_refused() -> None:
    with pytest.raises(SettingsError, match="EKOKARTA_GRANT_PREFIX: expected at most 64"):
        Settings.from_env({"EKOKARTA_GRANT_PREFIX": "360G example"})


def test_the_same_version_gives_the_same_bytes(granting: ReadModel) -> None:
    export = Export(granting, selected(granting), BASE)

    assert list(giving(export)) == list(giving(export))
