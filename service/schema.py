"""The vocabulary described for people and programs; all of it is read off the types."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from graph_schema.base import Column, ColumnKind, Edge, GraphModel, Node, Typed
from graph_schema.edges import EDGE_TYPES
from graph_schema.nodes import NODE_TYPES
from graph_schema.ontology import meaning_of
from graph_schema.rdf import property_of
from graph_schema.vocabularies import Vocabulary
from service.exports.cubes import CardWord, card_words


class SchemaValue(GraphModel):
    """One word of a closed list; ``about`` is what it means, null where that is not written."""

    code: str
    label_sv: str
    label_en: str
    about_sv: str | None
    about_en: str | None


class SchemaVocabulary(GraphModel):
    """A closed list."""

    name: str
    values: tuple[SchemaValue, ...]


class SchemaField(GraphModel):
    """One field; ``vocabulary`` names the closed list its values are from."""

    name: str
    kind: ColumnKind
    required: bool
    caption_sv: str
    caption_en: str
    rdf: str
    vocabulary: str | None


class SchemaType(GraphModel):
    """A node type, with its noun, or an edge type, with the labels of its ends."""

    label: str
    caption_sv: str
    caption_en: str
    about: str
    rdf: str
    noun: str | None = None
    prefix: str | None = None
    starts_at: tuple[str, ...] = ()
    ends_at: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    fields: tuple[SchemaField, ...]


class Schema(GraphModel):
    """All types, closed lists and values of evidence cards.

    ``own:`` stands for ``own_namespace`` where there is one.
    """

    nodes: tuple[SchemaType, ...]
    edges: tuple[SchemaType, ...]
    vocabularies: tuple[SchemaVocabulary, ...]
    cards: tuple[CardWord, ...]
    own_namespace: str | None


def schema(
    base: str | None = None,
    *,
    node_types: Sequence[type[Node]] = NODE_TYPES,
    edge_types: Sequence[type[Edge]] = EDGE_TYPES,
) -> Schema:
    """The types with captions, fields, closed lists, RDF terms, ends and direction."""
    return Schema(
        nodes=tuple(_described(kind, noun=kind.NOUN, prefix=kind.PREFIX) for kind in node_types),
        edges=tuple(
            _described(kind, starts_at=kind.FROM, ends_at=kind.TO, identity=kind.IDENTITY)
            for kind in edge_types
        ),
        vocabularies=tuple(_vocabularies([*node_types, *edge_types])),
        cards=card_words(),
        own_namespace=f"{base}ontology#" if base is not None else None,
    )


def _described(kind: type[Typed], **own: str | tuple[str, ...]) -> SchemaType:
    return SchemaType.model_validate(
        {
            "label": kind.LABEL,
            "caption_sv": kind.SV,
            "caption_en": kind.EN,
            "about": " ".join((kind.__doc__ or "").split()),
            "rdf": kind.RDF,
            "fields": tuple(_field(column) for column in kind.columns()),
            **own,
        }
    )


def _field(column: Column) -> SchemaField:
    return SchemaField(
        name=column.name,
        kind=column.kind,
        required=column.required,
        caption_sv=column.term.sv,
        caption_en=column.term.en,
        rdf=property_of(column),
        vocabulary=column.vocabulary.__name__ if column.vocabulary is not None else None,
    )


def _vocabularies(kinds: Iterable[type[Typed]]) -> Iterator[SchemaVocabulary]:
    """Every closed list some field uses, in the order of first use."""
    used = {c.vocabulary: None for kind in kinds for c in kind.columns() if c.vocabulary}
    for vocabulary in used:
        values = tuple(_value(member) for member in vocabulary)
        yield SchemaVocabulary(name=vocabulary.__name__, values=values)


def _value(member: StrEnum) -> SchemaValue:
    labels = (member.sv, member.en) if isinstance(member, Vocabulary) else (member.value,) * 2
    about = meaning_of(member) or (None, None)
    return SchemaValue(
        code=member.value,
        label_sv=labels[0],
        label_en=labels[1],
        about_sv=about[0],
        about_en=about[1],
    )
