"""What staging and closing do to stamped rows, worked out the same way for every store."""

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import NamedTuple

from graph_schema.ids import canonical_json
from queries.stores.base import KINDS, LEASE_SECONDS, Body, Kind, StoreError

# A slow source must not let its lease run out while a batch fills.
BATCH_SECONDS = LEASE_SECONDS / 4

Change = tuple[str, str | None]
"""A key and the body it shall have, as JSON text; None closes it."""


class Standing(NamedTuple):
    """What the store holds of one key while a version is being written."""

    base: tuple[int, str] | None = None  # from_version and body of the published row
    ended: bool = False  # the published row was closed under this lease
    staged: str | None = None  # the body opened under this lease

    @property
    def open_body(self) -> str | None:
        """The body a reader of the version being written would see."""
        if self.staged is not None or self.ended or self.base is None:
            return self.staged
        return self.base[1]


ABSENT = Standing()


class Plan(NamedTuple):
    """The writes that bring one batch of keys to the bodies asked for."""

    changed: int
    opened: list[tuple[str, str]]
    rewritten: list[tuple[str, str]]
    removed: list[str]
    ended: list[tuple[str, int]]
    reopened: list[tuple[str, int]]


def standings(
    rows: Iterable[tuple[str, int, int | None, str]], version: int
) -> dict[str, Standing]:
    """Gather open rows, and those closed at ``version``, per key: (key, from, to, body)."""
    found: dict[str, Standing] = {}
    for key, from_version, to_version, body in rows:
        standing = found.get(key, ABSENT)
        if from_version == version:
            found[key] = standing._replace(staged=body)
        else:
            found[key] = standing._replace(base=(from_version, body), ended=to_version is not None)
    return found


def plan(changes: Iterable[Change], found: dict[str, Standing], version: int) -> Plan:
    """Turn changes into writes that depend only on what was published and what is wanted last.

    Hence a key that ends up with its published body keeps its row, whatever happened in between,
    and a version never holds a row that was open in no version.
    """
    wanted: dict[str, str | None] = {}
    changed = 0
    for key, body in changes:
        current = wanted[key] if key in wanted else found.get(key, ABSENT).open_body
        if body != current:
            wanted[key] = body
            changed += 1
    result = Plan(changed, [], [], [], [], [])
    for key, body in wanted.items():
        _settle(result, key, body, found.get(key, ABSENT))
    return result


def _settle(result: Plan, key: str, body: str | None, standing: Standing) -> None:
    base = standing.base
    keeps_base = base is not None and base[1] == body
    staged = None if keeps_base else body
    if staged is None and standing.staged is not None:
        result.removed.append(key)
    elif staged is not None and standing.staged is None:
        result.opened.append((key, staged))
    elif staged is not None and staged != standing.staged:
        result.rewritten.append((key, staged))
    if base is not None and keeps_base and standing.ended:
        result.reopened.append((key, base[0]))
    elif base is not None and not keeps_base and not standing.ended:
        result.ended.append((key, base[0]))


def row_batches(
    rows: Iterable[tuple[Kind, str, Body]], size: int
) -> Iterator[dict[Kind, list[Change]]]:
    """Cut rows into batches of about equal size, grouped by kind, bodies as canonical JSON."""
    batch: dict[Kind, list[Change]] = {}
    filled, since = 0, monotonic()
    for kind, key, body in rows:
        if kind not in batch:
            batch[_known(kind)] = []
        batch[kind].append((key, canonical_json(body)))
        filled += 1
        if filled >= size or monotonic() - since > BATCH_SECONDS:
            yield batch
            batch, filled, since = {}, 0, monotonic()
    if batch:
        yield batch


def key_batches(kind: Kind, keys: Iterable[str], size: int) -> Iterator[dict[Kind, list[Change]]]:
    """Cut keys to be closed into batches."""
    batch: list[Change] = []
    since = monotonic()
    for key in keys:
        batch.append((key, None))
        if len(batch) >= size or monotonic() - since > BATCH_SECONDS:
            yield {_known(kind): batch}
            batch, since = [], monotonic()
    if batch:
        yield {_known(kind): batch}


def _known(kind: Kind) -> Kind:
    if kind not in KINDS:
        raise StoreError(f"a store keeps rows of the kinds {', '.join(KINDS)}, got {kind!r}")
    return kind
