"""Our own answer to every question of the catalogue, by its name; never from another Cypher."""

from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import combinations, combinations_with_replacement
from typing import Any

from graph_schema.answers import Page
from queries.lookup.claims import claims_of
from queries.lookup.filters import Filters
from queries.lookup.lists import list_nodes
from queries.lookup.neighbourhood import neighbourhood
from queries.lookup.nodes import ties
from queries.lookup.overview import overview
from queries.lookup.partners import partners_of
from queries.lookup.paths import paths
from queries.lookup.totals import totals
from tests.cypher.known import Known, Row

MOST = 500  # items on a page of our own answers
SECTORS = ("academia", "civil_society", "private", "public")


def _all(ask: Callable[[str | None], Page[Any]]) -> list[Any]:
    """The items of all pages."""
    page = ask(None)
    items = list(page.items)
    while page.next is not None:
        page = ask(page.next)
        items += page.items
    return items


def _partners_of(known: Known, actor: str) -> list[Row]:
    found = _all(lambda cursor: partners_of(known.model, actor, limit=MOST, cursor=cursor))
    return [
        {"id": p.actor.id, "name": p.actor.name, "sector": p.sector, "arenas": p.arenas_total}
        for p in found
    ]


def _arenas_of(known: Known, actor: str) -> list[Row]:
    found = _all(
        lambda cursor: ties(
            known.model, "Actor", actor, type="PARTICIPATES_IN", limit=MOST, cursor=cursor
        )
    )
    rows = [
        {
            "id": tie.other.id,
            "label": tie.other.label,
            "name": tie.other.name,
            "role": tie.fields["role"],
            "status": tie.fields.get("status", "party"),
            "tie": tie.id,
        }
        for tie in found
    ]
    return sorted(rows, key=lambda row: (row["id"], row["tie"]))


def _shared_funders(known: Known) -> list[Row]:
    payers = defaultdict(set)
    for payer, paid in known.tied("FUNDS"):
        payers[paid].add(payer)
    shared = Counter(pair for each in payers.values() for pair in combinations(sorted(each), 2))
    rows = [
        {"id": a, "name": known.name[a], "other_id": b, "other_name": known.name[b], "shared": n}
        for (a, b), n in shared.items()
    ]
    return sorted(rows, key=lambda row: (-row["shared"], row["id"], row["other_id"]))


def _cross_sector_projects(known: Known, least: int) -> list[Row]:
    rows = []
    for project in known.of("Project"):
        sectors = {known.sector(a) for a in known.actors_in.get(project, ())} - {"unknown"}
        if len(sectors) >= least:
            rows.append({"id": project, "name": known.name[project], "sectors": sorted(sectors)})
    return sorted(rows, key=lambda row: (-len(row["sectors"]), row["id"]))


def _shortest_paths(known: Known, start: str, end: str, limit: int) -> list[Row]:
    found = paths(known.model, start, end, max_paths=limit)
    return [{"ids": [n.id for n in path.nodes], "length": path.length} for path in found.paths]


def _bridging_actors(known: Known, least: int) -> list[Row]:
    rows = []
    for actor in known.of("Actor"):
        met = [other for other in known.met(actor) if known.sector(other) != "unknown"]
        sectors = sorted({known.sector(other) for other in met})
        if len(sectors) >= least:
            rows.append(
                {"id": actor, "name": known.name[actor], "sectors": sectors, "partners": len(met)}
            )
    return sorted(rows, key=lambda row: (-len(row["sectors"]), -row["partners"], row["id"]))


def _empty_cells(known: Known) -> list[Row]:
    met = {
        (known.sector(a), known.sector(b))
        for actors in known.actors_in.values()
        for a in actors
        for b in actors
        if a != b
    }
    cells = combinations_with_replacement(SECTORS, 2)
    return [{"sector": s, "other": t} for s, t in cells if (s, t) not in met]


def _actors_by_sector(known: Known) -> list[Row]:
    sectors = overview(known.model).sectors
    return [{"sector": s, "actors": n} for s, n in sorted(sectors.items()) if n]


def _projects_by_funder(known: Known) -> list[Row]:
    rows = [
        {
            "id": row.value,
            "name": row.label_sv,
            "projects": row.projects,
            "collaborations": row.collaborations,
        }
        for row in totals(known.model, "funder").rows
    ]
    return sorted(rows, key=lambda r: (-r["projects"], -r["collaborations"], r["id"]))


def _of_list(known: Known, label: str, filters: Filters) -> list[str]:
    found = _all(
        lambda cursor: list_nodes(known.model, label, filters=filters, limit=MOST, cursor=cursor)
    )
    return sorted(card.id for card in found)


