"""A mapping in the making: the sections it will have, and the columns it leaves out."""

from dataclasses import dataclass, field

from graph_schema.vocabularies import Role
from importers.mapped_tables.recognising import Column, Meaning
from importers.mapped_tables.restated import Restated


@dataclass
class Section:
    """One [[participant]] or [[funder]] in the making."""

    columns: list[Column]
    role: Role | None
    separator: str | None = None
    invited: bool = False
    about: dict[Meaning, Column] = field(default_factory=dict)
    """Columns that say something of those named in the one column."""
    amount: Column | None = None
    region: Column | None = None
    only: list[str] = field(default_factory=list)
    """Words in the column of roles: the section is about these rows alone."""
    omit: list[str] = field(default_factory=list)
    """Such words of rows that the section is not about."""
    ungranted: dict[str, list[int]] = field(default_factory=dict)
    """Words in the column of its amounts by which nothing is granted → the rows; "" is no word."""
    doubts: list[Column] = field(default_factory=list)
    """Columns not read that may say that who is named here did not pay: it is only asked about."""


@dataclass
class Draft:
    """A mapping in the making."""

    title: str
    single: dict[Meaning, Column] = field(default_factory=dict)
    themes: list[Column] = field(default_factory=list)
    target_groups: list[Column] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    unpaid: list[Column] = field(default_factory=list)
    doubted: list[Column] = field(default_factory=list)
    """Columns left out that are called statuses, and hold other words more often."""
    contacts: list[Column] = field(default_factory=list)
    """Columns of persons' data."""
    order: list[str] = field(default_factory=list)
    """All headings, as they stand in the table."""
    money: list[Column] = field(default_factory=list)
    """All columns of amounts, read or not."""
    perhaps_money: list[Column] = field(default_factory=list)
    """Columns of numbers that are not recognised, and may be amounts."""
    currencies: list[Column] = field(default_factory=list)
    currency_of: dict[str, Column] = field(default_factory=dict)
    """Headings of amounts → the column that names their currencies."""
    ignored: dict[str, str] = field(default_factory=dict)
    persons: list[str] = field(default_factory=list)
    """Headings of the columns left out that hold names or data of persons."""
    empty: list[str] = field(default_factory=list)
    asked: dict[str, list[str]] = field(default_factory=dict)
    """Words that may say nothing → the columns where they may be meant."""
    last_row: int | None = None
    beneath: list[str] = field(default_factory=list)
    """How the rows beneath the last begin."""
    countries: Column | None = None
    restated: Restated | None = None
    outcomes: list[Column] = field(default_factory=list)
    """Columns not read that may say of some rows that nothing was paid."""

    def column(self, wanted: Meaning) -> Column | None:
        """The column with this meaning, if there is one."""
        return self.single.get(wanted)
