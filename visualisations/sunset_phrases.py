"""Every word of the picture of ending ties, in Swedish and English."""

from graph_schema.vocabularies import Vocabulary


class SunsetPhrase(Vocabulary):
    """Text by purpose; braces hold what is filled in."""

    TITLE = (
        "title",
        "När tar dagens kopplingar mellan sektorer slut?",
        "When do today's ties between sectors end?",
    )
    LEAD = (
        "lead",
        "En koppling är två aktörer i olika sektorer i en arena som pågår den {day}; den slutar "
        "med den sista av deras arenor. {open} av {arenas} arenor har inget angivet slut, och där "
        "sägs inget ta slut. Nya projekt och förlängningar syns inte förrän en källa anger dem.",
        "A tie is two actors of different sectors in an arena that is going on on {day}; it ends "
        "with the last of their arenas. {open} of {arenas} arenas have no stated end, and nothing "
        "is said to end there. New projects and extensions are not seen until a source states "
        "them.",
    )
    LEFT = "left", "Kopplingar kvar vid kvartalets slut", "Ties left at the end of the quarter"
    ENDING = "ending", "Kopplingar som slutar", "Ties that end"
    LAST_OF = (
        "last_of",
        "Aktörer som mister sin sista koppling",
        "Actors that lose their last tie",
    )
    PICTURE = (
        "picture",
        "Tre rader med en stapel per kvartal. {told}",
        "Three rows with a bar per quarter. {told}",
    )
    TOLD = (
        "told",
        "{quarter}: {ending} slutar, {left} kvar.",
        "{quarter}: {ending} end, {left} left.",
    )
    CAPTION = "caption", "Per kvartal", "By quarter"
    QUARTER = "quarter", "Kvartal", "Quarter"
    BEGIN = "begin", "Från", "From"
    END = "end", "Till", "To"
    ARENAS = "arenas", "Arenor som slutar", "Arenas that end"
    ACTORS_LEFT = "actors_left", "Aktörer med koppling kvar", "Actors with a tie left"
    GIANT = "giant", "Största sammanhängande del", "Largest connected piece"

    def fill(self, lang: str, **values: str) -> str:
        """The text with its gaps filled; what fills them is never read as a pattern."""
        return self.label(lang).format(**values)
