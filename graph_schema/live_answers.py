"""A first look at who meets whom, without draws: exploratory, and no verdict."""

from typing import Literal

from graph_schema.base import GraphModel
from graph_schema.carded import Carded
from graph_schema.gap_answers import TableScope
from graph_schema.job_answers import NotComputed
from graph_schema.vocabularies import Verdict


class LivePair(GraphModel):
    """T, E, SD, z = (T − E)/SD and R = T/E of one pair.

    ``state`` is *suppressed*, *no switch* or *insufficient data* where the pair is not compared,
    *not computed* where it may be once draws are made, else None; a pair short of data has T and E
    alone.
    """

    a: str
    b: str
    state: Verdict | None
    observed: int | None = None
    expected: float | None = None
    sd: float | None = None
    z: float | None = None
    ratio: float | None = None
    coverage: float | None = None


class LiveTable(Carded):
    """Every pair at once; whoever looks at many of them finds something by chance.

    ``closed_form`` says whether nothing was drawn: only with at least 10,000 participations and 150
    in the mean stratum; else the figures are those of the sampled table. ``method`` is how. Where
    that table's draws are ``not_computed``, nothing is expected yet.
    """

    data_version: int
    exploratory: Literal[True] = True
    scope: TableScope
    role_aware: bool
    method: str
    closed_form: bool
    participations: int
    mean_per_stratum: float
    pairs: tuple[LivePair, ...]
    not_computed: NotComputed | None = None
