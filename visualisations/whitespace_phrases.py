"""Every word of the picture of white space, in Swedish and English."""

from graph_schema.vocabularies import Verdict, Vocabulary

VERDICTS: dict[Verdict, tuple[str, str]] = {
    Verdict.GAP: ("Färre än väntat", "Fewer than expected"),
    Verdict.COVERED: ("Fler än väntat (täckt)", "More than expected (covered)"),
    Verdict.SUPPRESSED: (
        "Visas inte (få aktörer, eller skulle berätta om något som har få)",
        "Not shown (few actors, or it would tell of something that has few)",
    ),
}
"""What a verdict is called where arenas are counted, if not as where actors meet."""


def verdict_word(verdict: Verdict, lang: str) -> str:
    """A verdict as it is shown."""
    own = VERDICTS.get(verdict, (verdict.sv, verdict.en))
    return own[0] if lang == "sv" else own[1]


DIMENSIONS: dict[str, dict[str, tuple[str, str]]] = {
    "region": {"sv": ("region", "regioner"), "en": ("region", "regions")},
    "theme": {"sv": ("tema", "teman"), "en": ("theme", "themes")},
    "target_group": {"sv": ("målgrupp", "målgrupper"), "en": ("target group", "target groups")},
}


def dimension_word(dimension: str, lang: str, *, many: bool = False) -> str:
    """What the rows or columns are: one, or many."""
    return DIMENSIONS[dimension][lang][many]


class WhitespacePhrase(Vocabulary):
    """Text by purpose; braces hold what is filled in."""

    TITLE = (
        "title",
        "Vita fält: {rows} mot {columns}",
        "White space: {rows} against {columns}",
    )
    LEAD = (
        "lead",
        "I varje ruta: arenor (projekt och samverkan) / så många som storleken på rad och kolumn "
        "skulle ge. Det väntade räknas inom källa, slag och period. En tom ruta är inte en lucka, "
        "och väntat är inte detsamma som önskat.",
        "In each cell: arenas (projects and collaborations) / as many as the sizes of row and "
        "column would give. Expected is computed within source, kind and period. An empty cell is "
        "not a gap, and expected does not mean desired.",
    )
    DRAWN = (
        "drawn",
        "Väntat är här vad slumpdragningarna ger i genomsnitt: arenor har flera {rows} eller "
        "{columns}, och storleken på rad och kolumn ger då ett annat tal.",
        "What is expected is here what the random draws give on average: arenas have several "
        "{rows} or {columns}, of which the sizes of row and column give another number.",
    )
    COUNTED = (
        "counted",
        "Jämförda arenor: {tested} av {asked}. {outside} står utanför (+): i deras källa, slag och "
        "period finns inget att jämföra med. {missing} saknar {rows} eller {columns}.",
        "Arenas compared: {tested} of {asked}. {outside} stand outside (+): in their source, kind "
        "and period there is nothing to compare with. {missing} lack {rows} or {columns}.",
    )
    CUT = (
        "cut",
        "Bilden visar {shown_rows} av {rows} rader och {shown_columns} av {columns} kolumner, de "
        "med flest arenor. Tabellen har alla.",
        "The picture shows {shown_rows} of {rows} rows and {shown_columns} of {columns} columns, "
        "those with most arenas. The table has them all.",
    )
    PICTURE = (
        "picture",
        "Rutnät med en rad för varje {rows} och en kolumn för varje {columns}. {told}",
        "A grid with a row for each {rows} and a column for each {columns}. {told}",
    )
    TOLD = (
        "told",
        "{row} och {column}: {verdict}, {observed} observerade, {expected} väntade.",
        "{row} and {column}: {verdict}, {observed} observed, {expected} expected.",
    )
    NONE_TOLD = (
        "none_told",
        "Ingen ruta avviker säkert åt något håll.",
        "No cell differs for certain either way.",
    )
    NOT_COMPUTED = (
        "not_computed",
        "Om rutorna avviker är inte beräknat än för den här versionen.",
        "Whether cells differ is not computed yet for this version.",
    )
    EMPTY = (
        "empty",
        "Inga rutor: ingen arena i urvalet har {columns}.",
        "No cells: no arena of the selection has a {columns}.",
    )
    CAPTION = "caption", "Alla rutor", "All cells"
    VERDICT = "verdict", "Omdöme", "Verdict"
    WHY = "why", "Varför det inte går att avgöra", "Why it cannot tell"
    HANGS = "hangs", "Andra dragningar kan ge annat besked", "Other draws may tell otherwise"
    OBSERVED = "observed", "Jämförda arenor", "Arenas compared"
    OUTSIDE = "outside", "Arenor utanför jämförelsen", "Arenas outside the comparison"
    MAY_BELONG = "may_belong", "Arenor som kan höra hit", "Arenas that may belong here"
    WORST_OBSERVED = (
        "worst_observed",
        "Arenor om de ligger där de talar mest emot en lucka",
        "Arenas if they lie where they speak most against a gap",
    )
    WORST_EXPECTED = "worst_expected", "Väntat då", "Expected then"
    WORST_Q = "worst_q", "q färre då", "q fewer then"
    EXPECTED = "expected", "Väntat", "Expected"
    RATIO = "ratio", "Kvot", "Ratio"
    RATIO_LOW = "ratio_low", "Kvot, undre 90 %", "Ratio, lower 90%"
    RATIO_HIGH = "ratio_high", "Kvot, övre 90 %", "Ratio, upper 90%"
    NULL_MEAN = "null_mean", "Slumpens medelvärde", "Mean of the draws"
    SD = "sd", "Slumpens standardavvikelse", "Standard deviation of the draws"
    P_LOW = "p_low", "p färre", "p fewer"
    Q_LOW = "q_low", "q färre", "q fewer"
    P_HIGH = "p_high", "p fler", "p more"
    Q_HIGH = "q_high", "q fler", "q more"
    RESIDUAL = "residual", "Justerad residual", "Adjusted residual"
    SHRUNK = "shrunk", "Krympt kvot", "Shrunk ratio"
    SHRUNK_LOW = "shrunk_low", "Krympt kvot, undre 90 %", "Shrunk ratio, lower 90%"
    SHRUNK_HIGH = "shrunk_high", "Krympt kvot, övre 90 %", "Shrunk ratio, upper 90%"
    RANK = "rank", "Rang (lägst kvot först)", "Rank (lowest ratio first)"
    NEEDED = "needed", "Arenor som behövs", "Arenas needed"
    NEEDED_ALL = (
        "needed_all",
        "Arenor som behövs för alla prövade rutor",
        "Arenas needed for all cells tested",
    )
    NEED = "need", "Behov", "Need"
    NEED_EXPECTED = "need_expected", "Väntat efter behov", "Expected from need"
    NEED_RATIO = "need_ratio", "Kvot mot behov", "Ratio to need"
    NEED_Q_LOW = "need_q_low", "q färre än behovet ger", "q fewer than need gives"
    NEED_Q_HIGH = "need_q_high", "q fler än behovet ger", "q more than need gives"
    NEED_VERDICT = "need_verdict", "Omdöme mot behov", "Verdict against need"
    ACTORS = "actors", "Aktörer", "Actors"

    def fill(self, lang: str, **values: str) -> str:
        """The text with its gaps filled; what fills them is never read as a pattern."""
        return self.label(lang).format(**values)
