"""Whether gaps stand wherever arenas that lack a label lie, by these draws and by others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from queries.gaps.verdicts import other_draws
from queries.whitespace import verdicts
from queries.whitespace.arenas import LabelledArenas, Stratum
from queries.whitespace.facts import CellFacts
from queries.whitespace.independence import Bools, Counts, Floats
from queries.whitespace.label_null import Tally
from queries.whitespace.worst import Against, Place, Worst, worst_case

Tested = Mapping[Place, verdicts.Significance]


@dataclass(frozen=True)
class Standing:
    """What each gap is held against; ``others``: the same by draws that speak for it, and against.

    Empty where no arena lacks a label, or where there can be no gap: all stand.
    """

    against: Mapping[Place, Against]
    others: tuple[Mapping[Place, Against], ...] = ()

    def told(self, at: Place) -> bool:
        """Whether its gap stands by these draws."""
        return at not in self.against or self.against[at].stands

    def by_any(self, at: Place) -> set[bool]:
        """The same by these and by others: both, where it hangs on them."""
        return {self.told(at), *(of[at].stands for of in self.others if at in of)}


@dataclass(frozen=True)
class Lacking:
    """The arenas that lack a label beside a table of these strata, with what each is fitted.

    What they may do is reckoned once, and only if something may be a gap.
    """

    labelled: LabelledArenas
    facts: CellFacts
    strata: Sequence[tuple[Stratum, Floats | None]]

    def standing(
        self, observed: Counts, expected: Floats, comparable: Bools, tested: Tested, tally: Tally
    ) -> Standing:
        """By a tally; other draws have every p lower and every mean higher, or the reverse."""
        few = any(observed[at] <= verdicts.GAP_RATIO * expected[at] for at in tested)
        worst = self._worst if few else None
        if worst is None:
            return Standing({})
        mean, error = (each * (expected > 0) for each in (tally.mean, tally.error))
        lows = {at: own.p_low for at, own in tested.items()}
        fewer, more = (
            dict(zip(lows, ps, strict=True))
            for ps in other_draws(list(lows.values()), tally.draws, verdicts.one_sided_error)
        )
        return Standing(
            worst.drawn(mean, mean).against(comparable, lows),
            (
                worst.drawn(mean + error, mean - error).against(comparable, fewer),
                worst.drawn(mean - error, mean + error).against(comparable, more),
            ),
        )

    @cached_property
    def _worst(self) -> Worst | None:
        """None where nothing lacks a label that could change anything."""
        facts, lacking = self.facts, self.facts.unplaced
        if lacking is None:
            return None
        opens = facts.possible & ~facts.usable & lacking.coverable.cells
        if not lacking.pairs and not opens.any():
            return None
        return worst_case(self.labelled, facts.usable, facts.possible, lacking, self.strata)
