"""In which form an answer is printed: for people, as CSV or for machines."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from graph_schema.base import GraphModel
from graph_schema.vocabularies import Audience
from service.commands.console import out, print_answer, print_table
from service.commands.options import AsCsv, AsJson, AsOf, Language, Public

Answer = TypeVar("Answer", bound=GraphModel)


@dataclass(frozen=True)
class Form:
    """Of which version an answer is and who is told it; as a table, as CSV or as JSON."""

    as_of: AsOf = None
    public: Public = False
    lang: Language = "en"
    as_csv: AsCsv = False
    as_json: AsJson = False

    @property
    def audience(self) -> Audience:
        """Everything, as who has the store may read it, or what everybody is told."""
        return Audience.PUBLIC if self.public else Audience.EVERYTHING


AS_TABLE = Form()


def print_told(
    view: str,
    found: Answer,
    question: GraphModel,
    form: Form,
    rows: Callable[[Answer, str], tuple[Sequence[str], Sequence[Sequence[Any]]]],
    lines: Callable[[Answer, str], Iterable[str]],
) -> None:
    """An answer as JSON, as the CSV of its drawing, or as a table with sentences below it."""
    if form.as_json:
        print_answer(found, question)
    elif form.as_csv:
        from visualisations import DRAWINGS  # what only this needs

        sys.stdout.buffer.write(DRAWINGS[view].csv(found, form.lang))
    else:
        print_table("", *rows(found, form.lang))
        for line in lines(found, form.lang):
            out.print(line, markup=False)
