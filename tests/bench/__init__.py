"""Measures ekokarta against what else could do the same, and writes docs/benchmarks.md."""
