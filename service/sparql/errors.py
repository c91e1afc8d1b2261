"""How a query can fail; each says its status, for a program that reads no text."""

from queries.errors import QuestionError
from service.problems import Flaw
from service.sparql.limits import DAMAGED_SECONDS, RETRY_SECONDS


class SparqlError(QuestionError):
    """A query that is not answered; ``status`` is that of HTTP."""

    status = 400

    def __init__(
        self, message: str, *, flaws: tuple[Flaw, ...] = (), headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.flaws = flaws
        self.headers = headers if headers is not None else {}


class BadRequestError(SparqlError):
    """The request breaks the protocol, or asks for what this service does not do."""


class NestedError(SparqlError):
    """The query nests deeper than its reader's stack."""


class UnacceptableError(SparqlError):
    """No form of the answer is one the caller takes, or there is no base address for any."""

    status = 406


class TooLongError(SparqlError):
    """The query is longer than is read."""

    status = 413


class TooLargeError(SparqlError):
    """The answer is larger than is carried; nothing of it is sent."""

    status = 413


class AddressTooLongError(SparqlError):
    """The query is too long for an address."""

    status = 414


class MediaTypeError(SparqlError):
    """The body of the request is of a kind that is not read here."""

    status = 415


class EngineError(SparqlError):
    """The engine ended without an answer and without a reason known here."""

    status = 500


class BusyError(SparqlError):
    """Others are served first."""

    status = 503


class BeingBuiltError(BusyError):
    """The first store of this service is still being built."""


class DamagedError(BusyError):
    """The files of the store are not as they were written; it is built anew."""

    def __init__(self) -> None:
        super().__init__(
            "the triple store could not be read; it is built anew, unless it was within the last "
            f"{DAMAGED_SECONDS // 60} minutes; ask again in a while",
            headers={"Retry-After": str(RETRY_SECONDS)},
        )


class TooSlowError(SparqlError):
    """The query was stopped when its time was up."""

    status = 504


class TooHungryError(SparqlError):
    """The query was stopped when its memory was up."""

    status = 507


class HungUpError(Exception):
    """Nobody waits for the answer any more."""
