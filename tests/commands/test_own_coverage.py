"""What a table of one's own says of what it covers decides what may be called a gap."""

from pathlib import Path

import pytest

from tests.commands.command_line import CommandLine
from tests.commands.own_table import import_table

MAPPING = """
[collaboration]
name = "Samtal"
kind = "round_table"
region = "Län"
themes = "Tema"

[[participant]]
columns = "Aktör"
role = "participating_organisation"
"""
# Twelve talks in Skåne and eight in Halland; nothing in Kalmar or on Gotland.
ROWS = ["Samtal;Län;Tema;Aktör"] + [
    f"Samtal {n};{'Skåne' if n < 12 else 'Halland'};{'Arbete' if n % 2 else 'Kultur'};A {n}"
    for n in range(20)
]
NEEDS = "region,theme,need\n" + "".join(
    f"{county},Arbete,{need}\n"
    for county, need in (("Skåne län", 20), ("Hallands län", 20), ("Kalmar län", 20),
                         ("Gotlands län", 40))
)  # fmt: skip


def judged(line: CommandLine, *options: str) -> dict[str, tuple[float | None, str]]:
    """County → what its need would give, and the verdict against it."""
    needs = line.folder / "needs.csv"
    needs.write_text(NEEDS, "utf-8")
    answer = line("whitespace", "--cells", needs, *options, "--json")
    assert answer.code == 0, answer.err
    table = answer.json()
    names = {row["label"]["id"]: row["label"]["name"] for row in table["rows"]}
    return {
        names[cell["row"]]: (cell["need"]["expected"], cell["need"]["verdict"])
        for cell in table["cells"]
        if cell["need"] is not None
    }


@pytest.fixture
def line(tmp_path: Path) -> CommandLine:
    """A store that knows the counties."""
    run = CommandLine(tmp_path)
    done = run("import", "regions")
    assert done.code == 0, done.err
    return run


@pytest.mark.parametrize("options", [(), ("--kind", "round_table")])
def test_a_county_the_table_is_not_about_is_no_gap(
    line: CommandLine, options: tuple[str, ...]
) -> None:
    import_table(line, "samtal", "Samtal", MAPPING, ROWS)

    # Ten talks on work, shared 1 : 1 between the counties in which there are any.
    assert judged(line, *options) == {
        "Skåne län": (5.0, "cannot_tell"),
        "Hallands län": (5.0, "cannot_tell"),
        "Kalmar län": (None, "not_covered"),
        "Gotlands län": (None, "not_covered"),
    }
    said = line("whitespace", "--cells", line.folder / "needs.csv", "--lang", "sv").out
    assert "ingen källa täcker eller som inte är möjliga: 2." in said


def test_a_county_it_says_it_covers_is_held_against_the_need(line: CommandLine) -> None:
    regions = '\n[dataset.coverage]\nregions = ["Skåne", "lan:13", "Gotlands län"]\n'

    import_table(line, "samtal", "Samtal", regions + MAPPING, ROWS)

    # Ten talks shared 1 : 1 : 2. Of Poisson's 5 none is P = e⁻⁵ = .007, and q ≤ .05 of three.
    assert judged(line) == {
        "Skåne län": (2.5, "cannot_tell"),
        "Hallands län": (2.5, "cannot_tell"),
        "Gotlands län": (5.0, "gap"),
        "Kalmar län": (None, "not_covered"),  # which it leaves out
    }


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('regions = ["Skåne län", "Norrland"]', "none is called “Norrland”"),
        ('kinds = ["möte"]', "event, round_table"),
    ],
)
def test_a_region_or_kind_nobody_knows_is_refused(tmp_path: Path, said: str, expected: str) -> None:
    run, mapping, table = CommandLine(tmp_path), tmp_path / "m.toml", tmp_path / "t.csv"
    table.write_text("\n".join(ROWS), "utf-8")
    head = f'[dataset]\nname = "t"\ntitle = "T"\n[dataset.coverage]\n{said}\n'
    mapping.write_text(head + MAPPING, "utf-8")

    ended = run("import", "table", "--mapping", mapping, table)

    assert ended.code == 1
    assert f"[dataset] coverage {said.split()[0]}" in ended.err
    assert expected in " ".join(ended.err.split())


def test_a_region_that_the_graph_does_not_know_is_named_at_the_import(tmp_path: Path) -> None:
    """Two sectors meet twenty times in Skåne; only once the counties are known is that covered."""
    run = CommandLine(tmp_path, {"COLUMNS": "300"})
    mapping = """
[dataset.coverage]
participants = "complete"
regions = ["Skåne län", "Sverige", "Skåne"]

[collaboration]
name = "Samtal"
kind = "round_table"
region = "Län"

[[participant]]
columns = "Aktör"
role = "participating_organisation"
sector = { column = "Sektor", values = { "o" = "public", "c" = "civil_society" } }
"""
    rows = ["Samtal;Län;Aktör;Sektor"] + [
        f"Samtal {n};Skåne;{sector} {n % 7};{sector}" for n in range(20) for sector in "oc"
    ]
    done = import_table(run, "samtal", "Samtal", mapping, rows)
    before = run("gaps", "--json").json()
    known = run("import", "regions")
    after = run("gaps", "--json").json()

    assert (
        "table:samtal says that it covers lan:12, nuts:SE, which the graph does not know, so that "
        "nothing counts as covered there (answers say “too little data”): `ekokarta import "
        "regions` makes the regions of Sweden known"
    ) in done.err
    assert (known.code, "does not know" in known.err) == (0, False)
    verdicts = [
        next(p for p in found["pairs"] if {p["a"], p["b"]} == {"public", "civil_society"})
        for found in (before, after)
    ]
    assert [(p["coverage"], p["verdict"] == "insufficient_data") for p in verdicts] == [
        (0, True), (1, False)]  # fmt: skip


def test_a_source_is_read_without_files_only_where_it_comes_with_some(tmp_path: Path) -> None:
    run = CommandLine(tmp_path, {"COLUMNS": "300"})
    refused = [run("import", name) for name in ("swecris", "rdf")]
    (tmp_path / "m.toml").write_text('[dataset]\nname = "t"\ntitle = "T"\n' + MAPPING, "utf-8")
    refused.append(run("import", "table", "--mapping", tmp_path / "m.toml"))

    assert [each.code for each in refused] == [2, 2, 2]
    assert all("expected the files to read" in each.err for each in refused)
