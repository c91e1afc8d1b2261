"""Measures ekokarta against what else could do the same, and writes docs/benchmarks.md."""

import os

# As `ekokarta` sets it for itself, before numpy is imported: threads that spin while they wait for
# each other would be counted as work, and every figure is one core's.
os.environ.setdefault("OMP_NUM_THREADS", "1")
