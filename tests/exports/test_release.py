"""``ekokarta release``: a folder that can be cited, checked and never changed."""

import json
import shutil
import signal
import subprocess
import zipfile
from pathlib import Path

import pytest
import rdflib
import yaml
from rdflib import RDF, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, VOID

from queries.stores.opening import open_store
from tests.callers import caller_in
from tests.commands.command_line import CommandLine
from tests.commands.own_table import import_table
from tests.exports.conftest import BASE
from tests.lookup import small_graph as small

ROOT = Path(__file__).parents[2]
SPDX = Namespace("http://spdx.org/rdf/terms#")
SETTINGS = {"EKOKARTA_BASE_ADDRESS": BASE, "EKOKARTA_PUBLISHER": 'Kartan: "& Co" #1'}


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    """The command line on three versions, the last private."""
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    for statements in (small.register(), small.almanac(), small.diary()):
        small.record(store, statements)
    store.shut()
    return CommandLine(tmp_path, SETTINGS)


def test_a_version_is_frozen_with_its_checksums_and_citation(
    run: CommandLine, tmp_path: Path
) -> None:
    ended = run("release", tmp_path / "releases", "--as-of", "2")
    folder = tmp_path / "releases" / "ekokarta-v2"

    assert (ended.code, ended.out.split(": cite it as ")[1]) == (0, f"{BASE}dataset?as_of=2\n")
    assert {file.name for file in folder.iterdir()} == {
        "ekokarta-v2.nt", "ekokarta-v2.ttl", "ekokarta-v2.nq", "ekokarta-v2.zip", "dataset.ttl",
        "CITATION.cff", "datacite.json", "README.txt", "SHA256SUMS",
    }  # fmt: skip
    checked = subprocess.run(
        [shutil.which("sha256sum") or "sha256sum", "--strict", "-c", "SHA256SUMS"],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert checked.stdout.count(": OK") == 8
    cited = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["version"], cited["authors"], cited["type"]) == (
        "2", [{"name": 'Kartan: "& Co" #1'}], "dataset",
    )  # fmt: skip
    told = json.loads((folder / "datacite.json").read_text(encoding="utf-8"))
    assert (told["version"], told["publicationYear"]) == ("2", str(cited["date-released"])[:4])
    assert {right["rights"] for right in told["rightsList"]} == {
        "The register: CC0-1.0", "The almanac: CC-BY-4.0",
    }  # fmt: skip
    exported = run("export", "nt", "--as-of", "2").out.encode()
    assert (folder / "ekokarta-v2.nt").read_bytes() == exported
    entry = rdflib.Graph().parse(folder / "dataset.ttl")
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    for form, ending in {"nt": "nt", "turtle": "ttl", "nquads": "nq", "csv": "zip"}.items():
        file = URIRef(f"{BASE}api/v1/export/{form}?as_of=2")
        name = f"ekokarta-v2.{ending}"
        checksum = entry.value(file, SPDX.checksum)
        assert str(entry.value(file, DCAT.byteSize)) == str((folder / name).stat().st_size)
        assert str(entry.value(checksum, SPDX.checksumValue)) == sums[name]
        assert entry.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
    assert len(set(entry.subjects(SPDX.checksum))) == 4
    version = URIRef(ended.out.split(": cite it as ")[1].strip())
    files = (URIRef(f"{BASE}api/v1/export/{form}?as_of=2") for form in ("nt", "turtle", "json-ld"))
    triples = Literal(exported.count(b"\n"))
    assert dict(entry.subject_objects(VOID.triples)) == {
        subject: triples for subject in (version, *files)
    }
    assert str(entry.value(version, DCTERMS.identifier)) == str(version)
    released = {
        file: rdflib.Graph().parse(folder / file) for file in ("dataset.ttl", "ekokarta-v2.nt")
    }
    for graph in released.values():
        assert list(graph.subjects(RDF.type, VOID.Dataset)) == [version]
        assert list(graph.objects(version, URIRef(f"{DCAT}isVersionOf"))) == [URIRef(BASE)]
    assert not set(entry.subjects(RDF.type, DCAT.DataService))
    assert not set(entry.objects(None, VOID.sparqlEndpoint)), "an endpoint answers of the newest"


