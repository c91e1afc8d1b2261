"""Who takes part in what, and who meets whom, for UCINET: DL files and the keys to their labels."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from queries.exporting.meetings import Meetings
from queries.exporting.rows import NodeRow
from service.exports.about import Export
from service.exports.edge_lists import (
    ACTORS,
    ARENAS,
    Lines,
    about_meetings,
    comma_separated,
    node_rows,
)
from service.exports.files import Named, archived
from service.exports.spreadsheets import BATCH

MOST_LETTERS = 18  # of a label: UCINET cuts what is longer
PARTS_LABELS = re.compile(r'[",=:\s\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufffe\uffff]+')
"""What parts words of a DL file, or is no letter.

UCINET takes quoted labels with blanks in them and advises against them; others part them there.
"""
IN_ITS_PLACE = "_"
HALF_PAIRS = re.compile("[\ud800-\udfff]")
README = """{told}

FILES

two_mode.dl    who takes part in what: edgelist2, {actors} actors by {arenas} arenas, values 1
one_mode.dl    who meets whom: edgelist1, {actors} by {actors} actors, symmetric, values the number
               of arenas that the two share
actors.csv     the actors in the order of the rows: number and label in the DL files (dl_number,
               dl_label), id, name and what is known
arenas.csv     the projects and collaborations in the order of the columns

WHAT THE FORMAT CANNOT HOLD

A label has at most 18 letters, is read in capitals and is one word. So a name is cut, what parts
words (a blank, a comma, a quotation mark, = or :) is _ in it, and where two would be alike the
number of the row follows. The lists beside have the names as they are: match by dl_number. Roles,
dates, sectors, sources and claims stand there or in the other formats. Text is UTF-8 without a byte
order mark: older versions of UCINET show other letters than those of English wrongly.

one_mode is two_mode times its transpose. What counts is what the analyses count: {met} in one of
the roles {roles}.
Where no source states a status it counts as party: a register without one lists those who take
part.
{left_out} ties of taking part do not count and are left out. A unit of an organisation stands as
itself. Who shares no known arena may share one that no source lists: that is no finding.
"""
OF_DL = ("dl_number", "dl_label")  # an arena has a number of its own: that of a register


def ucinet(export: Export) -> Iterator[bytes]:
    """All files as one zip file, piece by piece."""
    return archived(_files(export, Meetings(export.model, export.selection)))


def labels_of(names: Iterable[str]) -> list[str]:
    """A label of each, no two alike in capitals."""
    found: list[str] = []
    taken: set[str] = set()
    for number, name in enumerate(names, 1):
        plain = PARTS_LABELS.sub(IN_ITS_PLACE, HALF_PAIRS.sub("?", name)).strip(IN_ITS_PLACE)
        label = plain if len(plain) <= MOST_LETTERS else ""
        if not label or label.upper() in taken:
            end = f"{IN_ITS_PLACE}{number}"
            label = f"{plain[: MOST_LETTERS - len(end)].rstrip(IN_ITS_PLACE)}{end}"
            label = label.strip(IN_ITS_PLACE)
        while label.upper() in taken:  # somebody is called what another is cut to
            label = f"{IN_ITS_PLACE * (MOST_LETTERS - len(label))}{label}"[:MOST_LETTERS]
        taken.add(label.upper())
        found.append(label)
    return found


def _files(export: Export, meetings: Meetings) -> Iterator[Named]:
    actors = labels_of(row.ref.name for row in meetings.actors())
    arenas = labels_of(row.ref.name for row in meetings.arenas())
    yield "actors.csv", _keys(ACTORS, meetings.actors(), actors)
    yield "arenas.csv", _keys(ARENAS, meetings.arenas(), arenas)
    yield "two_mode.dl", _two_mode(export, meetings, actors, arenas)
    yield "one_mode.dl", _one_mode(meetings, actors)
    yield "README.txt", iter((about_meetings(export, meetings, README),))


def _keys(header: tuple[str, ...], rows: Iterable[NodeRow], labels: list[str]) -> Iterator[bytes]:
    return comma_separated((*OF_DL, *header), _numbered(node_rows(rows, header), labels))


def _numbered(lines: Lines, labels: list[str]) -> Lines:
    for number, (label, line) in enumerate(zip(labels, lines, strict=True), 1):
        yield (number, label, *line)


def _two_mode(
    export: Export, meetings: Meetings, actors: list[str], arenas: list[str]
) -> Iterator[bytes]:
    head = (f"dl nr={len(actors)} nc={len(arenas)}", "format=edgelist2")
    labels = chain(("row labels:",), actors, ("column labels:",), arenas)
    return _lines(chain(head, labels, ("data:",), _participations(export, meetings)))


def _participations(export: Export, meetings: Meetings) -> Iterator[str]:
    for row in meetings.participations(export.progress):
        yield f"{row.actor + 1} {row.arena + 1} 1"


def _one_mode(meetings: Meetings, actors: list[str]) -> Iterator[bytes]:
    head = (f"dl n={len(actors)}", "format=edgelist1", "labels:")
    pairs = (f"{a + 1} {b + 1} {count}" for a, b, count in meetings.shared(both_ways=True))
    return _lines(chain(head, actors, ("data:",), pairs))


def _lines(lines: Iterable[str]) -> Iterator[bytes]:
    waiting = iter(lines)
    while batch := list(islice(waiting, BATCH)):
        yield ("\r\n".join(batch) + "\r\n").encode()
