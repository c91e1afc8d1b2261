"""The last part of docs/calibration.md: gaps that were planted, and what is said of them."""

from graph_schema.gap_answers import SectorPair
from queries.gaps.testing import NullSettings
from tests.calibration.planting import Plan, Trial, claims, trials
from tests.calibration.power_tables import (
    aim_table,
    depth_table,
    distance_table,
    power_table,
    promise_table,
    rules_table,
)
from tests.calibration.worlds import TROUBLES

AS_ANSWERED = NullSettings()  # ten times the draws where a p lies near its cut
QUICK = {500: Plan(20, 10, 20, AS_ANSWERED), 2_000: Plan(20, 3, 8, AS_ANSWERED)}
FULL = {
    500: Plan(100, 40, 80, AS_ANSWERED),
    2_000: Plan(100, 10, 60, AS_ANSWERED),
    10_000: Plan(100, 6, 24),
}
QUICK_CLAIMS, FULL_CLAIMS = {500: 40, 2_000: 40}, {500: 200, 2_000: 100}
PLANTED_HEAD = "\n## A planted gap\n"
AIM = """\
Private × academia is brought to half of what is expected by switches that keep every actor's
activity, every arena's size and who leads, in worlds with whole lists. *Visible*: half of E is at
least four null SD. The switches move meetings to other pairs of the two sectors, so that a verdict
on another pair may be right: it is a mirror. The aim was *cannot tell* wherever the gap is less
visible; [decision 15](decisions/0015-what-the-calibration-aims-at.md) says why the verdict's rules
do not give that.
"""
DEPTH = """\
### Where *cannot tell* begins

The same worlds and, of every size, others of the same networks in which many actors of the two
sectors, drawn at random, count as civil society, so that about 8 to 80 meetings of the pair are
expected. T is brought to .5·E: the gap is there in every world, and whoever tells it is right.
Where ten pairs are compared, T has to lie 2.81 null SD below E to be told alone; R_min (of the
first null) is .5 where half of E is 3.65 SD. Shares stand with their 95 % limits (Wilson).
"""
POWER = """\
## Power table

By the R_min that the answer shows for the pair, the lower of the two nulls': rows go by what it was
before anything was planted, the mean is of what is shown after. T is brought to the ratio in every
world; where chance alone gave less, nothing was moved, so that the mean of R may lie lower. *Other*
is *as expected* or a surplus. A gap asks for R ≤ .8 by an E that is drawn anew, so that what lies
at .8 falls to either side.

"""
PROMISE = """\
## Whether R_min keeps its promise

Above, T lies where it was brought to. Power is about a true ratio around which T varies, so here
meetings are taken from what chance gave the pair, (1 − aim)·E of them or a few more, for a switch
may take several: 1 − taken/E is the *true ratio*. *Promised* is the share that R_min promises to be
told at it: .8 where the two are equal. *z before* is how chance had the pair before, near 0 over
many worlds, and *with that luck* what is promised with it. What was missed may be so for more than
one reason. Where R_min is above .74, a gap at it often shows R > .8, which no gap may by the
verdict's rule: there the promise is not one of the verdict. Of those told, R lies below the true
ratio where much is missed, since what fell low is what is told, and the interval, where there is
one (five arenas), holds the true ratio less often than nine times in ten. With 500 and 2,000
participations draws are made as the answer makes them (9,999 where a p lies near its cut), with
10,000 only 999.
"""
DISTANCE = """\
The same question asked of the gaps of the power table, brought to a ratio, by how far R is from
the R_min that is shown with it:
"""
RULES = """\
## What a stricter rule would tell

A gap could also have to be one that would have been seen: R_min above 0, R_min ≥ .5, or half of E
four SD; or one of which the second null's p stands when it is corrected for the pairs compared, as
the first null's is. Told of the planted pair where it is less visible, and told wrongly: of the
pair where nothing was planted, and of all pairs in worlds of the first tables ({worlds}, of either
kind).
"""


def planted_part(*, full: bool) -> str:
    """Plant, ask, and write the part; twenty minutes of one core in full, three if not."""
    found = [t for size, plan in (FULL if full else QUICK).items() for t in trials(size, plan)]
    worlds = FULL_CLAIMS if full else QUICK_CLAIMS
    false = [
        pair
        for trouble in TROUBLES.values()
        for size, count in worlds.items()
        for pair in claims(size, count, trouble)
    ]
    return written(found, false, worlds)


def written(found: list[Trial], false: list[SectorPair], worlds: dict[int, int]) -> str:
    """The part as Markdown; ``false`` are pairs told in ``worlds`` without gap or surplus."""
    asked = " and ".join(f"{count} with {size:,} participations" for size, count in worlds.items())
    first, *sizes = sorted({trial.size for trial in found})
    parts = [
        (PLANTED_HEAD + "\n" + AIM, aim_table(found)),
        (DEPTH, depth_table(found)),
        (POWER + _headed(first), power_table(found, first)),
        *((_headed(size), power_table(found, size)) for size in sizes),
        (PROMISE, promise_table(found)),
        (DISTANCE, distance_table(found)),
        (RULES.format(worlds=asked), rules_table(found, false)),
    ]
    return "\n\n".join(f"{text}\n" + "\n".join(rows) for text, rows in parts) + "\n"


def _headed(size: int) -> str:
    return f"### Power, about {size:,} participations\n"
