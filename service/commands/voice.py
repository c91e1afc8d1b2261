"""The command that shows whether target groups take part themselves."""

from graph_schema.vocabularies import Audience
from queries.gaps.sectors import DEFAULT_DRAWS, DEFAULT_SEED, GapQuestion
from queries.voice.question import target_group_voice
from service.commands.bridging import Public
from service.commands.console import print_told, reading
from service.commands.options import (
    AsCsv,
    AsJson,
    AsOf,
    Draws,
    Language,
    OfKind,
    OfSources,
    PeriodFrom,
    PeriodTo,
    Seed,
    Separate,
    Within,
)
from service.voice_text import voice_rows, voice_summary


def voice_command(  # noqa: PLR0913, PLR0917 - each parameter is an option
    public: Public = False,
    draws: Draws = DEFAULT_DRAWS,
    seed: Seed = DEFAULT_SEED,
    units: Separate = "together",
    source: OfSources = None,
    kind: OfKind = None,
    region: Within = None,
    theme: Within = None,
    programme: Within = None,
    funder: Within = None,
    period_from: PeriodFrom = None,
    period_to: PeriodTo = None,
    as_of: AsOf = None,
    lang: Language = "en",
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show how often an organisation of a target group takes part in what is for it."""
    question = GapQuestion(
        draws=draws, seed=seed, units=units, sources=tuple(source or ()), kind=kind, region=region,
        theme=theme, programme=programme, funder=funder, period_from=period_from,
        period_to=period_to,
    )  # fmt: skip
    audience = Audience.PUBLIC if public else Audience.EVERYTHING
    with reading(as_of=as_of, audience=audience, question=question, lang=lang) as model:
        found = target_group_voice(model, question)
    print_told(
        "voice", found, question, lang, voice_rows, voice_summary, as_csv=as_csv, as_json=as_json
    )
