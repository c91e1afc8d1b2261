"""Every word of the picture of a change, in Swedish and English."""

from graph_schema.vocabularies import Vocabulary


class WhatIfPhrase(Vocabulary):
    """Text by purpose; braces hold what is filled in."""

    TITLE = "title", "Vad skulle bli annorlunda på kartan?", "What would differ on the map?"
    LEAD = (
        "lead",
        "Grått: där nio av tio slumpvisa ändringar av samma slag och ungefär samma storlek "
        "hamnar, ett mått i taget. Punkten är ändringen: {change}. I kanten ligger den längre "
        "bort. En beräkning på kartan, ingen prognos.",
        "Grey: where nine in ten random changes of the same kind and nearly the same size end, "
        "one figure at a time. The dot is the change: {change}. At the edge it lies further out. "
        "Arithmetic on the map, no forecast.",
    )
    PICTURE = (
        "picture",
        "En rad per mått: ett grått streck för slumpvisa ändringar och en punkt för ändringen. "
        "{told}",
        "A row per figure: a grey bar for random changes and a dot for the change. {told}",
    )
    TOLD = (
        "told",
        "{figure}: {difference}, slumpen {low} till {high}.",
        "{figure}: {difference}, chance {low} to {high}.",
    )
    CAPTION = "caption", "Mått på hela kartan, före och efter", "Figures of the map, before, after"
    PAIRS = (
        "pairs",
        "Par av sektorer, före och efter; R och z utforskande",
        "Pairs of sectors, before and after; R and z exploratory",
    )
    FIGURE = "figure", "Mått", "Figure"
    PAIR = "pair", "Par", "Pair"
    BEFORE = "before", "Före", "Before"
    AFTER = "after", "Efter", "After"
    DIFFERENCE = "difference", "Skillnad", "Difference"
    CHANCE = "chance", "Slumpen, medel", "Chance, mean"
    CHANCE_LOW = "chance_low", "Slumpen, 5 %", "Chance, 5%"
    CHANCE_HIGH = "chance_high", "Slumpen, 95 %", "Chance, 95%"
    MEETINGS = "meetings", "Möten (T)", "Meetings (T)"
    EXPECTED = "expected", "Väntat (E)", "Expected (E)"
    RATIO = "ratio", "Kvot (R)", "Ratio (R)"
    Z = "z", "z", "z"
    TREND = "trend", "Trend över sektorer, av dragningar", "Trend across sectors, by draws"
    TREND_CHANGE = "trend_change", "Trendens ändring per år", "Change of the trend a year"
    TREND_P = "trend_p", "Trendens p", "p of the trend"
    ACTOR = "actor", "Aktör", "Actor"
    ACTORS = (
        "actors",
        "Aktörer som ändringen påverkar mest",
        "Actors that the change moves most",
    )
    ANY = "any", "störst för någon aktör", "largest for any actor"
    NOT_COMPUTED = "not_computed", "inte beräknat än", "not computed yet"
    LACKING = (
        "lacking",
        "Vad slumpvisa ändringar ger är inte beräknat än för den här versionen.",
        "What random changes give is not computed yet for this version.",
    )
    EXPLORATORY = (
        "exploratory",
        "Utforskande: väntat antal, kvot och z är av en formel i stället för dragningar.",
        "Exploratory: expected numbers, ratios and z are of a formula in place of draws.",
    )
    SUPPRESSED = "suppressed", "för få aktörer", "too few actors"
    SHORT = "short", "otillräckliga data", "insufficient data"

    def fill(self, lang: str, **values: str) -> str:
        """The text with its gaps filled; what fills them is never read as a pattern."""
        return self.label(lang).format(**values)


