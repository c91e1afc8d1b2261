"""Commands that change the store: import, withdraw."""

from pathlib import Path
from typing import Annotated

import typer

from graph_schema.claims import RunReport
from importers.base import Importer, importers
from importers.errors import BadInputErrors
from queries.refusals import NotInLedgerError
from service.commands.console import err, opened, out, print_json, print_table, progress, settings
from service.importing import import_files, withdraw_run, write_rejects
from service.read_models import build_current

REPORT_HEADERS = ("source", "records", "claims", "opened", "closed", "rejected", "version")


def importer_named(name: str) -> Importer:
    """The importer of a source, or a usage error that lists the sources."""
    found = importers().get(name)
    if found is None:
        known = ", ".join(importers())
        raise typer.BadParameter(f"no source is called {name!r}; the sources are: {known}")
    return found


def import_command(
    source: Annotated[
        str, typer.Argument(help="Name of the source; `ekokarta sources` lists them")
    ],
    files: Annotated[list[Path], typer.Argument(help="The files to read, as one run")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and compare, store nothing")
    ] = False,
    keep_going: Annotated[
        bool,
        typer.Option("--keep-going", help="Store the good records, write the bad ones to a file"),
    ] = False,
    accept_closing: Annotated[
        bool,
        typer.Option("--accept-closing", help="Allow more than a fifth of the records to vanish"),
    ] = False,
    rejects: Annotated[
        Path | None, typer.Option(help="Where --keep-going writes the bad records (CSV)")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON")] = False,
) -> None:
    """Read files of one source into the store and publish them as one version."""
    importer = importer_named(source)
    chosen = settings()
    with opened(chosen) as store, progress(source) as (rows, step):
        report, rejected = import_files(
            store,
            importer,
            files,
            keep_going=keep_going,
            accept_closing=accept_closing,
            dry_run=dry_run,
            progress=rows,
            step=step,
        )
        if report.version is not None:
            step("building the read model")
            build_current(store, chosen)
    _say_rejected(rejected, rejects, files[0])
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        show_reports([report])


def show_reports(reports: list[RunReport]) -> None:
    """Print what runs did, and why one did nothing."""
    rows = [
        (r.source, r.rows_read, r.claims, r.opened, r.closed, r.rejected, r.version)
        for r in reports
        if r.claims
    ]
    if rows:
        print_table("Imported", REPORT_HEADERS, rows)
    for report in reports:
        if report.note is not None:
            out.print(f"{report.source}: {report.note}", markup=False)


def _say_rejected(rejected: BadInputErrors, target: Path | None, first: Path) -> None:
    if not len(rejected):
        return
    path = target if target is not None else Path(f"{first.stem}.rejected.csv")
    write_rejects(path, rejected)
    err.print(f"{len(rejected)} records were refused and written to {path}", markup=False)


def withdraw_command(
    run: Annotated[str, typer.Argument(help="The run to undo; `ekokarta status` lists them")],
) -> None:
    """Undo one import as a new version: what it opened is closed, what it closed stands again."""
    if not run.startswith("run-"):
        raise NotInLedgerError("run", run)
    chosen = settings()
    with opened(chosen) as store:
        version = withdraw_run(store, run)
        build_current(store, chosen)
    out.print(f"{run} is withdrawn; the graph is now at version {version}", markup=False)
