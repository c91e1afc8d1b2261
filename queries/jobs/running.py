"""Jobs begun, looked up and ended; the work itself is done by a process of its own."""

import json
import os
import re
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import queries
from graph_schema.ids import canonical_json, digest
from graph_schema.job_answers import Job, JobKind
from queries.errors import (
    BadQuestionError,
    NothingKeptError,
    NotInGraphError,
    TooManyJobsError,
)
from queries.jobs import files
from queries.jobs.kinds import KINDS, Question
from queries.readmodel.open import ReadModel

MOST_WAITING = 4  # one runs, the others wait: more would be promises nobody keeps
MOST_CHANGES = 2  # of them about changes, of which there is no end
FOR_OTHERS = 1  # places that no change takes: runs of other kinds find room
MOST_ENDED = 100  # jobs of a version that are remembered; a disk is finite
STARTING = 30.0  # seconds a process may take before it shows a sign of life
ID = re.compile(r"[0-9a-f]{16}\Z")


def job_of(model: ReadModel, kind: JobKind, question: Question) -> Job:
    """The job as it would be begun: its id is that of its answer, so the same run is one job."""
    asked = [kind, KINDS[kind].name(model, question)]
    return Job(
        id=digest(canonical_json(asked))[:16],
        kind=kind,
        state="queued",
        data_version=model.version,
        question=question.model_dump(mode="json"),
    )


def start(model: ReadModel, kind: JobKind, question: Question) -> Job:
    """Begin the run, unless it is done or under way; its state either way."""
    job = job_of(model, kind, question)
    if KINDS[kind].is_made(model, question):
        found = job.model_copy(update={"state": "done"})
        if not is_known(model, job.id):  # it was forgotten, or made by the command line
            with suppress(NothingKeptError):
                files.write(model.path, found)
        return found
    if not KINDS[kind].has_any(model, question):
        asked = job.question.get("sources")
        raise BadQuestionError("source", asked, "a part of the map in which actors meet")
    models = model.path.parent
    with files.beginning(models):
        if _is_under_way(model.path, job):
            return files.read(model.path, job.id) or job
        _require_room(models, kind)
        files.let_go(model.path, MOST_ENDED, _is_under_way)
        files.cancel_file(model.path, job.id).unlink(missing_ok=True)
        files.write(model.path, job)
        _begin(model.path, job)
    return job


def _require_room(models: Path, kind: JobKind) -> None:
    """Refuse one more where as many run or wait as there is room for."""
    waiting = [job.kind for place, job in files.jobs(models) if _is_under_way(place, job)]
    if len(waiting) >= MOST_WAITING:
        raise TooManyJobsError(MOST_WAITING)
    if kind == "whatif" and waiting.count(kind) >= MOST_CHANGES:
        raise TooManyJobsError(MOST_CHANGES, "runs about changes")
    if kind == "whatif" and len(waiting) >= MOST_WAITING - FOR_OTHERS:
        beside = " beside one that is not about a change"
        raise TooManyJobsError(MOST_WAITING - FOR_OTHERS, beside=beside)


def is_known(model: ReadModel, job_id: str) -> bool:
    """Whether a job of this id was ever begun about the model."""
    return bool(ID.match(job_id)) and files.state_file(model.path, job_id).exists()


def state(model: ReadModel, job_id: str) -> Job:
    """How far the job has come; one whose process is gone was interrupted."""
    job = files.read(model.path, job_id) if is_known(model, job_id) else None
    if job is None:
        raise NotInGraphError("job", job_id)
    if not job.has_ended and not _is_under_way(model.path, job):
        job = files.read(model.path, job_id) or job  # it may have ended between the two looks
        if not job.has_ended:
            gone = "the process of the run is gone; begin it again"
            return job.model_copy(update={"state": "interrupted", "error": gone})
    return job


def cancel(model: ReadModel, job_id: str) -> Job:
    """Ask the run to end; it does so at its next step."""
    job = state(model, job_id)
    if not job.has_ended:
        files.cancel_file(model.path, job_id).touch()
    return job


def is_ending(model: ReadModel, job: Job) -> bool:
    """Whether it was asked to end and has not yet."""
    return not job.has_ended and files.cancel_file(model.path, job.id).exists()


def _is_under_way(model: Path, job: Job) -> bool:
    """Whether a process works on it, waits for its turn, or was begun a moment ago."""
    if files.is_alive(model, job.id):
        return True
    try:
        written = files.state_file(model, job.id).stat().st_mtime
    except FileNotFoundError:
        return False
    said = files.read(model, job.id)
    return said is not None and said.state == "queued" and time.time() - written < STARTING


def _begin(model: Path, job: Job) -> None:
    root = str(Path(queries.__file__).parents[1])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        [sys.executable, "-m", "queries.jobs.process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths, "OMP_NUM_THREADS": "1"},
        text=True,
        process_group=0,  # Ctrl-C is for the service, which it sees to be gone and says so
    )
    assert process.stdin is not None
    order = {"model": str(model), "job": job.model_dump(mode="json"), "parent": os.getpid()}
    process.stdin.write(json.dumps(order))
    process.stdin.close()
    Thread(target=process.wait, daemon=True).start()  # so that none is left undead
