"""Where a node, an edge or one value of it was stated, and under which licence."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import orjson

from graph_schema.answers import ClaimAnswer, Page
from graph_schema.claims import Locator
from queries.errors import BadQuestionError, MergedError, NotInGraphError, SplitError
from queries.lookup.nodes import claim_numbers, claims_behind, stated_values
from queries.lookup.pages import cut
from queries.lookup.period import UNKNOWN, Period
from queries.lookup.things import fields_of, find, find_tie, stated
from queries.readmodel.open import ReadModel

SIGHTINGS_PER_CLAIM = 100  # a claim that stands on more rows than this is shown with the first


NOT_ASKED: Mapping[int, bool] = {}  # for a period


class Seen(NamedTuple):
    """How often a claim stood somewhere, and whether its dates put it into the period."""

    total: int
    dated: bool | None


class Owner(NamedTuple):
    """A node or an edge that claims state."""

    n: int
    fields: dict[str, Any]


def claims_of(
    model: ReadModel,
    id: str,
    *,
    field: str | None = None,
    period: Period | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Page[ClaimAnswer]:
    """The claims behind a node, an edge, or one field of it, in the order of their sources.

    A period leaves out the claims that date what they state outside it.
    """
    owner = _owner(model, id)
    numbers = _claims(model, owner, field)
    dated = {} if period is None else _dated(model, numbers, period)
    if period is not None:
        numbers = [number for number in numbers if number in dated]
    asked = {"claims": id, "field": field, "period": period}
    page = cut(model, asked, len(numbers), limit, cursor)
    return Page[ClaimAnswer](
        items=answers(model, numbers[page.begin : page.end], dated),
        next=page.next,
        total=len(numbers),
        data_version=model.version,
    )


def _owner(model: ReadModel, id: str) -> Owner:
    try:
        found = find(model, None, id)
    except (MergedError, SplitError):
        raise
    except NotInGraphError:
        try:
            row = find_tie(model, id)
        except NotInGraphError:
            raise NotInGraphError("node or edge", id) from None
        return Owner(int(row["n"]), stated(row["fields"]))
    return Owner(found.n, fields_of(model, [found.n])[found.n])


def _claims(model: ReadModel, owner: Owner, field: str | None) -> list[int]:
    numbers = claims_behind(model, owner.n)
    if field is not None:
        numbers = np.array(_behind_field(model, owner, field), np.int64)
    order = np.lexsort((numbers, model.columns.claim_source[numbers]))
    found: list[int] = numbers[order].tolist()
    return found


def _behind_field(model: ReadModel, owner: Owner, field: str) -> list[int]:
    values = stated_values(model, owner.n, owner.fields)
    if field not in values:
        known = ", ".join(sorted(values)) or "no field at all"
        raise BadQuestionError("field", field, f"a field that is stated of it: {known}")
    number = claim_numbers(model, owner.n, values)
    return [number[id] for id in {id for _, claims in values[field] for id in claims}]


def _dated(model: ReadModel, numbers: list[int], period: Period) -> dict[int, bool]:
    """The claims that may be of the period, each with whether its own dates say so."""
    rows = model.ask("claim_years", {"claims": json.dumps(numbers), "limit": len(numbers)})
    n, start, end = (
        np.array([UNKNOWN if row[name] is None else row[name] for row in rows], np.int64)
        for name in ("n", "start", "end")
    )
    then = period.may_hold(start, end)
    surely = period.surely_holds(start[then], end[then])
    return dict(zip(n[then].tolist(), surely.tolist(), strict=True))


def answers(
    model: ReadModel, numbers: list[int], dated: Mapping[int, bool] = NOT_ASKED
) -> tuple[ClaimAnswer, ...]:
    """The claims of these numbers with where they stood."""
    asked = json.dumps(numbers)
    rows = {row["n"]: row for row in model.ask("claims", {"claims": asked, "limit": len(numbers)})}
    counted = model.ask("sighting_counts", {"claims": asked, "limit": len(numbers)})
    total = {row["claim"]: row["sightings"] for row in counted}
    seen: dict[int, list[dict[str, Any]]] = {number: [] for number in numbers}
    most = {"each": SIGHTINGS_PER_CLAIM, "limit": SIGHTINGS_PER_CLAIM * max(len(numbers), 1)}
    for sighting in model.ask("first_sightings", {"claims": asked, **most}):
        seen[sighting["claim"]].append(sighting)
    return tuple(
        _answer(model, rows[n], seen[n], Seen(total.get(n, 0), dated.get(n))) for n in numbers
    )


def _answer(
    model: ReadModel, row: dict[str, Any], sightings: list[dict[str, Any]], seen: Seen
) -> ClaimAnswer:
    published, fields, *_ = orjson.loads(row["body"])
    info = model.sources[row["source"]]
    return ClaimAnswer(
        id=row["id"],
        source=info.name,
        source_title_sv=info.title_sv,
        source_title_en=info.title_en,
        licence=info.licence.name,
        retrieved=info.retrieved,
        record=row["record"],
        kind=row["kind"],
        published=published,
        fields=fields,
        importer=row["importer"],
        files=_each_once(sighting["file"] for sighting in sightings),
        locators=_each_once(str(Locator(**orjson.loads(s["locator"]))) for s in sightings),
        runs=_each_once(sighting["run"] for sighting in sightings),
        sightings_total=seen.total,
        since_version=row["since"],
        dated=seen.dated,
    )


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
