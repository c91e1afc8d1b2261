"""What a run did, told to people."""

from graph_schema.claims import RunReport
from service.commands.console import out, print_table

HEADERS = ("source", "records", "claims", "opened", "closed", "rejected", "version")


def show_reports(reports: list[RunReport]) -> None:
    """Print what runs did, and why one did nothing."""
    rows = [
        (r.source, r.rows_read, r.claims, r.opened, r.closed, r.rejected, r.version)
        for r in reports
        if r.claims
    ]
    if rows:
        print_table("Imported", HEADERS, rows)
    for report in reports:
        if report.note is not None:
            out.print(f"{report.source}: {report.note}", markup=False)
