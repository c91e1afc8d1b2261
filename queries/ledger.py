"""Runs, claims and sightings: what an import opens, keeps and closes, and how a run is undone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache, partial
from itertools import chain
from typing import Any

from graph_schema.claims import Claim, Locator, RunReport, Scope, SourceInfo, UnshownAmounts
from graph_schema.ids import digest, make_id
from queries.private_sources import PrivateSources, as_now
from queries.refusals import ClosingTooMuchError, NotInLedgerError, RunSupersededError
from queries.stores.base import Body, Kind, Lease, Row, Store
from queries.stores.behind import Behind

BATCH = 5_000  # rows handed to the store at once: bounded memory, and few enough transactions
CLOSING_LIMIT = (
    0.2  # a file that drops more than a fifth of a source's records is more likely broken than news
)


@dataclass(frozen=True)
class FileFacts:
    """A file that was read: its name without folders, and what its bytes hash to."""

    name: str
    sha256: str
    size: int


@dataclass
class Counts:
    """What a run did so far."""

    rows_read: int = 0
    rejected: int = 0
    places: int = 0
    opened: int = 0
    closed: int = 0
    changed_records: set[str] = field(default_factory=set)
    per_kind: dict[str, int] = field(default_factory=dict)


def now() -> str:
    """The present UTC instant, ISO 8601 with Z."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@lru_cache(maxsize=1024)  # claims of one record come together
def record_prefix(source: str, record: str) -> str:
    """The beginning of the keys of all sightings of one record."""
    return f"{source}/{digest(record)[:16]}/"


