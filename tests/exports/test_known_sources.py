"""An export read back into a store that knows its sources: what it may change there, and what not.

What the store has of a source is newer, or only for some: a file opens nothing, and closes what
came after it only where that is asked for.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from graph_schema.claims import Licence
from graph_schema.vocabularies import Audience, Visibility
from queries.exporting.selection import selected
from queries.ledger import declared, latest_run
from queries.readmodel.library import Library
from queries.stores.base import Store
from queries.stores.opening import open_store
from service.exports.about import Export
from service.exports.linked_data import whole_graph
from service.importing import withdraw_run
from tests.commands.command_line import CommandLine
from tests.exports.conftest import BASE
from tests.lookup.small_graph import Statements, almanac, record, register

MEETING = "Frukost om arbete"  # which only the almanac states


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    """The command line on a store of the test's own."""
    return CommandLine(tmp_path, {"EKOKARTA_BASE_ADDRESS": BASE})


@pytest.fixture
def store(tmp_path: Path, run: CommandLine) -> Iterator[Store]:
    """Versions 1 and 2: the register and the almanac, both public."""
    opened = open_store(f"sqlite:///{run.folder / 'store.db'}")
    record(opened, register())
    record(opened, almanac())
    yield opened
    opened.shut()


def exported(store: Store, folder: Path) -> Path:
    """The export of everything the store has now."""
    folder.mkdir(exist_ok=True)
    library = Library(store, folder / "made")
    with library.at(None, Audience.PUBLIC) as model:
        written = folder / "all.nt"
        written.write_bytes(b"".join(whole_graph(Export(model, selected(model), BASE), "nt")))
    library.close()
    return written


@pytest.fixture
def file(store: Store, tmp_path: Path) -> Path:
    """The export of version 2."""
    return exported(store, tmp_path)


def from_elsewhere(folder: Path) -> Path:
    """The export of another store that was made later, with the same sources."""
    folder.mkdir()
    other = open_store(f"sqlite:///{folder / 'store.db'}")
    record(other, register())
    record(other, almanac())
    written = exported(other, folder)
    other.shut()
    return written


def almanac_with(**fields: object) -> Statements:
    """The almanac under another manifest."""
    says = almanac()
    says.info = says.info.model_copy(update=fields)
    return says


def manifest_of_almanac(store: Store) -> object:
    """What the store has of it."""
    latest = latest_run(store, "almanac")
    assert latest is not None
    return declared(latest)


def test_a_file_opens_no_source_that_is_private_here(
    store: Store, run: CommandLine, tmp_path: Path
) -> None:
    private = almanac_with(visibility=Visibility.PRIVATE)
    record(store, private)
    later = from_elsewhere(tmp_path / "other")

    ended = run("import", "rdf", later, "--accept-closing")

    assert (ended.code, ended.out) == (1, "")
    assert "almanac is private here and public in all.nt" in " ".join(ended.err.split())
    assert manifest_of_almanac(store) == private.info
    assert store.head() == 3


def test_a_file_opens_no_source_whose_private_runs_were_withdrawn(
    run: CommandLine, tmp_path: Path
) -> None:
    store = open_store(f"sqlite:///{run.folder / 'store.db'}")
    record(store, register())
    withdraw_run(store, record(store, almanac_with(visibility=Visibility.PRIVATE)))
    later = from_elsewhere(tmp_path / "other")

    ended = run("import", "rdf", later)
    at_two = run("export", "gexf", "--as-of", "2")

    assert (ended.code, ended.out) == (1, "")
    assert "almanac is private here and public in all.nt" in " ".join(ended.err.split())
    assert ("Delad vinst" in at_two.out, MEETING in at_two.out) == (True, False)
    assert store.head() == 3
    store.shut()


@pytest.mark.parametrize("when", ["before", "after"])
def test_nor_one_that_is_private_by_a_withdrawn_run_alone(
    store: Store, run: CommandLine, tmp_path: Path, when: str
) -> None:
    before = exported(store, tmp_path)
    private = almanac_with(visibility=Visibility.PRIVATE)
    private.says("act", "later", name="En senare förening")
    withdraw_run(store, record(store, private))
    file = before if when == "before" else from_elsewhere(tmp_path / "other")

    ended = run("import", "rdf", file)
    shown = [run("export", "gexf", "--as-of", str(version)).out for version in (2, 3, 4)]

    assert ended.code == (0 if when == "before" else 1)
    assert ["Delad vinst" in text for text in shown] == [True] * 3
    assert [MEETING in text or "En senare" in text for text in shown] == [False] * 3
    assert store.head() == 4


