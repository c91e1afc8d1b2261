"""How many tables are drawn from a null, and where draws begin; what may be asked for instead."""

LEAST_DRAWS, DEFAULT_DRAWS, MOST_DRAWS = 99, 999, 99_999
MOST_AT_ONCE = 9_999
"""Of answers whose draws come with them."""
DEFAULT_SEED = 2021  # any number does; fixed, so that the published table is one table
LAST_SEED = 2**31 - 1
