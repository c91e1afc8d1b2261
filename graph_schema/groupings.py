"""What actors are grouped by where it is asked which groups meet: sector, or something else."""

from typing import Literal

Grouping = Literal["sector", "kind", "region", "size"]
"""Sector; kind of actor; county of its seat; in how many arenas it takes part."""


class Group(str):
    """One group: a code, as members of a vocabulary are, with a label in both languages."""

    __slots__ = ("en", "sv")

    sv: str
    en: str

    def __new__(cls, code: str, sv: str, en: str) -> "Group":
        """A code with its labels."""
        made = str.__new__(cls, code)
        made.sv, made.en = sv, en
        return made

    def label(self, lang: str) -> str:
        """The label in ``sv`` or ``en``."""
        return self.sv if lang == "sv" else self.en


UNKNOWN = "unknown"
OTHER = "other"
NOT_COMPARED = frozenset({UNKNOWN, OTHER})
"""Codes of actors that take part in every draw and are compared with nobody."""
