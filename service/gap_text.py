"""The gap table in words and rows: what it can tell, what it cannot, and why.

Every sentence is made from figures, says what was found and never what ought to be.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import get_args

from graph_schema.gap_answers import GapTable, SectorPair, WholeFigure
from graph_schema.groupings import Grouping
from graph_schema.nodes import Project
from graph_schema.vocabularies import CollaborationKind, Verdict
from queries.gaps.verdicts import (
    GAP_RATIO,
    LARGEST_LABEL_P,
    LARGEST_Q,
    SURPLUS_RATIO,
    stands_corrected,
)
from visualisations.wording import decimal, percent

SMALLEST = 0.001
MOST_TOLD = 10  # pairs told one by one though nothing is found: a list of fifty tells nothing
MOST_NAMED = 15  # pairs named in one sentence; of more their number is told
SEVERAL = 3  # so many pairs are told as all of them, fewer by name
MUCH_LESS = 0.05  # of the arenas outside the test: fewer change no reading of a verdict
FOUND = (Verdict.GAP, Verdict.SURPLUS)
TOLD = (*FOUND, Verdict.AS_EXPECTED)
LISTED = (Verdict.INSUFFICIENT_DATA, Verdict.NO_SWITCH, Verdict.SUPPRESSED)
UNTESTED = (*LISTED, Verdict.NOT_COMPUTED)


@cache
def phrases(lang: str) -> dict[str, str]:
    """What is said in one language, by key."""
    place = files("service") / "gap_phrases.toml"
    return {key: said[lang] for key, said in tomllib.loads(place.read_text("utf-8")).items()}


def quoted(name: str, lang: str) -> str:
    """A name between the quotation marks of the language."""
    return f"”{name}”" if lang == "sv" else f"“{name}”"


def number(value: float | None, lang: str, pattern: str = "#,##0.0") -> str:
    """A number as the language writes it; nothing where it was not computed."""
    return "" if value is None else decimal(value, lang, pattern)


def small(value: float | None, lang: str) -> str:
    """A p or q: three decimals, and never shown as nought."""
    if value is not None and value < SMALLEST:
        return f"< {number(SMALLEST, lang, '0.000')}"
    return number(value, lang, "0.000")


def span(ends: tuple[float, float] | None, lang: str, pattern: str = "0.00") -> str:
    """Two ends as one text; nothing where there is no interval."""
    if ends is None:
        return ""
    between = f" {phrases(lang)['to']} " if ends[0] < 0 else "–"  # a dash before a minus misleads
    return between.join(number(end, lang, pattern) for end in ends)


def pair_name(pair: SectorPair, names: Mapping[str, str]) -> str:
    """Both groups' labels; ``names`` are those of the table."""
    return f"{names[pair.a]} – {names[pair.b]}"


def arena_kinds(lang: str) -> dict[str, str]:
    """What the kinds of arenas are called, by code."""
    kinds = {kind.value: kind.label(lang) for kind in CollaborationKind}
    return {**kinds, Project.LABEL: Project.SV if lang == "sv" else Project.EN}


def groupings(lang: str) -> dict[str, str]:
    """What actors may be grouped by, by code."""
    said = phrases(lang)
    return {by: said[f"grouping_{by}"] for by in get_args(Grouping)}


def words(table: GapTable, lang: str) -> dict[str, str]:
    """What a table's groups are called in sentences, by the name of the place they stand at."""
    said, by = phrases(lang), table.parameters.scope.by
    four = said[f"four_{by}"]
    named = {name: said[f"{name}_{by}"] for name in ("pairs", "many", "own", "labels")}
    return {**named, "four": four, "of_four": four[0].lower() + four[1:]}


def visible_gap(pair: SectorPair, lang: str) -> str:
    """The largest ratio that would be told as a gap four times in five, in words.

    Nothing of a pair that is not compared; of one that is and cannot be a gap, that there is none.
    """
    if pair.verdict in UNTESTED:
        return ""
    said = phrases(lang)
    if pair.least_told is None:
        return said["visible_gap_never"]
    if pair.least_told <= 0:
        return said["visible_gap_seldom"]
    return said["visible_gap"].format(ratio=number(pair.least_told, lang, "0.00"))


def verdict_name(pair: SectorPair, lang: str) -> str:
    """The verdict's label; what is as expected says whether the small difference is by chance."""
    return f"{pair.verdict.label(lang)}{_slightly(pair, lang)}"


def _slightly(pair: SectorPair, lang: str) -> str:
    if not pair.slightly or pair.ratio is None:
        return ""
    return f" ({phrases(lang)['more' if pair.ratio > 1 else 'fewer']})"


