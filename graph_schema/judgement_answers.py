"""What people decided about identity, as it is answered."""

from graph_schema.answers import Ref
from graph_schema.base import GraphModel
from graph_schema.vocabularies import JudgementKind, JudgementRole


class JudgedRecord(GraphModel):
    """One of the two records: its key in its source, its own id, and what it is part of now.

    ``now`` is empty where nobody states the record any more, and has several where what it was part
    of was parted.
    """

    record: str
    id: str
    now: tuple[Ref, ...]


class JudgementAnswer(GraphModel):
    """A decision of people about two records; one that is not in force was superseded later.

    ``by`` is the name of who decided, None where none was kept.
    """

    id: str
    kind: JudgementKind
    records: tuple[JudgedRecord, JudgedRecord]
    reason: str
    role: JudgementRole
    by: str | None
    made: str
    in_force: bool