class LedgerRun:
    """One import under a lease: claims are staged as they come, unseen until publication.

    Of the claims so far it remembers 128 bits each, and of the store one batch at a time: memory
    hardly grows with the file.
    """

    def __init__(
        self, store: Store, lease: Lease, info: SourceInfo, scope: Scope, importer: str
    ) -> None:
        self._store = store
        self.lease = lease
        self._info = info
        self._scope = scope
        self._importer = importer
        self.id = make_id("run", info.name, str(lease.version))
        self.counts = Counts()
        self.files: list[FileFacts] = []
        self._started = now()
        self._head = store.head()
        self._is_first = next(self._history(f"{info.name}/"), None) is None
        self._seen: dict[int, int] = {}
        self.gone: list[Row] = []  # sightings no longer stated, known once finished
        self.seen_records: set[str] = set()  # by the beginning of their sightings' keys
        self._restated: set[int] = set()  # versions that changed what the records named state
        self._claims: dict[str, dict[str, Any]] = {}
        self._sightings: dict[str, dict[str, Any]] = {}
        self._place: tuple[Locator, dict[str, Any]] | None = None
        self._behind = Behind(away=store.away)

    def __enter__(self) -> "LedgerRun":
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for the batch under way; only then may what was staged be discarded."""
        self._behind.stop()

    def record(self, claim: Claim, file: str) -> None:
        """Stage a claim and where it stood; an unchanged one costs no write."""
        prefix = record_prefix(claim.source, claim.record)
        self.seen_records.add(prefix)
        claim_id = claim.id
        number = int(claim_id, 16)
        nth = self._seen.get(number, 0)
        self._seen[number] = nth + 1
        self.counts.places += 1
        self.counts.per_kind[claim.kind] = self.counts.per_kind.get(claim.kind, 0) + 1
        if nth == 0:
            self._claims[claim_id] = claim.body()
        self._sightings[f"{prefix}{claim_id}/{nth}"] = {
            "claim": claim_id,
            "run": self.id,
            "record": claim.record,
            "locator": self._locator(claim.locator),
            "file": file,
        }
        if len(self._sightings) >= BATCH:
            self._flush()

    def _locator(self, locator: Locator) -> dict[str, Any]:
        """The locator as kept; the claims of one row share it."""
        if self._place is None or self._place[0] is not locator:
            self._place = locator, locator.model_dump(mode="json", exclude_none=True)
        return self._place[1]

    def _flush(self) -> None:
        """Stage what is at hand; the next claims may come meanwhile."""
        rows = chain(_of_kind("claim", self._claims), self._moved(self._sightings))
        self._behind.take(partial(self._store.stage, self.lease, rows))
        self._claims, self._sightings = {}, {}

    def _moved(self, sightings: Mapping[str, Body]) -> Iterator[tuple[Kind, str, Body]]:
        """The sightings that did not stand before, or stood elsewhere."""
        before: dict[str, Body] = {}
        if not self._is_first:
            keys = list(sightings)
            before = {r.key: r.body for r in self._store.rows("sighting", at=self._head, keys=keys)}
        for key, body in sightings.items():
            stood = before.get(key)
            if stood is None:
                self.counts.opened += 1
                self.counts.changed_records.add(body["record"])
            if stood is None or stood["locator"] != body["locator"]:
                yield "sighting", key, body

    def _before(self, prefix: str) -> Iterator[Row]:
        return self._store.rows("sighting", at=self._head, prefix=prefix)

    def _history(self, prefix: str) -> Iterator[Row]:
        return self._store.rows("sighting", at=self._head, changed_since=0, prefix=prefix)

    def _before_of_records(self) -> Iterator[Row]:
        """What stood of the records named, noting which versions said anything of them."""
        for row in chain.from_iterable(map(self._history, sorted(self.seen_records))):
            self._restated.add(row.from_version)
            if row.to_version is None:
                yield row
            else:
                self._restated.add(row.to_version)

    def _in_scope(self) -> Iterator[Row]:
        """The sightings that stood before and that this run restates or closes."""
        if self._is_first:
            return iter(())
        if self._scope.extent == "whole":
            return self._before(f"{self._info.name}/")
        before = self._before_of_records()
        if self._scope.extent == "nothing":
            for _ in before:  # which runs are restated is told all the same
                pass
        return before

    def _gone(self) -> tuple[list[Row], int, list[str]]:
        """Sightings no longer stated, how many records stood, and which records vanished."""
        gone, vanished, last, records = [], set[str](), "", 0
        for row in self._in_scope():
            prefix, claim_id, nth = row.key.rsplit("/", 2)
            if prefix != last:
                last, records = prefix, records + 1
            if int(nth) >= self._seen.get(int(claim_id, 16), 0):
                gone.append(row)
                if f"{prefix}/" not in self.seen_records:
                    vanished.add(row.body["record"])
        return gone, records, sorted(vanished)

    def finish(self, *, accept_closing: bool) -> bool:
        """Close what is no longer stated and stage the run; False when nothing at all changed."""
        self._flush()
        self._behind.done()
        gone, before, vanished = self._gone()
        if not accept_closing and len(vanished) > CLOSING_LIMIT * before:
            raise ClosingTooMuchError(self._info.name, len(vanished), before, vanished[:5])
        self.gone, self.counts.closed = gone, len(gone)
        self.counts.changed_records.update(row.body["record"] for row in gone)
        if gone:
            self._close(gone)
        if not self.changed():
            return False
        self._store.stage(self.lease, [("run", self.id, self._body())])
        return True

    def _close(self, gone: list[Row]) -> None:
        self._store.close(self.lease, "sighting", [row.key for row in gone])
        # A claim's sightings all lie under its own record, so one that was not seen has none left.
        orphans = {r.body["claim"] for r in gone if int(r.body["claim"], 16) not in self._seen}
        self._store.close(self.lease, "claim", sorted(orphans))

    def changed(self) -> bool:
        """Whether the run opened, closed or re-read anything, or the source is declared anew.

        Coverage, licence and visibility are part of a run: who may read a source can change
        although its rows did not.
        """
        if self.counts.opened or self.counts.closed:
            return True
        known = known_source(self._store, self._info.name)
        if known is not None and known != self._info:
            return True
        kinds: tuple[Kind, ...] = ("claim", "sighting")
        return any(
            next(_changed(self._store, kind, self.lease.version), None) is not None
            for kind in kinds
        )

    def _body(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "source": self._info.name,
            "info": self._info.model_dump(mode="json"),
            "files": [{"name": f.name, "sha256": f.sha256, "bytes": f.size} for f in self.files],
            "importer": self._importer,
            "scope": self._scope.extent,
            "restates": self._restates(),
            "started": self._started,
            "rows_read": self.counts.rows_read,
            "rejected": self.counts.rejected,
            "counts": self.counts.per_kind,
            "opened": self.counts.opened,
            "closed": self.counts.closed,
            "version": self.lease.version,
            "withdrawn": False,
        }

    def _restates(self) -> list[str]:
        """The runs in force of which a record was read again; a whole source restates them all."""
        runs = in_force(self._store, self._info.name)
        return [str(run["id"]) for run in runs if int(run["version"]) in self._restated]

    def report(
        self,
        version: int | None,
        note: str | None = None,
        unshown: Iterable[UnshownAmounts] = (),
    ) -> RunReport:
        """What the run did, for people and machines."""
        return RunReport(
            run=self.id if version is not None else None,
            source=self._info.name,
            rows_read=self.counts.rows_read,
            rejected=self.counts.rejected,
            places=self.counts.places,
            claims=len(self._seen),
            places_opened=self.counts.opened,
            places_closed=self.counts.closed,
            changed=len(self.counts.changed_records),
            per_kind=self.counts.per_kind,
            version=version,
            note=note,
            unshown=tuple(unshown),
        )


def _of_kind(kind: Kind, bodies: Mapping[str, Body]) -> Iterator[tuple[Kind, str, Body]]:
    return ((kind, key, body) for key, body in bodies.items())


def in_force(store: Store, source: str) -> list[Body]:
    """The source's runs that are not withdrawn, oldest first."""
    runs = [row.body for row in store.rows("run") if row.body["source"] == source]
    return sorted(
        (run for run in runs if run["withdrawn"] is False), key=lambda run: int(run["version"])
    )


