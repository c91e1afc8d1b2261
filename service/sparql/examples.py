"""Questions one can put in SPARQL: one file for the page, the tests and the documentation."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from graph_schema.base import GraphModel

USED = re.compile(r"(?<![\w<?:])([a-z]+):")


class Example(GraphModel):
    """A question in words, in SPARQL, and where the HTTP API answers it; see examples.toml."""

    sv: str
    en: str
    query: str
    api: str
    rows: str = ""
    fields: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    some: bool = False

    def written(self, prefixes: Mapping[str, str]) -> str:
        """The query as it can be put to any endpoint, its prefixes declared."""
        used = sorted(set(USED.findall(self.query)) & set(prefixes))
        lines = [f"PREFIX {name}: <{prefixes[name]}>" for name in used]
        return "\n".join((*lines, self.query.strip()))


@cache
def examples() -> Mapping[str, Example]:
    """All of them, by name, in the order of the page."""
    place = files("service.sparql") / "examples.toml"
    found = tomllib.loads(place.read_text(encoding="utf-8"))
    return {name: Example.model_validate(fields) for name, fields in found.items()}
