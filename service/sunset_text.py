"""The sunset in words and rows."""

from babel.numbers import format_percent

from graph_schema.sunset_answers import Sunset, SunsetQuarter
from service.gap_text import number
from visualisations.wording import partial_date

HEADERS = {
    "sv": ("kvartal", "arenor slutar", "kopplingar slutar", "sista för", "kopplingar kvar",
           "aktörer kvar", "största delen"),
    "en": ("quarter", "arenas end", "ties end", "last of", "ties left", "actors left",
           "largest piece"),
}  # fmt: skip
SENTENCES = {
    "sv": {
        "none": "Den {day} pågår ingen arena där aktörer från olika sektorer möts.",
        "now": "Arenor som pågår den {day}: {arenas}. I dem har aktörer ({actors}) kopplingar till "
        "en annan sektor, {ties} tillsammans.",
        "open": "{open_arenas} av arenorna har inget angivet slut: de {open_ties} kopplingar som "
        "finns där sägs inte ta slut, för att inget är känt, inte för att de består.",
        "ahead": "Till och med {until} tar {ending} av {ties} kopplingar slut. Aktörer som mister "
        "sin sista koppling till en annan sektor: {lost}. Kopplingar kvar, om inget nytt börjar: "
        "{left}.",
        "most": "Mest slutar {quarter}: {ties} kopplingar i {arenas} arenor.",
        "share": "{share} av arenorna har en deltagarlista som källan säger är fullständig. "
        "I övriga kan en koppling finnas kvar i en arena som ingen har listat.",
        "fact": "Det är vad dagens datum säger, ingen prognos: nya projekt och förlängningar syns "
        "inte förrän en källa anger dem.",
    },
    "en": {
        "none": "On {day} no arena is going on where actors of different sectors meet.",
        "now": "Arenas going on on {day}: {arenas}. In them actors ({actors}) have ties to another "
        "sector, {ties} together.",
        "open": "{open_arenas} of the arenas have no stated end: the {open_ties} ties there are "
        "not said to end, because nothing is known, not because they last.",
        "ahead": "Until {until}, {ending} of {ties} ties end. Actors that lose their last tie to "
        "another sector: {lost}. Ties left, if nothing new begins: {left}.",
        "most": "Most end in {quarter}: {ties} ties in {arenas} arenas.",
        "share": "{share} of the arenas have a list of participants that the source says is "
        "complete. In the others a tie may live on in an arena that nobody has listed.",
        "fact": "This is what today's dates say, no forecast: new projects and extensions are not "
        "seen until a source states them.",
    },
}
WHOLE = {"sv": "0\u00a0%", "en": "0%"}


def share(value: float | None, lang: str) -> str:
    """A share in whole per cent; a dash where there is nothing to share."""
    return "–" if value is None else str(format_percent(value, WHOLE[lang], locale=lang))


def sunset_rows(found: Sunset, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per quarter, for a terminal."""
    return HEADERS[lang], [_row(quarter, lang) for quarter in found.quarters]


def _row(quarter: SunsetQuarter, lang: str) -> tuple[str, ...]:
    counts = (
        quarter.arenas_ending, quarter.ties_ending, quarter.last_of, quarter.ties_left,
        quarter.actors_left,
    )  # fmt: skip
    told = (number(count, lang, "#,##0") for count in counts)
    return quarter.name, *told, share(quarter.giant_share, lang)


def sunset_summary(found: Sunset, lang: str) -> list[str]:
    """What ends and what is not known, in sentences made from the figures."""
    texts = SENTENCES[lang]
    if not found.ties:
        return [texts["none"].format(day=partial_date(found.day, lang)), texts["fact"]]
    ending = sum(quarter.ties_ending for quarter in found.quarters)
    most = max(found.quarters, key=lambda quarter: quarter.ties_ending)
    values = {
        "arenas": found.arenas, "actors": found.actors, "ties": found.ties,
        "open_arenas": found.open_arenas, "open_ties": found.open_ties, "ending": ending,
        "lost": sum(quarter.last_of for quarter in found.quarters), "left": found.ties - ending,
    }  # fmt: skip
    told = {name: number(value, lang, "#,##0") for name, value in values.items()}
    told["day"] = partial_date(found.day, lang)
    told["until"] = partial_date(found.quarters[-1].end, lang)
    lines = [texts["now"].format(**told), texts["ahead"].format(**told)]
    if ending:
        counts = {"ties": most.ties_ending, "arenas": most.arenas_ending}
        written = {name: number(value, lang, "#,##0") for name, value in counts.items()}
        lines.append(texts["most"].format(quarter=most.name, **written))
    if found.open_arenas:
        lines.append(texts["open"].format(**told))
    lines.append(texts["share"].format(share=share(found.partners_known_share, lang)))
    return [*lines, texts["fact"]]
