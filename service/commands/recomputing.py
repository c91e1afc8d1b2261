"""The evidence card of a figure, and whether a figure somebody cites still comes out the same."""

from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs, unquote, urlsplit

import typer
from pydantic import ValidationError

from graph_schema.card_answers import Difference, EvidenceCard
from graph_schema.vocabularies import Audience
from service.commands.console import err, opened, out, print_json, reading, settings
from service.commands.options import AsJson
from service.commands.progress import steps_told

UNCHECKED = "not checked: what takes minutes; leave out --quick to compute that too"
LARGEST_CARD = 1_000_000  # bytes; a card is a few thousand
ROOM = "cards/"
AN_ADDRESS = "an address of a card, such as /api/v1/cards/sectors/public/academia?as_of=3"


def card_command(
    address: Annotated[str, typer.Argument(help="Address of a card, as pages and answers give it")],
    public: Annotated[bool, typer.Option("--public", help="As the public sees it")] = False,
) -> None:
    """Print the evidence card of a figure: all it takes to refute it and to compute it again."""
    from service.card_questions import asked_card

    parts = urlsplit(address)
    _, room, named = parts.path.rpartition(ROOM)
    kind, _, key = unquote(named if room else parts.path).lstrip("/").partition("/")
    given = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if not key:
        raise typer.BadParameter(f"expected {AN_ADDRESS}, got {address!r}")
    audience = Audience.PUBLIC if public else Audience.EVERYTHING
    with reading(as_of=given.pop("as_of", None), audience=audience) as model:
        print_json(asked_card(model, kind, key, given).model_dump(mode="json"))


def recompute_command(
    card: Annotated[Path, typer.Argument(help="The evidence card, as JSON")],
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out what takes minutes, and say so")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Compute the figure of an evidence card again: the same, or what differs (exit 1)."""
    stated = _read(card)
    found = _recomputed(stated, quick=quick)
    unchecked = quick and stated.examined
    if as_json:
        print_json(
            {
                "same": not found,
                "unchecked": unchecked,
                "differences": [d.model_dump(mode="json") for d in found],
            }
        )
    elif not found:
        named = " – ".join({**stated.about, **stated.named}.values())
        out.print(f"same: {named}, data version {stated.data_version}", markup=False)
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
        err.print("expected an evidence card as /api/v1/cards/… gives it", markup=False)
        raise typer.Exit(1) from None


def _recomputed(card: EvidenceCard, *, quick: bool) -> list[Difference]:
    from queries.cards.making import recomputed
    from queries.readmodel.library import Library

    chosen = settings()
    with opened(chosen) as store, steps_told("computing again") as told:
        model = Library(store, chosen.cache).at(card.data_version, card.audience)
        return recomputed(model, card, quick=quick, told=told)
