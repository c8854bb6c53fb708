"""The argument map: claims as boxes in columns by phase and round, replies as lines between them. Where each stands; `map.js` draws. Pure.

Lengths are units of the drawing, about a pixel at its natural size. A reply lies between the claim it makes and the claim it is about; a
small mark stands for a turn that makes none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from rostra.debate import Claim, Debate, Idea, Turn
from rostra.flow import Line, flow_sheet
from rostra.web.colours import colour_of, initials
from rostra.web.flow_table import DONE, FATES, key_of
from rostra.web.scene import Frame
from rostra.web.wording import byline, heading, name_of

WIDTH, HEIGHT, MARK = 212, 78, 34
"""Of a claim; of the mark of a turn that answers without claiming anything."""
_ACROSS, _BETWEEN = 96, 16
"""Between two columns; between two boxes of a column."""
_MOST = 12
"""Boxes of a column: beyond it, the round goes on in another."""
_SWEEPS = 3


@dataclass(frozen=True, slots=True)
class _Box:
    entry: Turn | Idea
    claim: Claim | None

    @property
    def id(self) -> str:
        return self.claim.id if self.claim else key_of(self.entry)

    @property
    def height(self) -> int:
        return HEIGHT if self.claim else MARK


def argument_map(debate: Debate) -> Frame:
    """Columns, boxes and lines, with the width and height of the whole."""
    boxes = [box for entry in debate.claimants for box in _boxes(entry)]
    lines = {line.claim.id: line for line in flow_sheet(debate)}
    edges = [edge for entry in debate.claimants for edge in _edges(entry, lines)]
    columns = _untangled(_columns(boxes), edges)
    tall = max((_height(column) for column in columns), default=0)
    placed = [
        _drawn(debate, box, lines, n * (WIDTH + _ACROSS), (tall - _height(column)) / 2 + top)
        for n, column in enumerate(columns)
        for box, top in _stacked(column)
    ]
    return {
        "width": max(0, len(columns) * (WIDTH + _ACROSS) - _ACROSS),
        "height": tall,
        "pitch": WIDTH + _ACROSS,
        "columns": _headings(debate, columns),
        "boxes": placed,
        "edges": edges,
    }


def _boxes(entry: Turn | Idea) -> list[_Box]:
    boxes = [_Box(entry, claim) for claim in entry.claims]
    silent = any(reply.by is None and reply.relation != "cites" for reply in entry.replies)
    return [*boxes, _Box(entry, None)] if silent else boxes


def _edges(entry: Turn | Idea, lines: Mapping[str, Line]) -> list[Frame]:
    own = {claim.id for claim in entry.claims}
    return [
        {"from": reply.by if reply.by in own else key_of(entry), "to": reply.to, "relation": reply.relation}
        for reply in entry.replies
        if reply.relation != "cites" and reply.to in lines and (reply.by is None or reply.by in own)
    ]


def _columns(boxes: list[_Box]) -> list[list[_Box]]:
    """One a phase and round, in the order of what was said; a long one goes on in the next."""
    columns: list[list[_Box]] = []
    rounds: dict[tuple[str, int], list[_Box]] = {}
    for box in boxes:
        rounds.setdefault((box.entry.phase, box.entry.round), []).append(box)
    for found in rounds.values():
        parts = -(-len(found) // _MOST)
        size = -(-len(found) // parts)
        columns += [found[n : n + size] for n in range(0, len(found), size)]
    return columns


def _untangled(columns: list[list[_Box]], edges: list[Frame]) -> list[list[_Box]]:
    """Each column in the order in which fewest lines cross, more or less: by the mean height of what its boxes are joined to."""
    joined: dict[str, list[str]] = {}
    for edge in edges:
        joined.setdefault(edge["from"], []).append(edge["to"])
        joined.setdefault(edge["to"], []).append(edge["from"])
    column_of = {box.id: n for n, column in enumerate(columns) for box in column}
    place = {box.id: (n + 0.5) / len(column) for column in columns for n, box in enumerate(column)}
    for _ in range(_SWEEPS):
        for at, column in enumerate(columns):
            wanted = {
                box.id: fmean(seen)
                if (seen := [place[other] for other in joined.get(box.id, ()) if column_of[other] != at])
                else place[box.id]
                for box in column
            }
            column.sort(key=lambda box, wanted=wanted: wanted[box.id])  # type: ignore[misc]
            place |= {box.id: (n + 0.5) / len(column) for n, box in enumerate(column)}
    return columns


def _height(column: list[_Box]) -> int:
    return sum(box.height for box in column) + _BETWEEN * (len(column) - 1)


def _stacked(column: list[_Box]) -> list[tuple[_Box, float]]:
    top = 0.0
    placed = []
    for box in column:
        placed.append((box, top))
        top += box.height + _BETWEEN
    return placed


def _headings(debate: Debate, columns: list[list[_Box]]) -> list[Frame]:
    titles = [heading(debate, column[0].entry.phase, column[0].entry.round) for column in columns]
    parts = [titles[: n + 1].count(title) for n, title in enumerate(titles)]
    return [
        {"x": n * (WIDTH + _ACROSS), "title": title if titles.count(title) == 1 else f"{title} · {part}"}
        for n, (title, part) in enumerate(zip(titles, parts, strict=True))
    ]


def _drawn(debate: Debate, box: _Box, lines: Mapping[str, Line], x: float, y: float) -> Frame:
    seat = box.entry.seat
    common = {
        "id": box.id,
        "key": key_of(box.entry),
        "seat": seat,
        "name": byline(debate, seat),
        "colour": colour_of(debate, seat),
        "initials": initials(name_of(debate, seat)),
        "y": round(y, 1),
        "h": box.height,
    }
    if box.claim is None:
        said = "answers without a claim of its own"
        return common | {"kind": "turn", "x": x + WIDTH - MARK, "w": MARK, "text": "", "status": "", "said": said}
    line = lines[box.claim.id]
    said = _fate(debate, line)
    return common | {"kind": "claim", "x": x, "w": WIDTH, "text": box.claim.text, "status": line.status, "said": said}


def _fate(debate: Debate, line: Line) -> str:
    answers = ", ".join(f"{DONE[answer.relation]} {name_of(debate, answer.seat)}" for answer in line.answers)
    silence = {"unanswered": "dropped: nobody answered it", "last-word": "nobody had the chance to answer it"}
    said = answers or silence.get(line.status, FATES[line.status])
    return f"{said[0].upper()}{said[1:]}."
