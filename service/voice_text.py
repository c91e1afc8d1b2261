"""Target-group voice in words and rows."""

from graph_schema.vocabularies import Verdict
from graph_schema.voice_answers import GroupVoice, Namesake, VoiceByRole, Voices
from service.gap_text import number, small
from service.part_text import part_lines
from service.sunset_text import share
from visualisations.voice_phrases import heard_word

HEADERS = {
    "sv": ("målgrupp", "organisationer", "arenor", "fullständiga", "med", "andel", "95 %",
           "väntat", "q", "utslag"),
    "en": ("target group", "organisations", "arenas", "complete", "heard", "share", "95%",
           "expected", "q", "verdict"),
}  # fmt: skip
SENTENCES = {
    "sv": {
        "not_covered": "Ingår inte i källorna: ingen av dem säger vilka organisationer som är en "
        "målgrupps egna. Därför går det inte att säga om målgrupper är med. Det är inte noll.",
        "other_list": "Vilka organisationer som är en målgrupps egna anges bara för grupper i "
        "andra listor än de som arenorna anger. Därför går det ännu inte att säga om målgrupper är "
        "med. Det är inte noll.",
        "namesakes": "Står också i en annan lista, med organisationer som inte räknas här: {told}. "
        "Listor räknas var för sig, för de kan mena olika saker: se `ekokarta review`. Egna "
        "tabeller med samma namn på datamängden ([dataset] name) har en gemensam lista.",
        "no_group": "{count} av {arenas} arenor anger ingen målgrupp.",
        "all_without": "Ingen av {arenas} arenor anger någon målgrupp.",
        "group": "{name}: i {heard} av {complete} arenor med fullständig lista är en organisation "
        "av gruppen med ({share}, {interval}). Aktiviteten skulle ge {expected}. {verdict}.",
        "few": "{name}: en organisation av gruppen är känd i {heard} av {arenas} arenor, minst. "
        "{complete} av dem har en fullständig lista. {verdict}.",
        "hidden": "{name}: visas inte: för få organisationer eller aktörer, eller det skulle "
        "berätta om något som har få.",
        "uncovered": "Ingår inte i källorna för: {names}.",
        "of": "En organisation räknas till en målgrupp där en källa anger att den är till för "
        "gruppen. Hur väl den för gruppens talan säger det inte. Deltagare i projekt är "
        "personer och finns inte här.",
    },
    "en": {
        "not_covered": "Not covered by the sources: none of them says which organisations are a "
        "target group's own. So whether target groups take part cannot be said. It is not nought.",
        "other_list": "Which organisations are a target group's own is stated only of groups in "
        "other lists than those that arenas state. So whether target groups take part cannot be "
        "said yet. It is not nought.",
        "namesakes": "In another list too, with organisations that are not counted here: {told}. "
        "Lists are counted apart, for they may mean different things: see `ekokarta review`. "
        "Tables of your own with one name of the dataset ([dataset] name) share a list.",
        "no_group": "{count} of {arenas} arenas state no target group.",
        "all_without": "None of {arenas} arenas states a target group.",
        "group": "{name}: in {heard} of {complete} arenas with a complete list an organisation of "
        "the group takes part ({share}, {interval}). Activity would give {expected}. {verdict}.",
        "few": "{name}: an organisation of the group is known in {heard} of {arenas} arenas, at "
        "least. {complete} of them have a complete list. {verdict}.",
        "hidden": "{name}: not shown: too few organisations or actors, or it would tell of "
        "something that has few.",
        "uncovered": "Not covered by the sources for: {names}.",
        "of": "An organisation counts to a target group where a source states that it is for the "
        "group. How well it speaks for the group that does not say. Participants of projects are "
        "persons and are not here.",
    },
}
MOST_TOLD = 12


def interval(ends: tuple[float, float] | None, lang: str) -> str:
    """Both ends in per cent; nothing where there is none."""
    return "" if ends is None else "–".join(share(end, lang) for end in ends)


def voice_rows(found: Voices, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headers and one row per target group, for a terminal."""
    rows: list[tuple[str, ...]] = [
        (
            row.group.name,
            *(number(count, lang, "#,##0") or "–" for count in (
                row.organisations, row.arenas, row.complete, row.heard_complete)),
            share(row.share, lang),
            interval(row.interval, lang),
            share(row.expected, lang),
            small(row.q, lang),
            heard_word(row.verdict, lang),
        )
        for row in found.groups
    ]  # fmt: skip
    return HEADERS[lang], rows


def voice_summary(found: Voices, lang: str) -> list[str]:
    """Which groups are heard, and of which nothing can be said."""
    texts = SENTENCES[lang]
    counts = {"count": found.without_group, "arenas": found.arenas}
    told = {name: number(value, lang, "#,##0") for name, value in counts.items()}
    key = "no_group" if found.groups else "all_without"
    alike = _namesakes(found, lang)
    lines = [] if found.covered else [texts["other_list" if alike else "not_covered"]]
    stated = [row for row in found.groups if row.verdict is not Verdict.NOT_COVERED]
    lines += [_sentence(row, lang) for row in stated[:MOST_TOLD]]
    lines += alike
    without = [
        row.group.name
        for row in found.groups
        if row.verdict is Verdict.NOT_COVERED and not row.namesakes
    ]
    if (found.covered or alike) and without:
        names = "; ".join(without[:MOST_TOLD]) + (" …" if len(without) > MOST_TOLD else "")
        lines.append(texts["uncovered"].format(names=names))
    lines += [texts[key].format(**told), *part_lines(exploratory=found.exploratory, lang=lang)]
    return [*lines, texts["of"]]


def _namesakes(found: Voices, lang: str) -> list[str]:
    """Which groups stand in other lists too, where these have organisations of theirs."""
    told = [
        f"{row.group.name} ({', '.join(each.lists)}: {_organisations(each, lang)})"
        for row in found.groups
        for each in row.namesakes
    ]
    if not told:
        return []
    names = "; ".join(told[:MOST_TOLD]) + (" …" if len(told) > MOST_TOLD else "")
    return [SENTENCES[lang]["namesakes"].format(told=names)]


def _organisations(each: Namesake, lang: str) -> str:
    if each.organisations is None:
        return {"sv": "färre än tre organisationer", "en": "fewer than three organisations"}[lang]
    several = {"sv": "er", "en": "s"}[lang] if each.organisations != 1 else ""
    return f"{number(each.organisations, lang, '#,##0')} organisation{several}"


def _sentence(row: GroupVoice, lang: str) -> str:
    if row.verdict is Verdict.SUPPRESSED:
        return SENTENCES[lang]["hidden"].format(name=row.group.name)
    tested = row.expected is not None and row.verdict is not Verdict.INSUFFICIENT_DATA
    return SENTENCES[lang]["group" if tested else "few"].format(
        name=row.group.name,
        heard=number(row.heard_complete if tested else row.heard, lang, "#,##0"),
        arenas=number(row.arenas, lang, "#,##0"),
        complete=number(row.complete, lang, "#,##0"),
        share=share(row.share, lang),
        interval=interval(row.interval, lang),
        expected=share(row.expected, lang),
        verdict=heard_word(row.verdict, lang),
    )


def role_told(row: VoiceByRole, lang: str) -> str:
    """How many arenas, and their share with its interval where there is one."""
    ends = interval(row.interval, lang)
    part = share(row.share, lang) + (f", {ends}" if ends else "")
    return f"{number(row.arenas, lang, '#,##0')} ({part})"
