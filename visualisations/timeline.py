"""Projects and collaborations per start year, one row of bars for all and one for each sector."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from graph_schema.answers import TimelineAnswer
from graph_schema.appearance import INK, PAPER, QUIET, SECTOR_COLOURS
from graph_schema.vocabularies import Sector
from visualisations.charts import CHAR_PX, HATCH_FILL, Chart, library
from visualisations.errors import TooMuchToDrawError
from visualisations.legend import Entry, hatch_sign
from visualisations.phrases import Phrase
from visualisations.tables import Table
from visualisations.wording import number, require_language, shortened

MAX_YEARS = 60  # more columns than this and the numbers above the bars run into each other
ADVICE = (
    "välj en kortare period (period_from, period_to) eller hämta tabellen som CSV",
    "choose a shorter period (period_from, period_to) or take the table as CSV",
)
YEAR_WIDTH = 36
LEAST_WIDTH = 560
ROW_HEIGHT, FIRST_ROW_HEIGHT = 62, 112
ALL_COLOUR = "#595959"
COVERED_FILL, COVERED_HEIGHT = "#cfe0da", 13
UPRIGHT_CHARS = 22  # what fits up the height of the first row
ROW_WORDS = 30  # characters that stand around a source's name in its row
HEADROOM = 1.3  # above the highest bar, for its number


@dataclass(frozen=True)
class _Known:
    """How many arenas each year has, in all and by sector, and the years no source covers."""

    counts: Mapping[tuple[int, str | None], int]
    uncovered: frozenset[int]

    def count(self, year: int, sector: Sector | None = None) -> int | None:
        """None where no source covers the year, unless another states arenas there all the same."""
        found = self.counts.get((year, sector.value if sector is not None else None), 0)
        return found if found or year not in self.uncovered else None


def title(_answer: TimelineAnswer, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return Phrase.TIMELINE_TITLE.label(lang)


def tables(answer: TimelineAnswer, lang: str) -> tuple[Table]:
    """A row per year; a year no source covers has no number, unless a source knows better."""
    require_language(lang)
    sectors = _sectors(answer)
    known = _known(answer)
    without = {name: frozenset(years) for name, years in answer.omitted.items()}
    rows = tuple(
        (
            str(year),
            known.count(year),
            *(known.count(year, sector) for sector in sectors),
            _note(known, without, year, lang),
        )
        for year in _years(answer)
    )
    headers = (
        Phrase.YEAR.label(lang),
        Phrase.ALL_ARENAS.label(lang),
        *(sector.label(lang) for sector in sectors),
        Phrase.NOTE.label(lang),
    )
    return (Table(headers, rows, Phrase.TIMELINE_CAPTION.label(lang)),)


def _note(known: _Known, without: Mapping[str, frozenset[int]], year: int, lang: str) -> str | None:
    """Which sources know nothing of the year."""
    if year in known.uncovered:
        return Phrase.NOT_COVERED.label(lang)
    names = [name for name, years in without.items() if year in years]
    return Phrase.NOT_IN.fill(lang, sources="; ".join(names)) if names else None


def chart(answer: TimelineAnswer, lang: str) -> Chart:
    """The picture and what is said around it."""
    years, known = _years(answer), _known(answer)
    hatching = [Entry(hatch_sign(), Phrase.NOT_COVERED.label(lang))]
    cells = ", ".join(
        Phrase.YEAR_COUNT.fill(lang, year=str(year), count=_spoken(known, year, lang))
        for year in years
    )
    width = max(LEAST_WIDTH, YEAR_WIDTH * len(years))
    return Chart(
        name="timeline",
        title=title(answer, lang),
        description=Phrase.TIMELINE_PICTURE.fill(lang, cells=cells),
        notes=_notes(answer, lang),
        sources=answer.sources,
        data_version=answer.data_version,
        rows=lambda: _rows(answer, lang, width),
        width=width,
        legend=hatching if answer.not_covered or answer.omitted else [],
        notice="" if years else Phrase.NOTHING.label(lang),
    )


def _rows(answer: TimelineAnswer, lang: str, width: int) -> list[Any]:
    known, years = _known(answer), _years(answer)
    if len(years) > MAX_YEARS:
        raise TooMuchToDrawError(len(years), MAX_YEARS, of=("år", "years"), advice=ADVICE)
    alt = library()
    highest = max((known.count(year) or 0 for year in years), default=0) or 1
    rows: list[Sector | None] = [None, *_sectors(answer)]
    bands = _bands(answer)
    charts = [
        alt.layer(
            _hatching(answer.not_covered, first=sector is None),
            *_bars([(year, known.count(year, sector)) for year in years], sector, lang),
            *(_words(band, width / len(years), lang) for band in bands if sector is None),
            title=alt.TitleParams(
                Phrase.ALL_ARENAS.label(lang) if sector is None else sector.label(lang),
                anchor="start",
                fontSize=12.5,
                color=INK,
                offset=2,
            ),
        )
        .encode(x=_year_axis(years, labelled=sector is rows[-1]), y=_count_axis(highest))
        .properties(width=width, height=FIRST_ROW_HEIGHT if sector is None else ROW_HEIGHT)
        for sector in rows
    ]
    covered = [_coverage(name, answer, lang, width) for name in answer.omitted]
    return [charts[0], *covered, *charts[1:]]


def _coverage(name: str, answer: TimelineAnswer, lang: str, width: int) -> Any:
    """A thin row that shows which years the source covers; what it leaves out is hatched."""
    alt = library()
    years, without = _years(answer), set(answer.omitted[name])
    values = [
        {"year": str(year), "fill": HATCH_FILL if year in without else COVERED_FILL}
        for year in years
    ]
    words = Phrase.COVERAGE_ROW.fill(lang, name=shortened(name, int(width / CHAR_PX) - ROW_WORDS))
    return (
        alt.Chart(alt.Data(values=values))
        .mark_rect(stroke=PAPER, strokeWidth=1)
        .encode(x=_year_axis(years, labelled=False), color=alt.Color("fill:N", scale=None))
        .properties(
            width=width,
            height=COVERED_HEIGHT,
            title=alt.TitleParams(words, anchor="start", fontSize=11, color=QUIET, offset=2),
        )
    )


def _year_axis(years: Sequence[int], *, labelled: bool) -> Any:
    alt = library()
    axis = alt.Axis(
        labelAngle=0,
        labelFontSize=11,
        labelColor=INK,
        title=None,
        ticks=False,
        domainColor=QUIET,
        labels=labelled,
        labelOverlap=False,
    )
    scale = alt.Scale(domain=[str(year) for year in years], paddingInner=0, paddingOuter=0)
    return alt.X("year:N", axis=axis, scale=scale)


def _count_axis(highest: int) -> Any:
    """The same scale in every row, so that bars can be compared; the numbers stand on the bars."""
    alt = library()
    return alt.Y("n:Q", axis=None, scale=alt.Scale(domain=[0, highest * HEADROOM], nice=False))


def _bars(counts: Sequence[tuple[int, int | None]], sector: Sector | None, lang: str) -> list[Any]:
    alt = library()
    known = [
        {"year": str(year), "n": n, "text": number(n, lang)} for year, n in counts if n is not None
    ]
    base = alt.Chart(alt.Data(values=known))
    colour = ALL_COLOUR if sector is None else SECTOR_COLOURS[sector]
    return [
        base.mark_bar(color=colour, stroke=INK, strokeWidth=0.6, width={"band": 0.66}),
        base.mark_text(dy=-7, fontSize=11, color=INK).encode(text="text:N"),
    ]


def _hatching(uncovered: Sequence[int], *, first: bool) -> Any:
    alt = library()
    values = [{"year": str(year), "n": 0} for year in uncovered]
    height = FIRST_ROW_HEIGHT if first else ROW_HEIGHT
    return (
        alt.Chart(alt.Data(values=values))
        .mark_rect(color=HATCH_FILL)
        .encode(y=alt.value(0), y2=alt.value(height))
    )


def _words(band: Sequence[int], year_width: float, lang: str) -> Any:
    """What the hatching means, written on it: along the years, or upwards on a single one."""
    alt = library()
    middle = band[(len(band) - 1) // 2]
    room = int(len(band) * year_width / CHAR_PX) if len(band) > 1 else UPRIGHT_CHARS
    lines = textwrap.wrap(Phrase.NOT_COVERED.label(lang), room)
    aside = year_width / 2 if len(band) % 2 == 0 else 0
    place = {"dx": aside} if len(band) > 1 else {"angle": 270}
    base = alt.Chart(alt.Data(values=[{"year": str(middle), "n": 0, "words": lines}]))
    style = {"fontSize": 11, "lineHeight": 13, "baseline": "middle", **place}
    texts = (
        base.mark_text(color=PAPER, stroke=PAPER, strokeWidth=5, strokeJoin="round", **style),
        base.mark_text(color=INK, **style),
    )
    return alt.layer(
        *(text.encode(text="words:N", y=alt.value(FIRST_ROW_HEIGHT / 2)) for text in texts)
    )


def _years(answer: TimelineAnswer) -> list[int]:
    """Every year from the first to the last: one without arenas is a nought, and must be seen."""
    named = {*answer.years, *answer.not_covered}
    return list(range(min(named), max(named) + 1)) if named else []


def _sectors(answer: TimelineAnswer) -> list[Sector]:
    met = {cell.sector for cell in answer.cells}
    return [sector for sector in Sector if sector is not Sector.UNKNOWN or sector.value in met]


def _known(answer: TimelineAnswer) -> _Known:
    counts: dict[tuple[int, str | None], int] = {
        (cell.year, cell.sector): cell.arenas for cell in answer.cells
    }
    counts.update({(int(year), None): n for year, n in answer.arenas_per_year.items()})
    return _Known(counts, frozenset(answer.not_covered))


def _bands(answer: TimelineAnswer) -> list[list[int]]:
    """Years not covered, neighbours together."""
    years = sorted(set(answer.not_covered))
    return [
        [year for _, year in run]
        for _, run in groupby(enumerate(years), key=lambda pair: pair[1] - pair[0])
    ]


def _notes(answer: TimelineAnswer, lang: str) -> list[str]:
    years = _years(answer)
    if not years:
        return [Phrase.NOTHING.label(lang)]
    total = sum(answer.arenas_per_year.values())
    notes = [
        Phrase.TIMELINE_LEAD.fill(
            lang, total=number(total, lang), first=str(years[0]), last=str(years[-1])
        )
    ]
    if answer.undated:
        notes.append(Phrase.TIMELINE_UNDATED.fill(lang, count=number(answer.undated, lang)))
    if answer.not_covered:
        notes.append(Phrase.TIMELINE_GAPS.label(lang))
    if answer.omitted:
        notes.append(Phrase.TIMELINE_OMITTED.label(lang))
    return notes


def _spoken(known: _Known, year: int, lang: str) -> str:
    count = known.count(year)
    return number(count, lang) if count is not None else Phrase.NOT_COVERED.label(lang)
