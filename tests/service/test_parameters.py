"""Parameters come in families; a caller sees each as if it stood alone."""

import pytest
from fastapi.testclient import TestClient

API = "/api/v1"
OF_EVERY_ANSWER = ("as_of", "lang")
OF_LISTS = ("limit", "cursor")
FILTERS = (
    "sector", "kind", "region", "theme", "programme", "funder", "q", "period_from", "period_to",
)  # fmt: skip
PERIOD = ("period_from", "period_to")
OF_GAPS = (
    "by", "draws", "seed", "role_aware", "units", "source", "kind", "region", "theme",
    "programme", "funder", *PERIOD,
)  # fmt: skip

OF_WHITESPACE = (
    "rows", "columns", "level", "draws", "seed", "cells", "source", "kind", "region", "theme",
    "programme", "funder", *PERIOD,
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/projects", (*OF_LISTS, *OF_EVERY_ANSWER, *FILTERS)),
        ("/actors/{id}", (*OF_EVERY_ANSWER, *PERIOD)),
        ("/actors/{id}/ties", ("type", *OF_LISTS, *OF_EVERY_ANSWER, *PERIOD)),
        ("/regions/{id}/claims", ("field", *OF_LISTS, *OF_EVERY_ANSWER, *PERIOD)),
        ("/sources", (*OF_LISTS, *OF_EVERY_ANSWER)),
        ("/timeline", (*OF_EVERY_ANSWER, *FILTERS)),
        ("/gaps/sectors", (*OF_EVERY_ANSWER, *OF_GAPS)),
        ("/gaps/sectors/{a}/{b}", (*OF_LISTS, *OF_EVERY_ANSWER, *OF_GAPS)),
        ("/gaps/whitespace", (*OF_EVERY_ANSWER, *OF_WHITESPACE)),
        ("/gaps/whitespace/{row}/{column}", (*OF_LISTS, *OF_EVERY_ANSWER, *OF_WHITESPACE)),
    ],
)
def test_the_description_names_every_parameter_of_an_address(
    client: TestClient, path: str, names: tuple[str, ...]
) -> None:
    described = client.get(f"{API}/openapi.json").json()["paths"][API + path]["get"]["parameters"]
    asked = [parameter for parameter in described if parameter["in"] == "query"]

    assert [parameter["name"] for parameter in asked] == list(names)
    assert [parameter["required"] for parameter in asked] == [False] * len(names)
    assert all(parameter["schema"]["title"] for parameter in asked)


def test_a_parameter_is_described_with_its_bounds_and_what_holds_without_it(
    client: TestClient,
) -> None:
    described = client.get(f"{API}/openapi.json").json()["paths"][f"{API}/projects"]["get"]
    known = {parameter["name"]: parameter for parameter in described["parameters"]}

    assert known["limit"] == {
        "name": "limit",
        "in": "query",
        "required": False,
        "description": "Items on a page",
        "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": 500,
            "default": 50,
            "title": "Limit",
            "description": "Items on a page",
        },
    }
    assert known["period_to"]["schema"]["anyOf"] == [
        {"type": "integer", "minimum": 1, "maximum": 9999},
        {"type": "null"},
    ]


def test_every_wrong_parameter_of_every_family_is_located(client: TestClient) -> None:
    wrong = client.get(
        f"{API}/projects?lang=de&sector=none&period_from=0&limit=0&cursor={'x' * 401}"
    )

    assert wrong.status_code == 422
    assert wrong.headers["content-type"] == "application/problem+json"
    assert {(*flaw["loc"], flaw["expected"]) for flaw in wrong.json()["errors"]} == {
        ("query", "lang", "'sv' or 'en'"),
        (
            "query", "sector",
            "'public', 'private', 'civil_society', 'academia' or 'unknown'",
        ),
        ("query", "period_from", "greater than or equal to 1"),
        ("query", "limit", "greater than or equal to 1"),
        ("query", "cursor", "at most 400 characters"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (f"{API}/status", OF_EVERY_ANSWER),
        (f"{API}/sources", (*OF_EVERY_ANSWER, *OF_LISTS)),
        ("/regions", (*OF_EVERY_ANSWER, *OF_LISTS, *FILTERS)),
        (f"{API}/gaps/sectors", (*OF_EVERY_ANSWER, *OF_GAPS)),
    ],
)
def test_a_parameter_nobody_knows_is_answered_with_those_that_are_known(
    client: TestClient, path: str, names: tuple[str, ...]
) -> None:
    wrong = client.get(f"{path}?sektor=public")

    assert wrong.status_code == 422
    assert wrong.json()["errors"] == [
        {
            "loc": ["query", "sektor"],
            "value": "public",
            "expected": "one of " + ", ".join(sorted(names)),
        }
    ]


@pytest.mark.parametrize(
    "path", ["/actor", "/actorss", "/Actors", "/ties", "/actors//ties", "/Themes/"]
)
def test_an_address_close_to_that_of_a_noun_is_none(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
