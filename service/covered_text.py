"""How far a list can be trusted, in one sentence below it."""

from typing import Literal

from service.sunset_text import share

Covered = Literal["arenas", "participations", "funded", "labelled", "known"]
SENTENCES: dict[str, dict[Covered, str]] = {
    "sv": {
        "arenas": "Av arenorna har {share} en lista över deltagare som källan uppger är "
        "fullständig. I övriga kan fler ha deltagit.",
        "participations": "{share} av all medverkan ligger i arenor med fullständig lista. Resten "
        "säger vilka som är kända, inte vilka som saknas.",
        "funded": "Av arenorna har {share} en känd finansiär.",
        "labelled": "Av arenorna har {share} både region, tema och målgrupp.",
        "known": "Av arenorna med någon känd deltagare har {share} en lista som källan uppger är "
        "fullständig. I övriga kan fler ha deltagit.",
    },
    "en": {
        "arenas": "Of the arenas {share} have a list of participants that the source says is "
        "complete. In the others more may have taken part.",
        "participations": "{share} of all participation lies in arenas with a complete list. The "
        "rest says who is known, not who is missing.",
        "funded": "Of the arenas {share} have a known funder.",
        "labelled": "Of the arenas {share} have a region, a theme and a target group.",
        "known": "Of the arenas with a known participant {share} have a list that the source says "
        "is complete. In the others more may have taken part.",
    },
}


def covered_line(coverage: float | None, of: Covered, lang: str) -> str:
    """What ``coverage`` is the share of; that nothing is, where it is None."""
    return SENTENCES[lang][of].format(share=share(coverage, lang) or "–")


def known_lines(partners_known_share: float | None, lang: str) -> list[str]:
    """The same of the lists of participants, where anybody is known to have taken part."""
    if partners_known_share is None:
        return []
    return [covered_line(partners_known_share, "known", lang)]
