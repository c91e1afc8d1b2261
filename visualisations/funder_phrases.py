"""Every word of the picture of funders, in Swedish and English."""

from graph_schema.vocabularies import Vocabulary


class FunderPhrase(Vocabulary):
    """Text by purpose; braces hold what is filled in."""

    TITLE = "title", "Hur många finansiärer bär vad?", "How many funders carry what?"
    LEAD = (
        "lead",
        "Effektivt antal: så många lika stora finansiärer vore lika ojämnt delat. Strecket går "
        "från 10:e till 90:e av 100 när arenorna dras om. Inom parentes: finansierade arenor. "
        "Under {below} bärs det i praktiken av en.",
        "Effective number: so many funders of equal size would be shared as unevenly. The line "
        "reaches from the 10th to the 90th of 100 when the arenas are drawn again. In brackets: "
        "funded arenas. Below {below} one funder carries it in effect.",
    )
    CUT = (
        "cut",
        "Bilden visar de {shown} av {all} rader som har flest finansierade arenor. Tabellen har "
        "alla.",
        "The picture shows the {shown} of {all} rows with most funded arenas. The table has them "
        "all.",
    )
    TOO_FEW = (
        "too_few",
        "{count} rader med färre än {least} finansierade arenor är inte med i bilden: det är för "
        "få för att säga något. Tabellen har dem.",
        "{count} rows with fewer than {least} funded arenas are not in the picture: too few to "
        "say anything. The table has them.",
    )
    TOO_FEW_ONE = (
        "too_few_one",
        "{count} rad med färre än {least} finansierade arenor är inte med i bilden: det är för "
        "få för att säga något. Tabellen har den.",
        "{count} row with fewer than {least} funded arenas is not in the picture: too few to say "
        "anything. The table has it.",
    )
    NO_BAR = (
        "no_bar",
        "Inget att rita: ingen rad har finansierade arenor nog.",
        "Nothing to draw: no row has funded arenas enough.",
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
    HIDDEN = (
        "hidden",
        "visas inte (få aktörer, eller skulle berätta om något som har få)",
        "not shown (few actors, or it would tell of something that has few)",
    )

    def fill(self, lang: str, **values: str) -> str:
        """The text with its gaps filled; what fills them is never read as a pattern."""
        return self.label(lang).format(**values)


class CellPhrase(Vocabulary):
    """The words of region × theme."""

    TITLE = (
        "title",
        "Vilka regioner och teman bärs av en enda finansiär?",
        "Which regions and themes rest on one funder?",
    )
    LEAD = (
        "lead",
        "Effektivt antal finansiärer i varje cell som har en arena. ● under {below}: bärs i "
        "praktiken av en. · färre än {least} finansierade arenor: säger inget. ? ingen känd "
        "finansiär: ingen källa säger vem som betalar, vilket inte är att ingen gör det.",
        "Effective number of funders in each cell with an arena. ● below {below}: one carries it "
        "in effect. · fewer than {least} funded arenas: says nothing. ? no known funder: no source "
        "says who pays, which is not that nobody does.",
    )
    CUT = (
        "cut",
        "Bilden visar {rows} regioner och {columns} teman. Tabellen har fler.",
        "The picture shows {rows} regions and {columns} themes. The table has more.",
    )
    PICTURE = (
        "picture",
        "En ruta per region och tema. Bärs av en finansiär: {told}.",
        "A square per region and theme. Rest on one funder: {told}.",
    )
    NONE = "none", "ingen", "none"
    CAPTION = "caption", "Region och tema", "Region and theme"
    REGION = "region", "Region", "Region"
    THEME = "theme", "Tema", "Theme"
    STATE = "state", "Läge", "State"
    ONE = "one", "En finansiär bär", "One funder carries"
    SEVERAL = "several", "Flera bär", "Several carry"
    TOO_FEW = "too_few", "För få arenor", "Too few arenas"
    UNKNOWN = "unknown", "Ingen känd finansiär", "No known funder"
    HIDDEN = (
        "hidden",
        "Visas inte (få aktörer, eller skulle berätta om något som har få)",
        "Not shown (few actors, or it would tell of something that has few)",
    )
    UNTOLD = (
        "untold",
        "– visas inte: känsligt och färre än tre aktörer, eller skulle berätta om något sådant.",
        "– not shown: sensitive and fewer than three actors, or it would tell of such a thing.",
    )
    ARENAS = "arenas", "Arenor", "Arenas"
    FUNDED = "funded", "Med känd finansiär", "With a known funder"
    COFUNDED = "cofunded", "Med flera", "With several"
    FUNDERS = "funders", "Finansiärer", "Funders"
    EFFECTIVE = "effective", "Effektivt antal", "Effective number"
    OVERLAP = "overlap", "Överlapp", "Overlap"
    LARGEST = "largest", "Största finansiär", "Largest funder"
    SHARE = "share", "Dess del", "Its share"
    NOT_NAMED = "not_named", "namnges inte", "not named"

    def fill(self, lang: str, **values: str) -> str:
        """The text with its gaps filled; what fills them is never read as a pattern."""
        return self.label(lang).format(**values)
