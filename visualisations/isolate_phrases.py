"""Every word of the picture of isolates, in Swedish and English."""

from graph_schema.vocabularies import Vocabulary


class IsolatePhrase(Vocabulary):
    """Text by purpose; braces hold what is filled in."""

    TITLE = (
        "title",
        "Vilka känner vi inga möten för?",
        "For whom do we know of no meetings?",
    )
    LEAD = (
        "lead",
        "Andel av sektorns kända aktörer. En lista som inte är fullständig säger inget om vem som "
        "inte står på den: fullständig lista har {complete} av {arenas} arenor.",
        "Share of the known actors of a sector. A list that is not complete says nothing of who is "
        "not on it: {complete} of {arenas} arenas have a complete list.",
    )
    PICTURE = (
        "picture",
        "Fyra grupper med en stapel per sektor. {told}",
        "Four groups with a bar per sector. {told}",
    )
    TOLD = "told", "{list}: {rows}.", "{list}: {rows}."
    OF = "of", "{count} av {all}", "{count} of {all}"
    NOBODY = "nobody", "ingen prövad", "nobody judged"
    HIDDEN = "hidden", "visas inte", "not shown"
    WITHHELD = (
        "withheld",
        "Visas inte: urvalet gäller något känsligt, och talen kunde berätta om färre än tre "
        "aktörer.",
        "Not shown: the selection is about something sensitive, and the numbers could tell of "
        "fewer than three actors.",
    )
    LACKING = (
        "lacking",
        "Vilka som saknar partner i andra sektorer är inte beräknat än för den här versionen.",
        "Who has no partner of another sector is not computed yet for this version.",
    )
    NOT_COMPUTED = "not_computed", "inte beräknat än", "not computed yet"
    NEVER = "never", "Ingen medverkan registrerad", "No participation recorded"
    BESIDE = (
        "beside",
        "Av dem finansierar, stödjer eller ger råd till en arena",
        "Of them pay for, support or advise an arena",
    )
    SOLO = (
        "solo",
        "Bara registrerade ensamma i sina arenor",
        "Recorded alone in all their arenas",
    )
    SINGLE = "single", "I en enda arena (vanligt, inget fel)", "In one arena (common, no fault)"
    ORPHANS = (
        "orphans",
        "Ingen känd partner i annan sektor, av dem slumpen skulle ge minst tre",
        "No known partner of another sector, of those chance would give three or more",
    )
    CAPTION = "caption", "Antal aktörer", "Numbers of actors"
    GROUPING = "grouping", "Uppdelning", "Grouping"
    GROUP = "group", "Grupp", "Group"
    ALL = "all", "Alla", "All"
    BY_SECTOR = "sector", "Sektor", "Sector"
    BY_KIND = "kind", "Slag", "Kind"
    BY_REGION = "region", "Region", "Region"
    ACTORS = "actors", "Aktörer", "Actors"
    SOLO_COMPLETE = (
        "solo_complete",
        "Ensamma, alla listor fullständiga",
        "Alone, all lists complete",
    )
    JUDGED = (
        "judged",
        "Prövade: slumpen skulle ge minst tre partner i andra sektorer",
        "Judged: chance would give three partners of other sectors",
    )
    COVERAGE = (
        "coverage",
        "Del av medverkan i arenor med fullständig lista",
        "Share of participations in arenas with a complete list",
    )
    NOT_STATED = "not_stated", "ej angivet", "not stated"

    def fill(self, lang: str, **values: str) -> str:
        """The text with its gaps filled; what fills them is never read as a pattern."""
        return self.label(lang).format(**values)
