"""What the workbook of an answer says of itself, in the words of the pages."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from graph_schema.base import GraphModel
from graph_schema.claims import SourceInfo
from queries.readmodel.open import ReadModel
from service.exports.answers import Front, answer_workbook, sheet_names
from service.exports.cells import as_day
from service.exports.sheets import Heading, LongWords
from service.exports.workbook import DATES, NO_ZERO
from service.pages.covering import kinds_of, regions_of, years_in_words, years_of
from service.pages.formats import instant
from service.pages.texts import text
from service.pictures import drawing_of, titled
from visualisations.tables import Table

Lines = Iterator[Sequence[Any]]


class Edition(NamedTuple):
    """Of which view, version, language and part a workbook is, and where it is had again."""

    view: str
    model: ReadModel
    lang: str
    address: str
    part: str | None = None


def answer_book(edition: Edition, answer: GraphModel) -> bytes:
    """The answer as a workbook."""
    drawing, lang = drawing_of(edition.view, edition.part), edition.lang
    t = partial(text, lang=lang)
    named = titled(edition.model, answer, lang)
    columns = (
        *(t("book_sheet"), t("book_row"), t("book_column")),
        *(t("book_part"), t("book_parts"), t("book_text")),
    )
    words = LongWords(t("book_long"), columns, t("book_continued"))
    tables = drawing.sheets(named, lang)
    names = sheet_names(tables, (t("book_about"), words.sheet))
    sheets = dict(zip(names, tables, strict=True))
    title, notes = drawing.title(named, lang), drawing.said(named, lang).notes
    sources = drawing.said(answer, lang).sources
    lines = (*_what(edition, title, notes), *_sheets(edition, sheets), *_sources(edition, sources))
    return answer_workbook(edition.model, Front(t("book_about"), title, lines), sheets, words)


def _what(edition: Edition, title: str, notes: Sequence[str]) -> Lines:
    model, t = edition.model, partial(text, lang=edition.lang)
    yield (Heading(title),)
    yield ()
    yield (Heading(t("book_notes")),)
    yield from ((note,) for note in notes)
    yield ()
    yield (t("book_version"), model.version)
    published = model.published_at
    yield (t("book_published"), instant(published, edition.lang), published or "")
    yield (t("book_readers"), model.audience.label(edition.lang))
    yield (t("book_hash"), model.graph_hash)
    yield (t("book_address"), edition.address)


def _sheets(edition: Edition, sheets: Mapping[str, Table]) -> Lines:
    t = partial(text, lang=edition.lang)
    yield ()
    yield tuple(map(Heading, (t("book_sheet"), t("book_holds"), t("book_rows"))))
    for name, table in sheets.items():
        yield name, table.caption, len(table.rows)
    yield ()
    for english, swedish in (NO_ZERO, DATES):
        yield (swedish if edition.lang == "sv" else english,)
    yield (t("book_empty"),)


def _sources(edition: Edition, names: Collection[str]) -> Lines:
    """The sources in the order of precedence: a line for each, and for each part it covers."""
    t = partial(text, lang=edition.lang)
    columns = (
        t("col_source"), t("col_publisher"), t("col_licence"), t("book_licence"),
        t("col_retrieved"), t("source_years"), t("source_kinds"), t("source_regions"),
        t("source_lists"), t("source_not_covered").rstrip(":"),
    )  # fmt: skip
    yield ()
    yield tuple(map(Heading, columns))
    for info in edition.model.sources:
        if info.name in names:
            first, *more = _covered(edition, info)
            yield *_source(info, edition.lang), *first, years_in_words(info.not_covered_years)
            yield from (("",) * 5 + part for part in more)


def _source(info: SourceInfo, lang: str) -> tuple[Any, ...]:
    title = info.title_sv if lang == "sv" else info.title_en
    retrieved = info.retrieved or ""
    licence = info.licence
    day = as_day(retrieved) or retrieved
    return title, info.publisher, licence.name, " ".join(licence.addresses), day


def _covered(edition: Edition, info: SourceInfo) -> list[tuple[str, ...]]:
    model, lang, t = edition.model, edition.lang, partial(text, lang=edition.lang)
    return [
        (
            *(years_of(part, lang), kinds_of(part, lang), regions_of(model, part, lang)),
            part.participants.label(lang),
        )
        for part in info.coverage
    ] or [(t("source_no_coverage"), "", "", "")]
