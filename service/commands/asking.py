"""Commands that read: sources, status, search, review, check."""

from typing import Annotated

import typer

from importers.base import importers
from queries.checking import problems
from queries.lookup.period import period_of
from queries.lookup.search import MOST_HITS, search
from queries.projection.project import MET_IN_DOUBT
from queries.projection.rules import MadeBy, made_by
from queries.publication import projected
from queries.status import status
from queries.unshown import unshown_amounts
from service.commands.console import (
    opened,
    out,
    print_json,
    print_lines,
    print_table,
    reading,
    settings,
)
from service.commands.options import AsJson, AsOf, Language, PeriodFrom, PeriodTo
from service.nouns import BY_NAME
from service.read_models import derived_state
from service.review_text import DECIDE, review_line
from service.rules_text import BEHIND
from service.unshown_text import unshown_case, unshown_line

STANDING = (
    "store", "format", "rules", "data_version", "published_at", "graph_hash", "mirror",
)  # fmt: skip
"""What ``status`` says of the store as a whole, in this order."""


def sources_command(as_json: AsJson = False) -> None:
    """List the sources that can be imported, with licence and coverage."""
    manifests = [importer.manifest for importer in importers().values()]
    if as_json:
        print_json([manifest.model_dump(mode="json") for manifest in manifests])
        return
    rows = [
        (m.name, m.title_en, m.licence.name, m.retrieved, "yes" if m.sample else "no")
        for m in manifests
    ]
    print_table("Sources", ("name", "title", "licence", "retrieved", "sample"), rows)


def status_command(as_json: AsJson = False) -> None:
    """Say what the store holds: version, graph hash, counts, runs."""
    chosen = settings()
    with opened(chosen) as store:
        found = {**status(store), **derived_state(store, chosen)}
    if as_json:
        print_json(found)
        return
    for name in STANDING:
        out.print(f"{name}: {found[name]}", markup=False)
    print_table("Counts", ("kind", "number"), list(found["counts"].items()))
    headers = ("run", "source", "version", "records", "rejected", "withdrawn", "files")
    rows = [
        (r["id"], r["source"], r["version"], r["rows_read"], r["rejected"],
         "no" if r["withdrawn"] is False else "yes", ", ".join(f["name"] for f in r["files"]))
        for r in found["runs"]
    ]  # fmt: skip
    print_table("Runs", headers, rows)


def search_command(
    text: Annotated[str, typer.Argument(help="Words, a beginning, or an identifier")],
    limit: Annotated[int, typer.Option(min=1, max=MOST_HITS, help="Hits at most")] = 20,
    noun: Annotated[
        str | None, typer.Option("--in", help="Only one of " + ", ".join(BY_NAME))
    ] = None,
    period_from: PeriodFrom = None,
    period_to: PeriodTo = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Find actors, projects, collaborations and more by name, alias or identifier."""
    if noun is not None and noun not in BY_NAME:
        raise typer.BadParameter(f"{noun} is none of {', '.join(BY_NAME)}", param_hint="--in")
    labels = () if noun is None else (BY_NAME[noun].label,)
    period = period_of(period_from, period_to)
    with reading(as_of=as_of) as model:
        hits = search(model, text, labels=labels, period=period, limit=limit)
    if as_json:
        print_json([hit.model_dump(mode="json") for hit in hits])
        return
    if not hits:
        out.print(f"nothing found for {text!r}", markup=False)
        return
    rows = [(hit.label, hit.name, hit.matched, hit.ties, hit.id) for hit in hits]
    print_table("Found", ("kind", "name", "matched", "ties", "id"), rows)


def review_command(lang: Language = "en", as_json: AsJson = False) -> None:
    """List what is left to people: who is who, who took part, and amounts that no tie shows."""
    with opened(lang=lang) as store:
        graph = projected(store, store.head())
        behind = made_by(store) is not MadeBy.NEWER and any(
            {row.key: row.body for row in store.rows(kind)} != made
            for kind, made in graph.derived()
        )
        unshown = unshown_amounts(store, store.head())
    found = graph.review
    cases = [{"rule": r.rule, "about": r.about, "records": r.records} for r in found]
    cases += [unshown_case(one) for one in unshown]
    if as_json:
        print_json(cases)
        return
    rows = [(c["rule"], c["about"], " · ".join(c["records"][:6])) for c in cases]
    print_table(f"{len(cases)} left to people", ("rule", "about", "records"), rows)
    called = {
        record: str(body["fields"]["name"])
        for body in graph.entities.values()
        for record in body["members"]
    }
    print_lines([review_line(r, called, lang) for r in found])
    if any(r.rule != MET_IN_DOUBT for r in found):
        print_lines([DECIDE[lang]])
    print_lines(unshown_line(one, lang) for one in unshown)
    if behind:
        print_lines([BEHIND[lang]])


def check_command(as_json: AsJson = False) -> None:
    """Look for what does not hold together: dangling ties, unknown sectors, broken counts."""
    with opened() as store:
        found = problems(store)
    if as_json:
        print_json(found)
        return
    for name, entries in found.items():
        print_table(f"{name}: {len(entries)}", ("what", "how many"), entries[:20])
