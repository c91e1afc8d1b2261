"""Funders: concentration by hand and against the known example."""
