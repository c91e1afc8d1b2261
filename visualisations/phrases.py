"""Every sentence a drawing says, in Swedish and English."""

from graph_schema.vocabularies import Vocabulary


class Phrase(Vocabulary):
    """Text by purpose; braces hold what is filled in."""

    # What every view has
    TO_TABLE = "to_table", "Till tabellen", "Skip to the table"
    LEGEND = "legend", "Teckenförklaring", "Legend"
    TABLE = "table", "Samma uppgifter som tabell", "The same as a table"
    TABLE_LINK = "table_link", "Tabell", "Table"
    SOURCES = "sources", "Källor", "Sources"
    SOURCE_LINE = "source_line", "Källor: {sources}.", "Sources: {sources}."
    NO_SOURCES = "no_sources", "inga", "none"
    VERSION_LINE = (
        "version_line",
        "Dataversion {version}. Källornas licenser och hämtningsdatum står på sidan",
        "Data version {version}. The licences of the sources, and when they were retrieved, are"
        " on the page",
    )
    VERSION_SHORT = (
        "version_short",
        "Dataversion {version}. Licenser: sidan Källor (/sources).",
        "Data version {version}. Licences: the page Sources (/sources).",
    )
    NOTHING = (
        "nothing",
        "Inget att visa: urvalet är tomt.",
        "Nothing to show: the selection is empty.",
    )
    # Network
    NETWORK_TITLE = "network_title", "Nätverket kring {name}", "The network around {name}"
    NETWORK_LEAD = (
        "network_lead",
        "Noder: {nodes}. Kopplingar: {edges}. Steg från {name}: högst {depth}.",
        "Nodes: {nodes}. Ties: {edges}. Steps from {name}: at most {depth}.",
    )
    NETWORK_LEFT_OUT = (
        "network_left_out",
        "Noder som inte fick plats i utsnittet: {count}. Välj färre steg, utgå från en av "
        "grannarna, eller höj gränsen (max_nodes).",
        "Nodes that did not fit in this part: {count}. Choose fewer steps, start from one of "
        "the neighbours, or raise the limit (max_nodes).",
    )
    NETWORK_PICTURE = (
        "network_picture",
        "Nätverksbild. Noder: {nodes}. Kopplingar: {edges}. Tabellen nedan har samma uppgifter."
        " Piltangenter flyttar bilden, + och − ändrar storleken, N och P går till nästa och "
        "föregående nod, Enter öppnar den.",
        "Network picture. Nodes: {nodes}. Ties: {edges}. The table below holds the same. Arrow "
        "keys move the picture, + and − change its size, N and P go to the next and the previous "
        "node, Enter opens it.",
    )
    NETWORK_HOW = (
        "network_how",
        "Klicka på en nod för att välja den och öppna dess sida. Dra för att flytta bilden, rulla "
        "eller nyp för att ändra storleken. I mitten står det som bilden utgår från, och varje "
        "steg ligger utanför det förra; avståndet betyder inget mer.",
        "Click a node to choose it and open its page. Drag to move the picture, scroll or pinch "
        "to zoom. What the picture starts from is in the middle, and each step lies outside the "
        "one before; distance means nothing more.",
    )
    NEEDS_SCRIPT = (
        "needs_script",
        "Bilden behöver skript, som är avstängt här. Tabellen nedan har samma uppgifter.",
        "The picture needs scripts, which are off here. The table below holds the same.",
    )
    ZOOM_IN = "zoom_in", "Förstora", "Zoom in"
    ZOOM_OUT = "zoom_out", "Förminska", "Zoom out"
    SHOW_ALL = "show_all", "Visa allt", "Show all"
    OPEN = "open", "Öppna sidan", "Open the page"
    REDRAW = "redraw", "Rita nätverket härifrån", "Draw the network from here"
    FIND = "find", "Visa {name} i bilden", "Show {name} in the picture"
    WHOLE = "whole", "Allt i en tabell, som i CSV", "All in one table, as in the CSV"
    NODES_CAPTION = "nodes_caption", "Noder i bilden ({count})", "Nodes in the picture ({count})"
    EDGES_CAPTION = (
        "edges_caption",
        "Kopplingar i bilden ({count})",
        "Ties in the picture ({count})",
    )
    NAME = "name", "Namn", "Name"
    TYPE = "type", "Typ", "Type"
    SECTOR = "sector", "Sektor", "Sector"
    STEPS = "steps", "Steg från mitten", "Steps from the middle"
    TIES = "ties", "Kopplingar", "Ties"
    FROM = "from", "Från", "From"
    TIE = "tie", "Koppling", "Tie"
    TO = "to", "Till", "To"
    ROLE = "role", "Roll", "Role"
    BEGIN = "begin", "Start", "Start"
    END = "end", "Slut", "End"
    ID = "id", "Id", "Id"
    # Sector matrix
    MATRIX_TITLE = (
        "matrix_title",
        "Vilka {groups} möts, och hur ofta jämfört med slumpen?",
        "Which {groups} meet, and how often compared with chance?",
    )
    GROUPS_SECTOR = "groups_sector", "sektorer", "sectors"
    GROUPS_KIND = "groups_kind", "aktörsslag", "kinds of actor"
    GROUPS_REGION = "groups_region", "län", "counties"
    GROUPS_SIZE = "groups_size", "storlekar", "sizes of actor"
    MATRIX_LEAD = (
        "matrix_lead",
        "Ett möte är ett par av aktörer i samma projekt eller samverkan. Väntat antal är "
        "medelvärdet av {draws} slumpdragningar där varje aktör medverkar lika ofta och varje "
        "arena är lika stor som i verkligheten.",
        "A meeting is a pair of actors in the same project or collaboration. The expected "
        "number is the mean of {draws} random draws in which every actor takes part as often, "
        "and every arena is as large, as in reality.",
    )
    MATRIX_CELL = (
        "matrix_cell",
        "I varje ruta: utslaget, observerat / väntat antal möten, kvoten mellan dem och kvotens "
        "90-procentsintervall.",
        "In each cell: the verdict, the observed / expected number of meetings, their ratio and "
        "its 90% interval.",
    )
    MATRIX_TESTED = (
        "matrix_tested",
        "Prövad medverkan: {tested} av {given}, i grupper av arenor: {strata}. {share} av "
        "medverkan i arenor med minst två kända parter ligger i grupper där inget byte är "
        "möjligt, och är inte prövad; {small} ligger i arenor med färre än två kända parter. "
        "Väntat är inte detsamma som önskat.",
        "Participations tested: {tested} of {given}, in groups of arenas: {strata}. {share} of "
        "those in arenas with at least two known parties are in groups in which no exchange is "
        "possible, and are not tested; {small} are in arenas with fewer than two known parties."
        " Expected does not mean desired.",
    )
    MATRIX_LACKING = (
        "matrix_lacking",
        "Ett möte är ett par av aktörer i samma projekt eller samverkan. Vad deras aktivitet "
        "skulle ge är inte beräknat än för den här versionen.",
        "A meeting is a pair of actors in the same project or collaboration. What their activity "
        "would give is not computed yet for this version.",
    )
    MATRIX_CAPTION = "matrix_caption", "Alla par", "Every pair"
    MATRIX_PICTURE = (
        "matrix_picture",
        "Rutnät med en ruta för varje par av {groups}. {cells}",
        "A grid with one cell for each pair of {groups}. {cells}",
    )
    MATRIX_SUMMARY = (
        "matrix_summary",
        "{a} och {b}: {verdict}, {observed} observerade, {expected} väntade.",
        "{a} and {b}: {verdict}, {observed} observed, {expected} expected.",
    )
    RATIO_SHORT = "ratio_short", "kvot {ratio}", "ratio {ratio}"
    HANGS_ON_DRAWS = (
        "hangs_on_draws",
        "Andra dragningar kan ge annat besked: nära gränsen ligger",
        "Other draws may tell otherwise: near its limit lies",
    )
    RATIO_INTERVAL = "ratio_interval", "Kvotens intervall", "Interval of the ratio"
    SLIGHTLY = "slightly", "Liten skillnad, inte av slump", "Small difference, not by chance"
    EXPLORATORY = (
        "exploratory",
        "Utforskande: någon har valt en del av kartan, eller hur den prövas; av många sådana ger "
        "några utslag av en ren slump.",
        "Exploratory: somebody chose a part of the map, or how it is tested; of many such some "
        "give a verdict by mere chance.",
    )
    IS_EXPLORATORY = "is_exploratory", "Utforskande", "Exploratory"
    SECTOR_A = "sector_a", "Grupp A", "Group A"
    SECTOR_B = "sector_b", "Grupp B", "Group B"
    VERDICT = "verdict", "Omdöme", "Verdict"
    OBSERVED = "observed", "Observerat", "Observed"
    EXPECTED = "expected", "Väntat", "Expected"
    EXPECTED_LOW = "expected_low", "Väntat, 90 % från", "Expected, 90% from"
    EXPECTED_HIGH = "expected_high", "Väntat, 90 % till", "Expected, 90% to"
    MISSING = "missing", "Väntat minus observerat", "Expected minus observed"
    SD = "sd", "Standardavvikelse", "Standard deviation"
    Z = "z", "z", "z"
    RATIO = "ratio", "Kvot", "Ratio"
    RATIO_LOW = "ratio_low", "Kvot, 90 % från", "Ratio, 90% from"
    RATIO_HIGH = "ratio_high", "Kvot, 90 % till", "Ratio, 90% to"
    LABEL_P = "label_p", "p (etiketter)", "p (labels)"
    LABEL_Q = "label_q", "q (etiketter)", "q (labels)"
    LEAST_VISIBLE = (
        "least_visible",
        "Största kvot som skulle synas som lucka",
        "Largest ratio that would show as a gap",
    )
    LEAST_VISIBLE_BY_LABELS = (
        "least_visible_by_labels",
        "Detsamma för etiketter",
        "The same for labels",
    )
    LEAST_TOLD = (
        "least_told",
        "Största kvot som skulle ge utslag som lucka, fyra gånger av fem",
        "Largest ratio that would be told as a gap, four times in five",
    )
    P = "p", "p", "p"
    Q = "q", "q", "q"
    COVERAGE = "coverage", "Täckning", "Coverage"
    COVERAGE_TESTED = "coverage_tested", "Täckning, prövade arenor", "Coverage, arenas tested"
    COVERAGE_ALL = (
        "coverage_all",
        "Täckning, alla arenor frågan gäller",
        "Coverage, all arenas asked about",
    )
    LISTS_COMPLETE = (
        "lists_complete",
        "Andel arenor med fullständig deltagarlista",
        "Share of arenas with a complete list of participants",
    )
    ARENAS_TESTED = "arenas_tested", "Prövade arenor", "Arenas tested"
    ARENAS_MET = "arenas_met", "Arenor där båda är med", "Arenas with both"
    YES = "yes", "ja", "yes"
    MATRIX_WHOLE = "matrix_whole", "Hela tabellen", "The whole table"
    FIGURE = "figure", "Mått", "Figure"
    DIFFERENCE = "difference", "Observerat minus väntat", "Observed minus expected"
    OF_EI_INDEX = "of_ei_index", "E-I-index", "E-I index"
    OF_ASSORTATIVITY = "of_assortativity", "Assortativitet", "Assortativity"
    OF_THREE_SECTORS = (
        "of_three_sectors",
        "Arenor med minst tre {groups}",
        "Arenas with at least three {groups}",
    )
    OF_FOUR_SECTORS = (
        "of_four_sectors",
        "Arenor med minst fyra {groups}",
        "Arenas with at least four {groups}",
    )
    # Timeline
    TIMELINE_TITLE = (
        "timeline_title",
        "Projekt och samverkan per startår och sektor",
        "Projects and collaborations by start year and sector",
    )
    TIMELINE_LEAD = (
        "timeline_lead",
        "{total} projekt och samverkan började {first}–{last}. En arena räknas en gång för "
        "varje sektor som har en aktör i den, så sektorerna kan tillsammans bli fler än alla.",
        "{total} projects and collaborations began {first}–{last}. An arena counts once for "
        "each sector with an actor in it, so the sectors may add up to more than all.",
    )
    TIMELINE_UNDATED = (
        "timeline_undated",
        "{count} arenor saknar startår och är inte med i bilden.",
        "{count} arenas have no start year and are not in the picture.",
    )
    TIMELINE_GAPS = (
        "timeline_gaps",
        "Streckade år ingår inte i källan: där vet vi inget, och det är inte noll.",
        "Hatched years are not covered by the source: nothing is known of them, which is not zero.",
    )
    TIMELINE_OMITTED = (
        "timeline_omitted",
        "Varje källa har en egen rad för vilka år den omfattar; streckade år ingår inte i den. "
        "Färre arenor de åren kan bero på det, och säger inget om färre möten.",
        "Each source has a row for the years it covers; hatched years are not in it. Fewer arenas "
        "in those years may be due to that, and say nothing of fewer meetings.",
    )
    COVERAGE_ROW = (
        "coverage_row",
        "År som ingår i {name}",
        "Years covered by {name}",
    )
    NOT_IN = "not_in", "ingår inte i {sources}", "not covered by {sources}"
    TIMELINE_PICTURE = (
        "timeline_picture",
        "Staplar per år, en rad för alla arenor och en för varje sektor. {cells}",
        "Bars by year, one row for all arenas and one for each sector. {cells}",
    )
    TIMELINE_CAPTION = "timeline_caption", "Arenor per startår", "Arenas by start year"
    NOT_COVERED = "not_covered", "ingår inte i källan", "not covered"
    YEAR = "year", "År", "Year"
    ALL_ARENAS = "all_arenas", "Alla arenor", "All arenas"
    NOTE = "note", "Anmärkning", "Note"
    YEAR_COUNT = "year_count", "{year}: {count}", "{year}: {count}"

    def fill(self, lang: str, **values: str) -> str:
        """The text with its gaps filled; what fills them is never read as a pattern."""
        return self.label(lang).format(**values)
