"""Queries that take whatever they can get."""

ALL = "?s ?p ?o"
TRIPLES = [f"?s{n} ?p{n} ?o{n}" for n in range(8)]


def nested(open: str, inside: str, close: str, times: int) -> str:
    """Something within itself."""
    return open * times + inside + close * times


def doubled(times: int, start: str = "x" * 1_000) -> str:
    """A text that is twice as long at every step."""
    steps = " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(times))
    return f'BIND("{start}" AS ?a0) {steps}'


JOIN = " . ".join(TRIPLES[:3])
HOSTILE: dict[str, str] = {
    "cross product, sorted": f"SELECT * {{ {JOIN} }} ORDER BY ?o0 ?o1 ?o2",
    "cross product, sorted, one row": f"SELECT * {{ {JOIN} }} ORDER BY DESC(?o1) ?s2 LIMIT 1",
    "cross product, counted": f"SELECT (COUNT(*) AS ?n) {{ {JOIN} }}",
    "cross product, distinct": f"SELECT DISTINCT ?s0 ?s1 ?o2 {{ {JOIN} }}",
    "cross product, grouped": f"SELECT ?o0 (COUNT(*) AS ?n) {{ {JOIN} }} GROUP BY ?o0 ?o1 ?o2",
    "cross product, sent": f"SELECT * {{ {JOIN} }}",
    "cross product, built": f"CONSTRUCT {{ ?s0 ?p1 ?o2 }} {{ {JOIN} }}",
    "cross product of eight": f"SELECT (COUNT(*) AS ?n) {{ {' . '.join(TRIPLES)} }}",
    "cross product, filtered to nothing": f"ASK {{ {JOIN} "
    "FILTER(CONCAT(STR(?o0), STR(?o1)) = 'å') }",
    "cross product, minus": f"SELECT * {{ {JOIN} MINUS {{ {JOIN} FILTER(?o0 != ?o1) }} }}",
    "cross product by optionals": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"OPTIONAL {{ {t} }}" for t in TRIPLES) + " }",
    "unions of cross products": "SELECT * { "
    + " UNION ".join(f"{{ {JOIN} }}" for _ in range(50)) + " } ORDER BY ?o0",
    "subqueries in subqueries": "SELECT * { "
    + nested("{ SELECT * { ?s ?p ?o . ?a ?b ?c . ", ALL, " } }", 5) + " } ORDER BY ?o ?c",
    "a subquery for every row": f"SELECT * {{ {JOIN} FILTER NOT EXISTS {{ {TRIPLES[4]} . "
    f"{TRIPLES[5]} FILTER(?o4 = CONCAT(STR(?o0), STR(?o5))) }} }}",
    "braces, 5,000": "SELECT * " + nested("{", "", "}", 5_000),
    "braces, 100,000": "SELECT * " + nested("{", "", "}", 100_000),
    "braces that do not close": "SELECT * " + "{" * 100_000,
    "brackets, 100,000": "ASK { FILTER" + nested("(", "true", ")", 100_000) + " }",
    "square brackets": "ASK { " + nested("[ <a:a> ", "1", " ]", 50_000) + " . }",
    "lists in lists": "ASK { " + nested("(", "1", ")", 50_000) + " <a:a> 1 }",
    "not, 100,000": "ASK { FILTER(" + "!" * 100_000 + "true) }",
    "minus signs": "SELECT (" + "- " * 100_000 + "1 AS ?x) {}",
    "sums": "SELECT (" + "1+" * 300_000 + "1 AS ?x) {}",
    "ands": "ASK { FILTER(" + "true&&" * 100_000 + "true) }",
    "optionals in optionals": "ASK { " + nested("OPTIONAL { ", ALL, " }", 20_000) + " }",
    "unions in unions": "ASK { " + nested("{ {} UNION ", "{}", " }", 20_000) + " }",
    "filters in filters": "ASK { " + nested("FILTER NOT EXISTS { ", ALL, " }", 20_000) + " }",
    "subqueries, 20,000": "SELECT * { " + nested("{ SELECT * { ", ALL, " } }", 20_000) + " }",
    "paths in paths": "ASK { ?s " + nested("(", "<a:a>", ")*", 50_000) + " ?o }",
    "functions in functions": "SELECT (" + nested("STR(", "1", ")", 50_000) + " AS ?x) {}",
    "ifs in ifs": "SELECT (" + nested("IF(true, ", "1", ", 2)", 30_000) + " AS ?x) {}",
    "text doubled, 40 times": f"SELECT (STRLEN(?a40) AS ?n) {{ {doubled(40)} }}",
    "text doubled for every row": f"SELECT (SUM(STRLEN(?a14)) AS ?n) {{ {doubled(14)} {JOIN} }}",
    "text replaced by itself": "SELECT (STRLEN(?z) AS ?n) { BIND(REPLACE(REPLACE(REPLACE(REPLACE("
    f"'{'a' * 100}', 'a', '{'b' * 100}'), 'b', '{'c' * 100}'), 'c', '{'d' * 100}'), 'd', "
    f"'{'e' * 100}') AS ?z) }}",
    "everything in one text": "SELECT (GROUP_CONCAT(CONCAT(STR(?o0), STR(?o1))) AS ?x) "
    f"{{ {JOIN} }}",
    "everything in one text, per group": "SELECT ?p0 (GROUP_CONCAT(DISTINCT STR(?o1)) AS ?x) "
    f"{{ {JOIN} }} GROUP BY ?p0 ?o0 ?p1",
    "a pattern that counts": "ASK { ?s ?p ?o "
    'FILTER REGEX(STR(?o), "((a{1,1000}){1,1000}){1,1000}") }',
    "a pattern for every row": f"ASK {{ {JOIN} "
    "FILTER REGEX(CONCAT(STR(?o0), STR(?o2)), CONCAT(STR(?o1), 'å')) }",
    "paths over everything": "SELECT (COUNT(*) AS ?n) { ?s (!<a:a>)* ?o . ?x (!<a:b>)* ?y }",
    "paths both ways": "SELECT * { ?s (!<a:a>|^(!<a:a>))+ ?o . ?o (!<a:b>|^(!<a:b>))+ ?x }",
    "paths in a row": "SELECT (COUNT(*) AS ?n) { ?s "
    + "/".join(["(!<a:a>|^(!<a:a>))*"] * 8) + " ?o }",
    "many values, crossed": "SELECT (COUNT(*) AS ?n) { VALUES ?x { " + "1 " * 50_000
    + "} VALUES ?y { " + "2 " * 50_000 + "} }",
    "many values, sorted by all": "SELECT * { VALUES ?x { " + "1 " * 20_000 + "} ?s ?p ?o } "
    "ORDER BY ?o ?x",
    "many values to many rows": "SELECT * { VALUES ?x { " + "1 " * 100_000 + "} ?s ?p ?o }",
    "random numbers, sorted": f"SELECT * {{ {JOIN} BIND(RAND() AS ?r) }} ORDER BY ?r LIMIT 5",
    "new nodes for every row": f"CONSTRUCT {{ [] <a:a> [ <a:b> ?o0 ] }} {{ {JOIN} }}",
    "digests for every row": "SELECT (COUNT(DISTINCT SHA512(CONCAT(STR(?o0), STR(?o1), STR(?s2))"
    f")) AS ?n) {{ {JOIN} }}",
}  # fmt: skip
STRAINING: dict[str, str] = {
    "braces, 300": "SELECT * " + nested("{", "", "}", 300),
    "values, 100,000": "SELECT (COUNT(*) AS ?n) { VALUES ?x { " + "1 " * 100_000 + "} }",
    "a long text": f'SELECT (STRLEN("{"å" * 300_000}") AS ?n) {{}}',
    "many variables": "SELECT * { " + " ".join(f"BIND({n} AS ?v{n})" for n in range(500)) + " }",
    "a large pattern": 'ASK { ?s ?p ?o FILTER REGEX(STR(?o), "' + "(x+x+)+y" * 2_000 + '") }',
    "all comments": "ASK {}" + "#" * 900_000,
    "much of nothing": "ASK {}" + "\n" * 900_000,
    "half words": "ASK { FILTER('" + "a1 SERVICE " * 50_000 + "' != '') }",
}
"""Odd, and answered all the same."""
