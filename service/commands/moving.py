"""Commands that move everything: dump, load and upgrade."""

from pathlib import Path
from typing import Annotated

import typer

from queries.dump import dump, load
from queries.projection.rules import MadeBy, made_by
from queries.stores.base import STORE_FORMAT, StoreFormatError
from queries.upgrading import project_anew, rows_behind
from service.commands.console import err, opened, out, require_writable_target, settings
from service.commands.progress import progress
from service.commands.targets import whole
from service.read_models import bring_up_to_date

ADVICE = ": run ekokarta upgrade"
"""What a store of an older format says; `upgrade` itself has more to say."""


class NoWayUpError(StoreFormatError):
    """A store of a format that no release wrote."""

    def __init__(self, error: StoreFormatError) -> None:
        super().__init__(
            f"{str(error).removesuffix(ADVICE)}. Nothing was upgraded: {STORE_FORMAT} is the first "
            "format that was released. Load a dump into a new store instead."
        )


def dump_command(
    file: Annotated[Path, typer.Argument(help="Where to write the dump (compressed JSON lines)")],
) -> None:
    """Write the whole ledger to one file: backup, and move between SQLite and Neo4j."""
    require_writable_target(file)
    with opened() as store, whole(file) as target:
        rows = dump(store, target)
    told = out if file.is_file() else err  # the dump itself may be what goes to standard output
    told.print(f"{rows} rows written to {file}", markup=False)


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
    """Bring a store to this program's format and rules: who is one actor is decided anew."""
    chosen = settings()
    try:
        with opened(chosen, to="upgrade") as store:
            head = store.head()
            behind = made_by(store) is MadeBy.EARLIER or rows_behind(store)
            if behind:
                with progress("upgrade") as (_, step):
                    head = project_anew(store, step)
                    bring_up_to_date(store, chosen, step)
    except StoreFormatError as error:
        if not str(error).endswith(ADVICE):
            raise
        raise NoWayUpError(error) from error
    if behind:
        said = f"the graph is as this program's rules make it, at version {head}"
    else:
        said = (
            f"the store has format {STORE_FORMAT} and a graph (version {head}) as this program "
            "makes it: nothing to upgrade"
        )
    out.print(said, markup=False)
