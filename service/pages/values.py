"""Fields of nodes and ties as people read them: captions, labels, dates, amounts, links."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph_schema.answers import NodeAnswer, StatedValue
from graph_schema.base import Column, Typed
from graph_schema.edges import EDGE_TYPES
from graph_schema.nodes import NODE_TYPES
from graph_schema.vocabularies import ActorKind, Vocabulary
from service.pages import formats
from service.pages.reasons import reason

NODES = {kind.LABEL: kind for kind in NODE_TYPES}
EDGES = {kind.LABEL: kind for kind in EDGE_TYPES}
DATES = frozenset({"start", "end"})
AMOUNTS = frozenset({"total_budget", "amount"})
PER_CENT = frozenset({"share", "cofinancing_rate"})
EVIDENCE = "sector_evidence"
KINDS = ("actor_kind", "collaboration_kind", "programme_kind", "level")
PLACED = ("number", "city", "region_as_published")
LEFT_OUT = frozenset({"name", "geometry", "currency"})
LONG = 400  # characters: more than this is folded away


@dataclass(frozen=True)
class Shown:
    """One value: as text, folded where it is long, linked where it is an address."""

    text: str
    address: str | None = None

    @property
    def is_long(self) -> bool:
        """Whether it would push everything else off the screen."""
        return len(self.text) > LONG


@dataclass(frozen=True)
class FieldView:
    """A field with its caption, the values shown, and what else is stated."""

    name: str
    caption: str
    values: tuple[Shown, ...]
    others: tuple[tuple[Shown, tuple[str, ...]], ...]
    sources: tuple[str, ...]


def caption(column: Column, lang: str) -> str:
    """The field's caption."""
    return column.term.sv if lang == "sv" else column.term.en


def type_name(label: str, lang: str) -> str:
    """What a kind of node is called."""
    kind = NODES[label]
    return kind.SV if lang == "sv" else kind.EN


def field_views(answer: NodeAnswer, lang: str, kind: type[Typed]) -> tuple[FieldView, ...]:
    """The fields that have a value, in the order of the type."""
    return tuple(
        _field_view(column, answer, lang)
        for column in kind.columns()
        if (column.name in answer.fields or column.name in answer.stated)
        and column.name not in LEFT_OUT
    )


def _field_view(column: Column, answer: NodeAnswer, lang: str) -> FieldView:
    stated: tuple[StatedValue, ...] = answer.stated.get(column.name, ())
    whole = answer.fields
    shown = _each(whole[column.name]) if column.name in whole else ()
    values = tuple(_shown(column, value, whole, lang) for value in shown)
    return FieldView(
        name=column.name,
        caption=caption(column, lang),
        values=values,
        others=tuple(
            (other, names)
            for other, names in _others(column, answer, lang).items()
            if other not in values
        ),
        sources=tuple(dict.fromkeys(s for value in stated for s in value.sources)),
    )


def _others(column: Column, answer: NodeAnswer, lang: str) -> dict[Shown, tuple[str, ...]]:
    """What else is stated, as its own sources have it: an amount in their currency, not in ours."""
    found: dict[Shown, tuple[str, ...]] = {}
    for other in answer.stated.get(column.name, ()):
        for value in () if other.shown else _each(other.value):
            shown = _shown(column, value, other.beside, lang)
            country = other.beside.get("country")
            if column.name == "place" and country not in (None, answer.fields.get("country")):
                shown = Shown(f"{shown.text}, {country}")
            found[shown] = tuple(dict.fromkeys((*found.get(shown, ()), *other.sources)))
    return found


def essence(answer: NodeAnswer, lang: str) -> list[str]:
    """What a reader wants first: of what kind, when, where, under which number."""
    columns = {column.name: column for column in NODES[answer.label].columns()}
    fields = answer.fields
    when = formats.period(fields.get("start"), fields.get("end"), lang)
    first = [plain(columns[name], fields, lang) for name in KINDS if name in columns]
    last = [plain(columns[name], fields, lang) for name in PLACED if name in columns]
    unknown = ActorKind.UNKNOWN.label(lang)
    return [part for part in (*first, when, *last) if part and part != unknown]


def plain(column: Column, fields: Mapping[str, Any], lang: str) -> str:
    """The value of one field on one line; nothing where there is none."""
    if column.name not in fields:
        return ""
    return ", ".join(_shown(column, v, fields, lang).text for v in _each(fields[column.name]))


def tie_details(type: str, fields: Mapping[str, Any], lang: str) -> str:
    """What a tie says beside its ends and period, role and amount first."""
    return "; ".join(part for part in _details(EDGES[type], fields, lang) if part)


def _details(kind: type[Typed], fields: Mapping[str, Any], lang: str) -> Iterator[str]:
    for column in kind.columns():
        if column.name in DATES | LEFT_OUT or column.name.endswith("_as_published"):
            continue
        if column.name == "status" and fields.get("status") == "party":
            continue  # what a participation is unless something else is said
        yield plain(column, fields, lang)


def _each(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _shown(column: Column, value: Any, fields: Mapping[str, Any], lang: str) -> Shown:
    if column.vocabulary is not None and issubclass(column.vocabulary, Vocabulary):
        known = {member.value: member for member in column.vocabulary}
        return Shown(known[value].label(lang) if value in known else str(value))
    if column.name == EVIDENCE:
        return Shown(reason(str(value), lang))
    if column.name in DATES:
        return Shown(formats.partial_date(str(value), lang))
    if column.name in AMOUNTS:
        return Shown(formats.amount(str(value), fields.get("currency"), lang))
    if column.name in PER_CENT:
        return Shown(formats.amount(str(value), "%", lang))
    if column.name == "website" and str(value).startswith(("http://", "https://")):
        return Shown(str(value), str(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return Shown(formats.number(value, lang))
    return Shown(str(value))
