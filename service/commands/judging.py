"""Commands of people's judgements: decide about two records, list what was decided."""

from typing import Annotated, Any

import typer

from graph_schema.days import swedish_day
from graph_schema.vocabularies import JudgementKind, JudgementRole
from queries.judging import JudgementError, Records
from service.commands.console import opened, out, print_json, print_table, reading, settings
from service.commands.options import AsJson, AsOf, Language
from service.commands.progress import progress
from service.judging import Decided, Decision, judge
from service.read_models import bring_up_to_date

SHOWN = 200  # judgements of a list; --json has a page of them too, and where the next begins


def judge_command(
    kind: Annotated[JudgementKind, typer.Argument(help="What is decided about the two")],
    first: Annotated[str, typer.Argument(help="A record: its own id, or source/type/key")],
    second: Annotated[str, typer.Argument(help="The other record")],
    reason: Annotated[str, typer.Option(help="Why, for who reads it later; published")],
    role: Annotated[JudgementRole, typer.Option(help="In what capacity you decide")],
    by: Annotated[
        str | None, typer.Option(help="Your name; only where EKOKARTA_JUDGES_NAMED is set")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say whether it can be decided, store nothing")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Decide that two records are the same actor, or different ones, or leave it to the rules.

    A decision outranks the rules of identity. It is never edited: a later one about the same two
    supersedes it, and undecided lets the rules decide again. `ekokarta review` lists what the rules
    left to people.
    """
    chosen = settings()
    if by is not None and not chosen.judges_named:
        raise typer.BadParameter(
            "names of persons are not kept here; leave it out, or set EKOKARTA_JUDGES_NAMED=true",
            param_hint="--by",
        )
    decision = Decision(kind=kind, first=first, second=second, reason=reason, role=role, by=by)
    with opened(chosen, to="publish") as store, progress("judgement") as (_, step):
        found = judge(store, decision, dry_run=dry_run, step=step)
        if found.version is not None:
            bring_up_to_date(store, chosen, step)
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    out.print(_outcome(found), markup=False)


def _outcome(found: Decided) -> str:
    if found.judgement is None:
        return "that is decided already: nothing to do"
    if found.version is None:
        return "that can be decided; nothing was stored"
    parts = ", ".join(f"{id} ({count})" for id, count in found.now.items())
    return (
        f"{found.judgement.id} is published; the graph is now at version {found.version}. The "
        f"records of the two are now part of, with how many records: {parts or 'nothing'}"
    )


def judgements_command(
    of: Annotated[
        str | None, typer.Option(help="Only about one actor or thing, by id; its records too")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=SHOWN, help="Judgements at most")] = SHOWN,
    as_of: AsOf = None,
    lang: Language = "en",
    as_json: AsJson = False,
) -> None:
    """List what people decided about identity, the newest first, with reason and capacity."""
    from queries.lookup.judgements import judgements  # numpy, which deciding does not need

    with reading(as_of=as_of, lang=lang) as model:
        found = judgements(model, of=of, limit=limit)
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    rows: list[tuple[Any, ...]] = [
        (j.kind.label(lang), " | ".join(f"{r.record} ({r.id})" for r in j.records), j.reason,
         j.role.label(lang), j.by, swedish_day(j.made).isoformat(),
         "yes" if j.in_force else "no", j.id)
        for j in found.items
    ]  # fmt: skip
    headers = ("decided", "about", "reason", "capacity", "by", "made", "in force", "id")
    print_table(f"Judgements: {found.total}", headers, rows)
    if of is not None and as_of is None:
        _show_records(of)


def _show_records(of: str) -> None:
    """The records a judgement could be about."""
    with opened() as store:
        records = Records(store)
        try:
            [record] = records.named([of])
        except JudgementError:
            return  # it is told by the list that nothing is known of it
        rows = [(r, records.id_of(r)) for r in records.beside(record)]
    print_table(f"{len(rows)} records of {of}", ("record", "its own id"), rows)
