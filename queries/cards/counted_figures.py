"""Figures of what there is: totals, the timeline, and everything counted once."""

from graph_schema.base import GraphModel
from graph_schema.vocabularies import Sector
from queries.cards.figure import Asking, Figure, hidden, one_of, parts_of, values_of
from queries.errors import NotInGraphError
from queries.lookup.filters import Filters
from queries.lookup.overview import overview
from queries.lookup.timeline import timeline
from queries.lookup.totals import DIMENSIONS, totals
from queries.readmodel.open import ReadModel

COUNTED = "counted, nothing drawn"
COUNTED_ONCE = (
    "where a total budget, a grant that Swecris lists under several, and an amount of which no "
    "source names both payers count once"
)
TOTALS_FORMULA = (
    "arenas of the value that may have been going on in the period, those who take part in them "
    "(actors of the region by region), and what is paid for them, each currency and kind of amount "
    f"by itself, {COUNTED_ONCE}; an arena with several values counts in each"
)
TIMELINE_FORMULA = "arenas by the year they began in, once for every sector that takes part"
OVERVIEW_FORMULA = "things of a kind, ties of a type, or actors of a sector in the graph"


class PeriodQuestion(GraphModel):
    """Which years are counted; None for all."""

    period_from: int | None = None
    period_to: int | None = None


class EverythingQuestion(GraphModel):
    """Nothing is chosen."""


def total_figure(model: ReadModel, question: PeriodQuestion, key: str, asking: Asking) -> Figure:
    """One row, as dimension/value."""
    dimension, value = parts_of(key, 2)
    if dimension not in DIMENSIONS:
        raise NotInGraphError("figure", key)
    first, last = question.period_from, question.period_to
    period = None if first is None and last is None else (first, last)
    answer = asking.once(totals, model, dimension, period=period)
    if value in {ref.id for ref in answer.hidden}:
        raise hidden(key)
    row = one_of(iter(answer.rows), lambda each: each.value == value, key)
    arenas = (row.projects or 0) + (row.collaborations or 0)
    return Figure(
        about={"dimension": dimension, "value": value},
        named={"value": row.label_en} if row.label_sv == row.label_en else {},
        values=values_of(row, "value", "label_sv", "label_en"),
        formula=TOTALS_FORMULA,
        method=COUNTED,
        n={"arenas": arenas},
        parameters=values_of(question),
        exploratory=False,
        sources=[source.name for source in model.sources],
    )


def year_figure(model: ReadModel, question: Filters, key: str, _: Asking) -> Figure:
    """One year, of which a sector that is not in the answer has none, or undated, of which none
    is counted by sector.
    """
    answer = timeline(model, filters=question)
    counted = {cell.sector: cell.arenas for cell in answer.cells if str(cell.year) == key}
    sectors = {} if key == "undated" else {s.value: counted.get(s.value, 0) for s in Sector}
    arenas = answer.undated if key == "undated" else answer.arenas_per_year.get(key)
    if arenas is None:
        raise NotInGraphError("figure", key)
    return Figure(
        about={"year": key},
        values={"arenas": arenas, "sectors": sectors},
        formula=TIMELINE_FORMULA,
        method=COUNTED,
        n={"arenas": arenas},
        parameters=values_of(question),
        exploratory=answer.exploratory,
        sources=answer.sources,
    )


def overview_figure(model: ReadModel, _question: GraphModel, key: str, _: Asking) -> Figure:
    """A kind of thing, a type of tie or a sector by its name."""
    answer = overview(model)
    counts = {**answer.sectors, **answer.counts}
    if key not in counts:
        raise NotInGraphError("figure", key)
    return Figure(
        about={"name": key},
        values={"observed": counts[key]},
        formula=OVERVIEW_FORMULA,
        method=COUNTED,
        n={"ties" if key.isupper() else "things": counts[key]},
        parameters={},
        exploratory=False,
        sources=[source.info.name for source in answer.sources],
    )
