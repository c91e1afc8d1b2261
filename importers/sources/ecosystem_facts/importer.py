"""Curated facts: one row says who stands in which relation to what, and on which page it stood."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from graph_schema.claims import Claim, Locator
from graph_schema.edges import Funds, ParticipatesIn, PartOf, Supports
from graph_schema.nodes import Programme, Project
from graph_schema.vocabularies import AmountKind, ParticipationStatus, Role
from importers.base import ClaimMaker, RecordClaims
from importers.files import SourceFile
from importers.names import name_key
from importers.rows import LocatedRow
from importers.sources.ecosystem_facts import wording
from importers.sources.ecosystem_facts.actors import organisation, subjects
from importers.sources.ecosystem_facts.arenas import (
    arena,
    arena_key,
    membership,
    programme,
    surroundings,
)
from importers.sources.ecosystem_facts.money import fund, levels
from importers.sources.ecosystem_facts.parties import is_unnamed, spelled_out
from importers.sources.ecosystem_facts.statement import (
    COLUMNS,
    Statement,
    read_statement,
    unreadable,
)
from importers.tables import read_csv

FUNDING = ("FUNDS", "CO_FUNDS", "COFINANCES")
ACTIVE_PARTY = re.compile(
    r"aktiv part|active part", re.IGNORECASE
)  # co-financiers who also take part
ROLES: Mapping[str, Role] = {
    "OWNS_PROJECT": Role.OWNER,
    "COORDINATES": Role.OWNER,
    "ORGANISES": Role.ORGANISER,
    "MEMBER_OF": Role.PARTICIPATING_ORGANISATION,
    "HOSTS_NODE_OF": Role.PARTICIPATING_ORGANISATION,
    "PART_OF": Role.PARTICIPATING_ORGANISATION,  # of a network: the organisation hosts a node of it
}


class Context(NamedTuple):
    """What the whole file says that a row alone does not."""

    numbers: Mapping[str, frozenset[str]]  # register numbers by the key of the name beside them
    long_names: Mapping[str, str]  # names by the key of the abbreviation that stands behind them


class Fact(NamedTuple):
    """A row, and what the rest of the file says of the names in it."""

    row: LocatedRow
    context: Context


def read(file: SourceFile) -> Iterator[Fact]:
    """The rows, read twice: a number or an abbreviation on one row may explain another row."""
    context = _context(read_csv(file, header=COLUMNS))
    for row in read_csv(file, header=COLUMNS):
        yield Fact(row, context)


def claims(fact: Fact, make: ClaimMaker) -> Iterator[Claim]:
    """What one row states; its record is the page it was read from."""
    row = read_statement(fact.row)
    where = Locator(row=fact.row.locator.row, pointer=f"{row.page} ({row.retrieved})")
    record = make.at(row.page, where)
    if row.object_kind == "Programme":
        yield from _of_programme(record, row, fact)
    elif row.object_kind == "Organisation":
        yield from _of_organisation(record, row, fact.context)
    else:
        yield from _of_arena(record, row, fact.context)


def _context(rows: Iterator[LocatedRow]) -> Context:
    numbers: dict[str, set[str]] = defaultdict(set)
    long_names: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.fault is not None:
            continue
        if (number := row["register_number"]) is not None:
            numbers[name_key(row["object"] or "")].add(number)
        party = spelled_out(row["subject"] or "")
        for alias in party.aliases:
            long_names[name_key(alias)].add(party.name)
    return Context(
        {name: frozenset(found) for name, found in numbers.items()},
        {short: names.pop() for short, names in long_names.items() if len(names) == 1},
    )


def _number(context: Context, row: Statement) -> str:
    """The row's number, or the only one that stands with the same name elsewhere in the file."""
    others = context.numbers.get(name_key(row.object), frozenset())
    return row.number or (next(iter(others)) if len(others) == 1 else "")


def _of_arena(record: RecordClaims, row: Statement, context: Context) -> Iterator[Claim]:
    unnamed = _unnamed(row)
    place = arena(record, row, _number(context, row), unnamed=unnamed)
    yield place
    known = fund(row.subject) if row.relation in FUNDING else None
    yield from surroundings(record, row, place, known.programme if known is not None else None)
    if not unnamed:
        yield from _ties(record, row, place, context)


