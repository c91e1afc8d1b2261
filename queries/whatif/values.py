"""What a map is told by: a value for each figure, nan where it has none."""

from graph_schema.whatif_answers import FigureName

BY_DRAWS: tuple[FigureName, ...] = ("orphans_expected", "orphans_p")
"""Figures that take null draws of a map: of both maps, and of no random change."""

Values = dict[FigureName, float]
