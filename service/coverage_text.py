"""Coverage in words and rows: what can be told, and what nobody has listed."""

from graph_schema.coverage_answers import ArenaCounts, Coverage, CoverageSlice
from graph_schema.gap_answers import Unseen
from service.gap_text import number, share_of_lists
from service.part_text import part_lines
from service.sunset_text import share

HEADERS = {
    "sv": ("del", "arenor", "ingen känd", "en känd", "flera kända", "fullständig lista", "andel",
           "där luckor prövas", "räcker", "saknas enligt överlapp"),
    "en": ("slice", "arenas", "nobody known", "one known", "several known", "complete list",
           "share", "for gaps", "enough", "missing by overlap"),
}  # fmt: skip
SENTENCES = {
    "sv": {
        "whole": "Av {having} arenor med någon känd deltagare har {complete} en lista som källan "
        "uppger är fullständig ({share}). {one} har bara en känd deltagare. {nobody} har ingen.",
        "gaps_one": "Där luckor prövas räknas inte fullständiga listor med en enda deltagare "
        "({alone}), som inte visar något möte och inte kunde det: andelen är {share}.",
        "gaps_nobody": "Där luckor prövas räknas arenorna utan någon känd deltagare ({nobody}), "
        "som utan lista: andelen är {share}.",
        "gaps": "Där luckor prövas räknas inte fullständiga listor med en enda deltagare "
        "({alone}), som inte visar något möte och inte kunde det, men arenorna utan någon känd "
        "deltagare ({nobody}) räknas, som utan lista: andelen är {share}.",
        "enough": "Helheten når den andel som behövs ({least}). Om ett visst par av sektorer kan "
        "prövas avgörs av just deras arenor.",
        "short": "Helheten når inte den andel som behövs för att pröva luckor ({least}): där "
        "listan kan ha luckor kan ett möte som inte syns ändå ha ägt rum.",
        "nothing": "Här finns inga arenor med kända deltagare. Det säger inget om vilka som mötts.",
        "slices": "Tillräckligt för att pröva luckor: {enough} av {all} delar.",
        "hidden_sectors": "Urvalet gäller något känsligt: uppdelning på sektor visas inte, för den "
        "kunde tillsammans med andra svar berätta om färre än tre aktörer.",
        "hidden": "Urvalet gäller något känsligt: delar med färre än tre aktörer visas inte, "
        "och inte heller de som skulle röja dem: {hidden} delar. Varje version döljer för sig, så "
        "den som jämför två kan ändå räkna ut något av det.",
        "unknown": "Hur många deltaganden som saknas i alla källor går inte att säga: inga två "
        "källor listar samma arenor i den mån som krävs (minst sju deltaganden hos båda och en "
        "femtedel av alla).",
        "chapman": "Två källor listar samma arenor. Det de har gemensamt tyder på att {estimate} "
        "deltaganden saknas i båda, högst {upper} (övre 95-procentsgräns, Chapmans metod).",
        "chao2": "{sources} källor listar samma arenor. Det de har gemensamt tyder på att minst "
        "{estimate} deltaganden saknas i alla, upp till {upper} (övre 95-procentsgräns, Chao2).",
        "independent": "Uppskattningen förutsätter att källorna inte är avskrifter av varandra och "
        "att alla deltaganden har lika lätt att bli listade; annars är antalet ett annat.",
        "by_role": "Ägare och partner är skattade var för sig. Uppskattningen förutsätter att "
        "källorna inte är avskrifter av varandra och att alla partner har lika lätt att bli "
        "listade; annars är antalet ett annat.",
        "yes": "ja",
        "no": "nej",
    },
    "en": {
        "whole": "Of {having} arenas with any known participant {complete} have a list that the "
        "source says is complete ({share}). {one} have one known participant only. {nobody} have "
        "none.",
        "gaps_one": "Where gaps are tested, complete lists of one participant ({alone}), which "
        "show no meeting and could show none, are not counted: the share is {share}.",
        "gaps_nobody": "Where gaps are tested, arenas of which nobody is known ({nobody}) are "
        "counted, as ones without a list: the share is {share}.",
        "gaps": "Where gaps are tested, complete lists of one participant ({alone}), which show no "
        "meeting and could show none, are not counted, while arenas of which nobody is known "
        "({nobody}) are, as ones without a list: the share is {share}.",
        "enough": "The whole reaches the share that is needed ({least}). Whether a certain pair of "
        "sectors can be tested depends on the arenas of the two.",
        "short": "The whole does not reach the share it takes to test gaps ({least}): where "
        "a list may have gaps, a meeting that cannot be seen may still have taken place.",
        "nothing": "No arena here has a known participant. That says nothing of who has met.",
        "slices": "Enough to test gaps: {enough} of {all} slices.",
        "hidden_sectors": "The selection is about something sensitive: slices by sector are not "
        "shown, as they could, together with other answers, tell of fewer than three actors.",
        "hidden": "The selection is about something sensitive: slices of fewer than three actors "
        "are not shown, nor those that would give them away: {hidden} slices. Every version hides "
        "by itself, so that whoever compares two may still work out some of it.",
        "unknown": "How many participations all sources lack cannot be told: no two sources list "
        "the same arenas to the extent it takes (at least seven participations in both, and a "
        "fifth of all).",
        "chapman": "Two sources list the same arenas. What they have in common suggests that "
        "{estimate} participations are missing from both, {upper} at most (upper 95% limit, "
        "Chapman's method).",
        "chao2": "{sources} sources list the same arenas. What they have in common suggests that "
        "at least {estimate} participations are missing from all, up to {upper} (upper 95% limit, "
        "Chao2).",
        "independent": "The estimate takes it that sources are not copies of each other, and that "
        "all participations are as easily listed; where not, it is another number.",
        "by_role": "Owners and partners are estimated apart. The estimate takes it that sources "
        "are not copies of each other, and that all partners are as easily listed; where not, it "
        "is another number.",
        "yes": "yes",
        "no": "no",
    },
}


