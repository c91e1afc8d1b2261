"""Where in a query something stands, said so that a person finds it."""

from service.problems import Flaw, shortened
from service.sparql.errors import BadRequestError

ELSEWHERE = {
    "SERVICE": (
        "SERVICE is refused: this endpoint answers from its own data only and calls no other; ask "
        "the other endpoint yourself and join the answers",
        "a pattern on the data of this endpoint, and no prefix that begins with SERVICE",
    ),
    "FROM": (
        "FROM is refused: there is one graph here, which is asked without it; a graph that is not "
        "here would look like one with nothing in it",
        "no FROM and no FROM NAMED",
    ),
}


def syntax_error(query: str, line: int, column: int, expected: str) -> BadRequestError:
    """A query that is none, and what was expected where."""
    return BadRequestError(
        f"this is no SPARQL query: line {line}, column {column}: expected {expected}",
        flaws=(_flaw(query, line, column, expected),),
    )


def leads_elsewhere(query: str, word: str, line: int, column: int) -> BadRequestError:
    """A query for other data than there is here."""
    message, expected = ELSEWHERE[word]
    return BadRequestError(
        f"line {line}, column {column}: {message}", flaws=(_flaw(query, line, column, expected),)
    )


def _flaw(query: str, line: int, column: int, expected: str) -> Flaw:
    lines = query.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    where = ("query", f"line {line}", f"column {column}")
    return Flaw(loc=where, value=shortened(text.strip("\r")), expected=expected)
