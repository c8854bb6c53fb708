"""A debate again, as it is watched live: its entries become the events they once were, at the pace of a reader or of the clock."""

from __future__ import annotations

import asyncio
import math
import re
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from dataclasses import dataclass

from rostra.agenda import next_slots
from rostra.agenda import replay as fan_outs
from rostra.debate import Debate, Decision, Entry, Turn
from rostra.errors import WrongUse
from rostra.events import Delta, Ended, EntryAdded, Event, SlotOpened, Started
from rostra.slot import Sees, Slot, anchor
from rostra.timing import timeline
from rostra.timing.lines import reading_order

Clock = Callable[[], float]
"""Seconds, from anywhere."""
Sleep = Callable[[float], Awaitable[None]]

AT_ONCE = math.inf
"""A speed: nobody waits for anything."""
_WORD = re.compile(r"\s*\S{1,16}|\s+\Z")
"""What comes at a stroke."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """An event, and when it is due: seconds from the beginning, at a speed of one."""

    at: float
    event: Event


async def replay(
    debate: Debate,
    *,
    speed: float = 1.0,
    real_time: bool = False,
    from_: int | None = None,
    clock: Clock = time.monotonic,
    sleep: Sleep = asyncio.sleep,
) -> AsyncGenerator[Event, None]:
    """The events of a debate as it stands, in reading order: what was written at once comes one after the other.

    At a reader's pace, or in `real_time` as long as it took (waits are five seconds at most), `speed` times as fast. `from_`: the
    turn to begin with, from 1; what came before is in the debate of `Started`. `WrongUse` where there is no such turn. The last
    event is `Ended`, of an open debate with the status `paused`.
    """
    before = beginning(debate, from_)
    yield Started(debate=before)
    began = clock()
    for moment in _moments(debate, before, real_time=real_time):
        if (wait := moment.at / speed - (clock() - began)) > 0:
            await sleep(wait)
        yield moment.event
    yield _end(debate)


def beginning(debate: Debate, from_: int | None = None) -> Debate:
    """The debate before its turn of that number, from 1; before everything where none is given. `WrongUse` where there is no such turn."""
    if from_ is None:
        return debate.model_copy(update={"entries": ()})
    turns = debate.turns
    if not 1 <= from_ <= len(turns):
        there = f"It has turns 1 to {len(turns)}." if turns else "It has no turns yet."
        raise WrongUse(f"{debate.id} has no turn {from_}.", remedy=there)
    order = reading_order(debate)
    first = next(place for place, index in enumerate(order) if debate.entries[index] is turns[from_ - 1])
    past = frozenset(order[:first])
    kept = tuple(entry for index, entry in enumerate(debate.entries) if index in past)
    return debate.model_copy(update={"entries": kept})


def _moments(debate: Debate, before: Debate, *, real_time: bool) -> Iterator[_Moment]:
    timed = timeline(debate, recorded=real_time)
    spans = {span.line.entry: span for span in timed.spans if span.line.entry is not None}
    slots = {slot.number: slot for fan_out in fan_outs(debate) for slot in fan_out}
    order = reading_order(debate)[len(before.entries) :]
    zero = next((spans[index].start for index in order if index in spans), 0.0)
    now = 0.0
    for index in order:
        entry, span = debate.entries[index], spans.get(index)
        start, end = (span.start - zero, span.end - zero) if span else (now, now)
        if entry.slot is not None:
            slot = slots.get(entry.slot) or _slot(entry)
            # Whoever is next is named while the words before are still being read.
            yield _Moment(start if real_time else now, SlotOpened(slot=slot, model=entry.model or ""))
            if isinstance(entry, Turn):
                yield from _words(entry, slot, start, end)
        yield _Moment(end if real_time or isinstance(entry, Turn) else start, EntryAdded(entry=entry))
        now = end


def _words(turn: Turn, slot: Slot, start: float, end: float) -> Iterator[_Moment]:
    """A turn as it comes, word by word."""
    for found in _WORD.finditer(turn.text):
        due = start + (end - start) * found.start() / len(turn.text)
        yield _Moment(due, Delta(slot=slot.number, attempt=1, offset=found.start(), text=found[0]))


def _slot(entry: Entry) -> Slot:
    """A slot that the agenda does not give (any more): a debate from elsewhere, or of an older format."""
    assert entry.slot is not None
    seat = getattr(entry, "seat", None) or getattr(entry, "voter", None) or getattr(entry, "judge", None) or ""
    sees = Sees(horizon=anchor(entry) - 1, seat=seat)
    return Slot(number=entry.slot, kind="speak", seat=seat, phase=entry.phase, round=entry.round, sees=sees, words=0)


def _end(debate: Debate) -> Ended:
    if debate.whole and next_slots(debate):
        return Ended(status="paused", reason="That is the debate so far: it has not ended.")
    spent = any(isinstance(entry, Decision) and entry.action == "budget" for entry in debate.entries)
    return Ended(status="budget" if spent else "ended")
