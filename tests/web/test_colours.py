"""Seat colours can be read, and told apart by people who see red and green alike."""

from __future__ import annotations

import re
import tomllib
from itertools import combinations, product
from pathlib import Path

import pytest

from rostra.web.colours import DARK, GROUNDS, LIGHT, initials

ROOT = Path(__file__).resolve().parent.parent.parent
# Machado, Oliveira and Fernandes (2009), severity 1; the identity for everybody else.
SEEN = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}
PALETTES = [(LIGHT, GROUNDS["light"]), (DARK, GROUNDS["dark"])]


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, eyes: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    rgb = linear(colour)
    red, green, blue = (min(1, max(0, sum(w * c for w, c in zip(row, rgb, strict=True)))) for row in eyes)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize(("palette", "grounds"), PALETTES)
def test_text_in_a_seat_s_colour_can_be_read(palette: tuple[str, ...], grounds: tuple[str, ...]) -> None:
    for colour, ground in product(palette, grounds):
        assert contrast(colour, ground) >= 4.5, (colour, ground)


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize(("palette", "grounds"), PALETTES)
def test_any_two_seats_can_be_told_apart(palette: tuple[str, ...], grounds: tuple[str, ...], eyes: str) -> None:
    for one, other in combinations(palette, 2):
        a, b = lab(one, SEEN[eyes]), lab(other, SEEN[eyes])
        assert sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5 >= 9, (one, other)


def test_the_style_sheet_and_the_theme_have_the_same_colours() -> None:
    css = (ROOT / "src/rostra/web/assets/studio.css").read_text()
    light, dark = (re.findall(r"--c[0-5]: (#[0-9a-f]{6})", block) for block in css.split('data-dark="true"')[:2])
    assert tuple(light[:6]) == LIGHT
    assert tuple(dark[:6]) == DARK
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"]
    for scheme, grounds in GROUNDS.items():
        assert (theme[scheme]["backgroundColor"], theme[scheme]["secondaryBackgroundColor"]) == grounds
        assert contrast(theme[scheme]["textColor"], grounds[1]) >= 7


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Yann LeCun", "YL"), ("Teacher", "T"), ("山田 太郎", "山太"), ("“Ada” B. Cee", "BC"), ("***", "")],
)
def test_initials(name: str, shown: str) -> None:
    assert initials(name) == shown
