"""Every word of the picture of target-group voice, in Swedish and English."""

from graph_schema.vocabularies import Verdict, Vocabulary


class VoicePhrase(Vocabulary):
    """Text by purpose; braces hold what is filled in."""

    TITLE = "title", "Är målgrupperna själva med?", "Do target groups take part themselves?"
    LEAD = (
        "lead",
        "Andel av arenorna för en målgrupp, med fullständig deltagarlista, där en organisation av "
        "gruppen är med. Där ingen källa säger vilka organisationer som är gruppens egna syns "
        "inget, och det är inte noll.",
        "Share of the arenas for a target group, of those with a complete list, where an "
        "organisation of the group takes part. Where no source says which organisations are the "
        "group's own nothing is seen, and that is not nought.",
    )
    PICTURE = "picture", "En stapel per målgrupp. {told}", "A bar per target group. {told}"
    TOLD = "told", "{name}: {words}.", "{name}: {words}."
    OF = "of", "{count} av {all}: {verdict}", "{count} of {all}: {verdict}"
    CUT = (
        "cut",
        "Bilden visar {shown} av {all} målgrupper. Tabellen har alla.",
        "The picture shows {shown} of {all} target groups. The table has them all.",
    )
    CAPTION = "caption", "Per målgrupp", "By target group"
    GROUP = "group", "Målgrupp", "Target group"
    VERDICT = "verdict", "Omdöme", "Verdict"
    ORGANISATIONS = "organisations", "Organisationer av gruppen", "Organisations of the group"
    ARENAS = "arenas", "Arenor för gruppen", "Arenas for the group"
    COMPLETE = "complete", "Med fullständig lista", "With a complete list"
    HEARD = "heard", "Någon av gruppen är med (alla)", "One of the group takes part (all)"
    HEARD_COMPLETE = (
        "heard_complete",
        "Någon av gruppen är med (fullständig lista)",
        "One of the group takes part (complete list)",
    )
    SHARE = "share", "Andel", "Share"
    LOW = "low", "Undre 95 %", "Lower 95%"
    HIGH = "high", "Övre 95 %", "Upper 95%"
    EXPECTED = "expected", "Väntad andel", "Expected share"
    P = "p", "p", "p"
    Q = "q", "q", "q"
    LEADS = "lead_role", "Som ägare", "As owner"
    PARTNER = "partner_role", "Som part", "As partner"
    BESIDE = "beside_role", "Vid sidan av (minst)", "Beside (at least)"

    def fill(self, lang: str, **values: str) -> str:
        """The text with its gaps filled; what fills them is never read as a pattern."""
        return self.label(lang).format(**values)


class HeardWord(Vocabulary):
    """What a verdict says of a group: it takes part, rather than meets."""

    GAP = "gap", "Är med mer sällan än väntat", "Takes part less often than expected"
    SURPLUS = "surplus", "Är med oftare än väntat", "Takes part more often than expected"
    SUPPRESSED = (
        "suppressed",
        "Visas inte (få aktörer, eller skulle berätta om något som har få)",
        "Not shown (few actors, or it would tell of something that has few)",
    )


def heard_word(verdict: Verdict, lang: str) -> str:
    """What a verdict of target-group voice is called."""
    own = {word.value: word.label(lang) for word in HeardWord}
    return own.get(verdict.value, verdict.label(lang))
