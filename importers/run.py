"""One import from first byte to last claim: all or nothing, or every bad record named."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from graph_schema.claims import Claim, Locator
from graph_schema.vocabularies import ParticipantsListed
from importers.base import ClaimMaker, Importer, SourceModule
from importers.errors import BadInputError, BadInputErrors
from importers.files import SourceFile

MAX_REJECTED = 10_000  # bad records kept for the reject file; all are counted
MAX_ERRORS = 100  # enough to mend a file by; a wrong file gives the same error on every row
ADVICE = "Correct what is named, or store the other records with --keep-going."
REPORT_EVERY = 1_000  # records between two signs of progress


class Sink(Protocol):
    """Where claims go; ``service`` connects it to the ledger."""

    def record(self, claim: Claim, file: str) -> None:
        """Take one claim that stood in this file."""


class RefusedFilesError(Exception):
    """Records of the files cannot be read; ``errors`` says which, where and why."""

    def __init__(self, errors: BadInputErrors) -> None:
        super().__init__(errors)
        self.errors = errors

    def __str__(self) -> str:
        return f"{self.errors}\nNothing was stored. {ADVICE}"


class RunResult:
    """What a run read, what it refused, and how many claims each kind got.

    Of tables whose rows are parts of records: the records that are ``kept``, and those of which
    something is ``left_out``, each with the first error.
    """

    def __init__(self) -> None:
        self.rows_read = 0
        self.rejected = BadInputErrors(keep=MAX_REJECTED)
        self.per_kind: Counter[str] = Counter()
        self.kept: set[str] = set()
        self.left_out: dict[str | None, BadInputError] = {}


def run(
    importer: Importer,
    paths: Sequence[Path],
    sink: Sink,
    *,
    keep_going: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> RunResult:
    """Parse the files and hand every claim on.

    Raises ``RefusedFilesError`` with up to 100 located errors; with ``keep_going`` the bad records
    are returned instead and the good ones handed on. A file whose bytes changed meanwhile is
    refused.
    """
    result = RunResult()
    make = ClaimMaker(importer.manifest)
    module = importer.load()  # what a reader remembers of rows is of one run
    for path in paths:
        file = SourceFile(path)
        for record in module.read(file):
            result.rows_read += 1
            if result.rows_read % REPORT_EVERY == 0:
                progress(result.rows_read)
            _record(importer, module, record, make, file, sink, result)
            if not keep_going and len(result.rejected) >= MAX_ERRORS:
                break
        file.verify()
    if len(result.rejected) and not keep_going:
        raise RefusedFilesError(result.rejected)
    _refuse_cut_lists(importer, result)
    return result


def _refuse_cut_lists(importer: Importer, result: RunResult) -> None:
    """A list that its mapping calls complete would not be without some of its rows."""
    covered = importer.manifest.coverage
    if not any(each.participants is ParticipantsListed.COMPLETE for each in covered):
        return
    cut = [
        error
        for record, error in result.left_out.items()
        if record is None or record in result.kept
    ]
    if cut:
        first = cut[0]
        raise BadInputError(
            file=first.file, sheet=first.sheet, row=first.row, column=first.column,
            value=first.value,
            expected=f"{first.expected}; --keep-going would leave the row out and keep others of "
            "the same project or collaboration, whose list the mapping calls complete, and it "
            f"would not be: so {len(cut)} of them",
            advice="correct these rows, or write participants = \"unknown\" in [dataset.coverage]",
        )  # fmt: skip


def _record(
    importer: Importer,
    module: SourceModule,
    record: Any,
    make: ClaimMaker,
    file: SourceFile,
    sink: Sink,
    result: RunResult,
) -> None:
    try:
        claims = list(module.claims(record, make))
    except BadInputError as error:
        located = error.located(file.name, Locator())
        result.rejected.add(located)
        if importer.manifest.by_mapping:
            result.left_out.setdefault(error.record, located)
        return
    if importer.manifest.by_mapping:
        result.kept.update(claim.record for claim in claims)
    for claim in claims:
        result.per_kind[claim.kind] += 1
        sink.record(claim, file.name)


def out_of_range(importer: Importer, result: RunResult) -> Iterator[tuple[str, int, int, int]]:
    """Kinds with more or fewer claims than the manifest expects: kind, count, low, high."""
    for kind, (low, high) in importer.manifest.expect.items():
        if not low <= result.per_kind[kind] <= high:
            yield kind, result.per_kind[kind], low, high
