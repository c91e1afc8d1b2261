"""Every question kept in a file says truthfully what it takes and what it gives."""

import re
import sqlite3
from contextlib import closing

import pytest

from queries.readmodel.folders import MODEL
from queries.readmodel.open import ReadModel, questions

HEADER = re.compile(
    r"-- (?P<name>\w+): (?P<purpose>.+)\n-- params  :(?P<params>.*)\n-- returns : (?P<returns>.+)\n"
)
PARAMETER = re.compile(r":([a-z_]+)")


@pytest.mark.parametrize("name", sorted(questions()))
def test_the_header_of_a_question_is_true(model: ReadModel, name: str) -> None:
    text = questions()[name]
    header = HEADER.match(text)
    assert header is not None
    body = text[header.end() :]
    params = re.findall(r"(\w+) (?:TEXT|INT)\b", header["params"])

    assert header["name"] == name
    assert set(PARAMETER.findall(body)) == set(params)
    assert re.search(r"ORDER BY .+\nLIMIT (:limit|\d+)\n\Z", body)
    explained = dict.fromkeys(params, "1") | ({"limit": 1} if "limit" in params else {})
    location = f"{(model.path / MODEL).as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(location, uri=True)) as connection:
        returned = [column[0] for column in connection.execute(body, explained).description]
    assert returned == header["returns"].split(", ")
