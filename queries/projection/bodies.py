"""The bodies of claims by id: a bounded number stays in memory, the rest is read again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from queries.stores.base import Body, Store

KEPT = 20_000  # claims of about 2 kB: 40 MB, whatever the size of the run
BATCH = 1_000  # claims read at once


class ClaimBodies:
    """Claims as they stand in one version."""

    def __init__(self, store: Store, version: int) -> None:
        self._store = store
        self._version = version
        self._kept: dict[str, Body] = {}

    def keep(self, claim: str, body: Body) -> None:
        """Remember a body that was read anyway, as long as there is room."""
        if len(self._kept) < KEPT:
            self._kept[claim] = body

    def of(self, claims: Iterable[str]) -> dict[str, Body]:
        """The bodies of those of the claims that are open in the version."""
        found: dict[str, Body] = {}
        missing = []
        for claim in claims:
            if claim in self._kept:
                found[claim] = self._kept[claim]
            else:
                missing.append(claim)
        for row in self._store.rows("claim", at=self._version, keys=missing) if missing else ():
            found[row.key] = row.body
            self.keep(row.key, row.body)
        return found

    def each(self, claims: Sequence[str]) -> Iterator[tuple[str, Body]]:
        """Those of the claims that are open in the version, one after the other."""
        for start in range(0, len(claims), BATCH):
            yield from self.of(claims[start : start + BATCH]).items()

    def in_batches(
        self, groups: Mapping[str, list[str]]
    ) -> Iterator[tuple[str, list[tuple[str, Body]]]]:
        """Every group's claims with their bodies, some groups read at a time."""
        batch: list[str] = []
        size = 0
        for group, claims in groups.items():
            batch.append(group)
            size += len(claims)
            if size >= BATCH:
                yield from self._read(batch, groups)
                batch, size = [], 0
        yield from self._read(batch, groups)

    def _read(
        self, batch: list[str], groups: Mapping[str, list[str]]
    ) -> Iterator[tuple[str, list[tuple[str, Body]]]]:
        bodies = self.of(claim for group in batch for claim in groups[group])
        for group in batch:
            yield group, [(claim, bodies[claim]) for claim in groups[group]]
