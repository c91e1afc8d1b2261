"""Whether a table lists organisations alone, or says that they took part in something."""

import re

from graph_schema.vocabularies import Role
from importers.mapped_tables.draft import Draft
from importers.mapped_tables.promises import first
from importers.mapped_tables.recognising import Meaning

TAKING_PART = re.compile(r"delta|medverka|närvar|participa|attend|inbjud|invit", re.IGNORECASE)
OF_ACTORS = frozenset({Meaning.REGION, Meaning.PLACE, Meaning.WEBSITE})
"""What can be said of an organisation that takes part in nothing."""


def is_list_of_actors(draft: Draft, sheet: str | None) -> bool:
    """Whether nothing names an arena: no column, no heading, no title of the file or its sheet.

    To take a list for one meeting would say that everybody in it has met everybody else.
    """
    if len(draft.sections) != 1 or draft.sections[0].role is not Role.PARTICIPATING_ORGANISATION:
        return False
    section = draft.sections[0]
    said = (draft.title, sheet or "", *(column.heading for column in section.columns))
    return (
        len(section.columns) == 1
        and not draft.single.keys() - OF_ACTORS
        and not section.about.keys() & {Meaning.ROLE, Meaning.STATUS}
        and not any(TAKING_PART.search(text) or _is_of_a_meeting(text) for text in said)
    )


def _is_of_a_meeting(text: str) -> bool:
    return first("meaning", text) == Meaning.COLLABORATION