def test_its_hash_is_of_what_everybody_may_read(run: CommandLine, tmp_path: Path) -> None:
    """Version 3 added a private source and nothing else to version 2."""
    whole = run("status", "--json").json()["graph_hash"]
    told = []
    for version in ("2", "3"):
        assert run("release", tmp_path / "r", "--as-of", version).code == 0
        folder = tmp_path / "r" / f"ekokarta-v{version}"
        cited = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
        (said,) = [each for each in cited["identifiers"] if each["type"] == "other"]
        assert said["description"] == "hash of the graph"
        hashed = said["value"].removeprefix("sha256:")
        with zipfile.ZipFile(folder / f"ekokarta-v{version}.zip") as tables:
            beside = tables.read("README.txt").decode()
        grants = run("export", "360giving", "--as-of", version).json()["description"]
        readme = (folder / "README.txt").read_text(encoding="utf-8")
        for text in (beside, grants, readme):
            assert hashed in text
            assert whole not in text
        told.append(hashed)

    assert told[0] == told[1] != whole


@pytest.mark.usefixtures("run")
def test_where_nobody_says_who_publishes_it_no_host_is_made_an_author(tmp_path: Path) -> None:
    nobody = {name: value for name, value in SETTINGS.items() if "PUBLISHER" not in name}
    assert CommandLine(tmp_path, nobody)("release", tmp_path / "r").code == 0

    [folder] = (tmp_path / "r").iterdir()
    cited = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    told = json.loads((folder / "datacite.json").read_text(encoding="utf-8"))
    name = "The publisher is not stated"
    assert cited["authors"] == [{"name": name}]
    assert told["creators"] == [{"name": name, "nameType": "Organizational"}]
    assert told["publisher"] == {"name": name}


def test_an_address_for_a_doi_is_a_valid_one(tmp_path: Path) -> None:
    addresses = {
        "odd": "https://odda.example/a b?x=1&y=å", "plain": "https://x.example/%20?q=a+b",
        "letters": "https://exämple.se:8080/ö", "none": "på begäran", "no_host": "https://a b/",
    }  # fmt: skip
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    for name, url in addresses.items():
        licence = small.Licence(name="CC0-1.0", url=url)
        info = small.REGISTER.model_copy(update={"name": name, "url": url, "licence": licence})
        says = small.Statements(info)
        says.says("act", name, name=name)
        small.record(store, says)
    store.shut()

    assert CommandLine(tmp_path, SETTINGS)("release", tmp_path / "releases").code == 0

    told = json.loads((tmp_path / "releases" / "ekokarta-v5" / "datacite.json").read_text("utf-8"))
    valid = [
        "https://odda.example/a%20b?x=1&y=%C3%A5",
        "https://x.example/%20?q=a+b",
        "https://xn--exmple-cua.se:8080/%C3%B6",  # by idna.encode
    ]
    assert sorted(each["relatedIdentifier"] for each in told["relatedIdentifiers"]) == valid
    assert sorted(r["rightsUri"] for r in told["rightsList"] if "rightsUri" in r) == valid
    assert len(told["rightsList"]) == 4, "two have one title and licence, and no address"


