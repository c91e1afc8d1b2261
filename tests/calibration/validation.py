"""Writes docs/validation.md: every reference value there is, ours beside it, and the difference.

``python -m tests.calibration.validation``. The tests hold the same values within tolerances; this
page is for whoever wants to see them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from queries.gaps import meetings, mixing
from queries.gaps.bicm import Margins, fitted
from queries.gaps.closed_form import moments
from queries.gaps.null_model import draw, stream
from queries.gaps.verdicts import adjusted, estimate
from queries.groups.cores import peel
from queries.groups.leiden import partition, quality, two_sided
from queries.network.betweenness import betweenness
from queries.network.brokerage import open_paths, roles
from queries.network.constraint import constraint
from queries.network.cut_points import cuts
from queries.network.two_mode import directed
from tests.gaps.gap_worlds import from_matrix, oracle
from tests.gaps.test_gap_null_model import table_of
from tests.gaps.test_gap_sampler import mean_squared_overlap, only_table, states
from tests.groups.test_leiden import OPTIMA, SEEDS, one_mode, southern_women
from tests.network.known_graphs import oracles, ties_of, two_mode
from tests.network.test_brokerage import classes_of, columns
from tests.network.test_constraint import size_of

PAGE = Path(__file__).parents[2] / "docs" / "validation.md"
HEAD = """# Reference values reproduced

Made by `make validation`. References were computed outside this project; tests/oracles/README.md
says by what. Sampled values differ by chance: the last column says what the tests allow.

