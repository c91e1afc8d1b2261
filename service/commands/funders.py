"""The command that shows how many funders a region or theme rests on."""

import sys
from typing import Annotated

import typer

from graph_schema.answers import Page, PartPage
from graph_schema.draws import DEFAULT_SEED
from graph_schema.funder_answers import FundedBy, FunderCells, FunderOverlap, FunderTable
from graph_schema.whitespace_answers import Level
from queries.funders.cells import funder_cells
from queries.funders.question import FunderQuestion, funder_overlaps, funder_table
from queries.readmodel.open import ReadModel
from service.commands.console import out, print_answer, print_table, reading
from service.commands.families import EVERYWHERE, Part, with_families
from service.commands.forms import AS_TABLE, Form
from service.commands.options import Seed
from service.covered_text import covered_line, known_lines
from service.funder_cell_text import cell_rows, cell_sentence
from service.funder_text import PAIRS_SHOWN, funder_rows, funder_summary, overlap_rows
from service.part_text import part_lines
from visualisations import DRAWINGS

MOST_PRINTED = 100


@with_families
def funders_command(
    by: Annotated[FundedBy, typer.Option(help="What the rows are")] = "region",
    level: Annotated[Level, typer.Option(help="Level of regions")] = "county",
    seed: Seed = DEFAULT_SEED,
    part: Part = EVERYWHERE,
    overlaps: Annotated[bool, typer.Option("--overlaps", help="Pairs that pay together")] = False,
    cells: Annotated[bool, typer.Option("--cells", help="Region × theme")] = False,
    form: Form = AS_TABLE,
) -> None:
    """Show how many funders a region or theme rests on, and which pay for the same."""
    question = FunderQuestion(by=by, level=level, seed=seed, **part.scope())
    with reading(
        as_of=form.as_of, audience=form.audience, question=question, lang=form.lang
    ) as model:
        if cells:
            found_cells = funder_cells(model, question)
            return _show_cells(found_cells, question, form)
        found = _answer(model, question, overlaps=overlaps)
    if form.as_json:
        print_answer(found, question)
    elif isinstance(found, Page):
        _show_overlaps(found, form.lang)
    elif form.as_csv:
        sys.stdout.buffer.write(DRAWINGS["funders"].csv(found, form.lang))
    else:
        _show(found, form.lang)
    return None


def _show(found: FunderTable, lang: str) -> None:
    print_table("", *funder_rows(found, lang))
    for line in funder_summary(found, lang):
        out.print(line, markup=False)


def _answer(
    model: ReadModel, question: FunderQuestion, *, overlaps: bool
) -> FunderTable | PartPage[FunderOverlap]:
    if not overlaps:
        return funder_table(model, question)
    found = funder_overlaps(model, question, limit=MOST_PRINTED)
    if found is None:
        raise typer.BadParameter(
            "the pairs are not shown: the theme is sensitive, and fewer than three funders pay for "
            "it together"
        )
    return found


def _show_cells(found: FunderCells, question: FunderQuestion, form: Form) -> None:
    lang = form.lang
    if form.as_json:
        print_answer(found, question)
    elif form.as_csv:
        sys.stdout.buffer.write(DRAWINGS["funder-cells"].csv(found, lang))
    else:
        print_table("", *cell_rows(found, lang))
        known = known_lines(found.partners_known_share, lang)
        for line in (cell_sentence(found, lang), *known, *_of_part(found, lang)):
            out.print(line, markup=False)


def _show_overlaps(found: PartPage[FunderOverlap], lang: str) -> None:
    title = PAIRS_SHOWN[lang].format(shown=len(found.items), total=found.total)
    print_table(title, *overlap_rows(found, lang))
    for line in (covered_line(found.coverage, "funded", lang), *_of_part(found, lang)):
        out.print(line, markup=False)


def _of_part(found: FunderCells | PartPage[FunderOverlap], lang: str) -> list[str]:
    return part_lines(exploratory=found.exploratory, lang=lang)
