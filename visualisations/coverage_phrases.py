"""Every word of the picture of coverage, in Swedish and English."""

from graph_schema.vocabularies import Vocabulary


class CoveragePhrase(Vocabulary):
    """Text by purpose; braces hold what is filled in."""

    TITLE = (
        "title",
        "Hur mycket vet vi om vilka som deltog?",
        "Of how much do we know who took part?",
    )
    LEAD = (
        "lead",
        "Andel av arenorna vars deltagarlista källan uppger är fullständig, utom fullständiga "
        "listor med en enda. En arena utan någon känd deltagare har ingen lista. Under strecket "
        "vid {least} prövas inga luckor: där kan det som inte syns ändå ha ägt rum.",
        "Share of the arenas whose list of participants the source says is complete, but for "
        "complete lists of one. An arena of which nobody is known has no list. Below the line at "
        "{least} no gap is tested: what cannot be seen there may have taken place.",
    )
    PICTURE = "picture", "En stapel per del. {told}", "A bar per slice. {told}"
    TOLD = "told", "{name}: {words}.", "{name}: {words}."
    WORDS = (
        "words",
        "{share}: {complete} av {having}",
        "{share}: {complete} of {having}",
    )
    NOTHING_KNOWN = "nothing_known", "ingen känd deltagare", "no known participant"
    ALL_ALONE = (
        "all_alone",
        "bara fullständiga listor med en deltagare",
        "complete lists of one participant only",
    )
    CAPTION = "caption", "Täckning per del", "Coverage by slice"
    SLICE = "slice", "Del", "Slice"
    SOURCE = "source", "Källa", "Source"
    EVERY = "every", "alla källor", "all sources"
    ARENAS = "arenas", "Arenor", "Arenas"
    NOBODY = "nobody", "Ingen känd deltagare", "Nobody known"
    ONE = "one", "En känd deltagare", "One known"
    SEVERAL = "several", "Flera kända deltagare", "Several known"
    COMPLETE = "complete", "Fullständig lista", "Complete list"
    SHARE = "share", "Andel fullständiga", "Share complete"
    COMPLETE_ONE = "complete_one", "Fullständig lista med en", "Complete list of one"
    MEETING_SHARE = "meeting_share", "Andel där luckor prövas", "Share for gaps"
    ENOUGH = "enough", "Räcker för att pröva", "Enough to test"
    ESTIMATE = "estimate", "Saknade deltaganden enligt överlapp", "Missing by overlap"
    UPPER = "upper", "Övre 95-procentsgräns", "Upper 95% limit"
    YES = "yes", "ja", "yes"
    NO = "no", "nej", "no"

    def fill(self, lang: str, **values: str) -> str:
        """The text with its gaps filled; what fills them is never read as a pattern."""
        return self.label(lang).format(**values)
