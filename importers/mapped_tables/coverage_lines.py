"""What a proposal says of a table's dates: what they cover, and whether a meeting has one day."""

import re
from collections.abc import Iterator

from importers.mapped_tables.actor_lists import is_list_of_actors
from importers.mapped_tables.doubtful import date_order
from importers.mapped_tables.draft import Draft
from importers.mapped_tables.recognising import Column, Meaning, is_date
from importers.values import parse_date

FIRST_YEAR, LAST_YEAR = 1500, 2100  # 0001-01-01 and 9999-12-31 say that there is no date
LASTS = re.compile(
    r"start|\bfr(?:ån|om|\.|o\.)|\bfom\b|begin|beginn|påbörj|sedan|since|bildad|grundad|inled|aloitus",
    re.IGNORECASE,
)
"""In the heading of a date: what is named there goes on from it."""
STANDING = re.compile(
    r"nätverk|network|partnerskap|partnership|överenskommelse|agreement|samverkan|\biop\b|collaboration",
    re.IGNORECASE,
)
"""In the heading of a name: no meeting, so that its one date may be that of anything."""


def coverage_lines(draft: Draft, sheet: str | None) -> Iterator[str]:
    """A section in waiting: only who knows the table can say what it covers.

    Organisations that are merely listed take part in nothing that could be covered.
    """
    if is_list_of_actors(draft, sheet):
        return
    first, last = _years(draft) or ("…", "…")
    yield ""
    yield "# What does the table cover? It is not guessed: correct what is so, and take its # away."
    yield "# Without participants no sectors are compared: the answer is “too little data”."
    yield "# [dataset.coverage]"
    yield '# participants = "complete"  # names all who took part; "owner_only": the owner alone'
    yield f"# years = [{first}, {last}]  # the first and the last of which it has all"
    yield '# regions = ["…"]  # where it holds, such as "Skåne län", or "Sverige" for all of it'


def one_day(draft: Draft) -> Column | None:
    """The column of dates that also says when a meeting ended: its only one."""
    start = draft.column(Meaning.START)
    if start is None or draft.column(Meaning.END) is not None or Meaning.NAME in draft.single:
        return None
    name = draft.column(Meaning.COLLABORATION)
    of_meeting = re.search("möte|meeting|event", start.heading, re.IGNORECASE) is not None
    if LASTS.search(start.heading) is not None:
        return None
    if name is not None and STANDING.search(name.heading) is not None and not of_meeting:
        return None
    return start


def _years(draft: Draft) -> tuple[int, int] | None:
    """The first and the last year that the table's dates name."""
    columns = [c for m in (Meaning.START, Meaning.END) if (c := draft.column(m)) is not None]
    order = date_order(columns)
    found = []
    for value in (value for column in columns for value in column.values):
        read = order if is_date(value, order) else "dmy"  # or month first: the year is the same
        try:
            found.append(int(parse_date(value, order=read)[:4]))
        except ValueError:
            continue
    found = [year for year in found if FIRST_YEAR <= year <= LAST_YEAR]
    return (min(found), max(found)) if found else None
