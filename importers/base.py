"""What every source shares: its manifest, how it is found, and how its records become claims."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Protocol, TypeVar, cast

from pydantic import ValidationError, model_validator

from graph_schema.base import Edge, GraphModel, Node
from graph_schema.claims import (
    Claim,
    CoverageSlice,
    Licence,
    Locator,
    RecordKey,
    Scope,
    SourceInfo,
    require_private,
)
from graph_schema.ids import canonical_json, digest
from graph_schema.vocabularies import Visibility
from importers.errors import BadInputError
from importers.files import SourceFile
from importers.masking import mask_personal_numbers

AMOUNTS = frozenset({"amount", "total_budget"})  # ten digits there are kronor
MOST_KEY = 800  # characters, of nine bytes at most in Neo4j, whose indexes hold 8,000; seen: 184
REMEMBERED = 8_192  # statements of fields checked once; about 1 kB each
RecordT = TypeVar("RecordT")


class Manifest(GraphModel):
    """What a source's ``manifest.toml`` declares; a key nobody knows is an error.

    ``order`` is the precedence among sources, lowest first; ``scope`` what a file of this source
    restates; ``expect`` the lowest and highest number of claims per kind a healthy full run gives.
    ``by_mapping``: somebody else declares it, for one file of several that the source may have.
    """

    name: str
    title_sv: str
    title_en: str
    publisher: str
    url: str | None = None
    retrieved: str | None = None
    version: str
    order: int
    scope: Scope
    visibility: Visibility = Visibility.PUBLIC
    licence: Licence
    sample: tuple[str, ...] = ()
    bundled: bool = True
    by_mapping: bool = False
    expect: Mapping[str, tuple[int, int]] = {}
    coverage: tuple[CoverageSlice, ...] = ()
    not_covered_years: tuple[int, ...] = ()
    note_sv: str | None = None
    note_en: str | None = None

    @model_validator(mode="after")
    def _passed_on(self) -> "Manifest":
        require_private(self.licence, self.visibility)
        return self

    def info(self) -> SourceInfo:
        """The part of the manifest that the graph keeps."""
        return SourceInfo.model_validate(
            {name: getattr(self, name) for name in SourceInfo.model_fields}
        )


class SourceModule(Protocol):
    """What a source's ``importer.py`` offers.

    ``read`` yields the records of a file; ``claims`` turns one record into claims and raises
    ``BadInputError`` for that record alone. Both are pure: no network, no environment.
    """

    def read(self, file: SourceFile) -> Iterator[Any]: ...

    def claims(self, record: Any, make: "ClaimMaker") -> Iterator[Claim]: ...


@dataclass(frozen=True)
class Importer:
    """A source found in the package; its code is loaded when a file of it is read."""

    manifest: Manifest
    load: Callable[[], SourceModule]
    folder: Traversable

    @cached_property
    def module(self) -> SourceModule:
        """What reads the source's files."""
        return self.load()

    def samples(self) -> list[Traversable]:
        """The bundled files, in the order they are loaded."""
        return [self.folder.joinpath(name) for name in self.manifest.sample]


class RecordClaims:
    """Builds the claims of one record, checking every field against the type's declaration."""

    def __init__(self, manifest: Manifest, record: str, locator: Locator) -> None:
        self._manifest = manifest
        self._record = mask_personal_numbers(record)
        self._locator = _without_numbers(locator)

    def node(
        self,
        node_type: type[Node],
        key: str,
        published: Mapping[str, Any],
        *,
        locator: Locator | None = None,
        **fields: Any,
    ) -> Claim:
        """A statement of one node; ``published`` holds the values as they stood."""
        return self._claim(
            node_type.LABEL, key, None, published, _checked(node_type, fields), locator
        )

    def edge(
        self,
        edge_type: type[Edge],
        ends: tuple[Claim | RecordKey, Claim | RecordKey],
        published: Mapping[str, Any],
        *,
        locator: Locator | None = None,
        **fields: Any,
    ) -> Claim:
        """A statement of one edge; an end is a node claim or the record key of any source."""
        start, end = (_end(e) for e in ends)
        if start.kind not in edge_type.FROM or end.kind not in edge_type.TO:
            raise ValueError(f"{edge_type.LABEL} cannot go from {start.kind} to {end.kind}")
        checked = _checked(edge_type, fields)
        identity = {name: checked.get(name) for name in edge_type.IDENTITY}
        key = digest(canonical_json([str(start), str(end), identity]))[:24]
        return self._claim(edge_type.LABEL, key, (start, end), published, checked, locator)

    def _claim(
        self,
        kind: str,
        key: str,
        ends: tuple[RecordKey, RecordKey] | None,
        published: Mapping[str, Any],
        fields: Mapping[str, Any],
        locator: Locator | None,
    ) -> Claim:
        for named in (self._record, key):
            if len(named) > MOST_KEY:
                raise _too_long(named, published).located("", locator or self._locator)
        return Claim(
            source=self._manifest.name,
            record=self._record,
            kind=kind,
            key=mask_personal_numbers(key),
            ends=ends,
            published={name: masked(v) for name, v in published.items() if v is not None},
            fields=fields,
            importer=f"{self._manifest.name} {self._manifest.version}",
            locator=_without_numbers(locator) if locator is not None else self._locator,
        )


