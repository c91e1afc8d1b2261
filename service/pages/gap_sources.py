"""What can be told of meetings within each source that lists every participant."""

from typing import NamedTuple

from graph_schema.vocabularies import ParticipantsListed
from queries.gaps.scrutiny.question import kept_scrutiny
from queries.gaps.sectors import GapQuestion, sector_gaps
from queries.readmodel.open import ReadModel
from service.access import Access
from service.gap_text import gap_summary
from service.standing_text import has_verdicts, standing_summary


class ToldInShort(NamedTuple):
    """What a table tells in sentences, and whether a job not run yet would add to them."""

    sentences: list[str]
    lacks: bool


NOTHING_TOLD = ToldInShort([], lacks=False)


class ToldBySource(NamedTuple):
    """A source, its sentences, and whether a job not run yet would add to them."""

    name: str
    title: str
    sentences: list[str]
    lacks: bool


def told_in_short(
    model: ReadModel, access: Access, question: GapQuestion, lang: str
) -> ToldInShort:
    """The sentences of a table and what its verdicts hang on; none where nobody takes part."""
    with access.computing:
        table = sector_gaps(model, question, at_once=True)
    if not table.participations.given:
        return NOTHING_TOLD
    tried = kept_scrutiny(model, question) if has_verdicts(table) else None
    return ToldInShort(
        [*gap_summary(table, lang), *standing_summary(table, tried, lang)],
        lacks=table.not_computed is not None or (has_verdicts(table) and tried is None),
    )


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
        told = told_in_short(model, access, GapQuestion(sources=(info.name,)), lang)
        if told.sentences:
            title = info.title_sv if lang == "sv" else info.title_en
            found.append(ToldBySource(info.name, title, told.sentences, told.lacks))
    return found
