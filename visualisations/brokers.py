"""Who stands between whom, as bars with a table twin: one drawing of actors, one of arenas."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from graph_schema.appearance import NODE_LOOKS, SECTOR_COLOURS, Look, look_of
from graph_schema.network_answers import (
    BridgingAnswer,
    Broker,
    BrokerCoverage,
    BrokersAnswer,
    NetworkSummary,
)
from graph_schema.nodes import NODE_TYPES
from graph_schema.vocabularies import Sector
from visualisations.bars import BARS_WIDTH, NAMES_WIDTH, VALUES_WIDTH, Bar, bars
from visualisations.broker_phrases import BrokerPhrase as Say
from visualisations.charts import Chart
from visualisations.legend import Entry, node_sign
from visualisations.phrases import Phrase
from visualisations.wording import number, require_language, shortened

MOST_BARS = 20  # more are in the table; a picture of a hundred bars is read by nobody
TYPES = {kind.LABEL: kind for kind in NODE_TYPES}
TITLES = {
    "sole_pairs": Say.SOLE_PAIRS,
    "cut_mass": Say.CUT_MASS,
    "brokerage": Say.BROKERAGE,
    "betweenness": Say.BETWEENNESS,
    "constraint": Say.CONSTRAINT,
}
VALUES: dict[str, Callable[[Broker], float]] = {
    "sole_pairs": lambda broker: broker.sole_pairs,
    "cut_mass": lambda broker: broker.cut_mass,
    "brokerage": lambda broker: broker.roles.total,
    "betweenness": lambda broker: broker.betweenness,
    "constraint": lambda broker: broker.constraint_to_median or 0.0,
}


def title(answer: BrokersAnswer, lang: str) -> str:
    """What the picture of actors shows."""
    require_language(lang)
    return TITLES[answer.by].label(lang)


def arena_title(_answer: BridgingAnswer, lang: str) -> str:
    """What the picture of arenas shows."""
    require_language(lang)
    return Say.ARENAS.label(lang)


def chart(answer: BrokersAnswer, lang: str) -> Chart:
    """The ranking of actors, with the sectors it has to do with."""
    shown = answer.items[:MOST_BARS]
    drawn = [
        Bar(
            broker.actor.name,
            VALUES[answer.by](broker),
            f"{_value(answer.by, broker, lang)} · {_sector_word(broker.sector, lang)}",
            SECTOR_COLOURS[broker.sector],
        )
        for broker in shown
    ]
    cells = [
        Say.CELL.fill(
            lang,
            name=shortened(broker.actor.name),
            sector=broker.sector.label(lang),
            value=_value(answer.by, broker, lang),
        )
        for broker in shown
    ]
    sampled = answer.by == "betweenness" and not answer.parameters.exact_betweenness
    extra = [Say.SAMPLED.fill(lang, starts=number(answer.parameters.starts, lang))]
    found = _chart_of(
        ("brokers", title(answer, lang)), drawn, cells, (answer, extra if sampled else []), lang
    )
    met = {broker.sector for broker in answer.items}
    return replace(
        found,
        legend=[Entry(node_sign(_look(s)), s.label(lang)) for s in Sector if s in met],
    )


def arena_chart(answer: BridgingAnswer, lang: str) -> Chart:
    """The ranking of arenas."""
    shown = answer.items[:MOST_BARS]
    drawn = [
        Bar(
            arena.arena.name,
            arena.cut_mass,
            f"{number(arena.cut_mass, lang)} · {_type_word(arena.arena.label, lang)}",
            NODE_LOOKS[arena.arena.label].fill,
        )
        for arena in shown
    ]
    cells = [
        Say.ARENA_CELL.fill(
            lang, name=shortened(arena.arena.name), value=number(arena.cut_mass, lang)
        )
        for arena in shown
    ]
    return _chart_of(("bridging", arena_title(answer, lang)), drawn, cells, (answer, []), lang)


def _chart_of(
    named: tuple[str, str],
    drawn: Sequence[Bar],
    cells: Sequence[str],
    about: tuple[BrokersAnswer | BridgingAnswer, list[str]],
    lang: str,
) -> Chart:
    answer, extra = about
    notes = [Say.NO_MERIT.label(lang), _shown(len(drawn), answer.total, answer.network, lang)]
    return Chart(
        name=named[0],
        title=named[1],
        description=Say.PICTURE.fill(lang, cells=" ".join(cells)),
        notes=[*notes, *extra, _coverage(answer.coverage, lang)],
        sources=[source.source for source in answer.coverage.sources],
        data_version=answer.data_version,
        rows=lambda: [bars(drawn)],
        notice="" if answer.items else Phrase.NOTHING.label(lang),
        width=NAMES_WIDTH + BARS_WIDTH + VALUES_WIDTH,
        left=NAMES_WIDTH,
    )


def _shown(shown: int, total: int, network: NetworkSummary, lang: str) -> str:
    counts = {
        "shown": shown, "total": total, "actors": network.actors, "arenas": network.arenas,
    }  # fmt: skip
    return Say.SHOWN.fill(lang, **{name: number(count, lang) for name, count in counts.items()})


def _coverage(coverage: BrokerCoverage, lang: str) -> str:
    return Say.COVERAGE.fill(
        lang, known=number(coverage.partners_known, lang), arenas=number(coverage.arenas, lang)
    )


def _value(by: str, broker: Broker, lang: str) -> str:
    value = VALUES[by](broker)
    if by == "constraint":
        return Say.OF_MEDIAN.fill(lang, share=number(value, lang, 2, 2))
    error = broker.betweenness_error if by == "betweenness" else None
    return number(round(value), lang) + (f" ± {number(round(error), lang)}" if error else "")


def _type_word(label: str, lang: str) -> str:
    """What a type of node is called."""
    kind = TYPES[label]
    return kind.SV if lang == "sv" else kind.EN


def _sector_word(sector: Sector, lang: str) -> str:
    """The sector's label without what stands in brackets."""
    return sector.label(lang).partition(" (")[0]


def _look(sector: Sector) -> Look:
    return look_of("Actor", sector.value)
