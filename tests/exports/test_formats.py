"""The list of formats: complete, in both languages, the same on paper and by HTTP."""

import io
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet
import pytest
from fastapi.testclient import TestClient

from service.exports.described import as_markdown
from service.exports.formats import ExportForm
from tests.lookup import small_graph as small

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


def unpacked(content: bytes) -> bytes:
    """What a file says, out of its archive where it is one."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return b"".join(
        str(pyarrow.parquet.read_table(io.BytesIO(file)).to_pylist()).encode()
        if name.endswith(".parquet")
        else file
        for name, file in files.items()
    )


@pytest.mark.parametrize(
    "form",
    ["turtle", "nt", "csv", "gexf", "graphml", "xlsx", "edges", "ucinet", "parquet", "kumu",
     "kumu-xlsx", "sqlite"],
)  # fmt: skip
def test_every_format_takes_the_filters_and_the_version(client: TestClient, form: str) -> None:
    asked = (
        {"theme": small.HALSA},
        {"period_from": "2015", "period_to": "2016"},
        {"as_of": "1"},
        {"as_of": "2"},
    )

    found = [unpacked(client.get(f"/api/v1/export/{form}", params=p).content) for p in asked]

    of_health, of_2015, first, second = found
    held = [[id.encode() in text for id in (small.P1, small.P2, small.C1)] for text in found]
    assert held == [[False, True, False], [True, False, False], [True, True, False], [True] * 3]
    assert min(map(len, (of_health, of_2015))) < min(map(len, (first, second)))


@pytest.mark.parametrize("form", [form.value for form in ExportForm])
def test_a_filter_that_nothing_meets_gives_a_file_and_an_unknown_one_an_error(
    client: TestClient, form: str
) -> None:
    empty = client.get(f"/api/v1/export/{form}", params={"q": "finns inte"})
    wrong = client.get(f"/api/v1/export/{form}", params={"theme": "nowhere"})

    assert (empty.status_code, len(empty.content) > 100) == (200, True)
    assert (wrong.status_code, wrong.json()["errors"][0]["loc"]) == (422, ["query", "theme"])


# By sha256sum of the filters as JSON, as they stand in the files.
NAMED = (
    ({}, "ekokarta-v4.nt"),
    ({"sector": "academia"}, "ekokarta-v4-sector-academia-dba02444.nt"),
    ({"q": "Åre"}, "ekokarta-v4-q-are-8a8a7dbe.nt"),
    ({"q": "شبكة"}, "ekokarta-v4-q-b6240811.nt"),
    ({"q": '../"x\r\n'}, "ekokarta-v4-q-x-5a5070bf.nt"),
    ({"q": "ab " * 30}, f"ekokarta-v4-q-{'ab-' * 12}ab-f8637fdc.nt"),
    (
        {"sector": "academia", "kind": "university"},
        "ekokarta-v4-kind-university-sector-academia-16ecaeeb.nt",
    ),
    (
        {"kind": "university", "sector": "academia"},
        "ekokarta-v4-kind-university-sector-academia-16ecaeeb.nt",
    ),
)


@pytest.mark.parametrize(("asked", "name"), NAMED)
def test_a_file_of_a_part_says_so_in_its_name(
    client: TestClient, asked: dict[str, str], name: str
) -> None:
    answer = client.head("/api/v1/export/nt", params=asked)

    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


SPELLINGS = ("12", "Skåne län", "skåne LÄN", small.COUNTY)


def test_a_part_is_one_however_its_place_is_written(client: TestClient) -> None:
    answers = [client.get("/api/v1/export/nt", params={"region": each}) for each in SPELLINGS]
    filters = f'{{"region": "{small.COUNTY}"}}'
    digest = sha256(filters.encode()).hexdigest()

    [name] = {each.headers["content-disposition"] for each in answers}
    assert name == f'attachment; filename="ekokarta-v4-region-skane-lan-{digest[:8]}.nt"'
    [content] = {each.content for each in answers}
    assert f"ontology#filters> {json.dumps(filters)} .".encode() in content


def test_a_file_for_holders_of_a_token_says_so_in_its_name(client: TestClient) -> None:
    token = {"Authorization": "Bearer " + "t" * 20}
    for asked, name in (
        ({}, "ekokarta-v4-everything.nt"),
        ({"sector": "academia"}, "ekokarta-v4-everything-sector-academia-dba02444.nt"),
    ):
        answer = client.head("/api/v1/export/nt", params=asked, headers=token)

        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
