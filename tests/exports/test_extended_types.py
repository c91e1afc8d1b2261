"""A field or a type that is added to the vocabulary shows in every export without another edit."""

import csv
import io
import zipfile
from pathlib import Path
from typing import Annotated, ClassVar

import networkx
import rdflib
from rdflib import URIRef

from graph_schema.base import Node, PartialDate, Term
from graph_schema.edges import EDGE_TYPES
from graph_schema.namespaces import OWN
from graph_schema.nodes import NODE_TYPES, Actor
from graph_schema.vocabularies import Audience, Vocabulary
from queries.exporting.selection import selected
from queries.readmodel.build import Types, build
from queries.readmodel.open import ReadModel
from queries.stores.opening import open_store
from service.exports.about import Export
from service.exports.gexf import gexf
from service.exports.linked_data import whole_graph
from service.exports.spreadsheets import zipped
from tests.exports.conftest import BASE
from tests.lookup.small_graph import REGISTER, Statements, node_id, record


class Mood(Vocabulary):
    """A closed list."""

    GLAD = "glad", "Glad", "Happy"


class MoodyActor(Actor):
    """An actor with more fields."""

    mood: Annotated[Mood | None, Term("Humör", "Mood", OWN + "mood")] = None
    founded: Annotated[PartialDate | None, Term("Grundad", "Founded", OWN + "founded")] = None
    tools: Annotated[tuple[str, ...], Term("Verktyg", "Tools")] = ()


class Prize(Node):
    """A type nobody has yet."""

    LABEL: ClassVar[str] = "Prize"
    SV: ClassVar[str] = "Pris"
    EN: ClassVar[str] = "Prize"
    RDF: ClassVar[str] = OWN + "Award"
    PREFIX: ClassVar[str] = "pri"
    NOUN: ClassVar[str] = "prizes"


NODES = (MoodyActor, *NODE_TYPES[1:], Prize)
ACTOR = node_id("register/act/a")


def extended(folder: Path) -> Export:
    """A graph with one actor that has all the new fields."""
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    says = Statements(REGISTER)
    says.says("act", "a", name="A", mood="glad", founded="1999-05", tools=["x", "y"])
    record(store, says)
    types = Types(NODES, EDGE_TYPES)
    model = ReadModel(build(store, 1, Audience.PUBLIC, folder / "models", types=types))
    store.shut()
    return Export(model, selected(model), BASE, node_types=NODES)


def test_new_fields_are_in_rdf_with_their_words(tmp_path: Path) -> None:
    content = b"".join(whole_graph(extended(tmp_path), "turtle"))

    graph = rdflib.Graph().parse(data=content, format="turtle")
    own, actor = BASE + "ontology#", URIRef(f"{BASE}id/actors/{ACTOR}")
    found = {
        name: sorted(str(value) for value in graph.objects(actor, URIRef(own + name)))
        for name in ("mood", "founded", "tools")
    }
    labels = {str(v) for v in graph.objects(URIRef(own + "mood"), rdflib.RDFS.label)}
    assert found == {"mood": [own + "Mood-glad"], "founded": ["1999-05"], "tools": ["x", "y"]}
    assert labels == {"Humör", "Mood"}
    assert (URIRef(own + "Prize"), rdflib.RDFS.subClassOf, URIRef(own + "Award")) in graph


def test_new_fields_are_in_gexf_and_csv(tmp_path: Path) -> None:
    export = extended(tmp_path)

    network = networkx.read_gexf(io.BytesIO(b"".join(gexf(export))))
    with zipfile.ZipFile(io.BytesIO(b"".join(zipped(export)))) as archive:
        text = archive.read("Actor.csv").decode("utf-8-sig")
        assert "Prize.csv" in archive.namelist()
    row = next(csv.DictReader(io.StringIO(text), delimiter=";"))
    drawn = network.nodes[ACTOR]
    expected = {"mood": "glad", "founded": "1999-05", "tools": "x | y"}
    assert {name: row[name] for name in expected} == expected
    assert {name: drawn[name] for name in expected} == expected
