"""The argument map: claims as boxes in columns by phase and round, replies as lines between them. Where each stands; others draw. Pure.

Lengths are units of the drawing, about a pixel at its natural size. A reply lies between the claim it makes and the claim it is about; a
small mark stands for a turn that makes none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from statistics import fmean

from rostra.debate import Claim, Debate, Idea, Relation, Turn
from rostra.flow import DONE, FATES, Line

BETWEEN = 16
"""Between two boxes of a column."""
MOST = 12
"""Boxes of a column: beyond it, the round goes on in another."""
_SWEEPS = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A claim, or the mark of a turn that answers without claiming anything."""

    entry: Turn | Idea
    claim: Claim | None

    @property
    def id(self) -> str:
        """The claim's, or what its turn is known by."""
        return self.claim.id if self.claim else key_of(self.entry)


@dataclass(frozen=True, slots=True)
class Edge:
    """An answer: from the box that answers to the one that is answered."""

    source: str
    target: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Placed:
    """A box where it stands, by the number of its column and the top in it."""

    box: Box
    column: int
    top: float


def key_of(entry: Turn | Idea) -> str:
    """What an entry is known by."""
    return f"slot-{entry.slot}" if entry.slot is not None else f"seq-{entry.seq}"


def fate_of(line: Line, names: Callable[[str], str]) -> str:
    """What became of a claim, as a sentence; `names` says who a seat is."""
    answers = ", ".join(f"{DONE[answer.relation]} {names(answer.seat)}" for answer in line.answers)
    silence = {"unanswered": "dropped: nobody answered it", "last-word": "nobody had the chance to answer it"}
    said = answers or silence.get(line.status, FATES[line.status])
    return f"{said[0].upper()}{said[1:]}."


def heading(debate: Debate, phase: str, round_: int) -> str:
    """The title of a phase, with the round where it has several."""
    found = next((each for each in debate.format.phases if each.name == phase), None)
    if found is None:
        return phase
    if found.slot != "speak" or found.rounds == 1:
        return found.title
    rounds = debate.scenario.rounds or found.rounds
    return f"{found.title}, round {round_} of {rounds}" if round_ <= rounds else f"{found.title}, round {round_}"


def boxes_of(debate: Debate) -> list[Box]:
    """In the order of what was said."""
    return [box for entry in debate.claimants for box in _boxes(entry)]


def edges_of(debate: Debate) -> list[Edge]:
    """Answers to claims that are there; a bare mention is none."""
    known = {claim.id for entry in debate.claimants for claim in entry.claims}
    return [edge for entry in debate.claimants for edge in _edges(entry, known)]


def columns_of(boxes: list[Box], edges: list[Edge]) -> list[list[Box]]:
    """One a phase and round, in the order of what was said; a long one goes on in the next. In each, few lines cross."""
    columns: list[list[Box]] = []
    rounds: dict[tuple[str, int], list[Box]] = {}
    for box in boxes:
        rounds.setdefault((box.entry.phase, box.entry.round), []).append(box)
    for found in rounds.values():
        parts = -(-len(found) // MOST)
        size = -(-len(found) // parts)
        columns += [found[n : n + size] for n in range(0, len(found), size)]
    return _untangled(columns, edges)


def stacked(columns: list[list[Box]], height: Callable[[Box], float]) -> tuple[list[Placed], float]:
    """Every box at its place, columns centred on one line; and the height of the tallest."""
    heights = [sum(map(height, column)) + BETWEEN * (len(column) - 1) for column in columns]
    tall = max(heights, default=0)
    placed = []
    for n, column in enumerate(columns):
        top = (tall - heights[n]) / 2
        for box in column:
            placed.append(Placed(box, n, top))
            top += height(box) + BETWEEN
    return placed, tall


def headings(debate: Debate, columns: list[list[Box]]) -> list[str]:
    """What stands over each column; those of one round are numbered."""
    titles = [heading(debate, column[0].entry.phase, column[0].entry.round) for column in columns]
    parts = [titles[: n + 1].count(title) for n, title in enumerate(titles)]
    return [
        title if titles.count(title) == 1 else f"{title} · {part}" for title, part in zip(titles, parts, strict=True)
    ]


def _boxes(entry: Turn | Idea) -> list[Box]:
    boxes = [Box(entry, claim) for claim in entry.claims]
    silent = any(reply.by is None and reply.relation != "cites" for reply in entry.replies)
    return [*boxes, Box(entry, None)] if silent else boxes


def _edges(entry: Turn | Idea, known: Collection[str]) -> list[Edge]:
    own = {claim.id for claim in entry.claims}
    return [
        Edge(reply.by if reply.by in own else key_of(entry), reply.to, reply.relation)
        for reply in entry.replies
        if reply.relation != "cites" and reply.to in known and (reply.by is None or reply.by in own)
    ]


def _untangled(columns: list[list[Box]], edges: list[Edge]) -> list[list[Box]]:
    """Each column in the order in which fewest lines cross, more or less: by the mean height of what its boxes are joined to."""
    joined: dict[str, list[str]] = {}
    for edge in edges:
        joined.setdefault(edge.source, []).append(edge.target)
        joined.setdefault(edge.target, []).append(edge.source)
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
