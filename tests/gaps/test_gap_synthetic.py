"""On a made-up world with one missing pair, that pair is found and nothing else."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph_schema.vocabularies import Sector, Verdict
from queries.gaps.participations import Participations
from queries.gaps.synthetic import SHIPPED_SEED, planted_world
from queries.gaps.table import sector_table
from queries.gaps.testing import NullSettings
from tests.commands.command_line import CommandLine

FILES = Path(__file__).parents[2] / "queries" / "gaps" / "planted"
ROLES = ({True: "Projektägare", False: "Samarbetspart"}, {False: "Arrangör"})


@pytest.mark.parametrize("seed", [SHIPPED_SEED, 4, 5])
def test_the_planted_pair_is_found_and_nothing_else(seed: int) -> None:
    world = planted_world(seed)
    table = sector_table(world.participations, sectors=world.sectors, data_version=1)
    planted = table.pair(*world.planted)
    assert (planted.a, planted.b, planted.verdict) == (*world.planted, Verdict.GAP)
    others = {p.verdict for p in table.pairs if p is not planted}
    assert others == {Verdict.CANNOT_TELL, Verdict.AS_EXPECTED}
    # In a family of ten, p = .002 of 999 draws is within 2 SE of its cut, .005: hence more.
    assert (table.parameters.family, table.parameters.null.draws) == (10, 9999)


def test_the_planted_pair_is_found_whatever_the_seed_of_the_draws() -> None:
    world = planted_world()
    for seed in (0, 1):
        table = sector_table(
            world.participations,
            sectors=world.sectors,
            data_version=1,
            null=NullSettings(seed=seed),
        )
        found = [p for p in table.pairs if p.verdict in (Verdict.GAP, Verdict.SURPLUS)]
        assert [(p.a, p.b, p.verdict) for p in found] == [(*world.planted, Verdict.GAP)]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The table of the shipped files, imported as anybody's own table would be."""
    command = CommandLine(tmp_path_factory.mktemp("planted"))
    for name in ("projects", "events"):
        ended = command(
            "import", "table", "--mapping", FILES / f"{name}.toml", FILES / f"{name}.csv"
        )
        assert ended.code == 0, ended.err
    return command("gaps", "--json").json()


def test_in_the_shipped_graph_the_planted_pair_is_found_and_nothing_else(shipped: Any) -> None:
    verdicts = {(p["a"], p["b"]): p["verdict"] for p in shipped["pairs"]}
    assert verdicts.pop(("private", "academia")) == "gap"
    assert set(verdicts.values()) == {"cannot_tell", "as_expected"}
    assert {s["source"] for s in shipped["strata"]} == {
        "table:synthetic-events",
        "table:synthetic-projects",
    }
    for mapping in FILES.glob("*.toml"):
        assert "synthetic, not real" in mapping.read_text("utf-8")


def test_the_shipped_graph_has_the_counts_of_the_world_it_was_written_from(shipped: Any) -> None:
    world = planted_world().participations
    for p in shipped["pairs"]:
        a, b = (list(Sector).index(Sector(p[end])) for end in ("a", "b"))
        sector = world.sector[world.actor]
        met = meetings_of(world, a, b) if a != b else meetings_within(world, a)
        assert p["observed"] == met
        present = np.unique(world.arena[(sector == a) | (sector == b)])
        assert p["arenas_tested"] == present.size


def test_the_shipped_files_are_the_rows_of_the_world() -> None:
    world = planted_world()
    columns = world.participations
    rows: dict[int, list[list[str]]] = {0: [], 1: []}
    for actor, arena, leads in zip(columns.actor, columns.arena, columns.leads, strict=True):
        source = int(columns.arena_source[arena])
        word = ("projekt", "evenemang")[source]
        year, sector = columns.arena_year[arena], world.sectors[columns.sector[actor]]
        who, role = f"Påhittad aktör {actor}", ROLES[source][bool(leads)]
        rows[source].append(
            [f"S{arena:03d}", f"Påhittat {word} {arena}", str(year), who, sector.value, role]
        )
    for source, name in enumerate(("projects", "events")):
        with (FILES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert list(csv.reader(file))[1:] == rows[source]


def test_the_world_says_that_it_is_made_up_and_how_deep_the_gap_is() -> None:
    world = planted_world()
    assert world.label == "synthetic, not real"
    assert world.participations.source_names == ("synthetic-projects", "synthetic-events")
    assert world.planted == (Sector.PRIVATE, Sector.ACADEMIA)
    private, academia = (world.sectors.index(sector) for sector in world.planted)
    met = meetings_of(world.participations, private, academia)
    assert met <= 0.5 * world.expected
    assert 0.5 * world.expected >= 4 * world.sd


def test_the_same_seed_makes_the_same_world() -> None:
    first, second = planted_world(), planted_world()
    for name, column in vars(first.participations).items():
        assert np.array_equal(column, vars(second.participations)[name])


def meetings_of(participations: Participations, s: int, t: int) -> int:
    """Pairs of an actor of s and one of t in one arena, counted one by one."""
    sector = participations.sector[participations.actor].tolist()
    members: dict[int, list[int]] = {}
    for own, arena in zip(sector, participations.arena.tolist(), strict=True):
        members.setdefault(arena, []).append(own)
    return sum(present.count(s) * present.count(t) for present in members.values())


def meetings_within(participations: Participations, s: int) -> int:
    """Pairs of two actors of s in one arena."""
    of_s = participations.sector[participations.actor] == s
    counts = np.bincount(participations.arena[of_s])
    return int((counts * (counts - 1) // 2).sum())
