"""A table of one's own with the mapping that says what its columns are."""

from collections.abc import Iterable

from tests.commands.command_line import CommandLine, Ended

DATASET = """
[dataset]
name = "{name}"
title = "{title}"
publisher = "Utgivaren"
visibility = "public"
[dataset.licence]
name = "CC0-1.0"
evidence = "https://example.org/licence"
seen = "2026-01-01"
"""


def import_table(
    line: CommandLine, name: str, title: str, mapping: str, rows: Iterable[str]
) -> Ended:
    """Import rows of CSV, the header first; ``mapping``: what follows on the head of the source."""
    file, beside = line.folder / f"{name}.csv", line.folder / f"{name}.toml"
    file.write_text("\n".join(rows), "utf-8")
    beside.write_text(DATASET.format(name=name, title=title) + mapping, "utf-8")
    done = line("import", "table", "--mapping", beside, file)
    assert done.code == 0, done.err
    return done
