"""The command that answers a SPARQL query: sparql."""

import sys
from enum import StrEnum
from pathlib import Path
from shutil import copyfileobj
from threading import Event
from typing import Annotated

import typer

from graph_schema.vocabularies import Audience
from service.access import Access
from service.commands.console import err, settings
from service.commands.progress import progress
from service.commands.targets import whole
from service.exports.linked_data import mapping_of
from service.sparql.children import Answer, Order
from service.sparql.errors import BadRequestError, DamagedError, UnacceptableError
from service.sparql.forms import GRAPH_FORMATS, TABLE_FORMATS
from service.sparql.limits import Limits
from service.sparql.origin import STORE
from service.sparql.pool import Pool
from service.sparql.stores import Served, Stores

LONG = 86_400.0  # seconds: the store of a large graph takes minutes the first time


class ResultForm(StrEnum):
    """How the answer is written."""

    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"
    NT = "nt"
    JSON_LD = "json-ld"
    RDF_XML = "rdf-xml"


def sparql_command(
    query: Annotated[str, typer.Argument(help="A query, a file that holds one, or - to read it")],
    form: Annotated[
        ResultForm | None,
        typer.Option("--format", help="The default is csv for a table, turtle for a graph"),
    ] = None,
    output: Annotated[Path | None, typer.Option(help="A file; else standard output")] = None,
    public: Annotated[
        bool, typer.Option("--public", help="What everybody sees; the default is everything")
    ] = False,
) -> None:
    """Answer a SPARQL query, under the bounds of the service (EKOKARTA_SPARQL_…)."""
    text = _text(query)
    chosen = settings()
    terms = mapping_of(chosen.base_address).terms
    table = form.value if form is not None and form in TABLE_FORMATS else None
    graph = form.value if form is not None and form in GRAPH_FORMATS else None
    if form is None:
        table, graph = "csv", "turtle"
    order = Order(text, table, graph, terms.base, terms.prefixes, dataset="unsaid")
    access = Access(chosen)
    stores, pool = Stores(access), Pool(Limits.of(chosen))
    try:
        with progress("sparql") as (_, step):
            step("reading the store; the first time of a version builds it")
            served = stores.current(Audience.PUBLIC if public else Audience.EVERYTHING, LONG)
        if served.version < served.newest:
            err.print(
                f"version {served.version} answers: the store of {served.newest} was not built"
            )
        _write(_asked(stores, pool, served, order), output)
    except UnacceptableError as error:
        raise typer.BadParameter(f"--format: {error}") from None
    except BadRequestError as error:
        raise typer.BadParameter(str(error)) from None
    finally:
        pool.close()
        stores.close()
        access.shut()


def _asked(stores: Stores, pool: Pool, served: Served, order: Order) -> Answer:
    try:
        return pool.ask(served.path / STORE, order, Event()).result()
    except DamagedError:
        stores.build_anew(served.path)
        raise


def _text(query: str) -> str:
    """The query itself, or what the file or standard input holds."""
    try:
        if query == "-":
            return sys.stdin.buffer.read().decode("utf-8")
        if not any(sign in query for sign in "{ \n"):  # no query is without
            return Path(query).read_bytes().decode("utf-8")
    except OSError as error:
        raise typer.BadParameter(f"cannot read {query}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{query}: byte {error.start + 1} is no UTF-8") from None
    return query


def _write(answer: Answer, output: Path | None) -> None:
    with answer.body as body:
        if output is None:
            copyfileobj(body, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        with whole(output) as file:
            copyfileobj(body, file)
