"""What random changes take away: others of nearly the same size, never what the change takes.

The star is a hub that meets each of 24 others in an arena of two: it is the only one as active.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lxml import html

from graph_schema.whatif_answers import Placebo
from queries.whatif.editing import LEAST_ALIKE, _others
from queries.whatif.effort import draws_for, slow_draws
from service.whatif_text import whatif_summary
from tests.lookup.small_graph import ALMANAC, Statements
from tests.visualisations.whatif_example import WHATIF
from tests.whatif.test_whatif import (
    OF_PATH,
    PATH,
    actor,
    arena,
    first,
    many,
    mapped,
    statements,
)

LEAVES = 24


def ask(place: Path, says: Statements, change: str) -> tuple[Any, str]:
    """The answer and the page in English."""
    with mapped(place, says) as made:
        found = made.ask(change)
        page = made.client.get(f"/whatif?change={change}&lang=en", headers={"Accept": "text/html"})
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
    root = html.fromstring(page)
    first_said, folded = (
        [each.text_content() for each in root.xpath(f"//section[@aria-labelledby='tell']/{at}")]
        for at in ("ul/li", "details/ul/li")
    )
    assert len(first_said) == 4
    assert first_said[0].startswith("Outside what nine in ten random changes gave: ")
    assert first_said[3].startswith("This is arithmetic on the map, no forecast")
    assert folded[1].startswith("Chance is 100 changes of the same kind")
    opened = root.xpath("//section[@aria-labelledby='table']/details[@open]/summary/text()")
    assert "How it holds together" in [each.strip() for each in opened]
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
        "covered_cells", "gap_triples", "covered_triples", "voice_share", "mixing_change",
        "mixing_p", "group_count", "modularity", "group_moved", "orphans_expected", "orphans_p",
        "judged_actors", "orphan_actors",
        "need_gap_cells", "need_covered_cells",
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


@pytest.mark.parametrize(
    ("lang", "more", "less", "nobody"),
    [
        ("sv", "större än nio av tio slumpvisa gav: Par som bara aktören binder ihop.",
         "mindre än nio av tio slumpvisa gav: Emellan två andra.",
         "Ändras inte för någon aktör, fast nio av tio slumpvisa ändrar det för någon: "
         "Emellan egna och en annan."),
        ("en", "larger than nine in ten random ones gave: Pairs only it connects.",
         "smaller than nine in ten random ones gave: Between two others.",
         "Changes for no actor, though nine in ten random ones change it for somebody: "
         "Between its own and another."),
    ],
)  # fmt: skip
def test_which_way_an_actor_moves_outside_chance_is_said(
    lang: str, more: str, less: str, nobody: str
) -> None:
    # Random changes move somebody by 2 to 9; of the other figures by as much as this one.
    ends = {"sole_pairs": 12.0, "liaison": 1.0, "gate": 0.0}
    placebo = Placebo(mean=5, low=2, high=9, as_low=0, as_high=0, draws=100)
    most = tuple(
        each.model_copy(update={"largest": ends.get(each.figure, 5.0), "placebo": placebo})
        for each in WHATIF.most
    )
    told = " ".join(whatif_summary(WHATIF.model_copy(update={"most": most}), lang))

    assert all(said in told for said in (more, less, nobody))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("sv", "Av 63 mått som hålls mot slumpen ligger 2 utanför nio av tio. Högst omkring 6,3 "),
        ("en", "Of 63 figures held against chance, outside nine in ten: 2. Up to about 6.3 "),
    ],
)
def test_how_many_lie_outside_by_chance_alone_is_said(lang: str, said: str) -> None:
    # 59 figures less three that are the size of the change and one without value; eight of actors.
    inside = Placebo(mean=0, low=-99, high=99, as_low=50, as_high=50, draws=100)
    outside = Placebo(mean=0, low=-99, high=-98, as_low=50, as_high=50, draws=100)
    figures = tuple(
        each if each.placebo is None else each.model_copy(
            update={"placebo": outside if each.name in ("arenas", "pieces") else inside})
        for each in WHATIF.figures
    )  # fmt: skip
    most = tuple(
        each if each.placebo is None else each.model_copy(
            update={"placebo": outside if each.figure == "gate" else inside})
        for each in WHATIF.most
    )  # fmt: skip
    changed = WHATIF.model_copy(update={"figures": figures, "most": most})

    assert any(line.startswith(said) for line in whatif_summary(changed, lang))