def _of_organisation(record: RecordClaims, row: Statement, context: Context) -> Iterator[Claim]:
    """Members and founders meet in an arena of the organisation's; its parts belong to it."""
    other = organisation(record, row)
    yield other
    if row.relation in ("PART_OF", "SUPPORTS", *FUNDING) and not is_unnamed(row.subject):
        edge = PartOf if row.relation == "PART_OF" else Supports
        for subject in subjects(record, row, context.long_names):
            yield from (subject.claim, *subject.beside)
            yield record.edge(edge, (subject.claim, other), _published(row))
        return
    unnamed = _unnamed(row)
    place = membership(record, row, other.fields["name"], unnamed=unnamed)
    yield place
    yield _participates(record, row, (other, place), Role.ORGANISER)
    if not unnamed:
        yield from _ties(record, row, place, context)


def _of_programme(record: RecordClaims, row: Statement, fact: Fact) -> Iterator[Claim]:
    node = programme(record, row)
    yield node
    if row.relation == "PART_OF":
        number = _number(fact.context, row._replace(object=row.subject, number=""))
        key = arena_key(row.subject, number)
        project = record.node(Project, key, {"subject": row.subject}, name=row.subject)
        yield project
        yield record.edge(PartOf, (project, node), _published(row))
        return
    if row.relation not in ("SUPPORTS", *FUNDING) or is_unnamed(row.subject):
        raise unreadable(fact.row)
    yield from _ties(record, row, node, fact.context)


def _ties(record: RecordClaims, row: Statement, place: Claim, context: Context) -> Iterator[Claim]:
    for subject in subjects(record, row, context.long_names):
        yield from (subject.claim, *subject.beside)
        ends = (subject.claim, place)
        if row.relation in FUNDING:
            yield _funds(record, row, ends)
            if ACTIVE_PARTY.search(row.role) and place.kind != Programme.LABEL:
                yield _participates(record, row, ends, Role.PARTNER_UNSPECIFIED)
        elif row.relation == "SUPPORTS":
            yield record.edge(Supports, ends, _published(row))
        else:
            for role in _roles(row):
                yield _participates(record, row, ends, role)


def _roles(row: Statement) -> tuple[Role, ...]:
    if row.relation == "PARTNER_IN":
        return wording.partner_roles(row.role, row.programme)
    return (ROLES[row.relation],)


def _participates(
    record: RecordClaims, row: Statement, ends: tuple[Claim, Claim], role: Role
) -> Claim:
    dated = row.object_kind == "Organisation" or wording.dates_the_tie(row.role)
    is_subject = ends[0].published.get("object") is None
    partner = is_subject and row.relation == "PARTNER_IN"
    return record.edge(
        ParticipatesIn,
        ends,
        _published(row) if is_subject else {"object": row.object},
        role=role,
        role_as_published=_role_as_published(row) if is_subject else None,
        status=wording.status(row.role) if partner else ParticipationStatus.PARTY,
        start=row.start if dated and is_subject else None,
        end=row.end if dated and is_subject else None,
    )


def _role_as_published(row: Statement) -> str | None:
    """The role, with an amount behind it where one stands on a row that is not about funding."""
    money = f"{row.amount_published} {row.currency}, {row.amount_kind}" if row.amount else ""
    return f"{row.role} ({money})" if money else row.role or None


def _funds(record: RecordClaims, row: Statement, ends: tuple[Claim, Claim]) -> Claim:
    start, end = wording.amount_years(row.amount_kind)
    kind = wording.amount_kind(row.amount_kind) if row.amount is not None else AmountKind.UNKNOWN
    return record.edge(
        Funds,
        ends,
        _published(row),
        amount=row.amount,
        currency=row.currency or None,
        amount_kind=kind,
        amount_as_published=wording.amount_as_published(row.role, row.amount_kind),
        via=_via(row),
        start=start,
        end=end,
    )


def _via(row: Statement) -> str | None:
    """The programme the money came through, unless it says no more than who pays."""
    named, known = levels(row.programme), fund(row.subject)
    if not named or (known is not None and named[0].key == known.programme):
        return None
    return None if name_key(row.programme) == name_key(row.subject) else row.programme


def _unnamed(row: Statement) -> str:
    """The published count of parties without names; for money, with the words about it."""
    if row.sole_trader or not is_unnamed(row.subject):
        return ""
    funding = row.relation in FUNDING and row.role
    return f"{row.subject} ({row.role})" if funding else row.subject


def _published(row: Statement) -> dict[str, str | None]:
    dated = row.object_kind == "Organisation" or wording.dates_the_tie(row.role)
    return {
        "subject": row.subject or None,
        "relation": row.relation,
        "object": row.object,
        "role_as_published": row.role or None,
        "amount": row.amount_published or None,
        "currency": row.currency or None,
        "amount_kind": row.amount_kind or None,
        "start": row.start if dated else None,
        "end": row.end if dated else None,
    }
