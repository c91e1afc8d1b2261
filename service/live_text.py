"""The first look in words and rows: exploratory, and it says so first."""

from collections.abc import Mapping

from graph_schema.live_answers import LivePair, LiveTable
from service.gap_text import number, share_of_lists

HEADERS = {
    "sv": ("par", "möten", "väntat", "sd", "z", "kvot", "täckning", ""),
    "en": ("pair", "meetings", "expected", "sd", "z", "ratio", "coverage", ""),
}
SENTENCES = {
    "sv": {
        "exploratory": "Utforskande: en första titt utan p-värden och utslag. Den som tittar på "
        "många par hittar något av en ren slump. Utslag ger den prövade tabellen.",
        "closed": "Väntat och standardavvikelse är räknade ur slumpmodellens slutna form, som är "
        "kontrollerad i simuleringar men inte publicerad: {participations} deltaganden, i snitt "
        "{mean} per grupp av arenor.",
        "sampled": "Underlaget är för litet för den slutna formen ({participations} deltaganden, i "
        "snitt {mean} per grupp av arenor; 10 000 och 150 krävs). Talen är den dragna tabellens.",
        "lacking": "Underlaget är för litet för den slutna formen ({participations} deltaganden, i "
        "snitt {mean} per grupp av arenor; 10 000 och 150 krävs), och tabellen är inte dragen än.",
    },
    "en": {
        "exploratory": "Exploratory: a first look without p-values and verdicts. Who looks at many "
        "pairs finds something by mere chance. The tested table gives verdicts.",
        "closed": "Expected and standard deviation are those of the random model's closed form, "
        "checked by simulation and not published: {participations} participations, {mean} in the "
        "mean group of arenas.",
        "sampled": "There is too little for the closed form ({participations} participations, "
        "{mean} in the mean group of arenas; it takes 10,000 and 150). The figures are those of "
        "the table that was drawn.",
        "lacking": "There is too little for the closed form ({participations} participations, "
        "{mean} in the mean group of arenas; it takes 10,000 and 150), and the table is not drawn "
        "yet.",
    },
}


def live_lines(found: LiveTable, lang: str) -> list[str]:
    """That it is exploratory, and how it was computed."""
    texts = SENTENCES[lang]
    drawn = "lacking" if found.not_computed else "sampled"
    how = texts["closed" if found.closed_form else drawn].format(
        participations=number(found.participations, lang, "#,##0"),
        mean=number(found.mean_per_stratum, lang, "#,##0"),
    )
    return [texts["exploratory"], how]


def live_rows(
    found: LiveTable, names: Mapping[str, str], lang: str
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per pair."""
    return HEADERS[lang], [_row(pair, names, lang) for pair in found.pairs]


def _row(pair: LivePair, names: Mapping[str, str], lang: str) -> tuple[str, ...]:
    return (
        f"{names[pair.a]} – {names[pair.b]}",
        number(pair.observed, lang, "#,##0"),
        number(pair.expected, lang),
        number(pair.sd, lang),
        number(pair.z, lang),
        number(pair.ratio, lang, "0.00"),
        "" if pair.coverage is None else share_of_lists(pair.coverage, lang),
        "" if pair.state is None else pair.state.label(lang),
    )
