"""No sum and no difference of what the public is told gives a number it is not.

Every project of the map has one place, one theme and one target group, so that tables add up: each
number told is an equation in the numbers of projects of a place, theme and target group at once.
A number is told by the others where its own equation follows from theirs.
"""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.callers import caller_in
from tests.hidden.twins import COUNTIES, PROJECTS, frame, project
from tests.lookup.small_graph import Statements, node_id

API = "/api/v1"
THEMES = {"ill": "Psykisk ohälsa", "care": "Vård och omsorg", "culture": "Kultur", "jobs": "Arbete"}
GROUPS = {"young": "Unga", "women": "Kvinnor", "refugees": "Flyktingar"}
PLACES = ("kalmar", "kronoberg", "jonkoping", "skane")
SENSITIVE = {"ill", "care", "refugees"}
KEYS = list(product(PLACES, THEMES, GROUPS))
LABELS = {
    node_id(f"projects/{kind}/{key}"): key
    for kind, keys in (("reg", COUNTIES), ("reg", ("south", "scania", "whole")),
                       ("thm", THEMES), ("tgt", GROUPS))
    for key in keys
}  # fmt: skip
WITHIN = {"south": ("kalmar", "kronoberg", "jonkoping"), "scania": ("skane",), "whole": PLACES}
COUNTY = {code: key for key, (_, code, _) in COUNTIES.items()}


class Told(NamedTuple):
    """A number that is told of the projects with one of these places, themes and groups."""

    of: tuple[str, ...]
    number: int

    @property
    def equation(self) -> list[bool]:
        """Which places, themes and groups at once it is the sum of."""
        wanted = [set(WITHIN.get(key, (key,))) for key in self.of]
        return [all(bool(keys & set(at)) for keys in wanted) for at in KEYS]


class Map(NamedTuple):
    """Projects and actors per place, theme and target group, and whoever sees what is public."""

    projects: dict[tuple[str, ...], int]
    actors: dict[tuple[str, ...], set[int]]
    public: TestClient


@pytest.fixture(scope="module")
def scattered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Map]:
    """Few projects of one or two actors each, so that much of what has three labels is small."""
    says, generator = Statements(PROJECTS), np.random.default_rng(1)
    frame(says, THEMES, GROUPS)
    projects, actors = dict.fromkeys(KEYS, 0), {at: set[int]() for at in KEYS}
    for place, at in enumerate(KEYS):
        count = int(generator.poisson(1.6))
        if at[:2] == ("kalmar", "care"):
            count = int(at[2] == "women")  # so that a place and theme are small, too
        for _ in range(count):
            key = f"p{sum(projects.values())}"
            chosen = tuple(
                int(k) for k in generator.choice(24, int(generator.integers(1, 3)), False)
            )
            project(says, key, at[0], place, chosen)
            says.ties("ADDRESSES", f"prj/{key}", f"thm/{at[1]}")
            says.ties("TARGETS", f"prj/{key}", f"tgt/{at[2]}")
            projects[at] += 1
            actors[at] |= set(chosen)
    with caller_in(Path(tmp_path_factory.mktemp("scattered")), says) as public:
        yield Map(projects, actors, public)


def answers(public: TestClient) -> Iterator[tuple[str, tuple[str, ...], Any]]:
    """Every table of two dimensions and one, whole and narrowed to a place, a theme and both."""
    ids = {key: id for id, key in LABELS.items()}
    narrowed = [((), ())] + [((r,), (t,)) for r in PLACES[:2] for t in ("ill", "culture")]
    narrowed += [((r,), ()) for r in (*PLACES, "south")] + [((), (t,)) for t in THEMES]
    pairs = (("region", "theme"), ("region", "target_group"), ("theme", "target_group"))
    asked = [("whitespace", {"rows": a, "columns": b, "draws": "99"}) for a, b in pairs]
    asked += [("funders", {"by": by}) for by in ("region", "theme")]
    asked += [("whitespace/triples", {"draws": "99", "limit": "500"})]
    asked += [("coverage", {"by": "region"}), ("voice", {"draws": "99"}), ("funders/cells", {})]
    for (regions, themes), (path, given) in product(narrowed, asked):
        named = (("region", regions), ("theme", themes))
        part = {name: ids[key] for name, keys in named for key in keys}
        answer = public.get(f"{API}/gaps/{path}", params=given | part)
        assert answer.status_code in (200, 403), answer.text
        if answer.status_code == 200:
            yield path, (*regions, *themes), answer.json()


Numbers = Iterator[tuple[tuple[str, ...], int | None]]


def told(path: str, part: tuple[str, ...], answer: Any) -> Iterator[Told]:
    """What an answer tells of the part it is about."""
    for labels, number in READ[path](answer):
        if number is not None:
            yield Told((*part, *(LABELS.get(each, each) for each in labels)), number)


def _table(answer: Any) -> Numbers:
    for cell in answer["cells"]:
        if cell["verdict"] != "suppressed" and cell["observed"] is not None:
            yield (cell["row"], cell["column"]), cell["observed"] + cell["outside"]
    for line in (*answer["rows"], *answer["columns"]):
        yield (line["label"]["id"],), line["arenas"]


def _triples(answer: Any) -> Numbers:
    for each in answer["items"]:
        names = tuple(each[name]["id"] for name in ("region", "theme", "target_group"))
        yield names, each["observed"]


def _funders(answer: Any) -> Numbers:
    yield (), answer["whole"]["arenas"]
    for row in answer["rows"]:
        yield (row["label"]["id"],), row["arenas"]


def _coverage(answer: Any) -> Numbers:
    yield (), answer["whole"]["arenas"]
    for each in answer["slices"]:
        yield (COUNTY[each["value"]],), each["arenas"]


def _funder_cells(answer: Any) -> Numbers:
    for cell in answer["cells"]:
        yield (cell["region"]["id"], cell["theme"]["id"]), cell["arenas"]


def _voices(answer: Any) -> Numbers:
    for row in answer["groups"]:
        yield (row["group"]["id"],), row["arenas"]


READ: dict[str, Callable[[Any], Numbers]] = {
    "whitespace": _table, "whitespace/triples": _triples, "funders": _funders,
    "funders/cells": _funder_cells, "coverage": _coverage, "voice": _voices,
}  # fmt: skip


def test_the_numbers_told_do_not_give_those_that_name_few(scattered: Map) -> None:
    every = [each for answer in answers(scattered.public) for each in told(*answer)]
    numbers = np.array([scattered.projects[at] for at in KEYS])
    equations = np.unique(np.array([each.equation for each in every], np.float64), axis=0)
    for each in every:
        assert numbers[each.equation].sum() == each.number, each  # else this adds up wrongly

    nought = equations[equations @ numbers == 0].any(axis=0)
    rank = np.linalg.matrix_rank(equations[:, ~nought])
    small = [at for at in figures() if 0 < len(who(scattered, at)) < 3]
    assert {len(at) for at in small} == {2, 3}
    for at in small:
        own = np.array(Told(at, 0).equation)[~nought]
        assert np.linalg.matrix_rank(np.vstack((equations[:, ~nought], own))) > rank, at


def figures() -> Iterator[tuple[str, ...]]:
    """Every label alone, two and three together, with one that is sensitive."""
    for several in product((None, *PLACES), (None, *THEMES), (None, *GROUPS)):
        at = tuple(key for key in several if key is not None)
        if SENSITIVE & set(at):
            yield at


def who(scattered: Map, at: tuple[str, ...]) -> set[int]:
    """The actors of what has all of these labels."""
    return set[int]().union(*(own for key, own in scattered.actors.items() if set(at) <= set(key)))
