"""`make notebook`: exports the bundled sample and runs the notebook on it, outputs included."""

import shutil
import sys

from tests.notebooks.bundled import NOTEBOOK, ROOT, export_into, run_notebook

FOLDER = ROOT / ".notebook"


def main() -> int:
    """Export, run, and say where both are; 1 when the notebook disagrees with the card."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    export_into(FOLDER)
    done = run_notebook(FOLDER, NOTEBOOK)
    sys.stderr.write(done.err)
    if done.code == 0:
        written = NOTEBOOK.relative_to(ROOT)
        sys.stdout.write(f"ran on .notebook/export; {written} holds what it printed and drew\n")
    return done.code


if __name__ == "__main__":
    sys.exit(main())
