"""What a change does to the trend, the core and groups, by draws and by name, in words."""

from collections.abc import Iterator

from graph_schema.whatif_answers import MEMBER_CHANGES, TrendSide, WhatIf
from service.gap_text import number, small
from service.trend_text import change, change_span
from service.whatif_values import between
from visualisations.trend_phrases import verdict_told
from visualisations.whatif import figure_word

SENTENCES = {
    "sv": {
        "trend": "Trend för möten över sektorer: före {before}; efter {after}.",
        "line": "{verdict} ({change} per år, {interval}, p {p})",
        "no_interval": "utan intervall",
        "drawn": "Trendens utslag, hur många som av en slump saknar en annan sektor, och z för "
        "mellanhänder är av {draws} dragningar av vardera kartan. För slumpens ändringar är de "
        "inte beräknade: det skulle ta hundra gånger så lång tid. Två dragningar skiljer sig lite "
        "av en slump; det gör de också före och efter.",
        "later": "Trendens utslag, hur många som av en slump saknar en annan sektor, och z för "
        "mellanhänder är inte beräknade än.",
        "too_large": "Trendens utslag, hur många som av en slump saknar en annan sektor, z för "
        "mellanhänder och grupper är inte beräknade: kartan har fler än 30 000 deltaganden.",
        "named": "{figure} ({count}): {names}",
        "beside": "{figure} ({count}; slumpen {chance}): {names}",
        "nobody": "Ingen kommer till kärnan, lämnar den eller hamnar i en annan grupp.",
        "nobody_core": "Ingen kommer till kärnan eller lämnar den.",
        "not_agreed": "Vem som hamnar i en annan grupp sägs inte: sökningarna är inte ense om "
        "några grupper, före eller efter.",
    },
    "en": {
        "trend": "Trend of meetings across sectors: before, {before}; after, {after}.",
        "line": "{verdict} ({change} a year, {interval}, p {p})",
        "no_interval": "no interval",
        "drawn": "The verdict of the trend, how many lack another sector by chance, and z of "
        "brokers are of {draws} draws of each of both maps. For random changes they are not "
        "computed: that would take a hundred times as long. Two sets of draws differ a little by "
        "chance, and so do before and after.",
        "later": "The verdict of the trend, how many lack another sector by chance, and z of "
        "brokers are not computed yet.",
        "too_large": "The verdict of the trend, how many lack another sector by chance, z of "
        "brokers and groups are not computed: the map has more than 30,000 participations.",
        "named": "{figure} ({count}): {names}",
        "beside": "{figure} ({count}; chance {chance}): {names}",
        "nobody": "Nobody joins the core, leaves it or ends in another group.",
        "nobody_core": "Nobody joins the core or leaves it.",
        "not_agreed": "Who ends in another group is not told: searches do not agree on any groups, "
        "before or after.",
    },
}


def drawn_lines(found: WhatIf, lang: str) -> list[str]:
    """The trend before and after, who is elsewhere, and what the draws are worth."""
    return [*_trend(found, lang), *_members(found, lang), _worth(found, lang)]


def _trend(found: WhatIf, lang: str) -> Iterator[str]:
    if found.drawn is not None:
        before, after = (
            _verdict(trend, lang) for trend in (found.drawn.trend_before, found.drawn.trend_after)
        )
        yield SENTENCES[lang]["trend"].format(before=before, after=after)


def _verdict(trend: TrendSide, lang: str) -> str:
    told = verdict_told(trend, lang)
    told = told[0].lower() + told[1:]
    if trend.change is None:
        return told
    texts = SENTENCES[lang]
    return texts["line"].format(
        verdict=told,
        change=change(trend.change, lang),
        interval=change_span(trend.interval, lang) or texts["no_interval"],
        p=small(trend.p, lang),
    )


def _members(found: WhatIf, lang: str) -> Iterator[str]:
    """By name who joins, leaves or moves; that nobody does; and where it cannot be said."""
    texts = SENTENCES[lang]
    counted = {each.name: each for each in found.figures if each.name in MEMBER_CHANGES}
    for name in MEMBER_CHANGES:
        names = [each.actor.name for each in found.members if each.change == name]
        each = counted[name]
        if names:
            more = " …" if (each.difference or 0) > len(names) else "."
            yield texts["named" if each.placebo is None else "beside"].format(
                figure=figure_word(name, lang),
                count=number(each.difference, lang, "#,##0"),
                chance=between(name, each.placebo, lang),
                names=", ".join(names) + more,
            )
    agreed = counted["group_moved"].difference is not None
    if not found.members:
        yield texts["nobody" if agreed else "nobody_core"]
    if not agreed and found.slow_draws is not None:
        yield texts["not_agreed"]


def _worth(found: WhatIf, lang: str) -> str:
    texts = SENTENCES[lang]
    if found.drawn is not None:
        return texts["drawn"].format(draws=found.drawn.draws)
    return texts["later" if found.not_computed and found.slow_draws is not None else "too_large"]
