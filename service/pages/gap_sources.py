"""What can be told of meetings within each source that lists every participant."""

from typing import NamedTuple

from graph_schema.vocabularies import ParticipantsListed
from queries.gaps.sectors import GapQuestion, sector_gaps
from queries.readmodel.open import ReadModel
from service.access import Access
from service.gap_text import gap_summary


class ToldBySource(NamedTuple):
    """A source, its sentences, and whether null draws are lacking that would add to them."""

    name: str
    title: str
    sentences: list[str]
    lacks: bool


def told_by_source(model: ReadModel, access: Access, lang: str) -> list[ToldBySource]:
    """The sentences of every source that declares complete lists and states a participation.

    None where there is one source alone: it would say the whole map again.
    """
    found: list[ToldBySource] = []
    if len(model.sources) == 1:
        return found
    for info in model.sources:
        if all(part.participants is not ParticipantsListed.COMPLETE for part in info.coverage):
            continue
        with access.computing:
            table = sector_gaps(model, GapQuestion(sources=(info.name,)), at_once=True)
        if table.participations.given:
            title = info.title_sv if lang == "sv" else info.title_en
            lacks = table.not_computed is not None
            found.append(ToldBySource(info.name, title, gap_summary(table, lang), lacks))
    return found
