"""Which sources are private.

Private is what is private now: who may read a source may read all it ever stated, nobody else any.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from graph_schema.claims import SourceInfo
from graph_schema.vocabularies import Audience, Visibility
from queries.stores.base import Body, Kind, Row


class StampedRows(Protocol):
    """The part of a store that a read model is made from."""

    def rows(
        self,
        kind: Kind,
        *,
        at: int | None = None,
        changed_since: int | None = None,
        keys: Sequence[str] | None = None,
    ) -> Iterator[Row]:
        """Rows of one kind in key order, as of a version."""

    def gone(self, kind: Kind, *, at: int | None = None) -> list[str]:
        """The keys of rows that stood once and stand no more in a version."""

    def published_at(self, version: int) -> str | None:
        """The UTC instant a version was published; None if it never was."""

    def rules(self, version: int) -> int | None:
        """The number of the rules that a version was published with; None if with none."""


class PrivateSources:
    """The sources that are private as the newest version has it, whatever was declared before.

    A run that declares its source private closes it, and does so too once it is withdrawn: what it
    stated is there as of earlier versions. Only a later run in force that says public opens it.
    """

    def __init__(self, store: StampedRows) -> None:
        runs = list(store.rows("run", changed_since=0))
        self._private = _private(row.body for row in runs if row.to_version is None)
        self._since: dict[str, int] = {}
        for row in runs:
            name = str(row.body["source"])
            self._since[name] = min(self._since.get(name, row.from_version), row.from_version)

    def at(self, version: int) -> frozenset[str]:
        """Those of them that a version holds anything of."""
        return self._there(version) & self._private

    def before_one_changed(self, version: int, audience: Audience) -> Iterator[frozenset[str]]:
        """What was private of a version, where one source was opened since, or made private.

        Of the latter there is none for the public: what it was shown then it may see no more.
        """
        now = self.at(version)
        yield from (now | {name} for name in self._there(version) - now)
        if audience is not Audience.PUBLIC:
            yield from (now - {name} for name in now)

    def _there(self, version: int) -> frozenset[str]:
        return frozenset(name for name, since in self._since.items() if since <= version)


def _private(runs: Iterable[Body]) -> set[str]:
    """The sources that their runs, as they are now, leave private."""
    private: set[str] = set()
    for run in sorted(runs, key=lambda run: int(run["version"])):
        info = SourceInfo.model_validate(run["info"])
        if info.visibility is not Visibility.PUBLIC:
            private.add(info.name)
        elif run["withdrawn"] is False:
            private.discard(info.name)
    return private


def as_now(info: SourceInfo, private: frozenset[str]) -> SourceInfo:
    """What a source declared in a version, but for who may read it: that is as it is now."""
    now = Visibility.PRIVATE if info.name in private else Visibility.PUBLIC
    return info.model_copy(update={"visibility": now})
