"""`ekokarta review`: each case that the identity rules leave to people, in both languages."""

import pytest

from tests.callers import recorded
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements


def undecided() -> Statements:
    """One case of every rule."""
    says = Statements(REGISTER)
    says.says("act", "skr1", name="Sveriges Kommuner och Regioner", aliases=["SKR"])
    says.says("act", "skr2", name="Unizon", aliases=["SKR"])
    says.says("act", "kd1", name="Alfa", aliases=["ABC"], identifiers=["orgnr:2021004920"])
    says.says("act", "kd2", name="ABC", aliases=["DEF"])
    says.says("act", "kd3", name="DEF", identifiers=["orgnr:2021005745"])
    says.says("act", "st1", name="Statskontoret", identifiers=["orgnr:2021005232"])
    says.says("act", "st2", name="STATSKONTORET", identifiers=["orgnr:2021001173"])
    says.says("act", "no", name="Norra", identifiers=["orgnr:2021004789"])
    says.says("act", "so", name="Södra", identifiers=["orgnr:2021006214"])
    says.says("act", "ns", name="Norra", aliases=["Södra"])
    says.says("act", "w1", name="Öst", identifiers=["orgnr:2021005240", "wikidata:Q1"])
    says.says("act", "w2", name="Väst", identifiers=["orgnr:2120001124", "wikidata:Q1"])
    return says


@pytest.fixture(scope="module")
def ekokarta(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A store with these cases."""
    folder = recorded(tmp_path_factory.mktemp("review"), undecided())
    return CommandLine(folder, {"COLUMNS": "400"})


def said(ekokarta: CommandLine, *options: str) -> list[str]:
    """The sentences below the table."""
    printed = ekokarta("review", *options).out
    return [line.strip() for line in printed.splitlines() if line.strip().endswith(".")]


def test_each_case_is_told_in_english(ekokarta: CommandLine) -> None:
    assert said(ekokarta) == [
        "The organisation numbers orgnr:2021005240, orgnr:2120001124 are linked by another "
        "identifier: Väst; Öst. It has joined none of them.",
        "The name “statskontoret” leads to several actors with numbers of their own: "
        "STATSKONTORET; Statskontoret. It has joined none of them.",
        "Different names of one actor lead to several actors with numbers of their own: Norra; "
        "Södra. Only the actors' own names may join them.",
        "The abbreviation “SKR” leads to several actors: Sveriges Kommuner och Regioner; Unizon. "
        "It has joined none of them; a full name or a number they have in common does.",
        "Abbreviations lead to several actors with numbers of their own: ABC; Alfa; DEF. They "
        "have joined none of them.",
        "Decide with `ekokarta judge same|different RECORD RECORD --reason … --role …`.",
    ]


def test_and_in_swedish(ekokarta: CommandLine) -> None:
    assert said(ekokarta, "--lang", "sv") == [
        "Organisationsnumren orgnr:2021005240, orgnr:2120001124 hänger ihop genom en annan "
        "identifierare: Väst; Öst. Den har inte fört ihop någon av dem.",
        "Namnet ”statskontoret” leder till flera aktörer med egna nummer: STATSKONTORET; "
        "Statskontoret. Det har inte fört ihop någon av dem.",
        "Olika namn på samma aktör leder till flera aktörer med egna nummer: Norra; Södra. Bara "
        "aktörernas egna namn har fått föra ihop dem.",
        "Förkortningen ”SKR” leder till flera aktörer: Sveriges Kommuner och Regioner; Unizon. "
        "Den har inte fört ihop någon av dem; det gör ett helt namn eller ett nummer som de har "
        "gemensamt.",
        "Förkortningar leder till flera aktörer med egna nummer: ABC; Alfa; DEF. De har inte fört "
        "ihop någon av dem.",
        "Avgör med `ekokarta judge same|different POST POST --reason … --role …`.",
    ]


def test_machines_get_the_rule_and_the_records(ekokarta: CommandLine) -> None:
    cases = ekokarta("review", "--json").json()

    assert cases[3] == {
        "rule": "one abbreviation, several actors",
        "about": "SKR",
        "records": ["register/Actor/skr1", "register/Actor/skr2"],
    }
    assert len(cases) == 5
