"""Imports, withdrawals and their previews: where importers and the ledger meet."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from graph_schema.claims import Claim, RunReport, SourceInfo
from importers.base import Importer
from importers.errors import BadInputError, BadInputErrors
from importers.files import SourceFile
from importers.run import out_of_range, run
from queries.declaring import lists_nowhere, lists_told_anew, require_declared, with_what_stands
from queries.ledger import FileFacts, LedgerRun, known_source, run_of_same_bytes, withdraw
from queries.publication import publish, writing
from queries.refusals import UnexpectedCountError
from queries.stores.base import Store
from service.collecting import seldom_collected
from visualisations.tables import guarded

EXAMPLES = 3
REJECT_COLUMNS = ("file", "sheet", "row", "column", "value", "expected", "advice")


class LedgerSink:
    """Hands the claims of a run on to the ledger."""

    def __init__(self, ledger_run: LedgerRun) -> None:
        self._run = ledger_run

    def record(self, claim: Claim, file: str) -> None:
        """Stage one claim."""
        self._run.record(claim, file)


def import_files(
    store: Store,
    importer: Importer,
    paths: Sequence[Path],
    *,
    keep_going: bool = False,
    accept_closing: bool = False,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda _: None,
    step: Callable[[str], None] = lambda _: None,
) -> tuple[RunReport, BadInputErrors]:
    """Import files of one source as one run and publish it as one version.

    Nothing is stored when a record is refused (unless ``keep_going``), when the file drops more
    than a fifth of the source's records (unless ``accept_closing``), or with ``dry_run``.
    """
    manifest = importer.manifest
    facts, info = facts_of(paths), info_of(store, importer)
    name = f"{manifest.name} {manifest.version}"
    same = run_of_same_bytes(store, info, name, facts)
    if same is not None:
        return nothing_to_do(manifest.name, same), BadInputErrors()
    with (
        seldom_collected(),
        writing(store) as lease,
        LedgerRun(store, lease, info, manifest.scope, name) as ledger_run,
    ):
        ledger_run.files = facts
        rejected = _record(ledger_run, importer, paths, keep_going=keep_going, progress=progress)
        changed = ledger_run.finish(accept_closing=accept_closing)
        told = "; ".join(said_of_lists(store, importer, ledger_run, info)) or None
        if dry_run or not changed:
            store.discard(lease)
            note = "dry run: nothing was stored" if dry_run else "nothing changed: no new version"
            return ledger_run.report(None, note), rejected
        unshown = publish(store, lease, step)
        return ledger_run.report(lease.version, told, unshown), rejected


def info_of(store: Store, importer: Importer) -> SourceInfo:
    """What is declared of the source once the file is in: what others declare of theirs stays."""
    info = importer.manifest.info()
    if not follows_others(importer):
        return info
    return with_what_stands(info, known_source(store, info.name))


def said_of_lists(
    store: Store, importer: Importer, ledger_run: LedgerRun, info: SourceInfo
) -> tuple[str, ...]:
    """What there is to say of lists: declared of rows before, of those here, and what is replaced.

    Raises ``OtherListsError`` where it would claim more of rows before it.
    """
    if not importer.manifest.by_mapping:
        return ()
    nowhere = lists_nowhere(store, ledger_run, info)
    if not follows_others(importer):
        return () if nowhere is None else (nowhere,)
    anew = lists_told_anew(store, ledger_run, info)
    return tuple(said for said in (anew, nowhere, _replaced(ledger_run)) if said)


def _replaced(ledger_run: LedgerRun) -> str | None:
    """Says of records of another file, too, that what only that one says of them stands no more."""
    own = {each.name for each in ledger_run.files}
    records = {row.body["record"] for row in ledger_run.gone if row.body["file"] not in own}
    if not records:
        return None
    examples = ", ".join(sorted(records)[:EXAMPLES])
    return (
        f"{len(records)} records that stood in another file are restated here (such as "
        f"{examples}): what that file alone says of them, such as who else took part, stands no "
        "more. That is right where this one corrects it; where both hold, import both files in one "
        "command (`ekokarta import table --mapping MAPPING A B`)"
    )


def follows_others(importer: Importer) -> bool:
    """Whether rows of other files stand beside its own, and each declares what its mapping says."""
    return importer.manifest.by_mapping and importer.manifest.scope.extent != "whole"


def _record(
    ledger_run: LedgerRun,
    importer: Importer,
    paths: Sequence[Path],
    *,
    keep_going: bool,
    progress: Callable[[int], None],
) -> BadInputErrors:
    """Stage what the files state; returns what was refused."""
    sink = LedgerSink(ledger_run)
    result = run(importer, paths, sink, keep_going=keep_going, progress=progress)
    ledger_run.counts.rows_read = result.rows_read
    ledger_run.counts.rejected = len(result.rejected)
    for kind, count, low, high in out_of_range(importer, result):
        raise UnexpectedCountError(importer.manifest.name, kind, count, low, high)
    return result.rejected


def facts_of(paths: Sequence[Path]) -> list[FileFacts]:
    """What is known of files before they are read; each may be named once."""
    facts = [_facts(path) for path in paths]
    for place, each in enumerate(facts):
        same = next((f for f in facts[:place] if f.sha256 == each.sha256), None)
        if same is not None:
            raise BadInputError(
                file=each.name,
                expected=f"each file once; {same.name} holds the same bytes",
                advice="name it once",
            )
    return facts


def _facts(path: Path) -> FileFacts:
    file = SourceFile(path)
    return FileFacts(file.name, file.sha256, file.size)


def nothing_to_do(source: str, run_id: str) -> RunReport:
    """The report where a run has read these very bytes before."""
    return RunReport(
        run=run_id,
        source=source,
        rows_read=0,
        rejected=0,
        places=0,
        claims=0,
        places_opened=0,
        places_closed=0,
        changed=0,
        per_kind={},
        version=None,
        note=f"the same bytes were read by {run_id}: nothing to do",
    )


def withdraw_run(store: Store, run_id: str) -> int:
    """Undo a run as a new version; returns that version."""
    with writing(store) as lease:
        withdraw(store, lease, run_id)
        require_declared(store, lease.version, run_id)
        publish(store, lease)
        return lease.version


def write_rejects(file: IO[bytes], rejected: BadInputErrors) -> None:
    """Write every refused record as CSV for a spreadsheet, which runs none of it as a formula."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(REJECT_COLUMNS)
    for error in rejected:
        cells = (getattr(error, column) for column in REJECT_COLUMNS)
        writer.writerow(guarded(cell) if isinstance(cell, str) else cell for cell in cells)
    text.detach()  # flushed, and the file left open to whom it belongs
