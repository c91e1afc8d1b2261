"""Edge lists and DL files: what networkx and numpy make of them."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator

import networkx
import numpy as np
import pytest
from networkx.algorithms import bipartite
from numpy.typing import NDArray

from queries.exporting.meetings import Meetings
from queries.exporting.selection import selected
from queries.lookup.filters import Filters
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.edge_lists import edge_lists
from service.exports.ucinet import labels_of, ucinet
from tests.exports.conftest import IDS, IN_SPREADSHEETS
from tests.exports.stated import all_nodes, all_ties
from tests.lookup import small_graph as small

COUNTED = {  # words.md: who organises, owns or is a partner; paying, grading and advising is not
    "owner", "partner_with_budget", "partner", "partner_unspecified", "participating_organisation",
    "organiser",
}  # fmt: skip
Write = Callable[[Export], Iterator[bytes]]


def opened(write: Write, model: ReadModel, filters: Filters | None = None) -> dict[str, str]:
    """The files by name."""
    chosen = filters if filters is not None else Filters()
    content = b"".join(write(Export(model, selected(model, chosen), None, chosen)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def rows(text: str) -> list[dict[str, str]]:
    """The rows by column name."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def counted(model: ReadModel) -> set[tuple[str, str]]:
    """Who takes part in what, read off the graph itself."""
    return {
        (tie.source, tie.target)
        for tie in all_ties(model).values()
        if tie.type == "PARTICIPATES_IN"
        and tie.values["status"] in {"party", "attended"}
        and tie.values["role"] in COUNTED
    }


def projected(pairs: set[tuple[str, str]]) -> dict[frozenset[str], int]:
    """Who meets whom how often, as networkx has it."""
    actors = {actor for actor, _ in pairs}
    graph = bipartite.weighted_projected_graph(networkx.Graph(pairs), actors)
    return {frozenset((a, b)): weight for a, b, weight in graph.edges(data="weight")}


@pytest.mark.parametrize("which", ["model", "odd_model", "real_model"])
def test_two_mode_is_the_graph_and_one_mode_what_networkx_makes_of_it(
    which: str, request: pytest.FixtureRequest
) -> None:
    model = request.getfixturevalue(which)

    files = opened(edge_lists, model)

    two, one = rows(files["two_mode.csv"]), rows(files["one_mode.csv"])
    pairs = {(row["Source"], row["Target"]) for row in two}
    assert pairs == counted(model)
    assert len(two) == len(pairs)
    assert {frozenset((r["Source"], r["Target"])): int(r["Weight"]) for r in one} == projected(
        pairs
    )
    assert len(one) == len(projected(pairs))


def test_one_mode_is_the_same_in_small_portions(model: ReadModel) -> None:
    meetings = Meetings(model, selected(model))

    for both_ways in (False, True):
        whole = list(meetings.shared(both_ways=both_ways))
        assert list(meetings.shared(both_ways=both_ways, at_once=1)) == whole
        assert len(whole) > 1


def test_roles_and_dates_stand_by_the_participation(model: ReadModel) -> None:
    files = opened(edge_lists, model)

    found = {(row["Source"], row["Target"]): row for row in rows(files["two_mode.csv"])}
    both = found[small.MALMO, small.C1]
    assert (both["role"], both["roles"], both["Weight"]) == (
        "participating_organisation", "participating_organisation | organiser", "1",
    )  # fmt: skip
    assert len(both["id"].split(" | ")) == 2
    assert (small.UNI, small.P1) not in found  # paid for it
    assert (small.BOLAG, small.C1) not in found  # was interested
    assert "2 ties of taking part do not count" in files["README.txt"]
    assert '"participants":"complete"' in files["README.txt"]


