"""Which years the line of a trend is of, and whether what is told of it hangs on one of them."""

from collections.abc import Sequence
from itertools import pairwise

from babel.lists import format_list

from graph_schema.trend_answers import Trend, WithoutYear
from queries.gaps.verdicts import LARGEST_Q
from queries.trend.line import spells
from service.gap_text import small
from visualisations.trend_phrases import years_hung_on

SENTENCES = {
    "sv": {
        "hangs_on": "Det hänger på enstaka år: tas {years} bort håller omdömet inte ({ps}).",
        "stands": "Det står sig utan vilket som helst av åren ({ps}).",
        "stands_others": "Det står sig utan vilket som helst av de andra åren ({ps}).",
        "untried": "Om det hänger på enstaka år prövas inte: med ett år borta är färre än {least} "
        "kvar, och då görs inget trendtest.",
        "some_untried": "Tas {years} bort är färre än {least} år kvar i linjen, och det prövas "
        "inte.",
        "reaches": "intervallet når då noll",
        "shorter": "linjen är då av {years} år",
        "hole": "Linjen har ett hål på {holes} år: den är av {spells}.",
        "holes": "Linjen har hål på {holes} år: den är av {spells}.",
        "any_of": "något av åren {years} och {last}",
        "hidden_by": "Det hänger på enstaka år: tas {years} bort är omdömet att {so} ({ps}).",
        "or_rising": "de möts oftare än förr",
        "or_falling": "de möts mer sällan än förr",
    },
    "en": {
        "hangs_on": "It hangs on single years: with {years} left out the verdict does not "
        "hold ({ps}).",
        "stands": "It stands without any one of the years ({ps}).",
        "stands_others": "It stands without any one of the other years ({ps}).",
        "untried": "Whether it hangs on single years is not tried: with one left out fewer than "
        "{least} would be left, and then there is no test of trend.",
        "some_untried": "With {years} left out fewer than {least} years would be left in the line, "
        "and that is not tried.",
        "reaches": "the interval then reaches zero",
        "shorter": "the line is then of {years} years",
        "hole": "The line has a hole of {holes} years: it is of {spells}.",
        "holes": "The line has holes of {holes} years: it is of {spells}.",
        "any_of": "any one of {years} and {last}",
        "hidden_by": "It hangs on single years: with {years} left out the verdict is that {so} "
        "({ps}).",
        "or_rising": "they meet more often than before",
        "or_falling": "they meet less often than before",
    },
}


def spells_of(trend: Trend) -> list[tuple[int, int]]:
    """The first and last years of what a line is of; nothing where there is none."""
    used = [point.year for point in trend.points if point.state == "used"]
    return [] if trend.change is None else spells(used)


def hole_lines(parts: list[tuple[int, int]], lang: str) -> list[str]:
    """That a line jumps over years, how many, and of which it is."""
    if len(parts) < 2:  # noqa: PLR2004 - between two there is a hole
        return []
    between = [str(after[0] - before[1] - 1) for before, after in pairwise(parts)]
    said = SENTENCES[lang]["hole" if len(between) == 1 else "holes"]
    told = [f"{first}–{last}" for first, last in parts]
    return [
        said.format(holes=format_list(between, locale=lang), spells=format_list(told, locale=lang))
    ]


def without_lines(trend: Trend, least: int, lang: str) -> list[str]:
    """Whether what is told hangs on one of its years, with p or q of the lines without one.

    Of *no trend* that is said with each verdict that one year keeps from being told. Fewer years
    than ``least`` make no line: of so many none is left out.
    """
    if not trend.without:
        few = trend.years_used == least
        return [SENTENCES[lang]["untried"].format(least=least)] if few else []
    return [*_untried(trend, least, lang), *_tried(trend, lang)]


def _untried(trend: Trend, least: int, lang: str) -> list[str]:
    """The years without which a spell falls apart, so that too few are left."""
    tried = {each.year for each in trend.without}
    used = (point.year for point in trend.points if point.state == "used")
    years = [str(year) for year in used if year not in tried]
    said = SENTENCES[lang]["some_untried"]
    return [said.format(years=_named(years, lang), least=least)] if years else []


def _tried(trend: Trend, lang: str) -> list[str]:
    hung_on = years_hung_on(trend)
    if hung_on and trend.verdict == "no_trend_seen":
        others = dict.fromkeys(each.verdict for each in trend.without)
        return [
            _hangs(trend, [each for each in trend.without if each.verdict == other], lang)
            for other in others
            if other != trend.verdict
        ]
    return [
        _hangs(trend, [e for e in trend.without if not hung_on or str(e.year) in hung_on], lang)
    ]


def _hangs(trend: Trend, left: Sequence[WithoutYear], lang: str) -> str:
    """What the line is without each of these years; where it is the same, that of all of them."""
    texts, verdict = SENTENCES[lang], left[0].verdict
    known = "hidden_by" if trend.verdict == "no_trend_seen" else "hangs_on"
    stands = "stands" if len(trend.without) == trend.years_used else "stands_others"
    told = texts[stands if verdict == trend.verdict else known]
    years = _named([str(each.year) for each in left], lang)
    said = {"years": years, "so": texts.get(f"or_{verdict}", "")}
    ps = "; ".join((*_unlikely(trend, left, lang), *_shorter(trend, left, lang)))
    return told.format(**said, ps=ps).replace(" ()", "")


def _named(years: list[str], lang: str) -> str:
    *others, last = years
    if not others:
        return last
    return SENTENCES[lang]["any_of"].format(years=", ".join(others), last=last)


def _shorter(trend: Trend, left: Sequence[WithoutYear], lang: str) -> list[str]:
    """Of how many years the line is where a whole spell is outside it without any of these."""
    sizes = sorted({each.years_used for each in left})
    if sizes[-1] >= trend.years_used - 1:
        return []
    return [SENTENCES[lang]["shorter"].format(years="–".join(map(str, sizes)))]


def _unlikely(trend: Trend, left: Sequence[WithoutYear], lang: str) -> list[str]:
    """The least and the largest p of these, or q of a pair; nothing where none is shown.

    Where they are small and no trend is seen all the same, the interval is why.
    """
    name = "p" if trend.q is None else "q"
    known = sorted(value for each in left if (value := getattr(each, name)) is not None)
    if not known:
        return []
    ends = dict.fromkeys(small(value, lang) for value in (known[0], known[-1]))
    told = [f"{name} {'–'.join(ends)}"]
    unseen = left[0].verdict == "no_trend_seen" and all(each.interval for each in left)
    by_interval = known[-1] <= LARGEST_Q and unseen
    return [*told, SENTENCES[lang]["reaches"]] if by_interval else told
