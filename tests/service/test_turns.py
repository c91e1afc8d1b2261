"""Tables are computed one at a time, and who waits for that never takes all threads."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest

from queries.errors import TooManyJobsError
from service.access import MOST_WAITING, Turn


def test_a_few_wait_for_their_turn_and_the_rest_are_refused() -> None:
    turn, inside = Turn(), []

    def one(number: int) -> None:
        with turn:
            inside.append(number)

    with ThreadPoolExecutor(MOST_WAITING) as pool:
        with turn:
            waiting = [pool.submit(one, number) for number in range(MOST_WAITING - 1)]
            until = monotonic() + 10
            while turn.free and monotonic() < until:  # until all of them stand in line
                sleep(0.01)
            assert (turn.free, inside) == (0, [])
            with pytest.raises(TooManyJobsError, match=f"{MOST_WAITING} long runs"), turn:
                pass
        for each in waiting:
            each.result(timeout=10)
    assert sorted(inside) == list(range(MOST_WAITING - 1))
    with turn:
        pass
