"""How far the lists of participants of a network can be trusted, in words."""

from graph_schema.coverage_answers import LEAST_COVERAGE
from graph_schema.network_answers import BrokerCoverage
from service.coverage_text import unseen_lines
from service.gap_text import number
from visualisations.wording import percent

SENTENCES = {
    "sv": {
        "coverage": "Källan uppger att deltagarlistan är fullständig för {share} av arenorna "
        "({known} av {arenas}).",
        "meeting_one": "Utan fullständiga listor med en enda deltagare ({alone}), som inte kan "
        "visa någon koppling, är andelen {share}.",
        "meeting_nobody": "Med arenorna utan någon känd deltagare ({nobody}) är andelen {share}.",
        "meeting": "Utan fullständiga listor med en enda deltagare ({alone}), som inte kan visa "
        "någon koppling, och med arenorna utan någon känd deltagare ({nobody}) är andelen {share}.",
        "thin": "Det är lite: den som ser ensam ut kan ha fler vid sin sida som källan inte "
        "nämner.",
        "alone_one": "1 arena har en enda känd deltagare och binder inte ihop några.",
        "alone": "{alone} arenor har en enda känd deltagare och binder inte ihop några.",
    },
    "en": {
        "coverage": "The source says that the list of participants is whole for {share} of the "
        "arenas ({known} of {arenas}).",
        "meeting_one": "Without complete lists of one participant ({alone}), which can show no "
        "tie, the share is {share}.",
        "meeting_nobody": "With the arenas of which nobody is known ({nobody}) the share is "
        "{share}.",
        "meeting": "Without complete lists of one participant ({alone}), which can show no tie, "
        "and with the arenas of which nobody is known ({nobody}) the share is {share}.",
        "thin": "That is little: who looks alone may have others beside it that no source names.",
        "alone_one": "1 arena has one known participant and connects nobody.",
        "alone": "{alone} arenas have one known participant and connect nobody.",
    },
}


def share(value: float | None, lang: str, fine: bool = True) -> str:
    """A share between 0 and 1; nothing where there is none."""
    decimals = int(fine)
    return "" if value is None else percent(value, lang, decimals, decimals)


def is_thin(coverage: BrokerCoverage) -> bool:
    """Whether fewer lists that could show a tie are whole than a gap table asks for."""
    return coverage.meeting_share is not None and coverage.meeting_share < LEAST_COVERAGE


def coverage_lines(coverage: BrokerCoverage, lang: str) -> list[str]:
    """How far the lists of participants can be trusted."""
    says = SENTENCES[lang]
    lines = [
        says["coverage"].format(
            share=share(coverage.share, lang),
            known=number(coverage.partners_known, lang, "#,##0"),
            arenas=number(coverage.arenas, lang, "#,##0"),
        )
    ]
    if (coverage.complete_one or coverage.nobody) and coverage.meeting_share is not None:
        both = coverage.complete_one and coverage.nobody
        one = "meeting_one" if coverage.complete_one else "meeting_nobody"
        lines[0] += " " + says["meeting" if both else one].format(
            alone=number(coverage.complete_one, lang, "#,##0"),
            nobody=number(coverage.nobody, lang, "#,##0"),
            share=share(coverage.meeting_share, lang),
        )
    if is_thin(coverage):
        lines[0] += " " + says["thin"]
    if coverage.alone:
        form = "alone_one" if coverage.alone == 1 else "alone"
        lines.append(says[form].format(alone=number(coverage.alone, lang, "#,##0")))
    return lines + unseen_lines(coverage.unseen, lang)
