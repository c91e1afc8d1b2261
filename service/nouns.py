"""The nouns of addresses and what they stand for."""

from dataclasses import dataclass

from graph_schema.nodes import NODE_TYPES, Actor
from queries.readmodel.graph import FUNDER


@dataclass(frozen=True)
class Noun:
    """A plural in addresses, and the label of the nodes behind it."""

    name: str
    label: str

    @property
    def node_label(self) -> str:
        """The label its nodes carry: funders are actors."""
        return Actor.LABEL if self.label == FUNDER else self.label


NOUNS: tuple[Noun, ...] = (
    *(Noun(kind.NOUN, kind.LABEL) for kind in NODE_TYPES),
    Noun("funders", FUNDER),
)
BY_NAME = {noun.name: noun for noun in NOUNS}
BY_LABEL = {noun.label: noun for noun in NOUNS}
