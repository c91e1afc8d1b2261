"""People's judgements in RDF: as activities with their agents' roles, and read back from there."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib import DCTERMS, FOAF, PROV, RDF, XSD, Literal, Namespace, URIRef

from graph_schema.judgements import Judgement
from graph_schema.mapping import GraphMapping
from graph_schema.rdf import Terms
from graph_schema.shapes import shapes
from graph_schema.vocabularies import Audience, JudgementKind, JudgementRole
from importers.errors import BadInputError
from queries.judging import JudgementError, restate
from queries.lookup.filters import Filters
from queries.publication import hash_at, publish, writing
from queries.readmodel.library import Library
from queries.readmodel.open import ReadModel
from queries.stores.base import Store
from queries.stores.opening import open_store
from service.app import create_app
from service.importing import withdraw_run
from service.judging import Decision, judge
from service.reading_back import import_linked_data
from service.settings import Settings
from tests.exports.conftest import BASE
from tests.exports.test_reading_back import ENDINGS, written
from tests.exports.test_shapes import changed, exported, more, told, without
from tests.lookup.small_graph import (
    ENSAM,
    KOOP,
    MALMO,
    REGISTER,
    Statements,
    almanac,
    diary,
    node_id,
    record,
    register,
)

OWN = Namespace(BASE + "ontology#")
ID = Namespace(BASE + "id/")
HIDDEN = "Bara i dagboken"
MARKUP = 'Samma "krets" <b>&amp;</b>\n\\n'


def decide(store: Store, kind: JudgementKind, first: str, second: str, reason: str) -> str:
    """Publish a judgement by Ada, an editor; returns its id."""
    decision = Decision(
        kind=kind, first=first, second=second, reason=reason, role=JudgementRole.EDITOR, by="Ada"
    )
    found = judge(store, decision).judgement
    assert found is not None
    return found.id


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[str]]]:
    """The small graph with three judgements, one of them about a private source's record."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('store') / 'judged.db'}")
    for statements in (register(), almanac(), diary()):
        record(store, statements)
    same, different = JudgementKind.SAME, JudgementKind.DIFFERENT
    ids = [
        decide(store, same, ENSAM, KOOP, MARKUP),
        decide(store, different, MALMO, "almanac/Actor/m", "Två"),
        decide(store, same, MALMO, "diary/Actor/m", HIDDEN),
    ]
    yield store, ids
    store.shut()


