"""Brings a mirror into step in a process of its own and dies after so many batches.

Usage: ``python -m tests.mirror.stepper``; standard input is JSON: url, user, password, batch_rows,
and after how many batches the process kills itself (0: never).
"""

import json
import os
import signal
import sys
from itertools import count

from queries.mirror.stepping import bring_into_step
from queries.stores.opening import open_store


def main(url: str, user: str, password: str, batch_rows: int, die_after: int) -> None:
    """Write the mirror; a death is as sudden as when the power goes."""
    store = open_store(url, user=user, password=password)
    done = count(1)

    def progress(_: int) -> None:
        sys.stdout.write("batch\n")
        sys.stdout.flush()
        if next(done) == die_after:
            os.kill(os.getpid(), signal.SIGKILL)

    bring_into_step(store, batch_rows=batch_rows, progress=progress)
    store.shut()


if __name__ == "__main__":
    main(**json.load(sys.stdin))
