"""Amounts in rows of which the mapping does not say who pays: refused, so that none is lost."""

from collections.abc import Mapping

from graph_schema.vocabularies import MET, ParticipationStatus
from importers.mapped_tables.amounts import is_nothing
from importers.mapped_tables.cells import RowCells
from importers.mapped_tables.mapping import FunderColumns, TableMapping
from importers.mapped_tables.parties import NamedParties


def refuse_unread_amounts(
    cells: RowCells, mapping: TableMapping, paying: Mapping[int, NamedParties]
) -> None:
    """Refuse a row with an amount or share that no section reads, or that nobody pays.

    ``paying``: who pays by each [[funder]] that reads the row, by its place in the mapping. An
    amount of those whom ``omit`` says to pay nothing, or whose ``status`` is declined, is left out
    as the mapping says. Who was only invited, or is interested, may pay or not: refused as well.
    """
    for column in dict.fromkeys(c for part in mapping.funder for c in _valued(part)):
        value = cells.raw(column)
        if value is None or is_nothing(value):
            continue
        sections = [(n, part) for n, part in enumerate(mapping.funder) if column in _valued(part)]
        silent = [part for n, part in sections if n not in paying]
        for part in silent:
            _refuse_unsure(cells, column, part)
        if any(_says_that_not(cells, part) for part in silent):
            continue
        found = [paying[n] for n, _ in sections if n in paying]
        if not found:
            _refuse_unread(cells, column, [part for _, part in sections])
        if not any(one.named or one.unnamed for one in found):
            _refuse_unpaid(cells, column, next(part for n, part in sections if n in paying))


def paying_status(cells: RowCells, part: FunderColumns) -> ParticipationStatus | None:
    """How far who is named went; None where the table does not say."""
    if part.status is None:
        return None
    return cells.choice(part.status, ParticipationStatus, "[funder] status")


def _valued(part: FunderColumns) -> list[str]:
    return [column for column in (part.amount, part.share) if column is not None]


def _says_that_not(cells: RowCells, part: FunderColumns) -> bool:
    """Whether a section that does not read a row says that who is named there pays nothing."""
    if _omits(cells, part):
        return True
    return part.only is None or cells.among(part.only)  # then they declined


def _omits(cells: RowCells, part: FunderColumns) -> bool:
    return part.omit is not None and cells.among(part.omit)


def _refuse_unsure(cells: RowCells, column: str, part: FunderColumns) -> None:
    """Refuse an amount beside a status of which it does not follow whether it is paid."""
    if _omits(cells, part) or (part.only is not None and not cells.among(part.only)):
        return
    status = paying_status(cells, part)
    if status is None or status in MET or status is ParticipationStatus.DECLINED:
        return
    words = [f"“{code.sv}”" for code in ParticipationStatus if code in MET]
    raise cells.row.error(
        (part.status and part.status.column) or column,
        f"a word that says whether “{cells.text(column)}” in “{column}” is paid: "
        f"{' or '.join(words)} says that it is, “{ParticipationStatus.DECLINED.sv}” that it is "
        f"not, and “{status.sv}” neither",
        "correct one of the two cells; or take status away from the [[funder]] where it says who "
        "came and not who pays, or list the word under omit of the [[funder]] where the amount is "
        "to be left out",
    )


def _refuse_unread(cells: RowCells, column: str, sections: list[FunderColumns]) -> None:
    rows = [part.only for part in sections if part.only is not None]
    words = ", ".join(dict.fromkeys(f"“{word}”" for only in rows for word in only.values))
    roles = " and ".join(dict.fromkeys(f"“{only.column}”" for only in rows))
    found = ", ".join(
        dict.fromkeys(f"“{value}”" for only in rows if (value := cells.text(only.column)))
    )
    raise cells.row.error(
        column,
        f"an amount in a row that a [[funder]] reads: one with {words} in {roles}, not "
        f"{found or 'an empty cell'}",
        "correct one of the two cells; or add the word to only of the [[funder]] where such rows "
        "pay, or to omit of it where they pay nothing and the amount is to be left out",
    )


def _refuse_unpaid(cells: RowCells, column: str, part: FunderColumns) -> None:
    raise cells.row.error(
        part.columns[0],
        f"who pays the amount in “{column}”",
        'fill the name in; or list "" of this column under omit of the [[funder]], where such an '
        "amount is to be left out",
    )
