"""Which program's rules made a published graph: these, earlier ones or newer ones."""

from enum import StrEnum

from queries.refusals import EarlierRulesError, NewerRulesError
from queries.stores.base import Store

RULES = 1
"""Raise it with every change that makes another graph of the same claims: who is one actor, which
value is shown, what a tie is. A store keeps with each version by which rules its graph was made."""


class MadeBy(StrEnum):
    """Whose rules made the graph of a version."""

    CURRENT = "current"
    EARLIER = "earlier"
    NEWER = "newer"


def made_by(store: Store) -> MadeBy:
    """Whose rules made the newest version's graph; two short reads."""
    head = store.head()
    return made_by_number(head, store.rules(head))


def made_by_number(version: int, number: int | None) -> MadeBy:
    """A version without a number is of a program that kept none, so earlier; 0 holds nothing."""
    if version == 0 or number == RULES:
        return MadeBy.CURRENT
    return MadeBy.EARLIER if number is None or number < RULES else MadeBy.NEWER


def require_no_newer(store: Store) -> None:
    """Raise ``NewerRulesError`` where this program would undo what a newer one made."""
    if made_by(store) is MadeBy.NEWER:
        raise NewerRulesError


def require_current(store: Store) -> None:
    """Raise ``LedgerRefusalError`` where what is published next would mix two programs' rules.

    A publication decides anew only what its claims can reach.
    """
    require_no_newer(store)
    if made_by(store) is MadeBy.EARLIER:
        raise EarlierRulesError
