"""Starting writers in processes of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.stores.places import Place

ROOT = Path(__file__).parents[2]


def start_writer(
    place: Place, steps: list[list[Any]], *, failpoint: str = "", **more: Any
) -> subprocess.Popen[str]:
    """A process that carries out the steps of ``writer.py``."""
    script = {"place": place, "steps": steps, **more}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "tests.stores.writer", json.dumps(script)],
        cwd=ROOT,
        env=os.environ | {"EKOKARTA_FAILPOINT": failpoint},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_writer(
    place: Place, steps: list[list[Any]], *, failpoint: str = "", **more: Any
) -> tuple[int, str]:
    """Its exit code and what it printed; a traceback is an error of the test."""
    writer = start_writer(place, steps, failpoint=failpoint, **more)
    printed, problems = writer.communicate()
    assert problems == ""
    return writer.returncode, printed