class ClaimMaker:
    """Hands out a claim builder per record of one source."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest

    def at(self, record: str, locator: Locator) -> RecordClaims:
        """Claims of the record with this key, standing at this place."""
        return RecordClaims(self._manifest, record, locator)


def _too_long(named: str, published: Mapping[str, Any]) -> BadInputError:
    # The key may be longer than its cell: ß is two letters where names are compared.
    stood = ((name, value) for name, value in published.items() if isinstance(value, str))
    column, value = max(stood, key=lambda each: len(each[1]), default=(None, named))
    return BadInputError(
        column=column,
        value=value,
        expected=f"a name or number of at most {MOST_KEY} characters, with ß and such as two, this "
        f"one has {len(named):,}",
        advice="look for a text in the column of names, or for several names in one cell",
    )


def _end(end: Claim | RecordKey) -> RecordKey:
    key = end if isinstance(end, RecordKey) else end.node
    return key._replace(key=mask_personal_numbers(key.key))


def masked(value: Any) -> Any:
    """The value without personal numbers: persons are no part of the graph, whatever the column."""
    if isinstance(value, str):
        return mask_personal_numbers(value)
    if isinstance(value, Mapping):
        return {name: masked(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [masked(inner) for inner in value]
    return value


def _without_numbers(locator: Locator) -> Locator:
    if locator.pointer is None:
        return locator
    return locator.model_copy(update={"pointer": mask_personal_numbers(locator.pointer)})


def _checked(typed: type[Node] | type[Edge], fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """The stated fields as the type reads them, without personal numbers."""
    stated = tuple(item for item in fields.items() if item[1] is not None and item[1] != ())
    try:
        hash(stated)
    except TypeError:  # a list among the values
        return _validated(typed, stated)
    return _validated_before(typed, stated)


def _validated(
    typed: type[Node] | type[Edge], stated: tuple[tuple[str, Any], ...]
) -> Mapping[str, Any]:
    try:
        model = typed.model_validate(dict(stated))
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInputError(
            column=".".join(str(part) for part in first["loc"]),
            value=str(first["input"]),
            expected=first["msg"],
        ) from error
    found = model.model_dump(mode="json", exclude_unset=True)
    return {n: v if n in AMOUNTS else masked(v) for n, v in found.items()}


# Most rows of a table restate an actor, a fund or a region that another row stated already.
_validated_before = lru_cache(maxsize=REMEMBERED)(_validated)


def _module(name: str) -> SourceModule:
    return cast(SourceModule, import_module(f"importers.sources.{name}.importer"))


@cache
def importers() -> Mapping[str, Importer]:
    """Every source folder with a manifest, by name, in the order of precedence."""
    found = []
    for folder in files("importers.sources").iterdir():
        manifest_file = folder.joinpath("manifest.toml")
        if not manifest_file.is_file():
            continue
        manifest = Manifest.model_validate(tomllib.loads(manifest_file.read_text(encoding="utf-8")))
        if manifest.name != folder.name:
            raise ValueError(f"manifest of {folder.name} calls itself {manifest.name}")
        found.append(Importer(manifest, partial(_module, folder.name), folder))
    return {
        i.manifest.name: i for i in sorted(found, key=lambda i: (i.manifest.order, i.manifest.name))
    }


Progress = Callable[[int], None]
