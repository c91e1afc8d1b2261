"""A card of one figure, and the figure computed anew to hold the card against."""

import json
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from math import isclose
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError

from graph_schema.asked import as_parameters
from graph_schema.base import GraphModel
from graph_schema.card_answers import (
    FORMAT,
    NOT_COMPUTED,
    CardKind,
    CardSource,
    Difference,
    EvidenceCard,
)
from queries.cards.addresses import API, card_path
from queries.cards.figure import Asking
from queries.cards.kinds import KINDS, Kind, parameters_of
from queries.errors import BadQuestionError
from queries.readmodel.open import ReadModel

NOBODY_WAITS = Asking()
CLOSE = 1e-9  # floats, as a share; counts and draws are equal
Told = Callable[[int, int], None]


def card(
    model: ReadModel, kind: CardKind, question: Any, key: str, asking: Asking = NOBODY_WAITS
) -> EvidenceCard:
    """The card of the figure with that key; raises where there is none, or it is not shown."""
    own = KINDS[kind]
    found = own.figure(model, question, key, asking)
    end = as_parameters(parameters_of(question), model.version)
    return EvidenceCard(
        figure=kind,
        about=found.about,
        named=found.named,
        formula=found.formula,
        method=found.method,
        values=found.values,
        n=found.n,
        expected=found.told("expected"),
        draws=_or_not(found.test.draws),
        seed=_or_not(found.test.seed),
        p=found.told("p"),
        q=found.told("q"),
        strata=_or_not(found.test.strata),
        not_tested_share=_or_not(found.test.not_tested_share),
        parameters=found.parameters,
        exploratory=found.exploratory,
        examined=found.examined,
        question=question.model_dump(mode="json"),
        fragility=_or_not(found.fragility),
        stability=_or_not(found.stability),
        coverage=_or_not(found.coverage),
        unseen=_or_not(found.unseen),
        data_version=model.version,
        graph_hash=model.graph_hash,
        audience=model.audience,
        sources=tuple(_sources(model, found.sources)),
        command="ekokarta recompute CARD.json",
        request=f"GET {API}{found.answer or own.answer.format(**found.about)}{end}",
        address=f"{API}{quote(card_path(kind, *found.about.values()))}{end}",
    )


def recomputed(
    model: ReadModel, stated: EvidenceCard, *, quick: bool = False, told: Told | None = None
) -> list[Difference]:
    """What differs when the card's figure is computed anew, whatever is kept; [] is the same.

    What takes minutes is computed too where the card tells of it, unless ``quick``: then it is not
    compared. ``told`` hears the steps of that.
    """
    if stated.format != FORMAT:
        raise BadQuestionError("format", stated.format, f"a card of format {FORMAT}")
    kind = KINDS[stated.figure]
    question = _question(kind, stated)
    with _afresh(model) as fresh:
        if not kind.from_job or (stated.examined and not quick):
            _run(kind, fresh, question, told or (lambda _done, _of: None))
        anew = card(fresh, stated.figure, question, "/".join(stated.about.values()))
    left_out = kind.from_job if stated.examined and quick else ()
    one, other = (json.loads(each.model_dump_json()) for each in (stated, anew))
    return [
        each
        for name in one
        for each in _differences(name, one[name], other[name])
        if not _is_in(each.field, left_out)
    ]


def _is_in(field: str, names: Collection[str]) -> bool:
    """Whether a field is one of these, or lies in one."""
    return any(field == name or field.startswith((f"{name}.", f"{name}[")) for name in names)


def _run(kind: Kind, model: ReadModel, question: Any, told: Told) -> None:
    from queries.jobs.kinds import KINDS as JOBS

    if kind.job is not None:
        JOBS[kind.job].work(model, question, told)


def _question(kind: Kind, stated: EvidenceCard) -> Any:
    try:
        question: GraphModel = kind.question.model_validate(dict(stated.question))
    except ValidationError as error:
        flaw = error.errors()[0]
        where = ".".join(("question", *map(str, flaw["loc"])))
        raise BadQuestionError(where, flaw["input"], flaw["msg"]) from None
    return question


@contextmanager
def _afresh(model: ReadModel) -> Iterator[ReadModel]:
    """The same read model with nothing kept beside it."""
    with (
        TemporaryDirectory(prefix="ekokarta-recompute-") as folder,
        ReadModel(model.path, answers=Path(folder)) as fresh,
    ):
        yield fresh


def _or_not(value: Any) -> Any:
    return NOT_COMPUTED if value is None else value


def _sources(model: ReadModel, names: Collection[str]) -> Iterator[CardSource]:
    for info in model.sources:
        if info.name in names:
            yield CardSource(
                name=info.name,
                title=info.title_en,
                publisher=info.publisher,
                url=info.url,
                retrieved=info.retrieved,
                licence=info.licence.name,
            )


def _differences(name: str, stated: Any, found: Any) -> Iterator[Difference]:
    if isinstance(stated, dict) and isinstance(found, dict):
        for key in sorted({*stated, *found}):
            yield from _differences(f"{name}.{key}", stated.get(key), found.get(key))
    elif isinstance(stated, list) and isinstance(found, list) and len(stated) == len(found):
        for place, (one, other) in enumerate(zip(stated, found, strict=True)):
            yield from _differences(f"{name}[{place}]", one, other)
    elif not _same(stated, found):
        yield Difference(field=name, stated=stated, recomputed=found)


def _is_number(value: Any) -> bool:
    """Whole numbers count: a card that went through another program may have 161 for 161.0."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _same(stated: Any, found: Any) -> bool:
    if _is_number(stated) and _is_number(found):
        return isclose(stated, found, rel_tol=CLOSE, abs_tol=CLOSE)
    return type(stated) is type(found) and stated == found
