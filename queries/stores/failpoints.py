"""Moments at which a test lets the process die at once, to show that nothing is lost."""

import os
import signal
from itertools import count
from typing import Literal

Moment = Literal[
    "stage.mid-batch",
    "stage.after-batch",
    "close.after",
    "publish.before",
    "publish.after",
    "discard.mid",
    "target.written",
]

# Read once: `name` dies the first time, `name:3` the third time the moment is reached.
_NAME, _, _NUMBER = os.environ.get("EKOKARTA_FAILPOINT", "").partition(":")
_LAST = int(_NUMBER or 1)
_reached = count(1)


def reach(moment: Moment) -> None:
    """Die here, without any clean-up, if ``EKOKARTA_FAILPOINT`` names this moment."""
    if moment == _NAME and next(_reached) == _LAST:
        os.kill(os.getpid(), signal.SIGKILL)
