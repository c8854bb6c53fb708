"""The argument map on paper: lines and boxes of `svg_map`'s picture, with its words as text of the page.

Inside a picture the PDF's maker sets words letter by letter, which joins no Arabic and takes minutes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from xml.etree import ElementTree

from rostra.colours import GROUNDS, INKS, LIGHT, NOBODY
from rostra.debate import Debate
from rostra.export.html.elements import Html, direction, tag
from rostra.export.svg_map import draw

_SVG = "{http://www.w3.org/2000/svg}"
_DARK = re.compile(r"@media \(prefers-color-scheme: ?dark\)\{.*\}\}", re.DOTALL)
_PAPER = {"seat": "currentColor", "map-paper": "#fff", "map-sheet": GROUNDS["light"][0], "map-ink": INKS["light"]}
_SEAT = re.compile(r"\bs([0-5x])\b")
_POINTS, _MARGIN, _HEAD, _LARGEST = 0.75, 36, 40, 14_000
"""Points to a unit of the drawing; around it on its page, and over it; of a page that every reader of PDF opens."""
_SIZE = 13
"""Of the letters of a claim, in units of the drawing."""


def printed(debate: Debate) -> tuple[Html | None, str]:
    """The map as a section, and the style of its page, which is as large as the map; nothing where nobody claimed anything."""
    if not any(entry.claims for entry in debate.claimants):
        return None, ""
    root = ElementTree.fromstring(draw(debate, embedded=True))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    scale = min(1.0, _LARGEST / (max(width, height) * _POINTS)) * _POINTS
    words = list(_words(root, scale))
    for part in list(root.iter()):
        if seat := _SEAT.search(part.get("class", "")):
            part.set("color", NOBODY[0] if seat[1] == "x" else LIGHT[int(seat[1])])
    style = next(root.iter(f"{_SVG}style"))
    style.text = _on_paper(style.text or "")
    ElementTree.register_namespace("", _SVG[1:-1])
    picture = Html(ElementTree.tostring(root, encoding="unicode"))
    page = (
        f"@page map{{size:{width * scale + 2 * _MARGIN:.0f}pt {height * scale + 2 * _MARGIN + _HEAD:.0f}pt;margin:{_MARGIN}pt}}"
        f"#map div{{position:relative;font-size:{_SIZE * scale:.2f}pt}}"
        f"#map svg{{width:{width * scale:.0f}pt;height:{height * scale:.0f}pt}}"
    )
    return tag(
        "section", {"id": "map"}, tag("h2", {}, "Argument map"), tag("div", {"dir": "ltr"}, picture, words)
    ), page


def _words(parent: ElementTree.Element, scale: float, left: float = 0.0, top: float = 0.0) -> Iterator[Html]:
    """Takes the words out of the picture, and gives them where they stood: those of a claim as one paragraph."""
    moved = re.fullmatch(r"translate\(([-\d.]+) ([-\d.]+)\)", parent.get("transform", ""))
    if moved:
        left, top = left + float(moved[1]), top + float(moved[2])
    texts = [child for child in parent if child.tag == f"{_SVG}text"]
    said = [text for text in texts if text.get("class") == "said"]
    for text in texts:
        parent.remove(text)
        if text not in said[1:]:
            yield _set(parent, text, _joined(said if text in said else [text]), left, top, scale)
    for child in parent:
        yield from _words(child, scale, left, top)


def _joined(lines: list[ElementTree.Element]) -> str:
    """The lines of a text as one; a script that has no spaces gets none."""
    whole = ""
    for line in lines:
        words = "".join(line.itertext())
        wide = bool(whole and words) and all(
            unicodedata.east_asian_width(each) in "WF" for each in (whole[-1], words[0])
        )
        whole += words if wide or not whole else f" {words}"
    return whole


def _set(
    parent: ElementTree.Element, text: ElementTree.Element, words: str, left: float, top: float, scale: float
) -> Html:
    kind = text.get("class", "")
    x, y = float(text.get("x", 0)), float(text.get("y", 0))
    sheet = parent.find(f"{_SVG}rect")
    room = float(sheet.get("width", 0)) if sheet is not None and kind == "said" else 0.0
    middle = text.get("text-anchor") == "middle"
    inset = min(x, room - x) if room else 0.0
    seat = _SEAT.search(parent.get("class", ""))
    where = [
        f"left:{(left + (inset if room else x - 60 * middle)) * scale:.1f}pt",
        f"top:{(top + y) * scale:.1f}pt",
        f"width:{(room - 2 * inset if room else 120 if middle else 340) * scale:.1f}pt",
    ]
    colour = f" c{seat[1]}" if seat else ""
    attributes = {"class": f"word {kind}{' middle' * middle}{colour}", "dir": direction(words) if room else "ltr"}
    return tag("p", attributes | {"style": ";".join(where)}, words)


def _on_paper(style: str) -> str:
    """The picture's style without custom properties: those of light ground."""
    light = _DARK.sub("", style)
    named = dict(re.findall(r"--(map-\w+):([^;}]+)", light)) | _PAPER
    for variable, value in named.items():
        light = light.replace(f"var(--{variable})", value)
    return light
