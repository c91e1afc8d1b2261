"""What figures of other answers mean in a change, and which have no value, in words."""

from collections.abc import Iterator

from graph_schema.whatif_answers import FigureName, WhatIf, WhatIfFigure
from queries.isolates.comparing import is_enough
from queries.whatif.values import BY_DRAWS
from visualisations.whatif import figure_word
from visualisations.wording import LANGUAGES, partial_date

SENTENCES = {
    "sv": {
        "many": "För arenor med tre och fyra sektorer finns ingen formel som ger det väntade "
        "antalet: de är räknade, i de strata som kan prövas, och det väntade finns bland "
        "luckorna mellan sektorer.",
        "company": "Alltid ensam, eller utan möte med en annan sektor, är den som inte "
        "står antecknad tillsammans med någon. Hur många det blir av en slump sägs på sidan "
        "Utanför.",
        "core": "Återkommande samarbetare möts i minst två arenor som har minst två av dem. Djupet "
        "är det största antal arenor som någon kärna kräver. Den som kommer till kartan eller går "
        "från den räknas inte som den som kommer till kärnan eller lämnar den.",
        "between": "Par emellan är par av aktörer utan känd gemensam arena som mött samma "
        "tredje, efter dennes och deras sektorer. Bundenhet och effektiv storlek gäller aktörer "
        "med minst fem parter. Kortaste vägar är den andel av de mest möjliga som går genom en "
        "aktör.",
        "judged": "Hur många möten med andra sektorer en aktör väntas ha är här räknat med formeln "
        "i stället för dragningar, och utforskande; den som väntas ha minst tre prövas. Hur många "
        "av dem som av en slump saknar en annan sektor, och p, är av dragningar, bland arenor med "
        "fullständiga listor.",
        "groups": "Grupper söks med lott från ändringens frö: måtten är medel av tjugo sökningar, "
        "i slumpens ändringar av fem, och ges bara när sökningarna är ense. Fem röstar om vem som "
        "är var; grupperna efter räknas som dem före, en för en, så att så många som möjligt är "
        "kvar. Med är den som är i minst två arenor både före och efter.",
        "verdicts": "Rutor med en lucka, eller med fler än väntat, är de där dragningar från "
        "ändringens frö ger det: ingen formel ger deras p.",
        "slow": "Kortaste vägar, grupper och rutors p är räknade i {slow} av de slumpvisa "
        "ändringarna, eftersom de tar tid.",
        "slow_none": "Kortaste vägar, grupper och rutors p är inte räknade i de slumpvisa "
        "ändringarna: kartan har fler än 5 000 deltaganden, och de tar tid.",
        "cells": "En ruta är ett län och ett tema. Tom räknas den bara om någon källa omfattar "
        "den. Säga något kan de rutor där minst tre arenor väntas. En ny arena ligger i samma "
        "rutor som den liknar.",
        "triples": "En trippel är ett län, ett tema och en målgrupp med minst tre väntade arenor, "
        "hållen mot vad dess tre par ger: en modell utan trevägsterm och p av Poisson, utan "
        "dragningar.",
        "funders": "En arena delas lika mellan dem som betalar den. På en finansiär vilar en ruta "
        "med minst fem betalda arenor och ett effektivt antal under 1,5. En ny arena har en känd "
        "finansiär bara när den kommer av en utlysning; i slumpens ändringar dras en finansiär "
        "efter hur många arenor den betalar.",
        "ends": "Kopplingar över sektorer är de som finns den {day}; snart är före utgången av de "
        "åtta kvartal som följer. En ny arena har samma datum som den liknar.",
        "need": "En ruta hålls mot sin andel av det angivna behovet: E är antalet arenor i rutor "
        "med angivet behov, gånger rutans del av det; p av Poisson, utan dragningar.",
        "voice": "Målgruppernas röst är den del av arenorna för en målgrupp, med fullständig "
        "lista, där en organisation ur gruppen deltar. Grupper som märkts känsliga är inte med.",
        "trend": "Möten över sektorer per år är den andel de ökar eller minskar med utöver vad "
        "aktiviteten ger, räknat med formeln i stället för dragningar och därför utforskande. Dess "
        "p är av samma formel; trendens utslag, som fordrar ett intervall också, är av dragningar "
        "och sägs för sig.",
        "without": "Utan värde, före eller efter: {told}.",
    },
    "en": {
        "many": "No formula gives the expected number of arenas of three and four sectors: they "
        "are counted, in the strata that can be tested, and what is expected stands among the "
        "sector gaps.",
        "company": "Always alone, or without a meeting with another sector, is who is not recorded "
        "in company. How many are so by chance is said among the isolates.",
        "core": "Repeat collaborators meet in two arenas or more that have two of them or more. "
        "The depth is the largest number of arenas that any core asks for. Who comes to the map or "
        "goes from it is not counted as joining the core or leaving it.",
        "between": "Pairs between are pairs of actors with no known arena in common that have "
        "both met a third, by its sector and theirs. Constraint and effective size are of actors "
        "with five partners or more. Shortest ways are the share of the most possible that lead "
        "through an actor.",
        "judged": "How many meetings with other sectors an actor is expected to have is here "
        "computed by the formula in place of draws, and exploratory; who is expected to have three "
        "is looked at. How many of them lack another sector by chance, and p, are of draws, among "
        "arenas with complete lists.",
        "groups": "Groups are searched for by lot from the seed of the change: the figures are "
        "means of twenty searches, of five in random changes, and given only where searches agree. "
        "Five vote on who is where; groups after count as those before, one for one, so that as "
        "many as possible stay. Looked at is who is in two arenas or more, before and after.",
        "verdicts": "Cells with a gap, or with more than expected, are those where draws from the "
        "seed of the change say so: no formula gives their p.",
        "slow": "Shortest ways, groups and the p of cells are computed in {slow} of the random "
        "changes, as they take time.",
        "slow_none": "Shortest ways, groups and the p of cells are not computed in the random "
        "changes: the map has more than 5,000 participations, and they take time.",
        "cells": "A cell is a county and a theme. It is counted as empty only where some source "
        "covers it. Cells that could tell are those where three arenas or more are expected. A new "
        "arena lies in the same cells as the one it is like.",
        "triples": "A triple is a county, a theme and a target group with three expected arenas or "
        "more, held against what its three pairs give: a model without a three-way term and p by "
        "Poisson, without draws.",
        "funders": "An arena is split equally among those who pay for it. A cell rests on one "
        "funder if it has five paid arenas or more and an effective number below 1.5. A new arena "
        "has a known funder only where it comes of a call; in random changes a funder is drawn, by "
        "how many arenas it pays for.",
        "ends": "Ties across sectors are those of {day}; soon is before the end of the eight "
        "quarters that follow. A new arena has the same dates as the one it is like.",
        "need": "A cell is held against its share of the need that is stated: E is the number of "
        "arenas in cells with a stated need, times the cell's part of it; p by Poisson, without "
        "draws.",
        "voice": "The voice of target groups is the share of arenas for a group, with a complete "
        "list, in which an organisation of the group takes part. Groups that are marked sensitive "
        "are left out.",
        "trend": "Meetings across sectors, a year: the share they rise or fall by beyond what "
        "activity gives, by the formula in place of draws and so exploratory. Its p is of the same "
        "formula; the verdict of the trend, which asks for an interval as well, is of draws and "
        "told by itself.",
        "without": "Without a value, before or after: {told}.",
    },
}
FEW = (
    "färre än tre eller fyra sektorer har tillräckligt många aktörer",
    "fewer than three or four sectors have actors enough",
)
LARGE = (
    "kartan har fler än 30 000 deltaganden", "the map has more than 30,000 participations",
)  # fmt: skip
NOT_AGREED = (
    "sökningarna är inte ense om några grupper", "searches do not agree on any groups",
)  # fmt: skip
NO_FIVE = (
    "ingen aktör har fem parter", "no actor has five partners",
)  # fmt: skip
NO_CELLS = ("ingen arena har ett tema", "no arena has a theme")
NONE_COVERED = ("ingen källa täcker någon ruta", "no source covers any cell")
NONE_TELL = ("ingen ruta kan säga något", "no cell could tell")
NO_TRIPLES = (
    "ingen ruta av län, tema och målgrupp kan säga något, eller de är fler än 20 000",
    "no cell of county, theme and target group could tell, or they are more than 20,000",
)
NO_DRAWS = (
    "ingen av arenorna med fullständig lista kan prövas",
    "none of the arenas with complete lists can be tested",
)
SHORT = ("för lite är fullständigt listat", "too little is listed completely")
LATER = ("inte beräknat än", "not computed yet")
NO_NEED = (
    "inget behov är angivet som räcker att hålla arenor mot",
    "no need is stated that is enough to hold arenas against",
)
NO_LINE = (
    "det finns färre än fem år, som krävs för en linje",
    "fewer than five years do for a line",
)
WITHOUT: dict[FigureName, tuple[str, str]] = {
    "three_sectors": FEW,
    "four_sectors": FEW,
    "never_actors": ("sägs bara om hela kartan", "told of the whole map only"),
    "effective_funders": ("ingen finansiär är känd", "no funder is known"),
    "funders_per_cell": (
        "ingen ruta har en känd finansiär", "no cell has a known funder",
    ),
    "single_funder_cells": (
        "ingen ruta har fem betalda arenor", "no cell has five paid arenas",
    ),
    "filled_cells": NO_CELLS,
    "empty_cells": NO_CELLS,
    "telling_cells": NONE_COVERED,
    "gap_cells": NONE_TELL,
    "covered_cells": NONE_TELL,
    "gap_triples": NO_TRIPLES,
    "covered_triples": NO_TRIPLES,
    "need_gap_cells": NO_NEED,
    "need_covered_cells": NO_NEED,
    "largest_burden": ("inget par har en enda länk", "no pair has a single link"),
    "constraint": NO_FIVE,
    "effective_size": NO_FIVE,
    "betweenness": LARGE,
    "group_agreement": (
        "färre än två aktörer är i två arenor", "fewer than two actors are in two arenas",
    ),
    "orphans_expected": NO_DRAWS,
    "orphans_p": NO_DRAWS,
    "group_count": NOT_AGREED,
    "group_moved": NOT_AGREED,
    "modularity": NOT_AGREED,
    "judged_actors": ("formeln kunde inte anpassas", "the formula could not be fitted"),
    "orphan_actors": ("formeln kunde inte anpassas", "the formula could not be fitted"),
    "voice_share": (
        "ingen källa säger vilka organisationer som är en målgrupps egna, i arenor med fullständig "
        "lista",
        "no source says which organisations are a target group's own, in arenas with a complete "
        "list",
    ),
    "mixing_change": NO_LINE,
    "mixing_p": NO_LINE,
}  # fmt: skip
"""Why each figure may be without one, in Swedish and English."""
NOT_SHOWN = (
    "ingen ruta som visas kan räknas; andra visas inte, eftersom de är känsliga eller skulle röja "
    "något känsligt med få aktörer",
    "no cell that is shown could be counted; others are not shown, as they are sensitive or would "
    "tell of something sensitive that has few actors",
)
OF_CELLS: tuple[FigureName, ...] = (
    "funders_per_cell", "single_funder_cells", "filled_cells", "empty_cells", "telling_cells",
    "gap_cells", "covered_cells", "gap_triples", "covered_triples",
)  # fmt: skip
"""Figures that may be without a value because cells are not shown."""
VALUED: dict[FigureName, str] = {
    "voice_share": "voice", "mixing_change": "trend", "gap_triples": "triples",
    "need_gap_cells": "need",
}  # fmt: skip
"""Said of figures that many maps have no value for."""
LINES = (
    "between", "many", "company", "judged", "core", "groups", "cells", "verdicts", "funders",
    "ends",
)  # fmt: skip
SLOW: tuple[FigureName, ...] = (
    "betweenness", "group_agreement", "group_count", "modularity", "group_moved", "gap_cells",
    "covered_cells", *BY_DRAWS,
)  # fmt: skip
"""Figures that no map of more than 30,000 participations has."""


