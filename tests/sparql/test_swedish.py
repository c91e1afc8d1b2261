"""What a program that asks for Swedish is told of a query that is not answered."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.sparql.limits import LONGEST_ADDRESS, LONGEST_QUERY
from tests.sparql.served import BASE

SWEDISH = {"Accept-Language": "sv-SE,sv;q=0.9,en;q=0.5"}
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
EITHER = f"{FORM} eller {DIRECT}"
TABLES = (
    "application/sparql-results+json, application/json, application/sparql-results+xml, "
    "application/xml, text/csv, text/tab-separated-values"
)
GRAPHS = "text/turtle, application/n-triples, application/ld+json, application/rdf+xml"
OTHER = f"{BASE}id/sources/g"
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
SHORTER = "fråga efter mindre, eller begränsa innan den sorterar, "


def asked(query: str, accept: str = "*/*", **more: str) -> dict[str, Any]:
    """A request by GET."""
    return {"params": {"query": query, **more}, "headers": {"Accept": accept}}


def posted(body: str | bytes, media_type: str | None = DIRECT, **headers: str) -> dict[str, Any]:
    """A request with a body."""
    kind = {"Content-Type": media_type} if media_type else {}
    return {"method": "POST", "content": body, "headers": {**kind, **headers}}


REFUSED: dict[str, tuple[dict[str, Any], int, str, str]] = {
    "address": (
        asked("#" + "x" * LONGEST_ADDRESS), 414, "Adressen är för lång",
        f"adressen är längre än {LONGEST_ADDRESS} byte; skicka frågan med POST",
    ),
    "twice": (
        {"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400,
        "Begäran gick inte att besvara som den är", "query angavs 2 gånger; ange den en gång",
    ),
    "no query": (asked(" "), 400, "Begäran gick inte att besvara som den är", "frågan saknas"),
    "no query, described otherwise": (
        {"headers": {"Accept": "text/csv"}}, 400, "Begäran gick inte att besvara som den är",
        f"frågan saknas; utan den ges en beskrivning av tjänsten, som {GRAPHS}",
    ),
    "no type": (
        posted(b"ASK {}", None), 415, "Innehållet är av ett slag som inte läses här",
        f"begärans innehåll har ingen Content-Type; skicka {EITHER}",
    ),
    "another type": (
        posted("ASK {}", "text/plain"), 415, "Innehållet är av ett slag som inte läses här",
        f"begärans innehåll är text/plain; skicka {EITHER}",
    ),
    "an update by its type": (
        posted("DROP ALL", "application/sparql-update"), 415,
        "Innehållet är av ett slag som inte läses här",
        "här går det bara att läsa: frågor tas emot, inga uppdateringar; begärans innehåll är "
        f"application/sparql-update; skicka {EITHER}",
    ),
    "a packed body": (
        posted("ASK {}", **{"Content-Encoding": "br"}), 415,
        "Innehållet är av ett slag som inte läses här",
        "begärans innehåll är packat som br; skicka det som det är",
    ),
    "another charset": (
        posted("ASK {}", f"{DIRECT}; charset=latin-1"), 415,
        "Innehållet är av ett slag som inte läses här",
        "begärans innehåll är i latin-1; skicka det i UTF-8",
    ),
    "no UTF-8": (
        posted(b"ASK { # \xe5\n}"), 400, "Begäran gick inte att besvara som den är",
        "byte 9 är inte UTF-8; skicka frågan i UTF-8",
    ),
    "many parameters": (
        {"params": [("query", "ASK {}")] * 51}, 400, "Begäran gick inte att besvara som den är",
        "det är fler än 50 parametrar",
    ),
    "a parameter of updates": (
        asked("ASK {}", update="DROP ALL"), 400, "Begäran gick inte att besvara som den är",
        "update hör till en uppdatering: här går det bara att läsa, frågor tas emot och inga "
        "uppdateringar",
    ),
    "an unknown parameter": (
        asked("ASK {}", qeury="x"), 400, "Begäran gick inte att besvara som den är",
        "qeury är ingen parameter här",
    ),
    "another graph": (
        asked("ASK {}", **{"default-graph-uri": OTHER}), 400,
        "Begäran gick inte att besvara som den är",
        f"det finns ingen graf {OTHER} här, och ingen hämtas; fråga utan default-graph-uri, eller "
        f"med default-graph-uri={BASE}",
    ),
    "a form nobody knows": (
        asked("ASK {}", format="pdf"), 406, "Finns inte i den formen",
        "pdf är ingen form här: json, xml, csv, tsv, turtle, nt, json-ld, rdf-xml",
    ),
    "no form at all": (
        asked("ASK {}", "image/png"), 406, "Finns inte i den formen",
        f"svar ges som {TABLES}, {GRAPHS}",
    ),
    "no form of a table": (
        asked("ASK {}", "text/turtle"), 406, "Finns inte i den formen",
        f"svaret på den här frågan ges som {TABLES}",
    ),
    "not as XML": (
        asked("SELECT ('\\u0001' AS ?x) {}", "application/sparql-results+xml"), 406,
        "Finns inte i den formen",
        "svaret innehåller ett tecken eller ett namn som XML inte kan återge; det ges som "
        "application/sparql-results+json, application/json, text/csv, text/tab-separated-values",
    ),
    "a long query": (
        posted("#" * (LONGEST_QUERY + 1)), 413, "För mycket på en gång",
        f"frågan är längre än {LONGEST_QUERY:,} byte; fråga i delar",
    ),
    "no query of SPARQL": (
        asked("ASK { ?s ?p"), 400, "Begäran gick inte att besvara som den är",
        "det här är ingen fråga i SPARQL: rad 1, tecken 12",
    ),
    "a prefix": (
        asked("ASK { ?s nothing:here ?o }"), 400, "Begäran gick inte att besvara som den är",
        "det här är ingen fråga i SPARQL: rad 1, tecken 22: väntade ett prefix som är deklarerat; "
        "PREFIX namn: <adress> deklarerar ett",
    ),
    "SERVICE": (
        asked("ASK { SERVICE <a:a> {} }"), 400, "Begäran gick inte att besvara som den är",
        "rad 1, tecken 7: SERVICE avvisas: här svaras bara ur egna data, och ingen annan tjänst "
        "anropas; fråga den andra tjänsten själv och lägg ihop svaren",
    ),
    "FROM": (
        asked("ASK FROM <a:a> {}"), 400, "Begäran gick inte att besvara som den är",
        "rad 1, tecken 5: FROM avvisas: här finns en enda graf, som man frågar utan det; en graf "
        "som inte finns här skulle se ut som en utan innehåll",
    ),
    "GRAPH": (
        asked("ASK { GRAPH <a:a> {} }"), 400, "Begäran gick inte att besvara som den är",
        "rad 1, tecken 7: GRAPH avvisas: här finns en enda graf, som man frågar utan det, och "
        "ingen med eget namn; vad varje källa säger står i en egen graf i /api/v1/export/nquads",
    ),
    "an update": (
        asked("DROP ALL"), 400, "Begäran gick inte att besvara som den är",
        "rad 1, tecken 1: här går det bara att läsa: frågor tas emot, inga uppdateringar",
    ),
    "deep": (
        posted("SELECT * " + "{" * 9_000 + "}" * 9_000), 400,
        "Begäran gick inte att besvara som den är",
        "frågan är för lång eller för djupt nästlad för att läsas; skriv den med färre mönster, "
        "eller färre parenteser i varandra",
    ),
    "flat and long": (
        posted("ASK { " + " . ".join(f"?s <x:p> {n}" for n in range(30_000)) + " }"), 400,
        "Begäran gick inte att besvara som den är",
        "frågan är för lång eller för djupt nästlad för att läsas; skriv den med färre mönster, "
        "eller färre parenteser i varandra",
    ),
    "another method": (
        {"method": "PUT"}, 405, "Metoden används inte här",
        "PUT är ingen av metoderna här: GET, HEAD, POST, OPTIONS",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_is_told_in_swedish(client: TestClient, name: str) -> None:
    request, status, title, detail = REFUSED[name]
    headers = {**request.get("headers", {}), **SWEDISH}
    english = client.request(url="/sparql", **{"method": "GET", **request})

    told = client.request(url="/sparql", **{"method": "GET", **request, "headers": headers})

    problem = told.json()
    assert (told.status_code, problem["title"], problem["detail"]) == (status, title, detail)
    assert (told.headers["content-language"], english.headers["content-language"]) == ("sv", "en")
    assert english.json()["detail"] != detail


BOUNDS: dict[str, tuple[str, int, str, str]] = {
    "slow": (
        f"ASK {{ {CROSS} FILTER(CONCAT(STR(?a), STR(?f)) = 'å') }}", 504,
        "Frågan tog för lång tid",
        f"frågan tog längre tid än 1 s och avbröts; {SHORTER}räknar eller förenar",
    ),
    "large": (
        "SELECT * { ?a ?b ?c . ?d ?e ?f }", 413, "För mycket på en gång",
        "svaret är större än 2 MiB och inget av det skickades; fråga efter mindre, i delar med "
        "LIMIT och OFFSET, eller hämta hela grafen från /api/v1/export/nt",
    ),
}  # fmt: skip


def test_a_query_that_took_too_much_is_told_so_in_swedish(narrow: TestClient) -> None:
    query = f"SELECT * {{ {CROSS} }} ORDER BY ?i"

    told = narrow.get("/sparql", params={"query": query}, headers=SWEDISH)

    said = {
        504: f"frågan tog längre tid än 1 s och avbröts; {SHORTER}räknar eller förenar",
        507: f"frågan behövde mer än 200 MiB minne och avbröts; {SHORTER}grupperar eller förenar",
    }
    assert told.json()["detail"] == said[told.status_code]


@pytest.mark.parametrize("name", BOUNDS)
def test_a_query_that_was_stopped_is_told_in_swedish(narrow: TestClient, name: str) -> None:
    query, status, title, detail = BOUNDS[name]

    told = narrow.get("/sparql", params={"query": query}, headers=SWEDISH)

    problem = told.json()
    assert (told.status_code, problem["title"], problem["detail"]) == (status, title, detail)
    assert told.headers["content-language"] == "sv"


def test_what_was_expected_is_told_in_swedish_too(client: TestClient) -> None:
    def expected(query: str, **more: str) -> str:
        answer = client.get("/sparql", params={"query": query, **more}, headers=SWEDISH)
        [flaw] = answer.json()["errors"]
        return str(flaw["expected"])

    assert expected("ASK { SERVICE <a:a> {} }") == (
        "ett mönster över data som finns här, utan SERVICE"
    )
    assert expected("ASK FROM <a:a> {}") == (
        "inget FROM utom datamängdens egen adress, och inget FROM NAMED"
    )
    assert expected("ASK { GRAPH ?g {} }") == "mönstret utan GRAPH omkring"
    assert expected("DROP ALL") == "SELECT, ASK, CONSTRUCT eller DESCRIBE"
    assert expected("") == "en fråga"
    assert expected("ASK {}", qeury="x") == (
        "något av query, default-graph-uri, named-graph-uri, format, output, results, lang"
    )
    assert expected("ASK {}", **{"named-graph-uri": OTHER}) == "ingen namngiven graf"
    assert expected("SELECT ?s { ?s ?p ?o } GROUP BY ?p") == (
        "SELECT av variabler som GROUP BY grupperar efter, eller av det som räknas, summeras "
        "eller plockas ut"
    )
