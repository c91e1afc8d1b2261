"""What every view offers: a page, a table twin, a CSV and, where it makes sense, SVG and PNG."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph_schema.base import GraphModel
from visualisations.charts import Chart, as_page, as_png, as_svg
from visualisations.tables import Table, as_csv

AnswerT = TypeVar("AnswerT", bound=GraphModel)


@dataclass(frozen=True)
class Drawing(Generic[AnswerT]):
    """Pure functions of an answer and a language; they write no file and ask no server."""

    name: str
    answer: type[AnswerT]
    title: Callable[[AnswerT, str], str]
    tables: Callable[[AnswerT, str], tuple[Table, ...]]
    html: Callable[[AnswerT, str], str]
    csv: Callable[[AnswerT, str], bytes]
    svg: Callable[[AnswerT, str], str] | None = None
    png: Callable[[AnswerT, str], bytes] | None = None

    def table(self, answer: AnswerT, lang: str) -> Table:
        """The table with the same counts as the picture."""
        return self.tables(answer, lang)[0]


def charted(  # noqa: PLR0913, PLR0917 - what tells one view from another
    name: str,
    answer: type[AnswerT],
    title: Callable[[AnswerT, str], str],
    tables: Callable[[AnswerT, str], tuple[Table, ...]],
    chart: Callable[[AnswerT, str], Chart],
    csv: Callable[[AnswerT, str], bytes] | None = None,
) -> Drawing[AnswerT]:
    """A view of one chart with tables beside it; its CSV is the first table unless it has one."""

    def first_table(found: AnswerT, lang: str) -> bytes:
        return as_csv(tables(found, lang)[0], lang)

    return Drawing(
        name,
        answer,
        title,
        tables,
        html=lambda found, lang: as_page(chart(found, lang), tables(found, lang), lang),
        csv=csv or first_table,
        svg=lambda found, lang: as_svg(chart(found, lang), lang),
        png=lambda found, lang: as_png(chart(found, lang), lang),
    )
