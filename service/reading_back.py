"""An export of ours as RDF, imported: every source in it as a run, all as one version."""

from collections.abc import Callable, Container, Iterable, Sequence
from pathlib import Path

from graph_schema.claims import RunReport, Scope, SourceInfo, UnshownAmounts
from graph_schema.vocabularies import Visibility
from importers.linked_data import NAME, VERSION, LinkedData, at, linked_data
from importers.linked_judgements import judgements
from queries.judging import restate
from queries.ledger import FileFacts, LedgerRun, known_source, run_of_same_bytes
from queries.private_sources import PrivateSources
from queries.publication import hash_at, publish, writing
from queries.refusals import OlderExportError, OpeningError
from queries.stores.base import Lease, Store
from queries.stores.instants import microseconds_of
from service.collecting import seldom_collected
from service.importing import nothing_to_do

IMPORTER = f"{NAME} {VERSION}"


def import_linked_data(
    store: Store,
    paths: Sequence[Path],
    *,
    accept_closing: bool = False,
    dry_run: bool = False,
    named: bool = False,
    progress: Callable[[int], None] = lambda _: None,
    step: Callable[[str], None] = lambda _: None,
) -> list[RunReport]:
    """Read every claim of the files back and publish them as one version.

    A file of the whole graph restates each source in it; one that was narrowed closes nothing and
    leaves manifests alone. Judgements come along, ``named``: with names. All is stored, or nothing.
    """
    with linked_data(paths, progress) as data:
        facts = [FileFacts(data.file.name, data.file.sha256, data.file.size)]
        described = _sources(data)
        infos = [_declared(store, data, info, claims) for info, claims in described]
        stating = {info.name for info, claims in described if claims}
        same = [run_of_same_bytes(store, info, IMPORTER, facts) for info in infos]
        if all(run is not None for run in same):
            return [nothing_to_do(i.name, str(r)) for i, r in zip(infos, same, strict=True)]
        with seldom_collected(), writing(store) as lease:
            notes = [_manifest_note(store, info) for info in infos]
            runs = [
                _read(store, lease, data, info, facts, accept_closing=accept_closing)
                for info in infos
            ]
            decided = _decided(store, lease, data, stating, named=named)
            each = [*zip(infos, runs, notes, strict=True)]
            if dry_run or not (decided or any(run.changed() for run in runs)):
                store.discard(lease)
                why = "dry run: nothing was stored" if dry_run else "nothing changed"
                return _reports(each, None, why)
            is_first = store.head() == 0
            unshown = publish(store, lease, step, published=data.ids())
            told = _compared(store, data) if is_first and data.is_whole else None
            read = f"judgements that are new here: {decided}" if decided else None
            return _reports(each, lease.version, "; ".join(filter(None, (told, read))), unshown)


def _reports(
    runs: Iterable[tuple[SourceInfo, LedgerRun, str | None]],
    version: int | None,
    why: str | None,
    unshown: Sequence[UnshownAmounts] = (),
) -> list[RunReport]:
    """Of each run, with what is to be said of all and what of its source (``runs`` has it)."""
    return [
        run.report(
            version,
            "; ".join(filter(None, (why, note))) or None,
            [one for one in unshown if one.source == info.name],
        )
        for info, run, note in runs
    ]


def _sources(data: LinkedData) -> list[tuple[SourceInfo, int]]:
    """Every source of the file with the number of its claims.

    Raises ``BadInputError`` where there is none and something was decided: who may read that?
    """
    found = data.sources()
    if not found:
        judgements(data, (), (), named=False)
    return found


def _decided(
    store: Store, lease: Lease, data: LinkedData, stating: Container[str], *, named: bool
) -> int:
    """Stage what people decided elsewhere; how much of it is new here."""
    known = {row.key for row in store.rows("judgement")}
    return restate(store, lease, judgements(data, stating, known, named=named))


def _declared(store: Store, data: LinkedData, info: SourceInfo, claims: int) -> SourceInfo:
    """What the source is said to be: as the file has it where that holds all of it, and is newer.

    Raises ``OpeningError`` where everybody could then read what only some may.
    """
    known = known_source(store, info.name)
    if known is not None and (_is_older(store, data) or not (data.is_whole and claims)):
        return known
    # What a withdrawn run stated is still there as of the versions before.
    is_private = info.name in PrivateSources(store).at(store.head())
    if is_private and info.visibility is not Visibility.PRIVATE:
        raise OpeningError(info.name, data.file.name)
    return info


def _manifest_note(store: Store, info: SourceInfo) -> str | None:
    """Which parts of a known source's manifest the file says otherwise."""
    known = known_source(store, info.name)
    if known is None:
        return None
    other = [n for n in SourceInfo.model_fields if getattr(known, n) != getattr(info, n)]
    return f"the manifest now says another {', '.join(other)}" if other else None


def _compared(store: Store, data: LinkedData) -> str | None:
    """What to say where the graph is not the one the file was made of; nothing where it is."""
    found = hash_at(store)
    if found == data.graph_hash:
        return None
    return (
        f"the graph's hash is {found[:12]}…, the file says {data.graph_hash[:12]}…: it was made "
        "by other rules of identity, by decisions about records of sources that state nothing any "
        "more, which no export has, or, with sources that only some may read, by a program that "
        "hashed these too; or the file was altered"
    )


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
    undone = run.counts.closed, run.counts.opened
    is_known = known_source(store, info.name) is not None
    if is_known and any(undone) and _is_older(store, data) and not accept_closing:
        raise OlderExportError(info.name, undone, data.published)
    return run


def _is_older(store: Store, data: LinkedData) -> bool:
    """Whether the file was exported from a version before the newest here was published.

    By the moment and not its text: RDF writes .120 as .12, and by text .12Z comes after .125Z.
    """
    newest = store.published_at(store.head())
    if newest is None:
        return False
    return not data.published or microseconds_of(data.published) < microseconds_of(newest)
