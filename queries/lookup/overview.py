"""What is in here, and from which sources."""

import json
from typing import Any

import numpy as np

from graph_schema.answers import ClaimAnswer, Overview, Page, SourceAnswer
from graph_schema.claims import SourceInfo
from graph_schema.vocabularies import Sector, Visibility
from queries.errors import NotInGraphError
from queries.lookup.claims import answers
from queries.lookup.pages import cut
from queries.lookup.things import funders
from queries.private_sources import as_now
from queries.readmodel.graph import FUNDER
from queries.readmodel.open import ReadModel

MOST_RUNS = 10_000


def overview(model: ReadModel) -> Overview:
    """Counts per label, per type of tie and per sector, with all sources."""
    columns = model.columns
    labels = np.bincount(columns.node_label, minlength=len(model.labels)).tolist()
    outward = columns.tie_kind[columns.tie_kind % 2 == 0] // 2
    types = np.bincount(outward, minlength=len(model.edge_types)).tolist()
    sectors = np.bincount(columns.sector, minlength=len(Sector)).tolist()
    return Overview(
        counts={
            **dict(zip(model.labels, labels, strict=True)),
            FUNDER: funders(model).size,
            **dict(zip(model.edge_types, types, strict=True)),
        },
        sectors={s.value: count for s, count in zip(Sector, sectors, strict=True)},
        sources=tuple(sources(model)),
        graph_hash=model.graph_hash,
        published_at=model.published_at,
        data_version=model.version,
    )


def sources(model: ReadModel) -> list[SourceAnswer]:
    """Every source in the order of precedence, with what it states counted by kind."""
    rows = model.ask("sources", {"limit": len(model.sources) + 1})
    return [
        _answer(model, info, json.loads(row["counts"]))
        for info, row in zip(model.sources, rows, strict=True)
    ]


def list_sources(
    model: ReadModel, *, limit: int = 50, cursor: str | None = None
) -> Page[SourceAnswer]:
    """The sources in the order of precedence, one page at a time."""
    found = sources(model)
    page = cut(model, {"list": "sources"}, len(found), limit, cursor)
    return Page[SourceAnswer](
        items=tuple(found[page.begin : page.end]),
        next=page.next,
        total=len(found),
        data_version=model.version,
    )


def claims_of_source(
    model: ReadModel, name: str, *, limit: int = 50, cursor: str | None = None
) -> Page[ClaimAnswer]:
    """All that a source states, in the order of the claims' ids; nothing if it was withdrawn."""
    known = source(model, name).info.name
    numbers = [n for n, info in enumerate(model.sources) if info.name == known]
    claims = np.flatnonzero(np.isin(model.columns.claim_source, numbers))
    page = cut(model, {"claims of source": name}, claims.size, limit, cursor)
    return Page[ClaimAnswer](
        items=answers(model, claims[page.begin : page.end].tolist()),
        next=page.next,
        total=claims.size,
        data_version=model.version,
    )


def source(model: ReadModel, name: str) -> SourceAnswer:
    """One source, one that was withdrawn too; an unknown name is an error."""
    for answer in sources(model):
        if answer.info.name == name:
            return answer
    return _withdrawn(model, name)


def _withdrawn(model: ReadModel, name: str) -> SourceAnswer:
    """A source whose imports were all withdrawn, as the last of them described it."""
    runs = _runs(model, name)
    if not runs:
        raise NotInGraphError("source", name)
    said = [SourceInfo.model_validate(run["info"]) for run in runs]
    # No import that stands opens it again: one that was private stays so.
    private = frozenset(info.name for info in said if info.visibility is Visibility.PRIVATE)
    last = max(range(len(runs)), key=lambda n: int(runs[n]["version"]))
    since = max(int(run["withdrawn"]) for run in runs)
    return _told(model, as_now(said[last], private), {}, runs, since)


def _answer(model: ReadModel, info: SourceInfo, counts: dict[str, int]) -> SourceAnswer:
    return _told(model, info, counts, _runs(model, info.name))


def _runs(model: ReadModel, name: str) -> list[dict[str, Any]]:
    rows = model.ask("runs", {"source": name, "limit": MOST_RUNS})
    runs: list[dict[str, Any]] = [json.loads(row["body"]) for row in rows]
    return sorted(runs, key=lambda run: (run["started"], run["id"]))


def _told(
    model: ReadModel,
    info: SourceInfo,
    counts: dict[str, int],
    runs: list[dict[str, Any]],
    withdrawn: int | None = None,
) -> SourceAnswer:
    return SourceAnswer(
        info=info,
        counts=counts,
        # What the manifest said at the time stands in info, as of the latest run.
        runs=tuple({k: v for k, v in run.items() if k != "info"} for run in runs),
        withdrawn=withdrawn,
        data_version=model.version,
    )
