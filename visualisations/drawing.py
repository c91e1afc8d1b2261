"""What a view offers: a page, table twins, a CSV, what is said, and SVG and PNG of a chart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from graph_schema.base import GraphModel
from visualisations.charts import Chart, as_page, as_png, as_svg
from visualisations.tables import Table, as_csv

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


def charted(  # noqa: PLR0913, PLR0917 - what tells one view from another
    name: str,
    answer: type[AnswerT],
    title: Callable[[AnswerT, str], str],
    tables: Callable[[AnswerT, str], tuple[Table, ...]],
    chart: Callable[[AnswerT, str], Chart],
    whole: Callable[[AnswerT, str], Table] | None = None,
) -> Drawing[AnswerT]:
    """A view of one chart with tables beside it."""

    def said(found: AnswerT, lang: str) -> Said:
        around = chart(found, lang)
        notes = dict.fromkeys((*around.notes, around.notice))
        return Said([note for note in notes if note], around.sources)

    return Drawing(
        name,
        answer,
        title,
        tables,
        html=lambda found, lang: as_page(chart(found, lang), tables(found, lang), lang),
        said=said,
        whole=whole,
        svg=lambda found, lang: as_svg(chart(found, lang), lang),
        png=lambda found, lang: as_png(chart(found, lang), lang),
    )
