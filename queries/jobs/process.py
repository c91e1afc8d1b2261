"""Does one job in a process of its own: which one comes as JSON on standard input."""

import fcntl
import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from graph_schema.job_answers import Job
from queries.errors import NothingKeptError, QuestionError
from queries.jobs import files
from queries.jobs.kinds import KINDS
from queries.readmodel.open import ReadModel

GIVE_WAY = 10  # added to the process's niceness: requests come first
WAITING = 0.5  # seconds between two looks at whether it is this job's turn
ENOUGH = 5  # steps from which an estimate is told: the first compiles
SAYING = 0.5  # seconds between two words on how far it has come, at least


class CancelledError(Exception):
    """Somebody asked for it."""


class OrphanedError(Exception):
    """The service that began the job is no more."""


def main() -> None:
    """Wait for the turn, do the work, and say how it ended."""
    os.nice(GIVE_WAY)
    order = json.load(sys.stdin)
    place, job = Path(order["model"]), Job.model_validate(order["job"])
    with files.alive(place, job.id) as first, ReadModel(place) as model:
        if first:
            with suppress(OSError):  # the version was pruned meanwhile: nobody asks any more
                _Working(model, job, order["parent"]).run()


class _Working:
    """One job under way; ``parent`` is the process that began it."""

    def __init__(self, model: ReadModel, job: Job, parent: int) -> None:
        self.model = model
        self.job = job
        self.parent = parent  # told, for it may be gone before this one looks
        self.began = time.monotonic()
        self.said = 0.0

    def run(self) -> None:
        try:
            with (self.model.path.parent / files.TURN).open("a") as turn:
                self._wait(turn)
                self.began = time.monotonic()
                self._say(state="running")
                self._work()
            # What might have been needed and was not is done, too.
            self._say(state="done", seconds_left=0.0, done=self.job.total or self.job.done)
        except CancelledError:
            self._say(state="cancelled", seconds_left=None)
        except OrphanedError:
            gone = "the service that began the run ended; begin it again"
            self._say(state="interrupted", error=gone, seconds_left=None)
        except QuestionError as error:
            self._say(state="failed", error=str(error), seconds_left=None)
        except Exception:
            self._say(state="failed", error="the run ended unexpectedly", seconds_left=None)
            raise

    def _work(self) -> None:
        kind = KINDS[self.job.kind]
        question = kind.question.model_validate(dict(self.job.question))
        kind.work(self.model, question, self.told)
        if not kind.is_made(self.model, question):
            raise NothingKeptError

    def told(self, done: int, total: int) -> None:
        """Hear from the work how far it has come; raises to end it."""
        self._must_go_on()
        now = time.monotonic()
        if now - self.said < SAYING and done < total:
            return
        self.said = now
        left = (now - self.began) / done * (total - done) if done >= ENOUGH else None
        self._say(done=done, total=total, seconds_left=left)

    def _wait(self, turn: TextIO) -> None:
        while True:
            self._must_go_on()
            with suppress(BlockingIOError):
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            time.sleep(WAITING)

    def _must_go_on(self) -> None:
        if files.cancel_file(self.model.path, self.job.id).exists():
            raise CancelledError
        if os.getppid() != self.parent:
            raise OrphanedError

    def _say(self, **changed: object) -> None:
        seconds = time.monotonic() - self.began
        self.job = self.job.model_copy(update={"seconds": round(seconds, 1), **changed})
        files.write(self.model.path, self.job)


if __name__ == "__main__":
    main()
