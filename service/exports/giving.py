"""Grants as 360Giving JSON: ties of funding of which amount, kind, recipient and a date are known.

What is not known to be a grant is left out and counted by reason; amounts are never summed.
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from graph_schema.days import swedish_day
from graph_schema.rdf import TIES
from graph_schema.vocabularies import AmountKind
from queries.exporting.grants import Funded, funded
from queries.exporting.rows import NodeRow
from service.exports.about import Export, NoBaseAddressError
from service.exports.credits import facts, infos, told
from service.exports.gexf import first_day
from service.exports.json_stream import document

VERSION = "1.4"
KINDS = "ekokarta amount kind"
ORGNR, REGISTER = "orgnr:", "SE-ON-"  # org-id.guide's list of Swedish organisation numbers
KIND_OF = {kind.value: kind for kind in AmountKind}
AWARDED = {AmountKind.GRANTED, AmountKind.EU_SUPPORT, AmountKind.PUBLIC}
NOT_A_GRANT = {
    AmountKind.TOTAL: "the amount is a total budget",
    AmountKind.OWN: "the amount is an own contribution",
    AmountKind.PAID: "paid, and what was awarded is not known",
    AmountKind.UNKNOWN: "what kind of amount it is, is not known",
}
CURRENCY = re.compile(r"[A-Z]{3}\Z")
WEB = re.compile(r"https?://[!-~]+\Z")
OF_TIE, OF_START = "stated of the funding", "start of what was funded"
ABOUT = (
    "Grants of which amount, kind, recipient and a date are known. awardDate is the day the "
    "funding begins where a source says so, else that of the start of what was funded: each grant "
    "says which under ekokarta. A year or month stands as its first day. Kinds of amount stand "
    "under classifications and are never to be summed together. {told}"
)
Grant = dict[str, Any]


def giving(export: Export) -> Iterator[bytes]:
    """The package; what is left out is counted at its end."""
    prefix = prefix_of(export)
    left_out: Counter[str] = Counter()
    about = facts(export)
    tail: dict[str, Any] = {"ekokarta": about}
    about["left_out"] = left_out  # filled while the grants are written
    return document(_package(export), {"grants": _grants(export, prefix, left_out)}, tail)


def prefix_of(export: Export) -> str:
    """What every id of a grant begins with: the publisher's prefix, else made of the address."""
    if export.base is None:
        raise NoBaseAddressError
    if export.grant_prefix is not None:
        return export.grant_prefix
    parts = urlsplit(export.base)
    return re.sub(r"[^a-z0-9]+", "-", f"{parts.netloc}{parts.path}".lower()).strip("-")


