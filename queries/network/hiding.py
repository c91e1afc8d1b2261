"""Which rankings of a sensitive part are not shown to the public.

A ranking names its actors with their sectors, and a row of one ranking tells who stands in another.
So all of them are shown or none: each names three actors or more of every sector it names, and so
do those it leaves out.
"""

from collections.abc import Iterator

import numpy as np

from queries.errors import NotShownError
from queries.isolates.hiding import hidden_of_part
from queries.lookup.sensitive import hides_few
from queries.network.brokers import SECTORS, BrokerQuestion, Known
from queries.network.few import may_be_told
from queries.network.measured import LEAST_MASS, PIECES
from queries.network.ranking import ARENAS, MEASURES, ranked, score
from queries.network.two_mode import Ints
from queries.readmodel.open import ReadModel
from queries.whitespace.hiding import LEAST_NAMED


def require_shown(model: ReadModel, question: BrokerQuestion, found: Known) -> None:
    """Raise ``NotShownError`` where what stands between whom may not be told of the part."""
    if not hides_few(model, question):
        return
    taking_part = np.flatnonzero(found.measured.arenas > 0)
    sector = found.participations.sector[taking_part].astype(np.int64)
    are_named = hidden_of_part(model, found.participations).names_actors
    are_named = are_named and not _has_few_apart(found.measured.pieces)
    for actors in _named(found):
        own = [np.searchsorted(taking_part, actors)]
        if not (are_named and may_be_told(sector, len(SECTORS), own)):
            raise NotShownError(
                "bridges and brokers are not shown: what was asked about is sensitive, and a "
                f"ranking would name fewer than {LEAST_NAMED} actors of a sector, or tell of them"
            )


def _has_few_apart(pieces: Ints) -> bool:
    """Whether two keep to themselves, or the largest piece leaves one or two.

    Those who are alone, a piece each, are told of as so many by isolates.
    """
    left = pieces.sum() - pieces.max(initial=0)
    return bool((pieces == LEAST_NAMED - 1).any() or 0 < left < LEAST_NAMED)


def _named(found: Known) -> Iterator[Ints]:
    """The actors each list names or counts: rankings, cut points, and who is in cut arenas."""
    measured = found.measured
    for by in MEASURES:
        yield np.sort(ranked(score(measured, by)))
    yield np.flatnonzero(measured.actor_cuts[:, PIECES])
    yield _taking_part(found, ranked(score(measured, ARENAS)))
    yield _taking_part(found, np.flatnonzero(measured.arena_cuts[:, PIECES]))
    yield np.unique(measured.bridge_ends[measured.bridge_cuts[:, 0] >= LEAST_MASS, 0])
    yield np.flatnonzero(measured.sole_total)


def _taking_part(found: Known, arenas: Ints) -> Ints:
    """Who takes part in any of the arenas."""
    rows = found.participations
    return np.unique(rows.actor[np.isin(rows.arena, arenas)]).astype(np.int64)
