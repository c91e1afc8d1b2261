"""Target-group voice: a bar per group with its share."""

from graph_schema.voice_answers import GroupVoice, Voices
from visualisations.bars import BARS_WIDTH, NAMES_WIDTH, VALUES_WIDTH, Bar, bars
from visualisations.charts import Chart
from visualisations.phrases import Phrase
from visualisations.tables import Cell, Table
from visualisations.voice_phrases import VoicePhrase as Words
from visualisations.voice_phrases import heard_word
from visualisations.wording import number, plain, require_language, shortened

COLOUR = "#9fc9c3"
MOST_BARS = 25
COLUMNS = (
    *(Words.GROUP, Words.VERDICT, Words.ORGANISATIONS, Words.ARENAS, Words.COMPLETE, Words.HEARD),
    *(Words.HEARD_COMPLETE, Words.SHARE, Words.LOW, Words.HIGH, Words.EXPECTED, Words.P, Words.Q),
    *(Words.LEADS, Words.PARTNER, Words.BESIDE),
)


def title(_answer: Voices, lang: str) -> str:
    """What the picture shows."""
    require_language(lang)
    return Words.TITLE.label(lang)


def tables(answer: Voices, lang: str) -> tuple[Table]:
    """A row per target group."""
    require_language(lang)
    rows = tuple(_row(group, lang) for group in answer.groups)
    labels = tuple(word.label(lang) for word in COLUMNS)
    return (Table(labels, rows, Words.CAPTION.label(lang)),)


def _row(row: GroupVoice, lang: str) -> tuple[Cell, ...]:
    ends = row.interval or (None, None)
    by_role = {each.role: each.arenas for each in row.roles}
    return (
        *(
            row.group.name,
            heard_word(row.verdict, lang),
            row.organisations,
            row.arenas,
            row.complete,
        ),
        *(row.heard, row.heard_complete, row.share, *ends, row.expected, row.p, row.q),
        *(by_role.get("lead"), by_role.get("partner"), by_role.get("beside")),
    )


def chart(answer: Voices, lang: str) -> Chart:
    """The picture and what is said around it."""
    shown = [_bar(row, lang) for row in answer.groups[:MOST_BARS]]
    told = " ".join(
        Words.TOLD.fill(lang, name=plain(shortened(bar.name)), words=bar.words) for bar in shown
    )
    notes = [Words.LEAD.label(lang)]
    if len(shown) < len(answer.groups):
        counts = {"shown": number(len(shown), lang), "all": number(len(answer.groups), lang)}
        notes.append(Words.CUT.fill(lang, **counts))
    return Chart(
        name="voice",
        title=title(answer, lang),
        description=Words.PICTURE.fill(lang, told=told or Phrase.NOTHING.label(lang)),
        notes=notes,
        sources=answer.sources,
        data_version=answer.data_version,
        rows=lambda: [bars(shown, whole=1.0)],
        width=NAMES_WIDTH + BARS_WIDTH + VALUES_WIDTH,
        left=NAMES_WIDTH,
        notice="" if answer.groups else Phrase.NOTHING.label(lang),
    )


def _bar(row: GroupVoice, lang: str) -> Bar:
    verdict = heard_word(row.verdict, lang)
    words = verdict
    if row.share is not None:
        counts = {
            "count": number(row.heard_complete, lang),
            "all": number(row.complete, lang),
        }
        words = Words.OF.fill(lang, **counts, verdict=verdict)
    return Bar(row.group.name, row.share or 0.0, words, COLOUR)
