"""What is known of the future of today's network: which ties between sectors end, and when."""

from graph_schema.answers import Ref
from graph_schema.base import GraphModel
from graph_schema.carded import Carded


class SunsetQuarter(GraphModel):
    """A quarter ahead: what ends in it, and what is left at its end, if nothing new begins.

    ``last_of`` counts actors whose last tie to another sector ends in it. ``ties_left`` are those
    that no date says have ended: ``ties_later`` with a stated end after the quarter, and those with
    no stated end at all, of which it is unknown whether they are there still. ``giant_share`` is
    how large a part of the actors of the first day the largest connected piece may still hold.
    """

    name: str
    begin: str
    end: str
    arenas_ending: int
    ties_ending: int
    last_of: int
    ties_left: int
    ties_later: int
    actors_left: int
    giant_share: float | None


class Sunset(Carded):
    """The network of one day, and what of it ends in the quarters ahead.

    ``arenas`` are those that may be going on: no stated date says that they are over or have not
    begun. ``open_arenas`` have no stated end, ``undated_arenas`` of them no stated start either,
    and nothing of them is said to end or to last; ``startless_arenas`` have an end and no start.
    A tie is two actors of different known sectors in such an arena; it ends with the last of their
    arenas. ``unknown_sector_arenas`` have a participant whose sector nobody states, whose ties are
    not seen; ``told_arenas`` have a complete list and the sector of everybody on it.
    ``partners_known_share`` is how many of ``arenas`` have complete lists of participants:
    elsewhere a tie may live on in an arena that nobody lists.
    """

    data_version: int
    day: str
    arenas: int
    open_arenas: int
    undated_arenas: int
    startless_arenas: int
    unknown_sector_arenas: int
    told_arenas: int
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
