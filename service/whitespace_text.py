"""The table of white space in words and rows: what it can tell, what it cannot, and why."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import chain

from graph_schema.vocabularies import Verdict
from graph_schema.whitespace_answers import Reason, WhitespaceCell, WhitespaceTable
from service.covered_text import known_lines
from service.gap_text import number, small
from service.need_text import need_lines
from service.part_text import part_lines
from visualisations.whitespace_phrases import dimension_word

MOST_NAMED = 12  # cells that get a sentence of their own; the table has them all
INTERESTING = (Verdict.GAP, Verdict.COVERED, Verdict.AS_EXPECTED, Verdict.CANNOT_TELL)


@cache
def phrases(lang: str) -> dict[str, str]:
    """What is said in one language, by key; of a cell by the code of its verdict or reason."""
    place = files("service") / "whitespace_phrases.toml"
    return {key: said[lang] for key, said in tomllib.loads(place.read_text("utf-8")).items()}


def label_names(table: WhitespaceTable) -> dict[str, str]:
    """The names of rows and columns by id."""
    return {line.label.id: line.label.name for line in (*table.rows, *table.columns)}


def interval(values: tuple[float, float] | None, lang: str) -> str:
    """From–to with two decimals; nothing where it was not computed."""
    if values is None:
        return ""
    return f"{number(values[0], lang, '0.00')}–{number(values[1], lang, '0.00')}"


def remarkable_first(table: WhitespaceTable) -> list[WhitespaceCell]:
    """Gaps, then what is covered, as expected, cannot tell; in each the lowest ratio first."""

    def key(cell: WhitespaceCell) -> tuple[int, int]:
        known = cell.verdict in INTERESTING
        place = INTERESTING.index(cell.verdict) if known else len(INTERESTING)
        rank = cell.rank if cell.rank is not None else len(table.cells) + 1
        return place, rank

    return sorted(table.cells, key=key)


def whitespace_summary(table: WhitespaceTable, lang: str) -> list[str]:
    """What the table can and cannot tell, in sentences made from its figures."""
    counts = table.arenas
    if not counts.tested and not counts.not_comparable:
        return [_said(table, lang, "none", **_counted(table, lang))]
    lacks = table.not_computed is not None
    sizes = {"all": len(table.cells), "records": counts.tested}
    return [
        _said(table, lang, "not_computed", **sizes) if lacks else _tested(table, lang),
        *_told(table, lang),
        *need_lines(table, label_names(table), lang),
        *([] if lacks else _open(table, lang)),
        *_untested(table, lang),
        *_perhaps(table, lang),
        *_triples(table, lang),
        *known_lines(table.partners_known_share, lang),
        *part_lines(exploratory=table.exploratory, lang=lang),
        _said(table, lang, f"wish{_drawn(table)}"),
    ]


def _said(table: WhitespaceTable, lang: str, key: str | Verdict | Reason, **values: object) -> str:
    filled = {
        name: format(value, ",").replace(",", "\u00a0" if lang == "sv" else ",")
        if isinstance(value, int)
        else value
        for name, value in values.items()
    }
    words = {
        "rows": dimension_word(table.parameters.rows, lang),
        "columns": dimension_word(table.parameters.columns, lang),
        "rows_word": dimension_word(table.parameters.rows, lang, many=True),
        "columns_word": dimension_word(table.parameters.columns, lang, many=True),
    }
    return phrases(lang)[key].format(**{**words, **filled})


def _counted(table: WhitespaceTable, lang: str) -> dict[str, object]:
    counts = table.arenas
    return {name: getattr(counts, name) for name in type(counts).model_fields}


def _with(table: WhitespaceTable, verdict: Verdict) -> list[WhitespaceCell]:
    return [cell for cell in remarkable_first(table) if cell.verdict is verdict]


def _tested(table: WhitespaceTable, lang: str) -> str:
    return _said(
        table,
        lang,
        "tested" if table.parameters.family else "tested_none",
        tested=table.parameters.family,
        all=len(table.cells),
        records=table.arenas.tested,
        gaps=len(_with(table, Verdict.GAP)),
        covered=len(_with(table, Verdict.COVERED)),
        expected=len(_with(table, Verdict.AS_EXPECTED)),
        open=len(_with(table, Verdict.CANNOT_TELL)),
    )


def _told(table: WhitespaceTable, lang: str) -> Iterator[str]:
    named = label_names(table)
    for verdict in (Verdict.GAP, Verdict.COVERED):
        for cell in _with(table, verdict)[:MOST_NAMED]:
            said = _said(
                table,
                lang,
                f"{verdict}{_drawn(table)}",
                row=named[cell.row],
                column=named[cell.column],
                observed=cell.observed,
                outside=_beside(table, cell, lang),
                expected=number(cell.expected, lang),
                ratio=number(cell.ratio, lang, "0.00"),
                interval=interval(cell.interval, lang),
                q=small(cell.q_low if verdict is Verdict.GAP else cell.q_high, lang),
                lacking=_lacking(table, cell, lang) if verdict is Verdict.GAP else "",
            )
            hangs = _said(table, lang, f"hangs{_drawn(table)}")
            yield f"{said} {hangs}" if cell.hangs_on_draws else said
    others = [cell for cell in _without_sentence(table) if cell.hangs_on_draws]
    if others:
        yield _said(table, lang, "others_hang", count=len(others))


def _drawn(table: WhitespaceTable) -> str:
    """What the keys of sentences end with where draws tell what is expected."""
    return "_drawn" if table.parameters.expected_drawn else ""


def _beside(table: WhitespaceTable, cell: WhitespaceCell, lang: str) -> str:
    """How many more there are, which are compared with nothing."""
    return _said(table, lang, "beside", outside=cell.outside) if cell.outside else ""


def _without_sentence(table: WhitespaceTable) -> list[WhitespaceCell]:
    told = (_with(table, verdict)[:MOST_NAMED] for verdict in (Verdict.GAP, Verdict.COVERED))
    named = {(cell.row, cell.column) for cell in chain(*told)}
    return [cell for cell in table.cells if (cell.row, cell.column) not in named]


def _lacking(table: WhitespaceTable, cell: WhitespaceCell, lang: str) -> str:
    """How many arenas may belong just where a gap is, and what is left of it wherever they do."""
    counts = table.arenas
    if cell.may_belong is None:  # nobody is told: of anything sensitive it would give few away
        lacks = counts.without_either + counts.without_row + counts.without_column
        return f" {_said(table, lang, 'may_be_untold')}" if lacks else ""
    more = counts.perhaps + counts.perhaps_without_either
    missing, told = cell.may_belong + counts.without_either + counts.perhaps_without_either, ""
    if missing:
        phrase = "may_be_in_part" if more else "may_be"
        told = f" {_said(table, lang, phrase, missing=missing, asked=counts.asked + more)}"
    if cell.worst_observed is not None:
        worst = {
            "filled": cell.worst_observed,
            "least": number(cell.worst_expected, lang),
            "q": small(cell.worst_q, lang),
        }
        told = f"{told} {_said(table, lang, 'worst', **worst)}"
    return told


def _open(table: WhitespaceTable, lang: str) -> Iterator[str]:
    empty = [
        c for c in table.cells if c.observed == 0 and c.outside == 0 and c.expected is not None
    ]
    if empty:
        gaps = sum(cell.verdict is Verdict.GAP for cell in empty)
        yield _said(table, lang, "empty", empty=len(empty), gaps=gaps)
    least = number(table.parameters.least_expected, lang, "0")
    for reason in Reason:
        count = sum(cell.reason is reason for cell in table.cells)
        if count:
            yield _said(table, lang, reason, count=count, least=least)
    needed = [
        cell.records_needed
        for cell in table.cells
        if cell.reason is Reason.TOO_FEW_EXPECTED and cell.records_needed is not None
    ]
    if needed:
        ends = {"most": max(needed), "least": min(needed)}
        yield _said(table, lang, "needed", **ends, records=table.arenas.tested)


def _untested(table: WhitespaceTable, lang: str) -> Iterator[str]:
    sources = ", ".join(table.sources)
    for verdict in (Verdict.NOT_COVERED, Verdict.IMPOSSIBLE, Verdict.SUPPRESSED):
        count = len(_with(table, verdict))
        if count:
            yield _said(table, lang, verdict, count=count, sources=sources)
    if any(line.list_of is not None for line in (*table.rows, *table.columns)):
        yield _said(table, lang, "lists")
    counts = table.arenas
    if counts.not_comparable:
        yield _said(table, lang, "outside", count=counts.not_comparable)
    if counts.in_several_rows or counts.in_several_columns:
        yield _said(
            table,
            lang,
            "several",
            rows_count=counts.in_several_rows,
            columns_count=counts.in_several_columns,
        )
    if table.parameters.expected_drawn:
        yield _said(table, lang, "drawn")
    missing = counts.without_either + counts.without_row + counts.without_column
    if missing:
        yield _said(table, lang, "missing", missing=missing, asked=counts.asked)


def _perhaps(table: WhitespaceTable, lang: str) -> list[str]:
    """Those that may be of a part, and that nobody says are."""
    counts = table.arenas
    known, neither = counts.perhaps, counts.perhaps_without_either
    told = [_said(table, lang, "perhaps", perhaps=known)] if known else []
    return told + ([_said(table, lang, "perhaps_neither", neither=neither)] if neither else [])


def _triples(table: WhitespaceTable, lang: str) -> Iterator[str]:
    found = table.triples
    if table.triples_hidden:
        yield _said(table, lang, "triples_hidden")
    if found is not None:
        values = {name: getattr(found, name) for name in type(found).model_fields}
        yield _said(table, lang, "triples", **values)
