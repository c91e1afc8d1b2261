"""The sunset in words and rows."""

from graph_schema.answers import PartPage
from graph_schema.sunset_answers import EndingTie, Sunset, SunsetQuarter
from service.counted_text import counted
from service.gap_text import number
from visualisations.wording import partial_date, percent

HEADERS = {
    "sv": ("kvartal", "arenor slutar", "kopplingar slutar", "sista för", "slutar senare",
           "utan känt slut", "aktörer i dem", "största delen"),
    "en": ("quarter", "arenas end", "ties end", "last of", "end later", "no known end",
           "actors in them", "largest piece"),
}  # fmt: skip
TIE_HEADERS = {
    "sv": ("slutar", "aktör", "aktör", "arena", "sista kopplingen för"),
    "en": ("ends", "actor", "actor", "arena", "last tie of"),
}
TIES_SHOWN = {
    "sv": "{shown} av {total} kopplingar som slutar",
    "en": "{shown} of {total} ties that end",
}
SENTENCES = {
    "sv": {
        "nothing": "Ingen arena på kartan kan enligt sina datum pågå den {day}: om kopplingar "
        "mellan sektorer den dagen är inget känt.",
        "dates": "Den {day} kan {arenas} pågå enligt sina datum: {closed} har ett känt "
        "slut, {open_arenas} saknar slut.",
        "open": "Om arenor utan slut ({open_arenas}) pågår är okänt. Av dem saknar "
        "{undated_arenas} också start.",
        "startless": "Om arenor med känt slut men utan start ({startless_arenas}) har börjat är "
        "okänt.",
        "ties": "I arenorna har aktörer ({actors}) kopplingar till en annan sektor, {ties} "
        "tillsammans: {closed_ties} har ett känt slut.",
        "open_ties": "Om kopplingar utan känt slut ({open_ties}) finns kvar är okänt.",
        "none": "Ingen källa nämner en koppling mellan sektorer i dem.",
        "none_told": "I arenor med fullständig lista där allas sektor är känd ({told_arenas}) möts "
        "inga aktörer från olika sektorer.",
        "untold": "Ingen av dem har deltagare på en fullständig lista där allas sektor är känd: om "
        "aktörer från olika sektorer möts där är okänt.",
        "sectors": "I {unknown_sector_arenas} av arenorna deltar aktörer vars sektor är okänd: "
        "deras kopplingar räknas inte.",
        "ahead": "Till och med {until} tar {ending} slut, enligt angivna datum. Aktörer "
        "som då mister sin sista kända koppling till en annan sektor: {lost}. Kopplingar med "
        "känt slut därefter: {later}.",
        "most": "Mest slutar {quarter}: {ties}.",
        "all": "{share} av arenorna har en deltagarlista som källan säger är fullständig.",
        "share": "{share} av arenorna har en deltagarlista som källan säger är fullständig. "
        "I övriga kan en koppling finnas kvar i en arena som ingen har listat.",
        "fact": "Det är vad dagens datum säger, ingen prognos: nya projekt och förlängningar syns "
        "inte förrän en källa anger dem.",
    },
    "en": {
        "nothing": "No arena on the map can be going on on {day} by its dates: nothing is known of "
        "ties between sectors that day.",
        "dates": "By stated dates {arenas} may be going on on {day}: {closed} with a known end, "
        "{open_arenas} without one.",
        "open": "Whether arenas without an end ({open_arenas}) are going on is unknown. Without a "
        "start as well: {undated_arenas}.",
        "startless": "Whether arenas with a known end but without a start ({startless_arenas}) "
        "have begun is unknown.",
        "ties": "In the arenas actors ({actors}) have ties to another sector, {ties} together: "
        "{closed_ties} with a known end.",
        "open_ties": "Whether ties without a known end ({open_ties}) are still there is unknown.",
        "none": "No source names a tie between sectors in them.",
        "none_told": "In arenas with a complete list and the sector of everybody known "
        "({told_arenas}) no actors of different sectors meet.",
        "untold": "None of them has participants on a complete list with the sector of everybody "
        "known: whether actors of different sectors meet there is unknown.",
        "sectors": "In {unknown_sector_arenas} of the arenas there are actors whose sector is "
        "unknown: their ties are not counted.",
        "ahead": "Ending by {until}, by stated dates: {ending}. Actors that then lose their "
        "last known tie to another sector: {lost}. Ties with a known end after that: {later}.",
        "most": "Most end in {quarter}: {ties}.",
        "all": "{share} of the arenas have a list of participants that the source says is "
        "complete.",
        "share": "{share} of the arenas have a list of participants that the source says is "
        "complete. In the others a tie may live on in an arena that nobody has listed.",
        "fact": "This is what today's dates say, no forecast: new projects and extensions are not "
        "seen until a source states them.",
    },
}


