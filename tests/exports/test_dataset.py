"""The first address as programs see it: the graph as one dataset, and nothing it is not."""

from collections import Counter

import pytest
import rdflib
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDFS

from tests.exports.conftest import BASE

DCAT = Namespace("http://www.w3.org/ns/dcat#")
VOID = Namespace("http://rdfs.org/ns/void#")
OWN = Namespace(f"{BASE}ontology#")
WHOLE = URIRef(BASE)


FORMS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
}


def asked(client: TestClient, accept: str, path: str = "/") -> bytes:
    """What the address says in this form."""
    answer = client.get(path, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, accept)
    assert "Accept" in answer.headers["vary"]
    return answer.content


@pytest.fixture(scope="module")
def about(client: TestClient) -> rdflib.Graph:
    """What the first address says."""
    return rdflib.Graph().parse(data=asked(client, "text/turtle"), format="turtle")


def test_every_form_and_the_named_address_say_the_same(client: TestClient) -> None:
    said = {
        frozenset(quad.triple for quad in parse(asked(client, accept, path), form))
        for accept, form in FORMS.items()
        for path in ("/", "/dataset")
    }

    assert len(said) == 1


def test_the_dataset_has_its_version_and_the_counts_of_the_export(
    client: TestClient, about: rdflib.Graph
) -> None:
    exported = rdflib.Graph().parse(data=client.get("/api/v1/export/nt").text, format="nt")
    per_class = Counter(exported.objects(predicate=RDF.type))
    parts = {
        about.value(part, VOID["class"]): about.value(part, VOID.entities).toPython()
        for part in about.objects(WHOLE, VOID.classPartition)
    }

    assert set(about.objects(WHOLE, RDF.type)) == {VOID.Dataset, DCAT.Dataset}
    titles = [t for t in about.objects(WHOLE, DCTERMS.title) if isinstance(t, Literal)]
    assert sorted(str(title.language) for title in titles) == ["en", "sv"]
    newest = about.value(WHOLE, DCAT.hasCurrentVersion)
    assert newest == URIRef(f"{BASE}dataset?as_of=4")
    assert about.value(WHOLE, OWN.dataVersion) == exported.value(newest, OWN.dataVersion)
    assert about.value(WHOLE, DCAT.version).toPython() == "4"
    assert parts == {name: per_class[name] for name in parts}
    assert {OWN.Actor, OWN.Project, OWN.ParticipatesIn, OWN.Funds} <= set(parts)
    nodes = {
        s for s in exported.subjects(RDF.type) if "/ties/" not in s and "/id/" in s and "#" not in s
    }
    kinds = ("/claims/", "/runs/", "/sources/")
    assert about.value(WHOLE, VOID.entities).toPython() == len(
        [node for node in nodes if not any(kind in node for kind in kinds)]
    )


def test_every_source_is_named_with_its_licence_and_every_file_with_its_type(
    client: TestClient, about: rdflib.Graph
) -> None:
    listed = client.get("/api/v1/sources").json()["items"]
    sources = {
        str(about.value(about.value(source, DCTERMS.license), RDFS.label)): sorted(
            (title.language, str(title)) for title in about.objects(source, DCTERMS.title)
        )
        for source in about.objects(WHOLE, PROV.wasDerivedFrom)
    }
    files = {
        str(file): tuple(about.value(file, term) for term in (DCAT.mediaType, DCAT.packageFormat))
        for file in about.objects(WHOLE, DCAT.distribution)
    }

    assert sources == {
        item["info"]["licence"]["name"]: [
            ("en", item["info"]["title_en"]),
            ("sv", item["info"]["title_sv"]),
        ]
        for item in listed
    }
    iana, address = "https://www.iana.org/assignments/media-types/", f"{BASE}api/v1/export/"
    formats = client.get("/api/v1/export").json()["formats"]
    assert {*files} == {address + one["format"] for one in formats}
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    types = {
        "turtle": ("text/turtle", None), "nt": ("application/n-triples", None),
        "nquads": ("application/n-quads", None), "json-ld": ("application/ld+json", None),
        "csv": ("text/csv", "application/zip"), "edges": ("text/csv", "application/zip"),
        "ucinet": ("text/plain", "application/zip"),
        "parquet": ("application/vnd.apache.parquet", "application/zip"),
        "xlsx": (sheet, None), "kumu-xlsx": (sheet, None),
        "sqlite": ("application/vnd.sqlite3", None),
        "kumu": ("application/json", None), "360giving": ("application/json", None),
        "gexf": (None, None), "graphml": (None, None),
    }  # fmt: skip
    assert files == {
        address + form: tuple(None if each is None else URIRef(iana + each) for each in both)
        for form, both in types.items()
    }


def test_a_file_names_the_services_that_give_it(about: rdflib.Graph) -> None:
    given = {
        str(file).rpartition("/")[2]: {
            str(each) for each in about.objects(file, DCAT.accessService)
        }
        for file in about.objects(WHOLE, DCAT.distribution)
    }
    api, sparql = f"{BASE}dataset#api", f"{BASE}dataset#sparql"

    assert {form for form, by in given.items() if by == {api, sparql}} == {
        "turtle", "nt", "json-ld",
    }  # fmt: skip
    assert {frozenset(by) for by in given.values()} == {frozenset({api}), frozenset({api, sparql})}
    assert set(about.objects(None, DCAT.accessService)) <= set(
        about.subjects(RDF.type, DCAT.DataService)
    )


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/", "text/html,application/xhtml+xml,*/*;q=0.8", 200),
        ("/", "*/*", 200),
        ("/", "image/gif", 200),
        ("/", "image/*", 200),
        ("/", "application/json", 200),
        ("/", "text/plain", 200),
        ("/", "text/html;q=0", 200),
        ("/", "", 200),
        ("/dataset", "text/html", 303),
        ("/dataset", "", 303),
        ("/dataset", "application/json", 406),
        ("/dataset", "image/gif", 406),
    ],
)
def test_the_first_page_is_there_for_everyone_and_what_a_dataset_cannot_give_is_406(
    client: TestClient, path: str, accept: str, status: int
) -> None:
    answer = client.get(path, headers={"Accept": accept})

    expected = {200: "text/html; charset=utf-8", 406: "application/problem+json"}
    assert (answer.status_code, answer.headers.get("content-type")) == (
        status,
        expected.get(status),
    )
    assert answer.headers.get("location") == ("/" if status == 303 else None)


def test_without_a_base_address_linked_data_is_406_and_says_what_to_set(
    client_without_base: TestClient,
) -> None:
    answer = client_without_base.get("/dataset", headers={"Accept": "text/turtle"})
    first = client_without_base.get("/", headers={"Accept": "text/turtle"})

    assert (answer.status_code, "EKOKARTA_BASE_ADDRESS" in answer.json()["detail"]) == (406, True)
    assert (first.status_code, first.text.startswith("<!doctype html>")) == (200, True)
