"""The command that shows what ekokarta is on real data: demo."""

from collections.abc import Iterator
from contextlib import ExitStack
from importlib.resources import as_file
from pathlib import Path
from typing import Annotated

import typer

from graph_schema.answers import Overview
from graph_schema.claims import RunReport
from graph_schema.gap_answers import GapTable
from graph_schema.vocabularies import ParticipantsListed
from importers.base import importers
from queries.gaps.sectors import GapQuestion, sector_gaps
from queries.lookup.overview import overview
from queries.projection.rules import MadeBy, made_by
from queries.readmodel.open import ReadModel
from queries.stores.base import Store
from queries.upgrading import project_anew
from service.commands.console import opened, out, print_lines, print_table, reading, settings
from service.commands.listening import Port, taken_port
from service.commands.progress import progress
from service.commands.reports import show_reports
from service.commands.serving import serve
from service.gap_text import gap_reason, gap_summary
from service.importing import import_files
from service.read_models import bring_up_to_date
from service.settings import Settings

DEMO_FOLDER = Path(".demo")


def demo_command(
    port: Port = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Load and report only")] = False,
) -> None:
    """Load the bundled real sample into its own store under .demo and serve it."""
    chosen = demo_settings(settings(), port)
    taken = None if no_serve else taken_port(chosen)  # a busy port is told before any work
    with opened(chosen, to="upgrade") as store:
        if made_by(store) is MadeBy.EARLIER:  # the store is the demo's own
            with progress("upgrade") as (_, step):
                project_anew(store, step)
        reports = load_samples(store)
        with progress("demo") as (_, step):
            bring_up_to_date(store, chosen, step)
        show_reports(reports)
    report_demo(chosen)
    if taken is not None:
        local = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        print_lines(
            [
                f"Linked data is given under the local address {local}, good for trying out only; "
                "set EKOKARTA_BASE_ADDRESS where you publish.",
                f"Other commands read the demo's store with EKOKARTA_STORE={chosen.store}",
            ]
        )
        serve(chosen.model_copy(update={"base_address": local}), taken)


def demo_settings(base: Settings, port: int | None) -> Settings:
    """The demo's own store and cache, never the user's, with a local base address for RDF."""
    folder = DEMO_FOLDER.resolve()
    number = port if port is not None else base.port
    return base.model_copy(
        update={
            "store": f"sqlite:///{folder / 'ekokarta.db'}",
            "cache": folder / "cache",
            "port": number,
            "base_address": f"http://127.0.0.1:{number}/",
        }
    )


def load_samples(store: Store) -> list[RunReport]:
    """Import the bundled sample of every source; what is loaded already is left alone."""
    reports = []
    for importer in importers().values():
        if not importer.manifest.bundled or not importer.manifest.sample:
            continue
        with ExitStack() as files, progress(importer.manifest.name) as (rows, step):
            paths = [files.enter_context(as_file(sample)) for sample in importer.samples()]
            report, _ = import_files(store, importer, paths, progress=rows, step=step)
            reports.append(report)
    return reports


def report_demo(chosen: Settings) -> None:
    """Print what is loaded per source, and what the gap table can and cannot tell."""
    with reading(chosen) as model:
        _show_sources(overview(model))
        with progress("demo") as (_, step):
            step("drawing the gap tables")
            tables = list(_gap_tables(model))
    for heading, table in tables:
        out.print(heading, markup=False)
        reason = gap_reason(table, "en")
        print_lines([*gap_summary(table, "en"), *([] if reason is None else [reason])])


def _show_sources(found: Overview) -> None:
    names = ("Actor", "Project", "Collaboration", "PARTICIPATES_IN", "FUNDS")
    rows = []
    for source in found.sources:
        read = sum(int(run["rows_read"]) for run in source.runs)
        rejected = sum(int(run["rejected"]) for run in source.runs)
        counts = [source.counts.get(name, 0) for name in names]
        rows.append((source.info.name, read, *counts, rejected))
    headers = ("source", "rows read", "actors", "projects", "collaborations",
               "participations", "funding", "rejected")  # fmt: skip
    print_table(f"In the graph, version {found.data_version}", headers, rows)


def _gap_tables(model: ReadModel) -> Iterator[tuple[str, GapTable]]:
    """The table of all sources, and one for each source whose lists of participants are whole."""
    heading = "What the gap table can and cannot tell, all sources together:"
    yield heading, sector_gaps(model)
    for info in model.sources:
        if any(s.participants is ParticipantsListed.COMPLETE for s in info.coverage):
            question = GapQuestion(sources=(info.name,))
            heading = f"Among arenas of {info.name}, whose lists are complete:"
            yield heading, sector_gaps(model, question)
