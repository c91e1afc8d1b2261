"""Which rankings are not shown to the public: those of a sensitive part.

A ranking names its actors with their sectors, and who stands between others follows from nothing
that may be told of such a part: ``queries/isolates/hiding.py``.
"""

from queries.errors import NotShownError
from queries.lookup.sensitive import hides_few
from queries.network.brokers import BrokerQuestion, Known
from queries.readmodel.open import ReadModel


def require_shown(model: ReadModel, question: BrokerQuestion, found: Known) -> None:
    """Raise ``NotShownError`` where what stands between whom may not be told of the part."""
    if hides_few(model, question) and found.participations.actor.size:
        raise NotShownError(
            "bridges and brokers are not shown: what was asked about is sensitive, and rankings "
            "name actors and tell who stands between them"
        )
