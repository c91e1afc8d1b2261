"""The trend of mixing in words and rows."""

from graph_schema.trend_answers import MixingTrend, Persistence, Trend
from queries.gaps.verdicts import LARGEST_Q
from service.gap_text import number, small, span
from service.part_text import part_lines
from service.sunset_text import share
from service.trend_years_text import hole_lines, spells_of, without_lines
from visualisations.trend import series_name
from visualisations.trend_phrases import verdict_told, verdict_word

HEADERS = {
    "sv": ("par", "utslag", "år i linjen", "ändring per år", "95 %", "p", "q"),
    "en": ("pair", "verdict", "years in the line", "change a year", "95%", "p", "q"),
}  # fmt: skip
SENTENCES = {
    "sv": {
        "none": "Inga arenor med känt startår: det finns ingen utveckling att visa.",
        "line": "{pair}: {change} per år ({interval}) utöver vad aktiviteten ger, över {years} år, "
        "p {p}. {so}",
        "rising": "De möts oftare än förr, i förhållande till vad deras aktivitet ger.",
        "falling": "De möts mer sällan än förr, i förhållande till vad deras aktivitet ger.",
        "no_trend_seen": "Det räcker inte för att säga att något ändras.",
        "no_interval": "utan intervall",
        "no_line": "{pair}: {years} år går att använda, men mötena räcker inte till en linje.",
        "few": "{pair}: {years} år går att använda. Under {least} görs inget trendtest.",
        "untold": "{pair}: {years} år går att använda. Ändringen visas inte, för med den skulle "
        "något av åren röja färre än tre aktörer i något känsligt. {so}",
        "hidden": "År som inte visas, eftersom urvalet är känsligt och de har färre än tre aktörer "
        "eller skulle röja ett som har det: {years}.",
        "group": "{verdict}: {pairs}.",
        "recent": "Utanför linjen, som året då källorna hämtades eller året före: {years}. Projekt "
        "förs ofta in med fördröjning.",
        "to_come": "Utanför linjen, som år som inte hade börjat när källorna hämtades: {years}. "
        "Vad som är daterat dit är planerat, eller fel daterat.",
        "apart": "p och intervall räknas på olika sätt, och båda behöver peka åt samma håll.",
        "distant": "Mer än tio år från de andra åren och för få för en egen linje, och därför "
        "utanför linjen: {years}.",
        "short": "För lite fullständigt listat och därför utanför linjen: {years}.",
        "no_switch": "Utanför linjen, som år då ingen kan byta plats med någon annan i en "
        "jämförbar arena: {years}. Där har slumpen inget att ge, hur fullständiga listorna än är.",
        "not_tested": "I de år som är med i linjen ligger högst {share} av årets deltaganden i "
        "grupper av jämförbara arenor där ingen kan byta plats; mötena där räknas inte.",
        "undated": "{count} arenor saknar startår och hör inte till något år.",
        "kept": "Av alla kopplingar två år i rad finns {kept} båda åren, över {pairs} årspar "
        "({first}–{last}); slumpen ger {expected}. I {more} av dem är det fler än slumpen ger "
        "(p under 0,05, ett årspar i taget).",
        "kept_hidden": "Hur många kopplingar som finns kvar från år till år visas inte: urvalet "
        "gäller ett känsligt tema, och talen kunde berätta om färre än tre aktörer.",
        "no_kept": "Inga två år i rad är så fullständigt listade att kopplingar kan jämföras.",
        "not_computed": "Vad varje års aktivitet skulle ge är inte beräknat än för den här "
        "versionen; det tar tid på en karta av den här storleken. Om sektorer möts oftare eller "
        "mer sällan än förr går att säga först då.",
        "register": "Byte av register eller programperiod kan se ut som en trend. Omdömet är "
        "en beskrivning av vad som är registrerat, ingen prognos.",
    },
    "en": {
        "none": "No arenas with a known start year: there is no course to show.",
        "line": "{pair}: {change} a year ({interval}) beyond what activity gives, over {years} "
        "years, p {p}. {so}",
        "rising": "They meet more often than before, relative to what their activity would give.",
        "falling": "They meet less often than before, relative to what their activity would give.",
        "no_trend_seen": "That is not enough to say that anything changes.",
        "no_interval": "no interval",
        "no_line": "{pair}: {years} years can be used, but the meetings do not make a line.",
        "few": "{pair}: {years} years can be used. Below {least} there is no test of trend.",
        "untold": "{pair}: {years} years can be used. The change is not shown: with it one of the "
        "years would tell of fewer than three actors of something sensitive. {so}",
        "hidden": "Years not shown, as the selection is sensitive and they have fewer than three "
        "actors or would tell of one that does: {years}.",
        "group": "{verdict}: {pairs}.",
        "recent": "Outside the line, as the year the sources were fetched in or the one before: "
        "{years}. Projects are often entered with a delay.",
        "to_come": "Outside the line, as years that had not begun when the sources were fetched: "
        "{years}. What is dated there is planned, or dated wrongly.",
        "apart": "p and interval are computed in different ways, and both have to point the same "
        "way.",
        "distant": "More than ten years from the other years and too few for a line of their own, "
        "and so outside the line: {years}.",
        "short": "Too little listed completely and so outside the line: {years}.",
        "no_switch": "Outside the line, as years in which nobody can change places with another in "
        "a comparable arena: {years}. There chance has nothing to give, however complete the lists "
        "are.",
        "not_tested": "In the years of the line at most {share} of a year's participations lie in "
        "groups of comparable arenas in which nobody can change places; meetings there are not "
        "counted.",
        "undated": "{count} arenas have no start year and belong to no year.",
        "kept": "Of all ties of two years in a row {kept} are there in both, over {pairs} pairs of "
        "years ({first}–{last}); chance gives {expected}. In {more} of them it is more than chance "
        "gives "
        "(p below 0.05, one pair of years at a time).",
        "kept_hidden": "How many ties remain from year to year is not shown: the selection is "
        "about a sensitive theme, and the numbers could tell of fewer than three actors.",
        "no_kept": "No two years in a row are listed so completely that ties can be compared.",
        "not_computed": "What the activity of each year would give is not computed yet for this "
        "version; it takes time on a map of this size. Whether sectors meet more or less often "
        "than before can be said only then.",
        "register": "A change of register or programme period may look like a trend. The verdict "
        "describes what is recorded and is no forecast.",
    },
}  # fmt: skip