def _projects_by_programme(known: Known, programme: str) -> list[Row]:
    within = set(_of_list(known, "Programme", Filters(programme=programme))) | {programme}
    own = defaultdict(set)
    for part, whole in known.tied("PART_OF"):
        if whole in within:
            own[part].add(whole)
    return [
        {"id": id, "name": known.name[id], "programme": sorted(own[id])}
        for id in _of_list(known, "Project", Filters(programme=programme))
    ]


def _themes_of_actor(known: Known, actor: str) -> list[Row]:
    addressed = known.tied("ADDRESSES")
    rows = []
    for theme in known.of("Theme"):
        with_it = {thing for thing, about in addressed if about == theme}
        if actor in _of_list(known, "Actor", Filters(theme=theme)):
            arenas = len(known.arenas_of[actor] & with_it)
            rows.append({"id": theme, "name": known.name[theme], "arenas": arenas})
    return sorted(rows, key=lambda row: (-row["arenas"], row["id"]))


def _region_actors(known: Known, region: str) -> list[Row]:
    found = _of_list(known, "Actor", Filters(region=region))
    return [{"id": id, "name": known.name[id]} for id in found]


def _single_project_actors(known: Known) -> list[Row]:
    alone = {a: min(arenas) for a, arenas in known.arenas_of.items() if len(arenas) == 1}
    return [
        {"id": actor, "name": known.name[actor], "project": arena}
        for actor, arena in sorted(alone.items())
        if known.label[arena] == "Project"
    ]


def _solo_projects(known: Known) -> list[Row]:
    return [
        {"id": arena, "name": known.name[arena], "actor": min(actors)}
        for arena, actors in sorted(known.actors_in.items())
        if len(actors) == 1 and known.label[arena] == "Project"
    ]


def _claims_behind_actor(known: Known, actor: str) -> list[Row]:
    kinds = {actor: "Actor"}
    kinds |= {tie.id: tie.type for tie in known.ties if actor in (tie.start, tie.end)}
    return [
        {"about": about, "kind": kinds[about], "claim": claim}
        for about in sorted(kinds)
        for claim in sorted(_claims(known, about))
    ]


def _claims(known: Known, owner: str) -> list[str]:
    found = _all(lambda cursor: claims_of(known.model, owner, limit=MOST, cursor=cursor))
    return [claim.id for claim in found]


def _neighbourhood(known: Known, actor: str) -> list[Row]:
    found = neighbourhood(known.model, actor, depth=2, max_nodes=2_000)
    assert found.left_out == 0
    rows = [{"id": n.id, "label": n.label, "name": n.name, "depth": n.depth} for n in found.nodes]
    return sorted(rows, key=lambda row: (row["depth"], row["id"]))


def _totals_by_sector(known: Known) -> list[Row]:
    rows = [
        {
            "sector": row.value,
            "actors": row.actors,
            "projects": row.projects,
            "collaborations": row.collaborations,
            "participations": row.participations,
        }
        for row in totals(known.model, "sector").rows
        if row.actors
    ]
    return sorted(rows, key=lambda row: str(row["sector"]))


def _arenas_per_year(known: Known) -> list[Row]:
    covered = {row.value: row for row in totals(known.model, "year").rows if row.covered}
    covered.pop("unknown", None)
    began = Counter(
        (known.fields[id]["start"][:4], known.label[id])
        for id in known.of("Project", "Collaboration")
        if "start" in known.fields[id]
    )
    rows = []
    for year in sorted({year for year, _ in began}):
        counts = (began[year, "Project"], began[year, "Collaboration"])
        if year in covered:  # our own answer leaves out the years that no source covers
            assert counts == (covered[year].projects, covered[year].collaborations)
        rows.append({"year": int(year), "projects": counts[0], "collaborations": counts[1]})
    return rows


REFERENCES: dict[str, Callable[..., list[Row]]] = {
    "actors_by_sector": _actors_by_sector,
    "arenas_of": _arenas_of,
    "arenas_per_year": _arenas_per_year,
    "bridging_actors": _bridging_actors,
    "claims_behind_actor": _claims_behind_actor,
    "cross_sector_projects": _cross_sector_projects,
    "empty_cells": _empty_cells,
    "neighbourhood": _neighbourhood,
    "partners_of": _partners_of,
    "projects_by_funder": _projects_by_funder,
    "projects_by_programme": _projects_by_programme,
    "region_actors": _region_actors,
    "shared_funders": _shared_funders,
    "shortest_paths": _shortest_paths,
    "single_project_actors": _single_project_actors,
    "solo_projects": _solo_projects,
    "themes_of_actor": _themes_of_actor,
    "totals_by_sector": _totals_by_sector,
}
