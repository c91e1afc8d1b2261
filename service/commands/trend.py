"""The command that shows whether sectors meet more or less than before."""

from queries.gaps.sectors import DEFAULT_DRAWS, DEFAULT_SEED, GapQuestion
from queries.trend.question import examine, mixing_trend, takes_long
from service.commands.bridging import ended_by_hand
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
from service.trend_text import trend_rows, trend_summary


def trend_command(  # noqa: PLR0913, PLR0917 - each parameter is an option
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
    """Show whether sectors meet more or less from year to year than activity gives."""
    question = GapQuestion(
        draws=draws, seed=seed, units=units, sources=tuple(source or ()), kind=kind, region=region,
        theme=theme, programme=programme, funder=funder, period_from=period_from,
        period_to=period_to,
    )  # fmt: skip
    with reading(as_of=as_of, lang=lang) as model:
        if takes_long(model, question):
            ended_by_hand(lambda step: examine(model, question, step=step))
        found = mixing_trend(model, question)
    print_told(
        "trend", found, question, lang, trend_rows, trend_summary, as_csv=as_csv, as_json=as_json
    )
