"""What every view offers: a page, a table twin, a CSV and, where it makes sense, SVG and PNG."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph_schema.base import GraphModel
from visualisations.tables import Table

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
