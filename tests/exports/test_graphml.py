"""GraphML: networkx reads every node, every tie and every value back."""

import io
import json
from typing import Any

import networkx
import pytest

from queries.exporting.selection import selected
from queries.lookup.filters import Filters
from queries.readmodel.open import ReadModel
from service.exports.about import Export
from service.exports.graphml import graphml
from tests.exports.conftest import IDS, NAMES
from tests.exports.stated import Tie, all_nodes, all_ties
from tests.lookup import small_graph as small


def written(model: ReadModel, filters: Filters | None = None) -> bytes:
    """The document of a model in one piece."""
    chosen = filters if filters is not None else Filters()
    return b"".join(graphml(Export(model, selected(model, chosen), None, chosen)))


def read(content: bytes) -> networkx.MultiDiGraph:
    """The network as networkx reads it."""
    return networkx.read_graphml(io.BytesIO(content), force_multigraph=True)


def restored(values: dict[str, Any]) -> dict[str, Any]:
    """The values by the rules that the document itself tells."""
    exact = json.loads(values.get("exact", "{}"))
    plain = {name: value for name, value in values.items() if name != "exact"}
    for name in ("aliases", "identifiers", "unnamed_parties", "sources", "claims"):
        if name in plain:
            plain[name] = json.loads(plain[name])
    return {**plain, **exact}


@pytest.mark.parametrize("which", ["model", "odd_model", "real_model"])
def test_networkx_reads_every_node_and_every_value(
    which: str, request: pytest.FixtureRequest
) -> None:
    model = request.getfixturevalue(which)

    network = read(written(model))

    found = {id: restored(values) for id, values in network.nodes(data=True)}
    assert found == {
        id: {**fields, "label": fields["name"], "node_type": label}
        for id, (label, fields) in all_nodes(model).items()
    }


@pytest.mark.parametrize("which", ["model", "odd_model", "real_model"])
def test_networkx_reads_every_tie_and_every_value(
    which: str, request: pytest.FixtureRequest
) -> None:
    model = request.getfixturevalue(which)
    english = {"FUNDS": "funds", "PART_OF": "is part of", "SUPPORTS": "supports"}

    network = read(written(model))

    found = {}
    for source, target, id, values in network.edges(keys=True, data=True):
        fields = restored(values)
        label, type = fields.pop("label"), fields.pop("edge_type")
        assert label == english.get(type, label)
        found[id] = Tie(type, source, target, fields)
    assert found == all_ties(model)


def test_a_project_and_a_tie_carry_their_fields(model: ReadModel) -> None:
    network = read(written(model))
    tie = small.edge_id("FUNDS", "register/act/fonden", "register/prj/p1", amount_kind="granted")

    project = restored(dict(network.nodes[small.P1]))
    funds = restored(dict(network.edges[small.FONDEN, small.P1, tie]))
    assert len(project.pop("claims")) == len(funds.pop("claims")) == 1
    assert project == {
        "label": "Delad vinst", "name": "Delad vinst", "node_type": "Project",
        "number": "2018/00076", "identifiers": ["dnr:2018/00076"], "start": "2015-03",
        "end": "2016-12", "sources": ["register"],
    }  # fmt: skip
    assert funds == {
        "label": "funds", "edge_type": "FUNDS", "amount": "1000.50", "currency": "SEK",
        "amount_kind": "granted", "sources": ["register"],
    }  # fmt: skip


def test_names_survive_whole(odd_model: ReadModel) -> None:
    content = written(odd_model)

    nodes = read(content).nodes
    assert {key: restored(dict(nodes[id]))["name"] for key, id in IDS.items()} == NAMES
    assert nodes[IDS["controls"]]["name"] == "a\ufffdb\ufffdc\ufffdd\x7fe\x85f\u2028g\ufffdh"


def test_it_says_version_filters_licences_and_coverage(model: ReadModel) -> None:
    graph = read(written(model, Filters(theme=small.HALSA))).graph

    assert (graph["data_version"], graph["filters"]) == (2, f'{{"theme": "{small.HALSA}"}}')
    for said in ("data version 2", "licence: CC0-1.0", '"participants":"complete"', "U+FFFD"):
        assert said in graph["about"]


def test_nothing_is_a_document_too(model: ReadModel) -> None:
    assert read(written(model, Filters(q="finns inte"))).number_of_nodes() == 0


def test_the_same_version_gives_the_same_bytes(odd_model: ReadModel) -> None:
    assert written(odd_model) == written(odd_model)
