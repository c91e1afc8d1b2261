"""Patterns of REGEX and REPLACE: answered as SPARQL has them, or refused."""

import re

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sparql.conftest import Ask

SAID = {
    "pattern": "the engine cannot read this pattern",
    "class": "the engine reads a class of this pattern otherwise than SPARQL",
    "replacement": "the engine reads this replacement otherwise than SPARQL",
}


def text(said: str) -> str:
    """A text as SPARQL writes it."""
    escaped = said.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def asking(pattern: str, flags: str | None = None, of: str = "a") -> str:
    """Whether a text has a pattern."""
    given_flags = "" if flags is None else f", {text(flags)}"
    return f"ASK {{ FILTER(REGEX({text(of)}, {text(pattern)}{given_flags})) }}"


@pytest.mark.parametrize(
    ("pattern", "flags", "fault"),
    [
        (r"(\w)\1", None, "pattern"),
        ("^(a{1,900}){1,900}$", None, "pattern"),
        ("a(?=b)", None, "pattern"),
        (r"\p{IsBasicLatin}", None, "pattern"),
        ("[", None, "pattern"),
        ("a", "z", "pattern"),
        ("^[a-z-[aeiou]]$", None, "class"),
        ("[^a-[b]]", "i", "class"),
        ("[a&&b]", None, "class"),
        ("[+--]", "s", "class"),
        ("[[]", None, "class"),
        ("[,--]", None, "class"),
        ("x[]][a~~b]", None, "class"),
        ("[a b]", "x", "class"),
        ("a#b", "x", "class"),
    ],
)
def test_a_pattern_that_would_be_read_otherwise_is_refused(
    ask: Ask, pattern: str, flags: str | None, fault: str
) -> None:
    answer = ask(asking(pattern, flags))

    assert answer.status_code == 400
    [flaw] = answer.json()["errors"]
    assert answer.json()["detail"].startswith(f"line 1, column 14: {SAID[fault]}")
    assert flaw["loc"] == ["query", "line 1", "column 14"]


@pytest.mark.parametrize(
    "replacement",
    [
        r"\1",
        r"\$",
        "$1x",
        "$12",
        "$1_",
        "$a",
        "$$",
        "a\\\\b",
        "$0$1é$10",
        "${a}",
        "x${}",
        "${12}",
        "${1 }",
        "${å}",
    ],
)
def test_a_replacement_that_would_be_read_otherwise_is_refused(ask: Ask, replacement: str) -> None:
    answer = ask(f'SELECT (REPLACE("ab", "(a)", {text(replacement)}) AS ?r) {{}}')

    assert (answer.status_code, SAID["replacement"] in answer.json()["detail"]) == (400, True)


@pytest.mark.parametrize("replacement", ["US$5", "$$", "$a", "$_", "a${1}b"])
def test_so_is_one_that_is_meant_as_it_stands_and_would_not_be(ask: Ask, replacement: str) -> None:
    answer = ask(f'SELECT (REPLACE("pris EUR", "EUR", {text(replacement)}, "q") AS ?r) {{}}')

    assert (answer.status_code, SAID["replacement"] in answer.json()["detail"]) == (400, True)


@pytest.mark.parametrize("replacement", ["US$", "$ 5", "$.5", "$é", r"\1", "{$}", "${5"])
def test_one_that_stays_as_it_stands_is_answered(ask: Ask, replacement: str) -> None:
    answer = ask(f'SELECT (REPLACE("1 EUR", "EUR", {text(replacement)}, "q") AS ?r) {{}}')

    [row] = answer.json()["results"]["bindings"]
    assert row["r"]["value"] == f"1 {replacement}"


XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ('("(")', "pattern"),
        ('( # one\n (("(")))', "pattern"),
        ('"("^^xsd:string', "pattern"),
        ('("(" ^^ xsd:string)', "pattern"),
        ('"("@sv-SE', "pattern"),
        (f'"[a-z-[aeiou]]"^^<{XSD_STRING}>', "class"),
        (f'("""[a-z-[aeiou]]"""^^<{XSD_STRING}>), ("i")', "class"),
    ],
)
def test_it_is_so_in_brackets_and_with_its_type_too(ask: Ask, given: str, fault: str) -> None:
    answer = ask(f'PREFIX xsd: <{XSD_STRING[:-6]}> ASK {{ FILTER(!REGEX(("a"), {given})) }}')

    assert (answer.status_code, SAID[fault] in answer.json()["detail"]) == (400, True)


