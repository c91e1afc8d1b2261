"""Changes tried on a map: worked out by hand on a small one, recomputed whole on a larger."""
