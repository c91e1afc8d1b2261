"""A question as parameters of an address, and parameters as a question: written once, both ways."""

from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

from graph_schema.base import GraphModel

QuestionT = TypeVar("QuestionT", bound=GraphModel)
SOURCE, SOURCES = "source", "sources"  # one name may be given by an address, several by a command


def parameters(question: GraphModel) -> dict[str, Any]:
    """What of the question is not as it usually is, by the names addresses use."""
    asked = question.model_dump(mode="json", exclude_defaults=True)
    if SOURCES in asked:
        asked[SOURCE] = asked.pop(SOURCES)
    return {name: str(v).lower() if isinstance(v, bool) else v for name, v in asked.items()}


def as_parameters(asked: Mapping[str, Any], version: int) -> str:
    """The end of an address about one version."""
    return f"?{urlencode({**asked, 'as_of': version}, doseq=True)}"


def question_of(kind: type[QuestionT], given: Mapping[str, Any]) -> QuestionT:
    """The question that parameters ask; raises ``ValidationError`` where they ask none."""
    asked = dict(given)
    if SOURCE in asked and SOURCES in kind.model_fields:
        sources = asked.pop(SOURCE)
        asked[SOURCES] = [sources] if isinstance(sources, str) else sources
    return kind.model_validate(asked)
