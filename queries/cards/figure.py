"""One figure of an answer, before it is put on a card."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from graph_schema.answers import Page
from graph_schema.base import GraphModel
from graph_schema.card_answers import NOT_COMPUTED, Hidden, Stability
from graph_schema.gap_answers import Unseen
from graph_schema.job_answers import NotComputed
from graph_schema.scrutiny_answers import Fragility
from queries.errors import NotInGraphError, NotMadeYetError, NotShownError
from queries.readmodel.open import ReadModel

Turn = AbstractContextManager[object] | None
Values = Mapping[str, Any]
ItemT = TypeVar("ItemT", bound=GraphModel)
AnswerT = TypeVar("AnswerT")
MOST_ASKED = 200  # items of a list at once, while one of them is looked for


def hidden(key: str) -> NotShownError:
    """Why the figure is withheld: it would say too much about too few."""
    return NotShownError(
        f"the figure {key} is not shown: it would name too few actors, or tell of one that does"
    )


def require_drawn(not_computed: NotComputed | None) -> None:
    """Refuse a card of half an answer: whoever cites it would cite what nobody has computed."""
    if not_computed is not None:
        where = not_computed.begin or "the address of its answer"
        raise NotMadeYetError(
            "the random draws of this figure have not been made in this version yet; a POST to "
            f"{where} begins them, and its page has a button for it"
        )


class Asking(NamedTuple):
    """Whom who has to compute waits for, and whether what takes long is left to a job.

    ``known``: answers that several cards of one request take their figures from.
    """

    turn: Turn = None
    at_once: bool = False
    known: dict[str, Any] | None = None

    def once(self, ask: Callable[..., AnswerT], model: ReadModel, *of: Any, **more: Any) -> AnswerT:
        """What a question is answered; asked once where several cards are made of it."""
        if self.known is None:
            return ask(model, *of, **more)
        key = f"{ask.__qualname__} {of!r} {more!r}"
        if key not in self.known:
            self.known[key] = ask(model, *of, **more)
        found: AnswerT = self.known[key]
        return found


@dataclass(frozen=True)
class Test:
    """How a figure was held against chance; None of what was not."""

    draws: int | None = None
    seed: int | None = None
    strata: tuple[str, ...] | None = None
    not_tested_share: float | None = None


@dataclass(frozen=True)
class Figure:
    """``about`` are the codes and ids that name it, ``named`` the same for people.

    ``sources`` are names, ``n`` what it rests on by what is counted, ``examined`` whether what
    takes minutes is among its values. ``expected``, ``p`` and ``q`` are those of the values unless
    given otherwise. ``answer`` is where it is asked for, if elsewhere than others of its kind.
    """

    about: Mapping[str, str]
    values: Values
    formula: str
    method: str
    n: Mapping[str, int]
    parameters: Values
    exploratory: bool
    sources: Collection[str]
    named: Mapping[str, str] = field(default_factory=dict)
    test: Test = Test()
    coverage: float | None = None
    unseen: Unseen | None = None
    fragility: Fragility | None = None
    stability: Stability | Hidden | None = None
    examined: bool = False
    significance: Values = field(default_factory=dict)
    answer: str | None = None

    def told(self, name: str) -> Any:
        """``expected``, ``p`` or ``q``, or that it was not computed."""
        value = self.significance.get(name, self.values.get(name))
        return NOT_COMPUTED if value is None else value


def values_of(row: GraphModel, *left_out: str) -> dict[str, Any]:
    """The numbers of a row as an answer tells them."""
    found: dict[str, Any] = json.loads(row.model_dump_json(exclude=set(left_out)))
    return found


def parts_of(key: str, *lengths: int) -> tuple[str, ...]:
    """The key taken apart; it names nothing if it has not as many parts as one of ``lengths``."""
    parts = tuple(key.split("/"))
    if len(parts) not in lengths:
        raise NotInGraphError("figure", key)
    return parts


def one_of(items: Iterator[ItemT], matches: Callable[[ItemT], bool], key: str) -> ItemT:
    """The first that matches; ``NotInGraphError`` where none does."""
    for item in items:
        if matches(item):
            return item
    raise NotInGraphError("figure", key)


def every_item(ask: Callable[[str | None], Page[ItemT]]) -> Iterator[ItemT]:
    """The items of a list, page after page."""
    cursor: str | None = None
    while True:
        page = ask(cursor)
        yield from page.items
        cursor = page.next
        if cursor is None:
            return
