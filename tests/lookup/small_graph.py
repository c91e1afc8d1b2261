"""The statements of the small graph that is drawn in conftest.py, recorded in a real store."""

from typing import Any

from graph_schema.base import Edge, Node
from graph_schema.claims import (
    Claim,
    CoverageSlice,
    Licence,
    Locator,
    RecordKey,
    Scope,
    SourceInfo,
)
from graph_schema.edges import EDGE_TYPES
from graph_schema.ids import make_id
from graph_schema.nodes import NODE_TYPES
from graph_schema.vocabularies import ParticipantsListed, Visibility
from queries.ledger import FileFacts, LedgerRun
from queries.publication import publish, writing
from queries.stores.base import Store

IMPORTER = "by hand 1"
NODES: dict[str, type[Node]] = {kind.LABEL: kind for kind in NODE_TYPES}
EDGES: dict[str, type[Edge]] = {kind.LABEL: kind for kind in EDGE_TYPES}
LABEL_OF = {kind.PREFIX: kind.LABEL for kind in NODE_TYPES}

REGISTER = SourceInfo(
    name="register", title_sv="Registret", title_en="The register", publisher="Byrån",
    retrieved="2026-01-15", licence=Licence(name="CC0-1.0"), visibility=Visibility.PUBLIC, order=10,
    coverage=(CoverageSlice(years=(2015, 2021), kinds=("Project",),
                            participants=ParticipantsListed.COMPLETE),),
    not_covered_years=(2018,),
)  # fmt: skip
ALMANAC = SourceInfo(
    name="almanac", title_sv="Almanackan", title_en="The almanac", publisher="Tryckeriet",
    licence=Licence(name="CC-BY-4.0"), visibility=Visibility.PUBLIC, order=20,
    coverage=(CoverageSlice(years=(2016, 2017), kinds=("event",),
                            participants=ParticipantsListed.UNKNOWN),),
)  # fmt: skip
DIARY = SourceInfo(
    name="diary", title_sv="Dagboken", title_en="The diary", publisher="Vi själva",
    licence=Licence(name="none"), visibility=Visibility.PRIVATE, order=30,
    coverage=(CoverageSlice(participants=ParticipantsListed.COMPLETE),),
)  # fmt: skip


def node_id(record: str) -> str:
    """The member id of a record such as ``register/act/malmo``."""
    source, prefix, key = record.split("/", 2)
    return make_id(prefix, source, key)


def edge_id(type: str, start: str, end: str, **fields: str) -> str:
    """The id of the edge between two records."""
    identity = (fields.get(name) or "-" for name in EDGES[type].IDENTITY)
    return make_id("edg", type, node_id(start), node_id(end), *identity)


class Statements:
    """What one source states, one row of one file after the other."""

    def __init__(self, info: SourceInfo) -> None:
        self.info = info
        self.claims: list[Claim] = []

    def says(self, prefix: str, key: str, **fields: Any) -> None:
        """State a node."""
        self._claim(key, LABEL_OF[prefix], key, None, fields)

    def ties(self, type: str, start: str, end: str, /, **fields: Any) -> None:
        """State an edge between two of the source's own nodes, each written ``prefix/key``."""
        ends = (self._record(start), self._record(end))
        self._claim(start, type, f"{start}→{end}", ends, fields)

    def _record(self, text: str) -> RecordKey:
        prefix, key = text.split("/", 1)
        return RecordKey(self.info.name, LABEL_OF[prefix], key)

    def _claim(
        self,
        record: str,
        kind: str,
        key: str,
        ends: tuple[RecordKey, RecordKey] | None,
        fields: dict[str, Any],
    ) -> None:
        published = {name: str(value) for name, value in fields.items()}
        if ends is not None:
            published["ends"] = key
        row = Locator(row=len(self.claims) + 2)
        self.claims.append(
            Claim(
                source=self.info.name, record=record, kind=kind, key=key, ends=ends,
                published=published, fields=fields, importer=IMPORTER, locator=row,
            )
        )  # fmt: skip


def record(store: Store, statements: Statements) -> str:
    """Import the statements as one run and publish them; returns the run's id."""
    file = f"{statements.info.name}.csv"
    with (
        writing(store) as lease,
        LedgerRun(store, lease, statements.info, Scope(extent="whole"), IMPORTER) as run,
    ):
        run.files.append(FileFacts(file, "0" * 64, 1))
        for claim in statements.claims:
            run.record(claim, file)
        run.finish(accept_closing=False)
        publish(store, lease)
    return run.id


def register() -> Statements:
    """Version 1."""
    says = Statements(REGISTER)
    says.says(
        "act",
        "malmo",
        name="Malmö stad",
        sector="public",
        actor_kind="municipality",
        sector_basis="register",
        identifiers=["orgnr:2120001124"],
        aliases=["Malmö kommun"],
    )
    says.says(
        "act",
        "fritid",
        name="Fritidsförvaltningen",
        sector="public",
        actor_kind="unit",
        sector_basis="register",
    )
    says.says(
        "act",
        "koop",
        name="Åsa Kooperativ",
        sector="civil_society",
        actor_kind="cooperative",
        sector_basis="register",
    )
    says.says(
        "act",
        "bolag",
        name="Öresund AB",
        sector="private",
        actor_kind="company",
        sector_basis="register",
    )
    says.says(
        "act",
        "uni",
        name="Ärla universitet",
        sector="academia",
        actor_kind="university",
        sector_basis="register",
    )
    says.says(
        "act",
        "fonden",
        name="Fonden",
        sector="public",
        actor_kind="agency",
        sector_basis="register",
    )
    says.says(
        "act", "radet", name="Rådet", sector="public", actor_kind="agency", sector_basis="register"
    )
    says.says("act", "ensam", name="Zeta Ensam", sector="unknown", actor_kind="unknown")
    says.says(
        "prj",
        "p1",
        name="Delad vinst",
        start="2015-03",
        end="2016-12",
        number="2018/00076",
        identifiers=["dnr:2018/00076"],
    )
    says.says(
        "prj",
        "p2",
        name="Bron",
        start="2019",
        end="2021",
        number="22-018-S01",
        summary="Vi bygger broar mellan grannar.",
    )
    says.says("prj", "p3", name="Odaterat", unnamed_parties=["en förening"])
    says.says("prg", "esf", name="ESF+", programme_kind="fund")
    says.says("prg", "area", name="Programområde C", programme_kind="programme_area")
    says.says("reg", "12", name="Skåne län", notation="12", level="county")
    says.says("reg", "1280", name="Malmö", notation="1280", level="municipality")
    says.says("thm", "arbete", name="Arbete")
    says.says("thm", "halsa", name="Hälsa")
    _ties_of_the_register(says)
    return says  # fmt: skip


