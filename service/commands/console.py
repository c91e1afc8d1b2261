"""What commands share: the settings, the store, and how results reach a person or a machine."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typer
from rich.console import Console

from graph_schema.base import GraphModel
from graph_schema.carded import Carded
from graph_schema.vocabularies import Audience
from queries.projection.rules import MadeBy, made_by, require_current, require_no_newer
from queries.stores.base import Store
from queries.stores.opening import open_store
from service.rules_text import rules_line
from service.settings import Settings

PIPED_COLUMNS = 200  # a file or pipe has no width of its own, and folded cells cannot be searched
# Names are data: "table:key: read" is never read as the picture of a key.
out = Console(
    highlight=False,
    emoji=False,
    soft_wrap=True,
    width=None if sys.stdout.isatty() else PIPED_COLUMNS,
)
err = Console(
    stderr=True,
    highlight=False,
    emoji=False,
    soft_wrap=True,
    width=None if sys.stderr.isatty() else PIPED_COLUMNS,
)


def settings() -> Settings:
    """The settings of this process; raises ``SettingsError``."""
    return Settings.from_env(os.environ)


def store_of(chosen: Settings) -> Store:
    """The store the settings name, ready or refused with a reason."""
    chosen.require_password()
    password = chosen.neo4j_password.get_secret_value() if chosen.neo4j_password else None
    return open_store(chosen.store, user=chosen.neo4j_user, password=password)


@contextmanager
def opened(
    chosen: Settings | None = None,
    *,
    to: Literal["read", "publish", "upgrade"] = "read",
    lang: str = "en",
) -> Iterator[Store]:
    """The store, given back at the end.

    That another program's rules made its graph is told before it is read; ``LedgerRefusalError``
    where what is published, or upgraded, would mix both or undo what a newer program made.
    """
    store = store_of(chosen if chosen is not None else settings())
    try:
        store.ready()
        if to == "publish":
            require_current(store)
        elif to == "upgrade":
            require_no_newer(store)
        else:
            say_rules(made_by(store), lang)
        yield store
    finally:
        store.shut()


@cache
def say_rules(made: MadeBy, lang: str = "en") -> None:
    """Once, beside the answer, so that this stays what machines read."""
    if line := rules_line(made, lang):
        err.print(line, markup=False)


@contextmanager
def reading(
    chosen: Settings | None = None,
    *,
    as_of: str | None = None,
    audience: Audience = Audience.EVERYTHING,
    question: GraphModel | None = None,
    lang: str = "en",
) -> Iterator[Any]:
    """A version's read model, by default with everything in it: who has the store may read it.

    Where ``question`` is of a period, what only unknown dates let into it is told, beside the
    answer so that this stays what machines read.
    """
    with reading_versions(chosen, as_of=as_of, audience=audience, lang=lang) as (model, _):
        yield model
        if question is not None:
            from service.undated_text import undated_line  # what only questions of arenas need

            if line := undated_line(model, question.model_dump(), lang):
                err.print(line, markup=False)


@contextmanager
def reading_versions(
    chosen: Settings | None = None,
    *,
    as_of: str | None = None,
    audience: Audience = Audience.EVERYTHING,
    lang: str = "en",
) -> Iterator[tuple[Any, Callable[[int], Any]]]:
    """The same, and how to get that of any other version."""
    from queries.readmodel.library import Library  # numpy, which most commands do not need
    from service.access import version_of

    chosen = chosen if chosen is not None else settings()
    when = None if as_of is None else version_of(as_of)
    with opened(chosen, lang=lang) as store:
        library = Library(store, chosen.cache)
        yield library.at(when, audience), lambda version: library.at(version, audience)


def print_json(value: Any) -> None:
    """For machines: one JSON document on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def print_answer(found: GraphModel, question: GraphModel) -> None:
    """The same for an answer, with the addresses of the cards of its figures where it has some."""
    from queries.cards.addresses import carded  # what only this needs

    told = carded(found, question) if isinstance(found, Carded) else found
    print_json(told.model_dump(mode="json"))


def print_table(title: str, headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """For people: a table whose cells are never read as markup, numbers to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for index, header in enumerate(headers):
        numeric = bool(rows) and all(isinstance(row[index], int | float) for row in rows)
        table.add_column(header, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    out.print(table)


def print_lines(lines: Iterable[str]) -> None:
    """For people: sentences, one a line, never read as markup."""
    for line in lines:
        out.print(f"  {line}", markup=False)


def require_writable_target(target: Path) -> None:
    """Refuse a target that is a folder, or whose folder is not there, before any work is done."""
    if target.is_dir():
        raise typer.BadParameter(f"{target} is a folder; name a file")
    if not target.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {target.parent}; make it first")
    written = target if target.exists() and not target.is_file() else target.parent
    if not os.access(written, os.W_OK):
        raise typer.BadParameter(f"{written} cannot be written to; name another place")
