"""What every ranking carries: what was asked, how whole the lists are, how it was tested."""

import numpy as np

from graph_schema import network_answers as answers
from queries.gaps.listed import capture_lists, declared, stated_in
from queries.gaps.participations import Participations, telling_lists
from queries.gaps.unseen import unseen
from queries.network.brokers import UNKNOWN, BrokerQuestion, Known
from queries.network.measured import (
    HIDDEN_SHARE,
    LARGE_ARENA,
    LEAST_DEGREE,
    LEAST_MASS,
    MASS,
    NEXT,
    PIECES,
    REPEATS,
)
from queries.network.ranking import FIRST
from queries.network.two_mode import Bools, Ints
from queries.readmodel.coverage import COMPLETE
from queries.readmodel.open import ReadModel


def parameters(question: BrokerQuestion, found: Known) -> answers.BrokerParameters:
    """What was asked about, and how what is not exact was computed."""
    starts = int(found.measured.starts[0])
    return answers.BrokerParameters(
        scope=question.scope,
        seed=question.seed,
        starts=starts,
        exact_betweenness=bool(np.isnan(found.measured.error).all()),
        least_degree=LEAST_DEGREE,
        least_mass=LEAST_MASS,
        large_arena=LARGE_ARENA,
        has_leads=bool(found.measured.led.size),
    )


def coverage(
    model: ReadModel, question: BrokerQuestion, rows: Participations
) -> answers.BrokerCoverage:
    """Of the arenas with a known participant: how many have whole lists, also of every source."""
    sizes = np.bincount(rows.arena, minlength=rows.arena_source.size)
    held = sizes > 0
    known, alone = held & rows.arena_partners_known, sizes == 1

    stated = stated_in(model, question.sources)
    own = stated & rows.arena_partners_known[:, None] & declared(model, COMPLETE)

    def of(columns: Bools, among: Bools) -> list[int]:
        return [int(count) for count in columns[among].sum(axis=0)]

    counts = of(stated, held), of(own, held), of(stated, alone)
    sources = zip((info.name for info in model.sources), *counts, strict=True)
    arenas, whole = int(held.sum()), int(known.sum())
    asked = rows.arena_asked
    showing, telling = telling_lists(sizes[asked], rows.arena_partners_known[asked])
    return answers.BrokerCoverage(
        arenas=arenas,
        partners_known=whole,
        share=whole / arenas if arenas else None,
        complete_one=int((known & alone).sum()),
        nobody=int((asked & ~held).sum()),
        meeting_share=showing / telling if telling else None,
        alone=int(alone.sum()),
        sources=tuple(
            answers.ListCoverage(source=name, arenas=n, partners_known=k, alone=one)
            for name, n, k, one in sources
            if n
        ),
        unseen=unseen(
            capture_lists(model, rows, question.sources, together=question.units == "together"),
            rows,
            np.ones(rows.actor.size, np.bool_),
        ),
    )


def summary(found: Known) -> answers.NetworkSummary:
    """The size of the network, and what in it hangs on single actors, arenas and participations."""
    measured = found.measured
    taking_part = measured.arenas > 0
    unknown = int((found.participations.sector[taking_part] == UNKNOWN).sum())
    pieces, fragmentation = measured.pieces, float(measured.fragmentation[0])
    return answers.NetworkSummary(
        actors=int(taking_part.sum()),
        unknown_sector=unknown,
        arenas=int((measured.participants > 0).sum()),
        participations=int(measured.arenas.sum()),
        ties=int(measured.partners.sum()) // 2,
        pieces=pieces.size,
        largest_piece=int(pieces[0]) if pieces.size else 0,
        fragmentation=None if np.isnan(fragmentation) else fragmentation,
        sole_pairs=int(measured.sole.sum()),
        cut_actors=_cut(measured.actor_cuts),
        cut_actors_of_mass=_of_mass(measured.actor_cuts[:, MASS]),
        cut_actors_of_singles=_of_singles(measured.actor_cuts),
        cut_arenas=_cut(measured.arena_cuts),
        cut_arenas_of_mass=_of_mass(measured.arena_cuts[:, MASS]),
        cut_arenas_of_singles=_of_singles(measured.arena_cuts),
        bridges=measured.bridge_ends.shape[0],
        bridges_of_mass=_of_mass(measured.bridge_cuts[:, 0]),
    )


def null_run(found: Known, question: BrokerQuestion) -> answers.NullRun | None:
    """The draws that are kept, if they have been made."""
    null = found.null
    if null is None:
        return None
    return answers.NullRun(
        algorithm=str(null["algorithm"]),
        draws=int(null["draws"]),
        seed=question.seed,
        strata=int(null["strata"]),
        not_tested_share=float(null["not_tested_share"]),
    )


def stability(found: Known, by: str, question: BrokerQuestion) -> answers.Stability | None:
    """How a ranking fared when a fifth was hidden, if that has been tried; None of an empty one."""
    kept = found.stability
    if kept is None or np.isnan(kept[f"{by} overlap"]).all():
        return None
    overlap, jaccard = kept[f"{by} overlap"], kept[f"{by} jaccard"]
    return answers.Stability(
        hidden_share=HIDDEN_SHARE,
        repeats=REPEATS,
        seed=question.seed,
        first=min(FIRST, int((kept[f"{by} stays"] >= 0).sum())),
        overlap=float(overlap.mean()),
        least=float(overlap.min()),
        jaccard=None if np.isnan(jaccard).all() else float(np.nanmean(jaccard)),
    )


def _cut(removed: Ints) -> int:
    return int(np.count_nonzero(removed[:, PIECES]))


def _of_mass(mass: Ints) -> int:
    return int(np.count_nonzero(mass >= LEAST_MASS))


def _of_singles(removed: Ints) -> int:
    return int(np.count_nonzero((removed[:, MASS] >= LEAST_MASS) & (removed[:, NEXT] <= 1)))
