"""The vocabulary: nodes, edges, claims, ids, identifiers, captions and RDF terms; imports nothing of ours."""
