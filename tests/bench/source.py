"""An importer for the files of the reference graphs, so that the whole real path is measured."""

from collections.abc import Iterator
from pathlib import Path

from graph_schema.claims import Claim, CoverageSlice, Licence, Scope
from graph_schema.edges import Addresses, ParticipatesIn
from graph_schema.nodes import Actor, Project, Theme
from graph_schema.vocabularies import ParticipantsListed, SectorBasis
from importers.base import ClaimMaker, Importer, Manifest
from importers.files import SourceFile
from importers.rows import LocatedRow
from importers.tables import read_csv
from tests.bench.reference import COLUMNS


class ReferenceSource:
    """One row is one participation; its arena is the record."""

    def read(self, file: SourceFile) -> Iterator[LocatedRow]:
        """The rows."""
        yield from read_csv(file, header=COLUMNS)

    def claims(self, row: LocatedRow, make: ClaimMaker) -> Iterator[Claim]:
        """The arena, the actor and its participation; from an arena's first row also its theme."""
        text = {column: row.pop(column) for column in COLUMNS}
        row.ensure_consumed()
        record = make.at(text["arena"] or "", row.locator)
        published = {name: text[name] for name in ("arena", "arena_name", "start", "end")}
        arena = record.node(
            Project, text["arena"] or "", published,
            name=text["arena_name"], number=text["arena"], start=text["start"], end=text["end"],
        )  # fmt: skip
        actor = record.node(
            Actor,
            text["actor"] or "",
            {name: text[name] for name in ("actor", "actor_name", "sector", "kind")},
            name=text["actor_name"],
            sector=text["sector"],
            actor_kind=text["kind"],
            sector_basis=SectorBasis.SOURCE if text["sector"] != "unknown" else None,
        )
        yield from (arena, actor)
        yield record.edge(ParticipatesIn, (actor, arena), {"role": text["role"]}, role=text["role"])
        if (code := text["theme"]) is not None:
            theme = record.node(Theme, code, {"theme": code}, name=f"Tema {code}", notation=code)
            yield theme
            yield record.edge(Addresses, (arena, theme), {"theme": code})


def importer(name: str = "reference") -> Importer:
    """The importer under a name of its own, so that one store can hold two such sources."""
    manifest = Manifest(
        name=name,
        title_sv="Referensgraf, påhittad",
        title_en="Reference graph, made up",
        publisher="ekokarta",
        version="1",
        order=50,
        scope=Scope(extent="whole"),
        licence=Licence(name="CC0-1.0"),
        coverage=(CoverageSlice(participants=ParticipantsListed.COMPLETE),),
    )
    return Importer(manifest, ReferenceSource, Path(__file__).parent)
