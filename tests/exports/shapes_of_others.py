"""Where the shapes of DCAT-AP 3 lie, if they do: beside the project, which may not carry them."""

from pathlib import Path

SHAPES = Path(__file__).parents[3] / "shared" / "data" / "vocab" / "dcat-ap-3.0.1"
