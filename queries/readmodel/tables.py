"""The tables of a read model, derived from the node and edge types."""

from collections.abc import Iterator, Sequence

from graph_schema.base import Column, ColumnKind, Edge, Node, Typed

FIXED = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, info TEXT NOT NULL,
  counts TEXT NOT NULL DEFAULT '{}');
CREATE TABLE run (id TEXT PRIMARY KEY, source TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE node (n INTEGER PRIMARY KEY, id TEXT NOT NULL, label TEXT NOT NULL,
  name TEXT NOT NULL, names TEXT NOT NULL, codes TEXT NOT NULL, folded TEXT);
CREATE TABLE claim (n INTEGER PRIMARY KEY, id TEXT NOT NULL, source INTEGER NOT NULL,
  record TEXT NOT NULL, kind TEXT NOT NULL, importer TEXT NOT NULL, since INTEGER NOT NULL,
  actors TEXT, body TEXT NOT NULL);
CREATE TABLE sighting (claim INTEGER NOT NULL, nth INTEGER NOT NULL, run TEXT NOT NULL,
  file TEXT NOT NULL, locator TEXT NOT NULL);
CREATE TABLE member (id TEXT NOT NULL, canonical TEXT NOT NULL, PRIMARY KEY (id, canonical))
  WITHOUT ROWID;
CREATE TABLE gone_tie (id TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL,
  from_id TEXT NOT NULL, to_id TEXT NOT NULL, told TEXT NOT NULL, since INTEGER NOT NULL,
  PRIMARY KEY (id, one, other)) WITHOUT ROWID;
CREATE TABLE former_tie (id TEXT NOT NULL, canonical TEXT NOT NULL, n INTEGER NOT NULL,
  first INTEGER NOT NULL, PRIMARY KEY (id, canonical)) WITHOUT ROWID;
CREATE TABLE judgement (id TEXT PRIMARY KEY, one TEXT NOT NULL, other TEXT NOT NULL,
  made TEXT NOT NULL, in_force INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stated (owner INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE code (key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE facet (facet TEXT NOT NULL, value TEXT NOT NULL, first INTEGER NOT NULL,
  last INTEGER NOT NULL, PRIMARY KEY (facet, value)) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5(names, codes, folded, labels, content='', columnsize=0,
  prefix='1 2 3', tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE prose USING fts5(words, content='', columnsize=0,
  tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab('search', 'col');
CREATE TABLE word (term TEXT PRIMARY KEY, documents INTEGER NOT NULL) WITHOUT ROWID;
"""
INDEXES = """
CREATE UNIQUE INDEX node_by_id ON node (id);
CREATE UNIQUE INDEX sighting_by_claim ON sighting (claim, nth);
CREATE INDEX member_by_canonical ON member (canonical);
CREATE INDEX first_id_of_tie ON former_tie (n) WHERE first;
"""
ENDS = ("n", "id", "from_node", "to_node")
"""What every edge's table has beside its own fields; ``n`` counts on from the nodes."""


def node_table(kind: type[Node]) -> str:
    """The name of a node type's table."""
    return f"node_{kind.LABEL.lower()}"


def edge_table(kind: type[Edge]) -> str:
    """The name of an edge type's table."""
    return f"edge_{kind.LABEL.lower()}"


def create(node_types: Sequence[type[Node]], edge_types: Sequence[type[Edge]]) -> Iterator[str]:
    """Every statement that makes an empty model: fixed tables, one per type, views over them."""
    yield from (s for s in FIXED.split(";\n") if s.strip())
    for node in node_types:
        yield f'CREATE TABLE "{node_table(node)}" (n INTEGER PRIMARY KEY, {_columns(node)})'
    for edge in edge_types:
        yield (
            f'CREATE TABLE "{edge_table(edge)}" (n INTEGER PRIMARY KEY, id TEXT NOT NULL, '
            f"from_node INTEGER NOT NULL, to_node INTEGER NOT NULL, {_columns(edge)})"
        )
    yield _view("node_fields", [("n", _object(t), node_table(t)) for t in node_types])
    ends = ", ".join(ENDS)
    yield _view(
        "edge", [(f"{ends}, '{t.LABEL}' AS type", _object(t), edge_table(t)) for t in edge_types]
    )


def index(edge_types: Sequence[type[Edge]]) -> Iterator[str]:
    """The indexes, made once the rows are in."""
    yield from (s for s in INDEXES.split(";\n") if s.strip())
    for edge in edge_types:
        name = edge_table(edge)
        yield f'CREATE UNIQUE INDEX "{name}_by_id" ON "{name}" (id)'


def insert(table: str, columns: Sequence[str]) -> str:
    """Insert one row; the names come from the types, the values are parameters."""
    return f"{insert_into(table, columns)} VALUES ({', '.join('?' * len(columns))})"


def insert_into(table: str, columns: Sequence[str]) -> str:
    """The beginning of every insertion."""
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO main."{table}" ({names})'


def searched(kind: type[Node]) -> tuple[list[str], list[str]]:
    """The searched fields beside the names: codes, and longer text."""
    columns = [c for c in kind.columns() if c.term.search and c.name not in ("name", "aliases")]
    codes = [c.name for c in columns if _is_code(c)]
    return codes, [c.name for c in columns if c.name not in codes]


def _is_code(column: Column) -> bool:
    return (column.term.rdf or "").endswith(("number", "notation"))


def _columns(kind: type[Typed]) -> str:
    return ", ".join(
        f'"{c.name}" {"INTEGER" if c.kind is ColumnKind.INTEGER else "TEXT"}'
        for c in kind.columns()
    )


def _object(kind: type[Typed]) -> str:
    pairs = (
        f"'{c.name}', json(\"{c.name}\")"
        if c.kind is ColumnKind.LIST
        else f"'{c.name}', \"{c.name}\""
        for c in kind.columns()
    )
    return f"json_object({', '.join(pairs)})"


def _view(name: str, arms: list[tuple[str, str, str]]) -> str:
    """One view over the tables of all types; the names come from the types."""
    selects = (f'SELECT {own}, {fields} AS fields FROM "{table}"' for own, fields, table in arms)  # noqa: S608
    return f"CREATE VIEW {name} AS " + " UNION ALL ".join(selects)
