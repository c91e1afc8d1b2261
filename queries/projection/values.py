"""Which of several stated values is shown, by a written precedence and never by arrival order."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import Any, NamedTuple

from graph_schema.base import Typed
from graph_schema.days import is_before
from graph_schema.edges import ParticipatesIn
from graph_schema.ids import canonical_json
from graph_schema.vocabularies import Sector, SectorBasis

SECTOR_FIELDS = ("sector", "actor_kind", "sector_basis", "sector_evidence")
"""Shown together, from one statement: a sector without what decided it says too little."""
LIST_FIELDS = frozenset({"aliases", "identifiers", "unnamed_parties"})
"""Fields of which all stated values are shown, sorted."""
BASIS_RANK = {basis.value: rank for rank, basis in enumerate(SectorBasis)}

NOTHING: frozenset[str] = frozenset()

Stated = dict[str, list[list[Any]]]
_Key = tuple[int, str]


class Statement(NamedTuple):
    """The interpreted fields of one claim, with the precedence of its source."""

    order: int
    source: str
    claim: str
    fields: Mapping[str, Any]


def stated_values(
    statements: Iterable[Statement], kind: type[Typed]
) -> tuple[dict[str, Any], Stated]:
    """The shown fields, and per field every stated value with its claims, the shown one first.

    Precedence: the source's place in the order of the manifests, then ``rank``. What only means
    something together is shown as one claim states it: the fields ``kind`` says so of, and sector
    and kind by what decided them. No end is shown before the start. Of such a field nothing may be
    shown, whatever is stated.
    """
    ordered = sorted(statements, key=lambda s: (s.order, s.source, s.claim))
    first = ordered[0].fields
    if all(s.fields == first for s in ordered[1:]):
        shown, stated = _all_alike(first, [s.claim for s in ordered])
        _show_in_order(ordered, shown, stated)
        return shown, stated
    said: dict[str, list[tuple[Any, Statement]]] = defaultdict(list)
    for statement in ordered:
        for name, value in statement.fields.items():
            for single in dict.fromkeys(value) if name in LIST_FIELDS else (value,):
                said[name].append((single, statement))
    shown, stated = {}, {}
    for name in sorted(said):
        stated[name] = _ranked(said[name], kind.FIRST.get(name, NOTHING))
        shown[name] = (
            sorted(v for v, _ in stated[name]) if name in LIST_FIELDS else stated[name][0][0]
        )
    _show_anyhow(kind, ordered, shown, stated)
    for group in kind.TOGETHER:
        _show_together(group, ordered, shown, stated)
    _show_in_order(ordered, shown, stated)
    _show_sector(ordered, shown, stated)
    return shown, stated


def _all_alike(fields: Mapping[str, Any], claims: list[str]) -> tuple[dict[str, Any], Stated]:
    """What is shown and stated where every claim states the same: the usual case, made fast."""
    claims.sort()
    shown: dict[str, Any] = {}
    stated: Stated = {}
    for name in sorted(fields):
        value = fields[name]
        if name in LIST_FIELDS:
            shown[name] = sorted(set(value))
            stated[name] = [[single, claims] for single in sorted(set(value), key=_key)]
        else:
            shown[name] = value
            stated[name] = [[value, claims]]
    return shown, stated


def rank(value: Any, claims: int, first: Container[Any] = NOTHING) -> tuple[bool, int, _Key]:
    """How the values that sources of one place in the precedence state follow one another.

    Those in ``first``, then what more claims state, then the value's own text.
    """
    return value not in first, -claims, _key(value)


def _ranked(
    said: Iterable[tuple[Any, Statement]], first: Container[Any] = NOTHING
) -> list[list[Any]]:
    """Every value with its claims, by the precedence; ``said`` is in the order of sources."""
    found: dict[_Key, tuple[Any, int, list[str]]] = {}
    for value, statement in said:
        entry = found.setdefault(_key(value), (value, statement.order, []))
        entry[2].append(statement.claim)
    ranked = sorted(found.values(), key=lambda each: (each[1], rank(each[0], len(each[2]), first)))
    return [[value, sorted(claims)] for value, _, claims in ranked]


def _key(value: Any) -> _Key:
    """Equal values have equal keys, and keys of any values sort: text, then the rest as JSON."""
    return (0, value) if isinstance(value, str) else (1, canonical_json([value]))


def _show_anyhow(
    kind: type[Typed], ordered: list[Statement], shown: dict[str, Any], stated: Stated
) -> None:
    """Let a statement without a field say of it what it is read as; of that nothing is shown."""
    for name, unsaid in kind.ANYHOW.items():
        if name in stated and any(name not in s.fields for s in ordered):
            said = ((s.fields.get(name, unsaid), s) for s in ordered)
            value = _ranked(said, kind.FIRST.get(name, NOTHING))[0][0]
            _show(name, value if any(value == v for v, _ in stated[name]) else None, shown, stated)


def _show_together(
    group: tuple[str, ...], ordered: list[Statement], shown: dict[str, Any], stated: Stated
) -> None:
    """Show of each field of a group what is said of those before it, as they are shown."""
    telling = ordered
    for name in group:
        if name in stated:
            saying = [s for s in telling if name in s.fields]
            value = _ranked((s.fields[name], s) for s in saying)[0][0] if saying else None
            _show(name, value, shown, stated)
            telling = [s for s in saying if s.fields[name] == value] or telling


def _show_in_order(ordered: list[Statement], shown: dict[str, Any], stated: Stated) -> None:
    """Show no end before the start: the end of one record is not that of what another began.

    One that states no start may have ended what began then.
    """
    start, end = shown.get("start"), shown.get("end")
    if start is None or end is None or not is_before(end, start):
        return
    saying = [s for s in ordered if s.fields.get("start", start) == start and "end" in s.fields]
    ends = [(s.fields["end"], s) for s in saying if not is_before(s.fields["end"], start)]
    _show("end", _ranked(ends)[0][0] if ends else None, shown, stated)


def _show_sector(ordered: list[Statement], shown: dict[str, Any], stated: Stated) -> None:
    deciding = [s for s in ordered if s.fields.get("sector", Sector.UNKNOWN) != Sector.UNKNOWN]
    if not deciding:
        return
    best = min(deciding, key=lambda s: (_basis_rank(s), s.order, s.source, s.claim))
    for name in SECTOR_FIELDS:
        _show(name, best.fields.get(name), shown, stated)


def _show(name: str, value: Any, shown: dict[str, Any], stated: Stated) -> None:
    """Show this value of a field and put it first among those stated; None: show none."""
    if value is None:
        shown.pop(name, None)
        return
    shown[name] = value
    if name in stated:
        stated[name].sort(key=lambda entry: bool(entry[0] != value))


def is_met_in_doubt(statements: Iterable[Statement]) -> bool:
    """Whether sources that stand first disagree on a participation having come about.

    A source that says both is taken to say that it has (see ``rank``).
    """
    told: dict[tuple[int, str], bool] = defaultdict(bool)
    for each in statements:
        told[each.order, each.source] |= ParticipatesIn.holds(each.fields)
    first = min(order for order, _ in told)
    return len({held for (order, _), held in told.items() if order == first}) > 1


def _basis_rank(statement: Statement) -> int:
    return BASIS_RANK[str(statement.fields.get("sector_basis", SectorBasis.UNDECIDED.value))]


def add_other_names(shown: Mapping[str, Any], stated: Stated) -> dict[str, Any]:
    """The shown fields, with names that sources use besides the shown one as aliases too."""
    names = {value for value, _ in stated.get("name", [])} | set(shown.get("aliases", ()))
    others = sorted(names - {shown.get("name")})
    return {**shown, "aliases": others} if others else dict(shown)
