"""What an import would change, record by record, without storing anything."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from graph_schema.claims import Claim, SourceInfo
from graph_schema.edges import EDGE_TYPES
from graph_schema.ids import canonical_json
from graph_schema.nodes import ARENAS, NODE_TYPES
from importers.base import Importer
from importers.run import run
from queries.ledger import LedgerRun, known_source, record_prefix
from queries.publication import writing
from queries.refusals import ClosingTooMuchError, OtherListsError
from queries.stores.base import Body, Lease, Store
from service.importing import facts_of, info_of, said_of_lists

NOUN = {**{node.LABEL: node.EN for node in NODE_TYPES}, **{e.LABEL: e.EN for e in EDGE_TYPES}}
NOT_SHOWN = frozenset({"sector_basis", "sector_evidence"})  # they follow from what is shown


class RecordChange(NamedTuple):
    """One record: its key in the source, the name people know it by, and what changes."""

    record: str
    name: str
    what: tuple[str, ...]


class Preview(NamedTuple):
    """Records that are new, that say something else, and that are no longer stated.

    ``declared``: what the source says of itself otherwise than is known of it; ``new_version``:
    whether an import would make one, which it may although no record changes; ``refused``: why it
    would store nothing as things are.
    """

    added: tuple[RecordChange, ...] = ()
    changed: tuple[RecordChange, ...] = ()
    closed: tuple[RecordChange, ...] = ()
    declared: tuple[str, ...] = ()
    new_version: bool = False
    refused: str | None = None


class _Names:
    """Hands claims on to the ledger and remembers what each thing and each record is called."""

    def __init__(self, ledger_run: LedgerRun) -> None:
        self._run = ledger_run
        self._of_node: dict[str, str] = {}
        self._of_arena: dict[str, str] = {}
        self._of_record: dict[str, str] = {}

    def record(self, claim: Claim, file: str) -> None:
        """Stage one claim."""
        self._run.record(claim, file)
        self.learn(claim.body())

    def learn(self, body: Body) -> None:
        """Remember a name; the first one stays, so what the file says comes before the store."""
        if body["ends"] is None:
            name = str(body["fields"]["name"])
            self._of_node.setdefault(f"{body['source']}/{body['kind']}/{body['key']}", name)
            records = self._of_arena if body["kind"] in ARENAS else self._of_record
            records.setdefault(body["record"], name)

    def of_record(self, record: str) -> str:
        """A record is called after its arena, or else after the first thing it states."""
        return self._of_arena.get(record) or self._of_record.get(record, record)

    def of_node(self, key: str) -> str:
        """What a thing is called; of another source, its key there."""
        return self._of_node.get(key, key.split("/", 2)[2])


def preview(
    store: Store, importer: Importer, paths: Sequence[Path], *, accept_closing: bool = False
) -> Preview:
    """Compare files with what the store holds, as an import would, and take everything back.

    Raises what the import would raise over records that cannot be read; that many records vanish
    is shown, with what the import would say of it.
    """
    manifest, info = importer.manifest, info_of(store, importer)
    name = f"{manifest.name} {manifest.version}"
    with (
        writing(store) as lease,
        LedgerRun(store, lease, info, manifest.scope, name) as ledger_run,
    ):
        ledger_run.files, names = facts_of(paths), _Names(ledger_run)
        run(importer, paths, names)
        changed, refused = _finished(ledger_run, accept_closing=accept_closing)
        lists, other = _other_lists(store, importer, ledger_run, info)
        found = _compared(store, lease, manifest.name, names)
        store.discard(lease)
    anew, no = (*_declared_anew(store, info), *lists), other or refused
    return found._replace(declared=anew, new_version=changed and no is None, refused=no)


def _other_lists(
    store: Store, importer: Importer, ledger_run: LedgerRun, info: SourceInfo
) -> tuple[tuple[str, ...], str | None]:
    """What an import would say of lists declared anew, and why it would refuse, if it would."""
    try:
        return said_of_lists(store, importer, ledger_run, info), None
    except OtherListsError as error:
        return (), str(error)


def _finished(ledger_run: LedgerRun, *, accept_closing: bool) -> tuple[bool, str | None]:
    """Whether an import makes a version, and why not where it would refuse the file."""
    try:
        return ledger_run.finish(accept_closing=accept_closing), None
    except ClosingTooMuchError as error:
        ledger_run.finish(accept_closing=True)
        return False, str(error)


def _declared_anew(store: Store, info: SourceInfo) -> Iterator[str]:
    """What the manifest says otherwise than what is known of the source."""
    known = known_source(store, info.name)
    if known is not None:
        before, after = (each.model_dump(mode="json") for each in (known, info))
        for name in sorted(after):
            if before[name] != after[name]:
                yield f"{name} {_shown(before[name])} → {_shown(after[name])}"


def _compared(store: Store, lease: Lease, source: str, names: _Names) -> Preview:
    new: dict[str, dict[str, Body]] = defaultdict(dict)
    old: dict[str, dict[str, Body]] = defaultdict(dict)
    changed = store.rows("claim", at=lease.version, changed_since=lease.version - 1)
    for row in changed:
        side = new if row.from_version == lease.version else old
        side[row.body["record"]][_thing(row.body)] = row.body
        names.learn(row.body)
    added, altered, closed = [], [], []
    for record in sorted(new.keys() | old.keys()):
        what = tuple(_differences(new[record], old[record], names))
        change = RecordChange(record, names.of_record(record), what)
        if not _stated(store, lease.version - 1, source, record):
            added.append(change)
        elif not _stated(store, lease.version, source, record):
            closed.append(change)
        elif what:
            altered.append(change)
    return Preview(tuple(added), tuple(altered), tuple(closed))


def _stated(store: Store, version: int, source: str, record: str) -> bool:
    rows = store.rows("sighting", at=version, prefix=record_prefix(source, record))
    return next(iter(rows), None) is not None


def _thing(body: Body) -> str:
    return f"{body['kind']} {body['key']}"


def _differences(new: dict[str, Body], old: dict[str, Body], names: _Names) -> Iterator[str]:
    def in_words(thing: str) -> tuple[str, str]:
        body = new.get(thing) or old[thing]
        return body["kind"], _said(body, names)

    for thing in sorted(new.keys() | old.keys(), key=in_words):
        before, after = old.get(thing), new.get(thing)
        if before is None and after is not None:
            yield f"new: {_said(after, names)}"
        elif after is None and before is not None:
            yield f"gone: {_said(before, names)}"
        elif before is not None and after is not None:
            yield from _fields(before["fields"], after["fields"], _said(after, names))


def _fields(before: dict[str, Any], after: dict[str, Any], what: str) -> Iterator[str]:
    for name in sorted((before.keys() | after.keys()) - NOT_SHOWN):
        if before.get(name) != after.get(name):
            yield f"{what}: {name} {_shown(before.get(name))} → {_shown(after.get(name))}"


def _shown(value: Any) -> str:
    if isinstance(value, dict) or (
        isinstance(value, list) and value and isinstance(value[0], dict)
    ):
        return canonical_json(value)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return "nothing" if value is None else str(value)


def _said(body: Body, names: _Names) -> str:
    """A claim in words: what it is and what it is called."""
    if body["ends"] is None:
        return f"{NOUN[body['kind']]} {body['fields']['name']}"
    start, end = (names.of_node(text) for text in body["ends"])
    role = body["fields"].get("role")
    return f"{start} {NOUN[body['kind']]} {end}" + (f" ({role})" if role is not None else "")