def _ties_of_the_register(says: Statements) -> None:
    part = "PARTICIPATES_IN"
    says.ties(part, "act/malmo", "prj/p1", role="owner", status="party")
    says.ties(part, "act/koop", "prj/p1", role="partner", status="party")
    says.ties(part, "act/bolag", "prj/p1", role="partner_with_budget", status="party")
    says.ties(part, "act/uni", "prj/p1", role="co_financier", status="party")
    says.ties(part, "act/koop", "prj/p2", role="owner", status="party")
    says.ties(part, "act/uni", "prj/p2", role="partner", status="party")
    says.ties(part, "act/fritid", "prj/p2", role="partner", status="party")
    says.ties(part, "act/bolag", "prj/p3", role="owner", status="party")
    says.ties(part, "act/uni", "prj/p3", role="partner", status="party")
    says.ties("PART_OF", "act/fritid", "act/malmo")
    says.ties("PART_OF", "prj/p1", "prg/area")
    says.ties("PART_OF", "prg/area", "prg/esf")
    says.ties("PART_OF", "reg/1280", "reg/12")
    says.ties("LOCATED_IN", "act/malmo", "reg/1280")
    says.ties("ACTIVE_IN", "prj/p1", "reg/12")
    says.ties("ACTIVE_IN", "prj/p2", "reg/1280")
    says.ties("ADDRESSES", "prj/p1", "thm/arbete")
    says.ties("ADDRESSES", "prj/p2", "thm/halsa")
    granted = {"currency": "SEK", "amount_kind": "granted"}
    says.ties("FUNDS", "act/fonden", "prj/p1", amount="1000.50", **granted)
    says.ties("FUNDS", "act/radet", "prj/p1", amount="1000.50", **granted)
    says.ties("FUNDS", "act/malmo", "prj/p1", amount="200", currency="SEK", amount_kind="own")
    says.ties("FUNDS", "act/fonden", "prj/p2", amount="7", currency="SEK", amount_kind="unknown")
    says.ties("FUNDS", "act/fonden", "prj/p3", amount="10", **granted)


def almanac() -> Statements:
    """Version 2."""
    says = Statements(ALMANAC)
    says.says(
        "act",
        "m",
        name="Malmö Stad Sverige",
        sector="public",
        actor_kind="municipality",
        sector_basis="source",
        identifiers=["orgnr:2120001124"],
    )
    says.says("act", "k", name="Åsa kooperativ")
    says.says("act", "b", name="Öresund AB")
    says.says(
        "col",
        "c1",
        name="Frukost om arbete",
        collaboration_kind="event",
        start="2017-07-03",
        end="2017-07-03",
    )
    says.says("thm", "a", name="Arbete i almanackan")
    part = "PARTICIPATES_IN"
    says.ties(part, "act/m", "col/c1", role="participating_organisation", status="party")
    says.ties(part, "act/m", "col/c1", role="organiser", status="party")
    says.ties(part, "act/k", "col/c1", role="organiser", status="attended")
    says.ties(part, "act/b", "col/c1", role="participating_organisation", status="interested")
    return says  # fmt: skip


def diary() -> Statements:
    """Version 3; private."""
    says = Statements(DIARY)
    says.says("act", "m", name="Malmö", identifiers=["orgnr:2120001124"])
    says.says("act", "u", name="Ärla universitet")
    says.says("col", "c2", name="Hemligt möte", collaboration_kind="round_table", start="2020-02")
    part = "PARTICIPATES_IN"
    says.ties(part, "act/m", "col/c2", role="participating_organisation", status="attended")
    says.ties(part, "act/u", "col/c2", role="participating_organisation", status="attended")
    return says


MALMO, FRITID, KOOP = (node_id(f"register/act/{key}") for key in ("malmo", "fritid", "koop"))
BOLAG, UNI, FONDEN = (node_id(f"register/act/{key}") for key in ("bolag", "uni", "fonden"))
RADET, ENSAM = (node_id(f"register/act/{key}") for key in ("radet", "ensam"))
P1, P2, P3 = (node_id(f"register/prj/{key}") for key in ("p1", "p2", "p3"))
C1, C2 = node_id("almanac/col/c1"), node_id("diary/col/c2")
ESF, AREA = node_id("register/prg/esf"), node_id("register/prg/area")
COUNTY, TOWN = node_id("register/reg/12"), node_id("register/reg/1280")
ARBETE, HALSA = node_id("register/thm/arbete"), node_id("register/thm/halsa")
ARBETE_2 = node_id("almanac/thm/a")
