"""Reads a mapping file; what is wrong with it is said by its section, key and value."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from importers.errors import BadInputError
from importers.files import SourceFile
from importers.mapped_tables.mapping import TableMapping

MAX_MAPPING = 1 << 20  # bytes; a mapping has a line per column
ALIKE = 60  # per cent; "colum" and "column" are 91, "name" and "named" 89


def load_mapping(path: Path) -> TableMapping:
    """The mapping of a TOML file; raises ``BadInputError``."""
    file = SourceFile(path, limit=MAX_MAPPING)
    return parse_mapping(file.read(), file.name)


def parse_mapping(data: bytes, name: str) -> TableMapping:
    """The mapping in these bytes of a TOML file."""
    try:
        found = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadInputError(file=name, expected="text in UTF-8", advice="save it again") from error
    except tomllib.TOMLDecodeError as error:
        raise BadInputError(
            file=name,
            expected=f"a mapping written as TOML ({error})",
            advice="correct that line; words with å, ä, ö or spaces need quotation marks",
        ) from error
    try:
        return TableMapping.model_validate(found)
    except ValidationError as error:
        raise _explained(name, error.errors()) from error


def _explained(file: str, errors: list[ErrorDetails]) -> BadInputError:
    # A misspelt key is also a missing one: the misspelling says more.
    first = next((e for e in errors if e["type"] == "extra_forbidden"), errors[0])
    *above, last = first["loc"] or ("",)
    place = _place(first["loc"])
    if first["type"] == "extra_forbidden":
        known = _known(above)
        near = process.extractOne(str(last), known, scorer=fuzz.ratio, score_cutoff=ALIKE)
        meant = "" if near is None else f"; did you mean “{near[0]}”?"
        return BadInputError(
            file=file,
            column=place,
            value=str(last),
            expected="one of the keys " + ", ".join(known) + meant,
            advice="correct or remove the key",
        )
    if first["type"] == "missing":
        return BadInputError(file=file, column=place, expected="a value", advice="add this key")
    given = first["input"]
    return BadInputError(
        file=file,
        column=place,
        value=str(given) if isinstance(given, str | int | float) else None,
        expected=first["msg"].removeprefix("Value error, ").removeprefix("Input should be "),
        advice="correct the mapping",
    )


def _place(parts: tuple[int | str, ...]) -> str:
    """A place as the file shows it: ``[participant] number 2 role``."""
    if not parts:
        return "the whole mapping"
    section, *rest = parts
    words = [f"number {part + 1}" if isinstance(part, int) else part for part in rest]
    return " ".join([f"[{section}]", *(word for word in words if word != "fixed")])


def _known(above: list[int | str]) -> list[str]:
    """The keys that may stand at a place of the mapping."""
    model: type[BaseModel] = TableMapping
    for part in above:
        if isinstance(part, str) and part in model.model_fields:
            model = next(_models(model.model_fields[part].annotation), model)
    return list(model.model_fields)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
