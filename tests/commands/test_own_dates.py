"""Dates that can be read day first and month first are asked about and never guessed."""

from pathlib import Path

import pytest

from tests.commands.own_tables import on_one_line, own_table

HEADINGS = "Project;Owner;Start;End"
ASKED = (
    '# date_order = "dmy"  # “03/04/2021” is 2021-04-03 by "dmy" and 2021-03-04 by "mdy": '
    "say which, else it is refused\n"
)


@pytest.mark.parametrize(
    ("order", "read"),
    [
        ("dmy", [("Alpha", "2021-04-03", "2022-06-05"), ("Beta", "2021-02-01", "2022-08-07")]),
        ("mdy", [("Alpha", "2021-03-04", "2022-05-06"), ("Beta", "2021-01-02", "2022-07-08")]),
    ],
)
def test_an_order_that_no_date_tells_is_asked_about(
    tmp_path: Path, order: str, read: list[tuple[str, ...]]
) -> None:
    rows = ("Alpha;City of Lund;03/04/2021;05/06/2022", "Beta;City of Umeå;01/02/2021;07/08/2022")
    own = own_table(tmp_path, HEADINGS, *rows)

    own.propose()
    refused = own.publish()

    assert ASKED in own.text
    assert "# years = [2021, 2022]" in own.text
    assert refused.code == 1
    assert (
        "row 2, column “Start”: found “03/04/2021”, expected a date that can be read in one way"
    ) in on_one_line(refused.err)
    own.edit('# date_order = "dmy"', f'date_order = "{order}"')
    done = own.publish()
    assert done.code == 0, done.err
    assert own.exported("Project", "name", "start", "end") == read


@pytest.mark.parametrize(("telling", "order"), [("25/06/2022", "dmy"), ("06/25/2022", "mdy")])
def test_an_order_that_other_dates_tell_is_proposed(
    tmp_path: Path, telling: str, order: str
) -> None:
    own = own_table(tmp_path, HEADINGS, f"Alpha;City of Lund;03/04/2021;{telling}")

    own.propose()

    assert f'\ndate_order = "{order}"\n' in own.text


def test_dates_that_tell_two_orders_leave_the_others_asked_about(tmp_path: Path) -> None:
    rows = ("Alpha;City of Lund;03/04/2021;25/06/2022", "Beta;City of Umeå;03/04/2021;06/25/2022")
    own = own_table(tmp_path, HEADINGS, *rows)

    own.propose()

    assert ASKED in own.text


@pytest.mark.parametrize("date", ["03.04.2021", "2021-04-03", "25/04/2021", "04/04/2021"])
def test_dates_that_can_be_read_in_one_way_need_no_order(tmp_path: Path, date: str) -> None:
    own = own_table(tmp_path, HEADINGS, f"Alpha;City of Lund;{date};2022")

    own.propose()
    done = own.publish()

    assert '\n# date_order = "dmy"\n' in own.text
    assert done.code == 0, done.err
