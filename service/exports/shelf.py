"""Exports on their way to a file beside the version's other answers: written once, sent to many.

Who asks first is sent what is written while it is being written; whoever asks meanwhile, or goes
on after a broken connection, finds the same file. How fast a caller reads holds nobody up.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Condition, Lock, Semaphore, Thread
from typing import IO

from service.refusals import ManyExportsError

log = logging.getLogger(__name__)

SIZE = 256 * 1024  # bytes of a piece
MOST_AT_ONCE = 4  # files being written: each takes a core now and then
MOST_WAITING = 4  # more begun, to be written in their turn; whoever asks for another comes back
MOST_KEPT_BYTES = 2 * 1024**3  # of a version: what was used longest ago is let go
PART = ".part"
PATIENCE_SECONDS = 1.0
ABANDONED_SECONDS = 3_600.0  # since a file was last written to
Write = Callable[[], Iterator[bytes]]


class StoppedError(Exception):
    """The service shuts down: nobody waits for the rest of the file."""


class Writing:
    """One export while it is being written, by a thread of its own."""

    def __init__(self, place: Path, write: Write) -> None:
        self._place, self._write = place, write
        self._news = Condition()
        self._ended, self._failed, self.stopped = False, False, False
        with NamedTemporaryFile("wb", dir=place.parent, suffix=PART, delete=False) as file:
            self._part = Path(file.name)

    def pieces(self) -> Iterator[bytes]:
        """Everything, as soon as it is there; the file is opened now, whatever becomes of it."""
        for path in (self._part, self._place):  # under its name when it is complete meanwhile
            with suppress(FileNotFoundError):
                return self._followed(path.open("rb"))
        return self._followed(None)

    def finished(self) -> Path | None:
        """The file when it is whole; None where it could not be written."""
        with self._news:
            while not self._ended:
                self._news.wait(PATIENCE_SECONDS)
        return None if self._failed else self._place

    def run(self) -> None:
        """Write the file, and give it its name in one step."""
        try:
            with self._part.open("wb") as file:
                for piece in self._write():
                    self._go_on()
                    file.write(piece)
                    file.flush()
                    with self._news:
                        self._news.notify_all()
            self._part.replace(self._place)
        except Exception as error:  # noqa: BLE001 - a reader meets it too, where it is answered
            self._failed = True
            log.warning("an export could not be kept: %s", type(error).__name__)
            with suppress(OSError):
                self._part.unlink(missing_ok=True)
        finally:
            with self._news:
                self._ended = True
                self._news.notify_all()

    def _go_on(self) -> None:
        if self.stopped:
            raise StoppedError

    def _followed(self, file: IO[bytes] | None) -> Iterator[bytes]:
        sent = 0
        if file is not None:
            with file:
                while piece := self._next(file):
                    sent += len(piece)
                    yield piece
        if file is None or self._failed:  # a full disk: the same bytes come without it
            yield from _beyond(self._write(), sent)

    def _next(self, file: IO[bytes]) -> bytes:
        """What was written since; nothing at the end."""
        while True:
            with self._news:
                ended = self._ended
                piece = file.read(SIZE)
                if piece or ended:
                    return piece
                self._news.wait(PATIENCE_SECONDS)


class Shelf:
    """The exports that are kept, and those being written here."""

    def __init__(self, most_bytes: int = MOST_KEPT_BYTES) -> None:
        self._most_bytes = most_bytes
        self._lock = Lock()
        self._writing: dict[Path, Writing] = {}
        self._places = Semaphore(MOST_AT_ONCE)
        self._stopped = False

    def find(self, place: Path) -> Path | None:
        """The file where it is kept: it has then been used now."""
        try:
            os.utime(place)
        except OSError:
            return place if place.exists() else None
        return place

    def begin(self, place: Path, write: Write) -> Writing | None:
        """The writing of a file, begun now or already; None where it cannot be kept.

        Where as many are being written as may be at once, it is written in its turn. Raises
        ``ManyExportsError`` where too many wait already.
        """
        with self._lock:
            going_on = self._writing.get(place)
            if going_on is not None or self._stopped:
                return going_on
            if len(self._writing) >= MOST_AT_ONCE + MOST_WAITING:
                raise ManyExportsError(len(self._writing))
            try:
                place.parent.parent.mkdir(exist_ok=True)  # never the model's own folder
                place.parent.mkdir(exist_ok=True)
                writing = Writing(place, write)
            except OSError:
                return None
            self._writing[place] = writing
        Thread(target=self._write, args=(place, writing), daemon=True).start()
        return writing

    def stop(self) -> None:
        """Let what is being written end early."""
        with self._lock:
            self._stopped = True
            for writing in self._writing.values():
                writing.stopped = True

    def _write(self, place: Path, writing: Writing) -> None:
        try:
            with self._places:
                writing.run()
        finally:
            with self._lock:
                del self._writing[place]
            _let_go(place, self._most_bytes)


def _beyond(pieces: Iterator[bytes], sent: int) -> Iterator[bytes]:
    """What comes after as many bytes."""
    for piece in pieces:
        if sent < len(piece):
            yield piece[sent:]
        sent = max(0, sent - len(piece))


def _let_go(newest: Path, most_bytes: int) -> None:
    """All but those used last, as far as there is room; another process may let go of the same."""
    found = []
    for path in newest.parent.glob("*"):
        with suppress(OSError):
            known = path.stat()
            if path.suffix != PART and path != newest:
                found.append((known.st_mtime_ns, known.st_size, path))
            elif path.suffix == PART and time.time() - known.st_mtime > ABANDONED_SECONDS:
                path.unlink(missing_ok=True)  # of a process that was killed
    with suppress(OSError):
        room = most_bytes - newest.stat().st_size
        for _, size, path in sorted(found, reverse=True):
            room -= size
            if room < 0:
                path.unlink(missing_ok=True)