def test_everybody_is_listed_with_their_name(odd_model: ReadModel) -> None:
    files = opened(edge_lists, odd_model)

    actors = {row["Id"]: row["Label"] for row in rows(files["actors.csv"])}
    assert {key: actors[id] for key, id in IDS.items()} == IN_SPREADSHEETS
    labels = {id: label for id, (label, _) in all_nodes(odd_model).items()}
    assert set(actors) == {id for id, label in labels.items() if label == "Actor"}
    arenas = {row["Id"] for row in rows(files["arenas.csv"])}
    assert arenas == {id for id, label in labels.items() if label in {"Project", "Collaboration"}}


class Dl:
    """A DL file by the rules of its published description: words parted by blanks, = or commas."""

    def __init__(self, text: str) -> None:
        head, data = re.split(r"data:\s*", text, maxsplit=1)
        assert head.startswith("dl ")
        sizes = dict(re.findall(r"(\w+)=(\w+)", head.split("labels:")[0]))
        self.form = sizes["format"]
        rows, columns = sizes.get("nr", sizes.get("n")), sizes.get("nc", sizes.get("n"))
        parts = re.split(r"^(?:row |column )?labels:\s*$", head, flags=re.MULTILINE)[1:]
        self.labels = [re.split(r"[\s,=]+", part.strip()) for part in parts]
        self.matrix: NDArray[np.int64] = np.zeros((int(str(rows)), int(str(columns))), np.int64)
        for line in data.split("\r\n"):
            if line:
                row, column, value = map(int, line.split())
                self.matrix[row - 1, column - 1] = value


@pytest.mark.parametrize("which", ["model", "odd_model", "real_model"])
def test_dl_holds_the_same_matrices(which: str, request: pytest.FixtureRequest) -> None:
    model = request.getfixturevalue(which)

    files = opened(ucinet, model)

    two, one = Dl(files["two_mode.dl"]), Dl(files["one_mode.dl"])
    actors, arenas = rows(files["actors.csv"]), rows(files["arenas.csv"])
    found = {
        (actors[row]["Id"], arenas[column]["Id"])
        for row, column in zip(*np.nonzero(two.matrix), strict=True)
    }
    product = two.matrix @ two.matrix.T
    np.fill_diagonal(product, 0)
    assert (two.form, one.form) == ("edgelist2", "edgelist1")
    assert found == counted(model)
    assert (one.matrix == product).all()
    keys = [[row["dl_label"] for row in actors], [row["dl_label"] for row in arenas]]
    bare = [[label.removeprefix("'") if label[0] == "'" else label for label in k] for k in keys]
    assert two.labels == bare
    assert one.labels == [bare[0]]
    assert [int(row["dl_number"]) for row in actors] == list(range(1, len(actors) + 1))
    assert [int(row["dl_number"]) for row in arenas] == list(range(1, len(arenas) + 1))
    stated = {id: v.get("number", "") for id, (_, v) in all_nodes(model).items()}
    assert {row["Id"]: row["number"] for row in arenas} == {
        a["Id"]: stated[a["Id"]] for a in arenas
    }


def test_labels_are_short_and_told_apart() -> None:
    names = ["Malmö stad", "MALMÖ STAD", "Malmö stads kulturförvaltning", 'Ett "citat"\r\nhär',
             "\x01\x02", "Malmö stads kult 3", "data:", "A, B = C"]  # fmt: skip

    labels = labels_of(names)

    assert labels == [
        "Malmö_stad", "MALMÖ_STAD_2", "Malmö_stads_kult_3", "Ett_citat_här", "5",
        "Malmö_stads_kult_6", "data", "A_B_C",
    ]  # fmt: skip
    assert len({label.upper() for label in labels}) == len(names)


@pytest.mark.parametrize("write", [edge_lists, ucinet])
def test_nothing_is_a_file_too(write: Write, model: ReadModel) -> None:
    files = opened(write, model, Filters(q="finns inte"))

    assert len(files) == 5
    assert '{"q": "finns inte"}' in files["README.txt"]


@pytest.mark.parametrize("write", [edge_lists, ucinet])
def test_the_same_version_gives_the_same_bytes(write: Write, odd_model: ReadModel) -> None:
    export = Export(odd_model, selected(odd_model))

    assert list(write(export)) == list(write(export))
