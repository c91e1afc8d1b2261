"""What a service remembers of a version goes with the version."""

import gc
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.callers import caller_in
from tests.lookup import small_graph as small

API = "/api/v1"
HUB = small.node_id("register/act/malmo")
MANY = 1_000  # claims from which on a node's stated values are remembered


def mapped(folder: Path) -> Sequence[str]:
    """The files under the folder that this process holds in memory."""
    lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    return sorted({name for line in lines if str(folder) in (name := line.split(maxsplit=5)[-1])})


@pytest.mark.parametrize(
    "asked",
    [
        f"/actors/{HUB}",
        f"/actors/{HUB}/ties?period_from=2017&period_to=2017",
        "/search?q=Mamlö",
        "/totals/sector",
    ],
)
def test_a_model_is_let_go_whatever_was_asked_of_it(tmp_path: Path, asked: str) -> None:
    statements = [small.register()]
    if asked == f"/actors/{HUB}":
        says = small.Statements(small.ALMANAC)
        for record in range(MANY):
            says.says("act", f"m{record}", name="Malmö stad", identifiers=["orgnr:2120001124"])
        statements.append(says)
    cache = tmp_path / "cache"

    with caller_in(tmp_path, *statements) as client:
        answers = [client.get(API + asked) for _ in range(2)]
        held = mapped(cache)
    del client
    gc.collect()

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert (len(held) > 0, mapped(cache)) == (True, [])
