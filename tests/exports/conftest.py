"""The small graph of the lookup tests with names nobody should have, and real bundled samples.

Version 4 adds a public source whose names break whatever escapes too little. Versions 1 to 3 are
drawn in tests/lookup/conftest.py.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from importlib.resources import as_file
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat
from pyoxigraph import Store as TripleStore

from graph_schema.claims import Claim, Licence, Locator, RecordKey, SourceInfo
from graph_schema.vocabularies import Audience, Visibility
from importers.base import importers
from queries.exporting.selection import selected
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from queries.stores.base import Store
from queries.stores.opening import open_store
from service.exports.about import Export
from service.exports.linked_data import whole_graph
from service.importing import import_files
from tests.callers import caller_of
from tests.lookup.small_graph import (
    IMPORTER,
    Statements,
    almanac,
    diary,
    node_id,
    record,
    register,
)

BASE = "https://map.example/"
ODD = SourceInfo(
    name="odd", title_sv="Udda", title_en="Odd <&> ]]>", publisher="Ingen", url="not an address",
    retrieved="2026-11", licence=Licence(name="CC0", url="https://e.example/a b"),
    visibility=Visibility.PUBLIC, order=40,
)  # fmt: skip
NAMES = {
    "quotes": "\"citat\" 'x' \\ \\u0041",
    "lines": "en rad\r\noch en\ttill\n",
    "markup": "<b>&amp;</b> ]]> <!-- --> <?x?>",
    "arabic": "\u202eشبكة الابتكار الاجتماعي\u202c",
    "controls": "a\x01b\x0bc\x1fd\x7fe\x85f\u2028g\ufffeh",
    "astral": "\U0001f600 \U00020000 \u00e9 a|b",
    "formula": '=HYPERLINK("https://e.example";"x")',
    "guarded": "'+46 Tak",
    "apostrophe": "'s-Hertogenbosch",
    "long": "Lång " * 2_000 + "!",
}
IN_SPREADSHEETS = {
    **NAMES, "formula": "'" + NAMES["formula"], "guarded": "''+46 Tak",
    "apostrophe": "''s-Hertogenbosch",
}  # fmt: skip
"""The names as cells of a CSV file."""
ALIASES = ["-1", "@x", "a | b", "a", "c\\|d |", "en\nrad\\n", "'=1"]
IDS = {key: node_id(f"odd/act/{key}") for key in NAMES}


def odd() -> Statements:
    """Version 4."""
    says = Statements(ODD)
    for key, name in NAMES.items():
        says.says("act", key, name=name)
    says.says(
        "act", "web", name="Web", website="https://å.example/<a>?c=%zz&d=%C3%A5", start="1999"
    )
    says.says(
        "act", "script", name="Script", website="javascript:alert(1)", aliases=ALIASES,
        start="2005", end="2004-06",
    )  # fmt: skip
    says.says("col", "old", name="Gammal krets")
    part = {"role": "organiser", "status": "party"}
    says.claims += [
        dated("PARTICIPATES_IN", start="2001", end="2003-06", **part),
        dated("SUPPORTS"),
        dated("SUPPORTS", start="2005"),
        LOST,
    ]
    return says


def dated(kind: str, **fields: str) -> Claim:
    """A tie from Web to Gammal krets that has dates of its own."""
    ends = (RecordKey("odd", "Actor", "web"), RecordKey("odd", "Collaboration", "old"))
    return Claim(
        source="odd", record="web", kind=kind, key=f"web {fields}", ends=ends, published=fields,
        fields=fields, importer=IMPORTER, locator=Locator(pointer="/ties"),
    )  # fmt: skip


LOST = Claim(
    source="odd", record="web", kind="SUPPORTS", key="lost", published={"with": "Ingenting"},
    ends=(RecordKey("odd", "Actor", "web"), RecordKey("odd", "Collaboration", "nowhere")),
    fields={}, importer=IMPORTER, locator=Locator(pointer="/lost"),
)  # fmt: skip
"""A tie to something that no source describes."""


@pytest.fixture(scope="session")
def odd_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The four versions in an SQLite store."""
    store = open_store(f"sqlite://{tmp_path_factory.mktemp('store') / 'small.db'}")
    for statements in (register(), almanac(), diary(), odd()):
        record(store, statements)
    yield store
    store.shut()


@pytest.fixture(scope="session")
def library(odd_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The read models of the small store."""
    models = Library(odd_store, tmp_path_factory.mktemp("cache"))
    yield models
    models.close()


@pytest.fixture(scope="session")
def model(library: Library) -> ReadModel:
    """Version 2: what is public."""
    return library.at(2, Audience.PUBLIC)


@pytest.fixture(scope="session")
def odd_model(library: Library) -> ReadModel:
    """Version 4 for everybody."""
    return library.at(4, Audience.PUBLIC)


@pytest.fixture(scope="session")
def real_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadModel]:
    """The bundled regions and curated facts."""
    store = open_store(f"sqlite://{tmp_path_factory.mktemp('real') / 'real.db'}")
    for name in ("regions", "ecosystem_facts"):
        importer = importers()[name]
        with ExitStack() as files:
            paths = [files.enter_context(as_file(sample)) for sample in importer.samples()]
            import_files(store, importer, paths)
    models = Library(store, tmp_path_factory.mktemp("real_cache"))
    yield models.at(None, Audience.PUBLIC)
    models.close()
    store.shut()


@pytest.fixture(scope="session")
def bundled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the store of the bundled data lies."""
    return tmp_path_factory.mktemp("bundled")


@pytest.fixture(scope="session")
def bundled(bundled_folder: Path) -> Iterator[TripleStore]:
    """Everything that is bundled, exported and loaded by an engine that is not ours."""
    store = open_store(f"sqlite:///{bundled_folder / 'store.db'}")
    for importer in importers().values():
        with ExitStack() as files:
            paths = [files.enter_context(as_file(sample)) for sample in importer.samples()]
            if importer.manifest.bundled and paths:
                import_files(store, importer, paths)
    library = Library(store, bundled_folder / "cache")
    model = library.at(None, Audience.PUBLIC)
    found = TripleStore()
    lines = b"".join(whole_graph(Export(model, selected(model), BASE), "nt"))
    found.bulk_load(lines, format=RdfFormat.N_TRIPLES)
    yield found
    library.close()
    store.shut()


@pytest.fixture(scope="session")
def client(odd_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A caller of a service whose deployer has set a base address."""
    cache, named = tmp_path_factory.mktemp("served"), {"base_address": BASE, "token": "t" * 20}
    with caller_of(odd_store, cache, follow_redirects=False, **named) as caller:
        yield caller


@pytest.fixture(scope="session")
def client_without_base(
    odd_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """A caller of a service whose deployer has not."""
    cache = tmp_path_factory.mktemp("served")
    with caller_of(odd_store, cache, follow_redirects=False) as caller:
        yield caller
