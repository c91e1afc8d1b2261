"""Commands that change the store: import, withdraw."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer

from graph_schema.claims import RunReport
from importers.base import Importer, importers
from importers.errors import BadInputErrors
from importers.linked_data import NAME as RDF
from queries.private_sources import PrivateSources
from queries.refusals import NotInLedgerError
from queries.stores.base import Store
from service.commands.console import (
    err,
    opened,
    out,
    print_json,
    reading,
    require_writable_target,
    settings,
)
from service.commands.progress import progress
from service.commands.reading_back import read_back, refuse_options_of_sources
from service.commands.reports import say_unshown, show_reports
from service.commands.tables import TABLE, say_undivided, show_preview, table_importer
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
        str, typer.Argument(help="A source (`ekokarta sources` lists them), table, or rdf")
    ],
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="The files to read, as one run; without any, what comes bundled"),
    ] = None,
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
    spared = keep_going or rejects is not None
    if source == RDF:
        refuse_options_of_sources(of_tables=mapping is not None or complete, of_bad_records=spared)
        with _given(source, files) as read:
            read_back(read, dry_run=dry_run, accept_closing=accept_closing, as_json=as_json)
        return
    importer = importer_of(source, mapping, complete=complete)
    with _given(source, files, importer.samples()) as read:
        bad = rejects if rejects is not None else Path(f"{read[0].stem}.rejected.csv")
        if spared:
            require_writable_target(bad)
        options = {"keep_going": keep_going, "accept_closing": accept_closing}
        _import(importer, read, options, bad if not dry_run else None, as_json=as_json)


@contextmanager
def _given(
    source: str, files: list[Path] | None, samples: Sequence[Traversable] = ()
) -> Iterator[list[Path]]:
    """The files somebody names, or else those that come with the source."""
    if not files and not samples:
        raise typer.BadParameter(
            f"expected the files to read: nothing comes with {source} (of the sources that "
            "`ekokarta sources` lists, those with a sample are read without files)",
            param_hint="FILES",
        )
    with ExitStack() as unpacked:
        yield files or [unpacked.enter_context(as_file(sample)) for sample in samples]


def _import(
    importer: Importer,
    files: list[Path],
    options: dict[str, bool],
    bad: Path | None,
    *,
    as_json: bool,
) -> None:
    """Store what the files state, bad records to ``bad``; without one, show what would change."""
    chosen = settings()
    with opened(chosen, to="publish") as store, progress(importer.manifest.name) as signs:
        if bad is None:
            closing = options["accept_closing"]
            seen = preview(store, importer, files, accept_closing=closing)
            show_preview(seen, as_json=as_json)
            say_undivided(importer, files)
            return
        report, rejected = _imported(store, chosen, importer, files, options, signs)
    _say_stored(report, as_json=as_json)
    say_unshown([report])
    say_undivided(importer, files)
    _say_unknown_regions(chosen, importer)
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


def _say_unknown_regions(chosen: Settings, importer: Importer) -> None:
    """Regions a source says it covers that nothing in the store is: then it covers nothing."""
    coverage = importer.manifest.coverage
    if not any(part.regions for part in coverage):
        return
    from queries.lookup.covered import unknown_regions  # numpy, which most commands do not need

    with reading(chosen) as model:
        unknown = unknown_regions(model, coverage)
    if unknown:
        err.print(
            f"{importer.manifest.name} says that it covers {', '.join(unknown)}, which the graph "
            "does not know, so that nothing counts as covered there (answers say “too little "
            "data”): `ekokarta import regions` makes the regions of Sweden known",
            markup=False,
        )


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
    with opened(chosen, to="publish") as store:
        version = withdraw_run(store, run)
        bring_up_to_date(store, chosen)
        of_run = {str(row.body["source"]) for row in store.rows("run", keys=[run])}
        private = of_run & PrivateSources(store).at(version)
    out.print(f"{run} is withdrawn; the graph is now at version {version}", markup=False)
    for source in private:
        out.print(f"{source} is private until it is imported anew as public", markup=False)
