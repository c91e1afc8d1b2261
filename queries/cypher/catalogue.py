"""The catalogue of questions in Cypher: what each asks, takes and returns."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

HEADER = re.compile(
    r"// (?P<name>\w+): (?P<purpose>[^\n]+)\n"
    r"// params  : (?P<params>[^\n]+)\n"
    r"// returns : (?P<returns>[^\n]+)\n"
    r"(?P<text>[^/].*)",
    re.DOTALL,
)
NO_PARAMS = "none"


class Question(NamedTuple):
    """One .cypher file, to be pasted into a prompt as it is."""

    name: str
    purpose: str
    params: Mapping[str, str]
    returns: tuple[str, ...]
    text: str


class BadHeaderError(Exception):
    """A file of the catalogue does not say what it asks, takes and returns."""


def parse_question(name: str, file: str) -> Question:
    """The question a file holds; ``params`` are names with the Cypher type of each."""
    found = HEADER.fullmatch(file)
    if found is None or found["name"] != name:
        raise BadHeaderError(
            f"{name}.cypher: expected three comments to begin with: // {name}: what it asks, "
            "// params  : and // returns : with a list each"
        )
    listed = [] if found["params"] == NO_PARAMS else found["params"].split(", ")
    return Question(
        name=name,
        purpose=found["purpose"],
        params={param: kind for param, _, kind in (entry.partition(" ") for entry in listed)},
        returns=tuple(found["returns"].split(", ")),
        text=file,
    )


@cache
def catalogue() -> Mapping[str, Question]:
    """Every question, by name and in the order of the names."""
    folder = files("queries") / "cypher"
    texts = {
        path.name.removesuffix(".cypher"): path.read_text(encoding="utf-8")
        for path in folder.iterdir()
        if path.name.endswith(".cypher")
    }
    return {name: parse_question(name, texts[name]) for name in sorted(texts)}
