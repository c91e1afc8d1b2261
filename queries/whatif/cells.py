"""Region × theme of a map: cells with arenas and without, and on how many funders they rest."""

from dataclasses import dataclass, field, replace

import numpy as np

from graph_schema.vocabularies import Audience, Verdict
from graph_schema.whitespace_answers import Level, WhitespaceScope
from queries.funders.concentration import squared_shares
from queries.funders.resting import resting
from queries.readmodel.open import ReadModel
from queries.whatif.around import Around, there_still
from queries.whatif.values import Values
from queries.whitespace.arenas import Bools, Ints, LabelledArenas
from queries.whitespace.covering import covered_cells
from queries.whitespace.facts import CellFacts
from queries.whitespace.independence import Counts, Floats, quasi_independent
from queries.whitespace.labels import Axis, axis_of, labelled_arenas
from queries.whitespace.lines import DIMENSIONS
from queries.whitespace.table import MORE_DRAWS, compare, counted, fits_of
from queries.whitespace.telling import Unseen, told_together, unseen
from queries.whitespace.triples import Fitted, fitted, judged_of
from queries.whitespace.unplaced import Unplaced, unplaced
from queries.whitespace.verdicts import LEAST_EXPECTED

LEVEL: Level = "county"
MOST_TRIPLES = 20_000  # cells of region × theme × target group that each map is fitted to


def count(these: Bools) -> int:
    """How many."""
    return int(np.count_nonzero(these))