JUDGED: tuple[FigureName, ...] = ("judged_actors", "orphan_actors", *BY_DRAWS)
"""Figures that no map has of which too little is listed completely."""


def further_lines(found: WhatIf, lang: str) -> Iterator[str]:
    """What the figures mean, then those without a value and why."""
    texts = SENTENCES[lang]
    day = partial_date(found.day.isoformat(), lang)
    lacking = {each.name for each in found.figures if _lacks(each)}
    told = (name for name in LINES if name != "judged" or "judged_actors" not in lacking)
    yield from (texts[name].format(day=day) for name in told)
    if found.slow_draws is not None and found.slow_draws < found.placebo_draws:
        yield texts["slow" if found.slow_draws else "slow_none"].format(slow=found.slow_draws)
    yield from (texts[line] for name, line in VALUED.items() if name not in lacking)
    missing = [name for name in WITHOUT if name in lacking]
    if missing:
        yield texts["without"].format(told="; ".join(_why(missing, lang, _reasons(found))))


def _lacks(each: WhatIfFigure) -> bool:
    return each.before is None or each.after is None


def _reasons(found: WhatIf) -> dict[FigureName, tuple[str, str]]:
    """Why figures may be without a value on a map of this size."""
    without = WITHOUT | dict.fromkeys(OF_CELLS, NOT_SHOWN) if found.cells_hidden else WITHOUT
    if found.slow_draws is None:
        without = without | dict.fromkeys(SLOW, LARGE)
    elif found.not_computed:
        without = without | dict.fromkeys(BY_DRAWS, LATER)
    return without if is_enough(found.meeting_share) else without | dict.fromkeys(JUDGED, SHORT)


def _why(
    names: list[FigureName], lang: str, reasons: dict[FigureName, tuple[str, str]]
) -> Iterator[str]:
    """Figures with the same reason together."""
    told = {name: reasons[name][LANGUAGES.index(lang)] for name in names}
    for reason in dict.fromkeys(told.values()):
        own = [name for name in names if told[name] == reason]
        yield f"{', '.join(figure_word(name, lang) for name in own)} ({reason})"
