"""Swecris: one row is one grant; grants of one number, coordinator and title are one project."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from graph_schema.claims import Claim
from graph_schema.days import is_before
from graph_schema.edges import Addresses, Funds, ParticipatesIn
from graph_schema.identifiers import NotAnIdentifierError
from graph_schema.ids import canonical_json, digest
from graph_schema.names import match_key
from graph_schema.nodes import Project, Theme
from graph_schema.vocabularies import ActorKind, AmountKind, Role, Sector, SectorBasis
from importers.base import ClaimMaker, RecordClaims
from importers.files import SourceFile
from importers.masking import mask
from importers.parties import (
    NUMBER_EXPECTED,
    Party,
    organisation_number,
    party_claim,
    without_names,
)
from importers.rows import LocatedRow
from importers.sectors import SectorDecision, decide
from importers.tables import read_table
from importers.values import is_empty, parse_amount, parse_date

GRANT = "projectId"
TITLES = ("projectTitleSv", "projectTitleEn")
START, END = "projectStartDate", "projectEndDate"
COORDINATOR, FUNDER = "coordinatingOrganisation", "fundingOrganisation"
AMOUNT, YEAR = "fundingsSek", "fundingYear"
FUNDED_FROM, FUNDED_TO = "fundingStartDate", "fundingEndDate"
AWARD = ("typeOfAwardId", "typeOfAwardDescrSv", "typeOfAwardDescrEn")
SUBJECTS = "scbs"
ORGANISATION = ("Id", "NameSv", "NameEn", "TypeOfOrganisationSv", "TypeOfOrganisationEn")
NUMBER, NAME, NAME_EN, TYPE, _ = ORGANISATION
HOUSEKEEPING = ("updatedDate", "loadedDate")
COLUMNS = (
    GRANT, *TITLES, START, END, *(COORDINATOR + part for part in ORGANISATION),
    *(FUNDER + part for part in ORGANISATION), AMOUNT, YEAR, FUNDED_FROM, FUNDED_TO, *AWARD,
    *HOUSEKEEPING, SUBJECTS,
)  # fmt: skip
NOT_USED = ("projectAbstractSv", "projectAbstractEn", "involvedPeople", "peopleList")
"""Free text that names persons, and the persons themselves."""

GRANT_ID = re.compile(r"(?P<number>.+)_(?P<funder>\w+)\Z")
SUBJECT = re.compile(r"\d: .+?, (?P<code>\d{3}): (?P<names>.+?), \d{5}: .+\Z", re.DOTALL)
SWEDISH_THEN_ENGLISH = re.compile(r"\s*,\s+(?=[A-ZÅÄÖ])")
UNCLASSIFIED = "999"
SECTORS: Mapping[str, tuple[Sector, ActorKind]] = {
    "Universitet": (Sector.ACADEMIA, ActorKind.UNIVERSITY),
    "Högskola": (Sector.ACADEMIA, ActorKind.UNIVERSITY),
    "Stat, regioner, kommuner, församlingar": (Sector.PUBLIC, ActorKind.UNKNOWN),
    "Företag": (Sector.PRIVATE, ActorKind.COMPANY),
    "Ideella föreningar och stiftelser": (Sector.CIVIL_SOCIETY, ActorKind.UNKNOWN),
}
T = TypeVar("T")


class Grant(NamedTuple):
    """A row, and the row in which the same grant stood before, if it is repeated."""

    row: LocatedRow
    before: int | None


class Cells:
    """The cells of a grant under the API's names; the download begins each with a capital."""

    def __init__(self, row: LocatedRow) -> None:
        self.row = row
        self.text = {name: self._take(name) for name in COLUMNS}
        row.ensure_consumed(frozenset(spelling for name in NOT_USED for spelling in _both(name)))

    def _take(self, name: str) -> str | None:
        value = self.row.pop(self.heading(name))
        return None if value is None or is_empty(value) else value

    def heading(self, name: str) -> str:
        """The name as this file spells it."""
        return next(spelling for spelling in _both(name) if spelling in self.row)

    def require(self, name: str) -> str:
        """A value that must be there."""
        value = self.text[name]
        return self.row.require(self.heading(name)) if value is None else value

    def read(self, name: str, reader: Callable[[str], T]) -> T | None:
        """A value as the reader has it, or an error that names its place."""
        value = self.text[name]
        if value is None:
            return None
        try:
            return reader(value)
        except ValueError as error:
            raise self.row.error(self.heading(name), str(error)) from error

    def published(self, *names: str) -> dict[str, str | None]:
        """These cells as they stood, contact data blacked out."""
        return {name: None if (text := self.text[name]) is None else mask(text) for name in names}


