"""The vocabulary: nodes, edges, claims, ids, identifiers and answers; imports nothing of ours."""
