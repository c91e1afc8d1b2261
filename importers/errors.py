"""What is wrong with a file, said so that whoever holds the file can put it right."""

import unicodedata
from collections.abc import Iterator

from graph_schema.claims import Locator
from importers.masking import mask, mask_personal_numbers

SHOWN_CHARACTERS = 80  # a value longer than a line hides the sentence it stands in
READ_FOR_SHOWING = 400  # masking needs the surroundings of what is shown, not a whole narrative
KEPT_ERRORS = 1000  # more than anyone reads; the total still says how many there were
HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def visible(text: str) -> str:
    """Text on one line whose control, direction and unassigned characters are written out."""
    if text.isprintable():
        return text
    return "".join(
        character.encode("unicode_escape").decode("ascii")
        if unicodedata.category(character) in HIDDEN_CATEGORIES
        else character
        for character in text
    )


def shown(value: str) -> str:
    """A value as an error may repeat it: masked, on one line, at most 80 characters."""
    text = visible(mask(value[:READ_FOR_SHOWING]))
    if len(text) > SHOWN_CHARACTERS or len(value) > READ_FOR_SHOWING:
        return text[: SHOWN_CHARACTERS - 1] + "…"
    return text


class BadInputError(Exception):
    """One thing in a file that cannot be read; every part but ``expected`` may be unknown.

    ``record``: the arena that the row is one of several of; None where it is not known.
    """

    def __init__(
        self,
        *,
        file: str = "",
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
        expected: str,
        advice: str = "",
    ) -> None:
        self.file = file
        self.sheet = sheet
        self.row = row
        self.column = column
        self.value = None if value is None else shown(value)
        self.expected = mask_personal_numbers(expected)
        self.advice = advice
        self.record: str | None = None
        super().__init__(file, sheet, row, column, self.value, expected, advice)

    def located(self, file: str, locator: Locator) -> "BadInputError":
        """The same error with the place filled in where it was not yet known."""
        found = BadInputError(
            file=self.file or file,
            sheet=self.sheet if self.sheet is not None else locator.sheet,
            row=self.row if self.row is not None else locator.row,
            column=self.column if self.column is not None else locator.column or locator.pointer,
            value=self.value,
            expected=self.expected,
            advice=self.advice,
        )
        found.record = self.record
        return found

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (
                self.file,
                f"sheet {self.sheet}" if self.sheet is not None else "",
                f"row {self.row}" if self.row is not None else "",
                f"column “{self.column}”" if self.column is not None else "",
            )
            if part
        )
        got = {None: "", "": "the value is empty, "}.get(self.value, f"found “{self.value}”, ")
        advice = f"; {self.advice}" if self.advice else ""
        return visible(f"{place + ': ' if place else ''}{got}expected {self.expected}{advice}")


class BadInputErrors:
    """Many located errors: the first ones kept, all of them counted."""

    def __init__(self, keep: int = KEPT_ERRORS) -> None:
        self._keep = keep
        self._kept: list[BadInputError] = []
        self.total = 0

    def add(self, error: BadInputError) -> None:
        """Count an error, and keep it while there is room."""
        self.total += 1
        if len(self._kept) < self._keep:
            self._kept.append(error)

    def __iter__(self) -> Iterator[BadInputError]:
        return iter(self._kept)

    def __len__(self) -> int:
        return self.total

    def __str__(self) -> str:
        lines = [str(error) for error in self._kept]
        if self.total > len(lines):
            lines.append(f"… and {self.total - len(lines)} more errors")
        return "\n".join(lines)
