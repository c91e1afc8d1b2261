"""Commands about tables of one's own: the source a mapping makes, a first mapping, a preview."""

import codecs
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from graph_schema.vocabularies import ParticipantsListed, Visibility
from importers.base import Importer
from importers.files import SourceFile
from importers.mapped_tables.loading import load_mapping
from importers.mapped_tables.mapping import TableMapping
from importers.mapped_tables.table import MappedTable, mapped_importer
from service.commands.console import err, out, print_json, require_writable_target
from service.commands.targets import whole
from service.previewing import Preview, RecordChange

TABLE = "table"
"""The name under which `ekokarta import` takes any table with a mapping."""
SHOWN_RECORDS = 50  # more than a screen; --json lists all
SHOWN_DETAILS = 6
MOVED = "the same is stated elsewhere in the file, or read by another edition of the importer"
VERSION = "an import makes a new version"
NO_VERSION = "an import changes nothing: no new version"


def table_importer(mapping: Path | None, *, complete: bool = False) -> Importer:
    """The source that `import table --mapping FILE [--complete]` means, or a usage error."""
    if mapping is None:
        raise typer.BadParameter(
            "import table needs --mapping FILE; `ekokarta mapping propose TABLE` writes a first one"
        )
    found = load_mapping(mapping)
    for line in _lacking(found):
        err.print(f"{mapping.name} {line}", markup=False)
    return mapped_importer(mapping, complete=complete)


def _lacking(found: TableMapping) -> Iterator[str]:
    """What a mapping leaves open without being wrong, so that answers say less than they could."""
    if found.dataset.visibility is Visibility.PRIVATE:
        yield (
            "makes a private source: commands at this terminal read it, pages and exports leave it "
            "out for all without the token (EKOKARTA_TOKEN)"
        )
    if found.actor is not None:
        return
    if not found.participant:
        yield (
            "names nobody who takes part, so that nobody in this table has met: say by "
            "[[participant]] which column names them"
        )
    elif found.dataset.coverage.participants is ParticipantsListed.UNKNOWN:
        yield (
            "does not say whether all who took part are listed, so that no sectors are compared by "
            "this table: say so by participants in [dataset.coverage]"
        )


def say_undivided(importer: Importer, files: Sequence[Path]) -> None:
    """Say which cells may name several and are read as one name, where the mapping is silent."""
    from importers.mapped_tables.undivided import undivided  # loads what else a proposal needs

    table = importer.load()
    if isinstance(table, MappedTable):
        for file in map(SourceFile, files):
            for line in undivided(table.mapping, table.read(file)):
                err.print(f"{file.name}, {line}", markup=False)


def mapping_command(  # noqa: PLR0913, PLR0917 - each parameter is an option
    action: Annotated[
        Literal["propose"], typer.Argument(help="propose: write a first mapping, to be edited")
    ],
    file: Annotated[Path, typer.Argument(help="The table: .xlsx or .csv")],
    sheet: Annotated[
        str | None, typer.Option(help="The sheet, where the workbook has several")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help="The encoding, where the table does not tell: cp1250, …")
    ] = None,
    delimiter: Annotated[
        Literal[";", ",", "|", "tab"] | None,
        typer.Option(help="What stands between columns, where the table does not tell"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Where to write the mapping; standard output if left out")
    ] = None,
) -> None:
    """Propose a mapping for a table, from its headings and values."""
    from importers.mapped_tables.proposal import propose  # loads what only a proposal needs

    _refuse_unknown(encoding)
    if output is not None:
        require_writable_target(output)
        if output.exists():
            raise typer.BadParameter(f"{output} exists already; name another file with --output")
    mark = "\t" if delimiter == "tab" else delimiter
    text = propose(SourceFile(file), sheet=sheet, encoding=encoding, delimiter=mark)
    if output is None:
        typer.echo(text, nl=False)
        return
    with whole(output) as target:
        target.write(text.encode())
    out.print(f"written: {output}; edit it, then import with --mapping {output}", markup=False)
    if left := tomllib.loads(text)["file"]["ignore"]:
        said = ", ".join(f"“{heading}”" for heading in left)
        out.print(f"left out (the mapping says why): {said}", markup=False)


def _refuse_unknown(encoding: str | None) -> None:
    try:
        codecs.lookup("utf-8" if encoding is None else encoding)
    except (LookupError, ValueError) as error:  # a null character is an error of its own
        raise typer.BadParameter(
            f"--encoding: expected the name of an encoding such as cp1250, got {encoding!r}"
        ) from error


def show_preview(found: Preview, *, as_json: bool = False) -> None:
    """Print what an import would add, change and close, and whether it makes a version at all."""
    parts = {"added": found.added, "changed": found.changed, "closed": found.closed}
    if as_json:
        records = {name: [c._asdict() for c in changes] for name, changes in parts.items()}
        rest = {name: getattr(found, name) for name in ("declared", "new_version", "refused")}
        print_json(records | rest)
        return
    for name, changes in parts.items():
        out.print(f"{name}: {len(changes)}", markup=False)
        for change in changes[:SHOWN_RECORDS]:
            _show(change, details=name == "changed")
        if len(changes) > SHOWN_RECORDS:
            out.print(f"  … and {len(changes) - SHOWN_RECORDS} more", markup=False)
    _show_outcome(found)


def _show_outcome(found: Preview) -> None:
    for line in found.declared:
        out.print(f"the source is declared anew: {line}", markup=False)
    if found.refused is not None:
        out.print(f"an import is refused: {found.refused}", markup=False)
        return
    if found.new_version and not (found.declared or found.added or found.changed or found.closed):
        out.print(MOVED, markup=False)
    out.print(VERSION if found.new_version else NO_VERSION, markup=False)


def _show(change: RecordChange, *, details: bool) -> None:
    out.print(f"  {change.name} [{change.record}]", markup=False)
    if not details:
        return
    for line in change.what[:SHOWN_DETAILS]:
        out.print(f"    {line}", markup=False)
    if len(change.what) > SHOWN_DETAILS:
        out.print(f"    … and {len(change.what) - SHOWN_DETAILS} more", markup=False)
