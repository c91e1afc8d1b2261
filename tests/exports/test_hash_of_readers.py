"""The hash of the graph is of what its reader may read: it tells no secret, and is checked."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from queries.stores.base import Store
from tests.callers import caller_of, store_in
from tests.commands.command_line import CommandLine
from tests.exports.conftest import BASE
from tests.lookup.small_graph import Statements, almanac, diary, register

TOKEN = "t" * 20
OPENED = {"Authorization": f"Bearer {TOKEN}"}
ADDRESSES = (
    "/api/v1/status", "/api/v1/sources", "/dataset", "/dataset?as_of=3", "/",
    "/api/v1/views/timeline.xlsx", "/api/v1/views/coverage.xlsx",
    *(f"/api/v1/export/{form}" for form in (
        "nt", "turtle", "nquads", "json-ld", "csv", "xlsx", "graphml", "gexf", "edges", "ucinet",
        "kumu", "kumu-xlsx", "360giving", "sqlite",
    )),
)  # fmt: skip
"""Where anybody may look for a hash."""


@pytest.fixture
def mixed(tmp_path: Path) -> Iterator[Store]:
    """Two public sources and the private diary, in version 3."""
    (tmp_path / "mixed").mkdir()
    with store_in(tmp_path / "mixed", register(), almanac(), diary()) as store:
        yield store


@pytest.fixture
def client(mixed: Store, tmp_path: Path) -> Iterator[TestClient]:
    """A caller of a service on it."""
    with caller_of(mixed, tmp_path / "mixed" / "cache", base_address=BASE, token=TOKEN) as caller:
        yield caller


def guessed(place: Path, *private: Statements) -> str:
    """The hash that somebody gets who puts what is public and a guess into a store of their own."""
    place.mkdir()
    with store_in(place, register(), almanac(), *private):
        hashed: str = CommandLine(place)("status", "--json").json()["graph_hash"]
    return hashed


def unpacked(content: bytes) -> bytes:
    """The bytes with those of every file in them, where they are a zip."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        return b"\n".join(unpacked(files.read(name)) for name in files.namelist())


def test_no_guess_of_what_is_private_is_confirmed(client: TestClient, tmp_path: Path) -> None:
    wrong = diary()
    wrong.claims = [
        replace(c, fields={**c.fields, "name": "Fel gissat"}) if "name" in c.fields else c
        for c in wrong.claims
    ]
    nothing = guessed(tmp_path / "nothing")
    off, right = guessed(tmp_path / "off", wrong), guessed(tmp_path / "right", diary())

    told = client.get("/api/v1/status").json()["graph_hash"]

    assert len({nothing, off, right}) == 3
    assert told == nothing
    assert client.get("/api/v1/status", headers=OPENED).json()["graph_hash"] == right
    assert CommandLine(tmp_path / "mixed")("status", "--json").json()["graph_hash"] == right
    for address in ADDRESSES:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.text)
        assert right.encode() not in unpacked(answer.content), address


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize("form", ["nt", "turtle", "json-ld", "nquads"])
def test_what_everybody_may_read_is_checked_when_it_is_read_back(
    client: TestClient, tmp_path: Path, form: str
) -> None:
    ending = {"turtle": "ttl", "json-ld": "jsonld", "nquads": "nq"}.get(form, form)
    file, empty = tmp_path / f"public.{ending}", tmp_path / "empty"
    empty.mkdir()
    told = client.get("/api/v1/status").json()["graph_hash"]
    file.write_bytes(client.get(f"/api/v1/export/{form}").content)
    line = CommandLine(empty, {"EKOKARTA_BASE_ADDRESS": BASE})

    ended = line("import", "rdf", file, "--json")

    assert ended.code == 0, ended.err
    assert told.encode() in file.read_bytes()
    assert [report["note"] for report in json.loads(ended.out)] == [None, None]
    assert line("status", "--json").json()["graph_hash"] == told