def _package(export: Export) -> dict[str, Any]:
    published = export.model.published_at
    licences = {info.licence.addresses for info in infos(export)}
    licence = next(iter(licences))[0] if [*map(len, licences)] == [1] else None
    found = {
        "version": VERSION,
        "title": f"ekokarta, data version {export.model.version}",
        "description": ABOUT.format(told=told(export)),
        "issued": None if published is None else swedish_day(published).isoformat(),
        "identifier": export.address,
        "publisher": {
            "name": export.publisher or urlsplit(str(export.base)).netloc,
            "website": export.base,
        },
        "license": licence if licence and WEB.match(licence) else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _grants(export: Export, prefix: str, left_out: Counter[str]) -> Iterator[Grant]:
    for number, row in enumerate(funded(export.model, export.selection), 1):
        reason = why_not(row)
        if reason is None:
            yield _grant(export, prefix, row)
        else:
            left_out[reason] += 1
        export.progress(number)


def why_not(row: Funded) -> str | None:
    """Why a tie of funding is not known to be a grant; None where it is."""
    fields = row.tie.fields
    if "amount" not in fields:
        return "no amount is stated"
    if not CURRENCY.match(fields.get("currency", "")):
        return "no currency is stated"
    kind = KIND_OF[fields["amount_kind"]]
    if kind not in AWARDED:
        return NOT_A_GRANT[kind]
    if not row.owners:
        return "no recipient is known"
    if _dated(row) is None:
        return "no date is known"
    return None if _number(fields["amount"]) is not None else "the amount has too many digits"


def _dated(row: Funded) -> tuple[str, str] | None:
    """The date as stated, and of what."""
    if "start" in row.tie.fields:
        return row.tie.fields["start"], OF_TIE
    if "start" in row.target.fields:
        return row.target.fields["start"], OF_START
    return None


def _number(text: str) -> int | float | None:
    """The number, where JSON's readers keep every digit of it."""
    exact, about = Decimal(text), float(text)
    if exact == exact.to_integral_value() and abs(exact) < 2**53:
        return int(exact)
    return about if Decimal(repr(about)) == exact else None


def _grant(export: Export, prefix: str, row: Funded) -> Grant:
    fields, work = row.tie.fields, row.target.fields
    kind = KIND_OF[fields["amount_kind"]]
    stated, basis = _dated(row) or ("", "")
    prose = (work.get(name) for name in ("summary", "summary_en", "narrative"))
    noun = next(k.NOUN for k in export.node_types if row.target.ref.label == k.LABEL)
    grant = {
        "id": f"{prefix}-{row.first_id}",  # stays when an end is joined with another node
        "title": work["name"],
        "description": next((text for text in prose if text), work["name"]),
        "currency": fields["currency"],
        "amountAwarded": _number(fields["amount"]),
        "awardDate": first_day(stated),
        "url": f"{export.base}id/{noun}/{row.target.ref.id}",
        "plannedDates": _dates(row.target),
        "recipientOrganization": [_organisation(prefix, owner) for owner in row.owners],
        "beneficiaryLocation": [_location(region) for region in row.regions],
        "fundingOrganization": [_organisation(prefix, row.funder)],
        "grantProgramme": [{"code": p.ref.id, "title": p.ref.name} for p in row.programmes],
        "classifications": [{"vocabulary": KINDS, "code": kind.value, "title": kind.en}],
        "dataSource": f"{export.base}id/{TIES}/{row.tie.id}",
        "ekokarta": _own(row, stated, basis),
    }
    return {name: value for name, value in grant.items() if value != []}


def _own(row: Funded, stated: str, basis: str) -> dict[str, Any]:
    """What 360Giving has no place for."""
    fields = row.tie.fields
    found = {
        "tie": row.tie.id,
        "target": row.target.ref.id,
        "target_type": row.target.ref.label,
        "number": row.target.fields.get("number"),
        "amount_as_stated": fields["amount"],
        "amount_as_published": fields.get("amount_as_published"),
        "share": fields.get("share"),
        "via": fields.get("via"),
        "award_date_as_stated": stated,
        "award_date_is": basis,
        "sources": list(row.tie.sources),
        "claims": list(row.tie.claims),
    }
    return {name: value for name, value in found.items() if value is not None}


def _dates(work: NodeRow) -> list[dict[str, str]]:
    names = {"start": "startDate", "end": "endDate"}
    found = {names[name]: work.fields[name] for name in names if name in work.fields}
    return [found] if found else []


def _location(region: NodeRow) -> dict[str, str]:
    place = {"id": region.ref.id, "name": region.ref.name}
    code = region.fields.get("notation")
    return place if code is None else {**place, "geoCode": code}


def _organisation(prefix: str, row: NodeRow) -> dict[str, Any]:
    """By the number of the register where it has one, else by our own id."""
    numbers = [i for i in row.fields.get("identifiers", ()) if i.startswith(ORGNR)]
    own = f"{prefix}:{row.ref.id}"
    id = REGISTER + numbers[0].removeprefix(ORGNR) if numbers else own
    found = {"id": id, "name": row.ref.name}
    website = row.fields.get("website")
    return found if website is None or not WEB.match(website) else {**found, "url": website}
