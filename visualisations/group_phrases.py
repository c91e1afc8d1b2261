"""Every word of the picture of core and groups, in Swedish and English."""

from graph_schema.vocabularies import Vocabulary


class GroupPhrase(Vocabulary):
    """Text by purpose; braces hold what is filled in."""

    TITLE = "title", "Vilka möts om och om igen?", "Who keeps meeting whom?"
    LEAD = (
        "lead",
        "Varje rad är aktörer, fördelade på sektor. Kärnan α är aktörer som är med i minst α "
        "arenor där minst en annan ur kärnan också är med.",
        "Each row is actors, by sector. The core of α holds actors in at least α arenas where at "
        "least one other of the core is too.",
    )
    COUNTS = "counts", "{actors} aktörer i {arenas} arenor.", "{actors} actors in {arenas} arenas."
    ACTORS_HIDDEN = (
        "actors_hidden",
        "Hur många aktörer som möts i {arenas} arenor visas inte.",
        "How many actors meet in {arenas} arenas is not shown.",
    )
    GROUPS_HIDDEN = (
        "groups_hidden",
        "Grupper visas inte: urvalet gäller något känsligt.",
        "Groups are not shown: the selection is about something sensitive.",
    )
    UNSTABLE = (
        "unstable",
        "Kartan har inga grupper som går att lita på: körningar från olika startpunkter ger olika "
        "grupper (överensstämmelse {mean}; {threshold} krävs).",
        "The map has no groups one can rely on: runs from different starting points give different "
        "groups (agreement {mean}; {threshold} is needed).",
    )
    NOT_TRIED = (
        "not_tried",
        "Om kartan har grupper är inte prövat för den här versionen.",
        "Whether the map has groups has not been tried for this version.",
    )
    SHOWN = (
        "shown",
        "De {shown} största av {total} grupper visas.",
        "The {shown} largest of {total} groups are shown.",
    )
    COVERAGE = (
        "coverage",
        "Deltagarlistan är fullständig för {known} av {arenas} arenor; den som saknas i en lista "
        "kan höra till kärnan ändå.",
        "The list of participants is whole for {known} of {arenas} arenas; who is missing from a "
        "list may belong to the core all the same.",
    )
    ALL = "all", "Alla som möts", "All who meet"
    CORE = "core", "Kärnan α = {alpha}", "Core of α = {alpha}"
    GROUP = "group", "{number}. {names}", "{number}. {names}"
    HIDDEN = "hidden", "visas inte", "not shown"
    WHICH = "which", "Vilka", "Which"
    ACTORS = "actors", "Aktörer", "Actors"
    ARENAS = "arenas", "Arenor", "Arenas"
    PARTICIPATIONS = "participations", "Deltaganden", "Participations"
    REPEATING = "repeating", "I minst två arenor", "In two arenas or more"
    CERTAIN = "certain", "Andel säkra", "Share certain"
    CAPTION = "caption", "Kärna och grupper per sektor", "Core and groups by sector"
    PICTURE = "picture", "En tabell med färgade rutor. {told}", "A table of shaded cells. {told}"
    TOLD = "told", "{row}: {cells}.", "{row}: {cells}."

    def fill(self, lang: str, **values: str) -> str:
        """The text with its gaps filled; what fills them is never read as a pattern."""
        return self.label(lang).format(**values)
