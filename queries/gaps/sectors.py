"""The sector table of a read model: its columns in, the table out, kept beside the version."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from graph_schema.draws import DEFAULT_DRAWS, DEFAULT_SEED, LAST_SEED, LEAST_DRAWS, MOST_DRAWS
from graph_schema.gap_answers import GapScope, GapTable, TableScope
from graph_schema.ids import canonical_json, digest
from graph_schema.job_answers import NotComputed
from queries.at_once import Turn, if_long
from queries.gaps.attributes import attributes_of
from queries.gaps.grouping import Groups, grouped
from queries.gaps.listed import of_sources, source_numbers
from queries.gaps.participations import SAMPLER_VERSION, Bools, Participations
from queries.kept import kept_or_made, read
from queries.lookup.sensitive import hides_few
from queries.readmodel.open import ReadModel
from queries.steps import Step, silent
from queries.whitespace.telling import asked_arenas as told_arenas

if TYPE_CHECKING:
    from queries.gaps.testing import NullSettings

TABLE_VERSION = "28"  # raise it when the same draws would give another table


class GapQuestion(TableScope):
    """What a sector table is about and how it is drawn; the same question gives the same table."""

    draws: int = Field(default=DEFAULT_DRAWS, ge=LEAST_DRAWS, le=MOST_DRAWS)
    seed: int = Field(default=DEFAULT_SEED, ge=0, le=LAST_SEED)
    role_aware: bool = True

    @property
    def is_usual(self) -> bool:
        """Whether it is about all there is or about one source, with nothing else chosen."""
        return len(self.sources) < 2 and self == GapQuestion(sources=self.sources)

    @property
    def is_one_of_few(self) -> bool:
        """The same with any grouping, units and roles: few ways, whoever asks."""
        usual = GapQuestion(
            sources=self.sources, by=self.by, units=self.units, role_aware=self.role_aware
        )
        return len(self.sources) < 2 and self == usual

    @property
    def has_labels(self) -> bool:
        """Whether there is a second null: who is as active as another is of the same size."""
        return self.by != "size"

    @property
    def scope(self) -> TableScope:
        """What it is about, without how it is drawn."""
        return TableScope(**self.model_dump(include=set(TableScope.model_fields)))

    @property
    def part(self) -> GapScope:
        """What it is about, whatever actors are grouped by."""
        return GapScope(**self.model_dump(include=set(GapScope.model_fields)))


def participations_of(model: ReadModel, question: GapQuestion) -> Participations:
    """The counted participations the question is about."""
    return grouped_participations(model, question)[0]


def grouped_participations(
    model: ReadModel, question: GapQuestion
) -> tuple[Participations, Groups]:
    """The same, and the groups their actors are in.

    Arenas that are not asked about lose their participations and count nowhere. Those asked about
    of which nobody is known are in no stratum, and without a complete list.
    """
    columns = model.columns
    counted = columns if question.units == "separate" else columns.rolled_up
    asked = asked_arenas(model, question)
    kept = asked[counted.arena]
    known = attributes_of(model)
    found = Participations(
        actor=counted.actor[kept],
        arena=counted.arena[kept],
        leads=counted.leads[kept],
        sector=np.asarray(columns.sector),
        home=known.home,
        arena_source=np.maximum(np.asarray(columns.arena_source), 0),
        arena_kind=np.maximum(np.asarray(columns.arena_kind), 0),
        arena_year=np.asarray(columns.arena_year),
        arena_region=known.arena_region,
        arena_topic=known.arena_topic,
        arena_partners_known=np.asarray(columns.arena_partners_known),
        arena_asked=asked,
        source_names=tuple(source.name for source in model.sources) or ("none",),
        kind_names=model.arena_kinds or ("none",),
        region_names=known.region_names,
        topic_names=known.topic_names,
    )
    if question.sources:
        together, numbers = question.units != "separate", source_numbers(model, question.sources)
        found = of_sources(model, found, numbers, asked, together=together)
    return grouped(model, found, known, question.by)


def asked_arenas(model: ReadModel, question: GapQuestion) -> Bools:
    """Per arena, whether the question is about it; ``NotShownError`` where that is not told."""
    asked = np.zeros(model.columns.arena_source.size, np.bool_)
    asked[told_arenas(model, question.part)] = True
    return asked


def sector_gaps(
    model: ReadModel,
    question: GapQuestion | None = None,
    *,
    turn: Turn = None,
    at_once: bool = False,
    step: Step | None = None,
) -> GapTable:
    """Group × group against the null; computed once per version and question, then read.

    Only who has to compute waits for a ``turn``, and finds the answer there if it came meanwhile.
    ``at_once``: without the null draws where they take long and are not kept yet.
    """
    question = question if question is not None else GapQuestion()
    place = _place(model, question)
    if at_once and (found := read(place, GapTable)) is not None:
        return found
    if at_once and (lacking := _long(model, question)) is not None:
        told = computed(model, question, drawn=False)
        return told.model_copy(update={"not_computed": lacking})
    return kept_or_made(
        place,
        GapTable,
        lambda: computed(model, question, step=step),
        always=question.is_usual,
        turn=turn,
    )


def examine(model: ReadModel, question: GapQuestion, *, step: Step | None = None) -> None:
    """Make the whole table and keep it; what ``step`` raises ends it."""
    sector_gaps(model, question, step=step)


def is_examined(model: ReadModel, question: GapQuestion) -> bool:
    """Whether the whole table is there."""
    return read(_place(model, question), GapTable) is not None


def examined_name(model: ReadModel, question: GapQuestion) -> str:
    """What tells the table of one question from those of others."""
    return _place(model, question).name


def takes_long(model: ReadModel, question: GapQuestion) -> bool:
    """Whether the draws are a job of their own, and nobody has made them yet."""
    return not is_examined(model, question) and _long(model, question) is not None


def _place(model: ReadModel, question: GapQuestion) -> Path:
    asked = [SAMPLER_VERSION, TABLE_VERSION, question.model_dump(mode="json")]
    return model.answers / f"sectors-{digest(canonical_json(asked))[:16]}.json"


def _long(model: ReadModel, question: GapQuestion) -> NotComputed | None:
    """What an answer at once would lack; that many groups take more draws is left out of it."""
    from queries.gaps.testing import least_draws  # compiled code, loaded when needed

    given = participations_of(model, question)
    return if_long(int(given.actor.size), least_draws(1, question.draws))


def computed(
    model: ReadModel, question: GapQuestion, *, drawn: bool = True, step: Step | None = None
) -> GapTable:
    """The table made anew, whatever is kept."""
    from queries.gaps.table import sector_table  # compiled code, loaded when needed
    from queries.gaps.unseen import with_unseen

    participations, groups = grouped_participations(model, question)
    table = sector_table(
        participations,
        sectors=groups,
        data_version=model.version,
        null=_settings(question),
        scope=question.scope,
        exploratory=not question.is_usual,
        drawn=drawn,
        step=step or silent,
    )
    told = table
    if hides_few(model, question.part) and participations.actor.size:
        told = _without_sizes(table)
    return with_unseen(told, model, participations, together=question.units == "together")


def _settings(question: GapQuestion) -> "NullSettings":
    from queries.gaps.testing import NullSettings

    return NullSettings(
        seed=question.seed,
        role_aware=question.role_aware,
        least_draws=question.draws,
        labels=question.has_labels,
    )


def _without_sizes(table: GapTable) -> GapTable:
    """The table without how many actors there are of each group, and how often they take part.

    Who is in tested arenas is no matter of how each takes part in all: isolates/hiding.py.
    """
    nothing = {"actors": None, "participations": None}
    counts = table.participations.model_copy(update={"tested_of_unknown_sector": None})
    sectors = tuple(each.model_copy(update=nothing) for each in table.sectors)
    return table.model_copy(update={"sectors": sectors, "participations": counts})
