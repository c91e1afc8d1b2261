"""White space: what is missing where, against hand-made worlds and independent tables."""
