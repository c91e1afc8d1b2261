"""Named bars, largest first, with the value and a word written on each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph_schema.appearance import INK, QUIET
from visualisations.charts import library
from visualisations.wording import MISSING, shortened

BAR_HEIGHT = 34
BARS_WIDTH = 430
NAMES_WIDTH = 300  # to the left of the bars
VALUES_WIDTH = 220  # to their right
NAME_CHARS = 40


@dataclass(frozen=True)
class Bar:
    """One bar; ``value`` is its length, ``words`` what is written after it."""

    name: str
    value: float
    words: str
    colour: str


def bars(given: Sequence[Bar], *, whole: float | None = None, line_at: float | None = None) -> Any:
    """A chart of the bars; ``whole`` fills the width, else the longest does.

    A broken line stands at ``line_at``.

    Names are marks, not axis labels, which Vega reads as expressions.
    """
    alt = library()
    rows = [
        {
            "place": place,
            "name": shortened(bar.name, NAME_CHARS) or MISSING,
            "value": bar.value,
            "words": bar.words,
            "fill": bar.colour,
        }
        for place, bar in enumerate(given)
    ]
    longest = whole or max((bar.value for bar in given), default=0) or 1
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0.35, paddingOuter=0.2)),
        x=alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, longest], nice=False)),
    )
    drawn = base.mark_bar(stroke=INK, strokeWidth=0.6).encode(color=alt.Color("fill:N", scale=None))
    names = base.mark_text(align="right", fontSize=12.5, color=INK).encode(
        text="name:N", x=alt.value(-10)
    )
    values = base.mark_text(align="left", dx=8, fontSize=11.5, color=QUIET).encode(text="words:N")
    marks = [drawn, names, values]
    if line_at is not None:
        line = alt.Chart(alt.Data(values=[{"at": line_at}]))
        scale = alt.Scale(domain=[0, longest], nice=False)
        at = alt.X("at:Q", axis=None, scale=scale)
        marks.append(line.mark_rule(stroke=INK, strokeDash=[5, 4], strokeWidth=1.2).encode(x=at))
    return alt.layer(*marks).properties(width=BARS_WIDTH, height=max(1, len(rows)) * BAR_HEIGHT)
