"""Commands that change the store: import, withdraw."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from graph_schema.claims import RunReport
from importers.base import Importer, importers
from importers.errors import BadInputErrors
from queries.refusals import NotInLedgerError
from queries.stores.base import Store
from service.commands.console import (
    err,
    opened,
    out,
    print_json,
    progress,
    require_writable_target,
    settings,
)
from service.commands.reports import show_reports
from service.commands.tables import TABLE, show_preview, table_importer
from service.commands.targets import whole
from service.importing import import_files, withdraw_run, write_rejects
from service.previewing import preview
from service.read_models import bring_up_to_date
from service.settings import Settings


def importer_of(name: str, mapping: Path | None, *, complete: bool) -> Importer:
    """The importer of a source or of a mapped table, or a usage error that lists the sources."""
    if name == TABLE:
        return table_importer(mapping, complete=complete)
    if mapping is not None or complete:
        raise typer.BadParameter("--mapping and --complete are for the source table only")
    found = importers().get(name)
    if found is None:
        known = ", ".join(importers())
        raise typer.BadParameter(f"no source is called {name!r}; the sources are: {known}")
    return found


def import_command(  # noqa: PLR0913, PLR0917 - each parameter is an option
    source: Annotated[
        str, typer.Argument(help="Name of the source (`ekokarta sources` lists them), or table")
    ],
    files: Annotated[list[Path], typer.Argument(help="The files to read, as one run")],
    mapping: Annotated[
        Path | None, typer.Option(help="For table: the file that says which column is what")
    ] = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="For table: the file is all there is of the dataset")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, store nothing")
    ] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Store good records, write bad ones to a file")
    ] = False,
    accept_closing: Annotated[
        bool, typer.Option("--accept-closing", help="Let more than a fifth of the records vanish")
    ] = False,
    rejects: Annotated[Path | None, typer.Option(help="Where bad records go (CSV)")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON")] = False,
) -> None:
    """Read files of one source into the store and publish them as one version."""
    importer = importer_of(source, mapping, complete=complete)
    bad = rejects if rejects is not None else Path(f"{files[0].stem}.rejected.csv")
    if keep_going or rejects is not None:
        require_writable_target(bad)
    chosen = settings()
    with opened(chosen) as store, progress(importer.manifest.name) as signs:
        if dry_run:
            seen = preview(store, importer, files, accept_closing=accept_closing)
            show_preview(seen, as_json=as_json)
            return
        options = {"keep_going": keep_going, "accept_closing": accept_closing}
        report, rejected = _imported(store, chosen, importer, files, options, signs)
    _say_stored(report, as_json=as_json)
    _say_rejected(rejected, bad)  # after what was stored is told: this may fail on a full disk


def _imported(
    store: Store,
    chosen: Settings,
    importer: Importer,
    files: list[Path],
    options: dict[str, bool],
    signs: tuple[Callable[[int], None], Callable[[str], None]],
) -> tuple[RunReport, BadInputErrors]:
    rows, step = signs
    report, rejected = import_files(store, importer, files, progress=rows, step=step, **options)
    bring_up_to_date(store, chosen, step)
    return report, rejected


def _say_stored(report: RunReport, *, as_json: bool) -> None:
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        show_reports([report])


def _say_rejected(rejected: BadInputErrors, path: Path) -> None:
    if not len(rejected):
        return
    with whole(path) as file:
        write_rejects(file, rejected)
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
        bring_up_to_date(store, chosen)
    out.print(f"{run} is withdrawn; the graph is now at version {version}", markup=False)
