"""The command line: ``ekokarta --help`` is the manual."""

import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module

import typer
from typer.exceptions import Abort, TyperException

from queries.errors import MalformedQuestionError
from queries.stores.base import StoreError
from service.collecting import uncollected
from service.commands.console import err
from service.settings import SettingsError

DONE, REFUSED, WRONG_USAGE, UNREACHABLE = 0, 1, 2, 3
# Where each command is; a command loads no other's libraries, so that it answers at once.
COMMANDS = {
    "demo": ("service.commands.demo", "demo_command"),
    "serve": ("service.commands.serving", "serve_command"),
    "sources": ("service.commands.asking", "sources_command"),
    "import": ("service.commands.loading", "import_command"),
    "mapping": ("service.commands.tables", "mapping_command"),
    "withdraw": ("service.commands.loading", "withdraw_command"),
    "status": ("service.commands.asking", "status_command"),
    "search": ("service.commands.asking", "search_command"),
    "gaps": ("service.commands.gaps", "gaps_command"),
    "card": ("service.commands.recomputing", "card_command"),
    "recompute": ("service.commands.recomputing", "recompute_command"),
    "bridges": ("service.commands.bridging", "bridges_command"),
    "groups": ("service.commands.grouping", "groups_command"),
    "whitespace": ("service.commands.whitespace", "whitespace_command"),
    "isolates": ("service.commands.isolates", "isolates_command"),
    "coverage": ("service.commands.coverage", "coverage_command"),
    "trend": ("service.commands.trend", "trend_command"),
    "voice": ("service.commands.voice", "voice_command"),
    "sunset": ("service.commands.sunset", "sunset_command"),
    "funders": ("service.commands.funders", "funders_command"),
    "whatif": ("service.commands.whatif", "whatif_command"),
    "export": ("service.commands.exporting", "export_command"),
    "release": ("service.commands.releasing", "release_command"),
    "sparql": ("service.commands.sparql", "sparql_command"),
    "dump": ("service.commands.moving", "dump_command"),
    "load": ("service.commands.moving", "load_command"),
    "upgrade": ("service.commands.moving", "upgrade_command"),
    "judge": ("service.commands.judging", "judge_command"),
    "judgements": ("service.commands.judging", "judgements_command"),
    "review": ("service.commands.asking", "review_command"),
    "check": ("service.commands.asking", "check_command"),
}


def build_app(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """The app with every command, or with some."""
    app = typer.Typer(
        help="ekokarta: who works with whom, who pays, and what is missing.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback()(_ekokarta)
    for name in names:
        module, command = COMMANDS[name]
        app.command(name)(getattr(import_module(module), command))
    return app


def _ekokarta() -> None:
    """Makes a group of commands of the app, even where it has a single one."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and say how it ended: 0 done, 1 refused, 2 wrong usage, 3 no store."""
    asked = [name for name in arguments[:1] if name in COMMANDS]
    try:
        with uncollected():
            app = build_app(asked or COMMANDS)
        ended = app(args=list(arguments), prog_name="ekokarta", standalone_mode=False)
    except TyperException as error:  # what a person typed, not what the data said
        return _refuse(error.format_message().replace(" Value error, ", " "), WRONG_USAGE)
    except MalformedQuestionError as error:
        option = f"--{error.field.replace('_', '-')}"
        return _refuse(f"{option}: expected {error.expected}, got {error.value!r}", WRONG_USAGE)
    except (Abort, KeyboardInterrupt):
        return _refuse("stopped; nothing of an unfinished import is stored", REFUSED)
    except SettingsError as error:
        return _refuse(str(error), WRONG_USAGE)
    except StoreError as error:
        return _refuse(str(error), UNREACHABLE)
    except (BrokenPipeError, SystemExit):  # typer exits by itself when a pipe's reader has left,
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # which is no fault of ours
        return DONE
    except _refusals() as error:
        return _refuse(str(error), REFUSED)
    return ended if isinstance(ended, int) else DONE


def _refusals() -> tuple[type[Exception], ...]:
    """What refuses the data; loaded only once something was raised."""
    from importers.errors import BadInputError
    from importers.run import RefusedFilesError
    from queries.errors import QuestionError
    from queries.refusals import LedgerRefusalError

    return BadInputError, RefusedFilesError, LedgerRefusalError, QuestionError


def _refuse(message: str, code: int) -> int:
    err.print(message, markup=False)
    return code


def main() -> None:
    """Entry point of the ``ekokarta`` command."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # spinning threads cost more than they give
    sys.exit(run(sys.argv[1:]))
