"""No sum and no difference of what the public is told, nor what is expected, gives what it is not.

Every project of these maps has one place, one theme and at most one target group, so that tables
add up: each number told is an equation in the numbers of projects of a place, theme and target
group at once, and what is expected of a cell is one more (see ``solving``). A number is given away
where it can be one alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from graph_schema.claims import CoverageSlice
from graph_schema.vocabularies import ParticipantsListed
from tests.callers import caller_in
from tests.hidden.solving import Expected, Reader, Sum, Told
from tests.hidden.twins import COUNTIES, PROJECTS, frame, project
from tests.lookup.small_graph import Statements, node_id

API = "/api/v1"
THEMES = {"ill": "Psykisk ohälsa", "care": "Vård och omsorg", "culture": "Kultur", "jobs": "Arbete",
          "homes": "Boende"}  # fmt: skip
GROUPS = {"young": "Unga", "women": "Kvinnor", "refugees": "Flyktingar"}
PLACES = tuple(COUNTIES)
NONE = "none"
SENSITIVE = {"ill", "care", "refugees"}
KEYS = list(product(PLACES, THEMES, (*GROUPS, NONE)))
LABELS = {
    node_id(f"projects/{kind}/{key}"): key
    for kind, keys in (("reg", COUNTIES), ("reg", ("south", "scania", "whole")),
                       ("thm", THEMES), ("tgt", GROUPS))
    for key in keys
}  # fmt: skip
IDS = {key: id for id, key in LABELS.items()}
WITHIN = {"south": PLACES[:3], "scania": PLACES[3:], "whole": PLACES, "grouped": tuple(GROUPS)}
COUNTY = {code: key for key, (_, code, _) in COUNTIES.items()}
Key = tuple[str, ...]


def of(*labels: str) -> Sum:
    """The sum of what has all of these labels."""
    wanted = [set(WITHIN.get(key, (key,))) for key in labels]
    return np.array([all(bool(keys & set(at)) for keys in wanted) for at in KEYS])


@dataclass
class Map:
    """Projects, each with its place, theme, target group and actors; ``covered`` are places."""

    covered: tuple[str, ...] = PLACES
    projects: list[tuple[Key, tuple[int, ...]]] = field(default_factory=list)

    def add(self, at: Key, count: int, *actors: int) -> "Map":
        """As many projects, of these actors or of three in turn."""
        for _ in range(count):
            n = len(self.projects)
            self.projects.append((at, actors or (n % 24, (n * 7 + 5) % 24, (n + 9) % 24)))
        return self

    def many(self, place: str, **themes: int) -> "Map":
        """Projects of a place by theme, for no target group."""
        for theme, count in themes.items():
            self.add((place, theme, NONE), count)
        return self

    def says(self) -> Statements:
        """What the list says."""
        codes = tuple(COUNTIES[place][1] for place in self.covered)
        covers = CoverageSlice(regions=codes, participants=ParticipantsListed.COMPLETE)
        says = Statements(PROJECTS.model_copy(update={"coverage": (covers,)}))
        grouped = any(at[2] != NONE for at, _ in self.projects)
        frame(says, THEMES, GROUPS if grouped else {})
        for number, ((place, theme, group), actors) in enumerate(self.projects):
            project(says, f"p{number}", place, 0, actors)  # one stratum
            says.ties("ADDRESSES", f"prj/p{number}", f"thm/{theme}")
            if group != NONE:
                says.ties("TARGETS", f"prj/p{number}", f"tgt/{group}")
        return says

    def counts(self) -> dict[Key, int]:
        """How many projects there are of each place, theme and group."""
        found = dict.fromkeys(KEYS, 0)
        for at, _ in self.projects:
            found[at] += 1
        return found

    def small(self) -> Iterator[Key]:
        """Every label alone, two and three together, one of them sensitive, of one or two actors.

        Not all there is: that is always told.
        """
        for several in product((None, *PLACES), (None, *THEMES), (None, *GROUPS)):
            at = tuple(key for key in several if key is not None)
            own = [actors for key, actors in self.projects if set(at) <= set(key)]
            few = 0 < len(set().union(*own)) < 3 and len(own) < len(self.projects)
            if SENSITIVE & set(at) and few:
                yield at


def three_dimensions() -> Map:
    """Few projects of one or two actors each, so that much of what has three labels is small."""
    made, generator = Map(PLACES[:4]), np.random.default_rng(1)
    for at in product(PLACES[:4], ("ill", "care", "culture", "jobs"), GROUPS):
        count = int(generator.poisson(1.6))
        if at[:2] == ("kalmar", "care"):
            count = int(at[2] == "women")  # so that a place and theme are small, too
        for _ in range(count):
            drawn = generator.choice(24, int(generator.integers(1, 3)), False)
            made.add(at, 1, *(int(k) for k in drawn))
    return made


def of_one_place_alone() -> Map:
    """A theme with two projects in all: its sum is hidden, and what is expected would give it."""
    made = Map(("kalmar", "kronoberg", "skane")).add(("kalmar", "ill", NONE), 2, 0, 1)
    made.many("kalmar", culture=9, jobs=12, homes=8).many("kronoberg", culture=12, jobs=9, homes=11)
    return made.many("skane", culture=19, jobs=22, homes=16)


def not_covered() -> Map:
    """The small cell is in a place outside what is compared, which sums of the others would tell.

    Kalmar's two are of 161, of which 159 can be compared.
    """
    made = Map(("kronoberg", "jonkoping", "skane")).add(("kalmar", "ill", NONE), 2, 0)
    made.many("kronoberg", ill=9, culture=12, jobs=9, homes=11)
    made.many("jonkoping", ill=8, culture=9, jobs=14, homes=10)
    return made.many("skane", ill=20, culture=19, jobs=22, homes=16)


def beside_nothing() -> Map:
    """Beside the small cell, and beneath those hidden with it, empty ones come first."""
    made = Map(("kalmar", "kronoberg", "skane", "blekinge")).add(("blekinge", "ill", NONE), 1, 0)
    made.many("kalmar", ill=9, homes=2, jobs=9).many("kronoberg", ill=9, homes=1, jobs=9)
    return made.many("skane", ill=9, homes=2)


def in_two_blocks() -> Map:
    """Small cells in two blocks that protect themselves, and one where the blocks meet.

    Kronoberg × Vård och omsorg is what the one has by its places more than by its themes.
    """
    made = Map()
    for place, actors, theme, count in (
        ("kronoberg", (0,), "care", 1),
        ("blekinge", (1, 2), "ill", 2),
        ("blekinge", (3,), "care", 1),
    ):
        made.add((place, theme, NONE), count, *actors)
    made.many("kalmar", ill=5, care=2, culture=9, jobs=9).many("kronoberg", culture=6, jobs=3)
    made.many("jonkoping", care=5, culture=1, jobs=1, homes=9)
    made.many("skane", care=2, culture=1, jobs=6)
    return made.many("blekinge", culture=1, jobs=9, homes=3)


def beside_an_empty_one() -> Map:
    """Kronoberg × Arbete is hidden beside the small one, and empty: who knew that knew all.

    Of four in Småland about Psykisk ohälsa two are in Jönköping, so that one each is in the others.
    """
    made = Map(PLACES[:3]).add(("kalmar", "ill", NONE), 1, 0, 1)
    made.many("kalmar", jobs=9).many("kronoberg", ill=1)
    return made.add(("jonkoping", "ill", NONE), 2, 5, 6, 7)


def of_groups_beside_an_empty_one() -> Map:
    """The same with target groups, of one theme."""
    made = Map(PLACES[:3]).add(("kalmar", "jobs", "refugees"), 1, 0, 1)
    made.add(("kalmar", "jobs", "young"), 9).add(("kronoberg", "jobs", "refugees"), 1)
    return made.add(("jonkoping", "jobs", "refugees"), 2, 5, 6, 7)


def by_chance(seed: int) -> Map:
    """Two to five places, some not covered, and two to four themes, one of them small."""
    draw = np.random.default_rng(seed)
    places = draw.permutation(PLACES)[: int(draw.integers(2, 6))].tolist()
    others = draw.permutation(["culture", "jobs", "homes"])[: int(draw.integers(1, 4))].tolist()
    made = Map(tuple(place for place in PLACES if draw.random() < 0.85) or PLACES)
    for place, theme in product(places, ("ill", *others)):
        sizes = (0, 0, 1, 2, 9) if theme == "ill" else (0, 0, 1, 2, 4, 9)
        few = tuple(int(k) for k in draw.choice(24, int(draw.integers(1, 3)), False))
        count = int(draw.choice(sizes))
        made.add((place, theme, NONE), count, *(few if count < 3 and draw.random() < 0.8 else ()))
    return made


MAPS: dict[str, Callable[[], Map]] = {
    "three dimensions": three_dimensions, "of one place alone": of_one_place_alone,
    "not covered": not_covered, "beside nothing": beside_nothing, "in two blocks": in_two_blocks,
    "beside an empty one": beside_an_empty_one,
    "of groups beside an empty one": of_groups_beside_an_empty_one,
}  # fmt: skip
SEEDS = range(12)


def answers(public: TestClient) -> Iterator[tuple[str, Key, Any]]:
    """Every table of two dimensions and one, whole and narrowed to a place, a theme and both."""
    narrowed = [((), ())] + [((r,), (t,)) for r in PLACES[:2] for t in ("ill", "culture")]
    narrowed += [((r,), ()) for r in (*PLACES, "south")] + [((), (t,)) for t in THEMES]
    pairs = (("region", "theme"), ("region", "target_group"), ("theme", "target_group"))
    asked = [("whitespace", {"rows": a, "columns": b, "draws": "99"}) for a, b in pairs]
    asked += [("whitespace", {"level": "nuts2", "draws": "99"})]
    asked += [("funders", {"by": by}) for by in ("region", "theme")]
    asked += [("whitespace/triples", {"draws": "99", "limit": "500"})]
    asked += [("coverage", {"by": "region"}), ("voice", {"draws": "99"}), ("funders/cells", {})]
    for (regions, themes), (path, given) in product(narrowed, asked):
        named = (("region", regions), ("theme", themes))
        part = {name: IDS[key] for name, keys in named for key in keys}
        answer = public.get(f"{API}/gaps/{path}", params=given | part)
        assert answer.status_code in (200, 403), answer.text
        if answer.status_code == 200:
            yield path, (*regions, *themes), answer.json()


Numbers = Iterator[tuple[Key, int | None]]


def told(path: str, part: Key, answer: Any) -> Iterator[Told]:
    """What an answer tells of the part it is about."""
    for labels, number in READ[path](answer):
        if number is not None:
            yield Told(of(*part, *(LABELS.get(each, each) for each in labels)), number)


def _table(answer: Any) -> Numbers:
    for cell in answer["cells"]:
        at = (cell["row"], cell["column"])
        if cell["verdict"] == "not_covered" and cell["observed"] is None:
            yield at, 0
        elif cell["verdict"] != "suppressed":
            yield at, cell["observed"] + cell["outside"]
    grouped = ("grouped",) * ("target_group" in _dimensions(answer))
    for dimension, lines in zip(
        _dimensions(answer), (answer["rows"], answer["columns"]), strict=True
    ):
        for line in lines:
            yield (line["label"]["id"], *grouped), line["arenas"]
        yield from _missing(dimension, [line["label"]["id"] for line in lines])
    if not grouped:
        yield (), answer["arenas"]["asked"]


def _missing(dimension: str, listed: list[str]) -> Numbers:
    """A label that stands nowhere, neither told nor withheld, has nothing; places always stand."""
    for key in {"theme": THEMES, "target_group": GROUPS}.get(dimension, ()):
        if IDS[key] not in listed:
            yield (key,), 0


def _dimensions(answer: Any) -> tuple[str, str]:
    return answer["parameters"]["rows"], answer["parameters"]["columns"]


def expected(part: Key, answer: Any) -> Iterator[Expected]:
    """What is expected of the cells of a table: from the sums of covered places, of one stratum."""
    rows, columns = _dimensions(answer)
    grouped = ("grouped",) * ("target_group" in (rows, columns))
    covered = np.logical_or.reduce(
        [np.zeros(len(KEYS), np.bool_)]
        + [of(LABELS[line["label"]["id"]]) for line in answer["rows"] if line["covered"]]
    )
    whole = covered & of(*part, *grouped)
    assert answer["arenas"]["not_comparable"] == 0 or not answer["parameters"]["family"]
    for cell in answer["cells"]:
        if cell["expected"] is not None and answer["arenas"]["tested"]:
            row, column = of(LABELS[cell["row"]]), of(LABELS[cell["column"]])
            yield Expected(whole & row, whole & column, whole, cell["expected"])


def _triples(answer: Any) -> Numbers:
    for each in answer["items"]:
        names = tuple(each[name]["id"] for name in ("region", "theme", "target_group"))
        yield names, each["observed"]


def _funders(answer: Any) -> Numbers:
    yield (), answer["whole"]["arenas"]
    for row in answer["rows"]:
        yield (row["label"]["id"],), row["arenas"]
    listed = [row["label"]["id"] for row in answer["rows"]] + [
        ref["id"] for ref in answer["hidden"]
    ]
    yield from _missing(answer["by"], listed)
    for key in PLACES if answer["by"] == "region" else ():
        if IDS[key] not in listed:
            yield (key,), 0


def _coverage(answer: Any) -> Numbers:
    yield (), answer["whole"]["arenas"]
    for each in answer["slices"]:
        yield (COUNTY[each["value"]],), each["arenas"]
    listed = {each["value"] for each in answer["slices"]} | set(answer["hidden"])
    for code in COUNTY.keys() - listed:
        yield (COUNTY[code],), 0


def _funder_cells(answer: Any) -> Numbers:
    for cell in answer["cells"]:
        yield (cell["region"]["id"], cell["theme"]["id"]), cell["arenas"]
    every = (*answer["cells"], *answer["hidden"])
    listed = {(cell["region"]["id"], cell["theme"]["id"]) for cell in every}
    for place, theme in product(PLACES, THEMES):
        if (IDS[place], IDS[theme]) not in listed:
            yield (place, theme), 0


def _voices(answer: Any) -> Numbers:
    for row in answer["groups"]:
        yield (row["group"]["id"],), row["arenas"]
    yield from _missing("target_group", [row["group"]["id"] for row in answer["groups"]])


READ: dict[str, Callable[[Any], Numbers]] = {
    "whitespace": _table, "whitespace/triples": _triples, "funders": _funders,
    "funders/cells": _funder_cells, "coverage": _coverage, "voice": _voices,
}  # fmt: skip


def given_away(made: Map, public: TestClient) -> list[tuple[Key, float]]:
    """The small figures that follow from what the public is told."""
    every = list(answers(public))
    numbers = [each for answer in every for each in told(*answer)]
    counts = np.array(list(made.counts().values()))
    for each in numbers:
        assert counts[each.sum].sum() == each.number, each  # else this adds up wrongly
    tables = [(part, answer) for path, part, answer in every if path == "whitespace"]
    of_cells = [each for table in tables for each in expected(*table)]
    for cell in of_cells:
        row, column, whole = (counts[each].sum() for each in cell[:3])
        assert cell.number * whole == pytest.approx(row * column), cell
    reader = Reader(numbers, of_cells)
    known = [(at, reader.knows(of(*at))) for at in made.small()]
    return [(at, number) for at, number in known if number is not None]


@pytest.mark.parametrize("name", MAPS)
def test_what_is_told_does_not_give_what_names_few(name: str, tmp_path: Path) -> None:
    made = MAPS[name]()
    assert list(made.small())

    with caller_in(tmp_path, made.says()) as public:
        assert given_away(made, public) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_nor_does_it_on_maps_by_chance(seed: int, tmp_path: Path) -> None:
    made = by_chance(seed)

    with caller_in(tmp_path, made.says()) as public:
        assert given_away(made, public) == []


def test_a_label_that_is_hidden_stands_there_also_where_it_has_nothing(tmp_path: Path) -> None:
    """Kronoberg has one project, about Psykisk ohälsa; which of both themes it has is not told."""
    part = {"region": IDS["kronoberg"]}
    both = {IDS["ill"], IDS["jobs"]}

    with caller_in(tmp_path, beside_an_empty_one().says()) as public:
        table = public.get(f"{API}/gaps/whitespace", params={**part, "draws": "99"}).json()
        funders = public.get(f"{API}/gaps/funders", params={**part, "by": "theme"}).json()
        cells = public.get(f"{API}/gaps/funders/cells", params=part).json()

    own = [cell for cell in table["cells"] if cell["row"] == IDS["kronoberg"]]
    assert {cell["column"] for cell in own} == both
    assert {(cell["verdict"], cell["observed"]) for cell in own} == {("suppressed", None)}
    assert {ref["id"] for ref in funders["hidden"]} == both
    assert (funders["rows"], cells["cells"]) == ([], [])
    assert {cell["theme"]["id"] for cell in cells["hidden"]} == both


def test_nor_is_a_target_group_missing_from_voice(tmp_path: Path) -> None:
    """Kronoberg has one project, for Flyktingar."""
    with caller_in(tmp_path, of_groups_beside_an_empty_one().says()) as public:
        asked = {"region": IDS["kronoberg"], "draws": "99"}
        voice = public.get(f"{API}/gaps/voice", params=asked).json()

    told = {(row["group"]["id"], row["verdict"], row["arenas"]) for row in voice["groups"]}
    assert told == {(IDS[key], "suppressed", None) for key in ("refugees", "young")}
