"""The colours can be told apart by everybody who looks at them."""

import math
from itertools import combinations

import pytest

from desktop.ui.look.palette import DARK, LIGHT, Chip, Colours, without_colour

Vector = tuple[float, float, float]

# Machado, Oliveira, Fernandes 2009, severity 1.0, for linear RGB.
SIGHTS: dict[str, tuple[Vector, Vector, Vector]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> Vector:
    """#RRGGBB as linear light."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def times(matrix: tuple[Vector, Vector, Vector], vector: Vector) -> Vector:
    """A matrix times a vector, kept within 0 and 1."""
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, vector, strict=True)), 0.0), 1.0) for row in matrix
    )
    return red, green, blue


def lab(light: Vector) -> Vector:
    """CIELAB under D65."""
    xyz = (
        (0.4124564 * light[0] + 0.3575761 * light[1] + 0.1804375 * light[2]) / 0.95047,
        0.2126729 * light[0] + 0.7151522 * light[1] + 0.0721750 * light[2],
        (0.0193339 * light[0] + 0.1191920 * light[1] + 0.9503041 * light[2]) / 1.08883,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, sight: str) -> float:
    """CIE76 between two colours as somebody sees them."""
    seen = [lab(times(SIGHTS[sight], linear(colour))) for colour in (one, other)]
    return math.dist(*seen)


def contrast(one: str, other: str) -> float:
    """WCAG contrast."""
    light = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(each), strict=True))
        for each in (one, other)
    )
    return (light[1] + 0.05) / (light[0] + 0.05)


def chips(colours: Colours) -> list[Chip]:
    """The five chips that stand side by side."""
    return [*(colours.chip(mark) for mark in "5432"), colours.absence]


@pytest.mark.parametrize(("colours", "least"), [(LIGHT, 18.7), (DARK, 20.5)])
@pytest.mark.parametrize("sight", SIGHTS)
def test_chips_differ_in_every_sight(colours: Colours, least: float, sight: str) -> None:
    """Any two chips are far enough apart for normal, protan, deutan and tritan eyes."""
    nearest = min(distance(one.fill, two.fill, sight) for one, two in combinations(chips(colours), 2))

    assert round(nearest, 1) >= least


@pytest.mark.parametrize(("colours", "least"), [(LIGHT, 6.2), (DARK, 4.8)])
def test_the_text_of_a_chip_stands_out(colours: Colours, least: float) -> None:
    """Digits on chips are read without strain."""
    assert all(round(contrast(chip.text, chip.fill), 1) >= least for chip in [*chips(colours), colours.plain])


@pytest.mark.parametrize("colours", [LIGHT, DARK, without_colour(LIGHT), without_colour(DARK)])
def test_words_stand_out(colours: Colours) -> None:
    """Plain, muted, amber and red words keep a contrast of 4.5 on every ground they stand on."""
    for words in (colours.text, colours.muted, colours.amber, colours.red):
        for ground in (colours.base, colours.window, colours.current):
            assert contrast(words, ground) >= 4.5, (words, ground)
    assert contrast(colours.accent, colours.base) >= 3
    assert contrast(colours.on_accent, colours.accent) >= 4.5


def test_a_two_is_bold_without_colour() -> None:
    """«Без цвета» tells a 2 by weight, and paints every other mark alike."""
    grey = without_colour(LIGHT)

    assert grey.chip("2").bold
    assert grey.chip("5") == grey.chip("3") == grey.plain
    assert not grey.chip("5").bold
