"""What drawings of bridges and brokers say, in Swedish and English."""

from graph_schema.vocabularies import Vocabulary


class BrokerPhrase(Vocabulary):
    """Text by purpose; braces hold what is filled in."""

    SOLE_PAIRS = (
        "sole_pairs",
        "Par av aktörer ur olika sektorer som en enda aktör binder ihop",
        "Pairs of actors of different sectors that a single actor connects",
    )
    CUT_MASS = (
        "cut_mass",
        "Aktörer som skulle skiljas från den största del som blir kvar om en aktör försvann",
        "Actors that would be parted from the largest piece left if one actor were gone",
    )
    BROKERAGE = (
        "brokerage",
        "Par utan känd gemensam arena, med en aktör emellan",
        "Pairs with no known arena in common, with one actor between them",
    )
    BETWEENNESS = (
        "betweenness",
        "Kortaste vägar mellan andra som går genom en aktör",
        "Shortest ways between others that lead through one actor",
    )
    CONSTRAINT = (
        "constraint",
        "Aktörer vars parter mer sällan har mött varandra än andras med lika många parter",
        "Actors whose partners have met each other less than those of others with as many",
    )
    ARENAS = (
        "arenas",
        "Aktörer som skulle skiljas från den största del som blir kvar om en arena försvann",
        "Actors that would be parted from the largest piece left if one arena were gone",
    )
    NO_MERIT = (
        "no_merit",
        "Bilden visar sårbarhet och arbetsbörda, inte förtjänst.",
        "The picture shows risk and workload, not merit.",
    )
    SHOWN = (
        "shown",
        "Visar {shown} av {total}. Nätet: {actors} aktörer, {arenas} arenor.",
        "Showing {shown} of {total}. The network: {actors} actors, {arenas} arenas.",
    )
    COVERAGE = (
        "coverage",
        "Källan uppger att deltagarlistan är fullständig för {known} av {arenas} arenor.",
        "The source says that the list of participants is whole for {known} of {arenas} arenas.",
    )
    SAMPLED = (
        "sampled",
        "Skattat från {starts} slumpvis valda startpunkter; ± är standardfelet.",
        "Estimated from {starts} starting points drawn at random; ± is the standard error.",
    )
    PICTURE = (
        "picture",
        "Liggande staplar, den första överst, namn till vänster och värde till höger. {cells}",
        "Horizontal bars, the first on top, names to the left and values to the right. {cells}",
    )
    CELL = "cell", "{name}, {sector}: {value}.", "{name}, {sector}: {value}."
    OF_MEDIAN = "of_median", "{share} av medianen", "{share} of the median"
    ARENA_CELL = "arena_cell", "{name}: {value}.", "{name}: {value}."
    CAPTION = "caption", "Aktörer, i rangordning", "Actors, in order"
    ARENA_CAPTION = "arena_caption", "Arenor, i rangordning", "Arenas, in order"
    TIE_NAME = "tie_name", "Enskilda medverkanden", "Single participations"
    TIE_CAPTION = (
        "tie_caption",
        "Enskilda medverkanden som ensamma håller ihop delar",
        "Single participations that alone hold parts together",
    )
    # Columns
    ACTOR = "actor", "Aktör", "Actor"
    ARENA = "arena", "Arena", "Arena"
    YEAR = "year", "År", "Year"
    UNITS = "units", "Enheter som räknas med", "Parts counted with it"
    SECTOR = "sector", "Sektor", "Sector"
    ARENA_COUNT = "arena_count", "Arenor", "Arenas"
    PARTNERS = "partners", "Parter", "Partners"
    PARTICIPANTS = "participants", "Aktörer i arenan", "Actors in the arena"
    SOLE = "sole", "Par som bara aktören binder ihop", "Pairs only it connects"
    BURDEN = "burden", "Andel av alla sådana par", "Share of all such pairs"
    SOLE_SMALL = (
        "sole_small",
        "Par utan arenor med fler än {large}",
        "Pairs without arenas of more than {large}",
    )
    MASS = "mass", "Aktörer som hamnar utanför", "Actors cut off"
    NEXT_PIECE = "next_piece", "Näst största delen", "Next largest piece"
    APART = "apart", "Par ur olika sektorer som skiljs åt", "Cross-sector pairs separated"
    PIECES = "pieces", "Delar", "Pieces"
    TOTAL = "total", "Par emellan", "Pairs between"
    COORDINATOR = "coordinator", "Inom egna sektorn", "Within its own sector"
    CONSULTANT = "consultant", "Inom en annan sektor", "Within another sector"
    GATE = "gate", "Mellan egna och en annan", "Between its own and another"
    LIAISON = "liaison", "Mellan två andra", "Between two others"
    UNPLACED = "unplaced", "Okänd sektor inblandad", "Unknown sector involved"
    Z = "z", "z mot slumpen", "z against chance"
    LIST_COMPLETE = (
        "list_complete",
        "Fullständig deltagarlista",
        "Complete list of participants",
    )
    YES = "yes", "ja", "yes"
    NO = "no", "nej", "no"
    CONSTRAINT_VALUE = "constraint_value", "Bundenhet", "Constraint"
    TO_MEDIAN = "to_median", "Bundenhet mot medianen", "Constraint over the median"
    SIZE = "size", "Effektiv storlek", "Effective size"
    PLACE = "place", "Plats bland lika många parter", "Place among as many partners"
    BETWEEN = "between", "Kortaste vägar", "Shortest ways"
    ERROR = "error", "Standardfel", "Standard error"
    STAYS = "stays", "Kvar när 20 % döljs", "Stays when 20% is hidden"
    CREDIT = "credit", "Par, delade med andra emellan", "Pairs, shared with others between"
    LED_COORDINATOR = "led_coordinator", "Leds och leder: en sektor", "Led and leading: one sector"
    LED_CONSULTANT = (
        "led_consultant",
        "Leds och leder: från en annan och tillbaka",
        "Led and leading: from another and back",
    )
    LED_REPRESENTATIVE = (
        "led_representative",
        "Leds och leder: från egna ut",
        "Led and leading: from its own outwards",
    )
    LED_GATEKEEPER = (
        "led_gatekeeper",
        "Leds och leder: från en annan in",
        "Led and leading: from another inwards",
    )
    LED_LIAISON = "led_liaison", "Leds och leder: tre sektorer", "Led and leading: three sectors"
    ID = "id", "Id", "Id"

    def fill(self, lang: str, **values: str) -> str:
        """The text with its gaps filled; what fills them is never read as a pattern."""
        return self.label(lang).format(**values)
