"""Commands that move everything: dump and load."""

import os
from pathlib import Path
from typing import Annotated

import typer

from queries.dump import dump, load
from queries.stores.base import STORE_FORMAT
from service.commands.console import opened, out, require_writable_target, settings
from service.read_models import bring_up_to_date


def dump_command(
    file: Annotated[Path, typer.Argument(help="Where to write the dump (compressed JSON lines)")],
) -> None:
    """Write the whole ledger to one file: backup, and move between SQLite and Neo4j."""
    require_writable_target(file)
    part = file.with_name(file.name + ".part")
    with opened() as store:
        try:
            with part.open("wb") as target:
                rows = dump(store, target)
                target.flush()
                os.fsync(target.fileno())
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    out.print(f"{rows} rows written to {file}", markup=False)


def load_command(
    file: Annotated[Path, typer.Argument(help="A dump, written by `ekokarta dump`")],
) -> None:
    """Fill an empty store from a dump; its checksum is compared before anything is stored."""
    chosen = settings()
    with opened(chosen) as store:
        head = load(store, file)
        bring_up_to_date(store, chosen)
    out.print(f"loaded; the graph is at version {head}", markup=False)


def upgrade_command() -> None:
    """Bring a store of an older format to this program's; there is one format so far."""
    with opened() as store:  # a store of another format is refused here, in words
        head = store.head()
    out.print(
        f"the store has format {STORE_FORMAT}, which is this program's (version {head}): "
        "nothing to upgrade",
        markup=False,
    )