| quantity | reference | ours | difference | allowed |
|---|---|---|---|---|
"""
FINCH_DRAWS = 200_000
DAVIS_DRAWS = 39_999
ENUMERATED_DRAWS = 79_999


class Row(NamedTuple):
    """One quantity; ``allowed`` is what a test lets it differ by."""

    quantity: str
    reference: float
    ours: float
    allowed: str


def rows() -> Iterator[Row]:
    """Every quantity, the null model first."""
    yield from _enumerated()
    yield from _southern_women()
    yield from _closed_form()
    yield from _finches()
    yield from _karate()
    yield from _benjamini_hochberg()
    yield from _brokerage()
    yield from _positions()
    yield from _cores_and_groups()


def _enumerated() -> Iterator[Row]:
    example = oracle("exact_enumeration_sector_null")
    masks = [sum(cell << k for k, cell in enumerate(row)) for row in example["first_matrix"]]
    sector = np.array(example["sector"], np.int8)
    drawn = draw([table_of(masks, 5)], sector, 3, draws=ENUMERATED_DRAWS, seed=1).meetings
    for pair, law in example["dist"].items():
        s, t = map(int, pair.split("-"))
        of_pair = drawn[:, s, t]
        what = f"766 tables, T of sectors {pair}"
        yield Row(f"{what}: mean", law["mean"], float(of_pair.mean()), ".02")
        yield Row(f"{what}: SD", law["sd"], float(of_pair.std()), ".02")


def _southern_women() -> Iterator[Row]:
    python, peers = oracle("davis_null_python"), oracle("davis_null_R_peers")
    part = meetings.tested(from_matrix(python["matrix"], python["sector"]), role_aware=True)
    sector = np.array(python["sector"], np.int8)
    drawn = draw(part.tables, sector, 2, draws=DAVIS_DRAWS, seed=1).meetings
    for place, (name, cell) in enumerate({"T12": (0, 1), "T11": (0, 0), "T22": (1, 1)}.items()):
        of_pair = drawn[:, *cell]
        for peer in ("fastball", "vegan"):
            what = f"Southern Women, {name}, against R {peer}"
            yield Row(f"{what}: mean", peers[peer]["mean"][place], float(of_pair.mean()), ".2")
            yield Row(f"{what}: SD", peers[peer]["sd"][place], float(of_pair.std()), "3 %")
        found = estimate(peers["obs"][name], of_pair)
        low = peers["fastball"]["p_low"][place]
        yield Row(f"Southern Women, {name}: p_low", low, found.p_low, ".0005")


def _closed_form() -> Iterator[Row]:
    """The configuration model, and what is made of it without drawing: exploratory."""
    python = oracle("davis_null_python")
    matrix = np.array(python["matrix"])
    one = np.ones(matrix.shape[0], np.int64), np.ones(matrix.shape[1], np.int64)
    p = fitted(Margins(matrix.sum(axis=1)[:, None], one[0], matrix.sum(axis=0)[:, None], one[1]))
    what = "Southern Women, configuration model: p"
    yield _largest(what, python["bicm"]["P"], p[..., 0], "2e-9")
    table = table_of([int(row @ (1 << np.arange(row.size))) for row in matrix], matrix.shape[1])
    found = moments([table], np.array(python["sector"]), 2)
    for name, cell in {"T01": (0, 1), "T00": (0, 0), "T11": (1, 1)}.items():
        place = python["fdsm"]["stat"].index(name)
        what = f"Southern Women, {name}, closed form against draws"
        mean, sd = (python["fdsm"][key][place] for key in ("mean", "sd"))
        yield Row(f"{what}: mean", mean, float(found.expected[cell]), "–")
        yield Row(f"{what}: SD", sd, float(found.sd[cell]), "–")
    yield Row(
        "Southern Women, T01, closed form of the method: E", 171.2, found.expected[0, 1], ".05"
    )
    yield Row("Southern Women, T01, closed form of the method: SD", 4.09, found.sd[0, 1], ".005")
    example = oracle("exact_enumeration_sector_null")
    masks = [sum(cell << k for k, cell in enumerate(row)) for row in example["first_matrix"]]
    tiny = moments([table_of(masks, 5)], np.array(example["sector"]), 3)
    yield Row("766 tables, T of 0-0, closed form of the method: SD", 0.44, tiny.sd[0, 0], ".005")


def _finches() -> Iterator[Row]:
    case = oracle("fixed_margin_counts_and_finches")["cases"]["finches"]
    matrix = [[int(cell) for cell in row] for row in case["matrix"]]
    table = only_table(from_matrix(matrix, [0] * 13))
    seen = states(table, draws=FINCH_DRAWS, attempts=6 * table.actor.size, seed=11)
    observed = float(mean_squared_overlap(table, table.actor[None, :])[0])
    drawn = np.concatenate([mean_squared_overlap(table, part) for part in np.split(seen, 100)])
    p = (1 + np.count_nonzero(drawn >= observed - 1e-9)) / (FINCH_DRAWS + 1)
    yield Row("Darwin's finches: S̄²", case["S2bar_observed"], observed, "1e-12")
    yield Row("Darwin's finches: null mean", case["null_mean_S2bar"], float(drawn.mean()), ".01")
    yield Row("Darwin's finches: null SD", case["null_sd_S2bar"], float(drawn.std()), "2 %")
    yield Row("Darwin's finches: p", 4.8e-4, float(p), "3.5 to 6.5 · 10⁻⁴")


def _karate() -> Iterator[Row]:
    known = oracle("ei_assortativity_karate")
    table = np.array([known["mixing_counts_both_directions"]], np.int64)
    table[0, [0, 1], [0, 1]] //= 2
    index, assortativity = mixing.ei_index(table), mixing.assortativity(table)
    yield Row("karate club: E-I index", known["EI_index"], float(index[0]), "1e-12")
    reference = known["assortativity_networkx"]
    yield Row("karate club: assortativity", reference, float(assortativity[0]), "1e-12")


def _benjamini_hochberg() -> Iterator[Row]:
    known = oracle("misc_small")["bh"]
    q_values = adjusted(known["p"])
    for place in (0, 3, 14):
        what = f"Benjamini & Hochberg 1995, q of p no. {place + 1}"
        yield Row(what, known["q_bh"][place], q_values[place], "1e-12")


def _brokerage() -> Iterator[Row]:
    for name, known in oracles("gould_fernandez_sna").items():
        sector, classes = classes_of(known)
        outward = directed(np.array(known["edges0"]), known["n"])
        found = columns(roles(open_paths(outward, sector, classes), sector))
        furthest = int(np.abs(found - np.array(known["raw_nli"])).max())
        what = f"Gould–Fernandez, {name}: total t; largest difference of any role of any actor"
        yield Row(f"{what} {furthest}", known["raw_gli"][-1], float(found[:, -1].sum()), "0")


def _positions() -> Iterator[Row]:
    for name, known in oracles("burt_constraint_effective_size").items():
        ties: Any = ties_of(known)
        given = known["constraint_networkx"]
        yield _largest(f"constraint, {name}", given, constraint(ties), "1e-12")
        given = known["effective_size_networkx_unweighted"]
        yield _largest(f"effective size, {name}", given, size_of(ties), "1e-12")
    for name, known in oracles("centrality_cutpoints_cores").items():
        ties = ties_of(known)
        given = known["betweenness_raw"]
        yield _largest(f"betweenness, {name}", given, betweenness(ties).value, "1e-9")
        of_nodes, bridges = cuts(ties, np.zeros(ties.degree.size, np.int8))
        points = float(of_nodes.is_cut.sum())
        yield Row(f"cut points, {name}", len(known["articulation0"]), points, "0")
        yield Row(f"bridges, {name}", len(known["bridges0"]), float(len(bridges.ends)), "0")


def _cores_and_groups() -> Iterator[Row]:
    for name, known in oracles("centrality_cutpoints_cores").items():
        ties = two_mode(known["edges0"], len(known["nodes"]))
        yield _largest(f"coreness, {name}", known["core"], peel(ties, 2).actors, "0")
    women, _ = southern_women()
    graphs = {
        "florentine": one_mode("florentine_nx"),
        "zachary_unweighted": one_mode("zachary_unweighted"),
        "davis_barber_bipartite": two_sided(women),
    }
    for name, graph in graphs.items():
        known = OPTIMA[name]
        runs = (partition(graph, stream(seed, "", 0)) for seed in range(SEEDS))
        greatest = known.get("Q_optimal", known.get("QB_optimal"))
        best = max(quality(graph, run) for run in runs)
        yield Row(f"greatest modularity, {name}", greatest, best, "1e-12")


def _largest(what: str, reference: Any, ours: Any, allowed: str) -> Row:
    """The node where the two differ most."""
    given = np.array(reference, np.float64).ravel()  # None becomes nan
    own = np.asarray(ours, np.float64).ravel()
    place = int(np.nan_to_num(np.abs(given - own)).argmax())
    return Row(f"{what}: where it differs most", float(given[place]), float(own[place]), allowed)


def main() -> None:
    """Compute every quantity and write the page."""
    lines = [
        f"| {row.quantity} | {row.reference:.10g} | {row.ours:.10g} | "
        f"{abs(row.ours - row.reference):.2g} | {row.allowed} |"
        for row in rows()
    ]
    PAGE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
