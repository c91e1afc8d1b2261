"""What a source makes of a file, for the tests of single sources."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from graph_schema.claims import Claim
from importers.base import ClaimMaker, importers
from importers.errors import BadInputError
from importers.files import SourceFile


def bundled(source: str) -> bytes:
    """The bytes of the source's one bundled file."""
    (sample,) = importers()[source].samples()
    return sample.read_bytes()


def claims_of(source: str, data: bytes | None = None) -> list[Claim]:
    """All claims from this file, or from the bundled one."""
    return list(_claims(source, bundled(source) if data is None else data))


def refusal(source: str, data: Any) -> str:
    """The message of the error that this file, or this value written as JSON, is refused with."""
    raw = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()
    with pytest.raises(BadInputError) as refused:
        claims_of(source, raw)
    return str(refused.value)


def node(claims: list[Claim], key: str) -> Claim:
    """The one node claim with this key."""
    (found,) = [claim for claim in claims if claim.ends is None and claim.key == key]
    return found


def ties(claims: list[Claim], kind: str) -> list[tuple[str, str]]:
    """The ends of all edges of a kind, by the keys of their nodes."""
    return [(c.ends[0].key, c.ends[1].key) for c in claims if c.ends is not None and c.kind == kind]


def _claims(source: str, data: bytes) -> Iterator[Claim]:
    importer = importers()[source]
    make = ClaimMaker(importer.manifest)
    with_name = SourceFile.from_bytes(data, "file.json")
    for record in importer.module.read(with_name):
        yield from importer.module.claims(record, make)
