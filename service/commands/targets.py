"""Where a command writes: standard output, a device, or a file that is whole or not there."""

import fcntl
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from errno import EISDIR
from pathlib import Path
from secrets import token_hex
from shutil import rmtree
from typing import IO

import typer

from queries.stores.failpoints import reach
from service.settings import SettingsError

FILLING = "export"
NOTHING = "nothing unfinished was left there"
A_PART = "what was written there until then is no whole file"
AS_BEFORE = "the files that stood there stand as they were"
MIXED = "files of this and of an earlier export may stand there, without {name}: export again"


class TargetError(SettingsError):
    """What was named to write to cannot take it; ``left``: what stands there now."""

    def __init__(self, name: str, error: OSError, left: str = NOTHING) -> None:
        super().__init__(
            f"cannot write {name}: {error.strerror}; {left}. Make room or name another place."
        )


class NoFolderError(SettingsError):
    """A file, or a link that leads nowhere, where a folder was named."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is there and is no folder: name a folder, or a new name")


@contextmanager
def whole(target: Path) -> Iterator[IO[bytes]]:
    """A file that has its name only when it is whole; a device or pipe is written as it comes."""
    if target.exists() and not target.is_file():
        with _as_it_comes(target) as file:
            yield file
        return
    try:
        named = target.resolve()  # a link goes on pointing where it does
        _remove_leftovers(named)
        part, unfinished = _unfinished(named)
        try:
            with unfinished:
                yield unfinished
                unfinished.flush()
                os.fsync(unfinished.fileno())
                reach("target.written")
                part.replace(named)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise TargetError(str(target), error) from error


@contextmanager
def _as_it_comes(device: Path) -> Iterator[IO[bytes]]:
    try:
        with device.open("wb") as file:
            yield file
    except OSError as error:
        raise TargetError(str(device), error, A_PART) from error


@contextmanager
def filled_folder(target: Path, last: str) -> Iterator[Path]:
    """A folder for files that go to ``target`` when all are whole, the one named ``last`` last.

    A new folder has its name only then. In one that is there other files stay, and ``last``, which
    describes the others, is away while these are replaced. Raises ``TargetError``.
    """
    if not os.path.lexists(target):
        with whole_folder(target) as part:
            yield part
        return
    inside = made(target) / FILLING  # in it, as a folder may be a file system of its own
    _remove_leftovers(inside)
    part = inside.with_name(f"{FILLING}.{token_hex(4)}.part")
    left = AS_BEFORE
    try:
        with _being_filled(part):
            yield part
            reach("target.written")
            _refuse_folders(part, target)
            left = MIXED.format(name=last)
            _put_in_place(part, target, last)
    except OSError as error:
        raise TargetError(str(target), error, left) from error


def _refuse_folders(part: Path, target: Path) -> None:
    """Raise ``TargetError`` where a folder stands in the place of a file, which is left alone."""
    for path in sorted(part.iterdir()):
        place = target / path.name
        if place.is_dir() and not place.is_symlink():
            raise TargetError(str(place), IsADirectoryError(EISDIR, os.strerror(EISDIR)), AS_BEFORE)


def _put_in_place(part: Path, target: Path, last: str) -> None:
    """Of two exports at once the later one is whole."""
    with ExitStack() as held:
        with suppress(OSError):  # some network disks know no locks
            held.enter_context(_locked(target, waiting=True))
        (target / last).unlink(missing_ok=True)
        for path in sorted(part.iterdir(), key=lambda each: each.name == last):
            path.replace(target / path.name)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """A new folder that has its name only when everything in it is whole.

    Raises ``TargetError`` where something else took the name meanwhile.
    """
    parent = made(target.parent)
    _remove_leftovers(target)
    part = parent / f"{target.name}.{token_hex(4)}.part"
    try:
        with _being_filled(part):
            yield part
            reach("target.written")
            part.rename(target)
    except OSError as error:
        raise TargetError(str(target), error) from error


@contextmanager
def _being_filled(part: Path) -> Iterator[None]:
    """A folder made, held while it is filled, and gone where it has no other name at the end."""
    try:
        part.mkdir()
        with ExitStack() as held:
            with suppress(OSError):  # some network disks know no locks
                held.enter_context(_locked(part))
            yield
    finally:
        rmtree(part, ignore_errors=True)


@contextmanager
def _locked(part: Path, *, waiting: bool = False) -> Iterator[None]:
    """Hold a file or folder that nobody else writes; raises ``OSError`` where another does.

    ``waiting``: it is waited for, and may be a link.
    """
    file = os.open(part, os.O_RDONLY | (0 if waiting else os.O_NOFOLLOW))
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if waiting else fcntl.LOCK_NB))
        yield
    finally:
        os.close(file)


def _unfinished(named: Path) -> tuple[Path, IO[bytes]]:
    """A new file beside the target, locked as long as this process writes it."""
    while True:
        part = named.with_name(f"{named.name}.{token_hex(4)}.part")
        file = part.open("xb")
        with suppress(OSError):  # some network disks know no locks: then nobody removes anything
            fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_nlink:  # else another removed it before it was locked
            return part, file
        file.close()


def _remove_leftovers(named: Path) -> None:
    """Remove what a killed process left of this target; what one still writes is locked.

    Where the folder may be written but not listed, what was left stays.
    """
    mine = re.compile(re.escape(named.name) + r"\.[0-9a-f]{8}\.part")
    with suppress(OSError):
        for part in named.parent.iterdir():
            if mine.fullmatch(part.name):
                with suppress(OSError), _locked(part):
                    rmtree(part) if part.is_dir() else part.unlink()


def made(folder: Path) -> Path:
    """The folder, made where it is not there yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NoFolderError(folder) from None
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
        raise TargetError("to standard output", error, A_PART) from error


def _leave_standard_output() -> None:
    """What is still waiting to be written goes nowhere, instead of failing again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
