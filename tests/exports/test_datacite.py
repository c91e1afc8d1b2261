"""datacite.json of a release against what DataCite takes, written from its own documentation.

DataCite Metadata Schema 4.5 (https://doi.org/10.14454/g8e5-6293) and its JSON: six properties are
required, no other names are known, and nothing is listed twice.
"""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

from queries.stores.opening import open_store
from tests.commands.command_line import CommandLine
from tests.exports.conftest import BASE
from tests.lookup import small_graph as small

TEXT = {"type": "string"}
ADDRESS = {"type": "string", "pattern": "^https?://[!-~]+$"}


def holding(needed: str = "", **fields: Any) -> dict[str, Any]:
    """An object of these fields and no others."""
    return {
        "type": "object", "additionalProperties": False, "properties": fields,
        "required": needed.split(),
    }  # fmt: skip


def each(item: dict[str, Any], least: int = 0) -> dict[str, Any]:
    """A list in which nothing stands twice."""
    return {"type": "array", "items": item, "uniqueItems": True, "minItems": least}


DATACITE_4_5 = holding(
    "creators titles publisher publicationYear types schemaVersion",
    schemaVersion={"const": "http://datacite.org/schema/kernel-4"},
    types=holding("resourceTypeGeneral", resourceTypeGeneral={"const": "Dataset"},
                  resourceType=TEXT),
    titles=each(holding("title", title=TEXT, lang={"enum": ["en", "sv"]}), 1),
    creators=each(holding("name", name=TEXT, nameType={"enum": ["Organizational"]}), 1),
    publisher=holding("name", name=TEXT),
    publicationYear={"type": "string", "pattern": "^[0-9]{4}$"},
    dates=each(holding("date dateType", date=TEXT, dateType={"const": "Issued"})),
    version=TEXT,
    url=ADDRESS,
    alternateIdentifiers=each(
        holding("alternateIdentifier alternateIdentifierType",
                alternateIdentifier=TEXT, alternateIdentifierType=TEXT)
    ),
    descriptions=each(
        holding("description descriptionType", description=TEXT,
                descriptionType={"const": "Abstract"}, lang={"enum": ["en", "sv"]})
    ),
    subjects=each(holding("subject", subject=TEXT)),
    formats=each(TEXT),
    rightsList=each(holding(rights=TEXT, rightsUri=ADDRESS)),
    relatedIdentifiers=each(
        holding("relatedIdentifier relatedIdentifierType relationType",
                relatedIdentifier=ADDRESS, relatedIdentifierType={"const": "URL"},
                relationType={"const": "IsDerivedFrom"})
    ),
)  # fmt: skip


def test_whoever_registers_a_doi_can_take_it(tmp_path: Path) -> None:
    """Two sources of one address, title and licence are listed once."""
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    licence = small.Licence(name="CC0-1.0", url="https://l.example/")
    for name in ("one", "two"):
        more = {"name": name, "url": "https://esf.example/", "licence": licence}
        says = small.Statements(small.REGISTER.model_copy(update=more))
        says.says("act", name, name=name)
        small.record(store, says)
    store.shut()
    run = CommandLine(tmp_path, {"EKOKARTA_BASE_ADDRESS": BASE, "EKOKARTA_PUBLISHER": "Kartan"})

    assert run("release", tmp_path / "r").code == 0

    told = json.loads((tmp_path / "r" / "ekokarta-v2" / "datacite.json").read_text("utf-8"))
    assert [error.message for error in Draft7Validator(DATACITE_4_5).iter_errors(told)] == []
    address = f"{BASE}dataset?as_of=2"
    assert told["alternateIdentifiers"] == [
        {"alternateIdentifier": address, "alternateIdentifierType": "URL"}
    ]
    assert (told["url"], told["publisher"]) == (address, {"name": "Kartan"})
    assert told["relatedIdentifiers"] == [
        {"relatedIdentifier": "https://esf.example/", "relatedIdentifierType": "URL",
         "relationType": "IsDerivedFrom"}
    ]  # fmt: skip
    rights = {"rights": "The register: CC0-1.0", "rightsUri": "https://l.example/"}
    assert told["rightsList"] == [rights]
