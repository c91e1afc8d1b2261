"""Whom an actor has met, how two are connected, and what lies around a node."""

import pytest

from graph_schema.answers import GraphPath, Partner, Ref, SliceEdge, SliceNode
from queries.errors import BadQuestionError, NotInGraphError, SliceTooLargeError
from queries.lookup.neighbourhood import neighbourhood
from queries.lookup.partners import partners_of
from queries.lookup.paths import paths
from queries.readmodel.open import ReadModel
from tests.lookup import small_graph as small

KOOP = Ref(id=small.KOOP, label="Actor", name="Åsa Kooperativ")
BOLAG = Ref(id=small.BOLAG, label="Actor", name="Öresund AB")
MALMO = Ref(id=small.MALMO, label="Actor", name="Malmö stad")
UNI = Ref(id=small.UNI, label="Actor", name="Ärla universitet")
P1 = Ref(id=small.P1, label="Project", name="Delad vinst")
P2 = Ref(id=small.P2, label="Project", name="Bron")
P3 = Ref(id=small.P3, label="Project", name="Odaterat")
C1 = Ref(id=small.C1, label="Collaboration", name="Frukost om arbete")


def test_partners_come_with_most_shared_arenas_first_and_their_arenas_newest_first(
    model: ReadModel,
) -> None:
    page = partners_of(model, small.MALMO)

    # Öresund AB was only interested in the breakfast, and who co-finances has not met anybody.
    assert page.items == (
        Partner(actor=KOOP, sector="civil_society", arenas=(C1, P1), arenas_total=2),
        Partner(actor=BOLAG, sector="private", arenas=(P1,), arenas_total=1),
    )
    assert (page.total, page.next, page.data_version) == (2, None, 2)


def test_undated_arenas_count(model: ReadModel) -> None:
    partners = {p.actor.name: p.arenas for p in partners_of(model, small.UNI).items}

    assert partners == {
        "Åsa Kooperativ": (P2,),
        "Fritidsförvaltningen": (P2,),
        "Öresund AB": (P3,),
    }


def test_partners_come_in_pages(model: ReadModel) -> None:
    first = partners_of(model, small.MALMO, limit=1)
    second = partners_of(model, small.MALMO, limit=1, cursor=first.next)

    assert [p.actor for p in (*first.items, *second.items)] == [KOOP, BOLAG]


def test_an_actor_that_met_nobody_has_no_partners_and_an_unknown_one_is_an_error(
    model: ReadModel,
) -> None:
    assert partners_of(model, small.ENSAM).items == ()
    with pytest.raises(NotInGraphError):
        partners_of(model, "act-nobody")
    with pytest.raises(NotInGraphError):
        partners_of(model, small.P1)


def test_the_public_sees_no_partner_from_a_private_source(
    private: ReadModel, public: ReadModel
) -> None:
    assert UNI in [p.actor for p in partners_of(private, small.MALMO).items]
    assert UNI not in [p.actor for p in partners_of(public, small.MALMO).items]


def test_all_shortest_paths_are_found(model: ReadModel) -> None:
    answer = paths(model, small.MALMO, small.UNI)

    assert (answer.start, answer.end, answer.connected, answer.more) == (MALMO, UNI, True, False)
    assert {path.nodes for path in answer.paths} == {
        (MALMO, C1, KOOP, P2, UNI),
        (MALMO, P1, KOOP, P2, UNI),
        (MALMO, P1, BOLAG, P3, UNI),
    }
    assert [p.length for p in answer.paths] == [4, 4, 4]
    assert [[n.id for n in p.nodes] for p in answer.paths] == sorted(
        [n.id for n in p.nodes] for p in answer.paths
    )


def test_more_paths_than_asked_for_are_mentioned(model: ReadModel) -> None:
    everything = paths(model, small.MALMO, small.UNI)
    some = paths(model, small.MALMO, small.UNI, max_paths=2)

    assert (some.paths, some.more) == (everything.paths[:2], True)


def test_a_path_to_oneself_is_there_already(model: ReadModel) -> None:
    assert paths(model, small.UNI, small.UNI).paths == (GraphPath(nodes=(UNI,), length=0),)


def test_actors_that_are_not_connected_have_no_path(model: ReadModel) -> None:
    answer = paths(model, small.MALMO, small.ENSAM)

    assert (answer.connected, answer.paths, answer.more) == (False, (), False)


def test_paths_lead_between_actors_only(model: ReadModel) -> None:
    with pytest.raises(NotInGraphError):
        paths(model, small.MALMO, small.P1)
    with pytest.raises(BadQuestionError, match="max_paths: expected a number from 1 to 100"):
        paths(model, small.MALMO, small.UNI, max_paths=0)


def actor_beside(actor: Ref, sector: str) -> SliceNode:
    """An actor one step away."""
    return SliceNode(id=actor.id, label="Actor", name=actor.name, sector=sector, depth=1)


def test_one_step_around_a_node(model: ReadModel) -> None:
    found = neighbourhood(model, small.C1)

    assert found.centre == C1
    assert found.nodes == (
        SliceNode(id=small.C1, label="Collaboration", name=C1.name, sector=None, depth=0),
        actor_beside(MALMO, "public"),
        *sorted(
            (
                actor_beside(KOOP, "civil_society"),
                actor_beside(BOLAG, "private"),
            ),
            key=lambda node: node.id,
        ),
    )
    organiser = small.edge_id(
        "PARTICIPATES_IN", "register/act/malmo", "almanac/col/c1", role="organiser"
    )
    assert SliceEdge(
        id=organiser, type="PARTICIPATES_IN", source=small.MALMO, target=small.C1,
        role="organiser", start=None, end=None,
    ) in found.edges  # fmt: skip
    assert len(found.edges) == 4
    assert (found.left_out, found.sources, found.data_version) == (0, ("register", "almanac"), 2)


def test_the_bound_keeps_the_most_active_and_counts_the_rest(model: ReadModel) -> None:
    found = neighbourhood(model, small.UNI, depth=2, max_nodes=3)

    # Ties: Delad vinst 10, Bron 6, Odaterat 3; around them lie nine more.
    assert [node.name for node in found.nodes] == ["Ärla universitet", "Delad vinst", "Bron"]
    assert sorted((edge.source, edge.target) for edge in found.edges) == sorted(
        [(small.UNI, small.P1), (small.UNI, small.P2)]
    )
    assert found.left_out == 1 + 11


def test_a_neighbourhood_without_bound_leaves_nothing_out(model: ReadModel) -> None:
    found = neighbourhood(model, small.UNI, depth=2)

    names = {node.name for node in found.nodes if node.depth == 2}
    assert names == {
        "Malmö stad", "Åsa Kooperativ", "Öresund AB", "Fonden", "Rådet", "Fritidsförvaltningen",
        "Programområde C", "Skåne län", "Malmö", "Arbete", "Hälsa",
    }  # fmt: skip
    assert found.left_out == 0


def test_too_deep_and_too_much_are_refused(model: ReadModel) -> None:
    with pytest.raises(BadQuestionError, match="depth: expected a number of steps from 1 to 3"):
        neighbourhood(model, small.UNI, depth=4)
    with pytest.raises(SliceTooLargeError, match="at most 2000"):
        neighbourhood(model, small.UNI, max_nodes=2001)
    with pytest.raises(BadQuestionError, match="max_nodes"):
        neighbourhood(model, small.UNI, max_nodes=0)
