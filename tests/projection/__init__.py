"""From claims to the canonical graph."""
