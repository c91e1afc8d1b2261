"""Where in a query something stands, said so that a person finds it."""

from service.problems import Flaw, shortened
from service.sparql.errors import BadRequestError
from service.sparql.limits import READ_ONLY

SERVICE_REFUSED = (
    "SERVICE is refused: this endpoint answers from its own data only and calls no other; ask the "
    "other endpoint yourself and join the answers"
)
REFUSED = {
    "SERVICE": (
        SERVICE_REFUSED,
        "a pattern on the data of this endpoint, without SERVICE",
    ),
    "FROM": (
        "FROM is refused: there is one graph here, which is asked without it; a graph that is not "
        "here would look like one with nothing in it",
        "no FROM but the data set's own address, and no FROM NAMED",
    ),
    "GRAPH": (
        "GRAPH is refused: there is one graph here, which is asked without it, and none with a "
        "name of its own; what each source says is in a graph of its own in /api/v1/export/nquads",
        "the pattern without GRAPH around it",
    ),
    "UPDATE": (READ_ONLY, "SELECT, ASK, CONSTRUCT or DESCRIBE"),
    "pattern": (
        "the engine cannot read this pattern, or its flags, and would leave rows out without a "
        "word: there is no back-reference (\\1), nothing looks ahead or behind, and what repeats "
        "may not be too large ((a{1,900}){1,900}); flags are s, m, i, x and q",
        "a pattern and flags that the engine reads",
    ),
    "class": (
        "the engine reads a class of this pattern otherwise than SPARQL: no class is taken from "
        "another ([a-z-[aeiou]]), and in one [, &&, -- and ~~ mean something else, with the flag x "
        "spaces and # too; take one class from another by a second REGEX, and write \\ before a "
        "sign that is meant itself",
        "a pattern without classes in classes",
    ),
    "replacement": (
        "the engine reads this replacement otherwise than SPARQL: no \\ stands before a sign, and "
        "letters, digits and _ right after $1 are taken for its name; write ${1} there; with the "
        "flag q it does not take $5, $a, $$ and ${5} as they stand; leave $ out there",
        "a replacement with $1 to $9 or ${1} to ${9}, and no \\; with q one without $",
    ),
}
A_QUERY = "a query of SPARQL 1.1"
"""What is expected where the engine does not say it well."""


def syntax_error(query: str, line: int, column: int, expected: str) -> BadRequestError:
    """A query that is none, and what was expected where, if that is known."""
    said = f": expected {expected}" if expected else ""
    return BadRequestError(
        f"this is no SPARQL query: line {line}, column {column}{said}",
        flaws=(_flaw(query, line, column, expected or A_QUERY),),
    )


def refused(query: str, word: str, line: int, column: int) -> BadRequestError:
    """A query for other data than there is here, or one the engine would read otherwise."""
    message, expected = REFUSED[word]
    return BadRequestError(
        f"line {line}, column {column}: {message}", flaws=(_flaw(query, line, column, expected),)
    )


def _flaw(query: str, line: int, column: int, expected: str) -> Flaw:
    lines = query.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    where = ("query", f"line {line}", f"column {column}")
    return Flaw(loc=where, value=shortened(text.strip("\r")), expected=expected)