def test_it_is_the_moment_that_makes_a_file_older_not_how_it_is_written(
    store: Store, file: Path, run: CommandLine
) -> None:
    """RDF writes .120 as .12, and as a text .12Z comes after .125Z."""
    other = almanac_with(licence=Licence(name="other"), title_en="Another")
    record(store, other)
    with closing(sqlite3.connect(run.folder / "store.db")) as database, database:
        moment = "2026-01-01T00:00:00.125Z"
        database.execute("UPDATE publication SET instant = ? WHERE version = 3", (moment,))
    text = file.read_text(encoding="utf-8")
    published = re.search(r'terms/modified> "([^"]+)"', text)
    assert published is not None
    file.write_text(text.replace(published[1], "2026-01-01T00:00:00.12Z"), encoding="utf-8")

    told = [report["note"] for report in run("import", "rdf", file, "--json").json()]

    assert (told, manifest_of_almanac(store)) == (["nothing changed"] * 2, other.info)


def test_a_file_of_all_brings_its_manifests_if_it_is_newer_and_the_report_says_so(
    store: Store, file: Path, run: CommandLine, tmp_path: Path
) -> None:
    other = almanac_with(licence=Licence(name="other"), title_en="Another")
    record(store, other)

    before = [report["note"] for report in run("import", "rdf", file, "--json").json()]
    kept = manifest_of_almanac(store)
    later = run("import", "rdf", from_elsewhere(tmp_path / "other"), "--json").json()

    assert (before, kept) == (["nothing changed"] * 2, other.info)
    assert {report["source"]: report["note"] for report in later} == {
        "almanac": "the manifest now says another title_en, licence",
        "register": None,
    }
    assert manifest_of_almanac(store) == almanac().info


def test_a_narrowed_file_leaves_the_manifests_alone(
    store: Store, file: Path, run: CommandLine, tmp_path: Path
) -> None:
    part = tmp_path / "part.nt"
    assert run("export", "nt", "--sector", "public", "--output", part).code == 0
    other = almanac_with(licence=Licence(name="other"))
    record(store, other)

    reports = run("import", "rdf", part, "--json").json()

    assert [report["note"] for report in reports] == ["nothing changed"] * len(reports)
    assert manifest_of_almanac(store) == other.info


def test_a_file_from_before_closes_what_came_after_only_when_asked(
    store: Store, file: Path, run: CommandLine
) -> None:
    more = almanac()
    more.says("act", "later", name="En senare förening")
    record(store, more)

    refused = run("import", "rdf", file)
    said = " ".join(refused.err.split())
    head = store.head()
    asked = json.loads(run("import", "rdf", file, "--accept-closing", "--json").out)

    assert (refused.code, refused.out, head) == (1, "", 3)
    assert "1 statements that are not in it would no longer stand, and 0 that" in said
    assert "repeat with --accept-closing" in said
    assert [(r["source"], r["places_closed"]) for r in asked] == [("almanac", 1), ("register", 0)]


def as_written_before(text: str) -> str:
    """As earlier programs wrote it: the version was said to be issued when it was published."""
    first = [line for line in text.splitlines(keepends=True) if "terms/issued>" in line]
    assert len(first) == 1
    return text.replace(first[0], "").replace("terms/modified>", "terms/issued>")


@pytest.mark.parametrize("as_written", [str, as_written_before], ids=["now", "before"])
def test_a_file_from_before_does_not_bring_back_what_was_taken_back(
    store: Store, run: CommandLine, tmp_path: Path, as_written: Callable[[str], str]
) -> None:
    more = almanac()
    more.says("act", "later", name="En senare förening")
    record(store, more)
    before = exported(store, tmp_path)
    before.write_text(as_written(before.read_text(encoding="utf-8")), encoding="utf-8")
    record(store, almanac())

    refused = run("import", "rdf", before)
    head = store.head()
    asked = json.loads(run("import", "rdf", before, "--accept-closing", "--json").out)

    assert (refused.code, refused.out, head) == (1, "", 4)
    assert "and 1 that do not stand here would." in " ".join(refused.err.split())
    assert [(r["source"], r["places_opened"]) for r in asked] == [("almanac", 1), ("register", 0)]


@pytest.mark.parametrize(
    "moment", ["2026-13-45T12:00Z", "2026-02-30T12:00:00Z", "2026-11-26T24:00:01Z"]
)
def test_a_moment_of_no_day_there_is_names_the_file(
    file: Path, run: CommandLine, moment: str
) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'(terms/modified> )"[^"]+"', rf'\1"{moment}"', text), encoding="utf-8")

    ended = run("import", "rdf", file)

    assert (ended.code, ended.out) == (1, "")
    said = " ".join(ended.err.split())
    assert (file.name in said, f"found “{moment}”" in said) == (True, True)
    assert "an instant such as 2026-11-26T12:00Z" in said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('retrieved\\":\\"2026-01-15', 'retrieved\\":\\"sometime', "what a manifest says"),
        ("2015,2021", "2015,99999999999999999999", "what a manifest says"),
        ('terms/modified> "2', 'terms/modified> "soon 2', "an instant such as 2026-11-26T12:00Z"),
    ],
)
def test_what_no_export_could_hold_later_is_refused_now(
    file: Path, run: CommandLine, before: str, after: str, said: str
) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(before, after), encoding="utf-8")

    ended = run("import", "rdf", file)

    assert before in text
    assert (ended.code, ended.out) == (1, "")
    assert f"expected {said}" in " ".join(ended.err.split())
