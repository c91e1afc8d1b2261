"""Drawings: offline, escaped, the same twice, and telling the same as their tables."""
