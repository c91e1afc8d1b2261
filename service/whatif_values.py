"""Values of a change, its differences with their sign, and where chance lies, as they read."""

from graph_schema.whatif_answers import Placebo
from visualisations.whatif import shown
from visualisations.whatif_phrases import WhatIfPhrase
from visualisations.wording import MISSING

HEADERS = {
    "sv": ("mått", "före", "efter", "skillnad", "slumpen 5–95 %"),
    "en": ("figure", "before", "after", "difference", "chance 5–95%"),
}


def signed(name: str, value: float | None, lang: str) -> str:
    """A difference with its sign."""
    told = shown(name, value, lang)
    return (
        f"+{told}" if value is not None and value > 0 and told != shown(name, 0.0, lang) else told
    )


def between(name: str, placebo: Placebo | None, lang: str, *, lacking: bool = False) -> str:
    """Where nine in ten random changes end; ``lacking`` where they are not computed yet."""
    if placebo is None:
        return WhatIfPhrase.NOT_COMPUTED.label(lang) if lacking else MISSING
    return " … ".join(signed(name, end, lang) for end in (placebo.low, placebo.high))
