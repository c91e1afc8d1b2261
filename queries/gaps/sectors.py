"""The sector table of a read model: its columns in, the table out, kept beside the version."""

from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np
from pydantic import Field

from graph_schema.base import GraphModel
from graph_schema.gap_answers import GapTable
from graph_schema.ids import canonical_json, digest
from graph_schema.vocabularies import Sector
from queries.errors import BadQuestionError
from queries.gaps.participations import SAMPLER_VERSION, Bools, Participations
from queries.readmodel.open import ReadModel

DEFAULT_DRAWS = 999
MOST_DRAWS = 99_999
DEFAULT_SEED = 2021
ANSWERS = "answers"  # inside the read model's folder, so that both are pruned together
MOST_KEPT = 100  # anyone may choose seed and draws, and a disk is finite


class GapQuestion(GraphModel):
    """What a sector table is about and how it is drawn; the same question gives the same table.

    ``years`` are those of an arena's start, both included; ``sources`` keeps the arenas whose first
    source is among them.
    """

    draws: int = Field(default=DEFAULT_DRAWS, ge=99, le=MOST_DRAWS)
    seed: int = Field(default=DEFAULT_SEED, ge=0, le=2**31)
    role_aware: bool = True
    years: tuple[int, int] | None = None
    sources: tuple[str, ...] = ()

    @property
    def is_usual(self) -> bool:
        """Whether it is about all there is or about one source, with nothing else chosen."""
        return len(self.sources) < 2 and self == GapQuestion(sources=self.sources)


def participations_of(model: ReadModel, question: GapQuestion) -> Participations:
    """The counted participations the question is about, units as their top organisation.

    Arenas that are not asked about lose their participations and count nowhere: an arena nobody
    took part in is in no stratum and no coverage.
    """
    columns, counted = model.columns, model.columns.rolled_up
    asked = _asked(model, question)
    kept = asked[counted.arena]
    return Participations(
        actor=counted.actor[kept],
        arena=counted.arena[kept],
        leads=counted.leads[kept],
        sector=np.asarray(columns.sector),
        arena_source=np.maximum(np.asarray(columns.arena_source), 0),
        arena_kind=np.maximum(np.asarray(columns.arena_kind), 0),
        arena_year=np.asarray(columns.arena_year),
        arena_partners_known=np.asarray(columns.arena_partners_known),
        source_names=tuple(source.name for source in model.sources) or ("none",),
        kind_names=model.arena_kinds or ("none",),
    )


def _asked(model: ReadModel, question: GapQuestion) -> Bools:
    """Per arena, whether the question is about it."""
    columns = model.columns
    asked = np.ones(columns.arena_source.size, np.bool_)
    if question.years is not None:
        first, last = question.years
        asked &= (columns.arena_year >= first) & (columns.arena_year <= last)
    if question.sources:
        names = [source.name for source in model.sources]
        for name in question.sources:
            if name not in names:
                raise BadQuestionError("source", name, f"one of {', '.join(names)}")
        numbers = [names.index(name) for name in question.sources]
        asked &= np.isin(columns.arena_source, numbers)
    return np.asarray(asked)


def sector_gaps(model: ReadModel, question: GapQuestion | None = None) -> GapTable:
    """Sector × sector against the null; computed once per version and question, then read."""
    question = question if question is not None else GapQuestion()
    name = digest(canonical_json([SAMPLER_VERSION, question.model_dump(mode="json")]))[:16]
    kept = model.path / ANSWERS / f"sectors-{name}.json"
    if kept.is_file():
        return GapTable.model_validate_json(kept.read_bytes())
    from queries.gaps.table import NullSettings, sector_table  # compiled code, loaded when needed

    null = NullSettings(
        seed=question.seed, role_aware=question.role_aware, least_draws=question.draws
    )
    table = sector_table(
        participations_of(model, question),
        sectors=tuple(Sector),
        data_version=model.version,
        null=null,
    )
    if question.is_usual or _kept_in(kept.parent) < MOST_KEPT:
        _keep(kept, table)
    return table


def _kept_in(folder: Path) -> int:
    """How many answers lie there; the usual ones are few and kept whatever this says."""
    return sum(1 for _ in folder.glob("sectors-*.json"))


def _keep(place: Path, table: GapTable) -> None:
    """Write the answer in one step; where nothing may be written it is computed again next time."""
    try:
        place.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile("w", dir=place.parent, delete=False, encoding="utf-8") as file:
            file.write(table.model_dump_json())
        Path(file.name).replace(place)
    except OSError:
        return
