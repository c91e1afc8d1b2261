"""Small files in the form of the Projektbanken export, made for tests."""

import csv
from pathlib import Path

from importers.sources.esf_export.importer import COLUMNS

OWNER = ("UPPSALA KOMMUN", "2120003005", "UPPSALA", "Sverige")


def row(number: str, name: str, **columns: str) -> dict[str, str]:
    """One project of Uppsala kommun; ``columns`` are values by the beginning of a heading."""
    values = dict.fromkeys(COLUMNS, "")
    first = dict(zip(COLUMNS[:5], (number, *OWNER), strict=True))
    values.update(first)
    values[COLUMNS[5]] = name
    values.update({_full(short): value for short, value in columns.items()})
    return values


def _full(short: str) -> str:
    return next(header for header in COLUMNS if header.startswith(short))


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    """Write the rows as the real export is written: semicolons, byte order mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path