@dataclass
class Cells:
    """Both dimensions of a map and what has been found of it: a random change repeats most of it.

    What is remembered hangs on the counts it is named by and on nothing else. A public reader is
    told of no cell of a theme that is marked sensitive, nor of one that is not told on the map as
    it is; of triples only where nothing is sensitive.
    """

    model: ReadModel
    scope: WhitespaceScope
    regions: Axis
    themes: Axis
    groups: Axis
    told: Bools  # cells
    unseen: Unseen
    tells_triples: bool
    seed: int
    asked: Bools  # of the map as it is; what is dropped from these is there no more
    fits: dict[bytes, Floats] = field(default_factory=dict)
    covered: dict[bytes, Bools] = field(default_factory=dict)
    filled: dict[bytes, Values] = field(default_factory=dict)
    judged: dict[tuple[bytes, float], Values] = field(default_factory=dict)
    tripled: dict[bytes, Values] = field(default_factory=dict)

    @classmethod
    def of(cls, model: ReadModel, around: Around, source: str | None, seed: int) -> "Cells":
        """The lines of the table of a map."""
        scope = WhitespaceScope(sources=() if source is None else (source,))
        asked = np.flatnonzero(around.there)
        themes = axis_of(model, "theme", LEVEL, asked)
        regions, groups = (
            axis_of(model, name, LEVEL, asked) for name in ("region", "target_group")
        )
        told = ~themes.sensitive | (model.audience is not Audience.PUBLIC)
        untold = unseen(model, scope, regions, themes)
        told = told & ~untold.cells
        tells = told_together(model, scope, *DIMENSIONS)
        return cls(
            model, scope, regions, themes, groups, told, untold, tells, seed, around.there.copy()
        )

    @property
    def hidden(self) -> bool:
        """Whether any cell, of two dimensions or three, is not told of."""
        return not (self.told.all() and self.tells_triples)

    def of_arenas(self, around: Around) -> Values:
        """How many cells have an arena, how many have none, and how many of both would tell."""
        arenas = around.arenas
        name = np.sort(arenas).tobytes()
        if name not in self.filled:
            self.filled[name] = self._filled(arenas)
        return self.filled[name]

    def _filled(self, arenas: Ints) -> Values:
        told = self._told_of(arenas)
        if not told.any():
            return {"filled_cells": np.nan, "empty_cells": np.nan, "telling_cells": np.nan}
        chosen, labelled = labelled_arenas(self.model, self.regions, self.themes, arenas)
        counts, covered = labelled.counts(), self._covered(arenas, chosen)
        fits = fits_of(labelled, covered, self._fit)
        comparable = self._facts(covered).comparable(counts - fits.observed) & told
        telling = count((fits.expected >= LEAST_EXPECTED) & comparable)
        return {
            "filled_cells": count((counts > 0) & told),
            "empty_cells": count((counts == 0) & covered & told),
            "telling_cells": telling if comparable.any() else np.nan,
        }

    def _facts(self, covered: Bools, lacking: Unplaced | None = None) -> CellFacts:
        return CellFacts(
            np.ones_like(covered),
            covered,
            np.full(covered.shape, np.nan),
            unseen=self.unseen,
            counting=self.told,
            unplaced=lacking,
        )

    def verdicts(self, around: Around, steps: float) -> Values:
        """Cells that are gaps, and those with more than expected, by draws if ``steps`` will do.

        Their p is drawn as in the table itself, from the same seed: no formula gives it.
        """
        arenas = around.arenas
        name = np.sort(arenas).tobytes(), steps
        if name not in self.judged:
            self.judged[name] = self._verdicts(arenas, steps)
        return self.judged[name]

    def _verdicts(self, arenas: Ints, steps: float) -> Values:
        if not self._told_of(arenas).any():
            return {"gap_cells": np.nan, "covered_cells": np.nan}
        chosen, labelled = labelled_arenas(self.model, self.regions, self.themes, arenas)
        lacking = unplaced(self.model, self.regions, self.themes, arenas, self.scope)
        facts = self._facts(self._covered(arenas, chosen), lacking)
        # A theme that went with its last arena is none that another may have.
        facts = replace(facts, possible=facts.possible & self._used(arenas))
        found = self._judged(labelled, facts, steps)
        if found is None:  # nothing can be said, which is not that there are none
            return {"gap_cells": np.nan, "covered_cells": np.nan}
        of_told = [verdict for at, verdict in found.items() if self.told[at]]
        return {
            "gap_cells": of_told.count(Verdict.GAP),
            "covered_cells": of_told.count(Verdict.COVERED),
        }

    def _judged(
        self, labelled: LabelledArenas, facts: CellFacts, steps: float
    ) -> dict[tuple[int, int], Verdict] | None:
        """The verdict of every cell; None where none shown could tell, or where draws are many.

        Draws that hang on their own error are made ten times over.
        """
        laid = counted(labelled, facts)
        if not (laid.comparable & (laid.expected >= LEAST_EXPECTED)).any():
            return None
        if laid.steps * (laid.draws + 1) * MORE_DRAWS > steps:
            return None
        made = compare(labelled, facts, seed=self.seed)
        return {at: verdict for at, (verdict, _) in made.judged.items()}

    def triples(self, around: Around) -> Values:
        """Region × theme × target group: cells with fewer, and more, than their three pairs give.

        As in the table of triples itself.
        """
        if not self.tells_triples:
            return {"gap_triples": np.nan, "covered_triples": np.nan}
        arenas = np.sort(around.arenas)
        name = arenas.tobytes()
        if name not in self.tripled:
            self.tripled[name] = self._tripled(arenas)
        return self.tripled[name]

    def _tripled(self, arenas: Ints) -> Values:
        axes = self.regions, self.themes, self.groups
        there = there_still(self.asked, arenas)
        found = fitted(self.model, axes, arenas, self.scope, most=MOST_TRIPLES, there=there)
        if found is None or not (telling := self._telling(found)).any():
            return {"gap_triples": np.nan, "covered_triples": np.nan}
        _, _, judged = judged_of(found.observed, found.expected, telling)
        of = [verdict for verdict, _ in judged]
        return {
            "gap_triples": of.count(Verdict.GAP),
            "covered_triples": of.count(Verdict.COVERED),
        }

    @staticmethod
    def _telling(found: Fitted) -> Bools:
        return np.asarray(found.usable & (found.expected >= LEAST_EXPECTED))

    def _told_of(self, arenas: Ints) -> Bools:
        """The cells told of, of themes that any arena has."""
        return np.asarray(self.told & self._used(arenas))

    def _used(self, arenas: Ints) -> Bools:
        """The themes that any arena has."""
        themes = self.told.shape[1]
        used = np.bincount(self.themes.labels.of_arenas(arenas).values, minlength=themes)
        return np.asarray(used > 0)

    def _covered(self, arenas: Ints, chosen: Ints) -> Bools:
        there = there_still(self.asked, arenas)
        name = there.tobytes() + chosen.tobytes()
        if name not in self.covered:
            axes = (self.regions, self.themes)
            self.covered[name] = covered_cells(self.model, axes, chosen, self.scope, there)
        return self.covered[name]

    def _fit(self, counts: Counts, usable: Bools) -> Floats:
        name = counts.tobytes() + usable.tobytes()
        if name not in self.fits:
            self.fits[name] = quasi_independent(counts, usable)
        return self.fits[name]

    def of_funders(self, around: Around) -> Values:
        """Concentration by arenas, each split equally among its payers, and cells on one funder."""
        parts = around.parts
        payers, payer = np.unique(parts.funder, return_inverse=True)
        held = np.bincount(payer, weights=parts.weight, minlength=payers.size)
        index = squared_shares(held)
        like = around.like
        rests = resting(
            parts, self.regions.labels.of_arenas(like), self.themes.labels.of_arenas(like)
        )
        known, told = (rests.funders > 0) & self.told, rests.enough & self.told
        return {
            "funded_arenas": np.unique(parts.arena).size,
            "effective_funders": np.nan if index is None else 1 / index,
            "funders_per_cell": float(rests.funders[known].mean()) if known.any() else np.nan,
            "single_funder_cells": count(rests.on_one & told) if told.any() else np.nan,
        }
