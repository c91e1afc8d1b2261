"""The signs of a legend, as small SVG drawn in the shapes the picture uses."""

from dataclasses import dataclass

from markupsafe import Markup

from graph_schema.appearance import Look, Sign, Stroke

SHAPES = {
    "dot": '<circle cx="12" cy="12" r="8"/>',
    "square": '<rect x="4" y="4" width="16" height="16"/>',
    "diamond": '<path d="M12 2 22 12 12 22 2 12Z"/>',
    "triangle": '<path d="M12 3 22 20H2Z"/>',
    "triangleDown": '<path d="M12 21 22 4H2Z"/>',
    "star": '<path d="m12 2 3 7h7l-6 4.5L18.500 21 12 16.500 5.500 21 8 13.500 2 9h7Z"/>',
    "hexagon": '<path d="M7 3.500h10L22 12l-5 8.500H7L2 12Z"/>',
    "box": '<rect x="2" y="6" width="20" height="12" rx="3"/>',
    "ellipse": '<ellipse cx="12" cy="12" rx="10" ry="6"/>',
}
FRAME = '<svg width="{width}" height="24" viewBox="0 0 {width} 24" aria-hidden="true">{drawn}</svg>'


@dataclass(frozen=True)
class Entry:
    """One sign and what it stands for."""

    sign: Markup
    text: str


def node_sign(look: Look) -> Markup:
    """The outline of a node."""
    drawn = Markup('<g fill="{}" stroke="{}" stroke-width="1.5">{}</g>').format(
        look.fill, look.line, Markup(SHAPES[look.shape])
    )
    return Markup(FRAME).format(width=24, drawn=drawn)


def tie_sign(stroke: Stroke) -> Markup:
    """A piece of a line, with its head where the drawing has one."""
    head = Markup('<path d="M46 12 36 7v10Z" fill="{}"/>').format(stroke.colour)
    drawn = Markup(
        '<path d="M2 12h{}" fill="none" stroke="{}" stroke-width="2.5" stroke-dasharray="{}"/>{}'
    ).format(
        36 if stroke.arrow else 44,
        stroke.colour,
        " ".join(map(str, stroke.dashes)) or "none",
        head if stroke.arrow else "",
    )
    return Markup(FRAME).format(width=48, drawn=drawn)


def verdict_sign(sign: Sign) -> Markup:
    """A swatch with the verdict's sign."""
    drawn = Markup(
        '<rect x="1" y="1" width="22" height="22" fill="{}" stroke="#767676"/>'
        '<text x="12" y="17" text-anchor="middle" font-size="14" font-weight="bold" fill="{}">'
        "{}</text>"
    ).format(sign.fill, sign.ink, sign.sign)
    return Markup(FRAME).format(width=24, drawn=drawn)


def hatch_sign() -> Markup:
    """A swatch of the hatching that stands for years no source covers."""
    drawn = Markup(
        '<rect x="1" y="1" width="22" height="22" fill="#ececec" stroke="#767676"/>'
        '<path d="M1 9 9 1M1 17 17 1M3 23 23 3M11 23 23 11" stroke="#8c8c8c"/>'
    )
    return Markup(FRAME).format(width=24, drawn=drawn)
