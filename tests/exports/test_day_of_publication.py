"""The day of a version is that of Sweden wherever it stands, and asks for that version."""

import gzip
import json
from hashlib import sha256
from pathlib import Path

import pytest
import rdflib
import yaml
from lxml import etree
from rdflib import Literal
from rdflib.namespace import DCTERMS, XSD

from tests.callers import recorded
from tests.commands.command_line import CommandLine
from tests.exports.conftest import BASE
from tests.lookup import small_graph as small

MOMENTS = [[1, "2025-12-31T12:00:00.000000Z"], [2, "2025-12-31T23:30:00.000000Z"]]
DAY = "2026-01-01"  # 00:30 in Sweden, an hour ahead of UTC in winter
LATE = {"EKOKARTA_BASE_ADDRESS": BASE}


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    """The command line on two versions, the second published half an hour into a year."""
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    after.mkdir()
    recorded(before, small.register(), small.almanac())
    assert CommandLine(before)("dump", tmp_path / "dump").code == 0
    lines = gzip.decompress((tmp_path / "dump").read_bytes()).splitlines(keepends=True)
    lines[0] = json.dumps(json.loads(lines[0]) | {"published": MOMENTS}).encode() + b"\n"
    last = json.loads(lines[-1]) | {"sha256": sha256(b"".join(lines[:-1])).hexdigest()}
    moved = b"".join([*lines[:-1], json.dumps(last).encode() + b"\n"])
    (tmp_path / "moved").write_bytes(gzip.compress(moved))
    command = CommandLine(after, LATE)
    assert command("load", tmp_path / "moved").code == 0
    return command


def test_every_date_of_a_release_asks_for_that_release(run: CommandLine, tmp_path: Path) -> None:
    assert run("release", tmp_path / "r").code == 0

    folder = tmp_path / "r" / "ekokarta-v2"
    cited = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    assert str(cited["date-released"]) == DAY
    told = json.loads((folder / "datacite.json").read_text("utf-8"))
    assert told["dates"] == [{"date": DAY, "dateType": "Issued"}]
    assert told["publicationYear"] == "2026"
    entry = rdflib.Graph().parse(folder / "dataset.ttl")
    days = [day for day in entry.objects(None, DCTERMS.modified) if day.datatype == XSD.date]
    assert days == [Literal(DAY, datatype=XSD.date)]
    gexf = etree.fromstring(run("export", "gexf").out.encode())
    assert gexf[0].get("lastmodifieddate") == DAY
    assert json.loads(run("export", "360giving").out)["issued"] == DAY
    of_the_day = run("export", "nt", "--as-of", DAY)
    assert (of_the_day.code, of_the_day.out) == (0, (folder / "ekokarta-v2.nt").read_text("utf-8"))


def test_the_day_before_answers_with_the_version_before(run: CommandLine) -> None:
    found = [run("export", "nt", "--as-of", asked).out for asked in ("2025-12-31", "1")]

    assert found[0] == found[1]
    assert f"{BASE}dataset?as_of=1" in found[0]
