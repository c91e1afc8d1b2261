"""Figures of scrutiny: one thing is changed, and what becomes of the verdicts."""

from collections.abc import Mapping

from graph_schema.gap_answers import GapTable
from graph_schema.scrutiny_answers import (
    Agreement,
    Calibration,
    Composition,
    Fragility,
    HeldOut,
    Identity,
    Left,
    Scrutiny,
    Specification,
    Undone,
    Weighted,
)
from queries.cards.figure import Asking, Figure, Test, Values, one_of, values_of
from queries.errors import NotInGraphError, NotMadeYetError
from queries.gaps.scrutiny.question import kept_scrutiny
from queries.gaps.sectors import GapQuestion, sector_gaps
from queries.readmodel.open import ReadModel

OfPair = Agreement | Composition | Fragility | Weighted
Row = OfPair | Calibration | HeldOut | Identity | Left | Specification | Undone
TESTED = "the test of the sector table, drawn anew with what is changed"
SHARES = (
    "sent through the whole test: shares of tested pairs with p ≤ .05, of those with both p ≤ .05, "
    "of tables with any verdict (95 % by Wilson 1927, JASA 22:209), of tables with one that stands "
    "with label_p corrected for the family too, and of tables that tell any figure of the whole"
)
TOGETHER = "together"  # in a key, of all merges at once
NAMED: Mapping[str, tuple[str, ...]] = {
    "way": ("number",),
    "merge": ("number",),
    "arena": ("id",),
    "actor": ("id",),
    "calibration": (),
    "label-calibration": (),
    "agreement": ("a", "b"),
    "composition": ("a", "b"),
    "fragility": ("a", "b"),
    "weighted": ("a", "b"),
    "held-out": ("until", "a", "b"),
}
"""What the rest of a key names, by how it begins; a number is the place in its list, from 1."""
FORMULAS: Mapping[str, str] = {
    "way": "the sector table made in another defensible way: verdict, R and q of every pair with "
    "the roles, strata, units, kind of arena and coding of sectors that the values name",
    "merge": "the sector table with the records of one actor parted in two, as before they were "
    "joined: the pairs whose verdict is another then, with R and q",
    "arena": "the sector table without one arena: the pairs whose verdict is another then",
    "actor": "the sector table without one actor: the pairs whose verdict is another then",
    "calibration": f"200 null draws of the table itself, every participation by itself, {SHARES}",
    "label-calibration": "the table itself with its labels permuted 200 times among actors alike, "
    f"everybody staying where they are, {SHARES}",
    "agreement": "of the other ways that test the pair and make another table, the share with the "
    "same verdict and the share with R on the same side of 1",
    "composition": "R within source and kind, then with year, region and topic held equal too, "
    "over the same arenas; a step explains where R crosses .9 with it and moves further than in "
    "95 % of random groups of equal sizes, also when it is added last",
    "fragility": "unrecorded participations, added one by one, until z > −1.96 or R > .8: at_most "
    "where they bring most meetings, at_random the median of 20 random placings",
    "weighted": "Σ_p n_ps·n_pt/(h_p − 1) in place of T, tested as T is",
    "held-out": "verdict, R and q from arenas up to a year, and from those that began later",
}


def scrutiny_figure(model: ReadModel, question: GapQuestion, key: str, asking: Asking) -> Figure:
    """way/n, merge/n or merge/together, arena/id, actor/id, a calibration, or a part and a pair."""
    of, *rest = key.split("/")
    if of not in NAMED or len(rest) != len(NAMED[of]):
        raise NotInGraphError("figure", key)
    found = kept_scrutiny(model, question)
    if found is None:
        raise NotMadeYetError(
            "the verdicts of this table have not been tried in this version yet; a POST to the "
            "address of the answer begins it, its page has a button for it, and the command "
            "`ekokarta gaps --scrutiny` does it"
        )
    row = _row(found, of, rest, key)
    table = sector_gaps(model, question, turn=asking.turn, at_once=asking.at_once)  # for its strata
    tested = [stratum for stratum in table.strata if stratum.tested]
    strata = tuple(stratum.name for stratum in tested) if _in_same_strata(row) else None
    ends = [row.a, row.b] if isinstance(row, OfPair) else rest
    return Figure(
        about={"part": of, **dict(zip(NAMED[of], ends, strict=True))},
        named=_named(row),
        values=_values(row),
        formula=FORMULAS[of],
        method=TESTED,
        n=_n(row, table),
        parameters=values_of(found.parameters),
        exploratory=table.exploratory,
        sources={stratum.source for stratum in tested} | _stating(row),
        test=Test(question.draws, found.parameters.null.seed, strata),
        examined=True,
    )


def _row(found: Scrutiny, of: str, rest: list[str], key: str) -> Row:
    if of == "calibration":
        return found.calibration
    if of == "label-calibration":
        return one_of(iter(filter(None, [found.label_calibration])), lambda _: True, key)
    if of in ("agreement", "composition", "fragility", "weighted"):
        pairs: tuple[OfPair, ...] = getattr(found, of)
        return one_of(iter(pairs), lambda each: {each.a, each.b} == set(rest), key)
    if of == "held-out":
        held = iter(found.held_out)
        return one_of(held, lambda h: [str(h.until), h.found.a, h.found.b] == rest, key)
    if of in ("arena", "actor"):
        left = iter(found.arenas if of == "arena" else found.actors)
        return one_of(left, lambda each: each.left_out.id == rest[0], key)
    if of == "merge" and rest == [TOGETHER]:
        return found.identity
    rows: tuple[Specification | Undone, ...] = (
        found.specifications if of == "way" else found.identity.undone
    )
    numbered = {str(number): row for number, row in enumerate(rows, start=1)}
    if rest[0] not in numbered:
        raise NotInGraphError("figure", key)
    return numbered[rest[0]]


def _in_same_strata(row: Row) -> bool:
    """Whether it is drawn in the very strata of the table."""
    if isinstance(row, Specification):
        return row.coding != "usual"
    return isinstance(row, Calibration | Fragility | Weighted)


def _named(row: Row) -> Mapping[str, str]:
    if isinstance(row, Undone):
        return {"number": row.actor.name}
    return {"id": row.left_out.name} if isinstance(row, Left) else {}


def _values(row: Row) -> Values:
    told = values_of(row, "a", "b", "until", "left_out", "actor")
    if isinstance(row, Identity):
        told["changed"], told["undone"] = told.pop("together"), len(row.undone)
    return told


def _n(row: Row, table: GapTable) -> Mapping[str, int]:
    if isinstance(row, Undone):
        parts = (row.kept, row.parted)
        return {name: sum(getattr(part, name) for part in parts) for name in ("records", "arenas")}
    if isinstance(row, Specification):
        return {"participations": row.participations}
    if isinstance(row, Left):
        return {"participations": table.participations.tested, "left_out": row.size}
    return {"participations": table.participations.tested}


def _stating(row: Row) -> set[str]:
    return {*row.kept.sources, *row.parted.sources} if isinstance(row, Undone) else set()
