"""Every text of the pages, from one catalogue with both languages under each key."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """The texts by key, then language."""
    place = files("service.pages") / "texts.toml"
    return tomllib.loads(place.read_text(encoding="utf-8"))


def text(key: str, lang: str, **values: object) -> str:
    """The text of a key with its gaps filled; what fills them is never read as a pattern."""
    found = catalogue()[key][lang]
    return found.format(**values) if values else found
