"""Where a job keeps what it is about, how far it has come and that it is alive: three small files.

They lie with the answers of the read model the job is about and are pruned with it; every service
process that has the folder sees the same jobs.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from graph_schema.job_answers import Job
from queries import kept
from queries.errors import NothingKeptError
from queries.readmodel.folders import ANSWERS

TURN = "jobs.lock"  # beside the models: one job at a time has it, whichever process began it
BEGINNING = "jobs-beginning.lock"  # beside it: who holds it counts the jobs and begins one


def state_file(model: Path, job: str) -> Path:
    """What the job is about and how far it has come."""
    return model / ANSWERS / f"job-{job}.json"


def cancel_file(model: Path, job: str) -> Path:
    """Is there once somebody wants the job to end."""
    return model / ANSWERS / f"job-{job}.cancel"


def read(model: Path, job: str) -> Job | None:
    """The job as it last said; None where there is none."""
    return kept.read(state_file(model, job), Job)


def write(model: Path, job: Job) -> None:
    """Say how far it has come, in one step; ``NothingKeptError`` where nothing can be written."""
    kept.keep(state_file(model, job.id), job)
    if read(model, job.id) != job:
        raise NothingKeptError


def jobs(models: Path) -> Iterator[tuple[Path, Job]]:
    """Every job about any read model under the folder, with the model it is about."""
    for path in sorted(models.glob(f"*/{ANSWERS}/job-*.json")):
        model = path.parents[1]
        found = read(model, path.stem.removeprefix("job-"))
        if found is not None:
            yield model, found


def let_go(model: Path, most: int, under_way: Callable[[Path, Job], bool]) -> None:
    """Forget of the jobs about a model those that ended longest ago, all but so many.

    One that is not ``under_way`` has ended, whether its process had time to say so or not. Only who
    holds ``beginning`` may: no job is begun meanwhile.
    """
    ended = []
    for path in (model / ANSWERS).glob("job-*.json"):
        job = read(model, path.stem.removeprefix("job-"))
        if job is not None and (job.has_ended or not under_way(model, job)):
            ended.append((path.stat().st_mtime_ns, job.id))
    for _, job_id in sorted(ended)[: max(0, len(ended) - most)]:
        for each in (state_file, cancel_file, _lock_file):
            each(model, job_id).unlink(missing_ok=True)


@contextmanager
def beginning(models: Path) -> Iterator[None]:
    """Be the only one, of all processes that serve these models, who counts and begins jobs."""
    try:
        file = (models / BEGINNING).open("a")
    except OSError:
        raise NothingKeptError from None
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def alive(model: Path, job: str) -> Iterator[bool]:
    """Hold the sign that the job is alive; False where another process holds it."""
    with _lock_file(model, job).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def is_alive(model: Path, job: str) -> bool:
    """Whether a process works on it or waits for its turn."""
    path = _lock_file(model, job)
    if not path.exists():
        return False
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def _lock_file(model: Path, job: str) -> Path:
    return model / ANSWERS / f"job-{job}.lock"