def gap_summary(table: GapTable, lang: str) -> list[str]:
    """What the table can and cannot tell, in sentences made from its figures."""
    texts = phrases(lang)
    count = Counter(pair.verdict for pair in table.pairs)
    told = sum(count[verdict] for verdict in TOLD)
    tried = told + count[Verdict.CANNOT_TELL]
    by = f"by_{table.parameters.scope.by}"
    lines = [texts[by]] if by in texts else []
    if not table.pairs:
        return [*lines, texts["no_groups"]]
    if not table.participations.given and set(count) == {Verdict.SUPPRESSED}:
        return [*lines, texts["no_participations"]]
    said = texts["tested" if told else "tested_nothing_told" if tried else "tested_none"]
    if table.not_computed:
        said = texts["not_computed"]
    lines.append(said.format(n=tried, all=len(table.pairs), told=told, **words(table, lang)))
    if table.exploratory:
        lines.append(texts["exploratory"])
    if not table.parameters.null.role_aware:
        lines.append(texts["roles_not_kept"])
    lines += [pair_sentence(table, pair, lang) for pair in table.pairs if pair.verdict in FOUND]
    lines += _grouped(table, (Verdict.AS_EXPECTED,), lang)
    lines += [pair_sentence(table, pair, lang) for pair in _worth_telling(table)]
    lines += _grouped(table, (Verdict.CANNOT_TELL, *LISTED), lang)
    lines += _others_hang(table, lang)
    if table.not_tested_share:
        share = percent(table.not_tested_share, lang)
        lines.append(texts["share"].format(share=share))
    return lines


def pair_sentence(table: GapTable, pair: SectorPair, lang: str) -> str:
    """How often a pair meets, what its activity would give, and what that allows to be said."""
    texts = phrases(lang)
    said = texts["meet_once" if pair.observed == 1 else "meet"].format(
        pair=pair_name(pair, table.labels(lang)),
        observed=number(pair.observed, lang, "#,##0"),
        expected=number(pair.expected, lang),
        range=span(pair.expected_range, lang, "#,##0"),
    )
    so = texts[_conclusion(pair)].format(
        q=small(pair.q, lang), p=small(pair.label_p, lang), **words(table, lang)
    )
    what = hanging(pair, lang)
    near = f" {texts['hangs_on_draws'].format(what=what)}" if what else ""
    return f"{said} {so}{near}{_of_many(table, pair, lang)}{_beyond(pair, lang)}"


def _of_many(table: GapTable, pair: SectorPair, lang: str) -> str:
    """That a verdict is of many pairs, where the second null's p allows for none of the others."""
    if pair.verdict not in FOUND or stands_corrected(pair.label_q):
        return ""
    n = number(table.parameters.family, lang, "#,##0")
    return f" {phrases(lang)['of_many'].format(n=n, q=small(pair.label_q, lang))}"


def hanging(pair: SectorPair, lang: str) -> str:
    """Which figures lie so near their limits that other draws may tell otherwise; none: nothing."""
    return ", ".join(phrases(lang)[f"hangs_on_{what}"] for what in pair.hangs_on)


def _others_hang(table: GapTable, lang: str) -> list[str]:
    """The same of the pairs that have no sentence of their own."""
    told = _worth_telling(table)
    found = [p for p in table.pairs if p.hangs_on and p.verdict not in FOUND and p not in told]
    if len(found) > MOST_NAMED:
        return [phrases(lang)["others_hang_many"].format(n=len(found))]
    names = table.labels(lang)
    each = "; ".join(f"{pair_name(pair, names)} ({hanging(pair, lang)})" for pair in found)
    return [phrases(lang)["others_hang"].format(pairs=each)] if found else []


def _beyond(pair: SectorPair, lang: str) -> str:
    """What a verdict leaves open where fewer of all arenas have lists than of those tested."""
    everywhere, tested = pair.coverage_all, pair.coverage_tested
    if pair.verdict not in FOUND or everywhere is None or tested is None:
        return ""
    if everywhere > tested - MUCH_LESS:
        return ""
    return f" {phrases(lang)['beyond'].format(share=percent(everywhere, lang, 0, 0))}"


def _conclusion(pair: SectorPair) -> str:
    if pair.verdict in FOUND:
        return pair.verdict.value
    below = pair.ratio is not None and pair.ratio < 1
    end = "below" if below else "above"
    if not _found_by_the_first(pair):
        return f"not_enough_{end}"
    if _is_small(pair):
        return f"small_{end}"
    return f"one_null_{end}" if pair.label_p is None else f"labels_{end}"


def _found_by_the_first(pair: SectorPair) -> bool:
    """Found by the first null, and yet no verdict: a team that keeps together may be why."""
    return pair.q is not None and pair.q <= LARGEST_Q


