"""Coverage: of every slice the share of arenas with a complete list, with the line tests need."""

from graph_schema.coverage_answers import ArenaCounts, Coverage, CoverageSlice
from visualisations.bars import BARS_WIDTH, NAMES_WIDTH, VALUES_WIDTH, Bar, bars
from visualisations.charts import Chart
from visualisations.coverage_phrases import CoveragePhrase as Words
from visualisations.phrases import Phrase
from visualisations.tables import Cell, Table
from visualisations.wording import number, percent, require_language

ENOUGH, SHORT = "#9fc9c3", "#e3c9a6"
MOST_BARS = 20  # those with most arenas; the table twin has them all


def title(_answer: Coverage, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return Words.TITLE.label(lang)


def tables(answer: Coverage, lang: str) -> tuple[Table]:
    """A row per slice and one per source in it, the whole last."""
    require_language(lang)
    headers = (
        *(Words.SLICE, Words.SOURCE, Words.ARENAS, Words.NOBODY, Words.ONE, Words.SEVERAL),
        *(Words.COMPLETE, Words.SHARE, Words.COMPLETE_ONE, Words.MEETING_SHARE),
        *(Words.ENOUGH, Words.ESTIMATE, Words.UPPER),
    )
    rows = [row for each in (*answer.slices, answer.whole) for row in _rows(each, lang)]
    labels = tuple(header.label(lang) for header in headers)
    return (Table(labels, tuple(rows), Words.CAPTION.label(lang)),)


def _rows(each: CoverageSlice, lang: str) -> list[tuple[Cell, ...]]:
    name, told = each.sv if lang == "sv" else each.en, each.unseen
    enough = (Words.YES if each.enough else Words.NO).label(lang)
    missing = (None, None) if told is None else (told.estimate, told.upper)
    whole = (name, Words.EVERY.label(lang), *_counts(each), enough, *missing)
    return [whole, *((name, s.source, *_counts(s), None, None, None) for s in each.sources)]


def _counts(counts: ArenaCounts) -> tuple[Cell, ...]:
    return (
        *(counts.arenas, counts.nobody, counts.one, counts.several),
        *(counts.complete, counts.share, counts.complete_one, counts.meeting_share),
    )


def chart(answer: Coverage, lang: str) -> Chart:
    """The picture and what is said around it."""
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
        rows=lambda: [bars(drawn, whole=1.0, line_at=answer.least_coverage)],
        width=NAMES_WIDTH + BARS_WIDTH + VALUES_WIDTH,
        left=NAMES_WIDTH,
        notice="" if answer.slices else Phrase.NOTHING.label(lang),
    )


def _bar(each: CoverageSlice, lang: str) -> Bar:
    name = each.sv if lang == "sv" else each.en
    if each.share is None or each.meeting_share is None:
        nothing = Words.NOTHING_KNOWN if each.share is None else Words.ALL_ALONE
        return Bar(name, 0.0, nothing.label(lang), SHORT)
    words = Words.WORDS.fill(
        lang,
        share=percent(each.meeting_share, lang),
        complete=number(each.complete - each.complete_one, lang),
        having=number(each.arenas - each.complete_one, lang),
    )
    return Bar(name, each.meeting_share, words, ENOUGH if each.enough else SHORT)
