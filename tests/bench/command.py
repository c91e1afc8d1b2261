"""The command and what it needs to know of its place."""

import os
import sys

from tests.bench.report import ROOT

COMMAND = (sys.executable, "-c", "from service.cli import main; main()")


PATIENT = 30  # seconds: on a busy machine a question may take longer than is usually allowed


def environment(
    store: str, cache: str, base: str | None = None, query_seconds: int = PATIENT
) -> dict[str, str]:
    """Where things are, and no setting of whoever runs this."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("EKOKARTA_")}
    own = {"EKOKARTA_STORE": store, "EKOKARTA_CACHE": cache, "PYTHONPATH": str(ROOT)}
    linked = {"EKOKARTA_BASE_ADDRESS": base or "", "EKOKARTA_SPARQL_SECONDS": str(query_seconds)}
    return {**kept, **own, **({} if base is None else linked)}
