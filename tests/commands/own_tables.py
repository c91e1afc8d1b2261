"""A table of one's own from its text to the exported graph, by the commands a user gives."""

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tests.commands.command_line import CommandLine, Ended

LICENCE = '[dataset.licence]\nname = "CC0"\nevidence = "https://example.org"\nseen = 2026-11-01\n'


@dataclass(frozen=True)
class OwnTable:
    """A table in a file, and its mapping beside it."""

    run: CommandLine
    table: Path
    mapping: Path

    def propose(self) -> Ended:
        """Write the proposed mapping."""
        return self.run("mapping", "propose", self.table, "--output", self.mapping)

    @property
    def text(self) -> str:
        """The mapping as it stands."""
        return self.mapping.read_text("utf-8")

    def edit(self, old: str, new: str) -> None:
        """Change one place of the mapping, as whoever reads it would."""
        assert self.text.count(old) == 1, self.text
        self.mapping.write_text(self.text.replace(old, new), "utf-8")

    def publish(self) -> Ended:
        """Import the table as a public source."""
        public = self.text.replace('visibility = "private"', 'visibility = "public"')
        more = "" if LICENCE in public else f"\n{LICENCE}"
        self.mapping.write_text(f"{public}{more}", "utf-8")
        return self.run("import", "table", "--mapping", self.mapping, self.table)

    def exported(self, file: str, *fields: str) -> list[tuple[str, ...]]:
        """These fields of an exported file, sorted."""
        return exported(self.run, file, *fields)


def exported(run: CommandLine, file: str, *fields: str) -> list[tuple[str, ...]]:
    """These fields of a file of the graph as CSV, sorted."""
    archive = run.folder / "export.zip"
    archive.unlink(missing_ok=True)
    done = run("export", "csv", "--output", archive)
    assert done.code == 0, done.err
    with zipfile.ZipFile(archive) as parts:
        text = parts.read(f"{file}.csv").decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    return sorted(tuple(row[field] for field in fields) for row in rows)


def own_table(folder: Path, *lines: str, name: str = "lista.csv") -> OwnTable:
    """A table of these lines in a file of its own, not yet read."""
    (folder / name).write_text("\n".join([*lines, ""]), "utf-8")
    return OwnTable(CommandLine(folder), folder / name, folder / "m.toml")


def on_one_line(text: str) -> str:
    """What a command says, however its lines are broken."""
    return " ".join(text.split())
