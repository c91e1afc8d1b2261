"""Where a command writes: standard output, a device, or a file that is whole or not there."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import typer

from service.settings import SettingsError


class TargetError(SettingsError):
    """What was named to write to cannot take it."""

    def __init__(self, name: str, error: OSError) -> None:
        super().__init__(
            f"cannot write {name}: {error.strerror}; nothing unfinished was left there. "
            "Make room or name another place."
        )


@contextmanager
def whole(target: Path) -> Iterator[IO[bytes]]:
    """A file that has its name only when it is whole; a device or pipe is written as it comes."""
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                yield file
            return
        named = target.resolve()  # a link goes on pointing where it does
        part = named.with_name(f"{named.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(named)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise TargetError(str(target), error) from error


def made(folder: Path) -> Path:
    """The folder, made where it is not there yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TargetError(str(folder), error) from error
    return folder


def to_standard_output(pieces: Iterable[bytes]) -> None:
    """Write the pieces; a reader who leaves early has what they wanted, and the command is done."""
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _leave_standard_output()
        raise typer.Exit from None
    except OSError as error:
        _leave_standard_output()
        raise TargetError("to standard output", error) from error


def _leave_standard_output() -> None:
    """What is still waiting to be written goes nowhere, instead of failing again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
