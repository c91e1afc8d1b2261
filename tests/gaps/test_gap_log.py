"""Repeated looks: the same table version after version, through the front door."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.callers import caller_in, recorded
from tests.commands.command_line import CommandLine
from tests.gaps.test_gap_question import COUNTIES, two_counties
from tests.lookup.small_graph import almanac

API = "/api/v1/gaps/sectors/log"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Version 1 has one county, version 2 the other too, version 3 an almanac beside them."""
    stated = two_counties(COUNTIES[:1]), two_counties(), almanac()
    return recorded(tmp_path_factory.mktemp("log"), *stated)


@pytest.fixture(scope="module")
def caller(place: Path) -> Iterator[TestClient]:
    with caller_in(place) as client:
        yield client


def answer(caller: TestClient, path: str) -> Any:
    response = caller.get(path)
    assert response.status_code == 200, response.text
    return response.json()


def test_what_changed_and_how_often_was_looked(caller: TestClient) -> None:
    found = answer(caller, f"{API}?by=region")

    assert (found["data_version"], found["looks"]) == (3, 3)
    assert [each["version"] for each in found["versions"]] == [3, 2, 1]
    assert [len(each["pairs"]) for each in found["versions"]] == [3, 3, 1]
    newest, second, first = (each["changed"] for each in found["versions"])
    assert (newest, first) == ([], [])
    assert {"a": "SE124", "b": "SE224", "before": None, "after": "gap"} in second
    assert found["names_en"]["SE224"] == "Skåne län"
    # Two counties have 18 projects each, all with complete lists; the almanac's event has none.
    for each, share in zip(found["versions"], (36 / 37, 1, 1), strict=True):
        assert [pair["coverage"] for pair in each["pairs"]] == [
            pytest.approx(share)] * len(each["pairs"])  # fmt: skip


def test_every_verdict_has_the_card_of_its_own_version(caller: TestClient, place: Path) -> None:
    for each in answer(caller, f"{API}?by=region")["versions"]:
        template = each["cards"]["pairs"]
        for pair in each["pairs"]:
            if pair["verdict"] == "suppressed":
                continue
            address = template.replace("{a}", pair["a"]).replace("{b}", pair["b"])
            card = answer(caller, address)
            assert card["data_version"] == each["version"]
            assert {k: card["values"][k] for k in ("verdict", "ratio", "coverage")} == {
                k: pair[k] for k in ("verdict", "ratio", "coverage")}  # fmt: skip
            assert card["q"] == ("not computed" if pair["q"] is None else pair["q"])
    page = html.fromstring(caller.get("/gaps/log?by=region&lang=en").text)
    links = page.xpath("//tbody/tr/td/a[@class='proof']/@href")
    assert {link.partition("as_of=")[2] for link in links} == {"1", "2", "3"}
    assert {caller.get(link).status_code for link in links} == {200}
    told = CommandLine(place)("gaps", "--log", "5", "--by", "region", "--json").json()
    assert (
        told["versions"][1]["cards"] == answer(caller, f"{API}?by=region")["versions"][1]["cards"]
    )


def test_an_earlier_version_has_a_log_of_its_own(caller: TestClient) -> None:
    found = answer(caller, f"{API}?by=region&as_of=2")
    assert [each["version"] for each in found["versions"]] == [2, 1]
    assert [e["version"] for e in answer(caller, f"{API}?versions=1")["versions"]] == [3]


def test_a_version_without_the_source_has_no_verdicts(caller: TestClient) -> None:
    found = answer(caller, f"{API}?source=almanac")
    assert [(e["version"], e["pairs"]) for e in found["versions"]][1:] == [(2, []), (1, [])]
    assert found["looks"] == 1


@pytest.mark.parametrize("asked", ["versions=0", "versions=11", "source=nobody", "by=colour"])
def test_what_cannot_be_asked(caller: TestClient, asked: str) -> None:
    assert caller.get(f"{API}?{asked}").status_code == 422


def test_the_page_and_the_command_say_it(caller: TestClient, place: Path) -> None:
    page = caller.get("/gaps/log?by=region&lang=sv").text
    assert "Örebro län – Skåne län" in page
    assert "Den som tittar ofta ser också ändringar" in page

    printed = CommandLine(place)("gaps", "--log", "3", "--by", "region")
    assert printed.code == 0, printed.err
    newest, second, first = printed.out.splitlines()[-3:]
    assert "; coverage of the pairs 97%): " in newest
    assert newest.endswith("no verdict has changed since the version before")
    assert "Örebro län – Skåne län: no verdict → meets less often than expected" in second
    assert first.endswith("the oldest listed")
    assert CommandLine(place)("gaps", "--log", "11").code == 2


def test_the_log_as_a_table_for_a_spreadsheet(caller: TestClient, place: Path) -> None:
    page = html.fromstring(caller.get("/gaps/log?by=region&lang=en").text)
    (link,) = page.xpath("//a[text()='CSV']/@href")
    sent = caller.get(link)
    rows = list(csv.DictReader(sent.content.decode("utf-8-sig").splitlines(), delimiter=";"))

    assert sent.headers["content-type"] == "text/csv; charset=utf-8"
    assert [row["what is changed"].split(" (")[0] for row in rows] == [
        *["version 3"] * 6, *["version 2"] * 6, *["version 1"] * 2,
    ]  # fmt: skip
    covered = [row["value"] for row in rows if row["other figure"] == "coverage"]
    assert covered == ["0.972973"] * 3 + ["1"] * 4
    became = [row for row in rows if row["other figure"] == "verdict in the version before"]
    assert ("Örebro län – Skåne län", "Meets less often than expected", "no verdict") in [
        (row["pair"], row["verdict"], row["value"]) for row in became
    ]
    written = CommandLine(place)("gaps", "--log", "5", "--by", "region", "--csv")
    assert written.out.encode() == sent.content.replace(b"\r\n", b"\n")


def test_the_table_is_written_for_a_spreadsheet_too(caller: TestClient, place: Path) -> None:
    written = CommandLine(place)("gaps", "--by", "region", "--csv")

    sent = caller.get("/api/v1/views/sector-matrix.csv?by=region&lang=en").content
    assert (written.code, written.out.encode()) == (0, sent.replace(b"\r\n", b"\n"))
    refused = CommandLine(place)("gaps", "--live", "--csv")
    assert (refused.code, refused.out) == (2, "")
    assert "a first look comes as a table" in refused.err
