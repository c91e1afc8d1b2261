"""Run the notebook beside the folder `export`, and write it with what it printed and drew.

It needs the packages of requirements.lock and nothing of ekokarta's.
"""

import argparse
import logging
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

NOTEBOOK = Path(__file__).with_name("sector_gap.ipynb")
TOLD_IN_WORDS = ("CannotRunError", "AssertionError")
LONGEST_CELL = 600  # seconds
# What they remark on a busy machine (a slow start, a slow end) says nothing of the notebook.
logging.getLogger("traitlets").setLevel(logging.CRITICAL)
logging.getLogger("asyncio").setLevel(logging.CRITICAL)


def main() -> int:
    """Run; 0 when every value agrees, else 1 and why."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the folder export lies")
    parser.add_argument("output", type=Path, help="where the notebook goes with its outputs")
    asked = parser.parse_args()
    if not asked.folder.is_dir():
        parser.error(f"there is no folder {asked.folder}")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    about = dict(notebook.metadata)  # running adds which Python it was, which says nothing here
    with TemporaryDirectory(prefix="notebook-") as own:
        # Nobody's settings change what comes out, and nothing is left in the home folder.
        os.environ.update(JUPYTER_RUNTIME_DIR=own, IPYTHONDIR=own, JUPYTER_NO_CONFIG="1")
        # Its sockets lie beside this file; no port is opened.
        kernel = {"transport": "ipc", "connection_file": str(Path(own) / "kernel.json")}
        client = NotebookClient(
            notebook, config=Config(KernelManager=kernel), timeout=LONGEST_CELL,
            startup_timeout=LONGEST_CELL, iopub_timeout=LONGEST_CELL, record_timing=False,
            resources={"metadata": {"path": str(asked.folder)}},
        )  # fmt: skip
        remarks = Path(own) / "remarks.txt"
        try:
            with remarks.open("wb") as of_the_kernel:
                client.execute(stderr=of_the_kernel)
        except CellExecutionError as error:
            sys.stderr.write(f"{error.evalue if error.ename in TOLD_IN_WORDS else error}\n")
            return 1
        except RuntimeError as error:
            last = remarks.read_text(encoding="utf-8", errors="replace").strip()[-2_000:]
            said = f": {last}" if last else "."
            sys.stderr.write(f"The notebook's kernel did not run to the end ({error}){said}\n")
            return 1
    notebook.metadata = about
    nbformat.write(notebook, asked.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
