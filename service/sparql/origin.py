"""Of what a store was made, written into its folder."""

from contextlib import suppress
from pathlib import Path
from typing import Self

from graph_schema.base import GraphModel

FILE = "origin.json"
STORE = "store"
"""Inside the folder, the engine's own files."""


class Origin(GraphModel):
    """The read model a store was made of, the address it is published under, and its size."""

    model: str
    base: str
    triples: int

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """As it was written; None where it is not there, or not whole."""
        with suppress(OSError, ValueError):
            return cls.model_validate_json((folder / FILE).read_text(encoding="utf-8"))
        return None

    def write(self, folder: Path) -> None:
        """Into the folder."""
        (folder / FILE).write_text(self.model_dump_json(), encoding="utf-8")
