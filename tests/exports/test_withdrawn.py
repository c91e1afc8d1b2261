"""What was withdrawn says so at its address, and what it stated is still to be had as of before."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib import DCTERMS, PROV, RDF, XSD, Literal, Namespace, URIRef

from graph_schema.mapping import GraphMapping
from graph_schema.rdf import Terms
from graph_schema.shapes import shapes
from service.importing import withdraw_run
from tests.callers import caller_of, store_in
from tests.exports.conftest import BASE
from tests.exports.test_shapes import told
from tests.lookup.small_graph import almanac, diary, record, register

OWN, ID = Namespace(BASE + "ontology#"), Namespace(BASE + "id/")
TURTLE = {"Accept": "text/turtle"}
WITHDRAWN = OWN.withdrawnInVersion
IN_5, IN_6, IN_7 = (Literal(version, datatype=XSD.integer) for version in (5, 6, 7))


class Told(NamedTuple):
    """A caller, one who has a token, and the ids of runs by what they stated."""

    anybody: TestClient
    holder: TestClient
    runs: dict[str, str]


@pytest.fixture(scope="module")
def told_by(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The register twice; in versions 5 to 7 its second run, the almanac and the diary go."""
    folder, token = tmp_path_factory.mktemp("withdrawn"), "t" * 20
    more = register()
    more.says("act", "ny", name="Nytillkommen")
    stated = {"register": register(), "more": more, "almanac": almanac(), "diary": diary()}
    with store_in(folder) as store:
        runs = {name: record(store, says) for name, says in stated.items()}
        for name in ("more", "almanac", "diary"):
            withdraw_run(store, runs[name])
        given = {"follow_redirects": False, "base_address": BASE, "token": token}
        with (
            caller_of(store, folder / "cache", **given) as anybody,
            caller_of(store, folder / "cache", **given) as holder,
        ):
            holder.headers["Authorization"] = f"Bearer {token}"
            yield Told(anybody, holder, runs)


def graph(client: TestClient, path: str) -> rdflib.Graph:
    """What an address says as RDF."""
    answer = client.get(path, headers=TURTLE, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return rdflib.Graph().parse(data=answer.text, format="turtle")


def test_a_run_says_since_when_it_is_withdrawn(told_by: Told) -> None:
    for name, version in (("more", [IN_5]), ("almanac", [IN_6]), ("register", [])):
        run = URIRef(ID[f"runs/{told_by.runs[name]}"])

        said = graph(told_by.anybody, f"/id/runs/{told_by.runs[name]}")

        assert (run, RDF.type, OWN.Run) in said
        assert list(said.objects(run, WITHDRAWN)) == version


def test_as_of_before_it_was_not(told_by: Told) -> None:
    said = graph(told_by.anybody, f"/id/runs/{told_by.runs['almanac']}?as_of=5")

    assert list(said.objects(None, WITHDRAWN)) == []
    assert list(said.objects(None, PROV.used)) == [ID["sources/almanac"]]


def test_an_export_says_so_of_runs_of_a_source_that_stands(told_by: Told) -> None:
    text = told_by.anybody.get("/api/v1/export/nt").text
    said = rdflib.Graph().parse(data=text, format="nt")

    assert set(said.subject_objects(WITHDRAWN)) == {(ID[f"runs/{told_by.runs['more']}"], IN_5)}
    assert told(said, shapes(GraphMapping(Terms(BASE)))) == set()


def test_the_source_of_a_withdrawn_run_says_so_too(told_by: Told) -> None:
    run = told_by.anybody.get(f"/id/runs/{told_by.runs['almanac']}", headers={"Accept": "*/*"})
    page = told_by.anybody.get(f"{run.headers['location']}?lang=en")
    answer = told_by.anybody.get("/api/v1/sources/almanac").json()
    said = graph(told_by.anybody, "/id/sources/almanac")

    assert (run.status_code, run.headers["location"]) == (303, "/sources/almanac")
    assert page.status_code == 200
    assert "withdrawn since version 6: it states nothing any more" in page.text
    assert 'href="/sources/almanac?lang=en&amp;as_of=5"' in page.text
    assert (answer["withdrawn"], answer["counts"], len(answer["runs"])) == (6, {}, 1)
    assert answer["runs"][0]["withdrawn"] == 6
    assert answer["info"]["visibility"] == "public"
    almanac_itself = ID["sources/almanac"]
    assert list(said.objects(almanac_itself, WITHDRAWN)) == [IN_6]
    assert Literal("The almanac", lang="en") in set(said.objects(almanac_itself, DCTERMS.title))
    assert told_by.anybody.get("/api/v1/sources/almanac/claims").json()["items"] == []


def test_as_of_before_it_states_what_it_did(told_by: Told) -> None:
    before = told_by.anybody.get("/api/v1/sources/almanac?as_of=5").json()
    listed = told_by.anybody.get("/api/v1/sources").json()["items"]

    assert before["withdrawn"] is None
    assert before["counts"]["Collaboration"] > 0
    assert [source["info"]["name"] for source in listed] == ["register"]
    assert listed[0]["withdrawn"] is None


def test_nobody_else_is_told_of_a_private_one(told_by: Told) -> None:
    path = f"/id/runs/{told_by.runs['diary']}"
    said = graph(told_by.holder, path)

    assert list(said.objects(None, WITHDRAWN)) == [IN_7]
    kept = told_by.holder.get("/api/v1/sources/diary").json()
    assert (kept["info"]["visibility"], kept["withdrawn"]) == ("private", 7)
    assert told_by.anybody.get(path, headers=TURTLE).status_code == 404
    for hidden in ("/sources/diary", "/api/v1/sources/diary", "/id/sources/diary"):
        assert told_by.anybody.get(hidden).status_code == 404
    assert told_by.anybody.get("/api/v1/sources/never").status_code == 404
