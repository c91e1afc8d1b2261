"""Where an id leads that is gone: nobody learns from it what was decided in private."""

from pathlib import Path

import rdflib
from rdflib import DCTERMS

from graph_schema.vocabularies import Audience, JudgementKind
from queries.readmodel.library import Library
from queries.stores.base import Store
from service.importing import withdraw_run
from tests.callers import caller_of
from tests.exports.conftest import BASE
from tests.exports.test_shapes import exported
from tests.judgements.conftest import ID, a_source, decide
from tests.lookup.small_graph import ENSAM, MALMO, almanac, diary, node_id, record, register


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
    store: Store, tmp_path: Path
) -> None:
    runs = [record(store, says) for says in (register(), almanac(), diary())]
    decide(store, JudgementKind.DIFFERENT, "almanac/Actor/b", "register/Actor/bolag", "x")
    decide(store, JudgementKind.SAME, "almanac/Actor/b", "diary/Actor/m", "y")
    withdraw_run(store, runs[1])

    gone = node_id("almanac/act/b")
    leads = leads_to(store, tmp_path / "cache", gone)
    token, never = "t" * 20, "/actors/act-0000000000000000"
    with caller_of(store, tmp_path / "served", base_address=BASE, token=token) as client:
        client.headers["Accept"] = "text/html"
        page = client.get(f"/actors/{gone}")
        no_page, before, to_holder = (
            client.get("/nowhere"),
            client.get(f"{never}?as_of=2"),
            client.get(never, headers={"Authorization": f"Bearer {token}"}),
        )

    assert leads == {Audience.EVERYTHING: ID[f"actors/{MALMO}"], Audience.PUBLIC: None}
    assert page.status_code == 404
    assert "om det kan hänga på något som bara några får läsa" in page.text
    for other in (no_page, before, to_holder):
        assert other.status_code == 404
        assert "Sök på namnet eller numret i stället" in other.text
        assert "bara några får läsa" not in other.text


def test_nor_does_one_that_rules_had_joined_to_what_was_judged_in_private(
    store: Store, tmp_path: Path
) -> None:
    sources = (register(), almanac(), diary(), a_source("judged"), a_source("beside"))
    runs = [record(store, says) for says in sources]
    decide(store, JudgementKind.SAME, "judged/Actor/x", "diary/Actor/m", "y")
    withdraw_run(store, runs[-1])

    leads = leads_to(store, tmp_path / "cache", node_id("beside/act/x"))

    assert leads == {Audience.EVERYTHING: ID[f"actors/{MALMO}"], Audience.PUBLIC: None}


def test_where_an_id_led_before_anything_was_private_is_told_in_public_too(
    store: Store, tmp_path: Path
) -> None:
    withdraw_run(store, [record(store, says) for says in (register(), almanac())][1])
    record(store, diary())

    leads = leads_to(store, tmp_path / "cache", node_id("almanac/act/m"))

    assert leads == dict.fromkeys(Audience, ID[f"actors/{MALMO}"])


def test_it_leads_on_from_there(store: Store, tmp_path: Path) -> None:
    # Its actor has another id since people judged, in public, that it is one with an older one.
    withdraw_run(store, [record(store, says) for says in (register(), almanac())][1])
    record(store, diary())
    decide(store, JudgementKind.SAME, MALMO, ENSAM, "x")

    leads = leads_to(store, tmp_path / "cache", node_id("almanac/act/m"))

    assert leads == dict.fromkeys(Audience, ID[f"actors/{ENSAM}"])


X, BOLAG = node_id("beside/act/x"), ID[f"actors/{node_id('register/act/bolag')}"]
SAME, UNDECIDED = JudgementKind.SAME, JudgementKind.UNDECIDED


def test_what_was_judged_in_public_leads_on_whatever_private_came_before(
    store: Store, tmp_path: Path
) -> None:
    runs = [record(store, says) for says in (register(), diary(), a_source("beside"))]
    decide(store, SAME, "beside/Actor/x", "register/Actor/bolag", "x")
    withdraw_run(store, runs[-1])

    leads = leads_to(store, tmp_path / "cache", X)
    with caller_of(store, tmp_path / "served", base_address=BASE, follow_redirects=False) as client:
        led = client.get(f"/id/actors/{X}.ttl")

    assert leads == dict.fromkeys(Audience, BOLAG)
    assert (led.status_code, f"{BASE[:-1]}{led.headers['location']}") == (301, f"{BOLAG}.ttl")


def test_it_does_so_at_further_hand_and_not_once_it_is_left_to_the_rules_again(
    store: Store, tmp_path: Path
) -> None:
    beyond = a_source("beyond")
    beyond.says("act", "y", name="Något annat")
    runs = [record(store, says) for says in (register(), diary(), a_source("beside"), beyond)]
    decide(store, SAME, "beyond/Actor/y", "beside/Actor/x", "x")
    decide(store, SAME, "beside/Actor/x", "register/Actor/bolag", "x")
    for run in runs[2:]:
        withdraw_run(store, run)
    y = node_id("beyond/act/y")

    joined = [leads_to(store, tmp_path / "joined", id)[Audience.PUBLIC] for id in (X, y)]
    decide(store, UNDECIDED, "beside/Actor/x", "register/Actor/bolag", "x")
    left = [leads_to(store, tmp_path / "left", id)[Audience.PUBLIC] for id in (X, y)]

    assert (joined, left) == ([BOLAG] * 2, [None] * 2)


def test_it_does_so_where_it_was_gone_before_anything_was_private(
    store: Store, tmp_path: Path
) -> None:
    """Its record went first; what it was judged the same as is judged one with bolag later."""
    runs = [record(store, says) for says in (register(), a_source("beside"), a_source("beyond"))]
    decide(store, SAME, "beyond/Actor/x", "beside/Actor/x", "x")
    withdraw_run(store, runs[1])
    before = leads_to(store, tmp_path / "before", X)
    record(store, diary())
    between = leads_to(store, tmp_path / "between", X)

    decide(store, SAME, "beyond/Actor/x", "register/Actor/bolag", "x")

    beyond = ID[f"actors/{node_id('beyond/act/x')}"]
    assert before == between == dict.fromkeys(Audience, beyond)
    assert leads_to(store, tmp_path / "after", X) == dict.fromkeys(Audience, BOLAG)


def test_it_leads_where_the_public_judged_whatever_was_judged_in_private(
    store: Store, tmp_path: Path
) -> None:
    runs = [record(store, says) for says in (register(), diary(), a_source("beside"))]
    decide(store, SAME, "beside/Actor/x", "register/Actor/bolag", "x")
    decide(store, SAME, "beside/Actor/x", "diary/Actor/m", "y")
    withdraw_run(store, runs[-1])

    leads = leads_to(store, tmp_path / "cache", X)

    assert leads[Audience.PUBLIC] == BOLAG


def test_nor_by_a_rule_beside_what_was_judged_in_public(store: Store, tmp_path: Path) -> None:
    """What joined x to the one that was judged may have been withheld; so it leads nowhere."""
    sources = (register(), diary(), a_source("judged"), a_source("beside"))
    runs = [record(store, says) for says in sources]
    decide(store, SAME, "judged/Actor/x", "register/Actor/bolag", "x")
    for run in runs[2:]:
        withdraw_run(store, run)

    leads = [leads_to(store, tmp_path / of, node_id(f"{of}/act/x")) for of in ("judged", "beside")]

    assert [each[Audience.PUBLIC] for each in leads] == [BOLAG, None]