def _worth_telling(table: GapTable) -> list[SectorPair]:
    """The pairs nothing can be told of that look most like a gap or surplus: readers take them so.

    Of many those that differ by most meetings; the table has them all.
    """
    looking = [pair for pair in table.pairs if _looks_found(pair)]
    most = sorted(looking, key=lambda pair: -abs(pair.missing or 0.0))[:MOST_TOLD]
    return [pair for pair in looking if pair in most]


def _looks_found(pair: SectorPair) -> bool:
    looks = pair.ratio is not None and not GAP_RATIO < pair.ratio < SURPLUS_RATIO
    return pair.verdict is Verdict.CANNOT_TELL and (looks or _is_small(pair))


def _is_small(pair: SectorPair) -> bool:
    """Both nulls tell it from chance, and yet it is too near to 1 for a gap or surplus."""
    if not _found_by_the_first(pair) or pair.label_p is None or pair.ratio is None:
        return False
    return pair.label_p <= LARGEST_LABEL_P and GAP_RATIO < pair.ratio < SURPLUS_RATIO


def _grouped(table: GapTable, kinds: tuple[Verdict, ...], lang: str) -> Iterator[str]:
    told = _worth_telling(table)
    for verdict in kinds:
        found = [pair for pair in table.pairs if pair.verdict is verdict and pair not in told]
        if found:
            every = len(found) == len(table.pairs) >= SEVERAL
            many = len(found) > MOST_NAMED
            names = table.labels(lang)
            each = "; ".join(pair_name(pair, names) + _slightly(pair, lang) for pair in found)
            counted = phrases(lang)["all" if every else "many"].format(n=len(found))
            named = counted if every or many else each
            yield phrases(lang)[verdict.value].format(pairs=named)


def whole_sentence(table: GapTable, figure: WholeFigure, lang: str) -> str:
    """What one figure of the whole table says against its null, if its lists allow a test."""
    counted = figure.name.endswith("_sectors")
    whole, mean = ("#,##0", "#,##0.0") if counted else ("0.00", "0.00")
    return phrases(lang)[f"{figure.name}_{_way(figure)}"].format(
        observed=number(figure.observed, lang, whole),
        expected=number(figure.expected, lang, mean),
        range=span(figure.expected_range, lang, whole),
        tests=_tests(table, figure, lang),
        coverage=share_of_lists(figure.coverage, lang),
        **words(table, lang),
    )


def _tests(table: GapTable, figure: WholeFigure, lang: str) -> str:
    """p of both nulls and q; of the first alone where no labels can change places."""
    said = phrases(lang)["whole_one_test" if figure.q is None else "whole_tests"]
    return said.format(
        p=small(figure.p, lang),
        label_p=small(figure.label_p, lang),
        q=small(figure.q, lang),
        labels=words(table, lang)["labels"],
    )


def _way(figure: WholeFigure) -> str:
    if figure.untested is not None:
        return "short" if figure.untested == "coverage" else figure.untested
    if figure.q is None or figure.q > LARGEST_Q:
        return "chance"
    return "low" if figure.difference < 0 else "high"


def share_of_lists(share: float | None, lang: str) -> str:
    """A share that stands beside the least that is needed; a dash where there is none."""
    return "–" if share is None else percent(share, lang, 0, 1)


def gap_reason(table: GapTable, lang: str) -> str | None:
    """Why pairs are short of data: how many of which arenas have complete lists."""
    least, texts = table.parameters.least_coverage, phrases(lang)
    short = [p for p in table.pairs if p.verdict is Verdict.INSUFFICIENT_DATA]
    known = [
        (p.coverage, p.coverage_tested, p.coverage_all)
        for p in short
        if p.coverage is not None and p.coverage_tested is not None and p.coverage_all is not None
    ]
    own = [min(tested, every) for _, tested, every in known if min(tested, every) < least]
    elsewhere = [tested for _, tested, every in known if every < least <= tested]
    others = [share for share, tested, every in known if share < least <= min(tested, every)]
    needed = _shares([least], lang)
    said = []
    if own:
        said.append(texts["why"].format(share=_shares(own, lang), least=needed))
    if elsewhere:
        said.append(texts["why_elsewhere"].format(share=_shares(elsewhere, lang)))
    if others:
        which = texts["other_pairs" if own else "these_pairs"]
        share = _shares(others, lang)
        said.append(texts["why_others"].format(which=which, share=share, least=needed))
    return " ".join(said) or None


def _shares(shares: list[float], lang: str) -> str:
    """The smallest and the largest, once where they read alike."""
    ends = (share_of_lists(share, lang) for share in (min(shares), max(shares)))
    return " – ".join(dict.fromkeys(ends))
