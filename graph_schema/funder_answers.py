"""What is known of how many funders carry a region or theme."""

from typing import Literal

from graph_schema.answers import Ref
from graph_schema.base import GraphModel
from graph_schema.carded import Carded

FundedBy = Literal["region", "theme"]


class Concentration(GraphModel):
    """How unevenly a whole is shared: HHI = Σ(100·share)², and what follows from it.

    ``effective`` = 10⁴/HHI is how many equal funders would be as concentrated, ``normalised`` =
    (H − 1/n)/(1 − 1/n) lies between 0 (equal) and 1. ``interval`` is that of ``effective``, from
    the 10th to the 90th of 100 when the arenas are drawn again; None below ten arenas, and where
    it does not hold ``effective``: drawn again, those who carry few arenas go missing.
    """

    funders: int
    hhi: float
    effective: float
    normalised: float | None
    interval: tuple[float, float] | None


class MoneyConcentration(GraphModel):
    """The same by money of one kind and currency; kinds are never added together.

    An arena is counted where some amount is known of each of its payers; ``left_out`` have one of
    this kind and a payer without any. ``unknown_share`` is how many of the funded arenas are not
    counted, these with them. ``shared`` is None where none is.
    ``taken_for_one``: how many of the grants stand under several payers and are counted once and
    split equally: equal amounts for one arena, as a total budget, as a grant that Swecris lists
    under each of its funders, or where no source names both.
    """

    kind: str
    currency: str
    arenas: int
    unknown_share: float
    left_out: int
    taken_for_one: int
    shared: Concentration | None


class FunderShare(GraphModel):
    """One funder's part of the arenas of a row; an arena of several is split equally."""

    funder: Ref
    arenas: int
    share: float


class FunderRow(GraphModel):
    """One region or theme, or all; ``unbiased`` is Σn(n − 1)/(N(N − 1)) over arenas per funder.

    ``funded`` of ``arenas`` have a known funder; ``cofunded`` have several. ``one_funder``: the
    effective number is below 1.5, on five arenas or more; None where there are fewer. ``overlap``
    is the mean of |both|/|either| over its pairs of funders. Where the theme is sensitive and there
    are fewer than three, ``largest`` names nobody. ``partners_known_share``: of the arenas with a
    known participant those whose list of participants is complete; the public is not told it of
    anything sensitive, nor of any region or theme where a cell or sum is hidden.
    """

    label: Ref | None
    arenas: int
    funded: int
    cofunded: int
    counted: Concentration | None
    unbiased: float | None
    money: tuple[MoneyConcentration, ...]
    largest: tuple[FunderShare, ...]
    one_funder: bool | None
    overlap: float | None = None
    partners_known_share: float | None = None


class FunderTable(Carded):
    """How many funders carry all that is funded, and each region or theme of it.

    Of those ``hidden`` the public is told nothing: a part of something sensitive in which fewer
    than three actors take part, or one beside it, which may be empty. ``exploratory``: of a part
    somebody chose to look at, or with intervals of a seed somebody chose.
    """

    data_version: int
    exploratory: bool
    by: FundedBy
    level: str | None
    draws: int
    seed: int
    one_funder_below: float
    least_arenas: int
    whole: FunderRow
    rows: tuple[FunderRow, ...]
    sources: tuple[str, ...]
    hidden: tuple[Ref, ...] = ()


class FunderOverlap(GraphModel):
    """Two funders that pay for the same arenas, and where they overlap: |both|/|either|."""

    a: Ref
    b: Ref
    both: int
    either: int
    overlap: float


class FunderCell(GraphModel):
    """One region and theme: on how many funders it rests.

    ``funded`` of ``arenas`` have a known funder. ``one_funder``: ``effective`` is below 1.5, on
    five funded arenas or more; None where there are fewer. ``largest`` is not named where the theme
    is sensitive and the cell has fewer than three. ``overlap`` and ``partners_known_share`` as in
    a row; of what is not sensitive it is told beside hidden cells, too.
    """

    region: Ref
    theme: Ref
    arenas: int
    funded: int
    cofunded: int
    funders: int
    effective: float | None
    one_funder: bool | None
    overlap: float | None
    largest: FunderShare | None
    named: bool
    partners_known_share: float | None = None


class HiddenCell(GraphModel):
    """One region and theme of which the public is not told whether there is anything."""

    region: Ref
    theme: Ref


class FunderCells(Carded):
    """Region × theme: every cell with an arena, regions in the order of names.

    ``themes`` are those of most arenas, ``themes_left_out`` how many more there are; so for
    regions. ``hidden`` as in white space: cells of something sensitive in which fewer than three
    actors take part, and those beside them that would tell, which may be empty. ``exploratory`` as
    in a table.
    """

    data_version: int
    exploratory: bool
    level: str
    one_funder_below: float
    least_arenas: int
    regions: tuple[Ref, ...]
    themes: tuple[Ref, ...]
    regions_left_out: int
    themes_left_out: int
    cells: tuple[FunderCell, ...]
    sources: tuple[str, ...]
    hidden: tuple[HiddenCell, ...] = ()
    partners_known_share: float | None = None
