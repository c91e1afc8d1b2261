"""The command that writes the graph for other programs: export."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from graph_schema.vocabularies import Audience, Sector
from queries.exporting.selection import selected
from queries.lookup.filters import Filters, resolved
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from service.access import version_of
from service.commands.console import err, opened, settings
from service.commands.options import AsOf, PeriodFrom, PeriodTo
from service.commands.progress import rows_told
from service.commands.targets import filled_folder, to_standard_output, whole
from service.exports import datapackage
from service.exports.about import Export
from service.exports.formats import (
    FORMATS,
    NO_SOURCE,
    ExportForm,
    require_base,
    require_library,
)
from service.exports.spreadsheets import csv_files
from service.settings import Settings

EVERY = 100  # rows between signs of life
NOT_TEXT = {"zip", "xlsx", "sqlite"}  # endings
ALL_FORMS = "one of " + ", ".join(ExportForm)


NoSource = Annotated[
    list[str] | None,
    typer.Option(hidden=True, help="No file is of one source; the answer says why"),
]


def export_command(  # noqa: PLR0913, PLR0917 - each parameter is an option
    form: Annotated[ExportForm, typer.Argument(metavar="FORMAT", help=ALL_FORMS)],
    output: Annotated[
        str | None,
        typer.Option(help="A file, or for csv a folder when it ends in /; else standard output"),
    ] = None,
    sector: Annotated[Sector | None, typer.Option(help="Actors of this sector")] = None,
    kind: Annotated[str | None, typer.Option(help="Kind of actor or arena")] = None,
    region: Annotated[str | None, typer.Option(help="Region: id or code, with all in it")] = None,
    theme: Annotated[str | None, typer.Option(help="Theme: id or code")] = None,
    programme: Annotated[str | None, typer.Option(help="Programme, with all below it")] = None,
    funder: Annotated[str | None, typer.Option(help="Funder: id or code")] = None,
    period_from: PeriodFrom = None,
    period_to: PeriodTo = None,
    q: Annotated[str | None, typer.Option(help="Words in the name")] = None,
    as_of: AsOf = None,
    source: NoSource = None,
    everything: Annotated[
        bool, typer.Option("--everything", help="With private sources; the default is without")
    ] = False,
) -> None:
    """Write the graph, or a part of it, as a file for other programs; see docs/exports.md."""
    chosen = settings()
    if source:
        raise typer.BadParameter(f"--source: expected {NO_SOURCE}")
    require_library(form)
    require_base(form, chosen.base_address)
    _refuse_where_it_cannot_go(form, output)
    filters = Filters(
        sector=None if sector is None else sector.value, kind=kind, region=region, theme=theme,
        programme=programme, funder=funder, period_from=period_from, period_to=period_to, q=q,
    )  # fmt: skip
    audience = Audience.EVERYTHING if everything else Audience.PUBLIC
    with _model(chosen, as_of, audience) as model, rows_told("export") as told:
        filters = resolved(model, filters)
        export = _export(model, filters, chosen)
        shown = _now_and_then(told, FORMATS[form].rows, export)
        _write_all(form, replace(export, progress=shown), output)
    listed = ", ".join(f"{n} {count}" for n, count in export.selection.counts(model).items())
    err.print(f"version {model.version}, {audience.value}: {listed or 'nothing'}", markup=False)


def _export(model: ReadModel, filters: Filters, chosen: Settings) -> Export:
    return Export(
        model, selected(model, filters), chosen.base_address, filters,
        grant_prefix=chosen.grant_prefix, publisher=chosen.publisher,
    )  # fmt: skip


def _is_folder(output: str | None) -> bool:
    return output is not None and output.endswith(("/", os.sep))


def _refuse_where_it_cannot_go(form: ExportForm, output: str | None) -> None:
    folder = _is_folder(output)
    if folder and form is not ExportForm.CSV:
        raise typer.BadParameter("only csv can be written to a folder; name a file for --output")
    if output is not None and not folder and Path(output).is_dir():
        raise typer.BadParameter(f"--output: {output} is a folder; name a file")
    if output is not None and not folder and not Path(output).parent.is_dir():
        raise typer.BadParameter(
            f"--output: there is no folder {str(Path(output).parent)!r}; make it first"
        )
    if (
        output is None
        and FORMATS[form].ending.rpartition(".")[2] in NOT_TEXT
        and sys.stdout.isatty()
    ):
        more = ", or a folder with a / at its end" if form is ExportForm.CSV else ""
        raise typer.BadParameter(
            f"{form.value} is a {FORMATS[form].ending} file, which a terminal cannot show: name "
            f"one with --output{more}"
        )


@contextmanager
def _model(chosen: Settings, as_of: str | None, audience: Audience) -> Iterator[ReadModel]:
    with opened(chosen) as store:
        library = Library(store, chosen.cache)
        yield library.at(None if as_of is None else version_of(as_of), audience)


def _now_and_then(
    tell: Callable[[int, int | None], None],
    rows: Callable[[Export], int],
    export: Export,
) -> Callable[[int], None]:
    total = rows(export)

    def told(number: int) -> None:
        if number % EVERY == 0 or number == total:
            tell(number, total)

    return told


def _write_all(form: ExportForm, export: Export, output: str | None) -> None:
    if output is None:
        to_standard_output(FORMATS[form].write(export))
    elif not _is_folder(output):
        _write(FORMATS[form].write(export), Path(output))
    else:
        with filled_folder(Path(output), datapackage.NAME) as folder:
            for name, pieces in csv_files(export):
                with (folder / name).open("xb") as file:
                    file.writelines(pieces)
                    file.flush()
                    os.fsync(file.fileno())


def _write(pieces: Iterator[bytes], target: Path) -> None:
    with whole(target) as file:
        file.writelines(pieces)
