"""What docs/rdf.md says gives fewer rows than one may think does so, and what it says to write."""

import pytest

from tests.sparql.conftest import Ask

DATES = (
    'VALUES ?d { "2019"^^xsd:gYear "2020-03"^^xsd:gYearMonth "2021-05-06"^^xsd:date '
    '"2018"^^xsd:gYear }'
)
XSD = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
ADDRESSES = "VALUES ?a { <https://a.example/1> <https://a.example/2> }"


@pytest.mark.parametrize(
    ("select", "where", "found"),
    [
        ("COUNT(*)", f"{DATES} FILTER(?d >= '2019-01-01'^^xsd:date)", "1"),
        ("COUNT(*)", f"{DATES} FILTER(YEAR(?d) >= 2019)", "3"),
        ("COUNT(*)", f"{DATES} FILTER(xsd:integer(SUBSTR(STR(?d), 1, 4)) >= 2019)", "3"),
        ("GROUP_CONCAT(STR(?a))", ADDRESSES, "https://a.example/1 https://a.example/2"),
    ],
)
def test_what_is_written_so_gives_so_many(ask: Ask, select: str, where: str, found: str) -> None:
    answer = ask(f"{XSD}SELECT ({select} AS ?n) {{ {where} }}")

    assert [row["n"]["value"] for row in answer.json()["results"]["bindings"]] == [found]


def test_a_concatenation_of_addresses_is_empty(ask: Ask) -> None:
    answer = ask(f"SELECT (GROUP_CONCAT(?a) AS ?n) {{ {ADDRESSES} }}")

    assert answer.json()["results"]["bindings"] == [{}]


def test_a_path_of_alternatives_gives_each_pair_once(ask: Ask) -> None:
    path = "?s dct:title|dct:title ?o"
    union = "{ ?s dct:title ?o } UNION { ?s dct:title ?o }"

    once, twice = (
        int(answer.json()["results"]["bindings"][0]["n"]["value"])
        for answer in (
            ask(f"PREFIX dct: <http://purl.org/dc/terms/> SELECT (COUNT(*) AS ?n) {{ {where} }}")
            for where in (path, union)
        )
    )

    assert 0 < twice == 2 * once
