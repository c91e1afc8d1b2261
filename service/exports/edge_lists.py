"""Who takes part in what, and who meets whom, as edge lists: two-mode and one-mode."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from graph_schema.edges import ParticipatesIn
from graph_schema.vocabularies import COUNTED_ROLES, MET
from queries.exporting.meetings import Meetings
from queries.exporting.rows import NodeRow
from service.exports.about import Export
from service.exports.credits import told
from service.exports.files import Named, archived
from service.exports.spreadsheets import BATCH, cell

README = """{told}

FILES

two_mode.csv   who takes part in what: one row per actor (Source) and arena (Target); Weight is 1,
               role the first of the actor's roles there and roles all of them
one_mode.csv   who meets whom: each pair of actors once; Weight is the number of arenas they share
actors.csv     {actors} actors, those in no arena among them
arenas.csv     {arenas} projects and collaborations

Commas between columns, UTF-8 without a byte order mark, LF at the end of a line; column names as
Gephi, igraph and pandas take them. one_mode is two_mode times its transpose.

What counts is what the analyses count: {met} in one of the roles {roles}.
Where no source states a status, party stands: a register without one lists those who take part.
{left_out} ties of taking part do not count and are left out. A unit of an organisation stands as
itself. Who shares no known arena may share one that no source lists: that is no finding.

A text that begins with = + - @, a tab, a line break or an apostrophe has one more apostrophe before
it, so that no spreadsheet runs it as a formula: take one away from each cell that begins with one.
Several values in one cell stand with " | " between them; a | or \\ within one has a \\ before it.
"""
NODES = ("Id", "Label", "type")
ACTORS = (*NODES, "sector", "actor_kind", "country", "place", "identifiers")
ARENAS = (*NODES, "number", "collaboration_kind", "start", "end")
TWO_MODE = ("Source", "Target", "Type", "Weight", "role", "roles", "status", "start", "end", "id")
ONE_MODE = ("Source", "Target", "Type", "Weight")
TYPE = "Undirected"
Lines = Iterable[Sequence[Any]]


def edge_lists(export: Export) -> Iterator[bytes]:
    """All files as one zip file, piece by piece."""
    return archived(_files(export, Meetings(export.model, export.selection)))


def about_meetings(export: Export, meetings: Meetings, text: str) -> bytes:
    """What the files hold and what they leave out, when participations have been read."""
    actors, arenas = meetings.size
    said = text.format(
        told=told(export),
        actors=actors,
        arenas=arenas,
        met=" or ".join(sorted(status.value for status in MET)),
        roles=", ".join(sorted(role.value for role in COUNTED_ROLES)),
        left_out=meetings.left_out,
    )
    return said.encode("utf-8", "replace")


def comma_separated(header: Sequence[str], rows: Lines) -> Iterator[bytes]:
    """The rows for programs: commas, no byte order mark."""
    waiting = chain([header], rows)
    while batch := list(islice(waiting, BATCH)):
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows([[cell(value) for value in row] for row in batch])
        yield out.getvalue().encode("utf-8", "replace")


def node_rows(rows: Iterable[NodeRow], header: Sequence[str]) -> Lines:
    """Nodes as a list of them tells them."""
    for row in rows:
        yield (row.ref.id, row.ref.name, row.ref.label, *map(row.fields.get, header[3:]))


def _files(export: Export, meetings: Meetings) -> Iterator[Named]:
    actors = [row.ref.id for row in meetings.actors()]
    yield "actors.csv", comma_separated(ACTORS, node_rows(meetings.actors(), ACTORS))
    yield "arenas.csv", comma_separated(ARENAS, node_rows(meetings.arenas(), ARENAS))
    yield "two_mode.csv", comma_separated(TWO_MODE, _two_mode(export, meetings))
    yield "one_mode.csv", comma_separated(ONE_MODE, _one_mode(meetings, actors))
    yield "README.txt", iter((about_meetings(export, meetings, README),))


def _two_mode(export: Export, meetings: Meetings) -> Lines:
    for row in meetings.participations(export.progress):
        first = row.ties[0]
        fields = {**ParticipatesIn.ANYHOW, **first.fields}
        ends = (first.source.id, first.target.id)
        dates = (fields.get("start"), fields.get("end"))
        ids = [tie.id for tie in row.ties]
        yield (*ends, TYPE, 1, row.roles[0], row.roles, fields["status"], *dates, ids)


def _one_mode(meetings: Meetings, actors: Sequence[str]) -> Lines:
    for one, other, count in meetings.shared(both_ways=False):
        yield (actors[one], actors[other], TYPE, count)
