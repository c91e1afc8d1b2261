"""What a version changes is worked out from what it touched, and equals the full projection."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_schema.judgements import Judgement
from graph_schema.vocabularies import JudgementKind, JudgementRole
from queries.projection.changes import Changes
from queries.projection.project import Projection
from queries.publication import projected, publish, writing
from queries.stores.base import Body, Store
from queries.stores.opening import open_store

ORDER = {"register": 10, "events": 40, "facts": 50}
NAMES = ("Malmö universitet", "Malmö Universitet", "Mau", "MAU", "CFI", "Centrum för inkludering",
         "Bolaget AB", "Äldreförvaltningen", "Region Skåne")  # fmt: skip
IDENTIFIERS = ["orgnr:2021004920", "orgnr:5560000001", "ror:05wp7an13", "wikidata:Q1", "host:1"]
Claims = dict[str, Body]


def node(source: str, kind: str, key: str, **fields: Any) -> Body:
    """The body of a node claim."""
    return {"source": source, "kind": kind, "key": key, "ends": None, "fields": fields}


def edge(source: str, kind: str, ends: tuple[str, str], **fields: Any) -> Body:
    """The body of an edge claim."""
    return {"source": source, "kind": kind, "key": "-", "ends": list(ends), "fields": fields}


ACTORS = [f"{source}/Actor/{n}" for source in ORDER for n in range(4)]
PROJECTS = [f"{source}/Project/{n}" for source in ("events", "facts") for n in range(2)]
PROGRAMMES = [f"{source}/Programme/{code}" for source in ORDER for code in ("fund:a", "fund:b")]


def parts(record: str) -> tuple[str, str, str]:
    """Source, kind and key of a record key."""
    source, kind, key = record.split("/", 2)
    return source, kind, key


@st.composite
def actor_claims(draw: st.DrawFn) -> Body:
    """What a source says of an actor; few names and numbers, so that many meet."""
    fields: dict[str, Any] = {"name": draw(st.sampled_from(NAMES))}
    identifiers = draw(st.lists(st.sampled_from(IDENTIFIERS), max_size=2, unique=True))
    aliases = draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))
    if identifiers:
        fields["identifiers"] = identifiers
    if aliases:
        fields["aliases"] = aliases
    if draw(st.booleans()):
        fields |= {"sector": "academia", "sector_basis": "register"}
    return node(*parts(draw(st.sampled_from(ACTORS))), **fields)


@st.composite
def other_claims(draw: st.DrawFn) -> Body:
    """Projects that share a number, programmes that share a code, and ties among all."""
    what = draw(st.sampled_from(("Project", "Programme", "takes part", "part of")))
    if what == "Project":
        number = draw(st.sampled_from(("dnr:1", "dnr:2")))
        return node(*parts(draw(st.sampled_from(PROJECTS))), name="P", identifiers=[number])
    if what == "Programme":
        return node(*parts(draw(st.sampled_from(PROGRAMMES))), name="Fund")
    project = draw(st.sampled_from(PROJECTS))
    source = draw(st.sampled_from(sorted(ORDER)))
    if what == "part of":
        return edge(source, "PART_OF", (project, draw(st.sampled_from(PROGRAMMES))))
    role = draw(st.sampled_from(("owner", "partner")))
    ends = draw(st.sampled_from(ACTORS)), project
    return edge(source, "PARTICIPATES_IN", ends, role=role)


claims_of_a_version = st.dictionaries(
    st.integers(0, 30).map(lambda n: f"claim-{n:02}"), actor_claims() | other_claims(), max_size=14
)
judged_pairs = st.sampled_from((ACTORS, PROJECTS)).flatmap(
    lambda records: st.lists(st.sampled_from(records), min_size=2, max_size=2, unique=True)
)
decisions = st.lists(st.tuples(judged_pairs, st.sampled_from(JudgementKind)), max_size=3)
histories = st.lists(
    st.tuples(
        claims_of_a_version, st.lists(st.integers(0, 30), max_size=6), st.booleans(), decisions
    ),
    min_size=1, max_size=4,
)  # fmt: skip


def runs(version: int, *, other_order: bool) -> Iterator[tuple[str, Body]]:
    """The run of each source; where they come in another order, every value is ranked anew."""
    places = sorted(ORDER.values(), reverse=other_order)
    for source, place in zip(ORDER, places, strict=True):
        body = {"source": source, "version": version, "withdrawn": False}
        yield f"run-{source}", {**body, "info": {"order": place}}


Decided = list[tuple[list[str], JudgementKind]]
"""Two records, and what is decided about them; also what contradicts what was decided before."""


def judged(decided: Decided, version: int) -> Iterator[tuple[str, Body]]:
    """The rows of some judgements, each made after those before it."""
    for n, (records, kind) in enumerate(decided):
        made = f"2026-01-01T00:{version:02}:{n:02}.000000Z"
        first, second = sorted(records)
        judgement = Judgement(kind=kind, records=(first, second), reason="asked them",
                              role=JudgementRole.EDITOR, made=made)  # fmt: skip
        yield judgement.id, judgement.model_dump(mode="json")


def write(
    store: Store,
    staged: Claims,
    closed: list[int],
    decided: Decided | None = None,
    *,
    other_order: bool,
) -> None:
    """One version: some claims open or change, some close, and something is decided."""
    with writing(store) as lease:
        ran = runs(lease.version, other_order=other_order)
        store.stage(lease, (("run", key, body) for key, body in ran))
        rows = judged(decided or [], lease.version)
        store.stage(lease, (("judgement", key, body) for key, body in rows))
        store.close(lease, "claim", [f"claim-{n:02}" for n in closed])
        store.stage(lease, (("claim", key, body) for key, body in staged.items()))
        publish(store, lease)


def stored(store: Store) -> Projection:
    """The derived rows as they stand."""
    kinds = ("entity", "edge", "dangling")
    entities, edges, dangling = ({r.key: r.body for r in store.rows(kind)} for kind in kinds)
    return Projection(entities=entities, edges=edges, dangling=dangling)


def same_as_in_full(store: Store) -> None:
    """The stored graph is the full projection of the stored claims, row for row."""
    full, found = projected(store, store.head()), stored(store)
    members = {row.key: row.body for row in store.rows("member")}

    assert found.entities == full.entities
    assert found.edges == full.edges
    assert found.dangling == full.dangling
    assert {record: members[record] for record in full.members} == full.members


@settings(max_examples=80, deadline=None)
@given(histories)
def test_every_version_of_any_history_equals_the_full_projection(
    history: list[tuple[Claims, list[int], bool, Decided]],
) -> None:
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'store.db'}")
        for staged, closed, other_order, decided in history:
            write(store, staged, closed, decided, other_order=other_order)
            same_as_in_full(store)
        store.shut()


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(histories)
def test_and_on_both_stores(
    store: Store, history: list[tuple[Claims, list[int], bool, Decided]]
) -> None:
    for staged, closed, other_order, decided in history:
        write(store, staged, closed, decided, other_order=other_order)
        same_as_in_full(store)


FIRST: Claims = {
    "c1": node("register", "Actor", "1", name="Malmö universitet", identifiers=IDENTIFIERS[:1]),
    "c2": node("events", "Actor", "1", name="Malmö Universitet"),
    "c3": node("events", "Project", "1", name="P"),
    "c4": node("facts", "Actor", "9", name="Bolaget AB"),
    "c5": edge("events", "PARTICIPATES_IN", ("events/Actor/1", "events/Project/1"), role="owner"),
    "c6": edge("facts", "PARTICIPATES_IN", ("facts/Actor/9", "events/Project/1"), role="partner"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("staged", "touched"),
    [
        ({"n1": edge("facts", "PARTICIPATES_IN", ("facts/Actor/9", "events/Project/1"),
                     role="owner")}, {"edge": 1}),
        ({"n1": node("facts", "Actor", "9", name="Bolaget AB", country="SE")},
         {"entity": 1}),
        ({"n1": node("facts", "Actor", "2", name="Någon annan")}, {"member": 1, "entity": 1}),
    ],
    ids=["a tie between known ends", "a value of a known actor", "an actor nobody knows"],
)  # fmt: skip
def test_what_a_small_change_cannot_reach_is_left_alone(
    store: Store, staged: Claims, touched: dict[str, int]
) -> None:
    write(store, FIRST, [], other_order=False)

    with writing(store) as lease:
        store.stage(lease, (("claim", key, body) for key, body in staged.items()))
        rows = list(Changes(store, lease.version, store.head()).rows())
        store.discard(lease)

    assert Counter(kind for kind, _, _ in rows) == touched
