"""Coverage and what two lists tell of a third nobody wrote, through the front door, by hand.

Ten projects are listed by the register and the ledger. Of each the register has a town, a company
and an association; the ledger has the ten towns, four of the companies and, in six projects, a
university that the register lacks. An eleventh project is in the register only; a twelfth has
nobody. Projects 0 … 3 are about faith; 4 … 6, of which two have a university, about crime.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from graph_schema.claims import CoverageSlice
from graph_schema.vocabularies import ParticipantsListed
from queries.gaps.listed import Listings
from queries.gaps.unseen import chao2, chapman, unseen
from tests.callers import caller_in, recorded
from tests.commands.command_line import CommandLine
from tests.gaps.gap_worlds import world
from tests.lookup.small_graph import ALMANAC, REGISTER, Statements

API = "/api/v1/gaps/coverage"
ACTORS = (("town", "public"), ("firm", "private"), ("ass", "civil_society"), ("uni", "academia"))
LEDGER = ALMANAC.model_copy(update={"name": "ledger", "coverage": ()})


def register() -> Statements:
    says = Statements(REGISTER)
    for n in range(12):
        _project(says, n)
    for n in range(11):
        for kind, sector in ACTORS[:3]:
            _takes_part(says, n, kind, sector)
    for key, name, about in (("f", "Religion", (0, 1, 2, 3)), ("c", "Brottsoffer", (4, 5, 6))):
        says.says("thm", key, name=name)
        for n in about:
            says.ties("ADDRESSES", f"prj/p{n}", f"thm/{key}")
    return says


def ledger() -> Statements:
    says = Statements(LEDGER)
    listed = [(n, *ACTORS[0]) for n in range(10)]
    listed += [(n, *ACTORS[1]) for n in range(4)]
    listed += [(n, *ACTORS[3]) for n in range(6)]
    for n in range(10):
        _project(says, n)
    for n, kind, sector in listed:
        _takes_part(says, n, kind, sector)
    return says


def _project(says: Statements, n: int) -> None:
    number = f"2018/{n:05}"
    says.says("prj", f"p{n}", name=f"Projekt {n}", start="2019", end="2020", number=number,
              identifiers=[f"dnr:{number}"])  # fmt: skip


def _takes_part(says: Statements, n: int, kind: str, sector: str, role: str = "partner") -> None:
    says.says("act", f"{kind}{n}", name=f"{kind.capitalize()} nummer {n}", sector=sector,
              sector_basis="register")  # fmt: skip
    says.ties("PARTICIPATES_IN", f"act/{kind}{n}", f"prj/p{n}", role=role, status="party")


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with caller_in(tmp_path_factory.mktemp("coverage"), register(), ledger()) as client:
        yield client


def answer(caller: TestClient, path: str) -> Any:
    response = caller.get(path)
    assert response.status_code == 200, response.text
    return response.json()


def test_arenas_by_what_is_known_of_them(caller: TestClient) -> None:
    found = answer(caller, API)

    counts = {"arenas": 12, "nobody": 1, "one": 0, "several": 11, "complete": 11, "share": 1.0,
              "complete_one": 0, "meeting_share": 11 / 12}  # fmt: skip
    (only,) = found["slices"]
    assert (only["value"], only["sv"], only["en"]) == ("project", "Projekt", "Project")
    register, ledger = only["sources"]
    for told in (only, found["whole"], register):
        assert {name: told[name] for name in counts} == counts
    assert register["source"] == "register"
    assert ledger == {"source": "ledger", "arenas": 10, "nobody": 0, "one": 0, "several": 10,
                      "complete": 0, "share": 0.0, "complete_one": 0,
                      "meeting_share": 0.0}  # fmt: skip
    assert only["enough"]
    assert only["participations"] == 10 * 3 + 6 + 3


def test_what_two_lists_have_in_common_tells_what_both_lack(caller: TestClient) -> None:
    told = answer(caller, API)["whole"]["unseen"]

    # The register has 30 of the ten projects, the ledger 20, both 14, together 36.
    # N = 31·21/15 − 1 = 42.4; variance 31·21·16·6/(15²·16) = 17.36, upper end 42.4 + 1.96·4.1665.
    # The eleventh project has three in the register, which has 30 of N: 3·(N/30 − 1) are missing.
    upper = 42.4 + 1.96 * 17.36**0.5
    assert told == {
        "method": "chapman",
        "sources": 2,
        "listed": 36,
        "estimate": pytest.approx(6.4 + 3 * (42.4 / 30 - 1)),
        "upper": pytest.approx(upper - 36 + 3 * (upper / 30 - 1)),
        "share": pytest.approx(36 / 39),
        "by_role": False,
    }
    for ranking in ("measures", "bridging", "groups"):
        assert answer(caller, f"/api/v1/network/{ranking}")["coverage"]["unseen"] == told
    assert answer(caller, "/api/v1/cards/network/pieces")["unseen"] == told


@pytest.mark.parametrize(
    ("source", "given", "arenas"),
    [("register", 33, 12), ("ledger", 20, 10)],
)
def test_a_question_about_a_source_is_about_all_it_states(
    caller: TestClient, source: str, given: int, arenas: int
) -> None:
    """The ledger's ten projects are the register's, too, and stand under that one otherwise."""
    table = answer(caller, f"/api/v1/gaps/sectors?source={source}")
    whole = answer(caller, f"{API}?source={source}")["whole"]
    isolates = answer(caller, f"/api/v1/gaps/isolates?source={source}")

    assert table["participations"]["given"] == given
    assert (whole["arenas"], whole["participations"]) == (arenas, given)
    assert whole["complete"] == (11 if source == "register" else 0)
    assert {stratum["source"] for stratum in table["strata"]} == {source}
    assert isolates["sources"] == [source]


def test_who_is_asked_about_all_sources_hears_which_they_are(caller: TestClient) -> None:
    for path in ("gaps/isolates", "gaps/trend", "timeline"):
        assert answer(caller, f"/api/v1/{path}")["sources"] == ["register", "ledger"]


def owners() -> Statements:
    """The towns as owners of the ten projects, by a source that declares owners alone."""
    listed = CoverageSlice(participants=ParticipantsListed.OWNER_ONLY)
    says = Statements(REGISTER.model_copy(update={"name": "owners", "coverage": (listed,)}))
    for n in range(10):
        _project(says, n)
        _takes_part(says, n, "town", "public", role="owner")
    return says


@pytest.mark.parametrize("declared", [ParticipantsListed.OWNER_ONLY, ParticipantsListed.UNKNOWN])
def test_a_list_of_owners_alone_does_not_say_that_nobody_is_missing(
    tmp_path: Path, declared: ParticipantsListed
) -> None:
    """Ten towns in both lists: against each other they give 11·21/11 − 1 = 20, none missing. But
    of the other ten in the ledger, partners, the list of owners says nothing, whatever it declares.
    """
    says = owners()
    part = CoverageSlice(participants=declared)
    says.info = says.info.model_copy(update={"coverage": (part,)})
    with caller_in(tmp_path, says, ledger()) as caller:
        whole = answer(caller, API)["whole"]
        lines = CommandLine(tmp_path)("coverage", "--lang", "sv").out

    assert whole["unseen"] is None
    assert "går inte att säga" in " ".join(lines.split())


def test_once_owners_are_known_partners_speak_for_themselves(tmp_path: Path) -> None:
    """Of fourteen in both lists ten are towns; that they own, a third source says. Four partners
    stand in both, and of so few nothing is told."""
    with caller_in(tmp_path / "two", register(), ledger()) as caller:
        two = answer(caller, API)["whole"]["unseen"]
    with caller_in(tmp_path / "three", register(), ledger(), owners()) as caller:
        three = answer(caller, API)["whole"]["unseen"]

    assert (two["listed"], two["by_role"], three) == (36, False, None)


@pytest.mark.parametrize("shared", [None, 0, 3])
def test_partners_in_arenas_of_one_list_alone_are_not_taken_for_known(
    shared: int | None, tmp_path: Path
) -> None:
    """Of twenty owners, twelve in both lists, none is missing; of partners at most three are in
    both, the other sixteen in arenas that one list alone has, where nobody else could lack them; or
    no partner is known at all."""
    one, other = Statements(REGISTER), Statements(LEDGER)
    for n in range(20):
        for says in (one, other) if n < 12 else (one,):
            _project(says, n)
            _takes_part(says, n, "town", "public", role="owner")
            if n < (shared or 0):
                _takes_part(says, n, "firm", "private")
        if n >= 12 and shared is not None:
            _takes_part(one, n, "firm", "private")
            _takes_part(one, n, "ass", "civil_society")
    with caller_in(tmp_path, one, other) as caller:
        whole = answer(caller, API)["whole"]

    assert (whole["participations"], whole["unseen"]) == (
        *(20 if shared is None else 36 + shared, None),
    )


def test_where_only_one_source_lists_a_sector_nothing_is_told(caller: TestClient) -> None:
    slices = {s["value"]: s for s in answer(caller, f"{API}?by=sector")["slices"]}

    assert slices["public"]["unseen"]["upper"] == 0  # all ten towns stand in both
    assert slices["private"]["unseen"] is None  # four in both: too few
    assert slices["academia"]["unseen"] is None  # in the ledger alone
    assert slices["academia"]["participations"] == 6
    assert "unknown" not in slices


@pytest.mark.parametrize(
    ("by", "values"),
    [("year", {"2019": 12}), ("region", {"unknown": 12}), ("kind", {"project": 12})],
)
def test_slices(caller: TestClient, by: str, values: dict[str, int]) -> None:
    found = answer(caller, f"{API}?by={by}")
    assert {s["value"]: s["arenas"] for s in found["slices"]} == values


def test_sectors_are_hidden_where_the_part_is_sensitive(caller: TestClient) -> None:
    def slices(theme: str, by: str = "sector") -> tuple[dict[str, int], list[str]]:
        found = answer(caller, f"{API}?by={by}&theme={theme}")
        return {s["value"]: s["participations"] for s in found["slices"]}, found["hidden"]

    for theme in ("Religion", "Brottsoffer"):
        told, hidden = slices(theme)
        assert (told, {"academia", "private", "public"} - set(hidden)) == ({}, set())
    assert slices("Brottsoffer", "kind") == ({"project": 11}, [])
    page = caller.get("/coverage?by=sector&theme=Brottsoffer&lang=en").text
    assert "slices by sector are not shown" in page


@pytest.mark.parametrize("asked", ["by=colour", "source=nobody", "period_from=2020&period_to=2019"])
def test_what_cannot_be_asked(caller: TestClient, asked: str) -> None:
    response = caller.get(f"{API}?{asked}")
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_a_part_in_which_nothing_is_known_says_so(caller: TestClient) -> None:
    found = answer(caller, f"{API}?period_to=1900")
    assert (found["slices"], found["whole"]["share"]) == ([], None)
    page = caller.get("/coverage?period_to=1900&lang=sv").text
    assert "Det säger inget om vilka som mötts" in page


def test_the_page_has_the_picture_the_table_and_the_sentences(caller: TestClient) -> None:
    for lang, said in (
        ("sv", "tyder på att 8 deltaganden saknas i båda, högst 17"),
        ("en", "suggests that 8 participations are missing from both, 17 at most"),
    ):
        page = caller.get(f"/coverage?lang={lang}").text
        assert said in page
        assert "/api/v1/views/coverage.svg" in page
    table = caller.get("/api/v1/views/coverage.csv?lang=en").text
    assert table.splitlines()[1].split(";")[:6] == ["Project", "all sources", "12", "1", "0", "11"]


def test_two_lists_by_hand() -> None:
    told = chapman(30, 20, 14)
    assert told is not None
    assert told.total == pytest.approx(42.4)
    assert chapman(30, 20, 6) is None


def test_three_lists_by_hand() -> None:
    # a = 2/3; missing = a·10·9/(2·6) = 5; variance = 5 + a²·10·19²/(4·36) + a²·100·5·81/(4·6⁴)
    # = 5 + 11.142 + 3.472 = 19.614; exp(1.96·sqrt(ln(1 + 19.614/25))) = 4.444.
    told = chao2(10, 5, 30, 3)
    assert told.total == pytest.approx(35.0)
    assert told.upper == pytest.approx(30 + 5 * 4.444, abs=0.01)
    assert chao2(0, 5, 30, 3) == (30.0, 30.0)


def test_the_command_prints_the_table_and_what_it_allows(tmp_path: Path) -> None:
    line = CommandLine(tmp_path)
    recorded(tmp_path, register(), ledger())

    printed = line("coverage", "--lang", "en")
    assert printed.code == 0, printed.err
    assert "Of 11 arenas with any known participant 11 have a list" in printed.out
    assert line("coverage", "--source", "nobody").code == 1
    whole = line("coverage", "--by", "sector", "--theme", "Brottsoffer", "--json").json()
    assert (len(whole["slices"]), whole["hidden"]) == (4, [])  # who has the store sees all


def test_three_sources_that_list_arenas_by_two_give_everybody_two_chances() -> None:
    # Twenty arenas, each of the first source and one of two others: ten of one participant in both,
    # ten of two who stand in one list each. S = 30, Q₁ = 20, Q₂ = 10; with two chances
    # N = 30 + ½·20·19/(2·11) = 38.64.
    rows = [(True, n % 2 == 0, n % 2 == 1) for n in range(10)]
    for n in range(10):
        rows += [(True, False, False), (False, n % 2 == 0, n % 2 == 1)]
    arena = np.array([*range(10), *(10 + n // 2 for n in range(20))])
    listed = np.array(rows)
    arenas = np.array([listed[arena == n].any(axis=0) for n in range(20)])
    columns = world([[n] for n in range(20)], [0] * 30)
    columns = replace(columns, actor=np.arange(30), arena=arena, leads=np.zeros(30, np.bool_))

    told = unseen(Listings(listed, arenas), columns, np.ones(30, np.bool_))

    assert told is not None
    assert (told.method, told.sources, told.listed) == ("chao2", 3, 30)
    assert told.estimate == pytest.approx(20 * 19 / 44)


def test_owners_that_both_lists_have_do_not_make_partners_seem_known() -> None:
    """Twenty arenas, an owner each in both lists; partners 28 in one, 20 in the other, 14 in both.

    Of partners alone N = 29·21/15 − 1 = 39.6, of whom 34 are listed: 5.6 are missing, with a
    variance of 29·21·14·6/(15²·16). Together it would be 49·41/35 − 1 − 54 = 2.4.
    """
    partners = [(True, True)] * 14 + [(True, False)] * 14 + [(False, True)] * 6
    rows = [(True, True)] * 20 + partners
    arena = np.array([*range(20), *(n % 20 for n in range(34))])
    columns = world([[n] for n in range(20)], [0] * 54)
    leads = np.arange(54) < 20
    columns = replace(columns, actor=np.arange(54), arena=arena, leads=leads)

    told = unseen(
        Listings(np.array(rows), np.ones((20, 2), np.bool_)), columns, np.ones(54, np.bool_)
    )

    assert told is not None
    assert (told.method, told.listed, told.by_role) == ("chapman", 54, True)
    assert told.estimate == pytest.approx(5.6)
    variance = 29 * 21 * 14 * 6 / (15**2 * 16)
    assert told.upper == pytest.approx(5.6 + 1.96 * variance**0.5)


@pytest.mark.parametrize(("both", "estimate"), [(7, 32 * 14 / 8 - 1 - 37), (6, None)])
def test_owners_do_not_speak_for_partners_of_whom_too_little_is_known(
    both: int, estimate: float | None
) -> None:
    """A hundred owners in both lists; of partners 31 in one and 13 in the other, seven in both."""
    rows = [(True, True)] * (100 + both) + [(True, False)] * (31 - both)
    rows += [(False, True)] * (13 - both)
    arena = np.array([*range(100), *(n % 100 for n in range(len(rows) - 100))])
    columns = world([[n] for n in range(100)], [0] * len(rows))
    leads = np.arange(len(rows)) < 100
    columns = replace(columns, actor=np.arange(len(rows)), arena=arena, leads=leads)

    listed = Listings(np.array(rows), np.ones((100, 2), np.bool_))
    told = unseen(listed, columns, np.ones(len(rows), np.bool_))

    assert (told and told.estimate) == (estimate and pytest.approx(estimate))
