"""Search as you type: identifiers, whole names, names, longer text, then what is nearly so."""

import json
from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from graph_schema.answers import SearchHit
from queries.errors import BadQuestionError
from queries.lookup import matching
from queries.lookup.period import Period, is_dated
from queries.lookup.things import funders
from queries.readmodel.graph import FUNDER
from queries.readmodel.open import ReadModel
from queries.readmodel.text import fold, squeeze, tokens

MOST_HITS = 100
FEW = 3  # with no more than these, words one letter away are tried too


def search(
    model: ReadModel,
    text: str,
    *,
    labels: tuple[str, ...] = (),
    period: Period | None = None,
    limit: int = 20,
) -> list[SearchHit]:
    """Nodes by identifier, name, alias or text; any text is allowed.

    Who bears just this name comes first, then the most connected.

    ``approximate`` marks what was found only with one letter changed.
    """
    if not 1 <= limit <= MOST_HITS:
        raise BadQuestionError("limit", limit, f"a number from 1 to {MOST_HITS}")
    fits = _test(model, labels, period)
    found: dict[int, bool] = {}
    several_ways = 5  # the same node may come by each
    for n in islice(_exact(model, text, labels, fits), limit * several_ways):
        found.setdefault(n, False)
        if len(found) == limit:
            break
    if len(found) <= min(FEW, limit - 1):
        for n in islice(_nearly(model, text, labels, fits), limit + len(found)):
            found.setdefault(n, True)
    return _hits(model, text, dict(islice(found.items(), limit)), period)


def _test(model: ReadModel, labels: tuple[str, ...], period: Period | None) -> matching.Test:
    known = (*model.labels, FUNDER)
    for label in labels:
        if label not in known:
            raise BadQuestionError("labels", label, "one of " + ", ".join(known))
    wanted = [model.labels.index(label) for label in labels if label in model.labels]
    paying = funders(model) if FUNDER in labels else np.empty(0, np.int64)

    columns = model.columns

    def fits(nodes: NDArray[np.int64]) -> NDArray[np.bool_]:
        fitting = np.ones(nodes.size, np.bool_)
        if labels:
            fitting &= np.isin(columns.node_label[nodes], wanted) | np.isin(nodes, paying)
        if period is not None:
            fitting &= period.may_hold(columns.node_start[nodes], columns.node_end[nodes])
        return fitting

    return fits


def _exact(
    model: ReadModel, text: str, labels: tuple[str, ...], fits: matching.Test
) -> Iterator[int]:
    coded = np.array(matching.by_code(model, text), np.int64)
    yield from coded[fits(coded)].tolist()
    words = matching.words_of(text)
    if not words:
        return
    named = np.array(matching.whole_names(model, text, labels), np.int64)
    yield from named[fits(named)].tolist()
    as_typed = [[word] for word in words]
    plain = matching.folded(words)
    for question, columns, options in (
        ("names_matching", matching.EXACT, as_typed),
        ("names_matching", matching.FOLDED, plain),
        ("prose_matching", "", as_typed),
    ):
        match = matching.expression(columns, options, labels if columns else ())
        yield from matching.ranked(model, question, match, fits)


def _nearly(
    model: ReadModel, text: str, labels: tuple[str, ...], fits: matching.Test
) -> Iterator[int]:
    options = matching.mistyped(model, matching.words_of(text))
    if options is not None:
        match = matching.expression(matching.FOLDED, options, labels)
        yield from matching.ranked(model, "names_matching", match, fits)


def _hits(
    model: ReadModel, text: str, found: dict[int, bool], period: Period | None
) -> list[SearchHit]:
    params = {"nodes": json.dumps(list(found)), "limit": len(found)}
    rows = {row["n"]: row for row in model.ask("search_hits", params)}
    return [
        SearchHit(
            id=rows[n]["id"],
            label=rows[n]["label"],
            name=rows[n]["name"],
            matched=_matched(text, rows[n]["names"], rows[n]["codes"]),
            ties=int(model.columns.node_ties[n]),
            approximate=approximate,
            dated=None if period is None else is_dated(model, n, period),
        )
        for n, approximate in found.items()
    ]


def _matched(text: str, names: str, codes: str) -> str:
    """The first name or code that holds what was typed; the node's name where none does."""
    lines = names.split("\n")
    typed = [fold(word) for word in matching.words_of(text)]
    for line in lines if typed else ():
        if _holds(tokens(fold(line)), typed):
            return line
    key = squeeze(text)
    for code in codes.split("\n"):
        own = squeeze(code.partition(":")[2] or code)
        # A VAT number holds the organisation number; a code being typed begins the whole one.
        if own and key and (own in key or own.startswith(key) or squeeze(code) == key):
            return code
    return lines[0]


def _holds(words: list[str], typed: list[str]) -> bool:
    *whole, last = typed
    return all(word in words for word in whole) and any(word.startswith(last) for word in words)
