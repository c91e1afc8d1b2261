"""Isolates and orphans in words and rows: what we know of, never what there is."""

from graph_schema.answers import PartPage
from graph_schema.coverage_answers import LEAST_COVERAGE
from graph_schema.isolate_answers import (
    AgainstChance,
    GroupedBy,
    IsolateCounts,
    IsolateGroup,
    Isolates,
    RecordedActor,
    SoloArenas,
)
from graph_schema.vocabularies import ActorKind, Sector
from queries.isolates.comparing import is_enough
from service.counted_text import counted
from service.gap_text import number, share_of_lists, small, span
from service.part_text import part_lines
from service.sunset_text import share

HEADERS = {
    "sv": ("grupp", "aktörer", "ingen medverkan registrerad", "av dem bredvid", "bara ensamma",
           "med fullständig lista", "i en arena", "prövade",
           "ingen känd partner i annan sektor",
           "medverkan med fullständig lista"),
    "en": ("group", "actors", "no participation recorded", "of them beside", "alone only",
           "with complete lists", "in one arena", "judged",
           "no known partner of another sector",
           "participation with a complete list"),
}  # fmt: skip
LIST_HEADERS = {
    "sv": ("aktör", "sektor", "arenor", "senast sedd", "källor", "hämtad", "stödjer arena"),
    "en": ("actor", "sector", "arenas", "last seen", "sources", "retrieved", "supports arena"),
}
EXPECTED = {"sv": "väntade partner i andra sektorer",
            "en": "expected partners of other sectors"}  # fmt: skip
