"""The longest name that is read, on both stores, and one character more."""

import pytest

from tests.commands.command_line import CommandLine
from tests.commands.own_tables import OwnTable, exported, on_one_line

LONGEST = 800  # characters
WIDEST = "\U00010d00"  # a letter that takes nine bytes in Neo4j


def table(either: CommandLine, project: str, partner: str) -> OwnTable:
    """One project and one partner, and the mapping that is proposed."""
    lines = ("Projekt;Projektägare;Samarbetspartner", f"{project};Malmö stad;{partner}", "")
    (either.folder / "lista.csv").write_text("\n".join(lines), "utf-8")
    own = OwnTable(either, either.folder / "lista.csv", either.folder / "m.toml")
    assert own.propose().code == 0
    return own


def test_the_longest_names_are_kept_whole(either: CommandLine) -> None:
    project, partner = WIDEST * LONGEST, "Å" * LONGEST

    done = table(either, project, partner).publish()

    assert done.code == 0, done.err
    assert exported(either, "Project", "name") == [(project,)]
    assert exported(either, "Actor", "name") == [("Malmö stad",), (partner,)]


@pytest.mark.parametrize("column", ["Projekt", "Samarbetspartner"])
def test_one_character_more_is_refused_where_it_stands(either: CommandLine, column: str) -> None:
    own = table(either, *(
        "Ö" * (LONGEST + 1) if named == column else named
        for named in ("Projekt", "Samarbetspartner")
    ))  # fmt: skip

    ended = own.publish()

    assert (ended.code, ended.out) == (1, "")
    said = on_one_line(ended.err)
    assert f"lista.csv, row 2, column “{column}”: found “ÖÖÖ" in said
    assert (
        "expected a name or number of at most 800 characters, with ß and such as two, this one "
        "has 801; look for a text in the column of names, or for several names in one cell"
    ) in said
    assert "Nothing was stored." in said
