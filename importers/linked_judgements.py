"""People's judgements in our own export as RDF, read back."""

import re
from collections.abc import Container
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import ValidationError
from pyoxigraph import NamedNode

from graph_schema.judgements import Judgement
from graph_schema.namespaces import DCT, FOAF, PROV
from graph_schema.rdf import JUDGEMENTS, Terms
from importers.linked_data import LinkedData
from importers.masking import mask

WRITTEN = re.compile(r"([0-9-]{10}T[0-9:]{8})(?:\.([0-9]{1,6}))?(?:Z|\+00:00)\Z")
"""How programs write the instant of a judgement; digits are never more than we write."""
AHEAD = timedelta(days=1)
"""What other machines' clocks may be ahead of ours: as much as any confusion of time zones."""
WRONG_CLOCK = (
    "the latest decision counts, and this one would outrank all that are made until then: set this "
    "machine's clock if it is behind; if that of the other was ahead, move what it holds with "
    "`ekokarta dump` and `ekokarta load`, or read the file when that day has come"
)


def judgements(
    data: LinkedData, stating: Container[str], known: Container[str], *, named: bool
) -> list[Judgement]:
    """Every judgement of the file; ``named``: with the names of those who made them.

    Raises ``BadInputError`` where one was altered, or the file holds another number than it says;
    where one is about a source that is none of those ``stating`` something in the file, so that
    no run will tell who may read it; where one that is not ``known`` here by its id was made later
    than other clocks can say.
    """
    found = [_judgement(data, subject, named=named) for subject in data.things("Judgement")]
    for judgement in found:
        subject = _address(data, judgement)
        for record in judgement.records:
            if record.split("/", 1)[0] not in stating:
                expected = "a record of a source that states something in the file"
                raise data.error(subject, "judgedRecord", record, expected)
        if judgement.id not in known:
            _refuse_ahead(data, judgement)
    held = str(len(found))
    stated = data.values(data.about, f"{data.base}ontology#judgementCount")
    if stated != [held] and (found or stated):  # before there were any, none were counted
        raise data.error(
            data.about, "judgementCount", "; ".join(stated) or None, f"{held}, as it holds"
        )
    return found


def _judgement(data: LinkedData, subject: Any, *, named: bool) -> Judgement:
    agent, association = (NamedNode(f"{subject.value}#{n}") for n in ("agent", "association"))
    names = data.values(agent, FOAF + "name") if named else []
    own = f"{data.base}ontology#"
    try:
        found = Judgement.model_validate(
            {
                "kind": _only(data, subject, f"{own}decided").rpartition("-")[2],
                "records": data.values(subject, f"{own}judgedRecord"),
                "reason": _only(data, subject, DCT + "description"),
                "role": _only(data, association, PROV + "hadRole").rpartition("-")[2],
                "by": names[0] if names else None,
                "made": _instant(_only(data, subject, PROV + "endedAtTime")),
            }
        )
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        name = ".".join(str(part) for part in wrong["loc"]) or "judgedRecord"
        expected = str(wrong["msg"]).removeprefix("Value error, ")
        raise data.error(subject, name, str(wrong["input"])[:200], expected) from error
    is_its_own = subject == _address(data, found)
    if not is_its_own or mask(found.reason) != found.reason:
        raise data.error(subject, "decided", found.id, "the values the judgement is named by")
    return found


def _address(data: LinkedData, judgement: Judgement) -> NamedNode:
    return Terms(data.base).plain(JUDGEMENTS, judgement.id)


def _refuse_ahead(data: LinkedData, judgement: Judgement) -> None:
    latest = datetime.now(UTC) + AHEAD
    if datetime.fromisoformat(judgement.made) > latest:
        expected = f"an instant to {latest:%Y-%m-%dT%H:%MZ}, a day after this machine's clock"
        raise data.error(
            _address(data, judgement), PROV + "endedAtTime", judgement.made, expected, WRONG_CLOCK
        )


def _instant(text: str) -> str:
    """With six digits and Z, also where a program wrote noughts or Z otherwise; else as it is."""
    read = WRITTEN.match(text)
    return text if read is None else f"{read[1]}.{read[2] or '':0<6}Z"


def _only(data: LinkedData, subject: Any, predicate: str) -> str:
    found = data.values(subject, predicate)
    if len(found) != 1:
        raise data.error(subject, predicate, "; ".join(found) or None, "exactly one value")
    return found[0]
