"""What random changes take away: others of nearly the same size, never what the change takes.

The star is a hub that meets each of 24 others in an arena of two: it is the only one as active.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from queries.whatif.editing import LEAST_ALIKE, _others
from queries.whatif.effort import slow_draws
from queries.whatif.question import draws_for
from service.whatif_text import whatif_summary
from tests.lookup.small_graph import ALMANAC, Statements
from tests.visualisations.whatif_example import WHATIF
from tests.whatif.test_whatif import OF_PATH, PATH, Map, actor, arena, first, many, statements

LEAVES = 24


def ask(place: Path, says: Statements, change: str) -> tuple[Any, str]:
    """The answer and the page in English."""
    made = Map(place, says)
    with made.client:
        found = made.ask(change)
        page = made.client.get(f"/whatif?change={change}&lang=en", headers={"Accept": "text/html"})
    made.store.shut()
    return found, page.text


def placebos(found: Any) -> dict[str, Any]:
    """The difference of each figure, and the range and mean of its placebo."""
    return {
        each["name"]: (each["difference"], *(each["placebo"][k] for k in ("low", "mean", "high")))
        for each in found["figures"]
        if each["placebo"] is not None
    }


def test_a_hub_lies_outside_chance(tmp_path: Path) -> None:
    # Without the hub 24 actors are alone; without any of the others the star is a smaller star.
    arenas = {f"s{k}": ["hub", f"leaf{k}"] for k in range(LEAVES)}
    sectors = {"hub": "public"} | {f"leaf{k}": "private" for k in range(LEAVES)}
    says = statements(arenas, sectors, first(arenas))
    found, page = ask(tmp_path, says, f"gone {actor('hub')}")

    told = placebos(found)
    assert found["placebo_draws"] == 100
    assert told["pieces"] == (23, 0, 0, 0)
    assert told["cut_mass"] == (-24 + 1, -1, -1, -1)
    assert told["participations"] == (-24, -1, -1, -1)
    assert told["actors"] == (-1, -1, -1, -1)
    assert "Outside what nine in ten random changes gave: " in page
    assert "another actor that is nearly as active" in page


def test_nothing_goes_twice_in_a_random_change(tmp_path: Path) -> None:
    # A and B go; of C, D and E, with one participation each, two go in their place.
    says = statements(PATH, OF_PATH, first(PATH))
    found, _ = ask(tmp_path, says, f"gone {actor('a')}; gone {actor('b')}")

    assert placebos(found)["participations"] == (-3, -2, -2, -2)


@pytest.mark.parametrize(
    "change",
    [
        "; ".join(f"gone {actor(key)}" for key in "abc"),
        "; ".join(f"drop {arena(key)}" for key in ("p1", "p2")),
        f"leave {arena('p1')} {actor('a')},{actor('b')}; leave {arena('p2')} {actor('b')},"
        f"{actor('c')}",
    ],
)
def test_without_others_there_is_no_placebo(tmp_path: Path, change: str) -> None:
    found, page = ask(tmp_path, statements(PATH, OF_PATH, first(PATH)), change)

    assert (found["placebo_draws"], found["without_placebo"]) == (0, "no_others")
    assert placebos(found) == {}
    assert "there are no others on the map that can go in place" in page
    assert "30,000" not in page


def test_others_are_equal_in_size_if_twenty_are_else_the_nearest() -> None:
    random = np.random.default_rng(1)
    sizes = np.array([5] * 21 + [9] + [7] * 10 + [6] * 10 + [0] * 50)

    equal = {_others(sizes, (0,), (), random) for _ in range(2_000)}
    assert equal == {(k,) for k in range(1, LEAST_ALIKE + 1)}
    nearest = {_others(sizes, (21,), (), random) for _ in range(2_000)}
    assert nearest == {(k,) for k in range(22, 42)}
    without = {_others(sizes, (21,), (22,), random) for _ in range(4_000)}
    assert without == {(k,) for k in [*range(23, 42), *range(21)]}
    assert _others(np.array([3, 0, 0]), (0,), (), random) is None


def test_no_e_i_figure_where_few_lists_are_complete(tmp_path: Path) -> None:
    arenas, sectors = many()
    says = Statements(ALMANAC)
    for key, sector in sectors.items():
        says.says("act", key, name=key, sector=sector)
    for key, members in arenas.items():
        says.says("col", key, name=key, collaboration_kind="event", start="2016")
        for member in members:
            says.ties("PARTICIPATES_IN", f"act/{member}", f"col/{key}", role="partner",
                      status="party")  # fmt: skip
    found, page = ask(tmp_path, says, "add 2*public")

    assert found["partners_known_share"] < 0.6
    assert {pair["shown"] for pair in found["pairs"]} == {"insufficient_data"}
    lacking = {each["name"] for each in found["figures"] if each["before"] is None}
    assert lacking == {
        "ei_index", "ei_expected", "ei_difference", "effective_funders", "funders_per_cell",
        "single_funder_cells", "filled_cells", "empty_cells", "telling_cells", "gap_cells",
        "covered_cells", "voice_share", "mixing_change", "group_count", "modularity",
    }  # fmt: skip
    assert "No E-I index is given" in page


@pytest.mark.parametrize(
    ("participations", "draws"),
    [(1, 100), (30_000, 100), (30_001, 19), (100_000, 19), (100_001, 0)],
)
def test_a_large_map_has_fewer_random_changes(participations: int, draws: int) -> None:
    # Nineteen others fall into twenty places; two of them, one in ten, are outside all.
    assert draws_for(participations) == draws


@pytest.mark.parametrize(
    ("participations", "draws"),
    [(1, 100), (1_000, 100), (1_001, 19), (5_000, 19), (5_001, 0), (30_000, 0), (30_001, None)],
)
def test_what_takes_long_is_in_fewer_random_changes(participations: int, draws: int | None) -> None:
    assert slow_draws(participations, draws_for(participations)) == draws


@pytest.mark.parametrize(
    ("draws", "said"),
    [
        (100, None),
        (19, "Shortest ways, groups and the p of cells are computed in 19 of the random changes"),
        (0, "Shortest ways, groups and the p of cells are not computed in the random changes"),
        (None, "Shortest ways, largest (the map has more than 30,000 participations)"),
    ],
)
def test_what_is_in_fewer_is_said(draws: int | None, said: str | None) -> None:
    nothing = {"before": None, "after": None, "difference": None, "placebo": None}
    figures = tuple(
        each.model_copy(update=nothing if each.name == "betweenness" and draws is None else {})
        for each in WHATIF.figures
    )
    changed = WHATIF.model_copy(update={"slow_draws": draws, "figures": figures})
    told = " ".join(whatif_summary(changed, "en"))

    assert said is None or said in told
    assert ("p of cells are" in told) is (draws in (0, 19))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("sv", "De är färre än hundra, eftersom kartan har fler än 30 000 deltaganden"),
        ("en", "They are fewer than a hundred, as the map has more than 30,000 participations"),
    ],
)
def test_that_they_are_fewer_is_said(lang: str, said: str) -> None:
    few = whatif_summary(WHATIF.model_copy(update={"placebo_draws": 19}), lang)

    assert any(line.startswith(said) for line in few)
    assert not any(line.startswith(said) for line in whatif_summary(WHATIF, lang))
