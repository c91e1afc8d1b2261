"""A source that may not be passed on is in nothing that the public gets."""

from pathlib import Path

import pytest

from tests.commands.command_line import CommandLine
from tests.exports.conftest import BASE

TABLE = "Projekt\nBron över ån\n"
LICENCE = """
[dataset.licence]
name = "All rights reserved"
evidence = "https://hosts.example/terms"
redistribution = false
"""


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    """The command line on an empty store."""
    return CommandLine(tmp_path, {"EKOKARTA_BASE_ADDRESS": BASE})


def mapped(run: CommandLine, folder: Path, visibility: str) -> tuple[Path, Path]:
    """A table and its mapping, for readers of one kind and not to be passed on."""
    table, mapping = folder / "hosts.csv", folder / f"{visibility}.toml"
    table.write_text(TABLE, encoding="utf-8")
    assert run("mapping", "propose", table, "--output", mapping).code == 0
    text = mapping.read_text(encoding="utf-8")
    said = text.replace('visibility = "private"', f'visibility = "{visibility}"')
    mapping.write_text(said + LICENCE, encoding="utf-8")
    return table, mapping


def test_a_public_source_that_may_not_be_passed_on_is_refused(
    run: CommandLine, tmp_path: Path
) -> None:
    table, mapping = mapped(run, tmp_path, "public")

    ended = run("import", "table", table, "--mapping", mapping)

    assert (ended.code, ended.out) == (1, "")
    said = " ".join(ended.err.split())
    assert "a source whose licence forbids redistribution is private" in said
    assert "public.toml" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("form", ["nt", "json-ld", "graphml", "kumu"])
def test_no_public_file_has_anything_of_it(run: CommandLine, tmp_path: Path, form: str) -> None:
    table, mapping = mapped(run, tmp_path, "private")
    stored = run("import", "table", table, "--mapping", mapping)
    assert stored.code == 0, stored.err

    public, everything = run("export", form), run("export", form, "--everything")

    assert (public.code, everything.code) == (0, 0)
    assert ["Bron över ån" in text for text in (public.out, everything.out)] == [False, True]
    assert "All rights reserved" not in public.out
