"""A run gives the same bytes whatever process makes it, with however many threads."""

import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from graph_schema.job_answers import JobKind
from queries.jobs.kinds import KINDS
from tests.callers import caller_of, store_in
from tests.gaps.test_gap_question import towns_and_associations
from tests.lookup.small_graph import Statements
from tests.service.test_jobs import API, AUTH, TOKEN, ended

DRAWS = 99
BEGUN_AT: dict[JobKind, str] = {
    "sectors": f"/gaps/sectors?draws={DRAWS}",
    "scrutiny": f"/gaps/sectors/scrutiny?draws={DRAWS}",
    "examination": "/network/measures/examination",
    "groups": "/network/groups",
    "whitespace": f"/gaps/whitespace?draws={DRAWS}",
    "isolates": f"/gaps/isolates?draws={DRAWS}",
    "trend": f"/gaps/trend?draws={DRAWS}",
    "whatif": "/whatif/chance?change=add+any:public,any:civil_society+x2",
}
BY_ITSELF = """
import sys
from pathlib import Path
from graph_schema.vocabularies import Audience
from queries.jobs.kinds import KINDS
from queries.readmodel.library import Library
from queries.stores.opening import open_store
from queries.whatif.language import understood

store = open_store(sys.argv[1])
library = Library(store, Path(sys.argv[2]))
model = library.current(Audience.EVERYTHING)
for kind in KINDS.values():
    asked = {"draws": 99} if "draws" in kind.question.model_fields else {}
    if "change" in kind.question.model_fields:
        asked = {"change": understood("add any:public,any:civil_society x2")}
    kind.work(model, kind.question(**asked), lambda done, total: None)
library.close()
store.shut()
"""


def world() -> Statements:
    """Towns and associations in two counties and of two themes, so that every answer has any."""
    says = towns_and_associations()
    says.says("thm", "home", name="Boende")
    for n in range(2):
        says.says("reg", f"r{n}", name=f"Län {n}", level="county", notation=f"0{n}")
    for n in range(14):
        says.ties("ACTIVE_IN", f"prj/p{n}", f"reg/r{n % 2}")
        if n >= 6:
            says.ties("ADDRESSES", f"prj/p{n}", "thm/home")
    return says


def kept(cache: Path) -> dict[str, bytes]:
    """Every answer that lies beside the model that holds everything, whichever folder it is in."""
    (model,) = (cache / "models").glob("v1-everything-*")
    files = (path for ext in ("json", "npz") for path in (model / "answers").rglob(f"*.{ext}"))
    return {path.name: path.read_bytes() for path in files if not path.name.startswith("job-")}


@pytest.mark.timeout(900)
def test_the_bytes_that_are_kept_hang_on_nothing_but_what_was_asked(tmp_path: Path) -> None:
    assert set(BEGUN_AT) == set(KINDS) == set(get_args(JobKind))
    with (
        store_in(tmp_path, world()) as store,
        caller_of(store, tmp_path / "jobs", token=TOKEN) as caller,
    ):
        for where in BEGUN_AT.values():
            begun = caller.post(f"{API}{where}", headers=AUTH)
            assert begun.status_code == 202, begun.text
            assert ended(caller, begun.json()["id"], AUTH)["state"] == "done"

    threads = {name: "2" for name in ("OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "RAYON_NUM_THREADS")}
    address = f"sqlite:///{tmp_path / 'store.db'}"
    subprocess.run(
        [sys.executable, "-c", BY_ITSELF, address, str(tmp_path / "alone")],
        env={**os.environ, **threads, "PYTHONHASHSEED": "7"},
        cwd=Path(__file__).parents[2],
        check=True,
        timeout=600,
    )

    by_jobs, alone = kept(tmp_path / "jobs"), kept(tmp_path / "alone")
    kinds = {name.rpartition("-")[0] for name in by_jobs}
    assert kinds >= {
        "sectors", "scrutiny", "brokers_null", "brokers_stability", "groups", "groups_null",
        "whitespace", "isolates", "trend", "whatif",
    }  # fmt: skip
    assert by_jobs.keys() == alone.keys()
    assert [name for name in by_jobs if by_jobs[name] != alone[name]] == []
