"""An export of ours as RDF, imported: every source in it as a run, all as one version."""

from collections.abc import Callable, Sequence
from pathlib import Path

from graph_schema.claims import RunReport, Scope, SourceInfo
from importers.linked_data import NAME, VERSION, LinkedData, at, linked_data
from queries.ledger import FileFacts, LedgerRun, run_of_same_bytes
from queries.publication import publish, writing
from queries.stores.base import Lease, Store
from service.collecting import seldom_collected
from service.importing import nothing_to_do

IMPORTER = f"{NAME} {VERSION}"


def import_linked_data(
    store: Store,
    paths: Sequence[Path],
    *,
    accept_closing: bool = False,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda _: None,
    step: Callable[[str], None] = lambda _: None,
) -> list[RunReport]:
    """Read every claim of the files back and publish them as one version.

    A file of the whole graph restates each source in it; one that was narrowed closes nothing.
    Nothing is stored where anything in the files cannot be read.
    """
    with linked_data(paths, progress) as data:
        facts = [FileFacts(file.name, file.sha256, file.size) for file in data.files]
        infos = data.sources()
        same = [run_of_same_bytes(store, info, IMPORTER, facts) for info in infos]
        if all(run is not None for run in same):
            return [nothing_to_do(i.name, str(r)) for i, r in zip(infos, same, strict=True)]
        with seldom_collected(), writing(store) as lease:
            runs = [
                _read(store, lease, data, info, facts, accept_closing=accept_closing)
                for info in infos
            ]
            changed = [run for run in runs if run.changed()]
            if dry_run or not changed:
                store.discard(lease)
                note = "dry run: nothing was stored" if dry_run else "nothing changed"
                return [run.report(None, note) for run in runs]
            publish(store, lease, step, published=data.ids())
            return [run.report(lease.version) for run in runs]


def _read(
    store: Store,
    lease: Lease,
    data: LinkedData,
    info: SourceInfo,
    facts: list[FileFacts],
    *,
    accept_closing: bool,
) -> LedgerRun:
    """Stage what the files say of one source."""
    scope = Scope(extent="whole" if data.is_whole else "nothing")
    with LedgerRun(store, lease, info, scope, IMPORTER) as run:
        run.files = facts
        for claim, places in data.claims(info.name):
            run.counts.rows_read += 1
            for file, locator in places:
                run.record(at(claim, locator), file)
        run.finish(accept_closing=accept_closing)
    return run
