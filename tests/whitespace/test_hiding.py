"""Hidden cells: no line leaves one alone, nor a small one beside nothing, in any dimension."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_schema.sensitivity import is_sensitive
from queries.whitespace.hiding import hidden
from queries.whitespace.shrinkage import Prior, prior_of, shrunk


def test_a_cell_of_two_actors_is_hidden_and_one_more_in_its_row_and_column() -> None:
    counts = np.array([[1, 9, 8], [7, 6, 4], [5, 3, 0]])
    actors = np.array([[2, 9, 9], [9, 9, 9], [9, 9, 0]])

    found = hidden(counts, actors, np.ones((3, 3), np.bool_), np.ones((3, 3), np.bool_))

    # (0, 0) is alone: the fewest beside it are 5 in its column and 8 in its row, and (2, 2), though
    # empty, completes the two lines that these leave with one.
    assert found.cells.astype(int).tolist() == [[1, 0, 1], [0, 0, 0], [1, 0, 1]]
    assert [sums.any() for sums in found.sums] == [False, False]


def test_three_actors_hide_nothing_nor_does_an_empty_or_plain_cell() -> None:
    counts, actors = np.array([[4, 0], [1, 5]]), np.array([[3, 0], [1, 9]])
    sensitive = np.array([[True, True], [False, True]])

    found = hidden(counts, actors, sensitive, np.ones((2, 2), np.bool_))

    assert not found.cells.any()
    assert [sums.any() for sums in found.sums] == [False, False]


def test_where_nothing_else_can_be_hidden_the_sum_is() -> None:
    counts, actors = np.array([[2, 9], [8, 7]]), np.array([[1, 9], [9, 9]])
    usable = np.array([[True, False], [True, True]])

    found = hidden(counts, actors, np.ones((2, 2), np.bool_), usable)

    assert found.cells.tolist() == [[True, False], [True, True]]
    by_row = found.sums[1].tolist()
    assert by_row == [True, False]


def test_an_empty_cell_beside_a_small_one_tells_it() -> None:
    counts = np.array([[1, 0, 0], [0, 9, 9], [8, 9, 9]])
    actors = np.array([[1, 0, 0], [0, 9, 9], [9, 9, 9]])

    found = hidden(counts, actors, np.ones((3, 3), np.bool_), np.ones((3, 3), np.bool_))

    # (2, 0) is beside it in its column and takes (2, 1), whose column (0, 1) completes: an empty
    # one, so that the row of the small one still tells it, and its sum is hidden.
    assert found.cells.astype(int).tolist() == [[1, 1, 0], [0, 0, 0], [1, 1, 0]]
    assert [sums.tolist() for sums in found.sums] == [[False] * 3, [True, False, False]]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([(3, 4), (6, 5), (3, 4, 3)]))
def test_no_line_leaves_a_hidden_cell_alone_or_beside_nothing(
    seed: int, shape: tuple[int, ...]
) -> None:
    generator = np.random.default_rng(seed)
    counts = generator.poisson(2, shape)
    actors = counts + generator.integers(0, 2, shape)
    sensitive = generator.random(shape) < 0.4
    usable = generator.random(shape) < 0.9

    found = hidden(counts, actors, sensitive, usable)

    needed = sensitive & usable & (counts > 0) & (actors < 3)
    assert not (needed & ~found.cells).any()
    assert not (found.cells & ~usable).any()
    for axis in range(len(shape)):
        small = np.where(needed, counts, 0).max(axis=axis)
        hidden_in_all = np.where(found.cells, counts, 0).sum(axis=axis)
        tells = (found.cells.sum(axis=axis) == 1) | ((small > 0) & (hidden_in_all == small))
        protects = (counts > 0) | ~needed.any(axis=axis, keepdims=True)
        assert not ((usable & ~found.cells & protects).any(axis=axis) & tells).any()
        assert (tells == found.sums[axis]).all()


def test_what_is_sensitive_is_told_by_name() -> None:
    marked = ["Vård och omsorg", "Friskvård/hälsa", "Rättsväsende/brott", "Våldsutsatta kvinnor",
              "Nyanlända", "People with disabilities", "HBTQ", "Romer", "Trossamfund",
              "Läkemedelsmissbruk", "Långtidssjukskrivna", "Elevhälsa", "Barnhälsa", "Spelberoende",
              "Spelmissbruk", "Ungdomsbrottslighet", "Partnervåld", "Tvångsvård", "Äldrevård",
              "Folksjukdomar", "Funktionsrätt", "Synskadade", "Cancer", "Kvinnofrid",
              "Ensamkommande", "Utlandsfödda", "Antisemitism", "Jews", "Chronically ill",
              "Krigsflyktingar", "Transpersoner", "Högerextremism", "Frikyrkor", "Genetik",
              "Mental healthcare", "Hearing-impaired", "Newly arrived"]  # fmt: skip
    plain = ["Sysselsättning/arbetsmarknad", "Näringsliv", "Romantik", "Transport", "Troligen",
             "Byggande", "Äldre", "Drogheda", "Naturvård", "Oberoende medier", "Studieavbrott",
             "Tillgänglighet", "Sexton", "Participation", "Hospitality", "Environmental",
             "Jewellery", "Planetnivå"]  # fmt: skip

    assert [name for name in marked if not is_sensitive(name)] == []
    assert [name for name in plain if is_sensitive(name)] == []


def test_what_was_sensitive_still_is() -> None:
    beginnings = """
        hälsa hälso ohälsa folkhälsa health sjuk sick illness vård psyk psych mental missbruk
        beroende alkohol narkotika addict abuse substance alcohol drug hiv funktionsned
        funktionshind funktionsvari neuropsyk disab autis adhd demen suicid självmord rehab etni
        ethni minoritet minorit romer romsk samisk urfolk indigenous asyl asylum flykt refugee
        nyanländ migra utrikes invandr immigra papperslös undocumented rasis racis relig trossam
        faith islam musli judi judar jewish krist christ kyrk church politis politic fackför facklig
        hbt lgbt lhbt queer sexu homosex bisex prostitu brott krimin crim offend fånge fängel prison
        gäng våld violen heder honour extremis människohandel trafficking
    """
    alone = "rom roma same samer sami tro trans union gang drog"  # of the first rules
    words = [*beginnings.split(), *(f"{word}sarbete" for word in beginnings.split())]

    assert [word for word in [*words, *alone.split()] if not is_sensitive(word)] == []


def test_ratios_are_drawn_to_each_other_by_how_little_is_known() -> None:
    # Γ(2 + 0, 2 + 4): its median is 1.67835/6, that of Γ(2, 1) by any table.
    none_of_four = shrunk(Prior(2.0, 2.0), 0, 4.0)

    assert round(none_of_four.median, 4) == round(1.67835 / 6, 4)
    assert none_of_four.low < none_of_four.median < none_of_four.high


def test_the_prior_is_the_most_likely_one() -> None:
    generator = np.random.default_rng(3)
    expected = generator.uniform(2, 30, 4000)
    observed = generator.poisson(generator.gamma(3.0, 1 / 3.0, 4000) * expected)

    prior = prior_of(observed, expected)

    assert prior is not None
    assert abs(prior.shape - 3.0) < 0.25
    assert abs(prior.rate - 3.0) < 0.25
    assert prior_of(np.zeros(4, np.int64), np.zeros(4)) is None


def test_where_ratios_do_not_differ_the_last_digit_of_what_is_expected_changes_nothing() -> None:
    observed = np.array([3, 3, 3, 3, 3, 3, 1, 1, 1, 2, 0, 0])
    expected = np.array([81, 63, 63, 81, 63, 63, 27, 21, 21, 18, 14, 14]) / 23  # their sums are 23

    found = {prior_of(observed, expected * (1 + k * 2.2e-16)) for k in range(-2, 3)}

    shapes = {round(prior.shape, 6) for prior in found if prior is not None}
    assert shapes == {1e6}  # all cells have one ratio, ΣO/ΣE = 1
    assert {round(prior.rate, 6) for prior in found if prior is not None} == {1e6}
