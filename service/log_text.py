"""The log of repeated looks in words."""

from collections.abc import Iterator, Mapping

from graph_schema.log_answers import VerdictChange, VerdictLog, VerdictsOfVersion
from graph_schema.vocabularies import Verdict
from service.part_text import part_lines
from service.sunset_text import share

SENTENCES = {
    "sv": {
        "lead": "Samma tabell, gjord på samma sätt med samma program, för {looks} versioner. Den "
        "som tittar ofta ser också ändringar som bara är slump.",
        "version": "Version {version} ({published}{covered}): {told}",
        "covered": "; täckning av paren {share}",
        "same": "inget utslag har ändrats sedan versionen före",
        "first": "den äldsta som listas",
        "nothing": "inga utslag om det som frågas",
        "none": "inget utslag",
    },
    "en": {
        "lead": "The same table, made in the same way by the same program, for {looks} versions. "
        "Who looks often also sees changes that are mere chance.",
        "version": "Version {version} ({published}{covered}): {told}",
        "covered": "; coverage of the pairs {share}",
        "same": "no verdict has changed since the version before",
        "first": "the oldest listed",
        "nothing": "no verdicts on what is asked about",
        "none": "no verdict",
    },
}


def log_lines(found: VerdictLog, lang: str) -> Iterator[str]:
    """What it is, then one line per version, the newest first."""
    texts = SENTENCES[lang]
    names = found.names_sv if lang == "sv" else found.names_en
    yield texts["lead"].format(looks=found.looks)
    yield from part_lines(exploratory=found.exploratory, lang=lang)
    for place, each in enumerate(found.versions):
        oldest = place + 1 == len(found.versions)
        yield texts["version"].format(
            version=each.version,
            published=each.published_at or "–",
            covered=_covered(each, lang),
            told=_told(each, names, lang, oldest=oldest),
        )


def _covered(each: VerdictsOfVersion, lang: str) -> str:
    """The least and the largest coverage of its pairs."""
    known = sorted(pair.coverage for pair in each.pairs if pair.coverage is not None)
    ends = dict.fromkeys(share(end, lang) for end in known[:1] + known[-1:])
    return SENTENCES[lang]["covered"].format(share="–".join(ends)) if ends else ""


def _told(each: VerdictsOfVersion, names: Mapping[str, str], lang: str, *, oldest: bool) -> str:
    texts = SENTENCES[lang]
    if each.changed:
        return "; ".join(_change(change, names, lang) for change in each.changed)
    if not each.pairs:
        return texts["nothing"]
    return texts["first" if oldest else "same"]


def _change(change: VerdictChange, names: Mapping[str, str], lang: str) -> str:
    def told(verdict: Verdict | None) -> str:
        return SENTENCES[lang]["none"] if verdict is None else verdict.label(lang).lower()

    pair = f"{names.get(change.a, change.a)} – {names.get(change.b, change.b)}"
    return f"{pair}: {told(change.before)} → {told(change.after)}"
