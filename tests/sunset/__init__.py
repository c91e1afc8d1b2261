"""Ties that end: worked out by hand on a graph one can hold in the head."""
