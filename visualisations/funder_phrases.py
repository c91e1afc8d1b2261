"""Every word of the picture of funders, in Swedish and English."""

from graph_schema.vocabularies import Vocabulary


class FunderPhrase(Vocabulary):
    """Text by purpose; braces hold what is filled in."""

    TITLE = "title", "Hur många finansiärer bär vad?", "How many funders carry what?"
    LEAD = (
        "lead",
        "Effektivt antal: så många lika stora finansiärer vore lika ojämnt delat. Strecket går "
        "från 10:e till 90:e av 100 när arenorna dras om. Under {below} bärs det i praktiken av "
        "en.",
        "Effective number: so many funders of equal size would be shared as unevenly. The line "
        "reaches from the 10th to the 90th of 100 when the arenas are drawn again. Below {below} "
        "one funder carries it in effect.",
    )
    CUT = (
        "cut",
        "Bilden visar de {shown} av {all} rader som har flest finansierade arenor. Tabellen har "
        "alla.",
        "The picture shows the {shown} of {all} rows with most funded arenas. The table has them "
        "all.",
    )
    PICTURE = "picture", "En stapel per rad. {told}", "A bar per row. {told}"
    TOLD = (
        "told",
        "{name}: effektivt antal {effective}, {funded} finansierade arenor.",
        "{name}: effective number {effective}, {funded} funded arenas.",
    )
    CAPTION = "caption", "Finansiärer per rad", "Funders by row"
    NAME = "name", "Namn", "Name"
    ALL = "all", "Alla", "All"
    ARENAS = "arenas", "Arenor", "Arenas"
    FUNDED = "funded", "Med känd finansiär", "With a known funder"
    COFUNDED = "cofunded", "Med flera", "With several"
    FUNDERS = "funders", "Finansiärer", "Funders"
    HHI = "hhi", "HHI", "HHI"
    EFFECTIVE = "effective", "Effektivt antal", "Effective number"
    LOW = "low", "Undre 10 %", "Lower 10%"
    HIGH = "high", "Övre 90 %", "Upper 90%"
    NORMALISED = "normalised", "Normaliserad HHI", "Normalised HHI"
    UNBIASED = "unbiased", "Samma finansiär för två arenor", "Same funder of two arenas"
    LARGEST = "largest", "Största finansiär", "Largest funder"
    SHARE = "share", "Dess del", "Its share"
    ONE = "one", "En finansiär bär", "One funder carries"
    YES = "yes", "ja", "yes"
    NO = "no", "nej", "no"

    def fill(self, lang: str, **values: str) -> str:
        """The text with its gaps filled; what fills them is never read as a pattern."""
        return self.label(lang).format(**values)
