"""Every file of the catalogue says what it asks, takes and returns, and says it truly."""

import re

import pytest

from graph_schema.base import Typed
from graph_schema.edges import EDGE_TYPES
from graph_schema.nodes import NODE_TYPES
from graph_schema.vocabularies import COUNTED_ROLES, MET, Role, Sector
from queries.cypher.catalogue import BadHeaderError, Question, catalogue, parse_question

NAMES = sorted(catalogue())
OWN_LABELS = {"Funder"}
WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|LOAD|FOREACH)\b")


@pytest.fixture(params=NAMES)
def question(request: pytest.FixtureRequest) -> Question:
    """Each question in turn."""
    return catalogue()[request.param]


def test_there_are_at_least_fifteen() -> None:
    assert len(NAMES) >= 15


def test_the_header_names_exactly_the_parameters_of_the_text(question: Question) -> None:
    assert set(question.params) == set(re.findall(r"\$(\w+)", question.text))
    assert set(question.params.values()) <= {"STRING", "INT"}


def test_the_header_names_what_is_returned_in_its_order(question: Question) -> None:
    returned = question.text.rsplit("\nRETURN ", 1)[1].split("\nORDER BY")[0]
    outside = re.sub(r"[\[({][^\[\](){}]*[\])}]", "", re.sub(r"\{[^}]*\}", "", returned))
    columns = [column.split(" AS ")[-1].strip() for column in outside.split(",")]

    assert question.returns == tuple(columns)


def test_it_is_ordered_and_only_reads(question: Question) -> None:
    code = question.text.split("\n", 3)[3]

    assert "\nORDER BY " in code
    assert ("\nLIMIT $limit\n" in code) == ("limit" in question.params)
    assert WRITES.findall(code) == []


def test_it_uses_only_labels_types_and_fields_of_the_graph(question: Question) -> None:
    code = question.text.split("\n", 3)[3]
    labels = {kind.LABEL for kind in NODE_TYPES} | OWN_LABELS
    types = {kind.LABEL for kind in EDGE_TYPES}
    kinds: tuple[type[Typed], ...] = (*NODE_TYPES, *EDGE_TYPES)
    fields = {c.name for kind in kinds for c in kind.columns()} | {"id", "claims", "members"}

    used = set(re.findall(r"[(\w]:([A-Z]\w+)", re.sub(r"\[[^\]]*\]", "", code)))
    tied = {t for group in re.findall(r"\[\w*:([A-Z_|]+)", code) for t in group.split("|")}
    asked = set(re.findall(r"\b[a-z]+\)?\.([a-z_]+)", code))

    assert (used - labels, tied - types, asked - fields) == (set(), set(), set())


def test_meeting_means_what_it_means_everywhere(question: Question) -> None:
    """Roles and statuses are written out, so that a file can be pasted into a prompt."""
    lists = [set(re.findall(r"'(\w+)'", found)) for found in
             re.findall(r"\[('[^\]]*)\]", question.text)]  # fmt: skip
    roles = [found for found in lists if found & {role.value for role in Role}]
    met = [found for found in lists if found & {status.value for status in MET}]
    sectors = [found for found in lists if found & {sector.value for sector in Sector}]

    assert all(found == {role.value for role in COUNTED_ROLES} for found in roles)
    assert all(found == {status.value for status in MET} for found in met)
    assert all(found == {s.value for s in Sector} - {"unknown"} for found in sectors)
    assert len(roles) == len(met) == int(".role IN" in question.text)


def test_a_question_is_read_from_its_file() -> None:
    text = (
        "// of_theme: what has a theme\n"
        "// params  : theme STRING, limit INT\n"
        "// returns : id, name\n"
        "MATCH (n)-[:ADDRESSES]->(:Theme {id: $theme})\n"
        "RETURN n.id AS id, n.name AS name\nORDER BY id\nLIMIT $limit\n"
    )

    assert parse_question("of_theme", text) == Question(
        name="of_theme",
        purpose="what has a theme",
        params={"theme": "STRING", "limit": "INT"},
        returns=("id", "name"),
        text=text,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MATCH (n) RETURN n\n",
        "// other: what\n// params  : none\n// returns : n\nMATCH (n) RETURN n\n",
        "// broken: what\n// returns : n\nMATCH (n) RETURN n\n",
        "// broken: what\n// params  : none\n// returns : n\n",
        "// broken: what\n// params  : \n// returns : n\nMATCH (n) RETURN n\n",
    ],
)
def test_a_file_without_its_header_is_refused(text: str) -> None:
    with pytest.raises(BadHeaderError, match=r"^broken\.cypher: expected three comments"):
        parse_question("broken", text)
