"""What a command loads before it does anything: only what it needs."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("numba", "numpy", "openpyxl", "fastapi", "neo4j", "pyoxigraph", "babel")
RARELY_NEEDED = (
    "altair", "lxml", "neo4j", "networkx", "numba", "openpyxl", "pyvis", "rapidfuzz", "rdflib",
    "rustworkx", "scipy", "vl_convert", "weasyprint",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("serve", set()),  # the service itself is loaded once the port is there
        # openpyxl loads numpy where it is there; babel knows the currencies of countries
        ("mapping", {"openpyxl", "numpy", "babel"}),
        ("search", {"numpy", "babel"}),
    ],
)
def test_a_command_loads_no_library_of_another(name: str, needed: set[str]) -> None:
    code = (
        "import sys; from service.cli import build_app; build_app([sys.argv[1]]); "
        f"print(*sorted(sys.modules.keys() & set({HEAVY!r})))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, name], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert set(done.stdout.split()) <= needed


def test_the_service_starts_without_what_few_answers_need() -> None:
    code = f"import sys, service.app; print(*sorted(sys.modules.keys() & set({RARELY_NEEDED!r})))"

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == []


@pytest.mark.parametrize("searched", [True, False])
def test_garbage_is_searched_for_as_the_caller_had_it(searched: bool) -> None:
    asked = (
        f"import gc; {'gc.enable()' if searched else 'gc.disable()'}\n"
        "from service.cli import run\n"
        "print(run(['status', '--help']), gc.isenabled())"
    )

    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == f"0 {searched}"
