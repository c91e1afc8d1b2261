"""`ekokarta demo`: what a new user sees first."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from graph_schema.ids import canonical_json
from queries.projection.rules import RULES
from queries.stores.opening import open_store
from tests.commands.command_line import CommandLine

ROOT = Path(__file__).parents[2]
SOURCES = files("importers.sources")


def demo(folder: Path) -> str:
    """Run the demo in a folder, without serving; what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", "from service.cli import main; main()", "demo", "--no-serve"],
        cwd=folder,
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("EKOKARTA_")},
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows_of(source: str, name: str) -> int:
    """How many records a bundled file holds, counted without our reading layer."""
    text = SOURCES.joinpath(source, name).read_text(encoding="utf-8-sig")
    if name.endswith(".csv"):
        delimiter = ";" if source == "esf_export" else ","
        return len(list(csv.reader(text.splitlines(), delimiter=delimiter))) - 1
    found = json.loads(text)
    if isinstance(found, dict) and "features" in found:
        found = found["features"]
    return len(found)


def test_the_demo_loads_every_sample_once_and_says_what_the_gap_table_can_tell(
    tmp_path: Path,
) -> None:
    first = demo(tmp_path)
    again = demo(tmp_path)

    table = {
        words[0]: [int(word) for word in words[1:]]
        for line in first.split("In the graph")[1].splitlines()
        if len(words := line.split()) == 8 and words[1].isdigit()
    }
    assert {name: counts[0] for name, counts in table.items()} == {
        "regions": rows_of("regions", "regions.geojson"),
        "agencies_esv": rows_of("agencies_esv", "esv.json"),
        "agencies_scb": rows_of("agencies_scb", "scb.json"),
        "ror": rows_of("ror", "ror_se_v2.json"),
        "esf_record": 1,
        "esf_export": rows_of("esf_export", "projektbanken.csv"),
        "sector_curation": rows_of("sector_curation", "decisions.csv"),
        "almedalen": rows_of("almedalen", "events.json"),
        "ecosystem_facts": rows_of("ecosystem_facts", "facts.csv"),
    }
    assert [counts[-1] for counts in table.values()] == [0] * 9  # nothing rejected
    assert table["almedalen"][3] == 430  # one collaboration per event
    assert "Too little data (lists of participants are missing)" in first
    assert "Why the data does not suffice: of the arenas behind these pairs" in first
    assert "10 of 10 pairs of sectors could be tested" in first
    assert again.count("nothing to do") == 9
    assert again.split("In the graph")[1] == first.split("In the graph")[1]

    # An earlier program kept no number of its rules: the demo makes its own store anew.
    with closing(sqlite3.connect(tmp_path / ".demo" / "ekokarta.db")) as database, database:
        database.execute("DELETE FROM made_by")
    anew = demo(tmp_path)
    assert anew.split("In the graph")[1] == first.split("In the graph")[1].replace(
        "version 9", "version 10"
    )

    # Two organisations are shortened to SKR in the bundled sources, and stay two.
    store = {"EKOKARTA_STORE": f"sqlite:///{tmp_path / '.demo' / 'ekokarta.db'}"}
    ekokarta = CommandLine(tmp_path / ".demo", store)
    hits = ekokarta("search", "SKR", "--json").json()
    assert [(hit["name"], hit["matched"]) for hit in hits] == [
        ("Sveriges Kommuner och Regioner", "SKR"),
        ("Unizon", "SKR"),
    ]
    assert [case for case in ekokarta("review", "--json").json() if case["about"] == "SKR"] == [
        {
            "rule": "one abbreviation, several actors",
            "about": "SKR",
            "records": [
                "almedalen/Actor/sveriges kommuner och landsting",
                "almedalen/Actor/sveriges kvinno- och tjejjourers riksförbund",
            ],
        }
    ]

    # The same claims make the same graph for as long as the rules have the same number. Where only
    # the graph differs from what stands here, raise RULES (queries/projection/rules.py), or stores
    # made before are taken for made by the present rules; then, or where the claims differ because
    # bundled data or how it is read changed, note here what is printed.
    graph = ekokarta("status", "--json").json()["graph_hash"]
    assert (_claims_of(tmp_path / ".demo"), RULES, graph) == (
        "d63130f3d54e132713aa130a3d9926d57492dff148d3f197c47351854a506b6c",
        1,
        "752f0bbb042520d5a968aa561b6ca5b8d58bf80ead2cd1024492c4953d6cdc97",
    )


def _claims_of(folder: Path) -> str:
    """What the claims in force say, as one hash."""
    store = open_store(f"sqlite:///{folder / 'ekokarta.db'}")
    said = [(row.key, canonical_json(row.body)) for row in store.rows("claim")]
    store.shut()
    return sha256(repr(said).encode()).hexdigest()
