"""Colour, shape and sign per node type, sector, tie and verdict, so that every drawing agrees.

Hues are those of Okabe and Ito (2008) and, beyond eight, of Tol's muted set: both are told apart
with any common colour blindness. No drawing relies on them alone: shapes differ too, and every
symbol has a dark outline, since yellow or orange on white is too weak by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from graph_schema.vocabularies import Sector, Verdict

PAPER = "#ffffff"
INK = "#1a1a1a"
QUIET = "#595959"  # secondary text: 7.0 : 1 on white


@dataclass(frozen=True)
class Look:
    """How a thing is drawn; ``shape`` is a name vis-network knows."""

    shape: str
    fill: str
    line: str = INK


@dataclass(frozen=True)
class Stroke:
    """How a tie is drawn; ``dashes`` are lengths in pixels, empty for a whole line."""

    colour: str
    dashes: tuple[int, ...] = ()
    arrow: bool = False


@dataclass(frozen=True)
class Sign:
    """How a verdict is drawn: a sign and words carry it, the fill only helps."""

    sign: str
    fill: str
    ink: str = INK


SECTOR_COLOURS: Mapping[Sector, str] = {
    Sector.PUBLIC: "#0072b2",
    Sector.PRIVATE: "#e69f00",
    Sector.CIVIL_SOCIETY: "#009e73",
    Sector.ACADEMIA: "#cc79a7",
    Sector.UNKNOWN: "#bbbbbb",
}

SECTOR_COLOURS_BY_CODE = {sector.value: colour for sector, colour in SECTOR_COLOURS.items()}

NODE_LOOKS: Mapping[str, Look] = {
    "Actor": Look("dot", SECTOR_COLOURS[Sector.UNKNOWN]),
    "Project": Look("square", "#f0e442"),
    "Collaboration": Look("diamond", "#404040"),
    "Programme": Look("triangle", "#d55e00"),
    "Theme": Look("star", "#56b4e9"),
    "TargetGroup": Look("triangleDown", "#882255"),
    "SupportKind": Look("hexagon", "#44aa99"),
    "Region": Look("box", "#f2f2f2"),
    "Result": Look("ellipse", "#ddcc77"),
}

TIE_STROKES: Mapping[str, Stroke] = {
    "PARTICIPATES_IN": Stroke("#767676"),
    "FUNDS": Stroke("#8a5a00", (10, 5), arrow=True),
    "OFFERS": Stroke("#1f6f63", (2, 4), arrow=True),
    "PART_OF": Stroke(INK, (), arrow=True),
    "ADDRESSES": Stroke("#2a6f97", (2, 4)),
    "TARGETS": Stroke("#882255", (2, 4)),
    "LOCATED_IN": Stroke("#767676", (2, 6)),
    "ACTIVE_IN": Stroke("#767676", (6, 6)),
    "SUPPORTS": Stroke("#00684c", (10, 5), arrow=True),
    "FOLLOWS": Stroke(INK, (6, 3), arrow=True),
    "PRODUCED": Stroke("#6b5d00", (6, 3), arrow=True),
    "TAKEN_UP_BY": Stroke("#6b5d00", (2, 4), arrow=True),
}

# Liberation Sans, which the chart library carries, has every sign here: ∅ it has not, hence Ø.
VERDICT_SIGNS: Mapping[Verdict, Sign] = {
    Verdict.GAP: Sign("▼", "#f6c28b"),
    Verdict.SURPLUS: Sign("▲", "#a9d3f0"),
    Verdict.AS_EXPECTED: Sign("≈", "#ffffff"),
    Verdict.CANNOT_TELL: Sign("?", "#ededed"),
    Verdict.INSUFFICIENT_DATA: Sign("Ø", "#dadada"),
    Verdict.NOT_COVERED: Sign("×", "#dadada"),
    Verdict.SUPPRESSED: Sign("–", "#c9c9c9"),
    Verdict.NO_SWITCH: Sign("=", "#c9c9c9"),
    Verdict.COVERED: Sign("■", "#c7e8dc"),
    Verdict.IMPOSSIBLE: Sign("≠", "#c9c9c9"),
    Verdict.NOT_COMPUTED: Sign("…", "#f4f4f4"),
}


def look_of(label: str, sector: str | None) -> Look:
    """How a node is drawn: an actor in the colour of its sector, others in that of their type."""
    look = NODE_LOOKS[label]
    if label == "Actor" and sector is not None:
        return Look(look.shape, SECTOR_COLOURS_BY_CODE[sector], look.line)
    return look
