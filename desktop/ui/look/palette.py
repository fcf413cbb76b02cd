"""The colours of the program: one table for light, one for dark, one without colour.

The chip colours were computed for normal, protan, deutan and tritan sight (Machado 2009
matrices, CIE76 distance): any two chips of a theme are at least 18.7 (light) or 20.5
(dark) apart, and their text stands out by 6.2 or 4.8. The tests count that again. Colour
is never the only carrier: a chip always shows its digit or letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Chip:
    """How one mark or code is drawn; an empty border is no border."""

    text: str
    fill: str
    border: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Colours:
    """Everything the program paints with, as `#RRGGBB`."""

    is_dark: bool
    window: str
    base: str
    raised: str
    text: str
    muted: str
    hairline: str
    hairline_strong: str
    accent: str
    on_accent: str
    current: str
    selection: str
    closed: str
    closed_text: str
    amber: str
    red: str
    green: str
    chips: Mapping[str, Chip]
    plain: Chip
    absence: Chip

    def chip(self, mark: str) -> Chip:
        """The chip of a mark's text; marks outside the five-point scale are plain."""
        return self.chips.get(mark, self.plain)


_LIGHT_TWO = Chip("#5C0F0B", "#F6A392")
_LIGHT_PASS = Chip("#0F3F33", "#E0F9EC", border="#9FD9BF")
LIGHT = Colours(
    is_dark=False,
    window="#F4F5F7",
    base="#FFFFFF",
    raised="#FFFFFF",
    text="#1C2128",
    muted="#5B6470",
    hairline="#E3E6EA",
    hairline_strong="#C4CAD1",
    accent="#1F5FBF",
    on_accent="#FFFFFF",
    current="#EEF4FD",
    selection="#D6E5FB",
    closed="#ECEEF0",
    closed_text="#7A828C",
    amber="#8A5A00",
    red="#B3261E",
    green="#1B6B4A",
    chips=MappingProxyType(
        {
            "5": Chip("#0B2F57", "#90B2E6"),
            "4": _LIGHT_PASS,
            "3": Chip("#4A3400", "#F6D175"),
            "2": _LIGHT_TWO,
            "1": _LIGHT_TWO,
            "зач": _LIGHT_PASS,
            "незач": _LIGHT_TWO,
        }
    ),
    plain=Chip("#1C2128", "#EEF0F3", border="#C4CAD1"),
    absence=Chip("#2F3742", "#BDC1C7"),
)

_DARK_TWO = Chip("#FFE2DA", "#791B1A")
_DARK_PASS = Chip("#D8F5EA", "#1D764C")
DARK = Colours(
    is_dark=True,
    window="#15181C",
    base="#1B1E23",
    raised="#24282F",
    text="#E6E9EE",
    muted="#9BA4B0",
    hairline="#2B3038",
    hairline_strong="#454C57",
    accent="#6FA8FF",
    on_accent="#0B1220",
    current="#202A3A",
    selection="#26426B",
    closed="#15171B",
    closed_text="#737C88",
    amber="#F2B84B",
    red="#FF8A80",
    green="#6FD6A4",
    chips=MappingProxyType(
        {
            "5": Chip("#E3F0FF", "#1A4196"),
            "4": _DARK_PASS,
            "3": Chip("#FFF0C7", "#8E6109"),
            "2": _DARK_TWO,
            "1": _DARK_TWO,
            "зач": _DARK_PASS,
            "незач": _DARK_TWO,
        }
    ),
    plain=Chip("#E6E9EE", "#2E333B", border="#454C57"),
    absence=Chip("#DDE2E9", "#33383E"),
)

CHARTS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000")
"""Okabe–Ito, those with a contrast of 3:1 on white; always with markers or labels."""


def without_colour(colours: Colours) -> Colours:
    """The same theme «Без цвета»: for printing and taste; a 2 is bold instead of red."""
    grey = Chip(colours.text, colours.base, border=colours.hairline_strong)
    bold = replace(grey, border=colours.text, bold=True)
    low = {"2", "1", "незач"}
    chips = {mark: bold if mark in low else grey for mark in colours.chips}
    return replace(
        colours,
        chips=MappingProxyType(chips),
        plain=grey,
        absence=replace(grey, fill=colours.closed),
    )


class _Wardrobe:
    worn = LIGHT


def wear(colours: Colours) -> None:
    """Paint with these colours from now on; `style.dress` calls it."""
    _Wardrobe.worn = colours


def worn() -> Colours:
    """The colours that the program wears now."""
    return _Wardrobe.worn
