"""The argument map in a page: the picture of `svg_map`, in the page's colours, or in those of paper."""

from __future__ import annotations

import re

from rostra.colours import GROUNDS, INKS, LIGHT, NOBODY
from rostra.debate import Debate
from rostra.export.html.elements import Attributes, Html, tag, told
from rostra.export.svg_map import draw

_STYLE = re.compile(r"<style>(.*?)</style>\n?", re.DOTALL)
_SIZE = re.compile(r'<svg [^>]*\bwidth="([\d.]+)" height="([\d.]+)"')
_SEAT = re.compile(r'(<g class="[^"]*\bs([0-5x])\b[^"]*")')
_DARK = re.compile(r"@media \(prefers-color-scheme: ?dark\)\{.*\}\}", re.DOTALL)
_PAPER = {"seat": "currentColor", "map-paper": "#fff", "map-sheet": GROUNDS["light"][0], "map-ink": INKS["light"]}
_POINTS, _MARGIN, _LARGEST = 0.75, 36, 14_000
"""Points to a unit of the drawing; around it on its page; of a page that every reader of PDF opens."""


def graph(debate: Debate) -> tuple[Html | None, str]:
    """Claims and the answers between them, and the picture's style sheet; nothing where nobody claimed anything.

    The style sheet is apart because a page lets only one apply, its own.
    """
    drawn = _drawn(debate)
    if drawn is None:
        return None, ""
    picture, style = drawn
    held: Attributes = {"class": "map", "tabindex": 0, "role": "region", "aria-label": "Argument map"}
    return tag("section", {"id": "map"}, tag("h2", {}, told("Argument map")), tag("div", held, Html(picture))), style


def printed(debate: Debate) -> tuple[Html | None, str]:
    """The same for paper, where drawings know no custom properties: on a page as large as the map, and the style of that page."""
    drawn = _drawn(debate)
    if drawn is None:
        return None, ""
    picture, style = drawn
    found = _SIZE.search(picture)
    assert found is not None
    width, height = (float(size) * _POINTS for size in found.groups())
    scale = min(1.0, _LARGEST / max(width, height))
    for variable, value in (_PAPER | _own(style)).items():
        style = style.replace(f"var(--{variable})", value)
    coloured = _SEAT.sub(_coloured, picture).replace(">", f"><style>{_DARK.sub('', style)}</style>", 1)
    page = (
        f"@page map{{size:{width * scale + 2 * _MARGIN:.0f}pt {height * scale + 2 * _MARGIN + 40:.0f}pt;margin:{_MARGIN}pt}}"
        f"#map svg{{width:{width * scale:.0f}pt;height:{height * scale:.0f}pt}}"
    )
    return tag("section", {"id": "map"}, tag("h2", {}, "Argument map"), Html(coloured)), page


def _drawn(debate: Debate) -> tuple[str, str] | None:
    if not any(entry.claims for entry in debate.claimants):
        return None
    drawn = draw(debate, embedded=True)
    style = _STYLE.search(drawn)
    assert style is not None
    return _STYLE.sub("", drawn, count=1), style[1]


def _own(style: str) -> dict[str, str]:
    """The other properties, as the picture itself has them on light ground."""
    return {
        name: value for name, value in re.findall(r"--(map-\w+):([^;}]+)", _DARK.sub("", style)) if name not in _PAPER
    }


def _coloured(group: re.Match[str]) -> str:
    seat = group[2]
    return f'{group[1]} color="{NOBODY[0] if seat == "x" else LIGHT[int(seat)]}"'
