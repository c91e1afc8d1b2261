"""Questions about what is there: nodes, ties, partners, paths, totals and where each was stated."""