def test_the_same_version_gives_the_same_bytes_and_is_never_written_over(
    run: CommandLine, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        assert run("release", tmp_path / name).code == 0

    again = run("release", tmp_path / "a")

    sums = [(tmp_path / name / "ekokarta-v3" / "SHA256SUMS").read_bytes() for name in ("a", "b")]
    assert sums[0] == sums[1]
    assert (again.code, "never changed" in again.err) == (2, True)
    assert [file.name for file in (tmp_path / "a").iterdir()] == ["ekokarta-v3"]
    assert "Hemligt" not in (tmp_path / "a" / "ekokarta-v3" / "ekokarta-v3.nt").read_text("utf-8")


def test_nothing_is_released_without_an_address_or_a_version(tmp_path: Path) -> None:
    without = CommandLine(tmp_path)("release", tmp_path / "r")
    empty = CommandLine(tmp_path, SETTINGS)("release", tmp_path / "r")

    assert (without.code, empty.code) == (2, 2)
    assert "EKOKARTA_BASE_ADDRESS" in without.err
    assert "there is no version to release" in empty.err
    assert not list(tmp_path.glob("r/*"))


def test_a_name_that_is_taken_is_told_and_nothing_is_left(run: CommandLine, tmp_path: Path) -> None:
    target, outside = tmp_path / "r" / "ekokarta-v3", tmp_path / "outside"
    target.parent.mkdir()
    target.symlink_to(outside)
    dangling, no_folder = run("release", target.parent), run("release", target)
    outside.mkdir()
    followed = run("release", target.parent)

    assert "is there and is no folder: name a folder" in no_folder.err
    for ended in (dangling, followed):
        assert (ended.code, ended.out) == (2, "")
        assert "is there already, and a release is never changed" in ended.err
    assert (list(outside.iterdir()), list(target.parent.iterdir())) == ([], [target])


def test_two_releases_at_once_are_one(run: CommandLine, tmp_path: Path) -> None:
    command = [*run.started, "release", str(tmp_path / "r")]
    both = [
        subprocess.Popen(
            command, env=run.environment(), cwd=ROOT, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    ended = [(process.communicate(timeout=300), process.returncode) for process in both]

    assert sorted(code for _, code in ended) == [0, 2]
    (refused,) = [said for (_, said), code in ended if code == 2]
    assert "is there already, and a release is never changed" in refused
    assert [file.name for file in (tmp_path / "r").iterdir()] == ["ekokarta-v3"]
    subprocess.run(
        [shutil.which("sha256sum") or "sha256sum", "--quiet", "-c", "SHA256SUMS"],
        cwd=tmp_path / "r" / "ekokarta-v3", check=True,
    )  # fmt: skip


def test_what_a_killed_release_left_goes_with_the_next(run: CommandLine, tmp_path: Path) -> None:
    dying = CommandLine(tmp_path, {**SETTINGS, "EKOKARTA_FAILPOINT": "target.written:3"})
    killed = dying("release", tmp_path / "r")
    left = [file.name for file in (tmp_path / "r").iterdir()]

    ended = run("release", tmp_path / "r")

    assert killed.code == -signal.SIGKILL
    assert len(left) == 1
    assert left[0].endswith(".part")
    assert ended.code == 0
    assert [file.name for file in (tmp_path / "r").iterdir()] == ["ekokarta-v3"]


MAPPING = '[file]\nheader_row = 1\n[project]\nname = "Projekt"\nstart = "Start"\n'


def test_the_version_before_is_the_last_that_was_published(tmp_path: Path) -> None:
    """An import that is refused takes a number, which is no version."""
    run = CommandLine(tmp_path, SETTINGS)
    import_table(run, "one", "One", MAPPING, ["Projekt;Start", "Alfa;2020"])
    for bad in ("a", "b"):
        refused = tmp_path / f"{bad}.csv"
        refused.write_text(f"Projekt;Start\nAlfa;2020\nBeta;{bad}\n", "utf-8")
        assert run("import", "table", "--mapping", tmp_path / "one.toml", refused).code == 1
    import_table(run, "two", "Two", MAPPING, ["Projekt;Start", "Beta;2021"])

    done = run("release", tmp_path / "releases")
    assert done.code == 0, done.err
    asked = {}
    with caller_in(tmp_path, base_address=BASE) as caller:
        for as_of in (None, 1, 4):
            params = {} if as_of is None else {"as_of": as_of}
            answer = caller.get("/dataset", params=params, headers={"Accept": "text/turtle"})
            asked[as_of] = before(rdflib.Graph().parse(data=answer.text))

    one, four = f"{BASE}dataset?as_of=1", f"{BASE}dataset?as_of=4"
    assert asked == {None: {(BASE, one)}, 1: set(), 4: {(four, one)}}
    entry = tmp_path / "releases" / "ekokarta-v4" / "dataset.ttl"
    assert before(rdflib.Graph().parse(entry)) == asked[4]


def before(graph: rdflib.Graph) -> set[tuple[str, str]]:
    """What leads to the version before it."""
    found = graph.subject_objects(URIRef(f"{DCAT}previousVersion"))
    return {(str(version), str(earlier)) for version, earlier in found}
