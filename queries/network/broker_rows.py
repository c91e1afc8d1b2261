"""One actor's measures as an answer, and the bands its constraint is compared within."""

from functools import cached_property
from typing import Any

import numpy as np

from graph_schema import network_answers as answers
from queries.lookup.things import refs
from queries.network.brokers import SECTORS, Known
from queries.network.kept import Arrays
from queries.network.measured import (
    APART,
    BANDS,
    LED_ROLES,
    MASS,
    NEXT,
    PIECES,
    ROLES,
    TESTED_ROLES,
    Measured,
    bands,
    most_between,
    relative_constraint,
)
from queries.network.ranking import ranked, score
from queries.network.two_mode import Floats, Ints
from queries.readmodel.columns import gathered
from queries.readmodel.open import ReadModel

MOST_UNITS = 5


def bands_of(measured: Measured) -> tuple[answers.DegreeBand, ...]:
    """Every band of degree, with the constraint of those in it."""
    band = bands(measured.partners)
    ends = (*(least - 1 for least in BANDS[1:]), None)
    found = []
    for number, (least, most) in enumerate(zip(BANDS, ends, strict=True)):
        values = measured.constraint[band == number]
        lower, median = (
            (float(q) for q in np.quantile(values, (0.25, 0.5))) if values.size else (None, None)
        )
        found.append(
            answers.DegreeBand(
                least=least, most=most, actors=values.size, lowest_quarter=lower, median=median
            )
        )
    return tuple(found)


