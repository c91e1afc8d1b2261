"""The question of a card from the parameters of its address, where no request has read them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, get_args
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import ValidationError

from graph_schema.asked import question_of
from graph_schema.card_answers import CardKind, EvidenceCard
from graph_schema.whatif_answers import WhatIfQuestion
from queries.cards.addresses import API
from queries.cards.figure import Asking
from queries.cards.kinds import KINDS
from queries.cards.making import card
from queries.cards.time_figures import SunsetQuestion
from queries.errors import BadQuestionError, NotShownError
from queries.readmodel.open import ReadModel
from queries.sunset.question import day_of
from queries.whatif.language import understood
from queries.whitespace.question import WhitespaceQuestion


def asked_card(model: ReadModel, kind: str, key: str, given: Mapping[str, str]) -> EvidenceCard:
    """The card an address names; ``given`` are its parameters but for the version."""
    known = _known(kind)
    return card(model, known, _question(model, known, dict(given)), key)


def cards_at(model: ReadModel, addresses: Iterable[str], asking: Asking) -> Iterator[EvidenceCard]:
    """The cards at these addresses, without what is not shown; each question is read once."""
    questions: dict[tuple[str, str], Any] = {}
    for address in addresses:
        parts = urlsplit(address)
        kind, _, key = parts.path.removeprefix(f"{API}/cards/").partition("/")
        known, asked = _known(kind), (kind, parts.query)
        if asked not in questions:
            given = dict(parse_qsl(parts.query, keep_blank_values=True))
            given.pop("as_of", None)
            questions[asked] = _question(model, known, given)
        with suppress(NotShownError):
            yield card(model, known, questions[asked], unquote(key), asking)


def _known(kind: str) -> CardKind:
    known: CardKind | None = next((name for name in get_args(CardKind) if name == kind), None)
    if known is None:
        raise BadQuestionError("kind", kind, f"one of {', '.join(get_args(CardKind))}")
    return known


def _question(model: ReadModel, kind: CardKind, given: dict[str, Any]) -> Any:
    from service.stated_cells import pasted_cells  # reads tables, which few cards need

    asked = KINDS[kind].question
    if asked is SunsetQuestion and "day" not in given:
        given["day"] = day_of(model, None)
    if asked is WhatIfQuestion:
        given["change"] = understood(given.get("change", ""))
        if "cells" in given:
            given["stated"] = pasted_cells(given.pop("cells"), "region", "theme")
    if asked is WhitespaceQuestion and "cells" in given:
        rows, columns = given.get("rows", "region"), given.get("columns", "theme")
        given["stated"] = pasted_cells(given.pop("cells"), rows, columns)
    try:
        return question_of(asked, given)
    except ValidationError as error:
        flaw = error.errors()[0]
        where = ".".join(map(str, flaw["loc"]))
        raise BadQuestionError(where, flaw["input"], flaw["msg"]) from None
