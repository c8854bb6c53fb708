"""Faces of personas: initials on a colour, drawn here as SVG, fetched from nowhere. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache

from rostra.web.colours import DARK, GROUNDS, LIGHT, initials

_SIZE, _STEP = 40, 34
"""A face's width, and how far the next one in a row begins from it: they overlap."""
_MOST = 7
"""Faces of a row; whoever else is there is counted."""


def colour_for(name: str) -> int:
    """A persona's colour where it has no seat that gives one; the same each time."""
    return zlib.crc32(name.encode()) % len(LIGHT)


def face(shown: str, colour: int) -> str:
    """The face of one, 40 by 40. Of the name only letters and digits are drawn."""
    return row(((shown, colour),))


@cache
def _drawn(faces: tuple[tuple[str, int], ...]) -> str:
    kept = faces if len(faces) <= _MOST else faces[: _MOST - 1]
    more = len(faces) - len(kept)
    circles = [_circle(n, initials(shown), f"c{colour % len(LIGHT)}") for n, (shown, colour) in enumerate(kept)]
    if more:
        circles.append(_circle(len(kept), f"+{more}", "cx"))
    width = _SIZE + _STEP * (len(circles) - 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_SIZE}" width="{width}" height="{_SIZE}">'
        f"<style>{_STYLE}</style>{''.join(circles)}</svg>"
    )


def row(faces: Sequence[tuple[str, int]]) -> str:
    """The faces of a cast, overlapping: each by name and colour."""
    return _drawn(tuple(faces))


def _circle(place: int, text: str, colour: str) -> str:
    middle = _SIZE / 2 + _STEP * place
    return (
        f'<circle class="{colour}" cx="{middle:g}" cy="20" r="18.5"/>'
        f'<text x="{middle:g}" y="20.6" text-anchor="middle" dominant-baseline="central">{text}</text>'
    )


def _rules(colours: Sequence[str], other: str, ground: str) -> str:
    classes = "".join(f".c{n}{{fill:{colour}}}" for n, colour in enumerate(colours))
    return f"{classes}.cx{{fill:{other}}}circle{{stroke:{ground};stroke-width:2}}text{{fill:{ground}}}"


_STYLE = (
    "text{font:650 14.5px system-ui,sans-serif}"
    + _rules(LIGHT, "#59606b", GROUNDS["light"][0])
    + f"@media (prefers-color-scheme:dark){{{_rules(DARK, '#a4adba', GROUNDS['dark'][0])}}}"
)
"""An image knows no theme, but whether its reader likes the dark."""
