"""Measures of who stands between whom: pure functions on the columns of a read model."""
