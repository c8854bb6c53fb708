"""A debate as somebody who watches knows it: what was said, and the words on their way. Events in, new progress out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from rostra.debate import Debate
from rostra.events import Delta, Dropped, Ended, EntryAdded, Event, SlotFailed, SlotOpened, Started
from rostra.slot import Slot


@dataclass(frozen=True, slots=True)
class Open:
    """A slot that somebody is at."""

    slot: Slot
    text: str = ""
    """The words of this attempt so far; a viewer who comes late needs no deltas."""
    attempt: int = 1
    trouble: str = ""
    """Why the last attempt broke."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a debate stands. Replaced as a whole, so that any thread may read it at any time."""

    debate: Debate
    open: Mapping[int, Open] = field(default_factory=lambda: MappingProxyType({}))
    """By slot number."""
    ended: Ended | None = None
    """How the run that was watched ended; None while it goes on, or where none was."""

    def heard(self, event: Event) -> Progress:
        """The progress after this event."""
        match event:
            case Started(debate=debate):
                return Progress(debate)
            case SlotOpened(slot=slot, attempt=attempt):
                return self._with(Open(slot, attempt=attempt))
            case Delta(slot=number, attempt=attempt, offset=offset, text=text):
                was = self.open[number]
                return self._with(replace(was, text=was.text[:offset] + text, attempt=attempt))
            case Dropped(slot=number, attempt=attempt, reason=reason):
                return self._with(replace(self.open[number], text="", attempt=attempt + 1, trouble=reason))
            case SlotFailed(slot=number, reason=reason):
                return self._with(replace(self.open[number], text="", trouble=reason))
            case EntryAdded(entry=entry):
                rest = {number: each for number, each in self.open.items() if number != entry.slot}
                return replace(self, debate=self.debate.append(entry), open=MappingProxyType(rest))
            case Ended():
                return replace(self, open=MappingProxyType({}), ended=event)

    def _with(self, open_: Open) -> Progress:
        return replace(self, open=MappingProxyType({**self.open, open_.slot.number: open_}))


class Run:
    """One debate on stage in this process."""

    def __init__(self, debate: Debate) -> None:
        self.events: list[Event] = []
        """Append-only, without deltas: words on their way are in `progress.open`, by slot and attempt."""
        self.progress = Progress(debate)
        self.pausing = False
        """Somebody asked for a pause, which comes when those who speak have finished."""

    def hear(self, event: Event) -> None:
        """Take in what happened."""
        self.progress = self.progress.heard(event)
        if not isinstance(event, Delta):
            self.events.append(event)
