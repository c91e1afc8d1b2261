"""Where strata are large enough z is given, and agrees with that of the sampler."""

from pathlib import Path

import pytest

from tests.callers import caller_in
from tests.gaps.test_gap_live import answer, large
from tests.lookup.small_graph import REGISTER, Statements, node_id
from tests.service.test_jobs import ended
from tests.whatif.test_whatif import actor, mapped

CHANGE = f"drop {node_id('diary/prj/p0')}"


@pytest.mark.timeout(600)
def test_z_is_given_where_there_is_enough_and_agrees_with_the_draws(tmp_path: Path) -> None:
    with caller_in(tmp_path, large()) as caller:
        begun = caller.post("/api/v1/whatif/chance", params={"change": CHANGE})
        response = caller.get(ended(caller, begun.json()["id"])["result"])
        assert response.status_code == 200, response.text
        found, tables = response.json(), "/api/v1/gaps/sectors"
        ended(caller, caller.post(tables).json()["id"])
        table = answer(caller, tables)
        drawing = ended(caller, caller.post("/api/v1/gaps/trend").json()["id"])
        trend = caller.get(drawing["result"]).json()

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


@pytest.mark.timeout(600)
def test_a_page_of_a_very_large_map_promises_as_many_random_changes_as_it_makes(
    tmp_path: Path,
) -> None:
    """501 projects of sixty: 30,060 participations, above which there are nineteen."""
    says = Statements(REGISTER)
    for n in range(300):
        says.says("act", f"a{n}", name=f"Aktör {n}", sector=("public", "private")[n % 2])
    for n in range(501):
        says.says("prj", f"p{n}", name=f"Projekt {n}", start="2020", end="2021")
        for k in range(60):
            who = f"act/a{(n + 5 * k) % 300}"
            says.ties("PARTICIPATES_IN", who, f"prj/p{n}", role="partner", status="party")
    asked = {"change": f"gone {actor('a7')}"}
    with mapped(tmp_path, says) as made:
        found = made.ask(**asked)
        pages = [
            made.client.get("/whatif", params={**asked, "lang": lang}).text for lang in ("sv", "en")
        ]

    assert found["not_computed"]["steps"] == 19 * 30_060
    assert "19 slumpvisa ändringar av samma slag visar vad som är mycket" in pages[0]
    assert "19 random changes of the same kind show what is much" in pages[1]
