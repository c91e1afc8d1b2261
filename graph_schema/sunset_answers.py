"""What is known of the future of today's network: which ties between sectors end, and when."""

from graph_schema.answers import Ref
from graph_schema.base import GraphModel
from graph_schema.carded import Carded


class SunsetQuarter(GraphModel):
    """A quarter ahead: what ends in it, and what is left at its end, if nothing new begins.

    ``last_of`` counts actors whose last tie to another sector ends in it. ``giant_share`` is how
    large a part of the actors of the first day the largest connected piece still holds.
    """

    name: str
    begin: str
    end: str
    arenas_ending: int
    ties_ending: int
    last_of: int
    ties_left: int
    actors_left: int
    giant_share: float | None


class Sunset(Carded):
    """The network of one day, and what of it ends in the quarters ahead.

    A tie is two actors of different known sectors in an arena that is going on; it ends with the
    last of their arenas. ``open_arenas`` have no stated end, and nothing of them is said to end.
    ``partners_known_share`` is how many of the arenas going on have complete lists of participants:
    elsewhere a tie may live on in an arena that nobody lists.
    """

    data_version: int
    day: str
    arenas: int
    open_arenas: int
    partners_known_share: float | None
    ties: int
    open_ties: int
    actors: int
    giant_share: float | None
    later_ties: int
    quarters: tuple[SunsetQuarter, ...]
    sources: tuple[str, ...]


class EndingTie(GraphModel):
    """Two actors of different sectors, the day their last arena ends, and whose last tie it is."""

    a: Ref
    sector_a: str
    b: Ref
    sector_b: str
    ends: str
    quarter: str
    arenas: tuple[Ref, ...]
    arenas_total: int
    last_of: tuple[Ref, ...]
