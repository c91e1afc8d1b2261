"""Every word of the picture of trends, in Swedish and English."""

from graph_schema.trend_answers import Trend
from graph_schema.vocabularies import Vocabulary
from graph_schema.whatif_answers import TrendSide

MOST_NAMED = 2  # years beside a verdict; a sentence and the tables name them all


class TrendPhrase(Vocabulary):
    """Text by purpose; braces hold what is filled in."""

    TITLE = (
        "title",
        "Möts sektorerna oftare eller mer sällan än förr?",
        "Do sectors meet more or less often than before?",
    )
    LEAD = (
        "lead",
        "Möten delat med vad årets aktivitet skulle ge (R). Fylld punkt: året ingår i linjen. Tom "
        "punkt: året är för nytt, för lite listat, utan något att vänta eller för långt från de "
        "andra. Strecket är nio av tio dragningar av slumpen; linjen ligger på 1.",
        "Meetings over what the activity of the year would give (R). Filled point: the year is "
        "part of the line. Empty point: the year is too recent, listed too little, with nothing to "
        "expect or too far from the others. The bar is nine of ten draws of chance; the "
        "line lies at 1.",
    )
    NOT_COMPUTED = (
        "not_computed",
        "Vad årets aktivitet skulle ge är inte beräknat än för den här versionen.",
        "What the activity of the year would give is not computed yet for this version.",
    )
    PICTURE = "picture", "En rad punkter per par. {told}", "A row of points per pair. {told}"
    TOLD = "told", "{pair}: {verdict}.", "{pair}: {verdict}."
    ACROSS = (
        "across",
        "Alla par av olika kända sektorer, samma varje år",
        "All pairs of different known sectors, the same every year",
    )
    CAPTION = "caption", "Per par och år", "By pair and year"
    LINES = "lines", "Linjer", "Lines"
    PAIR = "pair", "Par", "Pair"
    YEAR = "year", "År", "Year"
    STATE = "state", "Året är", "The year is"
    OBSERVED = "observed", "Möten", "Meetings"
    EXPECTED = "expected", "Väntat", "Expected"
    LOW = "low", "Väntat, undre 5 %", "Expected, lower 5%"
    HIGH = "high", "Väntat, övre 5 %", "Expected, upper 5%"
    RATIO = "ratio", "R", "R"
    COVERAGE = "coverage", "Täckning", "Coverage"
    VERDICT = "verdict", "Omdöme", "Verdict"
    USED = "used_years", "År i linjen", "Years in the line"
    CHANGE = "change", "Ändring per år", "Change a year"
    CHANGE_LOW = "change_low", "Ändring, undre 2,5 %", "Change, lower 2.5%"
    CHANGE_HIGH = "change_high", "Ändring, övre 2,5 %", "Change, upper 2.5%"
    P = "p", "p", "p"
    Q = "q", "q", "q"
    HANGS_ON = "hangs_on", "Hänger på", "Hangs on"
    WITH_HANGS_ON = "with_hangs_on", "{verdict}; hänger på {years}", "{verdict}; hangs on {years}"
    OF_YEARS = "of_years", "vart och ett av {count} år av {all}", "each of {count} years of {all}"

    def fill(self, lang: str, **values: str) -> str:
        """The text with its gaps filled; what fills them is never read as a pattern."""
        return self.label(lang).format(**values)


class TrendWord(Vocabulary):
    """What may be said of a series."""

    RISING = (
        "rising",
        "Möts oftare än förr, sett till aktiviteten",
        "Meets more often than before, given its activity",
    )
    FALLING = (
        "falling",
        "Möts mer sällan än förr, sett till aktiviteten",
        "Meets less often than before, given its activity",
    )
    NO_TREND_SEEN = "no_trend_seen", "Ingen trend syns", "No trend is seen"
    TOO_FEW_YEARS = (
        "too_few_years",
        "För få år för ett trendtest",
        "Too few years for a test of trend",
    )
    INSUFFICIENT_DATA = "insufficient_data", "För lite underlag", "Too little data"
    SUPPRESSED = "suppressed", "Visas inte (för få aktörer)", "Not shown (too few actors)"
    NOT_COMPUTED = "not_computed", "Inte beräknat än", "Not computed yet"


class StateWord(Vocabulary):
    """Why a year is, or is not, part of the line."""

    USED = "used", "med i linjen", "in the line"
    UNDER_RECORDED = "under_recorded", "för nytt", "too recent"
    TO_COME = (
        "to_come",
        "inte börjat när källorna hämtades",
        "not begun when the sources were fetched",
    )
    INSUFFICIENT_DATA = "insufficient_data", "för lite listat", "listed too little"
    NO_SWITCH = "no_switch", "ingen kan byta plats", "nobody can change places"
    SUPPRESSED = (
        "suppressed",
        "visas inte (få aktörer, eller skulle berätta om något som har få)",
        "not shown (few actors, or it would tell of something that has few)",
    )
    NOTHING_EXPECTED = "nothing_expected", "utan något att vänta", "with nothing to expect"
    DISTANT = "distant", "mer än tio år från de andra", "more than ten years from the others"
    NOT_COMPUTED = "not_computed", "inte beräknat än", "not computed yet"


def verdict_word(verdict: str, lang: str) -> str:
    """What a verdict is called."""
    return next(word.label(lang) for word in TrendWord if word.value == verdict)


def state_word(state: str, lang: str) -> str:
    """What the state of a year is called."""
    return next(word.label(lang) for word in StateWord if word.value == state)


def years_hung_on(trend: Trend | TrendSide) -> list[str]:
    """The years without which another verdict, or none, would be told."""
    return [str(each.year) for each in trend.without if each.verdict != trend.verdict]


def verdict_told(trend: Trend | TrendSide, lang: str) -> str:
    """What a verdict is called, with the years it hangs on."""
    verdict, years = verdict_word(trend.verdict, lang), years_hung_on(trend)
    if not years:
        return verdict
    named = ", ".join(years)
    if len(years) > MOST_NAMED:
        count, of = str(len(years)), str(len(trend.without))
        named = TrendPhrase.OF_YEARS.fill(lang, count=count, all=of)
    return TrendPhrase.WITH_HANGS_ON.fill(lang, verdict=verdict, years=named)
