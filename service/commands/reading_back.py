"""``ekokarta import rdf``: what ``ekokarta export`` wrote as RDF, read back."""

from pathlib import Path

import typer

from importers.linked_data import NAME
from service.commands.console import opened, out, print_json, settings
from service.commands.progress import progress
from service.commands.reports import say_unshown, show_reports
from service.read_models import bring_up_to_date
from service.reading_back import import_linked_data


def refuse_options_of_sources(*, of_tables: bool, of_bad_records: bool) -> None:
    """An export of ours has no mapping, and no records that could be left out."""
    if of_tables:
        raise typer.BadParameter("--mapping and --complete are for the source table only")
    if of_bad_records:
        raise typer.BadParameter("an export is read back whole or not at all: no --keep-going")


def read_back(files: list[Path], *, dry_run: bool, accept_closing: bool, as_json: bool) -> None:
    """Every source in the files as a run, all as one version."""
    chosen = settings()
    with opened(chosen, to="publish") as store, progress(NAME) as (rows, step):
        options = {
            "dry_run": dry_run, "accept_closing": accept_closing, "named": chosen.judges_named,
        }  # fmt: skip
        reports = import_linked_data(store, files, progress=rows, step=step, **options)
        if not dry_run:
            bring_up_to_date(store, chosen, step)
    if as_json:
        print_json([report.model_dump(mode="json") for report in reports])
    elif reports:
        show_reports(reports)
    else:
        out.print("the file holds no claims: nothing to do")
    say_unshown(reports)
