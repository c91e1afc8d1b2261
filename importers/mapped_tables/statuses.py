"""Columns called a status: which are taken for one though many of their words are not known.

What such a column says is asked about, and refused until the mapping knows it, before anybody is
taken to have met or paid.
"""

import re
from collections.abc import Sequence

from graph_schema.vocabularies import MET
from importers.mapped_tables.belonging import BESIDE, Held, is_of_meetings, of_who_pays
from importers.mapped_tables.code_words import asks_who_came, is_no, status_word
from importers.mapped_tables.promises import first
from importers.mapped_tables.recognising import LISTED_VALUES, Column, Meaning

TURNED_DOWN = re.compile(
    r"(?:avslag|avslagen|avslås|avsl\.|avvisa[dt]|avskrive[nt]|återkalla[dt]|"
    r"(?:ej|inte|icke) bevilja[dt]|"
    r"rejected|declined|withdrawn|refused|not (?:granted|awarded|approved)|cancelled|inställd)\b",
    re.IGNORECASE,
)

UNREAD = frozenset({Meaning.UNKNOWN, Meaning.PARTICIPANTS})
BESIDE_A_PAYER = BESIDE | {Meaning.AMOUNT, Meaning.CURRENCY}
"""What may stand between who pays and a status: what is paid, too, as it is of that payer."""


def statuses(meanings: Sequence[Held]) -> list[Held]:
    """What each column holds, once what is called a status is looked at beside the others.

    It is one where it is called that of a funder, whatever its words; and where a word of it says
    no, and it stands behind who pays (and what) or tells of a meeting.
    """
    return [
        (column, Meaning.STATUS if _is_one(meanings, place) else held)
        for place, (column, held) in enumerate(meanings)
    ]


def _is_one(meanings: Sequence[Held], place: int) -> bool:
    column, held = meanings[place]
    all_held = {held for _, held in meanings}
    if held not in UNREAD or not is_called_status(column) or not _is_listed(column):
        return False
    if Meaning.FUNDER in all_held and of_who_pays(column.heading):
        return True
    if _is_behind_a_payer(meanings, place):
        return refusal(column) is not None or turned_down(column) is not None
    of_who_came = Meaning.PARTY in all_held and is_of_meetings(all_held)
    return of_who_came and refusal(column) is not None


def _is_behind_a_payer(meanings: Sequence[Held], place: int) -> bool:
    before = (held for _, held in reversed(meanings[:place]))
    return next((held for held in before if held not in BESIDE_A_PAYER), None) is Meaning.FUNDER


def _is_listed(column: Column) -> bool:
    """Whether the values are words of a list, and no dates."""
    worded = any(not any(map(str.isdigit, value)) for value in column.values)
    return worded and len({*column.values}) <= LISTED_VALUES


def is_called_status(column: Column) -> bool:
    """Whether the heading says how far something went, or asks who came."""
    return first("meaning", column.heading) == Meaning.STATUS or asks_who_came(column.heading)


def refuses(heading: str, text: str) -> bool:
    """Whether a cell says that somebody did not take part: by a status, or by a plain no."""
    status = status_word(heading, text)
    return status not in MET if status is not None else is_no(text)


def refusal(column: Column) -> str | None:
    """The first value that says that somebody did not take part."""
    return next((value for value in column.values if refuses(column.heading, value)), None)


def turned_down(column: Column) -> str | None:
    """The first value that says that something was turned down: avslag, withdrawn."""
    return next((value for value in column.values if TURNED_DOWN.match(value)), None)
