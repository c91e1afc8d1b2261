"""Every word of the picture of ending ties, in Swedish and English."""

from graph_schema.vocabularies import Vocabulary


class SunsetPhrase(Vocabulary):
    """Text by purpose; braces hold what is filled in."""

    TITLE = (
        "title",
        "När slutar kopplingar mellan sektorer, där det är känt?",
        "When do ties between sectors end, where it is known?",
    )
    LEAD = (
        "lead",
        "En koppling är två aktörer i olika sektorer i en arena som enligt sina datum kan pågå den "
        "{day}; den slutar med den sista av deras arenor. {open} av {arenas} arenor saknar slut, "
        "{undated} av dem också start: om de pågår är okänt. Nya projekt och förlängningar syns "
        "inte förrän en källa anger dem.",
        "A tie is two actors of different sectors in an arena that by its dates may be going on on "
        "{day}; it ends with the last of their arenas. {open} of {arenas} arenas have no end, "
        "{undated} of them no start either: whether they are going on is unknown. New projects and "
        "extensions are not seen until a source states them.",
    )
    LATER = (
        "later",
        "Kopplingar med känt slut efter kvartalet. Utan känt slut, okänt om de finns kvar: {open}",
        "Ties with a known end after the quarter. With no known end, unknown if there: {open}",
    )
    LATER_COLUMN = "later_column", "Kopplingar med känt slut senare", "Ties with a known later end"
    OPEN = "open", "Kopplingar utan känt slut", "Ties without a known end"
    LEFT = (
        "left",
        "Kopplingar som inget datum säger har slutat",
        "Ties that no date says have ended",
    )
    ENDING = "ending", "Kopplingar som slutar", "Ties that end"
    LAST_OF = (
        "last_of",
        "Aktörer som mister sin sista kända koppling",
        "Actors that lose their last known tie",
    )
    PICTURE = (
        "picture",
        "Tre rader med en stapel per kvartal. {told} Utan känt slut: {open}.",
        "Three rows with a bar per quarter. {told} Without a known end: {open}.",
    )
    TOLD = (
        "told",
        "{quarter}: {ending} slutar, {later} slutar senare.",
        "{quarter}: {ending} end, {later} end later.",
    )
    CAPTION = "caption", "Per kvartal", "By quarter"
    QUARTER = "quarter", "Kvartal", "Quarter"
    BEGIN = "begin", "Från", "From"
    END = "end", "Till", "To"
    ARENAS = "arenas", "Arenor som slutar", "Arenas that end"
    ACTORS_LEFT = (
        "actors_left",
        "Aktörer med koppling som inget datum säger har slutat",
        "Actors with a tie that no date says has ended",
    )
    GIANT = (
        "giant",
        "Största sammanhängande del, okända slut inräknade",
        "Largest connected piece, unknown ends counted in",
    )

    def fill(self, lang: str, **values: str) -> str:
        """The text with its gaps filled; what fills them is never read as a pattern."""
        return self.label(lang).format(**values)
