"""Where strata are large enough z is given, and agrees with that of the sampler."""

from pathlib import Path

import pytest

from tests.gaps.test_gap_live import answer, large, served
from tests.lookup.small_graph import node_id
from tests.service.test_jobs import ended

CHANGE = f"drop {node_id('diary/prj/p0')}"


@pytest.mark.timeout(600)
def test_z_is_given_where_there_is_enough_and_agrees_with_the_draws(tmp_path: Path) -> None:
    caller, store = served(tmp_path, large())
    with caller:
        begun = caller.post("/api/v1/whatif/chance", params={"change": CHANGE})
        response = caller.get(ended(caller, begun.json()["id"])["result"])
        assert response.status_code == 200, response.text
        found, table = response.json(), answer(caller, "/api/v1/gaps/sectors")
        drawing = ended(caller, caller.post("/api/v1/gaps/trend").json()["id"])
        trend = caller.get(drawing["result"]).json()
    store.shut()

    assert found["closed_form"]["allowed"] is True
    drawn = {(pair["a"], pair["b"]): pair for pair in table["pairs"]}
    assert len(found["pairs"]) == len(drawn) == 10
    for pair in found["pairs"]:
        own = drawn[pair["a"], pair["b"]]
        assert pair["observed"]["before"] == own["observed"]
        assert pair["z"]["before"] == pytest.approx(own["z"], abs=0.4 + 0.15 * abs(own["z"]))
    change = next(each for each in found["figures"] if each["name"] == "mixing_change")
    assert trend["across"]["years_used"] == 10
    assert change["before"] == pytest.approx(trend["across"]["change"], abs=1e-3)
    assert change["difference"] == pytest.approx(0, abs=1e-3)
    assert change["difference"] != 0
    p = next(each for each in found["figures"] if each["name"] == "mixing_p")
    assert p["before"] == pytest.approx(trend["across"]["p"], abs=0.05)  # E by formula, by draws
