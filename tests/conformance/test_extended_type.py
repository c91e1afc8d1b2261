"""What is derived takes the types as an argument: a field that is added shows everywhere."""

import csv
import io
import sqlite3
import zipfile
from pathlib import Path
from typing import Annotated

import pytest

from graph_schema.base import ColumnKind, Term
from graph_schema.edges import EDGE_TYPES
from graph_schema.mapping import GraphMapping
from graph_schema.namespaces import OWN
from graph_schema.nodes import NODE_TYPES, Actor
from graph_schema.rdf import Terms
from graph_schema.vocabularies import Audience, Vocabulary
from queries.exporting.selection import selected
from queries.lookup.nodes import node
from queries.mirror.statements import mark, node_upsert
from queries.readmodel.build import MODEL, TYPES, Types, build
from queries.readmodel.open import ReadModel
from queries.stores.opening import open_store
from service.app import create_app
from service.exports.about import Export
from service.exports.spreadsheets import zipped
from service.openapi import field_schemas, with_fields
from service.pages.lists import list_columns
from service.pages.values import field_views
from service.schema import SchemaField, schema
from service.settings import Settings
from tests.lookup.small_graph import REGISTER, Statements, node_id, record

BASE = "https://map.example/"


class Mood(Vocabulary):
    """A closed list."""

    GLAD = "glad", "Glad", "Happy"


class ExtendedActor(Actor):
    """An actor with one more field."""

    mood: Annotated[Mood | None, Term("Humör", "Mood", OWN + "mood")] = None


NODES = (ExtendedActor, *NODE_TYPES[1:])
ACTOR = node_id("register/act/a")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> ReadModel:
    """A graph of the extended types with one actor that has the field."""
    folder: Path = tmp_path_factory.mktemp("extended")
    store = open_store(f"sqlite://{folder / 'store.db'}")
    says = Statements(REGISTER)
    says.says("act", "a", name="A", mood="glad")
    record(store, says)
    types = Types(NODES, EDGE_TYPES)
    path = build(store, 1, Audience.PUBLIC, folder / "models", types=types)
    store.shut()
    return ReadModel(path)


def test_the_read_model_has_the_column_and_the_value(model: ReadModel) -> None:
    with sqlite3.connect(model.path / MODEL) as connection:
        rows = connection.execute("SELECT name, mood FROM node_actor").fetchall()
    connection.close()

    assert rows == [("A", "glad")]
    assert node(model, "Actor", ACTOR).fields["mood"] == "glad"


def test_the_mirror_writes_it(model: ReadModel) -> None:
    assert "mood: row.fields.mood" in node_upsert(ExtendedActor)
    assert mark(NODES, EDGE_TYPES) != mark(TYPES.nodes, TYPES.edges)


def test_the_api_describes_it(tmp_path: Path) -> None:
    described = create_app(Settings.model_validate({"cache": tmp_path})).openapi()

    extended = with_fields(described, node_types=NODES)["components"]["schemas"]["ActorFields"]

    mood = {"title": "Mood", "description": "Humör", "type": "string", "enum": ["glad"]}
    assert extended["properties"]["mood"] == mood
    assert "mood" not in field_schemas()["ActorFields"]["properties"]


def test_a_page_shows_it_in_both_languages(model: ReadModel) -> None:
    answer = node(model, "Actor", ACTOR)

    shown = {
        lang: [
            (view.caption, [value.text for value in view.values])
            for view in field_views(answer, lang, ExtendedActor)
            if view.name == "mood"
        ]
        for lang in ("sv", "en")
    }
    assert shown == {"sv": [("Humör", ["Glad"])], "en": [("Mood", ["Happy"])]}
    assert [column.name for column in list_columns(ExtendedActor)] == [
        "sector", "actor_kind", "place", "mood",
    ]  # fmt: skip


def test_the_schema_page_describes_it_and_its_list() -> None:
    found = schema(BASE, node_types=NODES)

    assert found.nodes[0].fields[-1] == SchemaField(
        name="mood", kind=ColumnKind.TEXT, required=False, caption_sv="Humör", caption_en="Mood",
        rdf="own:mood", vocabulary="Mood",
    )  # fmt: skip
    lists = {
        vocabulary.name: vocabulary.model_dump()["values"] for vocabulary in found.vocabularies
    }
    assert lists["Mood"] == (
        {
            "code": "glad", "label_sv": "Glad", "label_en": "Happy", "about_sv": None,
            "about_en": None,
        },
    )  # fmt: skip
    assert found.own_namespace == "https://map.example/ontology#"


def test_rdf_has_its_term() -> None:
    mapping = GraphMapping(Terms(BASE, NODES), NODES)

    fields = {name: predicate.value for name, predicate, _ in mapping.nodes["Actor"].said}
    assert fields["mood"] == "https://map.example/ontology#mood"


def test_the_export_has_its_column(model: ReadModel) -> None:
    export = Export(model, selected(model), BASE, node_types=NODES)

    with zipfile.ZipFile(io.BytesIO(b"".join(zipped(export)))) as archive:
        text = archive.read("Actor.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [(row["name"], row["mood"]) for row in rows] == [("A", "glad")]
