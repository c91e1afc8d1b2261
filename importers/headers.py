"""Finding the row of headings and holding it against the headings an importer knows."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence

from rapidfuzz import fuzz, process

from importers.errors import BadInputError

SEARCHED_ROWS = 20  # titles and dates of export stand above the headings, never a page of them
ALIKE = 65  # per cent; "Startdatum" and "Start date" are 70, "Startdatum" and "Slutdatum" 60

Heading = str | None


def plain_heading(text: str | None) -> Heading:
    """A heading on one line: NFC, line breaks and repeated spaces made one space; None if empty."""
    return " ".join(unicodedata.normalize("NFC", text or "").split()) or None


class Headings:
    """The headings an importer knows: ``required`` must stand in the file, ``optional`` may.

    Without any the file's own headings are taken as they are. What stands under ``ignored`` ones is
    not read, so that nothing there can be wrong.
    """

    def __init__(
        self,
        required: Sequence[str] | None,
        optional: Collection[str] = (),
        ignored: Collection[str] = (),
    ) -> None:
        self.required = tuple(plain_heading(name) or "" for name in required or ())
        self.optional = frozenset(plain_heading(name) or "" for name in optional)
        self.ignored = frozenset(plain_heading(name) or "" for name in ignored)

    def score(self, cells: Sequence[str | None]) -> int:
        """How many of the known headings stand in a row; without any, how many cells are filled."""
        names = [name for cell in cells if (name := plain_heading(cell)) is not None]
        return len({*names}.intersection(self.required)) if self.required else len(names)

    def complete(self, cells: Sequence[str | None]) -> bool:
        """Whether every required heading stands in a row."""
        return bool(self.required) and self.score(cells) == len(set(self.required))

    def find(self, rows: Sequence[Sequence[str | None]]) -> int:
        """The index of the row that holds most of the headings, the first one on a tie.

        Where no headings are known and that row holds a number or a date, it is one of the rows
        beneath: of the headings one may be missing, and the row of words above it is theirs.
        """
        scores = [self.score(cells) for cells in rows]
        found = scores.index(max(scores))
        if self.required or not _holds_figures(rows[found]):
            return found
        least = max(2, scores[found] - 1)
        above = [n for n in range(found) if scores[n] >= least and not _holds_figures(rows[n])]
        return above[-1] if above else found

    def match(
        self, cells: Sequence[str | None], file: str, sheet: str | None, row: int
    ) -> list[Heading]:
        """The headings by position; None where a column has none."""
        names = [plain_heading(cell) for cell in cells]
        twice = [name for name, count in Counter(names).items() if name is not None and count > 1]
        missing = [name for name in self.required if name not in names]
        unknown = [
            name
            for name in names
            if name is not None and self.required and name not in {*self.required, *self.optional}
        ]
        fault = self._fault(twice, missing, unknown)
        if fault is None and any(name is not None for name in names):
            return names
        expected, advice = fault or ("a row of headings", "put the headings in this row")
        value = ", ".join(repr(name) for name in unknown or twice) or None
        raise BadInputError(
            file=file, sheet=sheet, row=row, value=value, expected=expected, advice=advice
        )

    def _fault(
        self, twice: list[str], missing: list[str], unknown: list[str]
    ) -> tuple[str, str] | None:
        if twice:
            return "every column once", "rename or remove the column that stands twice"
        if missing:
            expected = ("the columns " if len(missing) > 1 else "the column ") + _quoted(missing)
            return expected, _renamed(missing, unknown) or "add what is missing to the heading row"
        if unknown:
            return "no other columns than " + _quoted(self.required), "remove the unknown columns"
        return None


def _holds_figures(cells: Sequence[str | None]) -> bool:
    return any(cell is not None and cell[:1].isdigit() for cell in cells)


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _renamed(missing: list[str], unknown: list[str]) -> str:
    pairs = []
    for name in missing:
        found = process.extractOne(
            name, unknown, scorer=fuzz.WRatio, processor=str.casefold, score_cutoff=ALIKE
        )
        if found is not None:
            pairs.append(f"“{found[0]}” looks like “{name}” renamed")
    return "; ".join(pairs)
