"""Lines laid out in seconds: by the pace of a reader, by the clock of the run, or by a voice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rostra.debate import Debate, Turn
from rostra.timing.language import seconds_of, tag_of
from rostra.timing.lines import Line, Part, lines_of

GAP = 0.6
"""Seconds of silence between two lines."""
_SHORTEST = 1.0
"""Seconds a caption stands at least."""
_LONGEST_WAIT = 5.0
"""Seconds between two entries, however long nobody was there."""
_LONGEST_TURN = 180.0
"""Seconds in which a model writes; whoever took longer was away."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption."""

    start: float
    """Seconds from the beginning."""
    end: float
    entry_index: int | None
    """In `debate.entries`."""
    part: Part
    text: str
    """One or two lines, with a line feed between them; without markers."""
    byline: str
    seat: str | None
    first: bool = False
    """Whether it begins its line: the name stands over this one."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A phase, from its first line to the next phase's."""

    start: float
    end: float
    title: str


@dataclass(frozen=True, slots=True)
class Span:
    """When a line begins and ends."""

    start: float
    end: float
    line: Line


@dataclass(frozen=True, slots=True)
class Timeline:
    """A debate in time."""

    cues: tuple[Cue, ...]
    spans: tuple[Span, ...]
    """One a line, in order; they never overlap."""
    chapters: tuple[Chapter, ...]

    @property
    def end(self) -> float:
        """Seconds in all."""
        return self.spans[-1].end if self.spans else 0.0


def timeline(debate: Debate, *, recorded: bool = False) -> Timeline:
    """A debate in time: at the pace of a reader of its language, or as long as it took.

    Recorded, what was written at the same time comes one after the other; waits are five seconds at most. A line that has no
    record of its own takes a reader's time.
    """
    lines, tag = lines_of(debate), tag_of(debate.scenario.language)
    read = [[sum(_stands(caption, tag) for caption in passage) for passage in line.passages] for line in lines]
    if not recorded:
        return lay_out(debate, lines, read)
    took = [_took(debate, line, sum(each)) for line, each in zip(lines, read, strict=True)]
    stretched = [[part * whole / sum(each) for part in each] for whole, each in zip(took, read, strict=True)]
    return lay_out(debate, lines, stretched, _waits(debate, lines))


def lay_out(
    debate: Debate, lines: Sequence[Line], seconds: Iterable[Sequence[float]], waits: Sequence[float] | None = None
) -> Timeline:
    """Lines one after the other. `seconds`: of each line, those of each passage; `waits`: before each line, GAP otherwise."""
    tag = tag_of(debate.scenario.language)
    cues: list[Cue] = []
    spans: list[Span] = []
    now = 0.0
    for number, (line, passages) in enumerate(zip(lines, seconds, strict=True)):
        if number:
            now += GAP if waits is None else waits[number]
        start = now
        for captions, whole in zip(line.passages, passages, strict=True):
            shares = [_stands(caption, tag) for caption in captions]
            for caption, share in zip(captions, shares, strict=True):
                end = now + whole * share / sum(shares)
                first = not cues or cues[-1].start < start
                cues.append(Cue(now, end, line.entry, line.part, caption, line.byline, line.seat, first))
                now = end
        spans.append(Span(start, now, line))
    return Timeline(tuple(cues), tuple(spans), _chapters(debate, spans))


def timeline_data(debate: Debate) -> list[dict[str, Any]]:
    """The timeline for a player, a row a line, in order; all of it is JSON.

    `part` and, in seconds from the beginning, `start` and `end`; then the anchors, null where there is none: `seq` and `slot` of
    the entry, `turn` (its number among the turns, from 1), `seat`. Rows do not overlap; what is between two is silence.
    """
    turns = {id(turn): number for number, turn in enumerate(debate.turns, start=1)}
    rows = []
    for span in timeline(debate).spans:
        entry = None if span.line.entry is None else debate.entries[span.line.entry]
        rows.append(
            {
                "part": span.line.part,
                "start": round(span.start, 3),
                "end": round(span.end, 3),
                "seq": entry.seq if entry else None,
                "slot": entry.slot if entry else None,
                "turn": turns[id(entry)] if isinstance(entry, Turn) else None,
                "seat": span.line.seat,
            }
        )
    return rows


def _stands(caption: str, tag: str) -> float:
    return max(_SHORTEST, seconds_of(caption, tag))


def _took(debate: Debate, line: Line, read: float) -> float:
    """Seconds from the first attempt to the last word."""
    entry = None if line.entry is None else debate.entries[line.entry]
    if entry is None or entry.started is None:
        return read
    person = line.seat is not None and debate.seat(line.seat).human
    return min(max(0.0, (entry.at - entry.started).total_seconds()), read if person else _LONGEST_TURN)


def _waits(debate: Debate, lines: Sequence[Line]) -> list[float]:
    """Seconds in which nobody wrote, before each line."""
    waits: list[float] = []
    latest = None
    for line in lines:
        entry = None if line.entry is None else debate.entries[line.entry]
        if entry is None:
            waits.append(GAP)
            continue
        idle = ((entry.started or entry.at) - latest).total_seconds() if latest is not None else 0.0
        waits.append(min(max(0.0, idle), _LONGEST_WAIT))
        latest = max(latest, entry.at) if latest is not None else entry.at
    return waits


def _chapters(debate: Debate, spans: Sequence[Span]) -> tuple[Chapter, ...]:
    """What comes before the first phase is a chapter, named as the debate is; lines without a phase begin none."""
    starts: list[tuple[float, str]] = []
    for span in spans:
        title = span.line.phase or (starts[-1][1] if starts else " ".join(debate.title.split()))
        if not starts or title != starts[-1][1]:
            starts.append((span.start, title))
    ends = [start for start, _ in starts[1:]] + [spans[-1].end if spans else 0.0]
    return tuple(Chapter(start, end, title) for (start, title), end in zip(starts, ends, strict=True))
