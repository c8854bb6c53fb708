"""The argument map on paper: lines and boxes of `svg_map`'s picture, with its words as text of the page.

Inside a picture the PDF's maker sets words letter by letter, which joins no Arabic and takes minutes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from rostra.colours import GROUNDS, INKS, LIGHT, NOBODY
from rostra.debate import Debate
from rostra.export.html.elements import Html, direction, join, name, tag
from rostra.export.svg_map import ACROSS, WIDTH, draw

_SVG = "{http://www.w3.org/2000/svg}"
_DARK = re.compile(r"@media \(prefers-color-scheme: ?dark\)\{.*\}\}", re.DOTALL)
_PAPER = {"seat": "currentColor", "map-paper": "#fff", "map-sheet": GROUNDS["light"][0], "map-ink": INKS["light"]}
_SEAT = re.compile(r"\bs([0-5x])\b")
_POINTS, _MARGIN, _HEAD, _LARGEST = 0.75, 36, 40, 14_000
"""Points to a unit of the drawing; around it on its page, and over it; of a page that every reader of PDF opens."""
_SIZE, _COLUMN, _HALF = 13, WIDTH + ACROSS, 31
"""Of the letters of a claim; from column to column; half of what is set around a middle; in units of the drawing."""
PICTURE = "rostra:map"
"""Where the page has the picture from: a picture in the page itself is read, and styled, line by line."""


def printed(debate: Debate) -> tuple[Html | None, str, str]:
    """The map as a section, the style of its page, which is as large as the map, and the picture, to be had at `PICTURE`.

    Nothing where nobody claimed anything.
    """
    if not any(entry.claims for entry in debate.claimants):
        return None, "", ""
    root = ElementTree.fromstring(draw(debate, embedded=True))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    scale = min(1.0, _LARGEST / (max(width, height) * _POINTS)) * _POINTS
    words = sorted(_words(root), key=lambda word: word.top)
    columns: dict[int, list[_Word]] = {n: [] for n in range(1 + max(word.column for word in words))}
    for word in words:
        columns[word.column].append(word)
    for part in list(root.iter()):
        if seat := _SEAT.search(part.get("class", "")):
            part.set("color", NOBODY[0] if seat[1] == "x" else LIGHT[int(seat[1])])
    style = next(root.iter(f"{_SVG}style"))
    style.text = _on_paper(style.text or "")
    ElementTree.register_namespace("", _SVG[1:-1])
    page = (
        f"@page map{{size:{width * scale + 2 * _MARGIN:.0f}pt {height * scale + 2 * _MARGIN + _HEAD:.0f}pt;margin:{_MARGIN}pt}}"
        f"#map .drawn{{position:relative;font-size:{_SIZE * scale:.2f}pt}}"
        f"#map img{{width:{width * scale:.0f}pt;height:{height * scale:.0f}pt}}"
        f"#map .column{{width:{_COLUMN * scale:.2f}pt}}"
    )
    picture = tag("img", {"src": PICTURE, "alt": root.get("aria-label", "")})
    over = (tag("div", {"class": "column"}, _column(placed, scale)) for placed in columns.values())
    drawn = tag("div", {"class": "drawn", "dir": "ltr"}, picture, tag("div", {"class": "over"}, over))
    return (
        tag("section", {"id": "map"}, tag("h2", {}, "Argument map"), drawn),
        page,
        ElementTree.tostring(root, "unicode"),
    )


@dataclass(frozen=True, slots=True)
class _Word:
    """Words, and where they stand in the picture: the left and the foot of their first line, and the room they have."""

    said: Html
    kind: str
    left: float
    top: float
    room: float = 0.0
    dir: str = "ltr"

    @property
    def column(self) -> int:
        """Of the picture, from 0."""
        return int(self.left // _COLUMN)


def _column(words: list[_Word], scale: float) -> Iterator[Html]:
    """Each paragraph as far below the one before as in the picture.

    Distances repeat where places do not, and what is styled alike is styled once.
    """
    before = 0.0
    for word in words:
        top = round(word.top * scale, 1)
        where = [f"margin:{top - before:.1f}pt 0 0 {word.left % _COLUMN * scale:.1f}pt"]
        if word.room:
            where.append(f"width:{word.room * scale:.1f}pt")
        before = top
        yield tag("p", {"class": word.kind, "dir": word.dir, "style": ";".join(where)}, word.said)


def _words(parent: ElementTree.Element, left: float = 0.0, top: float = 0.0) -> Iterator[_Word]:
    """Takes the words out of the picture: who claims as one paragraph, what they claim as another."""
    moved = re.fullmatch(r"translate\(([-\d.]+) ([-\d.]+)\)", parent.get("transform", ""))
    if moved:
        left, top = left + float(moved[1]), top + float(moved[2])
    by_kind: dict[str, list[ElementTree.Element]] = {}
    for text in parent.findall(f"{_SVG}text"):
        parent.remove(text)
        by_kind.setdefault(text.get("class", ""), []).append(text)
    for title in parent.findall(f"{_SVG}title") if parent.tag == f"{_SVG}g" else ():
        parent.remove(title)  # shown where there is a mouse
    if "id" in by_kind:
        by_kind["id"] += by_kind.pop("who", [])
    for kind, texts in by_kind.items():
        yield _word(parent, kind, texts, left, top)
    for child in parent:
        yield from _words(child, left, top)


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


def _word(parent: ElementTree.Element, kind: str, texts: list[ElementTree.Element], left: float, top: float) -> _Word:
    first = texts[0]
    x, y = left + float(first.get("x", 0)), top + float(first.get("y", 0))
    seat = _SEAT.search(parent.get("class", ""))
    kind = f"{kind} c{seat[1]}" if seat else kind
    if kind.startswith("said"):
        sheet = parent.find(f"{_SVG}rect")
        whole = _joined(texts)
        wide = float(sheet.get("width", 0)) if sheet is not None else 0.0
        inset = min(x - left, wide - x + left)
        return _Word(join(whole), kind, left + inset, y, wide - 2 * inset, direction(whole))
    if first.get("text-anchor") == "middle":
        return _Word(join(_joined(texts)), f"{kind} middle", x - _HALF, y, 2 * _HALF)
    number, *who = ("".join(text.itertext()) for text in texts)
    return _Word(join(number, *(tag("span", {"class": "who"}, name(each)) for each in who)), kind, x, y)


def _on_paper(style: str) -> str:
    """The picture's style without custom properties: those of light ground."""
    light = _DARK.sub("", style)
    named = dict(re.findall(r"--(map-\w+):([^;}]+)", light)) | _PAPER
    for variable, value in named.items():
        light = light.replace(f"var(--{variable})", value)
    return light
