"""Tables of docs/calibration.md on planted gaps: which are found, which cannot be told, and why."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from scipy.stats import binomtest

from graph_schema.gap_answers import SectorPair
from graph_schema.vocabularies import Verdict
from queries.gaps.verdicts import GAP_RATIO, LARGEST_LABEL_P, LARGEST_Q, stands_corrected
from tests.calibration.planting import HALF, RATIOS, STEPS, Trial, shown

VISIBLE = 4.0  # null standard deviations by which the planted pair falls short
ASKED_POWER = 0.5  # the R_min a stricter rule would ask for
DEPTHS = (0, 2, 3, 3.5, VISIBLE, float("inf"))
LEAST_VISIBLE = (float("-inf"), 0, 0.5, 0.8, 1)
FINER = (0, 0.35, 0.5, 0.65, 0.74, 1)  # from .74 on (ten pairs) R ≤ .8 asks for more than R_min
DISTANCES = (float("-inf"), -0.2, -0.1, 0, 0.1, 0.2, float("inf"))

Bin = tuple[float, float]
Rule = Callable[[SectorPair], bool]


@dataclass(frozen=True)
class Told:
    """How often each thing was said of a planted pair."""

    gap: int
    cannot_tell: int
    other: int

    @property
    def all(self) -> int:
        """Trials."""
        return self.gap + self.cannot_tell + self.other

    @property
    def cells(self) -> str:
        """Share told as a gap with its limits, cannot tell, other: three cells."""
        return f"{share(self.gap, self.all)} | {self.cannot_tell} | {self.other}"


def told(trials: Iterable[Trial]) -> Told:
    """Count the verdicts."""
    verdicts = [trial.pair.verdict for trial in trials]
    gap, unknown = (verdicts.count(v) for v in (Verdict.GAP, Verdict.CANNOT_TELL))
    return Told(gap, unknown, len(verdicts) - gap - unknown)


def share(found: int, of: int) -> str:
    """Such as ``12 of 20: .60 (.39–.78)``, with 95 % limits by Wilson (1927, JASA 22:209)."""
    if not of:
        return "–"
    limits = binomtest(found, of).proportion_ci(method="wilson")
    low, high = (_number(limit) for limit in (limits.low, limits.high))
    return f"{found} of {of}: {_number(found / of)} ({low}–{high})"


def aim_table(trials: Sequence[Trial]) -> list[str]:
    """The usual pair at half of E: what is ranked first, told, and said of other pairs."""
    rows = [
        "| participations | worlds | visible | of these ranked first by z | told as a gap | "
        "less visible | of these told as a gap | cannot tell | other | verdicts on other pairs |",
        _rule(10),
    ]
    for size in _sizes(trials):
        usual = [t for t in trials if t.size == size and not t.rare and _brought(t, HALF)]
        visible = [t for t in usual if t.depth >= VISIBLE]
        less = told(t for t in usual if t.depth < VISIBLE)
        rows.append(
            f"| {size:,} | {len(usual)} | {len(visible)} | {sum(t.ranked_first for t in visible)} "
            f"| {told(visible).gap} | {less.all} | {less.gap} | {less.cannot_tell} | {less.other} "
            f"| {sum(t.others for t in usual)} |"
        )
    return rows


def depth_table(trials: Sequence[Trial]) -> list[str]:
    """All pairs at half of E, by how many SD that is: where *cannot tell* begins."""
    sizes = _sizes(trials)
    heads = " | ".join(f"of {size:,}: told" for size in sizes)
    rows = [
        f"| .5·E/SD | mean E | mean R_min | {heads} | told as a gap | cannot tell | other |",
        _rule(6 + len(sizes)),
    ]
    for bin_ in _bins(DEPTHS):
        part = [t for t in trials if _brought(t, HALF) and _within(t.depth, bin_)]
        if not part:
            continue
        of_size = [told(t for t in part if t.size == size) for size in sizes]
        each = " | ".join(f"{n.gap} of {n.all}" if n.all else "–" for n in of_size)
        rows.append(
            f"| {_named(bin_)} | {fmean(t.before.expected or 0 for t in part):.0f} "
            f"| {_mean(t.pair.least_visible or 0 for t in part)} | {each} | {told(part).cells} |"
        )
    return rows


def power_table(trials: Sequence[Trial], size: int) -> list[str]:
    """One size: what is told at each ratio, by the R_min shown before a gap is planted."""
    rows = [
        "| R_min shown | its mean | mean E | planted | mean R found | told as a gap "
        "| cannot tell | other |",
        _rule(8),
    ]
    for bin_ in _bins(LEAST_VISIBLE):
        for aim in (1.0, *RATIOS):
            part = [
                t
                for t in trials
                if t.size == size and _brought(t, aim) and _within(shown(t.before), bin_)
            ]
            if part:
                planted = "nothing" if aim == 1 else f"T ≤ {_number(aim)}·E"
                rows.append(
                    f"| {_named(bin_)} | {_mean(t.least_visible for t in part)} "
                    f"| {fmean(t.pair.expected or 0 for t in part):.0f} | {planted} "
                    f"| {_mean(t.pair.ratio or 0 for t in part)} | {told(part).cells} |"
                )
    return rows


def promise_table(trials: Sequence[Trial]) -> list[str]:
    """Gaps whose true ratio lies at R_min or a step from it, T varying as by chance.

    A gap in fewer than five arenas has no interval.
    """
    rows = [
        "| aim | R_min shown | mean true ratio | promised | z before | with that luck "
        "| told as a gap | missed: q > .05 | label p > .05 | R > .8 "
        "| told: mean true ratio | mean R | true ratio in the interval |",
        _rule(13),
    ]
    for step in STEPS:
        for bin_ in _bins(FINER):
            part = [t for t in trials if t.step == step and _within(shown(t.before), bin_)]
            if part:
                rows.append(f"| {_stepped(step)} | {_named(bin_)} | {_promise(part)} |")
    for size in _sizes(trials):
        part = [t for t in trials if t.step == 0 and t.size == size]
        rows.append(f"| R_min, {size:,} participations | all above 0 | {_promise(part)} |")
    return rows


def _promise(part: Sequence[Trial]) -> str:
    found = [t for t in part if t.pair.verdict is Verdict.GAP]
    missed = [t.pair for t in part if t.pair.verdict is not Verdict.GAP]
    by_q = sum((p.q or 0) > LARGEST_Q for p in missed)
    by_labels = sum((p.label_p or 0) > LARGEST_LABEL_P for p in missed)
    by_ratio = sum((p.ratio or 0) > GAP_RATIO for p in missed)
    intervals = [(t.pair.interval, t.true_ratio) for t in found]
    held = [i[0] <= ratio <= i[1] for i, ratio in intervals if i is not None]
    means = [_mean(t.true_ratio for t in found), _mean(t.pair.ratio or 0 for t in found)]
    luck = fmean(t.before.z or 0 for t in part)
    return (
        f"{_mean(t.true_ratio for t in part)} | {_mean(t.promised() for t in part)} "
        f"| {_number(luck)} | {_mean(t.promised(luck) for t in part)} "
        f"| {share(len(found), len(part))} | {by_q} | {by_labels} | {by_ratio} "
        f"| {' | '.join(means)} | {sum(held)} of {len(held)}"
    )


def distance_table(trials: Sequence[Trial]) -> list[str]:
    """Gaps brought to a ratio, by how far the ratio found is from R_min."""
    rows = ["| R − R_min | told as a gap | cannot tell | other |", _rule(4)]
    for bin_ in _bins(DISTANCES):
        part = [
            t
            for t in trials
            if t.step is None and _within((t.pair.ratio or 0) - t.least_visible, bin_)
        ]
        part = [t for t in part if t.aim < 1]
        rows.append(f"| {_named(bin_)} | {told(part).cells} |")
    return rows


RULES: dict[str, Rule] = {
    "as specified": lambda _pair: True,
    "and R_min > 0": lambda pair: (pair.least_visible or 0) > 0,
    "and R_min ≥ .5": lambda pair: (pair.least_visible or 0) >= ASKED_POWER,
    "and .5·E/SD ≥ 4": lambda pair: HALF * (pair.expected or 0) >= VISIBLE * (pair.sd or 0),
    "and label q ≤ .05": lambda pair: stands_corrected(pair.label_q),
}


def rules_table(trials: Sequence[Trial], false: Sequence[SectorPair]) -> list[str]:
    """What would be told if a gap also had to be visible: true ones lost, false ones spared."""
    aims = (HALF, RATIOS[-1])
    less = [[t for t in trials if _brought(t, aim) and t.depth < VISIBLE] for aim in aims]
    none = [t for t in trials if t.aim == 1]
    rows = [
        "| a gap is told | of the less visible at "
        + " | of those at ".join(f"{_number(aim)}·E" for aim in aims)
        + " | of the pair, nothing planted | gaps in the worlds of the first tables | surpluses |",
        _rule(6),
    ]
    for name, rule in RULES.items():
        kept = [f"{_kept(part, rule)} of {len(part)}" for part in (*less, none)]
        wrong = [sum(rule(p) for p in false if p.verdict is v) for v in _FALSE]
        rows.append(f"| {name} | {' | '.join(kept)} | {wrong[0]} | {wrong[1]} |")
    return rows


_FALSE = (Verdict.GAP, Verdict.SURPLUS)


def _kept(part: Iterable[Trial], rule: Rule) -> int:
    return sum(t.pair.verdict is Verdict.GAP and rule(t.pair) for t in part)


def _brought(trial: Trial, aim: float) -> bool:
    return trial.step is None and trial.aim == aim


def _sizes(trials: Iterable[Trial]) -> list[int]:
    return sorted({trial.size for trial in trials})


def _bins(bounds: Sequence[float]) -> list[Bin]:
    return list(zip(bounds, bounds[1:], strict=False))


def _within(value: float, bin_: Bin) -> bool:
    """From the lower bound on, without the upper."""
    return bin_[0] <= value < bin_[1]


def _named(bin_: Bin) -> str:
    low, high = bin_
    if low == float("-inf") or (low == 0 and high == DEPTHS[1]):
        return f"< {_number(high)}"
    return f"≥ {_number(low)}" if high in (float("inf"), 1) else f"{_number(low)}–{_number(high)}"


def _stepped(step: float) -> str:
    return f"R_min {'+' if step > 0 else '−'} {_number(abs(step))}" if step else "R_min"


def _mean(values: Iterable[float]) -> str:
    there = list(values)
    return _number(fmean(there)) if there else "–"


def _number(value: float) -> str:
    """Two decimals at most, no nought before the point, as in the method."""
    text = f"{value:.2f}".rstrip("0").rstrip(".") if value == round(value, 1) else f"{value:.2f}"
    return text.replace("0.", ".", 1).replace("-", "−") if abs(value) < 1 and value else text


def _rule(columns: int) -> str:
    return "|" + "---|" * columns
