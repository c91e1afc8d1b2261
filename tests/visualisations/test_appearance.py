"""Every type has its colour, shape and sign, and they can be told apart by eyes of every kind."""

from itertools import combinations

import numpy as np
import pytest

from graph_schema.appearance import (
    INK,
    NODE_LOOKS,
    PAPER,
    QUIET,
    SECTOR_COLOURS,
    TIE_STROKES,
    VERDICT_SIGNS,
    Look,
    look_of,
)
from graph_schema.edges import EDGE_TYPES
from graph_schema.nodes import NODE_TYPES
from graph_schema.vocabularies import Sector, Verdict
from visualisations.legend import SHAPES

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
BLINDNESS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# sRGB to XYZ (IEC 61966-2-1), and the white point D65.
TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)
JUST_APART = 8.0  # about three times the least difference of colour that is noticed (2.3)


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    light, dark = sorted((linear(c) @ np.array(TO_XYZ[1]) for c in (one, other)), reverse=True)
    return float((light + 0.05) / (dark + 0.05))


def lab(rgb: np.ndarray) -> np.ndarray:
    ratio = (np.array(TO_XYZ) @ rgb.clip(0, 1)) / WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_type_sector_tie_and_verdict_has_its_look() -> None:
    assert set(NODE_LOOKS) == {node_type.LABEL for node_type in NODE_TYPES}
    assert set(TIE_STROKES) == {edge_type.LABEL for edge_type in EDGE_TYPES}
    assert set(SECTOR_COLOURS) == set(Sector)
    assert set(VERDICT_SIGNS) == set(Verdict)


def test_node_types_differ_in_shape_and_colour_and_verdicts_in_sign() -> None:
    for looks in (
        [look.shape for look in NODE_LOOKS.values()],
        [look.fill for look in NODE_LOOKS.values()],
        [sign.sign for sign in VERDICT_SIGNS.values()],
        list(SECTOR_COLOURS.values()),
    ):
        assert len(set(looks)) == len(looks)
    assert {look.shape for look in NODE_LOOKS.values()} == set(SHAPES)


def test_an_actor_has_the_colour_of_its_sector_and_the_shape_of_actors() -> None:
    assert look_of("Actor", "academia") == Look("dot", "#cc79a7", INK)
    assert look_of("Actor", None) == Look("dot", "#bbbbbb", INK)
    assert look_of("Project", None) == Look("square", "#f0e442", INK)


def test_text_has_the_contrast_reading_needs() -> None:
    written = [(INK, PAPER), (QUIET, PAPER), (INK, NODE_LOOKS["Region"].fill)]
    written += [(INK, NODE_LOOKS["Result"].fill)]
    written += [(sign.ink, sign.fill) for sign in VERDICT_SIGNS.values()]

    assert [colours for colours in written if contrast(*colours) < 4.5] == []


def test_outlines_and_lines_stand_out_from_the_paper() -> None:
    lines = [look.line for look in NODE_LOOKS.values()]
    lines += [stroke.colour for stroke in TIE_STROKES.values()]

    assert [line for line in lines if contrast(line, PAPER) < 3] == []


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_sectors_are_told_apart_without_full_colour_vision(blindness: str) -> None:
    seen = {
        sector: lab(np.array(BLINDNESS[blindness]) @ linear(colour))
        for sector, colour in SECTOR_COLOURS.items()
    }

    too_near = [
        (a.value, b.value)
        for a, b in combinations(seen, 2)
        if np.linalg.norm(seen[a] - seen[b]) < JUST_APART
    ]
    assert too_near == []
