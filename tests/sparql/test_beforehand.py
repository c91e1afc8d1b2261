"""The questions of the query page are answered when a store is built, not when they are asked."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from graph_schema.rdf import Terms
from service.sparql.examples import examples
from tests.sparql.conftest import Ask
from tests.sparql.served import BASE, FRESH, Served, served, until_built

QUERIES = {name: e.written(Terms(BASE).prefixes) for name, e in examples().items()}
JSON = {"Accept": "application/sparql-results+json"}


@contextmanager
def unable(folder: Path) -> Iterator[Served]:
    """A service whose store is built, and none of whose processes answers a query."""
    bounds = {"EKOKARTA_SPARQL_SECONDS": "1", "EKOKARTA_SPARQL_PROCESSES": "1"}
    with served(folder, **bounds) as running:
        until_built(running.caller)
        for child in running.children:
            os.kill(child, signal.SIGSTOP)
        yield running


def test_they_are_answered_though_no_process_can_answer_a_query(tmp_path: Path) -> None:
    with unable(tmp_path) as running:
        found = {
            name: running.caller.get("/sparql", params={"query": query}, headers=JSON)
            for name, query in QUERIES.items()
        }
        page = running.caller.get(
            "/sparql", params={"query": QUERIES["things"]}, headers={"Accept": "text/html"}
        )
        stopped = running.caller.get(FRESH).status_code

    assert stopped == 504
    assert [name for name, answer in found.items() if answer.status_code != 200] == []
    assert page.status_code == 200


def test_they_say_what_the_engine_says_to_the_same_question_written_otherwise(ask: Ask) -> None:
    for name, query in QUERIES.items():
        kept, asked = ask(query), ask(f"{query}\n# {name} {time.time()}")

        assert kept.headers["content-type"] == asked.headers["content-type"]
        assert rows(kept.json()) == rows(asked.json()), name


def rows(found: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The columns, and the rows in an order of their own: the engine has none by itself."""
    return found["head"]["vars"], sorted(map(repr, found["results"]["bindings"]))


def test_other_forms_are_worked_out(client: TestClient) -> None:
    query = QUERIES["version"]
    found = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    refused = client.get("/sparql", params={"query": query}, headers={"Accept": "text/turtle"})

    assert found.text.splitlines()[0] == "version,hash"
    assert refused.status_code == 406


def test_a_question_whose_lines_a_form_sends_as_cr_and_lf_is_the_same(tmp_path: Path) -> None:
    with unable(tmp_path) as running:
        found = [
            running.caller.get("/sparql", params={"query": query.replace("\n", "\r\n")}).status_code
            for query in QUERIES.values()
        ]

    assert found == [200] * len(QUERIES)
    assert not any('"""' in query or "'''" in query for query in QUERIES.values())


def test_one_that_is_damaged_is_worked_out_anew(tmp_path: Path) -> None:
    query = {"query": QUERIES["things"]}
    with served(tmp_path) as running:
        until_built(running.caller)
        whole = running.caller.get("/sparql", params=query, headers=JSON)
        files = list(tmp_path.rglob("answers/*.json"))
        written = {file: file.read_bytes() for file in files}
        damages = {
            "half": lambda content: content[: len(content) // 2],
            "empty": lambda _: b"",
            "other": lambda content: content[:-9] + b"?" + content[-8:],
            "longer": lambda content: content + b"{}",
        }
        found = {}
        for name, damaged in damages.items():
            for file in files:
                file.write_bytes(damaged(written[file]))
            found[name] = running.caller.get("/sparql", params=query, headers=JSON)

    assert len(files) == len(QUERIES)
    assert {name: answer.status_code for name, answer in found.items()} == dict.fromkeys(found, 200)
    assert all(rows(answer.json()) == rows(whole.json()) for answer in found.values())