def declared(run: Body) -> SourceInfo:
    """What the run's manifest said of its source, as far as it is still said."""
    return SourceInfo.model_validate(run["info"])


def latest_run(store: Store, source: str) -> Body | None:
    """The source's latest run in force, as published."""
    return next(reversed(in_force(store, source)), None)


def known_source(store: Store, source: str) -> SourceInfo | None:
    """What the latest run in force says of a source, but for who may read it: that is as now."""
    latest = latest_run(store, source)
    private = PrivateSources(store).at(store.head())
    return None if latest is None else as_now(declared(latest), private)


def run_of_same_bytes(
    store: Store, info: SourceInfo, importer: str, files: list[FileFacts]
) -> str | None:
    """The source's latest run in force, if it read these very bytes with this importer.

    None after a later withdrawal: whether all the run stated stands is then for a reading to find.
    """
    latest = latest_run(store, info.name)
    if latest is None:
        return None
    undone = [int(r.body["withdrawn"]) for r in store.rows("run") if r.body["source"] == info.name]
    same = [f["sha256"] for f in latest["files"]] == [f.sha256 for f in files]
    unchanged = latest["importer"] == importer and declared(latest) == info
    stands = latest["rejected"] == 0 and max(undone) < int(latest["version"])
    return str(latest["id"]) if same and unchanged and stands else None


def withdraw(store: Store, lease: Lease, run_id: str) -> int:
    """Undo a run under the lease: what it opened is closed, what it closed stands again.

    Refused while a later run of the same source restates records of it: what both state stands by
    this one's sightings, and would go with them. Returns how many rows changed.
    """
    run = next((row for row in store.rows("run", keys=[run_id])), None)
    if run is None or run.body["withdrawn"] is not False:
        raise NotInLedgerError("run", run_id)
    version = int(run.body["version"])
    later = [
        str(other["id"])
        for other in reversed(in_force(store, run.body["source"]))
        if int(other["version"]) > version and _is_restated(run_id, other)
    ]
    if later:
        raise RunSupersededError(run_id, later)
    changed = 0
    for kind in ("sighting", "claim"):
        opened = [r.key for r in _changed(store, kind, version) if r.from_version == version]
        closed = [r for r in _changed(store, kind, version) if r.to_version == version]
        changed += store.close(lease, kind, opened)
        changed += store.stage(lease, ((kind, r.key, r.body) for r in closed))
    store.stage(lease, [("run", run_id, {**run.body, "withdrawn": lease.version})])
    return changed


def _changed(store: Store, kind: Kind, version: int) -> Iterator[Any]:
    return store.rows(kind, at=version, changed_since=version - 1)


def _is_restated(run_id: str, later: Body) -> bool:
    """Whether a later run of the source read records of the run again, changed or not.

    One from before runs said which they restate is taken to: refusing loses nothing.
    """
    return later["scope"] == "whole" or run_id in later.get("restates", [run_id])
