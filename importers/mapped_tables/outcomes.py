"""Columns left unread that may say whether money was paid: a decision, an outcome, a state.

No list of words knows what a table calls being turned down. So what is not known to say something
else is asked about, and until it is answered nobody pays: a needless question costs an answer, a
missed one tells money as paid that never was.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from graph_schema.vocabularies import ParticipationStatus, Sector
from importers.mapped_tables.applied import is_of_applications
from importers.mapped_tables.code_words import (
    LONGEST_OUTCOME,
    answers_yes,
    is_negated,
    is_no,
    says_turned_down,
    sector_word,
    status_word,
    turned_down,
    was_paid,
)
from importers.mapped_tables.draft import Draft, Section
from importers.mapped_tables.promises import first, listed_words, speaks_of, stems
from importers.mapped_tables.recognising import (
    Column,
    Meaning,
    is_date,
    mostly,
)
from importers.mapped_tables.spelling import quoted
from importers.mapped_tables.year_amounts import is_number
from importers.masking import mask
from importers.names import is_place, name_key
from importers.places import regions_of
from importers.sectors import by_name

OUTCOMES = 12  # more distinct words are no list of outcomes where the heading speaks of none
REMARKS = 5  # of different words are no list of outcomes, of which one stands in several rows
LONGEST_CODE = 2  # characters: 1, B, A2
PERHAPS_OUTCOME = frozenset({
    Meaning.STATUS, Meaning.AMOUNT, Meaning.BUDGET, Meaning.START, Meaning.END, Meaning.YEAR,
})  # fmt: skip
"""What a heading promises that may tell an outcome where its column does not hold that."""
MONEY = frozenset({Meaning.AMOUNT, Meaning.BUDGET, Meaning.APPLIED})
SPEAKING = MONEY | {Meaning.STATUS}
"""What a heading promises that words beneath it say was paid or not: Beviljat, with Ja and Nej."""
READ_OF_PAYERS = frozenset({Meaning.STATUS, Meaning.ROLE})
"""What a section of who pays reads of its own rows, word by word."""
ARENAS = (Meaning.NAME, Meaning.COLLABORATION)


def hold_back(draft: Draft, columns: Sequence[Column]) -> None:
    """Leave out who pays where an unread column of the table may say that some do not."""
    draft.outcomes += [column for column in columns if _tells(draft, column)]
    payers = [section for section in draft.sections if section.role is None]
    for section in payers:
        about = section.about.get(Meaning.STATUS)
        section.doubts += [c for c in draft.outcomes if c not in section.doubts and c != about]
    for section in payers:
        if section.doubts:
            _ignore(draft, section)


def _tells(draft: Draft, column: Column) -> bool:
    """Whether a column may say of some rows that nothing was paid; one that is read, plainly."""
    plain = [*filter(says_turned_down, column.values)]
    if column.heading in draft.persons:
        return bool(plain) or (bool(column.values) and all(map(_is_outcome, column.values)))
    if column.heading in draft.ignored:
        return _may_tell_outcome(column)
    if any(column == section.amount for section in draft.sections):
        return False  # its rows are left out
    about = [(m, s) for s in draft.sections for m, told in s.about.items() if told == column]
    if any(m in READ_OF_PAYERS and section.role is None for m, section in about):
        return False  # its own section reads it
    if any(m in READ_OF_PAYERS for m, _ in about):
        return any(status_word(column.heading, word) is None for word in plain)
    named = [*map(draft.column, ARENAS), *(c for s in draft.sections for c in s.columns)]
    return any(map(_is_no_name, plain)) if column in named else bool(plain)


def _is_no_name(text: str) -> bool:
    """Whether plain words for being turned down are all there is, as in no name: Ej beviljad."""
    return len(text.split()) == 1 or is_negated(text)


def _may_tell_outcome(column: Column) -> bool:
    """Whether a column may say of some rows that nothing was paid."""
    said = [*dict.fromkeys((*column.values, *column.silent))]
    if not said:
        return False
    if any(map(turned_down, (*column.values, column.heading))):
        return True
    if is_number(column.heading) and all(any(map(str.isdigit, value)) for value in said):
        return False  # Utbetalningsnr
    if mostly(column, _is_dated) or (_speaks(column) and any(map(_is_dated, column.values))):
        return _speaks(column) and any(map(_is_no_decision, column.values))
    gaps_matter = _speaks(column) or all(map(_is_answer, said))  # x beneath Nej, else nothing
    if all(map(was_paid, said)) and not (column.has_gaps and gaps_matter):
        return False
    if len(said) > max(OUTCOMES, len(column.values) / 2):
        return False
    if _speaks(column):
        return not column.values or mostly(column, _reader(column))
    divides = len(said) > 1 or column.has_gaps
    return divides and _may_be_outcomes(column, said)


def _reader(column: Column) -> Callable[[str], bool]:
    """What reads an outcome: words, and codes where the heading promises no number."""
    heading = column.heading
    coded = first("meaning", heading) not in MONEY and not speaks_of("count", heading)
    return lambda text: _is_worded(text) or _is_answer(text) or (coded and _is_code(text))


def _speaks(column: Column) -> bool:
    """Whether a heading, or a word beneath it, speaks of a decision, an outcome or a payment."""
    if first("meaning", column.heading) in SPEAKING:
        return True
    listed = listed_words()["outcome"]
    if re.search("|".join(listed["headings"]), column.heading, re.IGNORECASE):
        return True
    short = (name_key(value) for value in column.values if len(value.split()) <= LONGEST_OUTCOME)
    return any(re.search(stems(listed["granted"]), word) for word in short)


def _may_be_outcomes(column: Column, said: Sequence[str]) -> bool:
    """Whether words under a heading that says nothing known are a list, and of nothing known."""
    promised = first("meaning", column.heading)
    if promised is not None and promised not in PERHAPS_OUTCOME:
        return False
    listed = listed_words()["outcome"]
    if re.search("|".join(listed["besides"]), column.heading, re.IGNORECASE):
        return False
    if _are_remarks(column) or all(name_key(word) in listed["scale"] for word in said):
        return False
    short = all(len(word.split()) <= LONGEST_OUTCOME for word in said)
    worded = mostly(column, lambda text: _is_worded(text) or _is_answer(text))
    marks_rows = len(said) == len(column.values) and all(len(word) == 1 for word in said)
    if marks_rows and not all(map(_is_answer, said)):
        return False  # a, b, c
    known = all(map(_names_something, column.values)) or _names_something(column.heading)
    return len(said) <= OUTCOMES and short and worded and not known


def _are_remarks(column: Column) -> bool:
    """Whether words are no list: none stands twice, and most cells hold more than one word.

    Of a few cells only where the heading says so.
    """
    remarks = "|".join(listed_words()["outcome"]["remarks"])
    enough = len(column.values) >= REMARKS or re.search(remarks, column.heading, re.IGNORECASE)
    differ = len({*map(name_key, column.values)}) == len(column.values)
    return bool(enough) and differ and mostly(column, lambda text: len(text.split()) > 1)


def _is_outcome(text: str) -> bool:
    return turned_down(text) or was_paid(text)


def _is_no_decision(text: str) -> bool:
    """Whether a value among dates of decisions is neither a date nor a word for granted."""
    return not _is_dated(text) and not was_paid(text) and any(map(str.isalpha, text))


def _is_answer(text: str) -> bool:
    return is_no(text) or answers_yes(text)


def _names_something(text: str) -> bool:
    """Whether a text is the name of a place, a sector or an organisation, as far as is known."""
    if is_place(text) or regions_of(text) or sector_word(text) is not Sector.UNKNOWN:
        return True
    return by_name(text).sector is not Sector.UNKNOWN


def _is_worded(text: str) -> bool:
    if any(map(str.isdigit, text)):
        return re.search(r"[^\W\d_]{4}", text) is not None  # 2020-01-03 bifall, not KS 2020/12
    return any(map(str.isalpha, text))


def _is_code(text: str) -> bool:
    return len(text.strip()) <= LONGEST_CODE


def _is_dated(text: str) -> bool:
    return is_date(text, None) or is_date(text, "dmy")


def _ignore(draft: Draft, held: Section) -> None:
    """Leave out the columns of who pays that nothing else reads."""
    read = {
        column.heading
        for section in draft.sections
        if not section.doubts
        for column in (*section.columns, *section.about.values())
    }
    named = " or ".join(f"“{column.heading}”" for column in held.doubts)
    amount = [held.amount] if held.amount is not None else []
    for column in (*amount, *held.columns, *held.about.values()):
        if column.heading not in read:
            draft.ignored[column.heading] = (
                f"does {named} say that some of it was not paid? See its [[funder]] below"
            )


def asked_lines(section: Section) -> Iterator[str]:
    """The question to whoever knows the table, above a section that is held back."""
    named = " or ".join(f"“{column.heading}”" for column in section.doubts)
    yield f"# Does {named} say of some rows that this was not paid? Until that is answered, nobody"
    yield "# pays it here. Was every row paid? Then take the first # away from each key below,"
    yield "# and what they name out of ignore."


def status_lines(columns: Sequence[Column]) -> Iterator[str]:
    """The line that says which rows were paid, to be taken into a section."""
    for column in columns:
        if is_of_applications(column.heading):
            continue  # an amount of each row, and no words
        yield f"# If “{column.heading}” tells which were paid, take this line in, too, and its"
        yield "# heading out of ignore: who declined pays nothing, a party pays."
        words = [*dict.fromkeys((*column.values, *column.silent))]
        shown = [word for word in words if mask(word) == word][:OUTCOMES]
        pairs = ", ".join(f'{quoted(word)} = "{_status(column, word)}"' for word in shown)
        empty = 'default = "…", ' if column.has_gaps else ""  # what a row without a cell says
        yield f"# status = {{ column = {quoted(column.heading)}, {empty}values = {{ {pairs} }} }}"


def _status(column: Column, word: str) -> str:
    """The status a word stands for where that is sure; else to be filled in."""
    known = status_word(column.heading, word)
    if turned_down(column.heading):  # Avslag, with Ja
        return "…"
    if turned_down(word) or is_no(word) or known is ParticipationStatus.DECLINED:
        return ParticipationStatus.DECLINED
    paid = was_paid(word) or known is ParticipationStatus.PARTY
    return ParticipationStatus.PARTY if paid else "…"
