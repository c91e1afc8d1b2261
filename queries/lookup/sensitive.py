"""Whether what was asked about is a part of the graph in which few actors must not be told."""

from graph_schema.answers import ArenaPart
from graph_schema.nodes import Programme, Theme
from graph_schema.sensitivity import is_sensitive
from graph_schema.vocabularies import Audience
from queries.lookup.filters import ids_of
from queries.lookup.things import named
from queries.readmodel.open import ReadModel


def is_public(model: ReadModel) -> bool:
    """Whether the reader is one of whom nothing is known; who may read everything sees it all."""
    return model.audience is Audience.PUBLIC


def hides_few(model: ReadModel, part: ArenaPart) -> bool:
    """Whether few actors must not be told: in the public view of a sensitive part."""
    return is_public(model) and is_sensitive_part(model, part)


def is_sensitive_part(model: ReadModel, part: ArenaPart) -> bool:
    """Whether the part is of a theme or programme that is marked sensitive."""
    asked = (("theme", part.theme, Theme.LABEL), ("programme", part.programme, Programme.LABEL))
    return any(
        is_sensitive(str(row["name"]))
        for field, value, label in asked
        if value is not None
        for id in ids_of(model, field, value, label)
        for row in named(model, id)
    )
