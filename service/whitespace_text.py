"""The table of white space in words and rows: what it can tell, what it cannot, and why."""

from collections.abc import Iterator
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
SENTENCES = {
    "sv": {
        "none": "Ingen arena i urvalet har både {rows} och {columns}: det finns inget att jämföra, "
        "och det är varken noll eller en lucka. {without_row} har bara {columns}, "
        "{without_column} har bara {rows}, {without_either} har ingetdera.",
        "tested": "Av {all} rutor kunde {tested} prövas, på {records} arenor. Färre än väntat: "
        "{gaps}. Fler än väntat: {covered}. Ungefär som väntat: {expected}. Går inte att avgöra: "
        "{open}.",
        "tested_none": "Ingen av {all} rutor kunde prövas. Går inte att avgöra: {open}.",
        Verdict.GAP: "{row} och {column}: {observed} arenor{outside}; storleken på båda skulle ge "
        "{expected} (kvot {ratio}, 90 %-intervall {interval}, q {q}).{lacking}",
        "beside": " som jämförs, och {outside} utanför jämförelsen",
        "hangs": "Andra slumpdragningar kan ge ett annat besked: q ligger nära sin gräns.",
        "others_hang": "Andra rutor där andra slumpdragningar kan ge ett annat besked: {count}.",
        "may_be": "Arenor som saknar {rows} eller {columns} och kan höra hit: {missing} av "
        "{asked}.",
        "may_be_untold": "Arenor som saknar {rows} eller {columns} kan höra hit; hur många visas "
        "inte.",
        Verdict.COVERED: "{row} och {column}: {observed} arenor{outside}, fler än de {expected} "
        "som storleken på båda skulle ge (kvot {ratio}, 90 %-intervall {interval}, q {q}).",
        "empty": "Tomma rutor bland de möjliga: {empty}, av dem luckor: {gaps}. En tom ruta är "
        "inte en lucka.",
        Reason.TOO_FEW_EXPECTED: "Rutor där färre än {least} arenor är väntade: {count}. Där vore "
        "inte ens noll märkligt.",
        Reason.WIDE_INTERVAL: "Rutor där osäkerheten är för stor för ett utslag åt något håll: "
        "{count}.",
        Reason.TOO_SMALL_A_LACK: "Rutor med färre än väntat, men så lite att det inte kallas en "
        "lucka (en lucka är högst hälften av väntat): {count}.",
        Reason.MAY_BELONG: "Rutor med färre än väntat, som inte kallas luckor eftersom arenor "
        "saknar {rows} eller {columns} och det hänger på var de hör hemma: {count}.",
        Reason.NOTHING_TO_COMPARE: "Rutor där det inte finns något att jämföra med: {count}. Där "
        "ligger allt som källan har av samma slag och period.",
        Reason.EMPTY_LINE: "Rutor i rader eller kolumner utan en enda arena: {count}. Storlek "
        "säger inget om dem; bara ett angivet behov kan göra det.",
        Reason.SUM_NOT_SHOWN: "Rutor där det väntade inte visas: {count}. Det skulle ge hur "
        "många raden eller kolumnen har, som skulle berätta om något känsligt med få aktörer.",
        "needed": "För att en nolla ska betyda något i den minsta av dem som går att räkna på "
        "behövs omkring {most} jämförda arenor, i den största {least}; nu är de {records}.",
        Verdict.NOT_COVERED: "Rutor som inte ingår i någon källa, eller i två tillsammans, "
        "som anger både {rows} och {columns} ({sources}): {count}. De är varken noll eller "
        "luckor.",
        Verdict.IMPOSSIBLE: "Rutor som är angivna som inte möjliga, och inte prövas: {count}.",
        Verdict.SUPPRESSED: "Rutor som inte visas: {count}. De är känsliga och nämner färre än "
        "tre aktörer, eller skulle röja en sådan.",
        "outside": "Arenor utanför jämförelsen: {count}. Inom deras källa, slag och period har "
        "alla samma {rows}, eller alla samma {columns}.",
        "several": "En arena räknas en gång i varje ruta den hör till: {rows_count} har flera "
        "{rows_word}, {columns_count} har flera {columns_word}.",
        "lists": "Samma namn i flera källors listor står i var sin rad eller kolumn, med källan "
        "inom parentes: källorna kan mena olika saker. Vad en av dem saknar kan en annan ha.",
        "missing": "{missing} av {asked} arenor saknar {rows} eller {columns} och räknas inte. "
        "En lucka sägs bara där det är en, var än de som har det ena av de två hör hemma. Ungefär "
        "som väntat och fler än väntat sägs om de övriga arenorna.",
        "triples": "Region, tema och målgrupp tillsammans ({arenas} arenor): {tested} av {cells} "
        "rutor kunde prövas mot vad paren förklarar. Färre: {gaps}. Fler: {covered}.",
        "triples_hidden": "Region, tema och målgrupp tillsammans visas inte: med tabellerna över "
        "två av dem skulle de berätta om något känsligt som har få aktörer.",
        "not_computed": "{all} rutor på {records} arenor. Om en ruta har färre eller fler än "
        "slumpen ger är inte beräknat än för den här versionen; det tar tid på en karta av den här "
        "storleken. Tills dess finns antal och väntat, men inget utslag.",
        "wish": "Väntat betyder vad storleken på rad och kolumn ger, inte vad som är önskvärt.",
    },
    "en": {
        "none": "No arena of the selection has both a {rows} and a {columns}: there is nothing to "
        "compare, which is neither nought nor a gap. {without_row} have a {columns} only, "
        "{without_column} a {rows} only, {without_either} neither.",
        "tested": "Of {all} cells {tested} could be tested, on {records} arenas. Fewer than "
        "expected: {gaps}. More than expected: {covered}. About as expected: {expected}. Cannot "
        "tell: {open}.",
        "tested_none": "None of {all} cells could be tested. Cannot tell: {open}.",
        Verdict.GAP: "{row} and {column}: {observed} arenas{outside}; the sizes of both would give "
        "{expected} (ratio {ratio}, 90% interval {interval}, q {q}).{lacking}",
        "beside": " that are compared, and {outside} outside the comparison",
        "hangs": "Other random draws may tell otherwise: q lies near its limit.",
        "others_hang": "Other cells of which other random draws may tell otherwise: {count}.",
        "may_be": "Arenas that lack a {rows} or a {columns} and may belong here: {missing} of "
        "{asked}.",
        "may_be_untold": "Arenas that lack a {rows} or a {columns} may belong here; how many is "
        "not shown.",
        Verdict.COVERED: "{row} and {column}: {observed} arenas{outside}, more than the "
        "{expected} that the sizes of both would give (ratio {ratio}, 90% interval {interval}, "
        "q {q}).",
        "empty": "Empty cells among the possible ones: {empty}, gaps among them: {gaps}. An empty "
        "cell is not a gap.",
        Reason.TOO_FEW_EXPECTED: "Cells where fewer than {least} arenas are expected: {count}. "
        "There not even nought would be remarkable.",
        Reason.WIDE_INTERVAL: "Cells where the uncertainty is too large for a verdict either way: "
        "{count}.",
        Reason.TOO_SMALL_A_LACK: "Cells with fewer than expected, but so little that it is not "
        "called a gap (a gap is at most half of what is expected): {count}.",
        Reason.MAY_BELONG: "Cells with fewer than expected, not called gaps, as arenas lack a "
        "{rows} or a {columns} and it hangs on where those belong: {count}.",
        Reason.NOTHING_TO_COMPARE: "Cells where there is nothing to compare with: {count}. All "
        "that the source has of the same kind and period lies there.",
        Reason.EMPTY_LINE: "Cells in rows or columns without a single arena: {count}. Sizes say "
        "nothing of them; only a stated need can.",
        Reason.SUM_NOT_SHOWN: "Cells where what is expected is not shown: {count}. It would give "
        "how many the row or column has, which would tell of something sensitive that has few "
        "actors.",
        "needed": "Before a nought means anything in the smallest of those that can be reckoned "
        "with, about {most} compared arenas are needed, in the largest {least}; there are "
        "{records}.",
        Verdict.NOT_COVERED: "Cells that no source, nor two together, stating both {rows} and "
        "{columns} covers ({sources}): {count}. They are neither nought nor gaps.",
        Verdict.IMPOSSIBLE: "Cells stated to be impossible, and not tested: {count}.",
        Verdict.SUPPRESSED: "Cells not shown: {count}. They are sensitive and name fewer than "
        "three actors, or would tell of one that does.",
        "outside": "Arenas outside the comparison: {count}. Within their source, kind and "
        "period all have the same {rows}, or all the same {columns}.",
        "several": "An arena counts once in every cell it belongs to: {rows_count} have several "
        "{rows_word}, {columns_count} several {columns_word}.",
        "lists": "The same name in the lists of several sources has a line for each, with the "
        "source in brackets: they may mean different things. What one lacks another may have.",
        "missing": "{missing} of {asked} arenas lack a {rows} or a {columns} and are not counted. "
        "A gap is told only where it is one wherever those with one of the two belong. About as "
        "expected and more than expected are told of the other arenas.",
        "triples": "Region, theme and target group together ({arenas} arenas): {tested} of {cells} "
        "cells could be tested against what the pairs explain. Fewer: {gaps}. More: {covered}.",
        "triples_hidden": "Region, theme and target group together are not shown: with the tables "
        "of two of them they would tell of something sensitive that has few actors.",
        "not_computed": "{all} cells on {records} arenas. Whether a cell has fewer or more than "
        "chance gives is not computed yet for this version; it takes time on a map of this size. "
        "Until then there are counts and what is expected, and no verdict.",
        "wish": "Expected means what the sizes of row and column give, not what is desirable.",
    },
}


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
        *_triples(table, lang),
        *known_lines(table.partners_known_share, lang),
        *part_lines(exploratory=table.exploratory, lang=lang),
        _said(table, lang, "wish"),
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
    }
    return str(SENTENCES[lang][key]).format(**{**words, **filled})


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
                verdict,
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
            yield f"{said} {_said(table, lang, 'hangs')}" if cell.hangs_on_draws else said
    others = [cell for cell in _without_sentence(table) if cell.hangs_on_draws]
    if others:
        yield _said(table, lang, "others_hang", count=len(others))


