"""Whether a figure somebody cites still comes out the same."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from graph_schema.card_answers import Difference, EvidenceCard
from service.commands.console import err, opened, out, print_json, settings
from service.commands.options import AsJson

UNCHECKED = "not checked: fragility and stability; `ekokarta gaps --scrutiny` computes them"
LARGEST_CARD = 1_000_000  # bytes; a card is a few thousand


def recompute_command(
    card: Annotated[Path, typer.Argument(help="The evidence card, as JSON")],
    as_json: AsJson = False,
) -> None:
    """Compute the figure of an evidence card again: the same, or what differs (exit 1)."""
    stated = _read(card)
    found, unchecked = _recomputed(stated)
    if as_json:
        print_json(
            {
                "same": not found,
                "unchecked": unchecked,
                "differences": [d.model_dump(mode="json") for d in found],
            }
        )
    elif not found:
        out.print(f"same: {' – '.join(stated.about.values())}, data version {stated.data_version}")
        if unchecked:
            out.print(UNCHECKED)
    for difference in [] if as_json else found:
        line = f"{difference.field}: the card says {difference.stated!r}, "
        out.print(f"{line}recomputed {difference.recomputed!r}", markup=False)
    if found:
        raise typer.Exit(1)


def _read(path: Path) -> EvidenceCard:
    if not path.is_file():
        raise typer.BadParameter(f"there is no file {path}")
    if path.stat().st_size > LARGEST_CARD:
        raise typer.BadParameter(f"{path} is larger than any card ({LARGEST_CARD:,} bytes)")
    try:
        return EvidenceCard.model_validate_json(path.read_bytes())
    except ValidationError as error:
        for flaw in error.errors()[:5]:
            where = ".".join(str(part) for part in flaw["loc"]) or "the file"
            err.print(f"{path}: {where}: {flaw['msg']}", markup=False)
        err.print("expected an evidence card as /api/v1/gaps/sectors/…/card gives it", markup=False)
        raise typer.Exit(1) from None


def _recomputed(card: EvidenceCard) -> tuple[list[Difference], bool]:
    from queries.gaps.cards import is_partly_unchecked, recomputed
    from queries.readmodel.library import Library

    chosen = settings()
    with opened(chosen) as store:
        model = Library(store, chosen.cache).at(card.data_version, card.audience)
        return recomputed(model, card), is_partly_unchecked(model, card)
