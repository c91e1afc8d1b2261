"""What a run did, told to people."""

from collections.abc import Sequence

from graph_schema.claims import RunReport
from service.commands.console import err, out, print_table
from service.unshown_text import first_unshown

HEADERS = (
    "source", "records", "places read", "of claims", "places new", "places gone", "rejected",
    "version",
)  # fmt: skip
"""A claim may stand in several places of a file."""


def say_unshown(reports: Sequence[RunReport]) -> None:
    """Say which amounts of sources no tie shows, in what the import changed."""
    for line in first_unshown([one for report in reports for one in report.unshown], "en"):
        err.print(line, markup=False)


def show_reports(reports: list[RunReport]) -> None:
    """Print what runs did, and why one did nothing."""
    rows = [
        (
            r.source,
            r.rows_read,
            r.places,
            r.claims,
            r.places_opened,
            r.places_closed,
            r.rejected,
            r.version,
        )
        for r in reports
        if r.places
    ]
    if rows:
        print_table("Imported", HEADERS, rows)
    for report in reports:
        if report.note is not None:
            out.print(f"{report.source}: {report.note}", markup=False)
