"""A JSON file read strictly: every value has a place, and a value nobody asked for is an error."""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn, cast

from graph_schema.claims import Locator
from importers.errors import BadInputError
from importers.files import SourceFile

Shape = type | tuple[type, ...]

WHOLE_FILE = "save the file again from where it was fetched; it must be complete and UTF-8"
# An escaped surrogate that is not one of a pair: JSON allows it, and no text can hold it.
HALF_PAIR = re.compile(
    r"(?<!\\)(?:\\\\)*(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})"
)
NEW_FIELD = "the file has changed: teach the importer this field, or take it out of the file"


def read_json(file: SourceFile) -> Any:
    """The value a JSON file holds; half a file, repeated keys and NaN are located errors."""
    raw = file.read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(
            file=file.name,
            value=repr(raw[error.start : error.end]),
            expected=f"UTF-8 text (byte {error.start} is not)",
            advice=WHOLE_FILE,
        ) from error
    if not text.strip():
        raise BadInputError(file=file.name, value="", expected="a JSON document", advice=WHOLE_FILE)
    _refuse_half_a_character(file, text)
    try:
        return json.loads(text, object_pairs_hook=_once_each, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise BadInputError(
            file=file.name,
            row=error.lineno,
            column=f"character {error.colno}",
            value=text[error.pos : error.pos + 20] or None,
            expected=f"JSON ({error.msg})",
            advice=WHOLE_FILE,
        ) from error
    except _NotStrictJsonError as error:
        raise BadInputError(
            file=file.name, value=error.value, expected=error.expected, advice=WHOLE_FILE
        ) from error
    except RecursionError as error:
        raise BadInputError(
            file=file.name, expected="JSON that is not nested a thousand deep", advice=WHOLE_FILE
        ) from error


def _refuse_half_a_character(file: SourceFile, text: str) -> None:
    half = HALF_PAIR.search(text)
    if half is not None:
        raise BadInputError(
            file=file.name,
            row=text.count("\n", 0, half.start()) + 1,
            value=half[0],
            expected="whole characters; this is half of one",
            advice=WHOLE_FILE,
        )


class _NotStrictJsonError(Exception):
    """What Python's parser would have let through."""

    def __init__(self, value: str, expected: str) -> None:
        super().__init__(value, expected)
        self.value = value
        self.expected = expected


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _NotStrictJsonError(name, "each key once in an object; this one is repeated")
        found[name] = value
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise _NotStrictJsonError(name, "a number that JSON knows")


class JsonRecord:
    """One object of a file; values are taken out by name and what is left over is an error.

    ``name`` is the last step of the pointer: the key it stood under, or its place in a list.
    """

    def __init__(self, file: SourceFile, pointer: str, value: Any) -> None:
        self._file = file
        self.pointer = pointer
        self.name = pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        if not isinstance(value, dict):
            raise self.error(None, value, "an object")
        self._left = dict(value)
        self._children: list[JsonRecord] = []

    def locator(self, field: str | None = None) -> Locator:
        """Where the record, or one of its fields, stands in the file."""
        return Locator(pointer=self.pointer if field is None else self._under(field))

    def error(
        self, field: str | None, value: object, expected: str, advice: str = ""
    ) -> BadInputError:
        """An error that names this record's place; the caller raises it."""
        return BadInputError(
            file=self._file.name,
            column=(self.pointer or "/") if field is None else self._under(field),
            value=None if value is None else str(value)[:200],
            expected=expected,
            advice=advice or "correct this value in the file",
        )

    def pop(self, field: str, shape: Shape, *, required: bool = True) -> Any:
        """Take a value out; its JSON type must be one of ``shape``; null counts as absent."""
        value = self._left.pop(field, None)
        if value is None:
            if required:
                raise self.error(field, None, "a value (the field is missing or null)")
            return None
        if not isinstance(value, shape) or (isinstance(value, bool) and not _takes_bool(shape)):
            raise self.error(field, json.dumps(value, ensure_ascii=False), _said(shape))
        return value

    def peek(self, field: str) -> Any:
        """A value unchecked and left in place, for what must be known of all records first."""
        return self._left.get(field)

    def pop_text(self, field: str) -> str:
        """A text that must be there; it may be empty."""
        return cast(str, self.pop(field, str))

    def pop_optional_text(self, field: str) -> str | None:
        """A text, or None where it is missing, null or blank."""
        value = self.pop(field, str, required=False)
        return value if value is not None and value.strip() else None

    def pop_text_or_null(self, field: str) -> str | None:
        """A text, or None where it is null or blank; the field itself must be there."""
        if field not in self._left:
            raise self.error(field, None, "this field, were it only null", "fetch the file again")
        return self.pop_optional_text(field)

    def pop_texts(self, field: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts; a missing list is empty unless required."""
        values = self.pop(field, list, required=required) or []
        for place, value in enumerate(values):
            if not isinstance(value, str):
                raise self.error(f"{field}/{place}", json.dumps(value), _said(str))
        return tuple(values)

    def pop_record(self, field: str) -> "JsonRecord":
        """An object within this one; what is left over in it counts as left over here."""
        return self._child(field, self.pop(field, dict))

    def pop_records(self, field: str, *, required: bool = True) -> "list[JsonRecord]":
        """A list of objects within this one."""
        values = self.pop(field, list, required=required) or []
        return [self._child(f"{field}/{place}", value) for place, value in enumerate(values)]

    def ensure_consumed(self) -> None:
        """Raise if this record, or one taken out of it, holds a field that nobody took out."""
        for field, value in self._left.items():
            raise self.error(
                field, json.dumps(value, ensure_ascii=False), "no field of this name", NEW_FIELD
            )
        for child in self._children:
            child.ensure_consumed()

    def _child(self, step: str, value: Any) -> "JsonRecord":
        child = JsonRecord(self._file, f"{self.pointer}/{step}", value)
        self._children.append(child)
        return child

    def _under(self, field: str) -> str:
        return f"{self.pointer}/{field}"


def listed_records(file: SourceFile) -> Iterator[JsonRecord]:
    """The records of a file whose top level is a list of objects; pointers read ``/0``, ``/1`` …"""
    data = read_json(file)
    if not isinstance(data, list):
        raise _wrong_top(file, data, "a list of records at the top level")
    for place, value in enumerate(data):
        yield JsonRecord(file, f"/{place}", value)


def named_records(file: SourceFile) -> Iterator[JsonRecord]:
    """The records of a file whose top level is an object of records by name."""
    data = read_json(file)
    if not isinstance(data, dict):
        raise _wrong_top(file, data, "an object of records by name at the top level")
    for name, value in data.items():
        yield JsonRecord(file, "/" + name.replace("~", "~0").replace("/", "~1"), value)


def _wrong_top(file: SourceFile, data: Any, expected: str) -> BadInputError:
    return BadInputError(
        file=file.name,
        column="/",
        value=json.dumps(data, ensure_ascii=False)[:80],
        expected=expected,
        advice="choose the source this file belongs to",
    )


JSON_NAMES = {str: "a text", int: "a whole number", float: "a number", dict: "an object"}


def _said(shape: Shape) -> str:
    shapes = shape if isinstance(shape, tuple) else (shape,)
    return " or ".join(JSON_NAMES.get(s, "a list" if s is list else s.__name__) for s in shapes)


def _takes_bool(shape: Shape) -> bool:
    return bool in (shape if isinstance(shape, tuple) else (shape,))
