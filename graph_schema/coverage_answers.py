"""What is known of who took part: by source and slice, and how much two sources tell is missing."""

from typing import Literal

from graph_schema.base import GraphModel
from graph_schema.carded import Carded
from graph_schema.gap_answers import GapScope, Unseen

CoverageBy = Literal["kind", "year", "region", "sector"]
"""What a slice is: a kind of arena, a start year, a county, or arenas with a sector in them."""

LEAST_COVERAGE = 0.6
"""Of arenas that could show a meeting, the share with a complete list below which none is told."""


class ArenaCounts(GraphModel):
    """Arenas by what is known of who took part in them.

    ``arenas`` is the sum of those with nobody known, with one and with several; ``complete`` are
    those of the last two whose list a source declares complete, and ``share`` is their part of the
    two. ``complete_one`` of the complete name one participant: they show no meeting and could not,
    and ``meeting_share``, which a gap table asks for, is the share of the other complete ones among
    all other arenas: where nobody is known there is no list, whatever is declared. None where there
    is no arena to have such a list.
    """

    arenas: int
    nobody: int
    one: int
    several: int
    complete: int
    share: float | None
    complete_one: int
    meeting_share: float | None


class SourceCoverage(ArenaCounts):
    """The same for the arenas one source states; complete are those whose lists it calls so.

    Who takes part is known from all sources.
    """

    source: str


class CoverageSlice(ArenaCounts):
    """One slice; an arena that several sources state counts for each of them.

    ``unseen`` estimates, where two sources list the same arenas, how many participations neither
    has; None: no two sources overlap enough to say, which is not to say that nothing is missing.
    ``enough``: the share of meetings is large enough for a pair to be tested there; of a sector
    that of the whole as well, in which its pairs are.
    """

    value: str
    sv: str
    en: str
    participations: int
    enough: bool
    sources: tuple[SourceCoverage, ...]
    unseen: Unseen | None


class Coverage(Carded):
    """Every slice, those with most arenas first; beyond ``MOST`` they are joined in one.

    ``hidden`` are slices the public is not shown, in a sensitive part: those of fewer than three
    actors, and those beside them that would tell, which may be empty. ``exploratory``: of a part
    somebody chose to look at.
    """

    data_version: int
    exploratory: bool
    scope: GapScope
    by: CoverageBy
    least_coverage: float
    whole: CoverageSlice
    slices: tuple[CoverageSlice, ...]
    hidden: tuple[str, ...] = ()
