"""What the dates, lists and sectors do not tell, seen from 26 November 2026, counted by hand.

X, Y unknown sector; A, B public, C private

q1  X Y  no date at all            q3  A B  2020–2030, of a complete list
q2  X Y  ends in 2030, no start    q4  A C  no date at all
"""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements

DAY = "2026-11-26"
SECTORS = {"x": "unknown", "y": "unknown", "a": "public", "b": "public", "c": "private"}
ARENAS: dict[str, tuple[str, dict[str, str]]] = {
    "q1": ("xy", {}), "q2": ("xy", {"end": "2030"}),
    "q3": ("ab", {"start": "2020", "end": "2030"}), "q4": ("ac", {}),
}  # fmt: skip
FACT = (
    "This is what today's dates say, no forecast: new projects and extensions are not seen until a "
    "source states them."
)
NOTHING = (
    "No arena on the map can be going on on 26 November 2026 by its dates: nothing is known of "
    "ties between sectors that day."
)
NONE = "No source names a tie between sectors in them."
UNTOLD = (
    "None of them has participants on a complete list with the sector of everybody known: whether "
    "actors of different sectors meet there is unknown."
)
TOLD = (
    "In arenas with a complete list and the sector of everybody known (1) no actors of different "
    "sectors meet."
)


def of_everybody(arenas: tuple[str, ...]) -> Statements:
    """These arenas and everybody."""
    says = Statements(REGISTER)
    for key, sector in SECTORS.items():
        says.says("act", key, name=f"Aktör {key.upper()}", sector=sector)
    for arena in arenas:
        actors, dates = ARENAS[arena]
        says.says("prj", arena, name=f"Projekt {arena}", **dates)
        for actor in actors:
            says.ties("PARTICIPATES_IN", f"act/{actor}", f"prj/{arena}", role="partner",
                      status="party")  # fmt: skip
    return says


def found(client: TestClient, **more: str) -> Any:
    return client.get("/api/v1/gaps/sunset", params={"day": DAY, **more}).json()


def said(client: TestClient) -> list[str]:
    page = client.get(f"/sunset?day={DAY}&lang=en", headers={"Accept": "text/html"})
    assert page.status_code == 200, page.text
    items = html.fromstring(page.text).xpath("//ul[@class='said']/li")
    return [" ".join(li.text_content().split()) for li in items]


def test_what_has_no_date_is_never_said_to_go_on(tmp_path: Path) -> None:
    with caller_in(tmp_path, of_everybody(("q1", "q2", "q3", "q4"))) as client:
        told = found(client)
        assert [told[k] for k in ("arenas", "open_arenas", "undated_arenas", "startless_arenas",
                                  "unknown_sector_arenas", "ties", "open_ties", "actors")] == [
            4, 2, 2, 1, 2, 1, 1, 2]  # fmt: skip
        assert {(q["ties_left"], q["ties_later"]) for q in told["quarters"]} == {(1, 0)}
        assert said(client)[:5] == [
            "By stated dates 4 arenas may be going on on 26 November 2026: 2 with a known end, 2 "
            "without one.",
            "Whether arenas without an end (2) are going on is unknown. Without a start as well: "
            "2.",
            "Whether arenas with a known end but without a start (1) have begun is unknown.",
            "In the arenas actors (2) have ties to another sector, 1 together: 0 with a known end.",
            "Whether ties without a known end (1) are still there is unknown.",
        ]
        long_ago = found(client, day="1950-01-01")  # q3 begins in 2020
        assert [long_ago[k] for k in ("arenas", "open_arenas", "undated_arenas")] == [3, 2, 2]
        card = client.get(f"/api/v1/cards/sunset/day?day={DAY}").json()
        assert card["values"]["undated_arenas"] == 2
        run = CommandLine(tmp_path)
        assert run("sunset", "--day", DAY, "--json").json() == told


@pytest.mark.parametrize(
    ("arenas", "says"),
    [((), [NOTHING, FACT]),
     (("q1", "q2"), [NONE, UNTOLD]),
     (("q1", "q3"), [NONE, TOLD])],
)  # fmt: skip
def test_no_tie_is_told_only_where_lists_and_sectors_are_known(
    tmp_path: Path, arenas: tuple[str, ...], says: list[str]
) -> None:
    stated = [of_everybody(arenas)] if arenas else []
    with caller_in(tmp_path, *stated) as client:
        lines = said(client)

    start = lines.index(says[0])
    assert lines[start : start + 2] == says
    assert (len(lines) > 2) == bool(arenas)
    if arenas:
        unknown = sum("x" in ARENAS[arena][0] for arena in arenas)
        assert lines[start + 2] == (
            f"In {unknown} of the arenas there are actors whose sector is unknown: their ties are "
            "not counted."
        )
        assert "have a list of participants that the source says is complete" in lines[-2]


@pytest.mark.parametrize(
    ("kind", "start", "ending"),
    [("round_table", "2020-03-04", []), ("event", DAY, [DAY]),
     ("conference", "2026", ["2026-12-31"]),
     ("network", "2020-03-04", []), ("event", None, [])],
)  # fmt: skip
def test_a_meeting_without_an_end_is_over_with_its_day(
    tmp_path: Path, kind: str, start: str | None, ending: list[str]
) -> None:
    """A and C met; of a network, or a meeting of no day, it is unknown whether it goes on."""
    says = Statements(REGISTER)
    for key in "ac":
        says.says("act", key, name=f"Aktör {key.upper()}", sector=SECTORS[key])
    says.says("col", "m", name="Samtalet", collaboration_kind=kind, start=start)
    for key in "ac":
        says.ties("PARTICIPATES_IN", f"act/{key}", "col/m", role="organiser", status="party")
    with caller_in(tmp_path, says) as client:
        told = found(client)
        ties = client.get(f"/api/v1/gaps/sunset/ties?day={DAY}").json()["items"]

    is_open = kind == "network" or start is None
    assert (told["arenas"], told["open_arenas"]) == (int(is_open or bool(ending)), int(is_open))
    assert (told["ties"], told["open_ties"]) == (int(is_open or bool(ending)), int(is_open))
    assert [tie["ends"] for tie in ties] == ending
