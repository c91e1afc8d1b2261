"""Of those in no arena some ended long ago, which is why they are in none."""

from datetime import date
from pathlib import Path

from lxml import html

from tests.callers import caller_in
from tests.isolates.test_isolates import register


def test_who_ended_before_this_year_is_told_apart(tmp_path: Path) -> None:
    """Of N1 and three others one ended in 2007, one this year and one will; A is in an arena."""
    says, year = register(), date.today().year
    for key, end in (("gone", "2007-12-31"), ("going", f"{year}-01-01"), ("later", "9999")):
        says.says("act", key, name=f"Aktör {key}", sector="public", actor_kind="agency", end=end)
    says.says("act", "a", name="Aktör A", sector="public", actor_kind="agency", end="2017")
    with caller_in(tmp_path, says) as caller:
        found = caller.get("/api/v1/gaps/isolates").json()
        part = caller.get("/api/v1/gaps/isolates?source=register").json()
        pages = [
            " ".join(
                html.fromstring(caller.get(f"/isolates?lang={lang}").text).text_content().split()
            )
            for lang in ("sv", "en")
        ]

    assert (found["whole"]["never"], found["ended"], found["ended_before"]) == (4, 1, year)
    assert (part["whole"]["never"], part["ended"], part["ended_before"]) == (None, None, None)
    assert f"Av dem som saknar medverkan har 1 upphört före {year}, enligt källorna." in pages[0]
    assert f"Of those with no participation 1 ended before {year}, by the sources." in pages[1]
