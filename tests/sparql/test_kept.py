"""What is kept of answers: bounded, and found by what costs the others nothing."""

import re
from pathlib import Path

import pytest

from tests.sparql.served import Served, served, until_built

TYPE = {"Content-Type": "application/sparql-query"}
MEBIBYTE = 1 << 20
LONG = 900_000  # bytes, below the longest query that is read


def resident(running: Served) -> int:
    """How much memory the service itself has, in bytes."""
    status = Path(f"/proc/{running.process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s*(\d+) kB", status)
    assert found is not None
    return int(found[1]) * 1024


@pytest.mark.parametrize("word", ["NOW#", "NOW ", "rand\n#", "uuid\t#", "#"])
def test_a_long_query_is_answered_whatever_its_comment_says(word: str, tmp_path: Path) -> None:
    """Where each word is looked at to the end of the text, this takes minutes."""
    query = f"ASK {{}}#{word * (LONG // len(word))}"
    with served(tmp_path) as running:
        until_built(running.caller)
        sent = [
            running.caller.post("/sparql", content=query.encode(), headers=TYPE) for _ in range(2)
        ]

    assert [(each.status_code, each.json()["boolean"]) for each in sent] == [(200, True)] * 2


def test_queries_longer_than_their_answers_are_not_kept(tmp_path: Path) -> None:
    """A hundred of them, in memory 3.6 MB each."""
    with served(tmp_path) as running:
        until_built(running.caller)
        before = 0
        for number in range(110):
            query = f"ASK {{}} # {number} 😀{'x' * LONG}"
            answer = running.caller.post("/sparql", content=query.encode(), headers=TYPE)
            assert answer.status_code == 200
            if number == 9:
                before = resident(running)
        grown = resident(running) - before

    assert grown < 100 * MEBIBYTE
