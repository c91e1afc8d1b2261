"""The data set as catalogues harvest it: what DCAT-AP-SE asks for is there."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyshacl
import pytest
import rdflib
from fastapi.testclient import TestClient
from pyoxigraph import Store as TripleStore
from rdflib import RDF, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDFS, SH, SKOS, VOID, XSD

from queries.stores.base import Store
from queries.stores.opening import open_store
from service.settings import Settings
from tests.callers import caller_in, caller_of
from tests.commands.command_line import CommandLine
from tests.exports.conftest import BASE
from tests.exports.shapes_of_others import SHAPES
from tests.lookup import small_graph as small

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
WHOLE, CATALOGUE = URIRef(BASE), URIRef(BASE + "dataset#catalogue")
AUTHORITY = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
NOT_KNOWN_HERE = {f"{DCAT}bbox", f"{DCAT}centroid", f"{DCTERMS}format"}
"""Of a country, whose place others tell; of SQLite, which is in no list of file types."""


@pytest.fixture(scope="module")
def harvested(odd_store: Store, tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    """What a harvester reads of a service whose deployer has said who publishes."""
    with caller_of(
        odd_store, tmp_path_factory.mktemp("served"), base_address=BASE,
        publisher="Mötesplats & <Social> Innovation", publisher_kind="NonProfitOrganisation",
        publisher_number="202100-4920", publisher_about_sv="Samlar dem som möts.",
        publisher_about_en="Gathers those who meet.", contact="data@map.example",
        contact_phone="+46 8-123 45 67",
        contact_address="Storgatan 1 B, lgh 1101, 123 45 Norra Orten, Sverige",
    ) as caller:  # fmt: skip
        answer = caller.get("/dataset", headers={"Accept": "text/turtle"})
    return rdflib.Graph().parse(data=answer.text, format="turtle")


def languages(graph: rdflib.Graph, subject: URIRef, predicate: URIRef) -> set[str | None]:
    """In which languages a text is given."""
    return {o.language for o in graph.objects(subject, predicate) if isinstance(o, Literal)}


def test_the_catalogue_has_what_is_obligatory_and_recommended(harvested: rdflib.Graph) -> None:
    said = set(harvested.predicates(CATALOGUE))

    assert (CATALOGUE, RDF.type, DCAT.Catalog) in harvested
    assert {
        DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset, DCTERMS.license,
        FOAF.homepage, DCTERMS.language, DCTERMS.modified, DCAT.themeTaxonomy, DCAT.service,
        DCTERMS.spatial,
    } <= said  # fmt: skip
    assert languages(harvested, CATALOGUE, DCTERMS.title) == {"sv", "en"}
    publisher = harvested.value(CATALOGUE, DCTERMS.publisher)
    assert harvested.value(publisher, FOAF.name) == Literal("Mötesplats & <Social> Innovation")
    kind = URIRef("http://purl.org/adms/publishertype/NonProfitOrganisation")
    assert harvested.value(publisher, DCTERMS.type) == kind
    assert list(harvested.objects(publisher, DCTERMS.identifier)) == [Literal("202100-4920")]
    assert set(harvested.objects(publisher, DCTERMS.description)) == {
        Literal("Samlar dem som möts.", lang="sv"), Literal("Gathers those who meet.", lang="en"),
    }  # fmt: skip
    assert set(harvested.objects(kind, SKOS.prefLabel)) == {
        Literal("Ideell organisation", lang="sv"), Literal("Non-Profit Organisation", lang="en"),
    }  # fmt: skip


def test_the_data_set_has_what_is_obligatory_and_recommended(
    harvested: rdflib.Graph, odd_store: Store
) -> None:
    said = set(harvested.predicates(WHOLE))

    assert {
        DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.distribution, DCAT.contactPoint,
        DCAT.keyword, DCAT.theme, DCTERMS.accessRights, DCTERMS.spatial, DCTERMS.modified,
        DCTERMS.language, DCAT.landingPage, DCTERMS.accrualPeriodicity, DCTERMS.conformsTo,
        URIRef(f"{DCAT}version"),
    } <= said  # fmt: skip
    assert languages(harvested, WHOLE, DCAT.keyword) == {"sv", "en"}
    contact = harvested.value(WHOLE, DCAT.contactPoint)
    assert set(harvested.predicate_objects(contact)) == {
        (RDF.type, VCARD.Organization),
        (RDF.type, VCARD.Kind),
        (VCARD.fn, Literal("Mötesplats & <Social> Innovation")),
        (VCARD.hasEmail, URIRef("mailto:data@map.example")),
        (VCARD.hasTelephone, URIRef(f"{BASE}dataset#contact-phone")),
        (VCARD.hasAddress, URIRef(f"{BASE}dataset#contact-address")),
    }
    assert set(harvested.predicate_objects(URIRef(f"{BASE}dataset#contact-phone"))) == {
        (RDF.type, VCARD.Voice), (VCARD.hasValue, URIRef("tel:+4681234567")),
    }  # fmt: skip
    assert set(harvested.predicate_objects(URIRef(f"{BASE}dataset#contact-address"))) == {
        (RDF.type, VCARD.Address), (VCARD["street-address"], Literal("Storgatan 1 B, lgh 1101")),
        (VCARD["postal-code"], Literal("123 45")), (VCARD.locality, Literal("Norra Orten")),
        (VCARD["country-name"], Literal("Sverige")),
    }  # fmt: skip
    for when, version in ((DCTERMS.issued, 1), (DCTERMS.modified, 4)):
        published = odd_store.published_at(version) or ""
        assert list(harvested.objects(WHOLE, when)) == [Literal(published, datatype=XSD.dateTime)]
        sweden = datetime.fromisoformat(published).astimezone(ZoneInfo("Europe/Stockholm"))
        day = Literal(sweden.date().isoformat(), datatype=XSD.date)
        assert list(harvested.objects(CATALOGUE, when)) == [day]
    assert list(harvested.subject_objects(VOID.triples)) == [], "none were counted yet"


def test_licences_standards_and_pages_say_what_they_are(harvested: rdflib.Graph) -> None:
    """As DCAT-AP-SE recommends it: title and description, of what is ours in both languages."""
    kinds = (DCTERMS.LicenseDocument, DCTERMS.Standard, FOAF.Document)
    found = {each for kind in kinds for each in harvested.subjects(RDF.type, kind)}

    assert len(found) >= 9
    for each in found:
        assert languages(harvested, each, DCTERMS.title) in ({"sv", "en"}, {None}), each
        assert languages(harvested, each, DCTERMS.description) == {"sv", "en"}, each
        assert len(set(harvested.objects(each, DCTERMS.description))) == 2, each


WRITTEN_IN = {
    "http://www.w3.org/ns/adms#", "http://data.europa.eu/m8g/", "http://purl.org/dc/terms/",
    "http://data.europa.eu/s66#", "http://xmlns.com/foaf/0.1/", "http://purl.org/cerif/frapo/",
    "http://www.opengis.net/ont/geosparql#", "http://www.w3.org/ns/locn#",
    "http://www.w3.org/ns/org#", f"{BASE}ontology", "http://www.w3.org/ns/prov#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "https://schema.org/",
    "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/2000/01/rdf-schema#",
}  # fmt: skip
"""What things, ties, ids that are gone and provenance are told in."""
OF_OTHERS = {"http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#"}
"""What the description of the data set itself is written in."""


def test_it_names_every_vocabulary_the_data_is_written_in(
    harvested: rdflib.Graph, bundled: TripleStore
) -> None:
    named = set(map(str, harvested.objects(WHOLE, VOID.vocabulary)))
    rows = bundled.query(
        "SELECT DISTINCT ?term { { ?s ?term ?o } UNION { ?s a ?term } FILTER (!ISBLANK(?term)) }"
    )
    terms = {row[0].value for row in rows}

    assert named == WRITTEN_IN
    assert len(terms) > 100
    assert {t for t in terms if not t.startswith(tuple(WRITTEN_IN | OF_OTHERS))} == set()
    assert {at for at in WRITTEN_IN if not any(t.startswith(at) for t in terms)} == set()


def test_every_distribution_and_service_says_where_it_is_and_under_which_licence(
    harvested: rdflib.Graph,
) -> None:
    files = set(harvested.objects(WHOLE, DCAT.distribution))
    services = set(harvested.objects(CATALOGUE, DCAT.service))

    assert (len(files) >= 15, len(services)) == (True, 2)
    for file in files:
        assert {
            DCAT.accessURL, DCAT.downloadURL, DCTERMS.license, DCTERMS.description,
            DCATAP.availability, DCAT.accessService,
        } <= set(harvested.predicates(file))  # fmt: skip
    for service in services:
        assert (service, RDF.type, DCAT.DataService) in harvested
        assert {
            DCTERMS.title, DCAT.endpointURL, DCAT.endpointDescription, DCAT.servesDataset,
            DCTERMS.license, DCTERMS.format, DCTERMS.accessRights, DCAT.contactPoint,
            DCAT.keyword, DCAT.theme,
        } <= set(harvested.predicates(service))  # fmt: skip
    licence = harvested.value(next(iter(files)), DCTERMS.license)
    texts = {str(text) for text in harvested.objects(licence, rdflib.RDFS.label)}
    assert all("CC0-1.0" in text and "CC-BY-4.0" in text for text in texts)
    assert len(texts) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EKOKARTA_CONTACT", "not an address"),
        ("EKOKARTA_PUBLISHER", "x" * 201),
        ("EKOKARTA_PUBLISHER_KIND", "Club"),
        ("EKOKARTA_PUBLISHER_NUMBER", "202100-4921"),
        ("EKOKARTA_PUBLISHER_NUMBER", "850709-9805"),  # a person's
        ("EKOKARTA_PUBLISHER_ABOUT_SV", "två\nrader"),
        ("EKOKARTA_PUBLISHER_ABOUT_EN", "x" * 1_001),
        ("EKOKARTA_CONTACT_PHONE", "08-123 45 67"),
        ("EKOKARTA_CONTACT_ADDRESS", "Storgatan 1"),
        ("EKOKARTA_CONTACT_ADDRESS", "Storgatan 1, Orten, Sverige"),
        ("EKOKARTA_CONTACT_ADDRESS", "Storgatan 1, 123 45  , Sverige"),
    ],  # fmt: skip
)
def test_a_contact_that_is_none_is_refused(name: str, value: str) -> None:
    with pytest.raises(Exception, match=name):
        Settings.from_env({name: value})


def test_search_engines_find_the_data_set_in_the_page(
    odd_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cache, publisher = tmp_path_factory.mktemp("served"), "</script><b>A & B"
    with caller_of(odd_store, cache, base_address=BASE, publisher=publisher) as caller:
        text = caller.get("/", params={"lang": "en"}, headers={"Accept": "text/html"}).text
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)

    found = json.loads(block)

    assert (found["@type"], found["name"]) == (
        "Dataset", "ekokarta: the social-innovation ecosystem",
    )  # fmt: skip
    assert found["publisher"] == {"@type": "Organization", "name": "</script><b>A & B"}
    assert {"@type", "name", "contentUrl", "encodingFormat"} == set(found["distribution"][0])
    assert found["version"] == "4"


def test_who_publishes_is_asked_anew_when_the_deployer_says_another(
    odd_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cache, tags = tmp_path_factory.mktemp("served"), []
    for publisher, contact in (("A", None), ("B", None), ("B", "data@b.example")):
        with caller_of(
            odd_store, cache, base_address=BASE, publisher=publisher, contact=contact
        ) as caller:
            answer = caller.get("/dataset", headers={"Accept": "text/turtle"})
            tags.append(answer.headers["etag"])
            kept = {"Accept": "text/turtle", "If-None-Match": tags[-1]}
            assert caller.get("/dataset", headers=kept).status_code == 304

    assert len(set(tags)) == 3


def test_a_page_without_a_base_address_speaks_of_no_data_set(
    client_without_base: TestClient,
) -> None:
    text = client_without_base.get("/", headers={"Accept": "text/html"}).text

    assert "application/ld+json" not in text


def test_without_a_contact_none_is_made_up(client: TestClient) -> None:
    answer = client.get("/dataset", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")

    assert not set(graph.objects(None, DCAT.contactPoint))
    publisher = graph.value(WHOLE, DCTERMS.publisher)
    assert set(graph.objects(publisher, FOAF.name)) == {
        Literal("Utgivaren är inte angiven", lang="sv"),
        Literal("The publisher is not stated", lang="en"),
    }
    page = client.get("/", params={"lang": "en"}, headers={"Accept": "text/html"}).text
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert "publisher" not in json.loads(block)


def test_a_version_asked_for_leads_to_its_own_files(client: TestClient) -> None:
    answer = client.get("/dataset", params={"as_of": "2"}, headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    second = URIRef(f"{BASE}dataset?as_of=2")
    files = {str(file) for file in graph.objects(second, DCAT.distribution)}

    assert len(files) >= 15
    assert {file.partition("?")[2] for file in files} == {"as_of=2"}
    assert list(graph.objects(second, DCTERMS.identifier)) == [Literal(str(second))]
    assert list(graph.objects(second, URIRef(f"{DCAT}version"))) == [Literal("2")]
    for file in files:
        addresses = {str(graph.value(URIRef(file), p)) for p in (DCAT.accessURL, DCAT.downloadURL)}
        assert addresses == {file}
    path = f"/{next(f for f in files if '/nt?' in f).removeprefix(BASE)}"
    assert f'<{BASE}ontology#dataVersion> "2"^^' in client.get(path).text
    page = graph.value(second, DCAT.landingPage)
    assert client.get(f"/{str(page).removeprefix(BASE)}").status_code == 200


def test_a_version_names_no_service_since_those_answer_of_the_newest(client: TestClient) -> None:
    found = {}
    for as_of in ("2", None):
        params = {} if as_of is None else {"as_of": as_of}
        answer = client.get("/dataset", params=params, headers={"Accept": "text/turtle"})
        graph = rdflib.Graph().parse(data=answer.text, format="turtle")
        found[as_of] = (
            len(set(graph.objects(None, VOID.sparqlEndpoint))),
            len(set(graph.subjects(RDF.type, DCAT.DataService))),
            len(set(graph.objects(None, DCAT.service))),
        )

    assert found == {"2": (0, 0, 0), None: (1, 2, 2)}


@pytest.mark.parametrize(
    ("as_of", "subject", "before", "services"),
    [
        ("1", f"{BASE}dataset?as_of=1", [], False),
        ("3", f"{BASE}dataset?as_of=3", ["2"], False),
        (None, BASE, ["3"], True),
    ],
)
def test_a_version_leads_to_the_one_before_and_promises_what_it_lists(
    client: TestClient, as_of: str | None, subject: str, before: list[str], services: bool
) -> None:
    params = {} if as_of is None else {"as_of": as_of}
    answer = client.get("/dataset", params=params, headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")

    assert list(graph.objects(URIRef(subject), URIRef(f"{DCAT}previousVersion"))) == [
        URIRef(f"{BASE}dataset?as_of={each}") for each in before
    ]
    [whole] = graph.subjects(RDF.type, DCAT.Catalog)
    texts = {str(text) for text in graph.objects(whole, DCTERMS.description)}
    assert len(texts) == 2
    assert all(("API" in text and "SPARQL" in text) is services for text in texts)


def test_versions_in_one_store_stay_several(client: TestClient) -> None:
    together = rdflib.Graph()
    token = {"Authorization": "Bearer " + "t" * 20}
    for as_of in ("2", "3", "4"):
        for headers in ({}, token):
            for path in ("/dataset", "/api/v1/export/turtle"):
                answer = client.get(
                    path, params={"as_of": as_of}, headers={"Accept": "text/turtle", **headers}
                )
                together.parse(data=answer.text, format="turtle")
    narrowed = client.get("/api/v1/export/turtle", params={"as_of": "4", "sector": "public"})
    together.parse(data=narrowed.text, format="turtle")

    versions = {str(subject) for subject in together.subjects(RDF.type, VOID.Dataset)}
    [part] = [version for version in versions if "#part-" in version]
    assert versions - {part} == {
        f"{BASE}dataset?as_of={number}{readers}"
        for number in (2, 3, 4) for readers in ("", "#everything")
    }  # fmt: skip
    own = rdflib.Namespace(f"{BASE}ontology#")
    once = (own.dataVersion, own.graphHash, own.audience, own.claimCount, own.filters)
    for version in map(URIRef, versions):
        for term in (*once, URIRef(f"{DCAT}version")):
            assert len(set(together.objects(version, term))) == 1, (version, term)
        assert list(together.objects(version, URIRef(f"{DCAT}isVersionOf"))) == [WHOLE]
    assert not set(together.objects(WHOLE, own.dataVersion))
    newest = client.get("/dataset", headers={"Accept": "text/turtle"}).text
    said = rdflib.Graph().parse(data=newest, format="turtle")
    assert list(said.objects(WHOLE, URIRef(f"{DCAT}hasCurrentVersion"))) == [
        URIRef(f"{BASE}dataset?as_of=4")
    ]


def test_what_everybody_and_what_holders_of_a_token_read_now_are_two(client: TestClient) -> None:
    """The diary is private: a meeting, two actors, and that they came."""
    together = rdflib.Graph()
    for headers in ({}, {"Authorization": "Bearer " + "t" * 20}):
        answer = client.get("/dataset", headers={"Accept": "text/turtle", **headers})
        together.parse(data=answer.text, format="turtle")
    own, more = rdflib.Namespace(f"{BASE}ontology#"), URIRef(f"{BASE}#everything")

    assert set(together.subjects(RDF.type, VOID.Dataset)) == {WHOLE, more}
    counted = {
        each: [count.toPython() for count in together.objects(each, own.claimCount)]
        for each in (WHOLE, more)
    }
    [public], [everything] = counted.values()
    assert everything - public == 5
    assert set(together.objects(more, URIRef(f"{DCAT}hasCurrentVersion"))) == {
        URIRef(f"{BASE}dataset?as_of=4#everything")
    }
    for name, value in SAID_ONCE:
        subjects = set(together.subjects(name, None))
        assert len(subjects) >= value, name
        for subject in subjects:
            assert len(set(together.objects(subject, name))) == 1, (subject, name)
    addresses = {str(each) for each in together.objects(None, DCAT.downloadURL)}
    assert not [each for each in addresses if "#" in each]


SAID_ONCE = (
    (DCTERMS.accessRights, 6), (DCAT.accessURL, 30), (DCAT.downloadURL, 30), (DCTERMS.format, 28),
    (VOID.entities, 10), (DCAT.servesDataset, 4), (DCTERMS.identifier, 2),
)  # fmt: skip
"""What a catalogue, file or part says once, and how many there are at least that do."""


def test_time_formats_and_kinds_of_licence_are_told(harvested: rdflib.Graph) -> None:
    period = harvested.value(WHOLE, DCTERMS.temporal)
    kinds = {
        str(harvested.value(source, RDFS.label)): str(harvested.value(source, DCTERMS.type))
        for source in harvested.subjects(RDF.type, DCTERMS.LicenseDocument)
        if "/sources/" in str(source)
    }

    assert harvested.value(period, RDF.type) == DCTERMS.PeriodOfTime
    years = [harvested.value(period, term) for term in (DCAT.startDate, DCAT.endDate)]
    assert [isinstance(y, Literal) and y.datatype == XSD.gYear for y in years] == [True, True]
    # Delad vinst begins in 2015; Bron, which began in 2019, ends in 2021.
    assert list(map(str, years)) == ["2015", "2021"]
    standards = {*harvested.objects(WHOLE, DCTERMS.conformsTo)}
    assert standards == {URIRef(f"{BASE}ontology"), URIRef(f"{BASE}shapes")}
    assert standards <= {*harvested.subjects(RDF.type, DCTERMS.Standard)}
    formats = {
        str(file).rpartition("/")[2]: str(harvested.value(file, DCTERMS["format"]))
        for file in harvested.objects(WHOLE, DCAT.distribution)
    }
    assert [form for form, code in formats.items() if code == "None"] == ["sqlite"]
    assert formats["parquet"] == f"{AUTHORITY}file-type/PARQUET"
    [sqlite] = (f for f in harvested.objects(WHOLE, DCAT.distribution) if f.endswith("/sqlite"))
    assert str(harvested.value(sqlite, DCAT.mediaType)) == f"{IANA}application/vnd.sqlite3"
    assert set(kinds.values()) <= {
        f"http://purl.org/adms/licencetype/{kind}"
        for kind in ("PublicDomain", "Attribution", "UnknownIPR")
    }
    assert len(kinds) == 3


CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
MIT = "https://opensource.org/license/mit"
BOTH = "CC0 1.0 (names, codes); MIT (shapes)"


@pytest.mark.parametrize(
    ("licences", "kind", "address"),
    [
        ([{"name": "CC0 1.0", "url": CC0}], "PublicDomain", f"http{CC0.removeprefix('https')}"),
        ([{"name": BOTH, "url": CC0, "also": (MIT,)}], "Attribution", None),
        ([{"name": BOTH, "url": CC0}], "UnknownIPR", None),
        ([{"name": "MIT", "url": MIT}] * 2, "Attribution", MIT),
        ([{"name": "CC0 1.0", "url": CC0}, {"name": "Own", "url": "https://x.example/terms"}],
         "UnknownIPR", None),
        ([{"name": "CC0 1.0", "url": CC0}, {"name": "MIT", "url": MIT}], "Attribution", None),
        ([{"name": "CC0 1.0", "url": CC0}, {"name": "not stated"}], "UnknownIPR", None),
        ([{"name": "Own terms", "url": "https://x.example/terms"}], "UnknownIPR", None),
    ],
)  # fmt: skip
def test_the_whole_is_as_strict_as_the_strictest_of_its_licences(
    licences: list[dict[str, Any]], kind: str, address: str | None, tmp_path: Path
) -> None:
    statements = []
    for number, terms in enumerate(licences):
        own = {"name": f"s{number}", "licence": small.Licence.model_validate(terms)}
        says = small.Statements(small.REGISTER.model_copy(update=own))
        says.says("act", f"a{number}", name="A")
        statements.append(says)
    with caller_in(tmp_path, *statements, base_address=BASE) as caller:
        answer = caller.get("/dataset", headers={"Accept": "text/turtle"})
        page = caller.get("/", headers={"Accept": "text/html"}).text
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")

    files = set(graph.objects(WHOLE, DCAT.distribution))
    [licence] = {graph.value(file, DCTERMS.license) for file in files}
    types = set(graph.objects(licence, DCTERMS.type))
    assert types == {URIRef(f"http://purl.org/adms/licencetype/{kind}")}
    assert str(licence) == (address or f"{BASE}dataset#licence")
    assert f'"license": "{licence}"' in page or f'"license":"{licence}"' in page
    addresses = {terms["url"] for terms in licences if "url" in terms}
    addresses |= {each for terms in licences for each in terms.get("also", ())}
    assert {str(o) for o in graph.objects(None, RDFS.seeAlso)} == addresses


def test_who_reads_more_is_told_that_it_is_not_for_everybody(client: TestClient) -> None:
    token = {"Authorization": "Bearer " + "t" * 20}
    for headers, right in (({}, "PUBLIC"), (token, "RESTRICTED")):
        answer = client.get("/dataset", headers={"Accept": "text/turtle", **headers})
        graph = rdflib.Graph().parse(data=answer.text, format="turtle")

        [data] = graph.subjects(RDF.type, VOID.Dataset)
        assert str(graph.value(data, DCTERMS.accessRights)) == f"{AUTHORITY}access-right/{right}"
        licence = graph.value(data, DCAT.distribution)
        texts = {str(t) for t in graph.objects(graph.value(licence, DCTERMS.license), RDFS.label)}
        assert any("may not be passed on" in text for text in texts)


if SHAPES.is_dir():

    @pytest.mark.parametrize("name", ["shapes.ttl", "range.ttl"])
    def test_it_conforms_to_the_shapes_of_dcat_ap(harvested: rdflib.Graph, name: str) -> None:
        held = rdflib.Graph().parse(SHAPES / name)

        conforms, _, text = pyshacl.validate(harvested, shacl_graph=held)

        assert conforms, text

    @pytest.mark.parametrize("name", ["shapes.ttl", "range.ttl"])
    def test_a_version_conforms_too(client: TestClient, name: str) -> None:
        answer = client.get("/dataset", params={"as_of": "2"}, headers={"Accept": "text/turtle"})
        graph = rdflib.Graph().parse(data=answer.text, format="turtle")

        conforms, _, text = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(SHAPES / name))

        assert conforms, text

    @pytest.fixture(scope="module")
    def frozen(tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
        """What describes a release, whose files have checksums."""
        folder = tmp_path_factory.mktemp("frozen")
        store = open_store(f"sqlite:///{folder / 'store.db'}")
        small.record(store, small.register())
        store.shut()
        named = {"EKOKARTA_BASE_ADDRESS": BASE, "EKOKARTA_PUBLISHER": "Kartan"}
        done = CommandLine(folder, named)("release", folder / "releases")
        assert done.code == 0, done.err
        return rdflib.Graph().parse(folder / "releases" / "ekokarta-v1" / "dataset.ttl")

    @pytest.mark.parametrize("name", ["shapes.ttl", "range.ttl", "dcat-ap-SHACL.ttl"])
    def test_a_release_with_checksums_conforms_too(frozen: rdflib.Graph, name: str) -> None:
        held = rdflib.Graph().parse(SHAPES / name)
        for shape in set(held.objects(None, SH.property)):
            if held.value(shape, SH.path) is None:  # no property shape, which pyshacl refuses
                held.remove((None, SH.property, shape))

        conforms, _, text = pyshacl.validate(frozen, shacl_graph=held)

        assert conforms, text
        assert len(set(frozen.subjects(SPDX.checksum))) == 4

    def test_its_codes_are_of_the_lists_of_the_publications_office(
        harvested: rdflib.Graph,
    ) -> None:
        held = rdflib.Graph().parse(SHAPES / "mdr-vocabularies.shape.ttl")

        _, report, text = pyshacl.validate(harvested, shacl_graph=held)

        assert isinstance(report, rdflib.Graph)
        found = report.subject_objects(SH.value)
        assert {(str(report.value(r, SH.resultPath)), str(value)) for r, value in found} == {
            (str(DCTERMS.publisher), f"{BASE}dataset#publisher"),
        }, text

    def test_what_is_recommended_is_there_where_we_know_it(harvested: rdflib.Graph) -> None:
        held = rdflib.Graph().parse(SHAPES / "shapes_recommended.ttl")

        _, report, text = pyshacl.validate(harvested, shacl_graph=held)

        assert isinstance(report, rdflib.Graph)
        lacking = set(map(str, report.objects(None, SH.resultPath)))
        assert lacking <= NOT_KNOWN_HERE, text
