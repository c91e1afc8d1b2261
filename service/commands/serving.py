"""Commands that serve: demo, serve."""

import errno
import socket
from contextlib import ExitStack
from http.client import HTTPException
from importlib.resources import as_file
from pathlib import Path
from typing import Annotated
from urllib.request import urlopen

import typer

from graph_schema.claims import RunReport
from graph_schema.vocabularies import ParticipantsListed
from importers.base import importers
from queries.gaps.sectors import GapQuestion, sector_gaps
from queries.lookup.overview import overview
from queries.stores.base import Store
from service.commands.console import (
    opened,
    out,
    print_lines,
    print_table,
    progress,
    reading,
    settings,
)
from service.commands.loading import show_reports
from service.gap_text import gap_summary
from service.importing import import_files
from service.read_models import bring_up_to_date
from service.settings import Settings, SettingsError

DEMO_FOLDER = Path(".demo")
SERVER_NAME = "ekokarta"
Port = Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on")]


def demo_command(
    port: Port = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Load and report only")] = False,
) -> None:
    """Load the bundled real sample into its own store under .demo and serve it."""
    chosen = demo_settings(settings(), port)
    with opened(chosen) as store:
        reports = load_samples(store)
        bring_up_to_date(store, chosen)
        show_reports(reports)
    report_demo(chosen)
    if not no_serve:
        serve(chosen)


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
        found = overview(model)
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
        out.print("What the gap table can and cannot tell, all sources together:")
        print_lines(gap_summary(sector_gaps(model), "en"))
        for info in model.sources:
            if any(s.participants is ParticipantsListed.COMPLETE for s in info.coverage):
                out.print(f"Among arenas of {info.name}, whose lists are complete:", markup=False)
                question = GapQuestion(sources=(info.name,))
                print_lines(gap_summary(sector_gaps(model, question), "en"))


def serve_command(
    host: Annotated[str | None, typer.Option(help="Address to listen on")] = None,
    port: Port = None,
) -> None:
    """Serve pages, API and views until stopped."""
    chosen = settings()
    update = {"host": host, "port": port}
    serve(chosen.model_copy(update={k: v for k, v in update.items() if v is not None}))


def serve(chosen: Settings) -> None:
    """Listen where the settings say; a busy port is named with what to do."""
    import uvicorn  # half a second that no other command should wait for

    from service.app import create_app

    family = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    # Named TCP, so that the event loop sends small answers at once instead of 40 ms later.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((chosen.host, chosen.port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise SettingsError(
                f"port {chosen.port} on {chosen.host} is taken by {_who_answers(chosen)}; "
                "name another with --port, or PORT= for make"
            ) from None
        raise SettingsError(f"cannot listen on {chosen.host}: {error.strerror}") from None
    listener.listen()  # from here on callers wait instead of being turned away
    number = listener.getsockname()[1]
    out.print(f"ekokarta is at http://{chosen.host}:{number}/ (Ctrl-C stops it)", markup=False)
    headers = [("Server", SERVER_NAME)]
    config = uvicorn.Config(
        create_app(chosen), log_config=None, access_log=False, server_header=False, headers=headers
    )
    uvicorn.Server(config).run(sockets=[listener])


def _who_answers(chosen: Settings) -> str:
    """Whose port it is, as far as asking it tells."""
    address = f"http://{chosen.host}:{chosen.port}/health/live"
    try:
        with urlopen(address, timeout=2) as answer:
            ours = answer.headers.get("Server", "") == SERVER_NAME
    except (OSError, HTTPException):
        return "another program"
    return "another ekokarta, which answers there already" if ours else "another program"
