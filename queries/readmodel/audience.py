"""What an audience may read of a version: nothing of a private source reaches the public model."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from graph_schema.claims import SourceInfo
from graph_schema.vocabularies import Audience
from queries.private_sources import StampedRows, as_now
from queries.projection.decisions import Decisions
from queries.projection.project import Projection, project
from queries.stores.base import Body, Kind, Row


@dataclass(frozen=True)
class VisibleRows:
    """The rows of one version that one audience may read; ``sources`` in the order of precedence.

    Where something is withheld, the graph is projected anew from the claims that are left.
    """

    store: StampedRows
    version: int
    sources: tuple[SourceInfo, ...]
    private: frozenset[str]
    withheld: frozenset[str]
    projection: Projection | None

    def rows(self, kind: Kind) -> Iterator[Row]:
        """The visible rows of one kind, in key order."""
        if self.projection is None:
            yield from self.store.rows(kind, at=self.version)
        elif kind in ("entity", "edge"):
            bodies = self.projection.entities if kind == "entity" else self.projection.edges
            for key in sorted(bodies):
                yield Row(kind, key, bodies[key], self.version, None)
        elif kind == "member":
            yield from self._members(self.projection)
        else:
            for row in self.store.rows(kind, at=self.version):
                if _sources_of(row).isdisjoint(self.withheld):
                    yield row

    def members_ever(self) -> Iterator[Row]:
        """Every member row up to the version, past ones too.

        None where something is withheld: what was one may have been so by a withheld statement.
        """
        if self.projection is None:
            yield from self.store.rows("member", at=self.version, changed_since=0)

    @property
    def unwithheld(self) -> int:
        """The last version up to which nothing was in the store that is withheld now."""
        if self.projection is None:
            return self.version
        runs = self.store.rows("run", at=self.version, changed_since=0)
        return min(r.from_version for r in runs if not _sources_of(r).isdisjoint(self.withheld)) - 1

    def gone_ties(self) -> Iterator[str]:
        """The ids of ties that stand no more.

        Of those of versions up to ``unwithheld``: a later tie may have had its ends by a withheld
        statement.
        """
        gone = self.store.gone("edge", at=self.unwithheld)
        if self.projection is None:
            yield from gone
            return
        stood = (row.key for row in self.store.rows("edge", at=self.unwithheld))
        yield from (key for key in chain(gone, stood) if key not in self.projection.edges)

    def _members(self, projection: Projection) -> Iterator[Row]:
        """Ids of visible records, those no longer stated too, as far as they lead somewhere.

        One that is gone leads on if it was gone before anything withheld came to the store: to
        where it led then, and on from there. A later one, and one that led to what is no more,
        leads to what visible judgements in force say it is the same as; whatever else joined it to
        something may have been withheld.
        """
        before = self.unwithheld
        stated = {r for row in self.store.rows("entity", at=before) for r in row.body["members"]}
        rows = self.store.rows("member", at=before)
        gone = {row.key: row.body for row in rows if row.key not in stated}
        now = {str(body["id"]): str(body["canonical"]) for body in projection.members.values()}
        decisions = Decisions(row.body for row in self.rows("judgement"))
        judged = {decisions.one(record): body for record, body in projection.members.items()}
        for row in self.store.rows("member", at=self.version):
            if not _sources_of(row).isdisjoint(self.withheld):
                continue
            same = judged.get(decisions.one(row.key))
            ways = (projection.members.get(row.key), gone.get(row.key), _as_judged(row, same))
            led = (_on_from(body, now) for body in ways if body is not None)
            body = next((each for each in led if each["canonical"] in projection.entities), None)
            if body is not None:
                yield row._replace(body=body)


def _on_from(body: Body, now: Mapping[str, str]) -> Body:
    """The member with the node that its own leads to now."""
    canonical = str(body["canonical"])
    return {**body, "canonical": now.get(canonical, canonical)}


def _as_judged(row: Row, same: Body | None) -> Body | None:
    """What leads the id of a record that is gone to the node of one judged to be the same."""
    return None if same is None else {**row.body, "canonical": same["canonical"]}


def derived_rows(
    store: StampedRows, version: int, audience: Audience, private: frozenset[str]
) -> VisibleRows:
    """The rows of a version that the audience may read; ``private``: its private sources."""
    withheld = private if audience is Audience.PUBLIC else frozenset()
    shown = [
        as_now(SourceInfo.model_validate(run["info"]), private)
        for name, run in _latest_runs(store.rows("run", at=version)).items()
        if name not in withheld and run["withdrawn"] is False
    ]
    shown.sort(key=lambda info: (info.order, info.name))
    projection = _public_projection(store, version, withheld) if withheld else None
    return VisibleRows(store, version, tuple(shown), private, withheld, projection)


def _latest_runs(runs: Iterable[Row]) -> dict[str, Body]:
    """The latest run of each source; one in force counts before any withdrawn one."""
    latest: dict[str, tuple[tuple[bool, int], Body]] = {}
    for row in runs:
        rank = (row.body["withdrawn"] is False, row.from_version)
        name = str(row.body["source"])
        if name not in latest or rank >= latest[name][0]:
            latest[name] = (rank, row.body)
    return {name: run for name, (_, run) in latest.items()}


def _public_projection(store: StampedRows, version: int, withheld: frozenset[str]) -> Projection:
    def visible(kind: Kind) -> Iterator[Row]:
        return (r for r in store.rows(kind, at=version) if _sources_of(r).isdisjoint(withheld))

    members: Mapping[str, Body] = {row.key: row.body for row in visible("member")}
    return project(visible("claim"), visible("run"), members, version, visible("judgement"))


def _sources_of(row: Row) -> set[str]:
    """The sources that have to be visible for the row to be."""
    if row.kind in ("claim", "run"):
        return {str(row.body["source"])}
    if row.kind == "judgement":
        return {record.split("/", 1)[0] for record in row.body["records"]}
    return {row.key.split("/", 1)[0]}  # keys of sightings and members begin with the source
