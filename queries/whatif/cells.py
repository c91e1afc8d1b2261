"""Region × theme of a map: cells with arenas and without, and on how many funders they rest."""

from dataclasses import dataclass, field

import numpy as np

from graph_schema.vocabularies import Audience
from graph_schema.whatif_answers import FigureName
from graph_schema.whitespace_answers import Level, WhitespaceScope
from queries.funders.concentration import squared_shares
from queries.funders.resting import resting
from queries.readmodel.open import ReadModel
from queries.whatif.around import Around
from queries.whitespace.arenas import Bools, Ints
from queries.whitespace.independence import Counts, Floats, quasi_independent
from queries.whitespace.labels import Axis, axis_of, covered_labels, labelled_arenas
from queries.whitespace.table import fits_of
from queries.whitespace.verdicts import LEAST_EXPECTED

LEVEL: Level = "county"
Figures = dict[FigureName, float]


def count(these: Bools) -> int:
    """How many."""
    return int(np.count_nonzero(these))


@dataclass
class Cells:
    """Both dimensions of a map and what has been found of it: a random change repeats most of it.

    What is remembered hangs on the counts it is named by and on nothing else. A public reader is
    told of no cell of a theme that is marked sensitive.
    """

    model: ReadModel
    scope: WhitespaceScope
    regions: Axis
    themes: Axis
    told: Bools  # one per theme
    fits: dict[bytes, Floats] = field(default_factory=dict)
    covered: dict[bytes, Bools] = field(default_factory=dict)
    filled: dict[bytes, Figures] = field(default_factory=dict)

    @classmethod
    def of(cls, model: ReadModel, around: Around, source: str | None) -> "Cells":
        """The lines of the table of a map."""
        scope = WhitespaceScope(sources=() if source is None else (source,))
        asked = np.flatnonzero(around.there)
        themes = axis_of(model, "theme", LEVEL, asked)
        told = ~themes.sensitive | (model.audience is not Audience.PUBLIC)
        return cls(model, scope, axis_of(model, "region", LEVEL, asked), themes, told)

    def of_arenas(self, around: Around) -> Figures:
        """How many cells have an arena, how many have none, and how many of both would tell."""
        arenas = around.arenas
        name = np.sort(arenas).tobytes()
        if name not in self.filled:
            self.filled[name] = self._filled(arenas)
        return self.filled[name]

    def _filled(self, arenas: Ints) -> Figures:
        used = np.bincount(self.themes.labels.of_arenas(arenas).values, minlength=self.told.size)
        told = self.told & (used > 0)
        if not told.any() or not self.regions.nodes.size:
            return {"filled_cells": np.nan, "empty_cells": np.nan, "telling_cells": np.nan}
        chosen, labelled = labelled_arenas(self.model, self.regions, self.themes, arenas)
        counts, covered = labelled.counts(), self._covered(chosen)
        expected = fits_of(labelled, covered, self._fit).expected
        return {
            "filled_cells": count((counts > 0) & told),
            "empty_cells": count((counts == 0) & covered & told),
            "telling_cells": count((expected >= LEAST_EXPECTED) & covered & told),
        }

    def _covered(self, chosen: Ints) -> Bools:
        name = np.unique(self.model.columns.arena_source[chosen]).tobytes()
        if name not in self.covered:
            rows, columns = (
                covered_labels(self.model, axis, chosen, self.scope)[0]
                for axis in (self.regions, self.themes)
            )
            self.covered[name] = rows[:, None] & columns[None, :]
        return self.covered[name]

    def _fit(self, counts: Counts, usable: Bools) -> Floats:
        name = counts.tobytes() + usable.tobytes()
        if name not in self.fits:
            self.fits[name] = quasi_independent(counts, usable)
        return self.fits[name]

    def of_funders(self, around: Around) -> Figures:
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