def _beside(table: WhitespaceTable, cell: WhitespaceCell, lang: str) -> str:
    """How many more there are, which are compared with nothing."""
    return _said(table, lang, "beside", outside=cell.outside) if cell.outside else ""


def _without_sentence(table: WhitespaceTable) -> list[WhitespaceCell]:
    told = (_with(table, verdict)[:MOST_NAMED] for verdict in (Verdict.GAP, Verdict.COVERED))
    named = {(cell.row, cell.column) for cell in chain(*told)}
    return [cell for cell in table.cells if (cell.row, cell.column) not in named]


def _lacking(table: WhitespaceTable, cell: WhitespaceCell, lang: str) -> str:
    """How many arenas may belong just where a gap is, as nobody says where they do."""
    counts = table.arenas
    if cell.may_belong is None:  # nobody is told: of anything sensitive it would give few away
        lacks = counts.without_either + counts.without_row + counts.without_column
        return f" {_said(table, lang, 'may_be_untold')}" if lacks else ""
    missing = counts.without_either + cell.may_belong
    return (
        f" {_said(table, lang, 'may_be', missing=missing, asked=counts.asked)}" if missing else ""
    )


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
            rows_word=dimension_word(table.parameters.rows, lang, many=True),
            columns_word=dimension_word(table.parameters.columns, lang, many=True),
        )
    missing = counts.without_either + counts.without_row + counts.without_column
    if missing:
        yield _said(table, lang, "missing", missing=missing, asked=counts.asked)


def _triples(table: WhitespaceTable, lang: str) -> Iterator[str]:
    found = table.triples
    if table.triples_hidden:
        yield _said(table, lang, "triples_hidden")
    if found is not None:
        values = {name: getattr(found, name) for name in type(found).model_fields}
        yield _said(table, lang, "triples", **values)
