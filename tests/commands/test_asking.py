"""The commands that ask: narrowed to a noun, a period and a version, or refused with a word."""

import pytest

from tests.callers import recorded
from tests.commands.command_line import CommandLine
from tests.lookup.small_graph import almanac, register


@pytest.fixture(scope="module")
def ekokarta(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """A store with the first two versions of the small graph of the lookup tests."""
    folder = recorded(tmp_path_factory.mktemp("asking"), register(), almanac())
    return CommandLine(folder)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ((), [("Frukost om arbete", None)]),
        (("--in", "collaborations", "--period-from", "2017"), [("Frukost om arbete", True)]),
        (("--period-to", "2016"), []),
        (("--as-of", "1"), []),
    ],
)
def test_a_search_may_be_narrowed(
    ekokarta: CommandLine, options: tuple[str, ...], found: list[tuple[str, bool | None]]
) -> None:
    ended = ekokarta("search", "frukost", "--json", *options)

    assert (ended.code, ended.err) == (0, "")
    assert [(hit["name"], hit["dated"]) for hit in ended.json()] == found


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("search", "x", "--in", "cats"), 2, "cats is none of actors, projects, collaborations"),
        (("search", "x", "--limit", "101"), 2, "less than or equal to 100"),
        (("search", "x", "--as-of", "3"), 1, "as_of: expected a published version; the newest"),
        (("gaps", "--period-from", "2016", "--period-to", "2015"), 2, "--period-from: expected"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    ekokarta: CommandLine, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ended = ekokarta(*arguments)

    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


def test_a_gap_table_may_be_of_a_version_and_a_period(ekokarta: CommandLine) -> None:
    now = ekokarta("gaps", "--json", "--draws", "99").json()
    first = ekokarta("gaps", "--json", "--draws", "99", "--as-of", "1").json()
    early = ekokarta("gaps", "--json", "--draws", "99", "--period-to", "2016").json()

    given = [table["participations"]["given"] for table in (now, first, early)]
    # Malmö stad and Åsa Kooperativ arrange the breakfast, which came with version 2. By the end
    # of 2016 there is Delad vinst with three, and Odaterat with two, which may have been.
    assert [table["data_version"] for table in (now, first, early)] == [2, 1, 2]
    assert given == [10, 8, 5]
