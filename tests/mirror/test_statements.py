"""The generated Cypher, word for word, and that a new field or type needs no other edit."""

from typing import Annotated, ClassVar

from graph_schema.base import Edge, Node, Term
from graph_schema.edges import EDGE_TYPES, Follows, ParticipatesIn
from graph_schema.nodes import NODE_TYPES, Theme
from queries.mirror.statements import (
    constraints,
    edge_removal,
    edge_upsert,
    mark,
    node_removal,
    node_upsert,
)


class ColouredTheme(Theme):
    """A theme with a field more than today's."""

    colour: Annotated[str | None, Term("Färg", "Colour")] = None


class Likes(Edge):
    """A tie that nobody has thought of yet."""

    LABEL: ClassVar[str] = "LIKES"
    FROM: ClassVar[tuple[str, ...]] = ("Actor",)
    TO: ClassVar[tuple[str, ...]] = ("Theme",)

    much: int | None = None


class Idea(Node):
    """A node that nobody has thought of yet."""

    LABEL: ClassVar[str] = "Idea"
    PREFIX: ClassVar[str] = "ide"


def test_a_node_is_written_with_every_field_of_its_class() -> None:
    assert node_upsert(Theme) == (
        "UNWIND $rows AS row MERGE (n:Theme {id: row.id}) "
        "SET n = {id: row.id, name: row.fields.name, aliases: row.fields.aliases, "
        "identifiers: row.fields.identifiers, start: row.fields.start, end: row.fields.end, "
        "notation: row.fields.notation, claims: row.claims, members: row.members}"
    )


def test_a_tie_is_written_between_two_nodes_that_are_found_by_id() -> None:
    assert edge_upsert(ParticipatesIn, "Actor", "Project") == (
        "UNWIND $rows AS row "
        "MATCH (s:Actor {id: row.from}) USING INDEX SEEK s:Actor(id) "
        "MATCH (t:Project {id: row.to}) USING INDEX SEEK t:Project(id) "
        "MERGE (s)-[r:PARTICIPATES_IN {id: row.id}]->(t) "
        "SET r = {id: row.id, start: row.fields.start, end: row.fields.end, "
        "role: row.fields.role, role_as_published: row.fields.role_as_published, "
        "status: row.fields.status, claims: row.claims} RETURN count(*) AS written"
    )


def test_what_is_gone_is_removed_by_id() -> None:
    assert node_removal(Theme) == (
        "UNWIND $ids AS id MATCH (n:Theme {id: id}) USING INDEX SEEK n:Theme(id) DETACH DELETE n"
    )
    assert edge_removal(Follows) == (
        "UNWIND $ids AS id MATCH ()-[r:FOLLOWS {id: id}]->() "
        "USING INDEX SEEK r:FOLLOWS(id) DELETE r"
    )


def test_ids_are_unique_by_constraint() -> None:
    assert constraints((Theme,), (Follows,)) == {
        "ekokarta_mirror": "CREATE CONSTRAINT ekokarta_mirror IF NOT EXISTS "
        "FOR (m:EkoMirror) REQUIRE m.id IS UNIQUE",
        "ekokarta_theme_id": "CREATE CONSTRAINT ekokarta_theme_id IF NOT EXISTS "
        "FOR (n:Theme) REQUIRE n.id IS UNIQUE",
        "ekokarta_follows_tie_id": "CREATE CONSTRAINT ekokarta_follows_tie_id IF NOT EXISTS "
        "FOR ()-[r:FOLLOWS]-() REQUIRE r.id IS UNIQUE",
    }


def test_a_new_field_is_written_without_another_edit() -> None:
    added = node_upsert(ColouredTheme).replace("colour: row.fields.colour, ", "")

    assert "colour: row.fields.colour" in node_upsert(ColouredTheme)
    assert added == node_upsert(Theme)
    assert edge_upsert(Likes, "Actor", "Theme") == (
        "UNWIND $rows AS row MATCH (s:Actor {id: row.from}) USING INDEX SEEK s:Actor(id) "
        "MATCH (t:Theme {id: row.to}) USING INDEX SEEK t:Theme(id) "
        "MERGE (s)-[r:LIKES {id: row.id}]->(t) "
        "SET r = {id: row.id, start: row.fields.start, end: row.fields.end, "
        "much: row.fields.much, claims: row.claims} RETURN count(*) AS written"
    )


def test_new_types_get_their_constraints() -> None:
    before = constraints(NODE_TYPES, EDGE_TYPES)
    after = constraints((*NODE_TYPES, Idea), (*EDGE_TYPES, Likes))

    assert sorted(after.items() - before.items()) == [
        (
            "ekokarta_idea_id",
            "CREATE CONSTRAINT ekokarta_idea_id IF NOT EXISTS FOR (n:Idea) REQUIRE n.id IS UNIQUE",
        ),
        (
            "ekokarta_likes_tie_id",
            "CREATE CONSTRAINT ekokarta_likes_tie_id IF NOT EXISTS "
            "FOR ()-[r:LIKES]-() REQUIRE r.id IS UNIQUE",
        ),
    ]


def test_the_mark_changes_with_a_field() -> None:
    other = tuple(ColouredTheme if kind is Theme else kind for kind in NODE_TYPES)

    assert mark(NODE_TYPES, EDGE_TYPES) == mark(NODE_TYPES, EDGE_TYPES)
    assert mark(other, EDGE_TYPES) != mark(NODE_TYPES, EDGE_TYPES)


def test_no_field_has_the_name_of_what_the_mirror_adds() -> None:
    own = {"id", "claims", "members"}

    used = {column.name for kind in (*NODE_TYPES, *EDGE_TYPES) for column in kind.columns()}

    assert own & used == set()