class FigureWord(Vocabulary):
    """The figures of a whole map by their names."""

    PARTICIPATIONS = "participations", "Deltaganden", "Participations"
    ACTORS = "actors", "Aktörer som deltar", "Actors that take part"
    ARENAS = "arenas", "Arenor med deltagare", "Arenas with participants"
    EI_INDEX = "ei_index", "E-I-index", "E-I index"
    EI_EXPECTED = "ei_expected", "E-I-index, väntat", "E-I index, expected"
    EI_DIFFERENCE = "ei_difference", "E-I-index minus väntat", "E-I index minus expected"
    PIECES = "pieces", "Delar utan kontakt", "Pieces without contact"
    GIANT_SHARE = "giant_share", "Största delens andel", "Share in the largest piece"
    FRAGMENTATION = "fragmentation", "Uppsplittring", "Fragmentation"
    CUT_POINTS = "cut_points", "Aktörer som håller ihop", "Actors that hold together"
    CUT_MASS = "cut_mass", "Aktörer som hänger på dem", "Actors that hang on them"
    BRIDGING_ARENAS = "bridging_arenas", "Arenor som håller ihop", "Arenas that hold together"
    BRIDGING_MASS = "bridging_mass", "Aktörer som hänger på arenorna", "Actors that hang on arenas"
    SOLE_PAIRS = "sole_pairs", "Par med en enda länk", "Pairs with a single link"
    LARGEST_BURDEN = "largest_burden", "Största andel av dem", "Largest share of them"
    COORDINATOR_PAIRS = (
        "coordinator_pairs",
        "Par emellan: egna sektorn",
        "Pairs between: own sector",
    )
    CONSULTANT_PAIRS = (
        "consultant_pairs", "Par emellan: en annan sektor", "Pairs between: another sector",
    )  # fmt: skip
    GATE_PAIRS = "gate_pairs", "Par emellan: egna och en annan", "Pairs between: own, another"
    LIAISON_PAIRS = "liaison_pairs", "Par emellan: två andra", "Pairs between: two others"
    CONSTRAINT = "constraint", "Bundenhet, median", "Constraint, median"
    EFFECTIVE_SIZE = "effective_size", "Effektiv storlek, median", "Effective size, median"
    BETWEENNESS = "betweenness", "Kortaste vägar, störst", "Shortest ways, largest"
    EFFICIENCY = "efficiency", "Närhet (1/avstånd)", "Closeness (1/distance)"
    THREE_SECTORS = "three_sectors", "Arenor med minst tre sektorer", "Arenas of three sectors"
    FOUR_SECTORS = "four_sectors", "Arenor med minst fyra sektorer", "Arenas of four sectors"
    SOLO_ACTORS = "solo_actors", "Aktörer alltid ensamma", "Actors always alone"
    APART_ACTORS = "apart_actors", "Mötte ingen annan sektor", "Met no other sector"
    NEVER_ACTORS = "never_actors", "Aktörer utan medverkan", "Actors without participation"
    JUDGED_ACTORS = "judged_actors", "Väntas möta minst tre andra", "Expected to meet three others"
    ORPHAN_ACTORS = "orphan_actors", "Av dem utan annan sektor", "Of those, no other sector"
    ORPHANS_EXPECTED = "orphans_expected", "Så många av en slump", "So many by chance"
    ORPHANS_P = "orphans_p", "Utan annan sektor, p av dragningar", "No other sector, p by draws"
    CORE_ACTORS = "core_actors", "Återkommande samarbetare", "Repeat collaborators"
    CORE_ARENAS = "core_arenas", "Arenor i kärnan", "Arenas in the core"
    CORE_DEPTH = "core_depth", "Kärnans djup", "Depth of the core"
    CORE_JOINED = "core_joined", "Kommer till kärnan", "Join the core"
    CORE_LEFT = "core_left", "Lämnar kärnan", "Leave the core"
    GROUP_AGREEMENT = "group_agreement", "Sökningars samstämmighet", "Agreement of searches"
    GROUP_COUNT = "group_count", "Grupper, medel", "Groups, mean"
    MODULARITY = "modularity", "Modularitet Q, medel", "Modularity Q, mean"
    GROUP_MOVED = "group_moved", "Hamnar i en annan grupp", "End in another group"
    FUNDED_ARENAS = "funded_arenas", "Arenor med känd finansiär", "Arenas with a known funder"
    EFFECTIVE_FUNDERS = (
        "effective_funders", "Finansiärer, effektivt antal", "Funders, effective number",
    )  # fmt: skip
    FUNDERS_PER_CELL = "funders_per_cell", "Finansiärer per ruta", "Funders per cell"
    SINGLE_FUNDER_CELLS = (
        "single_funder_cells", "Rutor på en finansiär", "Cells on one funder",
    )  # fmt: skip
    FILLED_CELLS = "filled_cells", "Rutor med arenor", "Cells with arenas"
    EMPTY_CELLS = "empty_cells", "Tomma rutor", "Empty cells"
    TELLING_CELLS = "telling_cells", "Rutor som kan säga något", "Cells that could tell"
    GAP_CELLS = "gap_cells", "Rutor med en lucka", "Cells with a gap"
    COVERED_CELLS = "covered_cells", "Rutor med fler än väntat", "Cells with more than expected"
    GAP_TRIPLES = (
        "gap_triples",
        "Trippler med färre än paren ger",
        "Triples with fewer than pairs give",
    )
    COVERED_TRIPLES = (
        "covered_triples",
        "Trippler med fler än paren ger",
        "Triples with more than pairs give",
    )
    NEED_GAP_CELLS = (
        "need_gap_cells", "Rutor med mindre än behovet ger", "Cells with less than the need gives",
    )  # fmt: skip
    NEED_COVERED_CELLS = (
        "need_covered_cells", "Rutor med mer än behovet ger", "Cells with more than the need gives",
    )  # fmt: skip
    CROSS_TIES = "cross_ties", "Kopplingar över sektorer", "Ties across sectors"
    CROSS_TIES_ENDING = "cross_ties_ending", "Av dem slutar snart", "Of those, ending soon"
    VOICE_SHARE = "voice_share", "Målgruppernas röst", "Voice of target groups"
    MIXING_CHANGE = "mixing_change", "Möten över sektorer, per år", "Meetings across, a year"
    MIXING_P = "mixing_p", "Möten över sektorer, p av formeln", "Meetings across, p by the formula"


class ActorFigureWord(Vocabulary):
    """The figures of an actor by their names."""

    SOLE_PAIRS = "sole_pairs", "Par som bara aktören binder ihop", "Pairs only it connects"
    CUT_MASS = "cut_mass", "Aktörer som hamnar utanför", "Actors cut off"
    COORDINATOR = "coordinator", "Emellan inom egna sektorn", "Between, within its own sector"
    CONSULTANT = "consultant", "Emellan inom en annan sektor", "Between, within another sector"
    GATE = "gate", "Emellan egna och en annan", "Between its own and another"
    LIAISON = "liaison", "Emellan två andra", "Between two others"
    CONSTRAINT = "constraint", "Bundenhet", "Constraint"
    EFFECTIVE_SIZE = "effective_size", "Effektiv storlek", "Effective size"
    BETWEENNESS = "betweenness", "Kortaste vägar, andel", "Shortest ways, share"