YES = {"sv": "ja", "en": "yes"}
LIST_TITLE = {"sv": "{shown} av {total}, i namnordning", "en": "{shown} of {total}, by name"}
NOT_STATED = {"sv": "ej angivet", "en": "not stated"}
BY_CHANCE = ("judged", "orphans")
NOT_COMPUTED = {"sv": "inte beräknat än", "en": "not computed yet"}
HIDDEN = {"sv": "visas inte", "en": "not shown"}
FIELDS = ("actors", "never", "beside", "solo", "solo_complete", "single", "judged", "orphans")
SENTENCES = {
    "sv": {
        "whole": "Kända aktörer: {actors}. Ingen medverkan registrerad: {never}, och {beside} av "
        "dem finansierar, stödjer eller ger råd till en arena. I sina arenor bara registrerade "
        "ensamma: {solo}. I en enda arena: {single}, vilket är vanligt och inget fel.",
        "ended": "Av dem som saknar medverkan har {ended} upphört före {year}, enligt källorna.",
        "nothing": "Inga medverkanden i urvalet: det finns inget att säga om vem som står utanför.",
        "part": "Aktörer i urvalet: {actors}. I sina arenor bara registrerade ensamma: {solo}. I "
        "en enda arena: {single}, vilket är vanligt och inget fel.",
        "recording": "{solo} av {arenas} har en enda registrerad deltagare. För "
        "{incomplete} av dem är listan inte fullständig: där säger det något om vad som "
        "registrerats, inte om vem som var där. Fullständig lista har {complete} av arenorna.",
        "alone": "I arenor med fullständig lista har {observed} av {of} inte mött någon. "
        "Deras aktivitet och arenornas storlek skulle ge {expected} ({range}; p {p}).",
        "no_alone": "Hur många som skulle stå ensamma av en slump går inte att säga: för lite är "
        "fullständigt listat.",
        "still_alone": "Hur många som skulle stå ensamma av en slump går inte att säga: i arenorna "
        "med fullständig lista kan ingen byta plats med någon annan.",
        "hidden_alone": "Hur många som skulle stå ensamma av en slump sägs inte, och inte heller "
        "varför: urvalet gäller ett känsligt tema, och skälet kunde berätta om färre än tre "
        "aktörer.",
        "apart": "{of} har fullständiga listor nog för att slumpen skulle ge dem minst "
        "{least} partner i andra sektorer. {orphans} av dem har ingen som vi känner till. I de "
        "fullständiga listorna är det {observed}; slumpen skulle ge {expected} ({range}; p {p}). "
        "Grupper som håller ihop från gång till gång ger också fler.",
        "no_apart": "Om partner i andra sektorer är färre än slumpen ger går inte att säga: för "
        "lite är fullständigt listat.",
        "hidden_apart": "Om partner i andra sektorer är färre än slumpen ger sägs inte, och inte "
        "heller varför: urvalet gäller ett känsligt tema, och skälet kunde berätta om färre än tre "
        "aktörer.",
        "still_apart": "Om partner i andra sektorer är färre än slumpen ger går inte att säga om "
        "någon aktör: slumpen ger ingen tillräckligt många i de fullständiga listorna.",
        "coverage": "{share} av all medverkan ligger i arenor med fullständig lista. Resten säger "
        "vilka som är kända, inte vilka som saknas.",
        "meeting": "Av arenorna där flera kan ha mötts har {share} en fullständig lista. Arenor "
        "utan känd deltagare räknas dit, men inte de vars fullständiga lista har en enda.",
        "short": "Under {least} jämförs ingenting med slumpen: ingen prövas, och vem som saknar "
        "partner i andra sektorer listas inte.",
        "names": "Listorna står i namnordning. De visar vad vi inte har registrerat, och "
        "rangordnar ingen.",
        "not_computed": "Vad slumpen skulle ge är inte beräknat än för den här versionen; det tar "
        "tid på en karta av den här storleken. Vilka som prövas, och vilka av dem som saknar "
        "partner i andra sektorer, går att säga först då.",
        "hidden": "Urvalet gäller ett känsligt tema: där en eller två av en sektor medverkar på "
        "ett och samma sätt visas inga antal aktörer och inga namn; slag, regioner och namn bara "
        "om det inte heller är så av dem. Vem som prövas mot slumpen, och hur många, visas inte.",
    },
    "en": {
        "whole": "Known actors: {actors}. No participation recorded: {never}; of them pay "
        "for, support or advise an arena: {beside}. Recorded alone in all their arenas: {solo}. "
        "In one arena only: {single}, which is common and no fault.",
        "ended": "Of those with no participation {ended} ended before {year}, by the sources.",
        "nothing": "No participations in this part: there is nothing to say of who is outside.",
        "part": "Actors in the selection: {actors}. Recorded alone in all their arenas: {solo}. In "
        "one arena only: {single}, which is common and no fault.",
        "recording": "With a single recorded participant: {solo} of {arenas}. For {incomplete} of "
        "them the list is not complete: there it says what was recorded, not who was there. With a "
        "complete list: {complete}.",
        "alone": "In arenas with a complete list {observed} of {of} met nobody. Their "
        "activity and the size of the arenas would give {expected} ({range}; p {p}).",
        "no_alone": "How many would stand alone by chance cannot be said: too little is listed "
        "completely.",
        "still_alone": "How many would stand alone by chance cannot be said: in the arenas with a "
        "complete list nobody can change places with another.",
        "hidden_alone": "How many would stand alone by chance is not told, nor why: the selection "
        "is about a sensitive theme, and the reason could tell of fewer than three actors.",
        "apart": "With lists complete enough for chance to give at least {least} partners of other "
        "sectors: {of}. Of them without any that we know of: {orphans}. In the complete "
        "lists it is {observed}; chance would give {expected} ({range}; p {p}). Groups that keep "
        "together from time to time give more, too.",
        "no_apart": "Whether partners of other sectors are fewer than chance gives cannot be said: "
        "too little is listed completely.",
        "hidden_apart": "Whether partners of other sectors are fewer than chance gives is not "
        "told, nor why: the selection is about a sensitive theme, and the reason could tell of "
        "fewer than three actors.",
        "still_apart": "Whether partners of other sectors are fewer than chance gives cannot be "
        "said of any actor: chance gives nobody enough of them in the complete lists.",
        "coverage": "{share} of all participations lie in arenas with a complete list. The rest "
        "says who is known, not who is missing.",
        "meeting": "Of the arenas where several may have met {share} have a complete list. Arenas "
        "without a known participant count among them, those whose complete list has one do not.",
        "short": "Below {least} nothing is compared with chance: nobody is judged, and who has no "
        "partner of another sector is not listed.",
        "names": "The lists stand in the order of names. They show what we have not recorded, and "
        "rank nobody.",
        "not_computed": "What chance would give is not computed yet for this version; it takes "
        "time on a map of this size. Who is judged, and who of them has no partner of another "
        "sector, can be said only then.",
        "hidden": "The selection is about a sensitive theme: where one or two of a sector take "
        "part in one and the same manner no numbers of actors are shown and no names; kinds, "
        "regions and names only where it is not so of them either. Who is judged against chance, "
        "and how many, is not shown.",
    },
}


def groups(found: Isolates, by: GroupedBy) -> tuple[IsolateGroup, ...]:
    """The rows of one grouping."""
    rows: tuple[IsolateGroup, ...] = getattr(found, f"by_{by}")
    return rows


def group_name(row: IsolateGroup, by: GroupedBy, lang: str) -> str:
    """What a sector, kind or region is called."""
    if row.value is None:
        return NOT_STATED[lang]
    if by == "region":
        return row.value
    known: type[Sector] | type[ActorKind] = Sector if by == "sector" else ActorKind
    return next(each.label(lang) for each in known if each.value == row.value)


def told(row: IsolateCounts, name: str, lang: str, *, lacking: bool = False) -> str:
    """A count; a dash for what was not asked or compared, a word for what is hidden or lacking."""
    if name in row.hidden:
        return HIDDEN[lang]
    if lacking and name in BY_CHANCE:
        return NOT_COMPUTED[lang]
    return number(getattr(row, name), lang, "#,##0") or "–"