LEAST_SHARE = 0.005  # what rounds to no per cent is not worth a sentence


def change(value: float | None, lang: str) -> str:
    """A change a year in per cent, with its sign."""
    if value is None:
        return ""
    return number(value, lang, "+0.0\u00a0%;−0.0\u00a0%" if lang == "sv" else "+0.0%;−0.0%")


def change_span(ends: tuple[float, float] | None, lang: str) -> str:
    """Its interval."""
    if ends is None:
        return ""
    between = " till " if lang == "sv" else " to "
    return between.join(change(end, lang) for end in ends)


def trend_rows(found: MixingTrend, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per series, for a terminal."""
    rows: list[tuple[str, ...]] = [
        (
            series_name(trend, lang),
            verdict_told(trend, lang),
            number(trend.years_used, lang, "0"),
            change(trend.change, lang),
            change_span(trend.interval, lang),
            small(trend.p, lang),
            small(trend.q, lang),
        )
        for trend in (found.across, *found.pairs)
    ]
    return HEADERS[lang], rows


def trend_summary(found: MixingTrend, lang: str) -> list[str]:
    """What changes beyond activity, what cannot be said, and which years do not count."""
    texts = SENTENCES[lang]
    if not found.years and not found.hidden:
        return [texts["none"]]
    lines = [texts["not_computed"]] if found.not_computed else _lines(found, lang)
    to_come = {p.year for p in found.across.points if p.state == "to_come"}
    new = [year.year for year in found.years if year.under_recorded]
    short = [
        str(year.year)
        for year in found.years
        if year.coverage < found.least_coverage and not (year.under_recorded or year.no_switch)
    ]
    still = [str(y.year) for y in found.years if y.no_switch and not y.under_recorded]
    hidden = [str(year) for year in found.hidden]
    outside = {
        "recent": [str(year) for year in new if year not in to_come],
        "to_come": [str(year) for year in new if year in to_come],
        "short": short,
        "no_switch": still,
        "hidden": hidden,
        "distant": _distant(found.across),
    }
    for name, years in outside.items():
        lines += [texts[name].format(years=", ".join(years))] if years else []
    lines += _not_tested(found, lang)
    if found.undated:
        lines.append(texts["undated"].format(count=number(found.undated, lang, "#,##0")))
    lines += [] if found.not_computed else [_kept(found, lang)]
    lines += part_lines(exploratory=found.exploratory, lang=lang)
    return [*lines, texts["register"]]


def _lines(found: MixingTrend, lang: str) -> list[str]:
    """A sentence for all pairs, for each with a line, and for the rest by verdict."""
    lines = [_told(found.across, found, lang)]
    lines += [_told(trend, found, lang) for trend in found.pairs if trend.change is not None]
    rest: dict[str, list[str]] = {}
    for trend in found.pairs:
        if trend.change is None:
            verdict = verdict_word(trend.verdict, lang)
            rest.setdefault(verdict, []).append(series_name(trend, lang))
    said = SENTENCES[lang]["group"]
    return lines + [said.format(verdict=v, pairs="; ".join(names)) for v, names in rest.items()]


def _told(trend: Trend, found: MixingTrend, lang: str) -> str:
    texts = SENTENCES[lang]
    said = {"pair": series_name(trend, lang), "years": number(trend.years_used, lang, "0")}
    if trend.change is None:
        if trend.is_untold:
            told = texts["untold"].format(**said, so=texts.get(trend.verdict, "")).rstrip()
            return " ".join((told, *without_lines(trend, found.least_years, lang)))
        if trend.years_used >= found.least_years:
            return texts["no_line"].format(**said)
        return texts["few"].format(**said, least=number(found.least_years, lang, "0"))
    line = texts["line"].format(
        **said,
        change=change(trend.change, lang),
        interval=change_span(trend.interval, lang) or texts["no_interval"],
        p=small(trend.p, lang),
        so=texts[trend.verdict],
    )
    distant = _distant(trend)
    own = [texts["distant"].format(years=", ".join(distant))] * (
        bool(distant) and distant != _distant(found.across)
    )
    parts = spells_of(trend)
    holes = (
        hole_lines(parts, lang) if trend is found.across or parts != spells_of(found.across) else []
    )
    without = without_lines(trend, found.least_years, lang)
    return " ".join((line, *holes, *_apart(trend, lang), *without, *own))


def _distant(trend: Trend) -> list[str]:
    """The years too far from the others, and too few, to be part of a line."""
    return [str(point.year) for point in trend.points if point.state == "distant"]


def _apart(trend: Trend, lang: str) -> list[str]:
    """Why nothing is told where p and interval say different things."""
    if trend.p is None or trend.interval is None:
        return []
    away = trend.interval[0] > 0 or trend.interval[1] < 0
    return [SENTENCES[lang]["apart"]] if away != (trend.p <= LARGEST_Q) else []


def _not_tested(found: MixingTrend, lang: str) -> list[str]:
    """The largest share, of the years of the line of all pairs, that no switch can reach."""
    if found.across.change is None and not found.not_computed:
        return []
    used = {point.year for point in found.across.points if point.state in ("used", "not_computed")}
    most = max((year.not_tested_share for year in found.years if year.year in used), default=0.0)
    if most < LEAST_SHARE:
        return []
    return [SENTENCES[lang]["not_tested"].format(share=share(most, lang))]


def _kept(found: MixingTrend, lang: str) -> str:
    """Ties kept over all comparable years, each pair of years counting by itself."""
    if found.persistence_hidden:
        return SENTENCES[lang]["kept_hidden"]
    told = [row for row in found.persistence if row.comparable and not row.across]
    if not told:
        return SENTENCES[lang]["no_kept"]
    jaccard = [row.jaccard for row in told if row.jaccard is not None]
    expected = [row.expected for row in told if row.expected is not None]
    more = [
        row
        for row in told
        if row.p is not None and row.p < LARGEST_Q and (row.jaccard or 0) > (row.expected or 0)
    ]
    return SENTENCES[lang]["kept"].format(
        kept=share(sum(jaccard) / len(jaccard), lang),
        pairs=number(len(told), lang, "0"),
        first=told[0].year,
        last=told[-1].year + 1,
        expected=share(sum(expected) / len(expected), lang),
        more=number(len(more), lang, "0"),
    )


def kept_range(row: Persistence, lang: str) -> str:
    """Nine of ten draws of what is kept."""
    return span(row.expected_range, lang, "0.000")
