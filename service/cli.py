"""The command line: ``ekokarta --help`` is the manual."""

import os
import sys
from collections.abc import Callable, Sequence

import typer
from typer.exceptions import Abort, TyperException

from importers.errors import BadInputError
from importers.run import RefusedFilesError
from queries.errors import QuestionError
from queries.refusals import LedgerRefusalError
from queries.stores.base import StoreError
from service.commands import asking, exporting, loading, moving, serving, tables
from service.commands.console import err
from service.settings import SettingsError

DONE, REFUSED, WRONG_USAGE, UNREACHABLE = 0, 1, 2, 3
REFUSALS = (BadInputError, RefusedFilesError, LedgerRefusalError, QuestionError)
COMMANDS: dict[str, Callable[..., None]] = {
    "demo": serving.demo_command,
    "serve": serving.serve_command,
    "sources": asking.sources_command,
    "import": loading.import_command,
    "mapping": tables.mapping_command,
    "withdraw": loading.withdraw_command,
    "status": asking.status_command,
    "search": asking.search_command,
    "gaps": asking.gaps_command,
    "export": exporting.export_command,
    "dump": moving.dump_command,
    "load": moving.load_command,
    "upgrade": moving.upgrade_command,
    "review": asking.review_command,
    "check": asking.check_command,
}


def build_app() -> typer.Typer:
    """The app with every command."""
    app = typer.Typer(
        help="ekokarta: who works with whom, who pays, and what is missing.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    for name, command in COMMANDS.items():
        app.command(name)(command)
    return app


def run(arguments: Sequence[str]) -> int:
    """Run one command and say how it ended: 0 done, 1 refused, 2 wrong usage, 3 no store."""
    try:
        ended = build_app()(args=list(arguments), prog_name="ekokarta", standalone_mode=False)
    except TyperException as error:  # what a person typed, not what the data said
        return _refuse(error.format_message(), WRONG_USAGE)
    except (Abort, KeyboardInterrupt):
        return _refuse("stopped; nothing of an unfinished import is stored", REFUSED)
    except SettingsError as error:
        return _refuse(str(error), WRONG_USAGE)
    except REFUSALS as error:
        return _refuse(str(error), REFUSED)
    except StoreError as error:
        return _refuse(str(error), UNREACHABLE)
    except BrokenPipeError:  # the reader of a pipe has left; that is no fault of ours
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return ended if isinstance(ended, int) else DONE


def _refuse(message: str, code: int) -> int:
    err.print(message, markup=False)
    return code


def main() -> None:
    """Entry point of the ``ekokarta`` command."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # spinning threads cost more than they give
    sys.exit(run(sys.argv[1:]))