def isolate_rows(
    found: Isolates, by: GroupedBy, lang: str
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per group, for a terminal."""
    rows = [
        (
            group_name(row, by, lang),
            *(told(row, name, lang, lacking=found.not_computed is not None) for name in FIELDS),
            share(row.coverage, lang),
        )
        for row in groups(found, by)
    ]
    return HEADERS[lang], rows


def _recording(arenas: SoloArenas, lang: str) -> list[str]:
    """How many arenas have a single recorded participant, where that may be told."""
    if not arenas.arenas or arenas.solo is None or arenas.solo_complete is None:
        return []
    solo = {
        "solo": arenas.solo,
        "arenas": arenas.arenas,
        "incomplete": arenas.solo - arenas.solo_complete,
        "complete": arenas.complete,
    }
    counts = {name: number(count, lang, "#,##0") for name, count in solo.items()}
    counts["arenas"] = counted(arenas.arenas, "arenas", lang)
    return [SENTENCES[lang]["recording"].format(**counts)]


def is_short(arenas: SoloArenas) -> bool:
    """Whether fewer lists that could show a meeting are complete than a gap table asks for."""
    return not is_enough(arenas.meeting_share)


def _meeting(arenas: SoloArenas, lang: str) -> list[str]:
    """The share of arenas that decides whether anything is compared."""
    if arenas.meeting_share is None:
        return []
    says, least = SENTENCES[lang], share_of_lists(LEAST_COVERAGE, lang)
    told = says["meeting"].format(share=share_of_lists(arenas.meeting_share, lang))
    return [f"{told} {says['short'].format(least=least)}" if is_short(arenas) else told]


def isolate_summary(found: Isolates, lang: str) -> list[str]:
    """What is known, what chance would give, and what cannot be said."""
    texts = SENTENCES[lang]
    if found.whole.actors == 0:
        return [texts["nothing"]]
    counts = {name: told(found.whole, name, lang) for name in FIELDS}
    lines = [texts["part" if found.whole.never is None else "whole"].format(**counts)]
    if found.ended:
        ended = number(found.ended, lang, "#,##0")
        lines.append(texts["ended"].format(ended=ended, year=found.ended_before))
    lines += _recording(found.arenas, lang)
    if found.not_computed is not None:
        lines.append(texts["not_computed"])
    else:
        why = _why_not(found)
        lines.append(_against(found.alone, "alone", lang, why=why))
        least = number(found.least_expected, lang, "0")
        more = {"orphans": counts["orphans"], "least": least}
        lines.append(_against(found.apart, "apart", lang, why=why, **more))
    if found.whole.coverage is not None:
        lines.append(texts["coverage"].format(share=share(found.whole.coverage, lang)))
    lines += _meeting(found.arenas, lang)
    lines += [texts["hidden"]] if found.sensitive else []
    lines += part_lines(exploratory=found.exploratory, lang=lang)
    return [*lines, texts["names"]]


def _why_not(found: Isolates) -> str:
    """Why there is nothing to hold against chance, where there is not."""
    if is_short(found.arenas) or found.whole.coverage == 0:
        return "no"
    if found.sensitive:
        return "hidden"
    return "no" if found.whole.coverage is None else "still"


def _against(chance: AgainstChance | None, name: str, lang: str, *, why: str, **more: str) -> str:
    if chance is None:
        return SENTENCES[lang][f"{why}_{name}"]
    return SENTENCES[lang][name].format(
        observed=number(chance.observed, lang, "#,##0"),
        of=counted(chance.of, "actors", lang),
        expected=number(chance.expected, lang),
        range=span(chance.expected_range, lang, "#,##0"),
        p=small(chance.p, lang),
        **more,
    )


def list_title(found: PartPage[RecordedActor], lang: str) -> str:
    """How many of how many stand here, and in which order."""
    return LIST_TITLE[lang].format(shown=len(found.items), total=found.total)


def list_rows(
    found: PartPage[RecordedActor], lang: str, *, judged: bool
) -> tuple[tuple[str, ...], list[tuple[str | int | None, ...]]]:
    """Headers and one row per actor, for a terminal or a file; ``judged``: with E of each."""
    sectors = {sector.value: sector.label(lang) for sector in Sector}
    name, sector, arenas, *rest = LIST_HEADERS[lang]
    headers = (name, sector, arenas, *([EXPECTED[lang]] if judged else []), *rest)
    return headers, [
        (
            row.actor.name,
            sectors[row.sector],
            row.arenas,
            *([number(row.expected, lang) or None] if judged else []),
            row.last_seen,
            ", ".join(row.stated_by),
            row.retrieved,
            YES[lang] if row.beside else None,
        )
        for row in found.items
    ]