def coverage_summary(found: Coverage, lang: str) -> list[str]:
    """What is known of the whole, whether it is enough, and what overlapping sources tell."""
    texts, whole = SENTENCES[lang], found.whole
    part = part_lines(exploratory=found.exploratory, lang=lang)
    having = whole.one + whole.several
    if not having:
        return [texts["nothing"], *part]
    said = texts["whole"].format(
        having=number(having, lang, "#,##0"),
        complete=number(whole.complete, lang, "#,##0"),
        share=share(whole.share, lang),
        one=number(whole.one, lang, "#,##0"),
        nobody=number(whole.nobody, lang, "#,##0"),
    )
    both = whole.complete_one and whole.nobody
    one = "gaps_one" if whole.complete_one else "gaps_nobody"
    gaps = texts["gaps" if both else one].format(
        alone=number(whole.complete_one, lang, "#,##0"),
        nobody=number(whole.nobody, lang, "#,##0"),
        share=share_of_lists(whole.meeting_share, lang),
    )
    enough = texts["enough" if whole.enough else "short"]
    counted = sum(each.enough for each in found.slices)
    hidden = "hidden_sectors" if found.by == "sector" else "hidden"
    return [
        said,
        *([gaps] if whole.complete_one or whole.nobody else []),
        enough.format(least=share(found.least_coverage, lang)),
        texts["slices"].format(enough=counted, all=len(found.slices)),
        *([texts[hidden].format(hidden=len(found.hidden))] if found.hidden else []),
        *unseen_lines(whole.unseen, lang),
        *part,
    ]


def unseen_lines(told: Unseen | None, lang: str) -> list[str]:
    """What the overlap of sources tells is missing from all of them."""
    texts = SENTENCES[lang]
    if told is None:
        return [texts["unknown"]]
    said = texts[told.method].format(
        sources=told.sources,
        estimate=number(told.estimate, lang, "#,##0"),
        upper=number(told.upper, lang, "#,##0"),
    )
    return [said, texts["by_role" if told.by_role else "independent"]]


def coverage_rows(found: Coverage, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per slice, for a terminal."""
    return HEADERS[lang], [
        (name_of(each, lang), *counts_of(each, lang), enough_of(each, lang), missing_of(each, lang))
        for each in (*found.slices, found.whole)
    ]


def name_of(each: CoverageSlice, lang: str) -> str:
    """What the slice is called."""
    return each.sv if lang == "sv" else each.en


def counts_of(each: ArenaCounts, lang: str) -> tuple[str, ...]:
    """Arenas by what is known of them, and both shares with complete lists."""
    counted = (each.arenas, each.nobody, each.one, each.several, each.complete)
    shares = (share(each.share, lang), share_of_lists(each.meeting_share, lang))
    return (*(number(n, lang, "#,##0") for n in counted), *shares)


def enough_of(each: CoverageSlice, lang: str) -> str:
    """Whether pairs can be tested on it."""
    return SENTENCES[lang]["yes" if each.enough else "no"]


def missing_of(each: CoverageSlice, lang: str) -> str:
    """How many participations are missing at most, or that nobody can say."""
    return "?" if each.unseen is None else f"≤ {number(each.unseen.upper, lang, '#,##0')}"
