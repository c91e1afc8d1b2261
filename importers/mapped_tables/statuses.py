"""Columns called a status: which are taken for one though many of their words are not known.

What such a column says is asked about, and refused until the mapping knows it, before anybody is
taken to have met or paid.
"""

from collections.abc import Sequence

from graph_schema.vocabularies import MET
from importers.mapped_tables.belonging import Held, is_of_meetings, of_who_pays
from importers.mapped_tables.code_words import asks_who_came, is_no, status_word
from importers.mapped_tables.promises import first
from importers.mapped_tables.recognising import LISTED_VALUES, Column, Meaning

UNREAD = frozenset({Meaning.UNKNOWN, Meaning.PARTICIPANTS})


def statuses(meanings: Sequence[Held]) -> list[Held]:
    """What each column holds, once what is called a status is looked at beside the others.

    It is one where it is called that of a funder, whatever its words; and where a word of it says
    no, and it tells of a meeting.
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
    of_who_came = Meaning.PARTY in all_held and is_of_meetings(all_held)
    return of_who_came and refusal(column) is not None


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
