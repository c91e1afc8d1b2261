"""Region × theme against a stated need: cells with fewer arenas than their share of it, or more."""

from dataclasses import dataclass, field

import numpy as np

from graph_schema.vocabularies import Audience, Verdict
from graph_schema.whatif_answers import WhatIfQuestion
from graph_schema.whitespace_answers import WhitespaceScope
from queries.network.two_mode import Bools
from queries.readmodel.open import ReadModel
from queries.whatif.around import Around, there_still
from queries.whatif.cells import LEVEL
from queries.whatif.values import Values
from queries.whitespace.arenas import Ints
from queries.whitespace.covering import covered_cells
from queries.whitespace.facts import CellFacts
from queries.whitespace.labels import Axis, axis_of, labelled_arenas
from queries.whitespace.needs import needs
from queries.whitespace.stated import facts_of, found_in
from queries.whitespace.telling import unseen
from queries.whitespace.unplaced import unplaced
from queries.whitespace.verdicts import LEAST_EXPECTED

NOTHING: Values = {"need_gap_cells": np.nan, "need_covered_cells": np.nan}


@dataclass
class Needing:
    """The need of cells and what has been found of it, by the arenas it hangs on.

    ``facts`` is None where no need is stated. A public reader is told of no cell of a theme that is
    marked sensitive, and its need is no part of the whole; of one that is not told on the map as it
    is nothing can be stated.
    """

    model: ReadModel
    scope: WhitespaceScope
    regions: Axis
    themes: Axis
    facts: CellFacts | None
    asked: Bools  # of the map as it is; what is dropped from these is there no more
    seen: dict[bytes, Values] = field(default_factory=dict)

    @classmethod
    def of(cls, model: ReadModel, around: Around, question: WhatIfQuestion) -> "Needing":
        """What is stated, found on the map; StatedCellError says which row names nothing on it."""
        asked, stated = np.flatnonzero(around.there), question.stated
        found = found_in(model, stated, "region", "theme", LEVEL)
        regions = axis_of(model, "region", LEVEL, asked, [each.row for each in found])
        themes = axis_of(model, "theme", LEVEL, asked, [each.column for each in found])
        scope = WhitespaceScope(sources=() if question.source is None else (question.source,))
        untold = unseen(model, scope, regions, themes)
        told = ~themes.sensitive | (model.audience is not Audience.PUBLIC)
        none = np.zeros(untold.cells.shape, np.int64)
        facts = facts_of(found, regions, themes, told & ~untold.cells, none, untold)
        return cls(model, scope, regions, themes, facts if stated else None, around.there.copy())

    def figures(self, around: Around) -> Values:
        """Of one map."""
        arenas = np.sort(around.arenas)
        if self.facts is None or not arenas.size:
            return NOTHING
        name = arenas.tobytes()
        if name not in self.seen:
            self.seen[name] = self._judged(arenas, self.facts)
        return self.seen[name]

    def _judged(self, arenas: Ints, stated: CellFacts) -> Values:
        chosen, labelled = labelled_arenas(self.model, self.regions, self.themes, arenas)
        axes, there = (self.regions, self.themes), there_still(self.asked, arenas)
        covered = covered_cells(self.model, axes, chosen, self.scope, there)
        told: Bools = stated.covered & covered
        more = unplaced(self.model, self.regions, self.themes, arenas, self.scope)
        facts = CellFacts(stated.possible, told, stated.need, unplaced=more)
        tested = needs(labelled.counts(), facts).values()
        if not any((each.expected or 0) >= LEAST_EXPECTED for each in tested):
            return NOTHING  # nothing can be said, which is not that there are none
        found = [each.verdict for each in tested]
        return {
            "need_gap_cells": found.count(Verdict.GAP),
            "need_covered_cells": found.count(Verdict.COVERED),
        }