def share(value: float | None, lang: str) -> str:
    """A share in whole per cent; a dash where there is nothing to share."""
    return "–" if value is None else percent(value, lang, 0, 0)


def sunset_rows(found: Sunset, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per quarter, for a terminal."""
    return HEADERS[lang], [_row(quarter, found.open_ties, lang) for quarter in found.quarters]


def _row(quarter: SunsetQuarter, open_ties: int, lang: str) -> tuple[str, ...]:
    counts = (
        quarter.arenas_ending, quarter.ties_ending, quarter.last_of, quarter.ties_later,
        open_ties, quarter.actors_left,
    )  # fmt: skip
    told = (number(count, lang, "#,##0") for count in counts)
    return quarter.name, *told, share(quarter.giant_share, lang)


def sunset_summary(found: Sunset, lang: str) -> list[str]:
    """What ends and what is not known, in sentences made from the figures."""
    texts, told = SENTENCES[lang], _told(found, lang)
    if not found.arenas:
        return [texts["nothing"].format(**told), texts["fact"]]
    names = ["dates", *(["open"] if found.open_arenas else [])]
    names += ["startless"] if found.startless_arenas else []
    if found.ties:
        names += ["ties", *(["open_ties"] if found.open_ties else []), "ahead"]
    else:
        names += ["none", "none_told" if found.told_arenas else "untold"]
    lines = [texts[name].format(**told) for name in names]
    most = max(found.quarters, key=lambda quarter: quarter.ties_ending)
    if most.ties_ending:
        ties = counted(most.ties_ending, "ties", lang)
        lines.append(texts["most"].format(quarter=most.name, ties=ties))
    if found.unknown_sector_arenas:
        lines.append(texts["sectors"].format(**told))
    whole = "all" if found.partners_known_share == 1 else "share"
    return [*lines, texts[whole].format(**told), texts["fact"]]


def _told(found: Sunset, lang: str) -> dict[str, str]:
    """The figures that the sentences name, as they are written."""
    values = {
        **{name: value for name, value in found if isinstance(value, int)},
        "closed": found.arenas - found.open_arenas,
        "closed_ties": found.ties - found.open_ties,
        "ending": sum(quarter.ties_ending for quarter in found.quarters),
        "lost": sum(quarter.last_of for quarter in found.quarters),
        "later": found.later_ties,
    }
    return {
        **{name: number(value, lang, "#,##0") for name, value in values.items()},
        "arenas": counted(found.arenas, "arenas", lang),
        "ending": counted(values["ending"], "ties", lang),
        "day": partial_date(found.day, lang),
        "until": partial_date(found.quarters[-1].end, lang),
        "share": share(found.partners_known_share, lang),
    }


def tie_rows(
    found: PartPage[EndingTie], lang: str
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per tie that ends, for a terminal."""
    return TIE_HEADERS[lang], [
        (
            partial_date(tie.ends, lang),
            tie.a.name,
            tie.b.name,
            tie.arenas[-1].name,
            ", ".join(ref.name for ref in tie.last_of),
        )
        for tie in found.items
    ]
