"""What stands between several names in a cell, where that is sure and where it is to be asked."""

import re
from collections import Counter
from collections.abc import Sequence

from graph_schema.vocabularies import Role
from importers.mapped_tables.promises import first
from importers.mapped_tables.recognising import Column

PERHAPS = (",", "/", " och ", " and ", " samt ", " & ", " + ")
"""What parts names in some cells and belongs to a name in others."""
PART_WORDS = 8  # a longer piece between two commas is a clause
IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*\Z")


def divides(column: Column, role: Role | None) -> str | None:
    """The mark between names; of owners there is mostly one, whatever its name holds."""
    one = role is Role.OWNER
    sure = separator(column, ";\n|", sure=one)
    return sure if sure is not None or one else separator(column, ",", sure=True)


def separator(column: Column, candidates: Sequence[str], *, sure: bool = False) -> str | None:
    """The first of the candidates that stands inside a value.

    ``sure``: only where it parts short texts that stand elsewhere too, so that no sentence and no
    name is cut in two.
    """
    return next((mark for mark in candidates if _parts(column, mark, sure=sure)), None)


def _parts(column: Column, mark: str, *, sure: bool) -> bool:
    listed = [value for value in column.values if mark in value.strip()]
    if not sure or not listed:
        return bool(listed)
    parts = Counter(part.strip() for value in column.values for part in set(value.split(mark)))
    again = [part for value in listed for part in value.split(mark) if parts[part.strip()] > 1]
    cut = sum(value.count(mark) + 1 for value in listed)
    short = all(len(part.split()) <= PART_WORDS for part in parts)
    return short and len(again) >= cut / 2


def most_parted(columns: Sequence[Column], mark: str) -> tuple[str, int]:
    """The cell that a mark cuts into most pieces, those first that stand nowhere else."""
    pieces = Counter(p for value in _values(columns) for p in {*_pieces(value, mark)})

    def cut(value: str) -> tuple[int, int]:
        found = _pieces(value, mark)
        return sum(pieces[piece] == 1 for piece in found) if len(found) > 1 else -1, len(found)

    cell = max(_values(columns), key=cut)
    return cell, len(_pieces(cell, mark))


def perhaps_parted(columns: Sequence[Column]) -> tuple[str, str] | None:
    """A mark that may stand between names, in most cells, and the longest cell that holds it."""
    holding = {mark: [v for v in _values(columns) if mark in v.strip()] for mark in PERHAPS}
    mark = max(PERHAPS, key=lambda mark: len(holding[mark]))
    return (mark, max(holding[mark], key=len)) if holding[mark] else None


def with_role(columns: Sequence[Column], mark: str | None) -> str | None:
    """A name behind which a role stands in brackets; it is read as part of the name."""
    for value in _values(columns):
        for piece in [value] if mark is None else _pieces(value, mark):
            said = IN_BRACKETS.search(piece)
            if said is not None and _is_role(said[1]):
                return piece
    return None


def _is_role(text: str) -> bool:
    told = first("role", text)
    return told not in (None, Role.PARTICIPATING_ORGANISATION) or first("meaning", text) == "funder"


def _pieces(value: str, mark: str) -> list[str]:
    return [piece.strip() for piece in value.split(mark) if piece.strip()]


def _values(columns: Sequence[Column]) -> list[str]:
    return [value for column in columns for value in column.values]
