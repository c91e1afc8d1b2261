"""Quasi-independence and the model without a three-way term, on tables whose fit is known."""

import numpy as np

from queries.whitespace.independence import no_three_way, quasi_independent


def test_where_all_is_possible_the_fit_is_independence() -> None:
    observed = np.array([[10, 20, 0], [5, 5, 40]])

    fit = quasi_independent(observed, np.ones((2, 3), np.bool_))

    # Rows 30 and 50, columns 15, 25 and 40, of 80: 30·15/80 = 5.625 and so on, by hand.
    wanted = [[5.625, 9.375, 15.0], [9.375, 15.625, 25.0]]
    assert np.allclose(fit, wanted, rtol=0, atol=1e-9)


def test_impossible_cells_are_no_part_of_the_fit() -> None:
    # (1, 2, 3) × (4, 5, 6) off the diagonal, and a ring of ±2 that leaves every margin as it is.
    product = np.array([[0, 5, 6], [8, 0, 12], [12, 15, 0]])
    ring = np.array([[0, 2, -2], [-2, 0, 2], [2, -2, 0]])
    possible = ~np.eye(3, dtype=np.bool_)

    fit = quasi_independent(product + ring, possible)

    assert np.allclose(fit, product, rtol=0, atol=1e-7)


def test_counts_in_impossible_cells_are_left_aside() -> None:
    product = np.array([[0, 5, 6], [8, 0, 12], [12, 15, 0]])
    possible = ~np.eye(3, dtype=np.bool_)

    fit = quasi_independent(product + 100 * np.eye(3, dtype=int), possible)

    assert np.allclose(fit, product, rtol=0, atol=1e-7)


def test_a_line_without_anything_expects_nothing() -> None:
    fit = quasi_independent(np.array([[0, 0], [3, 1]]), np.ones((2, 2), np.bool_))

    assert fit.tolist() == [[0, 0], [3, 1]]


def test_the_three_way_fit_holds_all_that_pairs_explain() -> None:
    # a(r,t)·b(r,g)·c(t,g), and a switch of ±3 over a cube that leaves all two-way sums as they are.
    a = np.array([[1, 2, 3], [4, 2, 1]])
    b = np.array([[2, 3], [1, 5]])
    c = np.array([[3, 1], [2, 2], [1, 4]])
    model = a[:, :, None] * b[:, None, :] * c[None, :, :]
    switch = np.zeros_like(model)
    switch[:, :2, :] = 3 * np.array([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])

    fit = no_three_way(model + switch, np.ones(model.shape, np.bool_))

    assert np.allclose(fit, model, rtol=0, atol=1e-6)
    for axis in range(3):
        assert np.allclose(fit.sum(axis=axis), (model + switch).sum(axis=axis), rtol=0, atol=1e-6)
