"""The page on mappings names every key a mapping may have, in its section, and no other."""

import re
from pathlib import Path

from importers.mapped_tables import dataset, mapping

PAGE = Path(__file__).parents[2] / "docs" / "mapping.md"
SECTIONS: dict[str, set[str]] = {
    "[dataset]": set(dataset.Dataset.model_fields),
    "[file]": set(mapping.FileFormat.model_fields),
    "[format]": set(mapping.ValueFormat.model_fields),
    "[project] or [collaboration]": set(mapping.Arena.model_fields),
    "[project]": set(mapping.ProjectColumns.model_fields) - set(mapping.Arena.model_fields),
    "[collaboration]": set(mapping.CollaborationColumns.model_fields)
    - set(mapping.Arena.model_fields),
    "[actor]": set(mapping.ActorColumns.model_fields),
    "[[participant]]": set(mapping.ParticipantColumns.model_fields),
    "[[funder]]": set(mapping.FunderColumns.model_fields),
}


def documented() -> dict[str, set[str]]:
    """Section → the keys in the second column of its rows."""
    found: dict[str, set[str]] = {}
    section = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("| ") or line.startswith("| section"):
            continue
        first, second = (cell.strip() for cell in line.strip("|").split("|")[:2])
        section = first.replace("`", "") or section
        found.setdefault(section, set()).update(re.findall(r"`(\w+)`", second))
    return found


def test_every_key_of_a_mapping_is_on_the_page() -> None:
    assert documented() == SECTIONS
