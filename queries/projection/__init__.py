"""From claims to the canonical graph, the same whatever the order the claims came in."""
