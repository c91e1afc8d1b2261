"""Who pays which amount, and in which currency, as far as a table's headings tell."""

from collections.abc import Mapping, Sequence

from graph_schema.vocabularies import Role
from importers.mapped_tables.amounts import is_nothing
from importers.mapped_tables.applied import is_asked, is_of_applications
from importers.mapped_tables.belonging import numeral
from importers.mapped_tables.beneath import Filled
from importers.mapped_tables.code_words import is_funder_word, role_word, says_turned_down
from importers.mapped_tables.draft import Draft, Section
from importers.mapped_tables.nothing import silence
from importers.mapped_tables.recognising import Column, Meaning, amount_kind, is_of_another, meaning
from importers.mapped_tables.statuses import refuses


def unpaid_funder(draft: Draft, amount: Column) -> Section | None:
    """Who pays an amount: the one funder of its numeral, else the only one there can be."""
    funders = [s for s in draft.sections if s.role is None and s.amount is None]
    unpaid, which = [s for s in funders if s.separator is None], numeral(amount.heading)
    alike = [s for s in unpaid if which and numeral(s.columns[0].heading) == which]
    other = [s for s in unpaid if which and numeral(s.columns[0].heading) not in (None, which)]
    found = alike or [s for s in unpaid if s not in other]
    return found[0] if len(found) == 1 else None


def pay(draft: Draft) -> None:
    """Give the amounts that stood before the column of who pays them to who pays them."""
    for column in [*draft.unpaid]:
        payable = meaning(column) is Meaning.AMOUNT and not is_of_another(column)
        if payable and (funder := unpaid_funder(draft, column)) is not None:
            funder.amount = column
            draft.unpaid.remove(column)
            del draft.ignored[column.heading]


def take_back(draft: Draft) -> None:
    """Of several amounts of one kind that a funder may pay none is given to it: who knows which?"""
    for funder in draft.sections:
        first = funder.amount
        if funder.role is not None or first is None:
            continue
        funder.amount = None
        others = [
            column
            for column in draft.unpaid
            if meaning(column) is Meaning.AMOUNT
            and amount_kind(column) is amount_kind(first)
            and not is_of_another(column)
            and unpaid_funder(draft, column) is funder
        ]
        if not others:
            funder.amount = first
            continue
        several = [first, *others]
        draft.unpaid[:] = [first, *draft.unpaid]
        named = " or ".join(f"“{column.heading}”" for column in several)
        whose = funder.columns[0].heading
        for column in several:
            draft.ignored[column.heading] = (
                f"does “{whose}” pay {named}? Say it by amount in its [[funder]], and take this "
                "line away"
            )


def doubt(draft: Draft, unclear: Mapping[str, Sequence[str]], statuses: Sequence[Column]) -> None:
    """Have it asked whether a funder pays of whom a status may say that it does not."""
    for status in statuses:
        whose = unclear.get(status.heading, ())
        for section in draft.sections:
            if section.role is None and section.columns[0].heading in whose:
                section.doubts.append(status)


def part_funders(draft: Draft, rows: Sequence[Filled]) -> None:
    """Make a section of its own for those of whom the column of roles says that they pay.

    By that they take no part; beside a column of statuses it says whether they do, and pay.
    """
    for section in [*draft.sections]:
        roles = section.about.get(Meaning.ROLE)
        words = dict.fromkeys(filter(is_funder_word, roles.values if roles is not None else ()))
        if roles is None or section.role is None or not words:
            continue
        _ask_of_payers(draft, section, rows)
        if Meaning.STATUS not in section.about:
            section.omit = [*words]
        kept = (Meaning.ROLE, Meaning.STATUS, Meaning.ORGNR, Meaning.SECTOR)
        about = {what: column for what, column in section.about.items() if what in kept}
        funder = Section(section.columns, None, section.separator, about=about, only=[*words])
        draft.sections.append(funder)
        _pay_by_role(draft, funder, roles, rows)


def leave_out_ungranted(draft: Draft, rows: Sequence[Filled]) -> None:
    """Have nobody pay in rows where the amount says that nothing was granted, or not that it was.

    Beside what was applied for an empty cell, or nought, is not known for a grant; and who pays no
    amount that is read is asked about as a whole.
    """
    applied = next((c for c in draft.money if is_of_applications(c.heading)), None)
    for section in draft.sections:
        if section.role is not None or Meaning.STATUS in section.about:
            continue
        if section.amount is None:
            section.doubts += [applied] if applied is not None else []
            continue
        for row in rows:
            asked = applied is not None and is_asked(row.cells.get(applied.heading))
            word = _grants_nothing(row.cells.get(section.amount.heading, ""), asked=asked)
            if word is not None:
                section.ungranted.setdefault(word, []).append(row.number)


def _grants_nothing(cell: str, *, asked: bool) -> str | None:
    """The word by which a cell of amounts grants nothing; None where it does not say so."""
    if not cell or silence(cell) is not None:
        return "" if asked else None
    return cell if says_turned_down(cell) or (asked and is_nothing(cell)) else None


def _ask_of_payers(draft: Draft, section: Section, rows: Sequence[Filled]) -> None:
    """Take a column for statuses that says of somebody with a paying role that it declined.

    Though most of its words are none: these are asked about, before anybody pays.
    """
    roles = section.about[Meaning.ROLE]
    for column in draft.doubted if Meaning.STATUS not in section.about else []:
        if any(
            refuses(column.heading, row.cells[column.heading])
            for row in rows
            if column.heading in row.cells and is_funder_word(row.cells.get(roles.heading, ""))
        ):
            section.about[Meaning.STATUS] = column
            del draft.ignored[column.heading]
            return


def _pay_by_role(draft: Draft, funder: Section, roles: Column, rows: Sequence[Filled]) -> None:
    """Give funders the one amount that stands in no row of another than who pays."""
    payers = {
        word
        for word in roles.values
        if is_funder_word(word) or role_word(word) is Role.CO_FINANCIER
    }
    left = [column for column in draft.unpaid if meaning(column) is Meaning.AMOUNT]
    if len(left) != 1 or funder.separator is not None or len(funder.columns) > 1:
        return
    paid = [row for row in rows if left[0].heading in row.cells]
    if all(row.cells.get(roles.heading) in payers for row in paid):
        funder.only = [word for word in dict.fromkeys(roles.values) if word in payers]
        funder.amount = left[0]
        draft.unpaid.remove(left[0])
        del draft.ignored[left[0].heading]
