"""A unit whose participations count as its organisation's is named beside it, counted by hand.

The unit meets B and the university itself meets C; B and C have no arena in common, so that their
pair hangs on the university, by its unit.
"""

from collections.abc import Iterator

import pytest
from lxml import html

from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import REGISTER, Statements, node_id
from tests.whatif.test_whatif import Map, mapped

BROWSER = {"Accept": "text/html"}
SECTORS = {"uni": "academia", "b": "private", "c": "civil_society"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Map]:
    says = Statements(REGISTER)
    for key, sector in SECTORS.items():
        says.says("act", key, name=f"Aktör {key.upper()}", sector=sector)
    for key, name in (("unit", "Mötesplatsen"), ("idle", "Arkivet")):
        says.says("act", key, name=name, sector="academia", actor_kind="unit")
        says.ties("PART_OF", f"act/{key}", "act/uni")
    for arena, actors in (("p1", ("unit", "b")), ("p2", ("uni", "c"))):
        says.says("prj", arena, name=f"Projekt {arena}", start="2016")
        for actor in actors:
            says.ties("PARTICIPATES_IN", f"act/{actor}", f"prj/{arena}", role="partner",
                      status="party")  # fmt: skip
    with mapped(tmp_path_factory.mktemp("units"), says) as made:
        yield made


def test_the_answer_and_the_card_name_the_unit(made: Map) -> None:
    (row,) = made.client.get("/api/v1/network/measures").json()["items"]
    card = made.client.get(f"/api/v1/cards/measures/{node_id('register/act/uni')}").json()
    apart = made.client.get("/api/v1/network/measures?units=separate").json()

    unit = {"id": node_id("register/act/unit"), "label": "Actor", "name": "Mötesplatsen"}
    assert (row["partners"], row["sole_pairs"]) == (2, 1)
    assert (row["units"], row["units_total"]) == ([unit], 1)
    assert card["values"]["units"] == [unit]
    assert apart["total"] == 0


def test_page_csv_and_command_name_it(made: Map) -> None:
    page = html.fromstring(made.client.get("/bridges?lang=sv", headers=BROWSER).text)
    pairs = html.fromstring(
        made.client.get(
            f"/bridges/actors/{node_id('register/act/uni')}?lang=en", headers=BROWSER
        ).text
    )
    csv = made.client.get("/api/v1/views/brokers.csv?lang=en").text.splitlines()
    command = CommandLine(made.place, {"COLUMNS": "300"})("bridges")

    assert "räknas med: Mötesplatsen" in page.xpath("string(//tbody/tr[1]/th)")
    assert "counted with it: Mötesplatsen" in " ".join(pairs.xpath("string(//main)").split())
    place = csv[0].split(";").index("Parts counted with it")
    assert csv[1].split(";")[place] == "Mötesplatsen"
    assert "Aktör UNI + Mötesplatsen" in command.out
