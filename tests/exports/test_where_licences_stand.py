"""Where a source's licence stands is told in every export, and when that was seen."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.exports.formats import ExportForm
from tests.callers import caller_in
from tests.exports.conftest import BASE
from tests.lookup.small_graph import REGISTER, Licence, almanac, register

WHERE, WHEN = "https://byran.example/villkor", "2026-01-14"


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A caller of a service with a source whose manifest says where its licence stands."""
    licence = Licence(name="CC0-1.0", evidence=WHERE, seen=WHEN)
    says = register()
    says.info = REGISTER.model_copy(update={"licence": licence})
    with caller_in(
        tmp_path_factory.mktemp("licences"), says, almanac(), base_address=BASE
    ) as client:
        yield client


def said(content: bytes) -> bytes:
    """What a file says, out of its archive where it is one."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("form", [form.value for form in ExportForm])
def test_every_form_tells_where_a_licence_stands(caller: TestClient, form: str) -> None:
    answer = caller.get(f"/api/v1/export/{form}")

    found = said(answer.content)
    assert answer.status_code == 200
    assert WHERE.encode() in found
    assert WHEN.encode() in found
