"""The question of a card from the parameters of its address, where no request has read them."""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import ValidationError

from graph_schema.asked import question_of
from graph_schema.card_answers import CardKind, EvidenceCard
from graph_schema.whatif_answers import WhatIfQuestion
from queries.cards.kinds import KINDS
from queries.cards.making import card
from queries.cards.time_figures import SunsetQuestion
from queries.errors import BadQuestionError
from queries.readmodel.open import ReadModel
from queries.sunset.question import day_of
from queries.whatif.language import understood
from queries.whitespace.question import WhitespaceQuestion
from service.stated_cells import pasted_cells


def asked_card(model: ReadModel, kind: str, key: str, given: Mapping[str, str]) -> EvidenceCard:
    """The card an address names; ``given`` are its parameters but for the version."""
    if kind not in KINDS:
        raise BadQuestionError("kind", kind, f"one of {', '.join(get_args(CardKind))}")
    known: CardKind = next(name for name in get_args(CardKind) if name == kind)
    return card(model, known, _question(model, known, dict(given)), key)


def _question(model: ReadModel, kind: CardKind, given: dict[str, Any]) -> Any:
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
