"""Why a proposal leaves a column out, as it says it beside the heading."""

from importers.mapped_tables.belonging import Owners
from importers.mapped_tables.code_words import is_no, turned_down
from importers.mapped_tables.recognising import Column, Meaning, is_of_a_person, mostly
from importers.mapped_tables.statuses import is_called_status, refusal
from importers.masking import mask


def why_unclear(whose: Owners, column: Column, found: Meaning) -> str:
    """Why a column about an actor is left out: whose it is does not show."""
    names = [f"“{heading}”" for heading in whose.unclear[column.heading]]
    if found is Meaning.ORGNR and mostly(column, is_of_a_person):
        return "personal data: never read"
    what = "organisation numbers" if found is Meaning.ORGNR else found.value
    if not names:
        return f"{what}: no column names whose"
    said = f"of {' or of '.join(names)}" if len(names) > 1 else f"of {names[0]}, or of whom"
    key = "orgnr" if found is Meaning.ORGNR else found.value
    met = "; until then all rows count as having taken part" if found is Meaning.STATUS else ""
    return f"{what} {said}? Say it by {key} in the right section, and take this line away{met}"


def why_not(column: Column, found: Meaning) -> str:
    """Why a column that means this is left out."""
    if found is Meaning.UNKNOWN:
        return _why_unknown(column)
    return {
        Meaning.PERSONAL: "personal data: never read",
        Meaning.AMOUNT: "an amount; to read it, say who pays it in the [[funder]] at the end",
        Meaning.APPLIED: "an amount applied for, which nobody pays for that: not kept",
        Meaning.PARTICIPANTS: "not the names of organisations, as far as their words tell",
        Meaning.NO_AMOUNT: f"{found}: not kept",
        Meaning.ASIDE: f"{found}: not kept",
        Meaning.CROSSES: "crosses: if the heading names who takes part, give each a row of its own",
    }.get(found, f"{found}: a second one, or nothing it goes with")


def _why_unknown(column: Column) -> str:
    """Not recognised; and where its words matter all the same, what follows from leaving it."""
    if (word := next(filter(turned_down, column.values), None)) is not None and not is_no(word):
        return (
            f"not read, so that rows that say “{mask(word)}” come in as all others: take "
            "out of the table what is not to be on the map"
        )
    if is_called_status(column) and (word := refusal(column)) is not None:
        return (
            f"not read, so that who stands in rows that say “{mask(word)}” comes in as having "
            "taken part: say it by status in the right section, and take this line away"
        )
    return "not recognised"
