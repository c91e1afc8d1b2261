"""What a map is told by: a value for each figure, nan where it has none."""

from graph_schema.whatif_answers import FigureName

Values = dict[FigureName, float]
