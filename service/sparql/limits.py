"""What a query may take; the deployer sets it."""

from typing import NamedTuple, Self

from service.settings import Settings

MEBIBYTE = 1 << 20
LONGEST_QUERY = 1_000_000  # bytes in a body
LONGEST_ADDRESS = 60_000  # bytes of an address: what servers and proxies carry
MOST_WAITING = 16  # beside those that run: more would wait longer than they have patience
RETRY_SECONDS = 5
DAMAGED_SECONDS = 600  # a store that cannot be read again so soon is not for us to mend
READ_ONLY = "this endpoint is read only: it takes queries and no updates"


class Limits(NamedTuple):
    """Bounds of one query, and how many run at once."""

    seconds: int
    memory: int
    result: int
    processes: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As the settings say, in bytes."""
        return cls(
            settings.sparql_seconds,
            settings.sparql_memory * MEBIBYTE,
            settings.sparql_result * MEBIBYTE,
            settings.sparql_processes,
        )
