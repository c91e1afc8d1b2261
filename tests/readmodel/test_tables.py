"""The tables are derived from the types, and a type somebody adds needs nothing more."""

import sqlite3
from contextlib import closing
from typing import ClassVar

from graph_schema.base import Edge, Node
from graph_schema.edges import EDGE_TYPES, ParticipatesIn
from graph_schema.nodes import NODE_TYPES, Programme
from queries.readmodel.tables import create, index, searched


class Venue(Node):
    """A type that the vocabulary does not have."""

    LABEL: ClassVar[str] = "Venue"
    PREFIX: ClassVar[str] = "ven"

    seats: int | None = None
    doors: tuple[str, ...] = ()


class HeldAt(Edge):
    """A tie that the vocabulary does not have."""

    LABEL: ClassVar[str] = "HELD_AT"
    FROM: ClassVar[tuple[str, ...]] = ("Collaboration",)
    TO: ClassVar[tuple[str, ...]] = ("Venue",)


def test_a_node_type_becomes_a_table_of_its_fields() -> None:
    assert (
        'CREATE TABLE "node_programme" (n INTEGER PRIMARY KEY, "name" TEXT, "aliases" TEXT, '
        '"identifiers" TEXT, "start" TEXT, "end" TEXT, "programme_kind" TEXT, "cci" TEXT)'
    ) in list(create([Programme], []))


def test_an_edge_type_becomes_a_table_with_its_ends() -> None:
    assert (
        'CREATE TABLE "edge_participates_in" (n INTEGER PRIMARY KEY, id TEXT NOT NULL, '
        'from_node INTEGER NOT NULL, to_node INTEGER NOT NULL, "start" TEXT, "end" TEXT, '
        '"role" TEXT, "role_as_published" TEXT, "status" TEXT)'
    ) in list(create([], [ParticipatesIn]))


def test_views_show_the_fields_of_every_type_alike() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in create([Programme, Venue], [HeldAt]):
            connection.execute(statement)
        connection.execute(
            "INSERT INTO node_venue (n, name, seats, doors) VALUES (1, 'Hus', 9, ?)", ['["a"]']
        )
        connection.execute(
            "INSERT INTO edge_held_at (n, id, from_node, to_node) VALUES (2, 'e', 0, 1)"
        )

        nodes = connection.execute("SELECT n, fields FROM node_fields").fetchall()
        edges = connection.execute("SELECT n, id, from_node, to_node, type FROM edge").fetchall()

    assert nodes == [
        (
            1,
            '{"name":"Hus","aliases":null,"identifiers":null,"start":null,"end":null,'
            '"seats":9,"doors":["a"]}',
        )
    ]
    assert edges == [(2, "e", 0, 1, "HELD_AT")]


def test_every_statement_of_the_whole_vocabulary_is_sound() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in (*create(NODE_TYPES, EDGE_TYPES), *index(EDGE_TYPES)):
            connection.execute(statement)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}

    assert {f"node_{t.LABEL.lower()}" for t in NODE_TYPES} <= tables
    assert {f"edge_{t.LABEL.lower()}" for t in EDGE_TYPES} <= tables


def test_codes_and_longer_texts_are_told_apart_by_what_they_mean() -> None:
    assert {t.LABEL: searched(t) for t in NODE_TYPES if searched(t) != ([], [])} == {
        "Project": (["number"], ["summary"]),
        "Collaboration": (["number"], []),
        "Theme": (["notation"], []),
        "TargetGroup": (["notation"], []),
        "SupportKind": (["notation"], []),
        "Region": (["notation"], []),
    }