@pytest.mark.parametrize(
    ("replacement", "found"),
    [("$1", "ab"), ("$1$1", "aab"), ("$0-$1é", "a-aéb"), ("${1}x", "axb"), ("", "b"), ("$", "$b")],
)
def test_a_replacement_that_is_read_as_meant_is_answered(
    ask: Ask, replacement: str, found: str
) -> None:
    answer = ask(f'SELECT (REPLACE("ab", "(a)", {text(replacement)}) AS ?r) {{}}')

    assert answer.json()["results"]["bindings"] == [{"r": {"type": "literal", "value": found}}]


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("ASK {\n  FILTER regex (# which\n \"a\" ,\n '(a)\\\\1' ) }", 2, 10),
        ('ASK { FILTERREGEX("a", """[a-z-[b]]""") }', 1, 7),
        ('SELECT (REPLACE(REPLACE("a", "b", "c"), "[", "c") AS ?r) {}', 1, 9),
        ('SELECT (REPLACE(REPLACE("a", "[", "c"), "b", "c") AS ?r) {}', 1, 17),
        ('SELECT (REPLACE("a", "(a)", "$1", "z") AS ?r) {}', 1, 9),
        ('ASK { FILTER(?a<1 && REGEX("a", "\\u0028")) }', 1, 22),
    ],
)
def test_it_is_said_where_it_stands(ask: Ask, query: str, line: int, column: int) -> None:
    answer = ask(query)

    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(f"line {line}, column {column}: the engine ")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (asking("[a-z-[a]]", "q", "x[a-z-[a]]"), True),
        (asking(r"(\w)\1", "q"), False),
        (asking(r"^[\[\]&\-]-\[$", None, "]-["), True),
        (asking("^[[:alpha:]_]+$", None, "a_b"), True),
        (asking("^[&-]+[^~-]$", None, "&-a"), True),
        (asking("^ [a-c] d$", "x", "bd"), True),
        (asking("^[a b]#$", None, " #"), True),
        ('ASK { # REGEX("a", "[")\n FILTER(STRLEN("REGEX(1, \'[\')") = 13) }', True),
        ("PREFIX x: <urn:x#REGEX(> ASK { BIND(x:REGEX AS ?REGEX) FILTER(BOUND(?REGEX)) }", True),
        (f'ASK {{ FILTER(REGEX(("a"), ("^a"^^<{XSD_STRING}>), ("i"))) }}', True),
        ('ASK { FILTER(REGEX("a\\u00A0b", "a\\\\sb")) }', True),  # docs/rdf.md says so
        ('ASK { FILTER(REPLACE("abc", "x*", "-") = "-a-b-c-") }', True),  # docs/rdf.md says so
        ('ASK { FILTER(REGEX(("("), (CONCAT(("[("), ("]"))))) }', True),
        ('ASK { VALUES ?p { "(a" } FILTER(REGEX("a", ?p)) }', False),  # docs/rdf.md says so
        ('ASK { VALUES ?f { "q" } FILTER(REGEX("(a)\\\\1", "(a)\\\\1", ?f)) }', True),
    ],
)
def test_what_is_read_as_meant_or_is_no_such_pattern_is_answered(
    ask: Ask, query: str, found: bool
) -> None:
    answer = ask(query)

    assert (answer.status_code, answer.json()) == (200, {"head": {}, "boolean": found})


SIGNS = st.sampled_from([*"ab1-.é", r"\.", r"\d", r"\w", r"\s", r"\-", r"\\", ".", "-", "&", "#"])
CLASSES = st.builds(
    lambda negated, parts: f"[{negated}{''.join(parts)}]",
    st.sampled_from(["", "^"]),
    st.lists(
        st.sampled_from([*"ab1.é", "a-c", "0-9", r"\d", r"\-", r"\]", r"\[", r"\s"]), min_size=1
    ),
)
TIMES = st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "+?"])


def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Parts one after another, one or another, and in brackets."""
    several = st.lists(inner, min_size=1, max_size=3)
    grouped = st.builds(lambda part, times: f"({part}){times}", inner, TIMES)
    return grouped | several.map("".join) | several.map("|".join)


REPEATED = st.builds(lambda sign, times: sign + times, SIGNS | CLASSES, TIMES)
PATTERNS = st.builds(
    lambda start, body, end: f"{start}{body}{end}",
    st.sampled_from(["", "^"]),
    st.recursive(REPEATED, joined, max_leaves=5),
    st.sampled_from(["", "$"]),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    pattern=PATTERNS,
    of=st.text("ab1-.é\\&# []", max_size=6),
    flags=st.sampled_from(["", "i", "s", "m", "is"]),
)
def test_an_ordinary_pattern_is_answered_as_by_another_engine(
    client: TestClient, pattern: str, of: str, flags: str
) -> None:
    known = {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE}
    expected = re.search(pattern, of, sum((known[flag] for flag in flags), re.NOFLAG))

    answer = client.get("/sparql", params={"query": asking(pattern, flags, of)})

    assert answer.status_code == 200, answer.text
    assert answer.json()["boolean"] is (expected is not None)


def test_the_page_says_it_in_the_language_of_its_reader(client: TestClient) -> None:
    def shown(query: str, lang: str) -> str:
        asked = {"query": query, "lang": lang}
        return client.get("/sparql", params=asked, headers={"Accept": "text/html"}).text

    for lang, said in (
        ("sv", "Rad 1, tecken 14: Motorn kan inte läsa mönstret i REGEX eller REPLACE"),
        ("en", "Line 1, character 14: The engine cannot read the pattern in REGEX or REPLACE"),
    ):
        assert said in shown(asking(r"(a)\1"), lang)
    assert "Motorn läser en teckenklass i mönstret" in shown(asking("[a-[b]]"), "sv")
    replacing = 'SELECT (REPLACE("a", "(a)", "$1b") AS ?r) {}'
    assert "skriv ${1} där." in shown(replacing, "sv")
    assert "none is taken from another" not in shown(asking("a"), "en")
    assert "classes taken from each other ([a-z-[aeiou]])" in shown(asking("a"), "en")
