"""When Python looks for garbage: seldom where much is made and little of it is garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 100_000  # new objects before the next search; Python's own number is 700


@contextmanager
def uncollected() -> Iterator[None]:
    """Libraries are loaded without a search: what they make stays.

    Walking it again and again takes a seventh of the time until the first answer.
    """
    usual = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if usual:
            gc.enable()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """An import makes millions of small values, and next to no circles of them.

    What is there at its beginning is not walked at all. It takes an eighth less time for the same
    memory.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(MANY, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