@pytest.fixture(scope="module")
def models(
    judged: tuple[Store, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[Audience, ReadModel]]:
    """What each audience may read of it."""
    library = Library(judged[0], tmp_path_factory.mktemp("cache"))
    yield {audience: library.at(None, audience) for audience in Audience}
    library.close()


@pytest.fixture(scope="module")
def everything(models: dict[Audience, ReadModel]) -> rdflib.Graph:
    """The export of all of it."""
    return exported(models[Audience.EVERYTHING])


def test_a_judgement_is_an_activity_of_somebody_in_a_role(
    judged: tuple[Store, list[str]], everything: rdflib.Graph
) -> None:
    one = ID[f"judgements/{judged[1][0]}"]
    agent, association = URIRef(f"{one}#agent"), URIRef(f"{one}#association")
    [made] = everything.objects(one, PROV.endedAtTime)

    about = {
        triple for s in (one, agent, association) for triple in everything.triples((s, None, None))
    }

    assert isinstance(made, Literal)
    assert made.datatype == XSD.dateTime
    assert about == {
        (one, RDF.type, OWN.Judgement), (one, RDF.type, PROV.Activity),
        (one, OWN.decided, OWN["JudgementKind-same"]),
        (one, OWN.judgedRecord, Literal("register/Actor/ensam")),
        (one, OWN.judgedRecord, Literal("register/Actor/koop")),
        (one, PROV.used, ID[f"actors/{ENSAM}"]), (one, PROV.used, ID[f"actors/{KOOP}"]),
        (one, PROV.influenced, ID[f"actors/{ENSAM}"]),
        (one, DCTERMS.description, Literal(MARKUP)), (one, PROV.endedAtTime, made),
        (one, OWN.inForce, Literal(lexical_or_value=True)),
        (one, PROV.wasAssociatedWith, agent), (one, PROV.qualifiedAssociation, association),
        (agent, RDF.type, PROV.Agent), (agent, FOAF.name, Literal("Ada")),
        (association, RDF.type, PROV.Association), (association, PROV.agent, agent),
        (association, PROV.hadRole, OWN["JudgementRole-editor"]),
    }  # fmt: skip
    role = OWN["JudgementRole-editor"]
    assert (role, RDF.type, PROV.Role) in everything
    leads = everything.value(ID[f"actors/{KOOP}"], DCTERMS.isReplacedBy)
    assert leads == ID[f"actors/{ENSAM}"]


def test_what_is_decided_about_a_private_source_is_private(
    models: dict[Audience, ReadModel], judged: tuple[Store, list[str]]
) -> None:
    public, all_of_it = (exported(models[a]) for a in (Audience.PUBLIC, Audience.EVERYTHING))
    address = ID[f"judgements/{judged[1][2]}"]

    assert (address, RDF.type, OWN.Judgement) in all_of_it
    assert len(set(public.subjects(RDF.type, OWN.Judgement))) == 2
    assert (address, None, None) not in public
    assert HIDDEN not in public.serialize(format="nt")
    client = TestClient(create_app(Settings(base_address=BASE), judged[0]))
    answer = client.get("/api/v1/judgements")
    assert [j["id"] for j in answer.json()["items"]] == [judged[1][1], judged[1][0]]
    assert client.get(f"/judgements/{judged[1][2]}").status_code == 404


@pytest.mark.parametrize("form", ENDINGS)
def test_read_back_the_same_is_decided_and_the_graph_is_the_same(
    models: dict[Audience, ReadModel],
    judged: tuple[Store, list[str]],
    everything: rdflib.Graph,
    tmp_path: Path,
    form: str,
) -> None:
    file = written(models[Audience.EVERYTHING], form, tmp_path / f"all.{ENDINGS[form]}")
    store = open_store(f"sqlite:///{tmp_path / 'back.db'}")

    reports = import_linked_data(store, [file], named=True)
    again = import_linked_data(store, [file], named=True)

    assert {report.note for report in reports} == {"judgements that are new here: 3"}
    assert hash_at(store) == hash_at(judged[0])
    assert [row.key for row in store.rows("judgement")] == sorted(judged[1])
    bodies = {row.key: row.body for row in judged[0].rows("judgement")}
    assert {row.key: row.body for row in store.rows("judgement")} == bodies
    assert all("nothing to do" in (report.note or "") for report in again)
    store.shut()


def test_names_are_not_read_back_where_the_deployer_keeps_none(
    models: dict[Audience, ReadModel], judged: tuple[Store, list[str]], tmp_path: Path
) -> None:
    file = written(models[Audience.EVERYTHING], "nt", tmp_path / "all.nt")
    store = open_store(f"sqlite:///{tmp_path / 'back.db'}")

    import_linked_data(store, [file])

    found = {row.key: row.body["by"] for row in store.rows("judgement")}
    assert found == dict.fromkeys(judged[1])
    store.shut()


def test_a_decision_left_out_is_named_where_the_graph_read_back_differs(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    record(store, register())
    between = record(store, a_source("between"))
    for node in (KOOP, ENSAM):
        decide(store, JudgementKind.SAME, "between/Actor/x", node, "x")
    withdraw_run(store, between)  # what was decided goes on joining the two
    library = Library(store, tmp_path / "cache")
    file = written(library.at(None, Audience.EVERYTHING), "nt", tmp_path / "all.nt")
    back = open_store(f"sqlite:///{tmp_path / 'back.db'}")

    [report] = import_linked_data(back, [file])

    actors = [sum(r.body["label"] == "Actor" for r in s.rows("entity")) for s in (store, back)]
    assert actors == [7, 8]
    assert "decisions about records of sources that state nothing any more" in (report.note or "")
    library.close()
    back.shut()
    store.shut()


SPOILT = {
    "another reason": lambda text: text.replace('"Två"', '"Tre"'),
    "another role": lambda text: text.replace("Role-editor>", "Role-expert>", 1),
    "a role nobody knows": lambda text: re.sub("(hadRole> .*Role-)editor>", r"\1owner>", text),
    "a record less": lambda text: re.sub(r".*judgedRecord> \"almanac/Actor/m\".*\n", "", text),
    "no reason": lambda text: re.sub(r".*description> \"Två\".*\n", "", text),
    "one is missing": lambda text: re.sub(r"<[^ ]*id/judgements/jdg-[^ ]* .*\n", "", text),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_judgement_that_was_altered_is_refused_whole(
    models: dict[Audience, ReadModel], tmp_path: Path, name: str
) -> None:
    file = written(models[Audience.EVERYTHING], "nt", tmp_path / "all.nt")
    text = file.read_text(encoding="utf-8")
    file.write_text(SPOILT[name](text), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != text
    store = open_store(f"sqlite:///{tmp_path / 'back.db'}")

    with pytest.raises(BadInputError) as refused:
        import_linked_data(store, [file])

    assert "all.nt" in str(refused.value)
    assert "judgement" in str(refused.value)
    assert (store.head(), list(store.rows("claim"))) == (0, [])
    store.shut()


def without_claims_of(source: str, text: str) -> str:
    """The export with a source described that states nothing in it, and as many claims counted."""
    of_source = rf"(<[^ ]*/id/claims/[^ ]*>) <{DCTERMS.source}> <{ID}sources/{source}> "
    claims = set(re.findall(of_source, text))
    kept = [line for line in text.splitlines() if not any(claim in line for claim in claims)]
    counted = re.sub(
        r'(claimCount> ")(\d+)', lambda m: f"{m[1]}{int(m[2]) - len(claims)}", "\n".join(kept)
    )
    assert claims
    return counted + "\n"


def test_one_about_a_source_that_is_described_but_states_nothing_is_refused(
    models: dict[Audience, ReadModel], tmp_path: Path
) -> None:
    file = written(models[Audience.EVERYTHING], "nt", tmp_path / "all.nt")
    file.write_text(without_claims_of("diary", file.read_text(encoding="utf-8")), encoding="utf-8")
    store = open_store(f"sqlite:///{tmp_path / 'back.db'}")

    with pytest.raises(BadInputError) as refused:
        import_linked_data(store, [file])

    assert "diary/Actor/m" in str(refused.value)
    assert "a record of a source that states something in the file" in str(refused.value)
    assert (store.head(), list(store.rows("judgement"))) == (0, [])
    store.shut()


def test_what_is_refused_is_told_without_the_words_of_the_library(
    models: dict[Audience, ReadModel], tmp_path: Path
) -> None:
    file = written(models[Audience.EVERYTHING], "nt", tmp_path / "all.nt")
    text = file.read_text(encoding="utf-8").replace('"Två"', '"Två "')
    file.write_text(text, encoding="utf-8")
    store = open_store(f"sqlite:///{tmp_path / 'back.db'}")

    with pytest.raises(BadInputError) as refused:
        import_linked_data(store, [file])

    expected = "a text without spaces around it and without control characters"
    assert refused.value.expected == expected
    store.shut()


def test_what_contradicts_what_is_decided_here_is_refused(
    models: dict[Audience, ReadModel], judged: tuple[Store, list[str]], tmp_path: Path
) -> None:
    file = written(models[Audience.EVERYTHING], "nt", tmp_path / "all.nt")
    store = open_store(f"sqlite:///{tmp_path / 'back.db'}")
    for statements in (register(), almanac(), diary()):
        record(store, statements)
    here = decide(store, JudgementKind.SAME, "almanac/Actor/m", "diary/Actor/m", "Här")
    before = hash_at(store)

    with pytest.raises(JudgementError) as refused:
        import_linked_data(store, [file])

    assert here in str(refused.value)
    assert "almanac/Actor/m and register/Actor/malmo" in str(refused.value)
    assert hash_at(store) == before
    assert [row.key for row in store.rows("judgement")] == [here]
    store.shut()


def forged(text: str, old: str, made: str) -> str:
    """The export with another instant of the judgement, whose id then sums that up."""
    found = Judgement.model_construct(
        kind=JudgementKind.DIFFERENT, records=("almanac/Actor/m", "register/Actor/malmo"),
        reason="Två", role=JudgementRole.EDITOR, by=None, made=made,
    )  # fmt: skip
    lines = text.splitlines(keepends=True)
    ended = re.compile(rf"(.*{old}> .*endedAtTime> )\"[^\"]*\"")
    return "".join(ended.sub(rf'\1"{made}"', line) for line in lines).replace(old, found.id)


NO_INSTANTS = (
    "9999-12-31T23:59:59.999999Z",
    "9999-99-99T99:99:99.000000Z",
    "٢٠٢٦-01-01T00:00:00.000000Z",
    "2026-01-01T00:00:00.0000001Z",
    "2026-W01-4T00:00:00.000000Z",
    "20260101T000000Z",
    "2026-01-01T02:00:00.000000+02:00",
)


@pytest.mark.parametrize("made", NO_INSTANTS)
def test_an_instant_that_is_none_or_the_last_there_is_is_refused(
    models: dict[Audience, ReadModel], judged: tuple[Store, list[str]], tmp_path: Path, made: str
) -> None:
    file = written(models[Audience.EVERYTHING], "nt", tmp_path / "all.nt")
    text = forged(file.read_text(encoding="utf-8"), judged[1][1], made)
    file.write_text(text, encoding="utf-8")
    store = open_store(f"sqlite:///{tmp_path / 'back.db'}")

    with pytest.raises(BadInputError) as refused:
        import_linked_data(store, [file])

    assert ("instant" in str(refused.value), store.head()) == (True, 0)
    store.shut()


def test_an_instant_that_a_program_wrote_otherwise_is_the_same(
    models: dict[Audience, ReadModel], judged: tuple[Store, list[str]], tmp_path: Path
) -> None:
    # rdflib writes a time zone as +00:00.
    file = written(models[Audience.EVERYTHING], "nt", tmp_path / "all.nt")
    text = file.read_text(encoding="utf-8")
    other = re.sub(r'(endedAtTime> "[0-9T:.-]*)Z"', r'\1+00:00"', text)
    file.write_text(other, encoding="utf-8")
    store = open_store(f"sqlite:///{tmp_path / 'back.db'}")

    import_linked_data(store, [file])

    assert other != text
    assert [row.key for row in store.rows("judgement")] == sorted(judged[1])
    store.shut()


def test_one_made_ahead_by_another_clock_is_read_and_superseded(tmp_path: Path) -> None:
    ahead = (datetime.now(UTC) + timedelta(days=400)).isoformat(timespec="microseconds")
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    record(store, register())
    keep(store, [of_small("same", "ensam", "koop", ahead.replace("+00:00", "Z"))])
    library = Library(store, tmp_path / "cache")
    file = written(library.at(None, Audience.PUBLIC), "nt", tmp_path / "all.nt")
    back = open_store(f"sqlite:///{tmp_path / 'back.db'}")

    import_linked_data(back, [file])
    read = hash_at(back)
    decide(back, JudgementKind.UNDECIDED, ENSAM, KOOP, "x")

    assert read == hash_at(store)
    assert hash_at(back) != read
    library.close()


def of_small(kind: str, first: str, second: str, made: str) -> Judgement:
    """A judgement about two actors of the register."""
    records = f"register/Actor/{first}", f"register/Actor/{second}"
    return Judgement(
        kind=JudgementKind(kind), records=records, reason="x", role=JudgementRole.EDITOR, made=made
    )


def keep(store: Store, made: list[Judgement]) -> None:
    """Publish judgements that were made elsewhere."""
    with writing(store) as lease:
        assert restate(store, lease, made) == len(made)
        publish(store, lease)


def test_judgements_from_elsewhere_that_contradict_each_other_are_named(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    record(store, register())
    instant = "2026-01-02T03:04:05.500000Z"
    made = [
        of_small("same", "bolag", "ensam", instant),
        of_small("same", "ensam", "koop", instant),
        of_small("same", "koop", "malmo", instant),  # leads from neither of the two to the other
        of_small("different", "bolag", "koop", instant),
    ]

    with pytest.raises(JudgementError) as refused:
        keep(store, made)

    told = re.findall(r"jdg-[0-9a-f]{16}", str(refused.value))
    assert told == [made[0].id, made[1].id, made[3].id]
    assert "where they come from" in str(refused.value)
    assert store.head() == 1
    store.shut()


def test_what_was_decided_elsewhere_about_a_record_never_stated_here_can_be_undone(
    tmp_path: Path,
) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    record(store, register())
    before = hash_at(store)
    instant = "2026-01-02T03:04:05.500000Z"
    keep(store, [of_small("same", "elsewhere", key, instant) for key in ("ensam", "koop")])
    with pytest.raises(JudgementError) as refused:
        decide(store, JudgementKind.DIFFERENT, ENSAM, KOOP, "x")

    decide(store, JudgementKind.UNDECIDED, node_id("register/act/elsewhere"), KOOP, "x")
    parted = hash_at(store)
    decide(store, JudgementKind.DIFFERENT, ENSAM, KOOP, "x")

    assert "register/Actor/elsewhere | register/Actor/koop" in str(refused.value)
    assert parted == before
    store.shut()


def test_microseconds_that_end_in_noughts_are_read_as_they_were(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    record(store, register())
    made = of_small("same", "ensam", "koop", "2026-01-02T03:04:05.500000Z")
    keep(store, [made])
    library = Library(store, tmp_path / "cache")
    back = open_store(f"sqlite:///{tmp_path / 'back.db'}")

    for form in ENDINGS:
        file = written(library.at(None, Audience.PUBLIC), form, tmp_path / f"all.{ENDINGS[form]}")
        import_linked_data(back, [file])

    assert [row.key for row in back.rows("judgement")] == [made.id]
    assert hash_at(back) == hash_at(store)
    library.close()


def test_a_narrowed_export_tells_nothing_of_sources_it_does_not_describe(
    models: dict[Audience, ReadModel],
) -> None:
    narrowed = exported(models[Audience.EVERYTHING], Filters(kind="company"))

    assert HIDDEN not in narrowed.serialize(format="nt")
    assert "diary/Actor" not in narrowed.serialize(format="nt")
    assert told(narrowed, HELD) == set()


def leads_to(store: Store, cache: Path, id: str) -> dict[Audience, rdflib.term.Node | None]:
    """Where an id that is no node any more leads, by who reads."""
    library = Library(store, cache)
    found = {
        audience: exported(library.at(None, audience)).value(
            ID[f"actors/{id}"], DCTERMS.isReplacedBy
        )
        for audience in Audience
    }
    library.close()
    return found


def test_an_id_that_is_gone_leads_nowhere_in_public_by_what_was_decided_in_private(
    tmp_path: Path,
) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    runs = [record(store, says) for says in (register(), almanac(), diary())]
    decide(store, JudgementKind.DIFFERENT, "almanac/Actor/b", "register/Actor/bolag", "x")
    decide(store, JudgementKind.SAME, "almanac/Actor/b", "diary/Actor/m", "y")
    withdraw_run(store, runs[1])

    gone = node_id("almanac/act/b")
    leads = leads_to(store, tmp_path / "cache", gone)
    client = TestClient(create_app(Settings(base_address=BASE), store))
    page = client.get(f"/actors/{gone}", headers={"Accept": "text/html"})

    assert leads == {Audience.EVERYTHING: ID[f"actors/{MALMO}"], Audience.PUBLIC: None}
    assert page.status_code == 404
    assert "om det kan hänga på något som bara några får läsa" in page.text
    store.shut()


def a_source(name: str) -> Statements:
    """A source that states one actor, of the same name and number as another such."""
    says = Statements(REGISTER.model_copy(update={"name": name}))
    says.says("act", "x", name="Helt eget namn", identifiers=["orgnr:5560000001"])
    return says


def test_nor_does_one_that_rules_had_joined_to_what_was_judged_in_private(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    sources = (register(), almanac(), diary(), a_source("judged"), a_source("beside"))
    runs = [record(store, says) for says in sources]
    decide(store, JudgementKind.SAME, "judged/Actor/x", "diary/Actor/m", "y")
    withdraw_run(store, runs[-1])

    leads = leads_to(store, tmp_path / "cache", node_id("beside/act/x"))

    assert leads == {Audience.EVERYTHING: ID[f"actors/{MALMO}"], Audience.PUBLIC: None}
    store.shut()


def test_where_an_id_led_before_anything_was_private_is_told_in_public_too(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    withdraw_run(store, [record(store, says) for says in (register(), almanac())][1])
    record(store, diary())

    leads = leads_to(store, tmp_path / "cache", node_id("almanac/act/m"))

    assert leads == dict.fromkeys(Audience, ID[f"actors/{MALMO}"])
    store.shut()


def test_it_leads_on_from_there(tmp_path: Path) -> None:
    # Its actor has another id since people judged, in public, that it is one with an older one.
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    withdraw_run(store, [record(store, says) for says in (register(), almanac())][1])
    record(store, diary())
    decide(store, JudgementKind.SAME, MALMO, ENSAM, "x")

    leads = leads_to(store, tmp_path / "cache", node_id("almanac/act/m"))

    assert leads == dict.fromkeys(Audience, ID[f"actors/{ENSAM}"])
    store.shut()


DEFECTS: dict[str, tuple[str, str]] = {
    "no record": ("judgedRecord", "Judgement-own-judgedRecord"),
    "no reason": ("description", "Judgement-dct-description"),
    "at no time": ("endedAtTime", "Judgement-prov-endedAtTime"),
    "nothing decided": ("decided", "Judgement-own-decided"),
    "by nobody": ("wasAssociatedWith", "Judgement-prov-wasAssociatedWith"),
}
HELD = shapes(GraphMapping(Terms(BASE)))


def test_an_export_with_judgements_holds_to_its_shapes(everything: rdflib.Graph) -> None:
    assert told(rdflib.Graph() + everything, HELD) == set()


@pytest.mark.parametrize("name", DEFECTS)
def test_a_judgement_that_lacks_something_is_told(everything: rdflib.Graph, name: str) -> None:
    word, shape = DEFECTS[name]
    graph = rdflib.Graph() + everything
    one = min(graph.subjects(RDF.type, OWN.Judgement))
    assert isinstance(one, URIRef)
    [path] = {p for p in graph.predicates(one) if str(p).endswith(word)}
    assert isinstance(path, URIRef)

    without(one, path)(graph)

    assert shape in told(graph, HELD)


def test_a_capacity_nobody_knows_and_a_word_misspelt_are_told(everything: rdflib.Graph) -> None:
    one = min(everything.subjects(RDF.type, OWN.Judgement))
    assert isinstance(one, URIRef)
    graph = rdflib.Graph() + everything

    changed(URIRef(f"{one}#association"), PROV.hadRole, OWN["Role-owner"])(graph)
    more(one, OWN.decidd, Literal("same"))(graph)

    assert {"Association-prov-hadRole", "Judgement"} <= told(graph, HELD)


def test_its_address_leads_to_its_page_and_to_its_data(judged: tuple[Store, list[str]]) -> None:
    client = TestClient(create_app(Settings(base_address=BASE), judged[0]), follow_redirects=False)
    id = judged[1][0]

    page = client.get(f"/id/judgements/{id}", headers={"Accept": "text/html"})
    data = client.get(f"/id/judgements/{id}", headers={"Accept": "text/turtle"})
    shown = client.get(f"/judgements/{id}?lang=sv")
    of_actor = client.get(f"/actors/{ENSAM}?lang=en")
    listed = client.get(f"/api/v1/judgements?of={ENSAM}").json()

    assert (page.status_code, page.headers["location"]) == (303, f"/judgements/{id}")
    graph = rdflib.Graph().parse(data=data.text, format="turtle")
    assert (ID[f"judgements/{id}"], DCTERMS.description, Literal(MARKUP)) in graph
    assert "Samma &#34;krets&#34; &lt;b&gt;&amp;amp;&lt;/b&gt;" in shown.text
    assert "Decisions about identity: 1</a>" in of_actor.text
    assert (listed["total"], listed["items"][0]["id"]) == (1, id)
    [first, second] = listed["items"][0]["records"]
    assert (first["record"], first["id"], [n["id"] for n in first["now"]]) == (
        "register/Actor/ensam", ENSAM, [ENSAM],
    )  # fmt: skip
    assert (second["id"], [n["id"] for n in second["now"]]) == (KOOP, [ENSAM])
    assert node_id("register/act/koop") == KOOP
