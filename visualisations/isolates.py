"""Isolates and orphans: the share of each sector's actors, list by list."""

from typing import Any, NamedTuple

from graph_schema.appearance import INK
from graph_schema.isolate_answers import IsolateCounts, IsolateGroup, Isolates
from graph_schema.vocabularies import ActorKind, Sector
from visualisations.bars import BARS_WIDTH, NAMES_WIDTH, VALUES_WIDTH, Bar, bars
from visualisations.charts import Chart, library
from visualisations.isolate_phrases import IsolatePhrase as Words
from visualisations.phrases import Phrase
from visualisations.tables import Cell, Table
from visualisations.wording import number, require_language

COLOUR = "#9fc9c3"


class Panel(NamedTuple):
    """One list: which count, of which, and what it is called."""

    name: str
    of: str
    words: Words


PANELS = (
    Panel("never", "actors", Words.NEVER),
    Panel("solo", "actors", Words.SOLO),
    Panel("single", "actors", Words.SINGLE),
    Panel("orphans", "judged", Words.ORPHANS),
)
BY_CHANCE = ("judged", "orphans")
COLUMNS = (
    ("actors", Words.ACTORS), ("never", Words.NEVER), ("beside", Words.BESIDE),
    ("solo", Words.SOLO),
    ("solo_complete", Words.SOLO_COMPLETE), ("single", Words.SINGLE), ("judged", Words.JUDGED),
    ("orphans", Words.ORPHANS), ("coverage", Words.COVERAGE),
)  # fmt: skip


def title(_answer: Isolates, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return Words.TITLE.label(lang)


def tables(answer: Isolates, lang: str) -> tuple[Table]:
    """A row for all, then one per sector, kind and region."""
    require_language(lang)
    headers = (Words.GROUPING, Words.GROUP, *(words for _, words in COLUMNS))
    rows = [_row(answer, Words.ALL.label(lang), "", answer.whole, lang)]
    groupings = (
        (Words.BY_SECTOR, answer.by_sector), (Words.BY_KIND, answer.by_kind),
        (Words.BY_REGION, answer.by_region),
    )  # fmt: skip
    for words, groups in groupings:
        rows += [
            _row(answer, words.label(lang), _name(row, words, lang), row, lang) for row in groups
        ]
        if answer.sensitive and not groups:
            hidden = (Words.HIDDEN.label(lang),) * (len(COLUMNS) + 1)
            rows.append((words.label(lang), *hidden))
    labels = tuple(header.label(lang) for header in headers)
    return (Table(labels, tuple(rows), Words.CAPTION.label(lang)),)


def _row(
    answer: Isolates, grouping: str, name: str, counts: IsolateCounts, lang: str
) -> tuple[Cell, ...]:
    def told(field: str) -> Cell:
        if field in counts.hidden:
            return Words.HIDDEN.label(lang)
        if answer.not_computed is not None and field in BY_CHANCE:
            return Words.NOT_COMPUTED.label(lang)
        found: Cell = getattr(counts, field)
        return found

    return grouping, name, *(told(field) for field, _ in COLUMNS)


def _name(row: IsolateGroup, grouping: Words, lang: str) -> str:
    if row.value is None:
        return Words.NOT_STATED.label(lang)
    if grouping is Words.BY_REGION:
        return row.value
    known: type[Sector] | type[ActorKind] = Sector if grouping is Words.BY_SECTOR else ActorKind
    return next(each.label(lang) for each in known if each.value == row.value)


def chart(answer: Isolates, lang: str) -> Chart:
    """The picture and what is said around it."""
    shown = [panel for panel in PANELS if getattr(answer.whole, panel.name) is not None]
    told = " ".join(
        Words.TOLD.fill(
            lang,
            list=panel.words.label(lang),
            rows="; ".join(f"{bar.name} {bar.words}" for bar in _bars(answer, panel, lang)),
        )
        for panel in shown
    )
    lead = Words.LEAD.fill(
        lang,
        complete=number(answer.arenas.complete, lang),
        arenas=number(answer.arenas.arenas, lang),
    )
    return Chart(
        name="isolates",
        title=title(answer, lang),
        description=Words.PICTURE.fill(lang, told=told or _nothing(answer, lang)),
        notes=[lead, *([Words.LACKING.label(lang)] if answer.not_computed else [])],
        sources=answer.sources,
        data_version=answer.data_version,
        rows=lambda: [_panel(answer, panel, lang) for panel in shown],
        width=NAMES_WIDTH + BARS_WIDTH + VALUES_WIDTH,
        left=NAMES_WIDTH,
        notice="" if answer.whole.actors else _nothing(answer, lang),
    )


def _nothing(answer: Isolates, lang: str) -> str:
    """Why there is nothing to see: it is withheld, or there is none."""
    is_withheld = "actors" in answer.whole.hidden
    return Words.WITHHELD.label(lang) if is_withheld else Phrase.NOTHING.label(lang)


def _panel(answer: Isolates, panel: Panel, lang: str) -> Any:
    heading = library().TitleParams(
        panel.words.label(lang), anchor="start", fontSize=12.5, color=INK
    )
    return bars(_bars(answer, panel, lang), whole=1.0).properties(title=heading)


def _bars(answer: Isolates, panel: Panel, lang: str) -> list[Bar]:
    found = []
    named: list[tuple[str, IsolateCounts]] = [
        (_name(row, Words.BY_SECTOR, lang), row) for row in answer.by_sector
    ]
    for name, row in named or [(Words.ALL.label(lang), answer.whole)]:
        count, of = getattr(row, panel.name), getattr(row, panel.of)
        words, length = Words.HIDDEN.label(lang), 0.0
        if of == 0:
            words = Words.NOBODY.label(lang)
        elif count is not None and of is not None:
            words = Words.OF.fill(lang, count=number(count, lang), all=number(of, lang))
            length = count / of
        found.append(Bar(name, length, words, COLOUR))
    return found