class BrokerRows:
    """Answers about single actors of one network."""

    def __init__(self, model: ReadModel, found: Known) -> None:
        self._model, self._found, self._measured = model, found, found.measured
        self._bands = bands_of(found.measured)

    def of(self, actors: Ints, by: answers.RankedBy | None = None) -> tuple[answers.Broker, ...]:
        """The measures of these actors; ``by`` says of which ranking the stability is told."""
        columns = self._model.columns
        units = {actor: self._units(actor) for actor in actors.tolist()}
        shown = [unit for own in units.values() for unit in own[:MOST_UNITS]]
        nodes = [int(columns.actor_node[actor]) for actor in actors]
        names = refs(self._model, {*nodes, *(int(columns.actor_node[unit]) for unit in shown)})
        return tuple(
            answers.Broker(
                actor=names[node],
                stays=self._stays(actor, by),
                units=tuple(names[int(columns.actor_node[n])] for n in units[actor][:MOST_UNITS]),
                units_total=len(units[actor]),
                **self._sole(actor),
                **self._roles(actor),
                **self._removal(actor),
                **self._surroundings(actor),
            )
            for actor, node in zip(actors.tolist(), nodes, strict=True)
        )

    def _units(self, actor: int) -> list[int]:
        """Parts that count as the actor, by their own arenas among those asked about, most first.

        What stands by itself in the network is counted apart.
        """
        columns, given = self._model.columns, self._found.participations
        apart = np.zeros(columns.top.size, np.bool_)
        apart[given.actor] = True
        parts = np.flatnonzero((columns.top == actor) & ~apart)
        arenas = np.zeros(columns.arena_node.size, np.bool_)
        arenas[given.arena] = True
        own, length = gathered(columns.actor_first, columns.actor_arenas, parts)
        counted = np.bincount(np.repeat(np.arange(parts.size), length)[arenas[own]],
                              minlength=parts.size)  # fmt: skip
        order = np.argsort(-counted, kind="stable")
        return [int(n) for n in parts[order[counted[order] > 0]]]

    def _sole(self, actor: int) -> dict[str, Any]:
        measured = self._measured
        total, alone = int(measured.sole_total.sum()), int(measured.sole[actor].sum())
        by_sector = tuple(
            answers.SolePairCount(a=SECTORS[a], b=SECTORS[b], pairs=int(measured.sole[actor, a, b]))
            for a, b in np.argwhere(measured.sole[actor]).tolist()
        )
        return {
            "sector": SECTORS[int(self._found.participations.sector[actor])],
            "arenas": int(measured.arenas[actor]),
            "arenas_complete": int(self._complete[actor]),
            "partners": int(measured.partners[actor]),
            "sole_pairs": alone,
            "burden": alone / total if total else None,
            "sole_by_sector": tuple(sorted(by_sector, key=lambda pair: -pair.pairs)),
            "sole_pairs_without_large": int(self._found.small["small_sole"][actor]),
        }

    def _roles(self, actor: int) -> dict[str, Any]:
        measured = self._measured
        led = measured.led[actor].tolist() if measured.led.size else None
        counts = dict(zip(ROLES, measured.roles[actor].tolist(), strict=True))
        return {
            "roles": answers.Roles(**counts),
            "brokered_without_large": int(self._found.small["small_brokered"][actor]),
            "partial_credit": float(measured.credit[actor]),
            "led": answers.LedRoles(**dict(zip(LED_ROLES, led, strict=True))) if led else None,
            "against_null": self._against_null(actor, counts),
        }

    def _against_null(self, actor: int, counts: dict[str, int]) -> answers.RolesAgainstNull | None:
        null = self._found.null
        if null is None:
            return None
        draws = int(null["draws"])
        compared = {
            role: _compared(counts[role], null, draws, (actor, k))
            for k, role in enumerate(TESTED_ROLES)
        }
        return answers.RolesAgainstNull(**compared)

    def _removal(self, actor: int) -> dict[str, Any]:
        removed = self._measured.actor_cuts[actor].tolist()
        return {
            "pieces": removed[PIECES],
            "cut_mass": removed[MASS],
            "next_piece": removed[NEXT],
            "pairs_separated": removed[APART],
        }

    def _surroundings(self, actor: int) -> dict[str, Any]:
        measured = self._measured
        band = int(bands(measured.partners[actor : actor + 1])[0])
        error, compared = float(measured.error[actor]), band >= 0
        return {
            "constraint": float(measured.constraint[actor]) if compared else None,
            "effective_size": float(measured.effective_size[actor]) if compared else None,
            "band": self._bands[band] if compared else None,
            "band_place": int(self._places[actor]) if compared else None,
            "constraint_to_median": float(self._relative[actor]) if compared else None,
            "betweenness": float(measured.betweenness[actor]),
            "betweenness_error": None if np.isnan(error) else error,
            "betweenness_share": float(self._shares[actor]),
        }

    def _stays(self, actor: int, by: answers.RankedBy | None) -> int | None:
        if by is None or self._found.stability is None:
            return None
        stays = int(self._found.stability[f"{by} stays"][actor])
        return stays if stays >= 0 else None

    @cached_property
    def _places(self) -> Ints:
        """The place of every compared actor within its band, lowest constraint first, from 1."""
        order = ranked(score(self._measured, "constraint"))
        band = bands(self._measured.partners)[order]
        places = np.zeros(self._measured.partners.size, np.int64)
        for number in range(len(BANDS)):
            inside = order[band == number]
            places[inside] = np.arange(1, inside.size + 1)
        return places

    @cached_property
    def _complete(self) -> Ints:
        """Arenas of each actor with a complete list of participants."""
        rows = self._found.participations
        whole = rows.arena_partners_known[rows.arena]
        return np.bincount(rows.actor[whole], minlength=self._measured.arenas.size)

    @cached_property
    def _relative(self) -> Floats:
        return relative_constraint(self._measured)

    @cached_property
    def _shares(self) -> Floats:
        """Betweenness relative to the most an actor could have (Borgatti & Everett 1997)."""
        measured = self._measured
        most = most_between(
            int((measured.arenas > 0).sum()), int((measured.participants > 0).sum())
        )
        return measured.betweenness / most if most else np.zeros_like(measured.betweenness)


def _compared(
    observed: int, null: Arrays, draws: int, place: tuple[int, int]
) -> answers.AgainstNull:
    """z = (observed − mean)/SD; p is two-sided by rank, and never nought."""
    sd, mean = float(null["sd"][place]), float(null["mean"][place])
    rarer = min(int(null["as_low"][place]), int(null["as_high"][place]))
    return answers.AgainstNull(
        observed=observed,
        expected=mean,
        sd=sd,
        z=(observed - mean) / sd if sd > 0 else None,
        p=min(1.0, 2 * (1 + rarer) / (draws + 1)),
    )
