"""Repeated looks: what the same question is answered version after version."""

from graph_schema.base import GraphModel
from graph_schema.carded import Carded
from graph_schema.gap_answers import TableScope
from graph_schema.scrutiny_answers import PairVerdict
from graph_schema.vocabularies import Verdict


class VerdictChange(GraphModel):
    """A pair whose verdict is another than in the version before; None where it had none."""

    a: str
    b: str
    before: Verdict | None
    after: Verdict | None


class LoggedVerdict(PairVerdict):
    """A verdict with the ``coverage`` of its pair in that version, as its table has it."""

    coverage: float | None


class VerdictsOfVersion(Carded):
    """The verdicts of one version, and which of them changed; the oldest listed has no before."""

    version: int
    published_at: str | None
    pairs: tuple[LoggedVerdict, ...]
    changed: tuple[VerdictChange, ...]

    @property
    def data_version(self) -> int:
        """The version its cards are of."""
        return self.version

    @property
    def lacks(self) -> bool:
        """Whether the null draws of its table are not computed yet."""
        return any(pair.verdict is Verdict.NOT_COMPUTED for pair in self.pairs)


class VerdictLog(GraphModel):
    """The newest version first; every table by the same specification and the same program.

    ``looks`` is how many tables are listed: who looks often sees changes that are mere chance. A
    table whose null draws are not computed yet is none of them, and has no verdict that changed.
    ``exploratory``: of a part somebody chose to look at.
    """

    data_version: int
    exploratory: bool
    scope: TableScope
    looks: int
    names_sv: dict[str, str]
    names_en: dict[str, str]
    versions: tuple[VerdictsOfVersion, ...]

    @property
    def lacks(self) -> bool:
        """Whether some table's null draws are not computed yet."""
        return any(each.lacks for each in self.versions)
