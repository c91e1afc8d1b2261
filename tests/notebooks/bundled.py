"""The bundled sample as somebody takes it away, and the notebook run on it.

The notebook runs in an environment of its own, in which nothing of ekokarta is installed.
"""

import subprocess
from pathlib import Path

from queries.stores.opening import open_store
from service.commands.demo import load_samples
from tests.commands.command_line import CommandLine, Ended

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs" / "notebooks" / "sector_gap.ipynb"
ENVIRONMENT = ROOT / ".venv-notebook" / "bin" / "python"
CARD = "sectors/public/civil_society?source=almedalen"
BASE = "https://map.example/"


def export_into(folder: Path) -> None:
    """Load the samples into a store of their own, and write the folder export beside it."""
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    load_samples(store)
    store.shut()
    ekokarta = CommandLine(folder, {"EKOKARTA_BASE_ADDRESS": BASE})
    export = folder / "export"
    export.mkdir()
    _whole(ekokarta("export", "nt", "--output", export / "map.nt"))
    _whole(ekokarta("export", "edges", "--output", export / "edges.zip"))
    card = _whole(ekokarta("card", "--public", CARD)).out
    (export / "card.json").write_text(card, encoding="utf-8")


def run_notebook(folder: Path, output: Path) -> Ended:
    """Run it beside the folder export; what it printed and drew goes into the output."""
    done = subprocess.run(
        [str(ENVIRONMENT), str(NOTEBOOK.with_name("run.py")), str(folder), str(output)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=840,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def _whole(ended: Ended) -> Ended:
    if ended.code:
        raise RuntimeError(f"the export ended with {ended.code}: {ended.err}")
    return ended