def read(file: SourceFile) -> Iterator[Grant]:
    """The rows of a download or of what the API gives, as a table."""
    capitals = b"ProjectId" in file.head(4096)
    header = [_both(name)[capitals] for name in COLUMNS]
    optional = [_both(name)[capitals] for name in NOT_USED]
    seen: dict[str, int] = {}
    for row in read_table(file, header=header, optional=optional):
        number = row.locator.row or 0
        grant = "" if row.fault is not None else row[header[0]] or ""
        yield Grant(row, seen.get(grant))
        if grant:
            seen.setdefault(grant, number)


def claims(grant: Grant, make: ClaimMaker) -> Iterator[Claim]:
    """The project, its coordinator, who pays how much of it, and its research subjects."""
    cells = Cells(grant.row)
    key = cells.require(GRANT)
    matched = GRANT_ID.match(key)
    if matched is None:
        raise cells.row.error(cells.heading(GRANT), "a number and a funder, such as 2017-00630_VR")
    if grant.before is not None:
        raise cells.row.error(
            cells.heading(GRANT),
            f"each grant once in the file; this one stands in row {grant.before} already",
            "remove one of the two rows",
        )
    record = make.at(key, cells.row.locator)
    coordinator, funder = _party(cells, COORDINATOR), _party(cells, FUNDER)
    if funder is None:
        raise cells.row.error(cells.heading(FUNDER + NAME), "the name of a funder")
    _hide_sole_traders(cells, coordinator, funder)
    project = _project(cells, record, matched["number"], coordinator)
    yield project
    if coordinator is not None:
        owner = _actor(cells, record, coordinator, COORDINATOR)
        yield owner
        said = {} if coordinator.sole_trader else cells.published(COORDINATOR + NAME)
        yield record.edge(
            ParticipatesIn,
            (owner, project),
            said,
            role=Role.OWNER,
            role_as_published=COORDINATOR,
        )
    yield from _funding(cells, record, project, funder)
    yield from _subjects(cells, record, project)


def _both(name: str) -> tuple[str, str]:
    return name, name[0].upper() + name[1:]


def _party(cells: Cells, prefix: str) -> Party | None:
    """The organisation of these columns; None where its name is missing or "NULL"."""
    name = cells.text[prefix + NAME] or cells.text[prefix + NAME_EN]
    stated = cells.text[prefix + TYPE]
    if stated is not None and stated not in SECTORS:
        raise cells.row.error(
            cells.heading(prefix + TYPE),
            "one of the types of organisation " + ", ".join(f"“{known}”" for known in SECTORS),
        )
    if name is None:
        return None
    try:
        number, sole_trader = organisation_number(cells.text[prefix + NUMBER])
    except NotAnIdentifierError as error:
        raise cells.row.error(
            cells.heading(prefix + NUMBER), f"{NUMBER_EXPECTED} ({error})"
        ) from error
    return Party(name, _sector(name, number, stated), number, sole_trader)


def _sector(name: str, number: str | None, stated: str | None) -> SectorDecision:
    sector, kind = SECTORS[stated] if stated is not None else (None, None)
    if sector is Sector.ACADEMIA and kind is not None:
        # The number of a state university says only that it is a state body.
        return SectorDecision(sector, kind, SectorBasis.SOURCE, "stated by the source")
    return decide(name, orgnr=number, stated=sector, stated_kind=kind)


def _hide_sole_traders(cells: Cells, *parties: Party | None) -> None:
    names = tuple(p.name for p in parties if p is not None and p.sole_trader)
    for title in TITLES:
        text = cells.text[title]
        cells.text[title] = None if text is None else without_names(text, names)


