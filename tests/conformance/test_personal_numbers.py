"""A personal number in any field of any source reaches no claim: not a value, a key nor a place."""

import json
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from graph_schema.claims import Claim
from importers.base import importers
from importers.run import run

NUMBERS = ("19811228-9874", "8112289874")  # often used as an example; nobody has it
DIGITS = ("811228-9874", "8112289874")
SOURCES = ("agencies_esv", "agencies_scb", "ror", "almedalen")
RECORDS = 25
WHOLE = TypeAdapter(Claim)


class Kept:
    """Keeps the claims of a run."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []

    def record(self, claim: Claim, file: str) -> None:
        """Keep one."""
        self.claims.append(claim)


def texts(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where text stands in a record."""
    if isinstance(value, dict):
        return [p for key, inner in value.items() for p in texts(inner, (*path, key))]
    if isinstance(value, list):
        return [p for place, inner in enumerate(value) for p in texts(inner, (*path, place))]
    return [path] if isinstance(value, str) else []


def with_number(record: Any, path: tuple[Any, ...], number: str) -> Any:
    """A copy of the record with the number behind one text."""
    copy = json.loads(json.dumps(record))
    inner = copy
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = f"{inner[path[-1]]} {number}"
    return copy


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("name", SOURCES)
def test_a_personal_number_in_any_field_reaches_no_claim(
    name: str, number: str, tmp_path: Path
) -> None:
    importer = importers()[name]
    with as_file(importer.samples()[0]) as sample:
        records = json.loads(sample.read_text(encoding="utf-8"))
    named = isinstance(records, dict)
    pairs = list(records.items() if named else enumerate(records))[:RECORDS]
    kept, tried = Kept(), 0
    for place in range(max(len(texts(record)) for _, record in pairs)):
        changed = [
            (key, with_number(record, texts(record)[place], number))
            for key, record in pairs
            if place < len(texts(record))
        ]
        path = tmp_path / f"{place}.json"
        content: Any = dict(changed) if named else [record for _, record in changed]
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        tried += 1
        run(importer, [path], kept, keep_going=True)

    said = [WHOLE.dump_json(claim).decode() for claim in kept.claims]
    assert tried > 3
    assert len(said) > RECORDS
    assert [text for text in said if any(digits in text for digits in DIGITS)] == []
