"""Ending the service: whoever reads has the whole answer, whoever does not keeps nobody waiting."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.service.lines import connected, until, whole
from tests.sparql.served import served, until_built, until_worked

ASKED = "/api/v1/openapi.json"
MANY = f"GET {ASKED} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 200
"""Far more than what lies between two programs holds."""
ON_A_TERMINAL = ("setsid", "env", "--default-signal=INT")
"""Ctrl-C goes to all that was begun there."""


def test_a_stop_waits_for_who_reads_and_not_for_who_does_not(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("w") as written, served(tmp_path, log=written) as running:
        until_built(running.caller)
        address, alone = str(running.caller.base_url), running.caller.get(ASKED).text
        with connected(address, 4_096) as reads, connected(address, 4_096) as does_not:
            for line in (reads, does_not):
                line.sendall(MANY)
                assert line.recv(8) == b"HTTP/1.1"
            until_full(log)
            running.process.send_signal(signal.SIGTERM)
            said = whole(reads)
            ended = running.process.wait(timeout=25)

    assert said.endswith(alone)
    assert said.count("HTTP/1.1 200 OK") < 200
    assert ended == -signal.SIGTERM
    assert "cut off without their whole answer as the service ends: 1\n" in log.read_text()
    assert "Traceback" not in log.read_text()


def until_full(log: Path) -> None:
    """Wait until no further answer is begun, since the lines take no more."""
    seen = -1
    while seen != log.stat().st_size:
        seen = log.stat().st_size
        time.sleep(1)


@pytest.mark.parametrize("runs", [False, True], ids=["a store is built", "and a run begun"])
def test_ctrl_c_ends_it_without_a_traceback_of_what_it_began(tmp_path: Path, runs: bool) -> None:
    log = tmp_path / "log"
    with log.open("w") as written, served(tmp_path, ON_A_TERMINAL, written) as running:
        assert running.caller.get("/health/live").status_code == 200
        if runs:
            assert running.caller.post("/api/v1/gaps/sectors/scrutiny").status_code == 202
        until(lambda: bool(running.children))
        for child in running.children:
            with suppress(FileNotFoundError):  # it is done already
                until_worked(child, 0.2)
        os.killpg(running.process.pid, signal.SIGINT)
        ended = running.process.wait(timeout=25)

    assert ended == 128 + signal.SIGINT
    assert "Traceback" not in log.read_text()