def _project(cells: Cells, record: RecordClaims, number: str, coordinator: Party | None) -> Claim:
    grant = cells.require(GRANT)
    titles = cells.published(*TITLES)
    swedish, english = (None if t is None else " ".join(t.split()) for t in titles.values())
    title = swedish or english
    led_by = "" if coordinator is None else coordinator.number or match_key(coordinator.name)
    if coordinator is not None and coordinator.sole_trader:
        led_by = grant
    same = match_key(title) if title is not None else grant  # without a title nothing is a twin
    start, end = _period(cells, START, END)
    unnamed = coordinator is None and any(cells.text[COORDINATOR + part] for part in (NUMBER, TYPE))
    return record.node(
        Project,
        f"{number} {digest(canonical_json([led_by, same]))[:16]}",
        cells.published(GRANT, *TITLES, START, END),
        name=title or number,
        aliases=(english,) if swedish is not None and english not in (None, swedish) else (),
        number=number,
        identifiers=(f"swecris:{grant}",),
        start=start,
        end=end,
        unnamed_parties=("koordinator utan namn",) if unnamed else (),
    )


def _actor(cells: Cells, record: RecordClaims, party: Party, prefix: str) -> Claim:
    english = cells.text[prefix + NAME_EN]
    alias = None if english is None else " ".join(english.split())
    aliases = (alias,) if alias not in (None, party.name) and party.number is not None else ()
    return party_claim(
        record,
        party,
        cells.require(GRANT),
        cells.published(*(prefix + part for part in ORGANISATION)),
        aliases=aliases,
    )


def _funding(cells: Cells, record: RecordClaims, project: Claim, funder: Party) -> Iterator[Claim]:
    actor = _actor(cells, record, funder, FUNDER)
    amount = cells.read(AMOUNT, lambda text: parse_amount(text, decimal="."))
    if amount is not None and amount.startswith("-"):
        raise cells.row.error(cells.heading(AMOUNT), "an amount that is not below zero")
    start, end = _period(cells, FUNDED_FROM, FUNDED_TO)
    yield actor
    yield record.edge(
        Funds,
        (actor, project),
        cells.published(AMOUNT, YEAR, FUNDED_FROM, FUNDED_TO, *AWARD),
        amount=amount,
        currency="SEK" if amount is not None else None,
        amount_kind=AmountKind.GRANTED,
        amount_as_published=AMOUNT,
        start=start,
        end=end,
    )


def _period(cells: Cells, first: str, last: str) -> tuple[str | None, str | None]:
    """Both dates; neither where the register has the end before the start: one must be wrong."""
    start, end = cells.read(first, parse_date), cells.read(last, parse_date)
    if start is not None and end is not None and is_before(end, start):
        return None, None
    return start, end


def _subjects(cells: Cells, record: RecordClaims, project: Claim) -> Iterator[Claim]:
    text = cells.text[SUBJECTS]
    found: dict[str, tuple[str, ...]] = {}
    for part in (text or "").split("¤¤¤"):
        if not part.strip():
            continue
        matched = SUBJECT.match(part.strip())
        if matched is None:
            raise cells.row.error(
                cells.heading(SUBJECTS),
                "research subjects such as “¤¤¤ 5: Samhällsvetenskap, Social Sciences, "
                "504: Sociologi, Sociology, 50402: Socialt arbete, Social Work”",
            )
        found.setdefault(matched["code"], _names(matched["names"]))
    for code, (name, *others) in found.items():
        if code == UNCLASSIFIED:
            continue
        published = {SUBJECTS: code, "name": name}
        theme = record.node(
            Theme, code, published, name=name, aliases=tuple(others), notation=code,
            identifiers=(f"ssif:{code}",),
        )  # fmt: skip
        yield theme
        yield record.edge(Addresses, (project, theme), {SUBJECTS: code})


def _names(text: str) -> tuple[str, ...]:
    """The Swedish and the English name of a subject; only the English begins with a capital."""
    return tuple(" ".join(name.split()) for name in SWEDISH_THEN_ENGLISH.split(text, maxsplit=1))
