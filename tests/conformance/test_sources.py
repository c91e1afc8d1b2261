"""Every source: licensed, free of contact data, read whole, and the same claims every time."""

import io
import zipfile
from collections import Counter
from importlib.resources import as_file
from pathlib import Path

import pytest

from graph_schema.claims import Claim
from graph_schema.edges import EDGE_TYPES
from graph_schema.nodes import NODE_TYPES
from importers.base import Importer, importers
from importers.masking import findings
from importers.run import run

IMPORTERS = importers()
KINDS = {t.LABEL for t in (*NODE_TYPES, *EDGE_TYPES)}


@pytest.fixture(params=sorted(IMPORTERS))
def importer(request: pytest.FixtureRequest) -> Importer:
    """Each source in turn."""
    return IMPORTERS[request.param]


class Kept:
    """Keeps the claims of a run."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []

    def record(self, claim: Claim, file: str) -> None:
        """Keep one."""
        self.claims.append(claim)


def text_of(path: Path) -> str:
    """The text of a sample; of a workbook its parts."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "\n".join(packed.read(name).decode() for name in packed.namelist())
    return data.decode("utf-8-sig")


def test_what_is_bundled_has_a_licence_with_the_address_and_day_it_was_seen(
    importer: Importer,
) -> None:
    manifest = importer.manifest
    if manifest.sample:
        assert manifest.bundled
        assert manifest.licence.evidence, manifest.name
        assert manifest.licence.seen, manifest.name


def test_bundled_files_hold_no_contact_data(importer: Importer) -> None:
    for sample in importer.samples():
        with as_file(sample) as path:
            text = text_of(path)
            found = [(f.kind, text[slice(*f.span)]) for f in findings(text)]

        assert found == [], sample.name


def test_a_sample_is_read_whole_and_states_the_same_every_time(importer: Importer) -> None:
    first, second = Kept(), Kept()
    for sample in importer.samples():
        with as_file(sample) as path:
            result = run(importer, [path], first)
            run(importer, [path], second)

            assert len(result.rejected) == 0
    assert [c.id for c in first.claims] == [c.id for c in second.claims]
    assert {c.kind for c in first.claims} <= KINDS
    assert {c.source for c in first.claims} <= {importer.manifest.name}


def test_every_end_within_the_source_is_described_by_it(importer: Importer) -> None:
    kept = Kept()
    for sample in importer.samples():
        with as_file(sample) as path:
            run(importer, [path], kept)
    nodes = {c.node for c in kept.claims if c.ends is None}
    own = [e for c in kept.claims if c.ends for e in c.ends if e.source == importer.manifest.name]

    missing = Counter(e.kind for e in own if e not in nodes)

    # ROR names parents that lie outside Sweden; they stay listed as ties without an end.
    assert set(missing) <= ({"Actor"} if importer.manifest.name == "ror" else set())


def test_an_empty_file_is_refused_in_words(importer: Importer, tmp_path: Path) -> None:
    from importers.errors import BadInputError

    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")

    with pytest.raises(BadInputError, match="this one is empty"):
        run(importer, [empty], Kept())
