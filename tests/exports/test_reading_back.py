"""An export read back: the same graph, or a word on what is wrong and nothing stored."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse, serialize

from graph_schema.namespaces import RDF
from graph_schema.vocabularies import Audience
from queries.exporting.selection import selected
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from queries.stores.opening import open_store
from service.exports.about import Export
from service.exports.linked_data import whole_graph
from service.reading_back import import_linked_data
from tests.commands.command_line import CommandLine
from tests.exports.conftest import BASE

ENDINGS = {"nt": "nt", "turtle": "ttl", "json-ld": "jsonld", "nquads": "nq"}


def written(model: ReadModel, form: str, file: Path) -> Path:
    """The export of a model in a file."""
    file.write_bytes(b"".join(whole_graph(Export(model, selected(model), BASE), form)))
    return file


def read_back(file: Path, folder: Path) -> tuple[str, bytes]:
    """The hash of the graph of a new store that read the file, and its own export."""
    store = open_store(f"sqlite:///{folder / 'back.db'}")
    import_linked_data(store, [file])
    library = Library(store, folder / "cache")
    model = library.at(None, Audience.EVERYTHING)
    found = model.graph_hash, b"".join(whole_graph(Export(model, selected(model), BASE), "nt"))
    library.close()
    store.shut()
    return found


def as_before(lines: str) -> str:
    """The file as programs wrote it that called a version as the graph itself."""
    version = re.compile(rf"<{re.escape(BASE)}dataset\?as_of=[^>]*>")
    old = [line for line in lines.split("\n") if "isVersionOf>" not in line]
    return version.sub(f"<{BASE}>", "\n".join(old))


def without_its_history(lines: bytes) -> set[bytes]:
    """The triples but those that say when and as which version something was read, and for whom."""
    told = re.compile(
        rb"/id/runs/|dcat#version>|#(sinceVersion|dataVersion|importer)>|/terms/(issued|modified)>|#graphHash>|#file>|#audience>"
    )
    version = re.compile(rb"/dataset\?as_of=[^>]*>")
    return {version.sub(b"/>", line) for line in lines.splitlines() if not told.search(line)}


@pytest.mark.parametrize("form", ENDINGS)
def test_an_export_read_back_is_the_same_graph(
    odd_model: ReadModel, real_model: ReadModel, library: Library, tmp_path: Path, form: str
) -> None:
    private = library.at(4, Audience.EVERYTHING)
    for number, model in enumerate((private, odd_model, real_model)):
        folder = tmp_path / str(number)
        folder.mkdir()
        file = written(model, form, folder / f"all.{ENDINGS[form]}")

        found, again = read_back(file, folder)

        assert found == model.graph_hash
        before = b"".join(whole_graph(Export(model, selected(model), BASE), "nt"))
        assert without_its_history(again) == without_its_history(before)


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    """The command line on an empty store."""
    return CommandLine(tmp_path, {"EKOKARTA_BASE_ADDRESS": BASE})


def test_the_command_reads_it_once_and_says_so(
    odd_model: ReadModel, run: CommandLine, tmp_path: Path
) -> None:
    file = written(odd_model, "nt", tmp_path / "all.nt")

    dry = run("import", "rdf", file, "--dry-run", "--json")
    first, again = run("import", "rdf", file, "--json"), run("import", "rdf", file)

    assert [report["version"] for report in json.loads(dry.out)] == [None, None, None]
    reports = json.loads(first.out)
    assert [(r["source"], r["claims"], r["version"]) for r in reports] == [
        ("almanac", 9, 2), ("odd", 17, 2), ("register", 40, 2),
    ]  # fmt: skip
    assert again.out.count("nothing to do") == 3
    assert json.loads(run("search", "Delad vinst", "--json").out)[0]["label"] == "Project"


def test_a_part_restates_its_records_and_closes_no_others(
    odd_model: ReadModel, run: CommandLine, tmp_path: Path
) -> None:
    whole, part = tmp_path / "all.nt", tmp_path / "part.nt"
    run("import", "rdf", written(odd_model, "nt", whole))

    exported = run("export", "nt", "--sector", "public", "--output", part)
    report = run("import", "rdf", part, "--json")

    assert exported.code == 0
    assert sum(r["places_closed"] for r in json.loads(report.out)) == 0


def saying(line: str, **said: object) -> str:
    """The triple with another JSON object at its end."""
    subject, predicate, _ = line.split(" ", 2)
    return f"{subject} {predicate} {json.dumps(json.dumps(said))}^^<{RDF}JSON> ."


ALTERED: dict[str, Callable[[str], str]] = {
    "another name": lambda line: saying(line, name="Annat"),
    "another tie": lambda line: line.replace("/Actor/", "/Actor/x"),
    "another program": lambda line: line.replace("by hand 1", "by hand 2"),
    "row 0": lambda line: saying(line, file="f", row=0),
    "row 9": lambda line: saying(line, file="f", row=9),
    "a path": lambda line: line.replace('name\\":\\"', 'name\\":\\"a/'),
    "rank": lambda line: line.replace('order\\":', 'order\\":9999999'),
    "another licence": lambda line: line.replace("CC-BY-4.0", "none"),
    "a list": lambda line: line.replace('"{}"', '"[]"'),
    "another sum": lambda line: line.replace('> "', '> "0', 1),
    "nothing": lambda _: "",
}


def spoilt(lines: str, kind: str) -> str:
    """The export with one thing wrong."""
    kind, _, how = kind.partition(" ")
    first = next(line for line in lines.splitlines() if f"#{kind}>" in line)
    if how:
        return lines.replace(first, ALTERED[how](first))
    changed = {
        "published": first.replace('"{', '"{\\"a\\":\\"b\\",', 1),
        "interpreted": re.sub(r'"\{.*\}"', '"{\\\\"sector\\\\":\\\\"martian\\\\"}"', first),
        "states": first.replace("ontology#Actor", "ontology#Person"),
        "recordKey": "",
        "manifest": re.sub(r'"\{.*\}"', '"{}"', first),
        "locator": re.sub(r'"\{.*\}"', '"[1]"', first),
        "dataVersion": "",
    }[kind]
    return lines.replace(first, changed)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("published", "published”: found “"),
        ("interpreted", "interpreted”: "),
        ("states", "expected a type of node or tie"),
        ("recordKey", "recordKey”: expected exactly one value"),
        ("manifest", "expected what a manifest says"),
        ("locator", "expected a file and a place in it"),
        ("dataVersion", "expected one dataset (void:Dataset) with a data version"),
        ("interpreted another name", "by what it says"),
        ("beginsAt another tie", "by what it says"),
        ("importer another program", "by what it says"),
        ("locator row 9", "by what it says"),
        ("seal another sum", "by what it says"),
        ("locator row 0", "expected a file and a place in it"),
        ("locator nothing", "locator”: expected at least one value"),
        ("seal nothing", "one; a file that an earlier version wrote has none"),
        ("manifest another licence", "by what it says"),
        ("filters a list", "expected a JSON object"),
        ("manifest a path", "expected the source's own name"),
        ("manifest rank", "expected an order to 1,000,000"),
    ],
)
def test_a_changed_export_is_refused_and_nothing_is_stored(
    odd_model: ReadModel, run: CommandLine, tmp_path: Path, kind: str, told: str
) -> None:
    file = written(odd_model, "nt", tmp_path / "all.nt")
    file.write_text(spoilt(file.read_text(encoding="utf-8"), kind), encoding="utf-8")

    ended = run("import", "rdf", file)

    assert (ended.code, ended.out) == (1, "")
    assert told in " ".join(ended.err.split())
    assert "all.nt" in ended.err
    assert json.loads(run("status", "--json").out)["data_version"] == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("all.nt", b"", "a file with something in it"),
        ("all.nt", b"<https://a> <https://b> <https://c> .\n", "expected one dataset"),
        ("all.nt", b"half a li", "all.nt, row 1"),
        ("all.ttl", b"\x89PNG\r\n\x1a\n\x00\x00", "all.ttl, row 1"),
        ("all.jsonld", b'{"@context": "https://elsewhere.example/c.jsonld", "a": 1}', "all.jsonld"),
        ("all.jsonld", b"[" * 100_000, "all.jsonld"),
        ("all.csv", b"a;b", "a name that ends in one of .ttl, .nt, .nq, .jsonld, .json"),
    ],
)
def test_what_is_no_export_is_refused(
    run: CommandLine, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)

    ended = run("import", "rdf", tmp_path / name)

    assert (ended.code, ended.out) == (1, "")
    assert told in ended.err
    assert "Traceback" not in ended.err


def test_half_a_file_is_refused(odd_model: ReadModel, run: CommandLine, tmp_path: Path) -> None:
    for form in ("turtle", "json-ld"):
        file = written(odd_model, form, tmp_path / f"half.{ENDINGS[form]}")
        content = file.read_bytes()
        file.write_bytes(content[: len(content) // 2])

        ended = run("import", "rdf", file)

        assert (ended.code, ended.out) == (1, "")
        assert "export the file again; it must be whole and unchanged" in ended.err


def test_json_ld_is_the_same_graph_as_n_triples(odd_model: ReadModel, tmp_path: Path) -> None:
    forms = {"json-ld": RdfFormat.JSON_LD, "nt": RdfFormat.N_TRIPLES}

    found = [
        set(parse(written(odd_model, form, tmp_path / form).read_bytes(), format=kind))
        for form, kind in forms.items()
    ]

    assert found[0] == found[1]


def test_an_export_of_a_mapped_table_is_read_back(run: CommandLine, tmp_path: Path) -> None:
    table, mapping = tmp_path / "hosts.csv", tmp_path / "map.toml"
    table.write_text("Namn;Projekt\nFörening Å;Bron\n", encoding="utf-8")
    proposed = run("mapping", "propose", table, "--output", mapping)
    assert proposed.code == 0, proposed.err
    stored = run("import", "table", table, "--mapping", mapping)
    assert stored.code == 0, stored.err
    before = run("status", "--json").json()
    file, other = tmp_path / "all.ttl", CommandLine(tmp_path / "other", run.more)
    (tmp_path / "other").mkdir()
    assert run("export", "turtle", "--everything", "--output", file).code == 0

    ended = other("import", "rdf", file)

    assert ended.code == 0, ended.err
    assert other("status", "--json").json()["graph_hash"] == before["graph_hash"]


def test_places_read_and_claims_are_told_apart(run: CommandLine, tmp_path: Path) -> None:
    """Two projects in three rows: the first stands twice."""
    table, mapping, file = (tmp_path / name for name in ("hosts.csv", "map.toml", "all.nt"))
    table.write_text("Namn;Projekt\nA;Bron\nA;Vägen\nA;Bron\n", encoding="utf-8")
    assert run("mapping", "propose", table, "--output", mapping).code == 0
    other = CommandLine(tmp_path / "other", run.more)
    (tmp_path / "other").mkdir()

    read = run("import", "table", table, "--mapping", mapping, "--json").json()
    assert run("export", "nt", "--everything", "--output", file).code == 0
    back = other("import", "rdf", file, "--json").json()
    again = run("import", "table", table, "--mapping", mapping)

    told = ("rows_read", "places", "claims", "places_opened", "places_closed")
    assert [read[name] for name in told] == [3, 3, 2, 3, 0]
    assert [[each[name] for name in told] for each in back] == [[2, 3, 2, 3, 0]]
    assert f'#claimCount> "{back[0]["claims"]}"^^' in file.read_text(encoding="utf-8")
    assert "nothing to do" in again.out
    table.write_text("Namn;Projekt\nA;Bron\nA;Vägen\n", encoding="utf-8")
    shown = run("import", "table", table, "--mapping", mapping, "--complete").out
    assert [line.split() for line in shown.splitlines() if "table:hosts" in line] == [
        ["table:hosts", "2", "2", "2", "0", "1", "0", "2"]
    ]
    [header] = [line for line in shown.splitlines() if "source" in line]
    assert [name.strip() for name in re.split(r"\s{2,}", header.strip())] == [
        "source", "records", "places read", "of claims", "places new", "places gone", "rejected",
        "version",
    ]  # fmt: skip


def sorted_keys(text: str) -> str:
    """As ``jq -S`` writes it: everything by name, an id before a class."""
    return json.dumps(json.loads(text), sort_keys=True, indent=2, ensure_ascii=False)


def by_rdflib(text: str) -> str:
    """As another library writes the same graph: without context, in another order."""
    lines = serialize(
        (q.triple for q in parse(text, RdfFormat.JSON_LD)), format=RdfFormat.N_TRIPLES
    )
    graph = rdflib.Graph().parse(data=lines or b"", format="nt")
    return graph.serialize(format="json-ld")


def reversed_things(text: str) -> str:
    """The same things the other way round, the context last."""
    told = json.loads(text)
    return json.dumps({"@graph": told["@graph"][::-1], "@context": told["@context"]})


@pytest.mark.parametrize("tool", [sorted_keys, by_rdflib, reversed_things])
def test_json_ld_that_another_program_has_put_in_another_order_is_read(
    odd_model: ReadModel, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    file = written(odd_model, "json-ld", tmp_path / "all.jsonld")
    before = b"".join(whole_graph(Export(odd_model, selected(odd_model), BASE), "nt"))
    changed = tool(file.read_text(encoding="utf-8"))
    assert changed != file.read_text(encoding="utf-8")
    file.write_text(changed, encoding="utf-8")

    _, again = read_back(file, tmp_path)

    assert without_its_history(again) == without_its_history(before)


@pytest.mark.parametrize("form", ENDINGS)
def test_a_byte_order_mark_is_passed_over(odd_model: ReadModel, tmp_path: Path, form: str) -> None:
    file = written(odd_model, form, tmp_path / f"all.{ENDINGS[form]}")
    before = b"".join(whole_graph(Export(odd_model, selected(odd_model), BASE), "nt"))
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

    _, again = read_back(file, tmp_path)

    assert without_its_history(again) == without_its_history(before)


def test_json_ld_in_another_order_is_read_up_to_64_mib(
    odd_model: ReadModel, run: CommandLine, tmp_path: Path
) -> None:
    file = written(odd_model, "json-ld", tmp_path / "all.jsonld")
    text = sorted_keys(file.read_text(encoding="utf-8"))
    file.write_bytes(text.encode() + b" " * (64 << 20))

    ended = run("import", "rdf", file)

    assert (ended.code, ended.out) == (1, "")
    told = " ".join(ended.err.split())
    assert "or at most 64 MiB where another program has put it in another order" in told
    assert "turn it into N-Triples" in told
    assert json.loads(run("status", "--json").out)["data_version"] == 0


def test_a_file_with_nothing_in_it_says_so(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "none.nt"
    assert run("export", "nt", "--output", file).code == 0

    ended = run("import", "rdf", file)

    assert (ended.code, ended.out) == (0, "the file holds no claims: nothing to do\n")


def without_claims(lines: list[str]) -> list[str]:
    """Every third claim is gone."""
    claims = {line.split(" ", 1)[0] for line in lines if "/id/claims/" in line.split(" ", 1)[0]}
    gone = set(sorted(claims)[::3])
    return [line for line in lines if line.split(" ", 1)[0] not in gone]


def without_a_source(lines: list[str]) -> list[str]:
    """One source is not described."""
    return [line for line in lines if not line.startswith(f"<{BASE}id/sources/register>")]


def without_an_end(lines: list[str]) -> list[str]:
    """Cut at the end of a line, before the first source."""
    return [line for line in lines if line < f"<{BASE}id/sources/"]


@pytest.mark.parametrize("damage", [without_claims, without_a_source, without_an_end])
def test_a_file_of_which_a_part_is_missing_is_refused(
    odd_model: ReadModel,
    run: CommandLine,
    tmp_path: Path,
    damage: Callable[[list[str]], list[str]],
) -> None:
    whole = written(odd_model, "nt", tmp_path / "all.nt")
    assert run("import", "rdf", whole).code == 0
    part = tmp_path / "part.nt"
    lines = whole.read_text(encoding="utf-8").split("\n")  # names hold other ends of lines
    part.write_text("\n".join(damage(lines)) + "\n", encoding="utf-8")

    ended = run("import", "rdf", part)

    assert (ended.code, ended.out) == (1, "")
    assert "a part of the file is missing" in " ".join(ended.err.split())
    assert run("status", "--json").json()["data_version"] == 1


def test_a_line_without_end_and_a_second_file_are_refused(
    odd_model: ReadModel, run: CommandLine, tmp_path: Path
) -> None:
    huge, whole = tmp_path / "huge.nt", written(odd_model, "nt", tmp_path / "all.nt")
    huge.write_bytes(b'<https://a> <https://b> "' + b"x" * (17 << 20) + b'" .\n')
    own = CommandLine(run.folder, {**run.more, "TMPDIR": str(tmp_path / "own")})
    (tmp_path / "own").mkdir()

    lines, two = own("import", "rdf", huge), own("import", "rdf", whole, huge)

    assert (lines.code, two.code) == (1, 1)
    assert "lines of at most 16 MiB" in lines.err
    assert "one file: an export is one file" in two.err
    assert not list((tmp_path / "own").iterdir())


def test_a_file_of_before_versions_had_addresses_is_read(
    odd_model: ReadModel, tmp_path: Path
) -> None:
    file = written(odd_model, "nt", tmp_path / "old.nt")
    new = file.read_text(encoding="utf-8")
    file.write_text(as_before(new), encoding="utf-8")
    assert f"<{BASE}> <{BASE}ontology#dataVersion>" in file.read_text(encoding="utf-8")

    _, again = read_back(file, tmp_path)

    assert without_its_history(again) == without_its_history(new.encode())


def test_two_versions_in_one_file_are_refused(
    library: Library, run: CommandLine, tmp_path: Path
) -> None:
    models = (library.at(number, Audience.PUBLIC) for number in (2, 4))
    files = [written(m, "nt", tmp_path / f"{n}.nt") for n, m in enumerate(models)]
    both = tmp_path / "both.nt"
    both.write_bytes(b"".join(file.read_bytes() for file in files))

    ended = run("import", "rdf", both)

    assert (ended.code, ended.out) == (1, "")
    told = " ".join(ended.err.split())
    assert f"{BASE}dataset?as_of=2, {BASE}dataset?as_of=4" in told
    assert "expected one dataset (void:Dataset) with a data version" in told


def test_a_graph_made_by_other_rules_is_told(
    odd_model: ReadModel, run: CommandLine, tmp_path: Path
) -> None:
    file = written(odd_model, "nt", tmp_path / "all.nt")
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub('(#graphHash> ")[0-9a-f]{4}', r"\g<1>0000", text), encoding="utf-8")

    ended = run("import", "rdf", file)

    assert ended.code == 0
    assert "the file says 0000" in " ".join((ended.out + ended.err).split())
