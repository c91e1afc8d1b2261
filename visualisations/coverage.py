"""Coverage: of every slice the share of arenas with a complete list, with the line tests need."""

from graph_schema.coverage_answers import ArenaCounts, Coverage, CoverageSlice
from visualisations.bars import BARS_WIDTH, NAMES_WIDTH, VALUES_WIDTH, Bar, bars
from visualisations.charts import Chart, as_png, as_svg
from visualisations.coverage_phrases import CoveragePhrase as Words
from visualisations.page import Page, picture, render_page
from visualisations.phrases import Phrase
from visualisations.tables import Cell, Table, as_csv
from visualisations.wording import number, percent, require_language

ENOUGH, SHORT = "#9fc9c3", "#e3c9a6"
MOST_BARS = 20  # those with most arenas; the table twin has them all


def title(_answer: Coverage, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return Words.TITLE.label(lang)


def html(answer: Coverage, lang: str) -> str:
    """The bars as a page with a table twin; it holds no script."""
    chart = _chart(answer, lang)
    page = Page(
        title=chart.title,
        lead=chart.notes,
        picture=picture(as_svg(chart, lang, framed=False), chart.title),
        legend=[],
        tables=tables(answer, lang),
        sources=chart.sources,
        data_version=answer.data_version,
        notices=[] if answer.slices else [Phrase.NOTHING.label(lang)],
    )
    return render_page(page, lang)


def svg(answer: Coverage, lang: str) -> str:
    """The bars as a picture that stands on its own."""
    return as_svg(_chart(answer, lang), lang)


def png(answer: Coverage, lang: str) -> bytes:
    """The same as pixels."""
    return as_png(_chart(answer, lang), lang)


def tables(answer: Coverage, lang: str) -> tuple[Table]:
    """A row per slice and one per source in it, the whole last."""
    require_language(lang)
    headers = (
        *(Words.SLICE, Words.SOURCE, Words.ARENAS, Words.NOBODY, Words.ONE, Words.SEVERAL),
        *(Words.COMPLETE, Words.SHARE, Words.ENOUGH, Words.ESTIMATE, Words.UPPER),
    )
    rows = [row for each in (*answer.slices, answer.whole) for row in _rows(each, lang)]
    labels = tuple(header.label(lang) for header in headers)
    return (Table(labels, tuple(rows), Words.CAPTION.label(lang)),)


def csv(answer: Coverage, lang: str) -> bytes:
    """The table twin for a spreadsheet."""
    return as_csv(tables(answer, lang)[0], lang)


def _rows(each: CoverageSlice, lang: str) -> list[tuple[Cell, ...]]:
    name, told = each.sv if lang == "sv" else each.en, each.unseen
    enough = (Words.YES if each.enough else Words.NO).label(lang)
    missing = (None, None) if told is None else (told.estimate, told.upper)
    whole = (name, Words.EVERY.label(lang), *_counts(each), enough, *missing)
    return [whole, *((name, s.source, *_counts(s), None, None, None) for s in each.sources)]


def _counts(counts: ArenaCounts) -> tuple[Cell, ...]:
    return (
        *(counts.arenas, counts.nobody, counts.one, counts.several),
        *(counts.complete, counts.share),
    )


def _chart(answer: Coverage, lang: str) -> Chart:
    shown = answer.slices[:MOST_BARS]
    drawn = [_bar(each, lang) for each in shown]
    told = " ".join(Words.TOLD.fill(lang, name=bar.name, words=bar.words) for bar in drawn)
    return Chart(
        name="coverage",
        title=title(answer, lang),
        description=Words.PICTURE.fill(lang, told=told or Phrase.NOTHING.label(lang)),
        notes=[Words.LEAD.fill(lang, least=percent(answer.least_coverage, lang))],
        sources=sorted({each.source for each in answer.whole.sources}),
        data_version=answer.data_version,
        rows=[bars(drawn, whole=1.0, line_at=answer.least_coverage)],
        width=NAMES_WIDTH + BARS_WIDTH + VALUES_WIDTH,
        left=NAMES_WIDTH,
    )


def _bar(each: CoverageSlice, lang: str) -> Bar:
    name = each.sv if lang == "sv" else each.en
    if each.share is None:
        return Bar(name, 0.0, Words.NOTHING_KNOWN.label(lang), SHORT)
    words = Words.WORDS.fill(
        lang,
        share=percent(each.share, lang),
        complete=number(each.complete, lang),
        having=number(each.one + each.several, lang),
    )
    return Bar(name, each.share, words, ENOUGH if each.enough else SHORT)
