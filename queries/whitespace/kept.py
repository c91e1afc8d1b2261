"""Tables that were computed once for a version, kept in its folder so that both go together."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import ValidationError

from graph_schema.whitespace_answers import WhitespaceTable
from queries.gaps.sectors import ANSWERS
from queries.readmodel.open import ReadModel

MOST_KEPT = 100  # anyone may choose seed and draws, and a disk is finite


def read(model: ReadModel, name: str) -> WhitespaceTable | None:
    """The table that lies there; None where there is none, or none this program can read."""
    try:
        return WhitespaceTable.model_validate_json(_place(model, name).read_bytes())
    except (OSError, ValidationError):
        return None


def keep(model: ReadModel, name: str, table: WhitespaceTable, *, usual: bool) -> None:
    """Write the table in one step, unless others fill the folder; else it is computed again."""
    place = _place(model, name)
    if not usual and sum(1 for _ in place.parent.glob("whitespace-*.json")) >= MOST_KEPT:
        return
    try:
        place.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile("w", dir=place.parent, delete=False, encoding="utf-8") as file:
            file.write(table.model_dump_json())
        Path(file.name).replace(place)
    except OSError:
        return


def _place(model: ReadModel, name: str) -> Path:
    return model.path / ANSWERS / f"whitespace-{name}.json"
