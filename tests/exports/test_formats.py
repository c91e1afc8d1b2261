"""The list of formats: complete, in both languages, the same on paper and by HTTP."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.exports.described import as_markdown
from service.exports.formats import ExportForm

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("paper", "short"), [("docs/exports.md", False), ("README.md", True)])
def test_the_list_on_paper_is_that_of_the_program(paper: str, short: bool) -> None:
    table = (ROOT / paper).read_text(encoding="utf-8").split("<!-- formats:begin -->\n")[1]

    assert table.split("\n<!-- formats:end -->")[0] == as_markdown("en", short=short)


@pytest.mark.parametrize(("lang", "said"), [("sv", "För Gephi"), ("en", "For Gephi")])
def test_the_service_lists_every_format(client: TestClient, lang: str, said: str) -> None:
    answer = client.get("/api/v1/export", params={"lang": lang})

    assert answer.status_code == 200
    listed = {one["format"]: one for one in answer.json()["formats"]}
    assert list(listed) == [form.value for form in ExportForm]
    assert listed["gexf"]["whom"].startswith(said)
    assert [name for name, one in listed.items() if not all(map(str, one.values()))] == []


@pytest.mark.parametrize("form", [form.value for form in ExportForm])
def test_every_format_is_sent(client: TestClient, form: str) -> None:
    answer = client.get(f"/api/v1/export/{form}")

    assert (answer.status_code, len(answer.content) > 500) == (200, True)
    assert 'filename="ekokarta-v4.' in answer.headers["content-disposition"]
