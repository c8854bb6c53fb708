"""The argument map as the studio draws it: the boxes and lines of `rostra.mapping`, where each stands; `map.js` draws. Pure.

Lengths are units of the drawing, about a pixel at its natural size.
"""

from __future__ import annotations

from collections.abc import Mapping

from rostra.colours import colour_of, initials
from rostra.debate import Debate
from rostra.flow import Line, flow_sheet
from rostra.mapping import Box, boxes_of, columns_of, edges_of, fate_of, headings, key_of, stacked
from rostra.web.scene import Frame
from rostra.web.wording import byline, name_of

WIDTH, HEIGHT, MARK = 212, 78, 34
"""Of a claim; of the mark of a turn that answers without claiming anything."""
_ACROSS = 96
"""Between two columns."""


def argument_map(debate: Debate) -> Frame:
    """Columns, boxes and lines, with the width and height of the whole."""
    edges = edges_of(debate)
    columns = columns_of(boxes_of(debate), edges)
    lines = {line.claim.id: line for line in flow_sheet(debate)}
    placed, tall = stacked(columns, _height)
    pitch = WIDTH + _ACROSS
    return {
        "width": max(0, len(columns) * pitch - _ACROSS),
        "height": tall,
        "pitch": pitch,
        "columns": [{"x": n * pitch, "title": title} for n, title in enumerate(headings(debate, columns))],
        "boxes": [_drawn(debate, each.box, lines, each.column * pitch, each.top) for each in placed],
        "edges": [{"from": edge.source, "to": edge.target, "relation": edge.relation} for edge in edges],
    }


def _height(box: Box) -> float:
    return HEIGHT if box.claim else MARK


def _drawn(debate: Debate, box: Box, lines: Mapping[str, Line], x: float, y: float) -> Frame:
    seat = box.entry.seat
    common = {
        "id": box.id,
        "key": key_of(box.entry),
        "seat": seat,
        "name": byline(debate, seat),
        "colour": colour_of(debate, seat),
        "initials": initials(name_of(debate, seat)),
        "y": round(y, 1),
        "h": _height(box),
    }
    if box.claim is None:
        said = "answers without a claim of its own"
        return common | {"kind": "turn", "x": x + WIDTH - MARK, "w": MARK, "text": "", "status": "", "said": said}
    line = lines[box.claim.id]
    said = fate_of(line, lambda seat: name_of(debate, seat))
    return common | {"kind": "claim", "x": x, "w": WIDTH, "text": box.claim.text, "status": line.status, "said": said}
