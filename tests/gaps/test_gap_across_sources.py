"""Meetings that stand only where a source names owners alone: no tie is not no data.

Forty events, lists complete: twenty of two towns each, twenty of two companies each. Nobody is in
two, and no town meets a company: T = 0 where E = 1600/79 = 20.25. Beside them stand grants whose
register names nobody but the owner, towns and companies by turns, so that none of them is in a
tested stratum. With n grants 40 of 40 + n arenas have a list: .606 of 66, .597 of 67.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.commands.own_table import import_table

MAPPING = """
[dataset.coverage]
participants = "{lists}"
[project]
key = "Arena"
name = "Namn"
start = "Start"
[[participant]]
columns = "Aktör"
sector = {{ column = "Sektor" }}
role = "{role}"
"""
API = "/api/v1/gaps/sectors"
ENOUGH, TOO_MANY = 26, 27  # grants: 40 of 66 arenas have a list, 40 of 67


def events() -> list[tuple[str, str, str]]:
    """Arena, actor and sector."""
    return [
        (f"E{n}", f"{kind} {2 * n + k}", sector)
        for n in range(40)
        for kind, sector in [("Stad", "public") if n < 20 else ("Bolag", "private")]
        for k in range(2)
    ]


def grants(count: int) -> list[tuple[str, str, str]]:
    owners = (("Stad", "public", 0), ("Bolag", "private", 40))
    return [
        (f"G{n}", f"{kind} {first + n // 2}", sector)
        for n in range(count)
        for kind, sector, first in [owners[n % 2]]
    ]


def imported(line: CommandLine, name: str, lists: str, rows: list[tuple[str, str, str]]) -> None:
    """A table of one's own, by its mapping."""
    told = (f"{arena},Namn {arena},2022,{actor},{sector}" for arena, actor, sector in rows)
    role = "owner" if lists == "owner_only" else "partner"
    mapping = MAPPING.format(lists=lists, role=role)
    import_table(line, name, name, mapping, ("Arena,Namn,Start,Aktör,Sektor", *told))


def store_of(folder: Path, count: int) -> CommandLine:
    line = CommandLine(folder)
    imported(line, "events", "complete", events())
    imported(line, "grants", "owner_only", grants(count))
    return line


@pytest.fixture(scope="module")
def enough(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return store_of(tmp_path_factory.mktemp("enough"), ENOUGH)


@pytest.fixture(scope="module")
def too_many(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return store_of(tmp_path_factory.mktemp("many"), TOO_MANY)


def pair(table: Any) -> Any:
    return next(p for p in table["pairs"] if (p["a"], p["b"]) == ("public", "private"))


def shares(found: Any) -> tuple[str, float, float, float]:
    return (
        found["verdict"],
        *(found[name] for name in ("coverage", "coverage_tested", "coverage_all")),
    )


def test_too_many_arenas_without_lists_are_too_little_data_and_no_gap(
    too_many: CommandLine,
) -> None:
    found = pair(too_many("gaps", "--json").json())

    assert shares(found) == ("insufficient_data", 40 / 67, 1.0, 40 / 67)
    assert (found["observed"], found["p"], found["q"]) == (0, None, None)
    assert found["expected"] == pytest.approx(1600 / 79, abs=0.3)


def test_a_question_about_one_source_is_about_that_source(too_many: CommandLine) -> None:
    found = pair(too_many("gaps", "--source", "table:events", "--json").json())
    assert shares(found) == ("gap", 1.0, 1.0, 1.0)


def test_where_lists_enough_are_known_the_gap_stands_and_says_of_how_many(
    enough: CommandLine,
) -> None:
    assert shares(pair(enough("gaps", "--json").json())) == ("gap", 40 / 66, 1.0, 40 / 66)
    for lang, says in (
        ("en", "of all arenas that either is known to take part in, 61% have a complete list"),
        ("sv", "där man vet att någon av dem deltar har 61 % en fullständig deltagarlista"),
    ):
        assert says in " ".join(enough("gaps", "--lang", lang).out.split())
        alone = enough("gaps", "--source", "table:events", "--lang", lang)
        assert says not in " ".join(alone.out.split())


def test_the_share_is_that_of_the_coverage_of_a_sector(too_many: CommandLine) -> None:
    slices = too_many("coverage", "--by", "sector", "--json").json()["slices"]
    public = next(each for each in slices if each["value"] == "public")

    # Twenty events and fourteen grants have a town in them.
    table = too_many("gaps", "--json").json()
    within = next(p for p in table["pairs"] if (p["a"], p["b"]) == ("public", "public"))
    assert (public["share"], within["coverage_all"]) == (20 / 34, 20 / 34)


def test_the_command_says_why(too_many: CommandLine) -> None:
    printed = " ".join(too_many("gaps", "--lang", "en").out.split())

    assert "of the arenas behind these pairs 58.8% – 59.7% have a list" in printed
    assert "In the arenas that can be tested there are lists enough (100%)" in printed
    assert "too many stand in sources that do not say who else took part" in printed


def test_figures_of_the_whole_are_not_tested_either(too_many: CommandLine) -> None:
    whole = {each["name"]: each for each in too_many("gaps", "--json").json()["whole"]}
    index = whole["ei_index"]
    assert (index["coverage"], index["p"], index["observed"]) == (40 / 67, None, -1.0)


def test_page_picture_table_and_card_agree(too_many: CommandLine) -> None:
    with caller_in(too_many.folder) as caller:
        pages = {lang: caller.get(f"/gaps?lang={lang}").text for lang in ("en", "sv")}
        rows = caller.get("/api/v1/views/sector-matrix.csv?lang=en").text.splitlines()
        card = caller.get("/api/v1/cards/sectors/public/private").json()
        live = pair(caller.get(f"{API}/live").json())

    assert "In the arenas that can be tested there are lists enough (100%)" in pages["en"]
    assert "I de arenor som går att pröva räcker listorna (100\xa0%)" in pages["sv"]
    assert all("by=sector" in page and "/coverage?" in page for page in pages.values())
    named = dict(zip(*(row.split(";") for row in (rows[0], rows[2])), strict=True))
    assert [named[name] for name in named if name.startswith("Coverage")] == [
        "0.597015", "1", "0.597015",
    ]  # fmt: skip
    assert (card["coverage"], card["values"]["coverage_tested"]) == (40 / 67, 1.0)
    assert (live["state"], live["coverage"]) == ("insufficient_data", 40 / 67)


def test_a_card_of_before_is_told_what_became_of_it(too_many: CommandLine) -> None:
    with caller_in(too_many.folder) as caller:
        card = caller.get("/api/v1/cards/sectors/public/private").text
    file = too_many.folder / "card.json"
    file.write_text(card, "utf-8")
    same = too_many("recompute", file)
    assert (same.code, "same" in same.out) == (0, True)
    file.write_text(card.replace('"coverage":0.597', '"coverage":0.997'), "utf-8")
    other = too_many("recompute", file)
    assert other.code == 1
    assert "coverage: the card says 0.997" in " ".join(other.out.split())
