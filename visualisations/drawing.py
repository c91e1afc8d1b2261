"""What a view offers: a page, table twins, a CSV, what is said, and SVG and PNG of a chart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, NamedTuple, TypeVar

from graph_schema.base import GraphModel
from graph_schema.vocabularies import Vocabulary
from visualisations.charts import Chart, as_page, as_png, as_svg
from visualisations.phrases import Phrase
from visualisations.tables import Table, as_csv, marked

AnswerT = TypeVar("AnswerT", bound=GraphModel)


class Said(NamedTuple):
    """What stands around a picture; the sources as the answer names them."""

    notes: Sequence[str]
    sources: Sequence[str]


@dataclass(frozen=True)
class Drawing(Generic[AnswerT]):
    """Pure functions of an answer and a language; they write no file and ask no server."""

    name: str
    answer: type[AnswerT]
    title: Callable[[AnswerT, str], str]
    tables: Callable[[AnswerT, str], tuple[Table, ...]]
    html: Callable[[AnswerT, str], str]
    said: Callable[[AnswerT, str], Said]
    whole: Callable[[AnswerT, str], Table] | None = None
    """The table of the CSV, where it is not the first of the tables."""
    svg: Callable[[AnswerT, str], str] | None = None
    png: Callable[[AnswerT, str], bytes] | None = None
    of_part: "Callable[[str], Drawing[AnswerT]] | None" = None
    """The same that says of which part of the map its answers are, in words it is given."""

    def table(self, answer: AnswerT, lang: str) -> Table:
        """The table with the same counts as the picture."""
        return self.tables(answer, lang)[0]

    def csv(self, answer: AnswerT, lang: str) -> bytes:
        """The first table, or one that holds them all."""
        return as_csv((self.whole or self.table)(answer, lang), lang)

    def sheets(self, answer: AnswerT, lang: str) -> tuple[Table, ...]:
        """Every table, and that of the CSV where it holds more than the first."""
        tables = self.tables(answer, lang)
        whole = tables[0] if self.whole is None else self.whole(answer, lang)
        return tables if whole.rows == tables[0].rows else (*tables, whole)


def is_exploratory(answer: GraphModel) -> bool:
    """Whether no verdict may rest on it; answers that only count have no such field."""
    return bool(getattr(answer, "exploratory", False))


def said_around(chart: Chart) -> Said:
    """Its notes, each once, and its sources."""
    return Said(chart.around, chart.sources)


def charted(  # noqa: PLR0913, PLR0917 - what tells one view from another
    name: str,
    answer: type[AnswerT],
    title: Callable[[AnswerT, str], str],
    tables: Callable[[AnswerT, str], tuple[Table, ...]],
    chart: Callable[[AnswerT, str], Chart],
    whole: Callable[[AnswerT, str], Table] | None = None,
    note: Vocabulary = Phrase.EXPLORATORY,
    part: str | None = None,
) -> Drawing[AnswerT]:
    """A view of one chart with tables beside it.

    Where the answer is exploratory picture and tables say so; ``note`` says why. The picture begins
    with the ``part`` of the map that it is of.
    """

    def told(found: AnswerT, table: Table, lang: str) -> Table:
        return marked(table, exploratory=is_exploratory(found), lang=lang)

    def twins(found: AnswerT, lang: str) -> tuple[Table, ...]:
        return tuple(told(found, table, lang) for table in tables(found, lang))

    def drawn(found: AnswerT, lang: str) -> Chart:
        made = chart(found, lang)
        before = [] if part is None else [part]
        after = [note.label(lang)] if is_exploratory(found) else []
        return replace(made, notes=[*before, *made.notes, *after]) if before or after else made

    return Drawing(
        name,
        answer,
        title,
        twins,
        html=lambda found, lang: as_page(drawn(found, lang), twins(found, lang), lang),
        said=lambda found, lang: said_around(drawn(found, lang)),
        whole=None if whole is None else lambda found, lang: told(found, whole(found, lang), lang),
        svg=lambda found, lang: as_svg(drawn(found, lang), lang),
        png=lambda found, lang: as_png(drawn(found, lang), lang),
        of_part=lambda line: charted(name, answer, title, tables, chart, whole, note, line),
    )
