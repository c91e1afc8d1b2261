"""Signs of life while a command works: on a terminal a bar, elsewhere a line now and then."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import typer

from queries.steps import Step
from service.commands.console import err

TENTH = 0.1  # of a long computation: as often as a log line is worth reading


@contextmanager
def progress(label: str) -> Iterator[tuple[Callable[[int], None], Callable[[str], None]]]:
    """Signs of life: a line that moves on a terminal, plain lines elsewhere.

    Gives two functions: one takes the number of records read so far, the other the step begun.
    """
    if not sys.stderr.isatty():
        yield (lambda _: None), (lambda step: err.print(f"{label}: {step}", markup=False))
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(label)
        yield (
            lambda rows: bar.update(task, description=f"{label}: {rows} records read"),
            lambda step: bar.update(task, description=f"{label}: {step}"),
        )


@contextmanager
def rows_told(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """How many rows are written, of how many where that is known; nothing but on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _, total: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(label)

        def told(done: int, total: int | None) -> None:
            of_all = "" if total is None else f" of {total}"
            bar.update(task, description=f"{label}: {done}{of_all} rows written")

        yield told


@contextmanager
def steps_told(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar with an estimate on a terminal, a line at every tenth elsewhere."""
    if not sys.stderr.isatty():
        tenths = {0}

        def told(done: int, total: int) -> None:
            tenth = 10 * done // total
            if tenth not in tenths:
                tenths.add(tenth)
                err.print(f"{label}: {done} of {total}", markup=False)

        yield told
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(label)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def ended_by_hand(work: Callable[[Step], None]) -> None:
    """Do what takes long and show how far it has come; interrupting it keeps what is whole."""
    try:
        with _interrupts() as raise_dropped, _shares_told() as tell:

            def step(what: str, share: float) -> None:
                raise_dropped()
                tell(what, share)

            work(step)
    except KeyboardInterrupt:
        err.print("stopped; what was whole by then is kept", markup=False)
        raise typer.Exit(1) from None


@contextmanager
def _interrupts() -> Iterator[Callable[[], None]]:
    """Gives what raises the interrupt again that Python dropped, where it did.

    It drops what is raised where nobody can catch it, as in the callback of a weak reference, of
    which loading a library has many.
    """
    pressed: list[int] = []

    def press(number: int, frame: FrameType | None) -> None:
        pressed.append(number)
        signal.default_int_handler(number, frame)

    def raise_dropped() -> None:
        if pressed:
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # not where it is ignored, as by nohup
        signal.signal(signal.SIGINT, press)
    try:
        yield raise_dropped
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _shares_told() -> Iterator[Step]:
    """A bar with the time left on a terminal, a line for every tenth elsewhere.

    Interrupting ends the work; what was whole by then is kept.
    """
    if not sys.stderr.isatty():
        told: dict[str, float] = {}

        def line(what: str, share: float) -> None:
            if share - told.get(what, -TENTH) >= TENTH:
                told[what] = share
                err.print(f"{what}: {share:.0%}", markup=False)

        yield line
        return
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn(),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=err, transient=True) as bar:
        tasks = {}

        def drawn(what: str, share: float) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=1.0)
            bar.update(tasks[what], completed=share)

        yield drawn
