"""What is drawn next. Branches finish in any order; people read in the agenda's.

Entries come out in slot order, each once there is no gap before it; those without a slot after the slot they are anchored
to; votes, stances and bids of one fan-out together. Live and replay go through here, and so look the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rostra.agenda import replay
from rostra.debate import Ballot, Debate, Decision, Entry, Pass, Stance
from rostra.events import Delta, Dropped, EntryAdded, Event, SlotFailed, SlotOpened
from rostra.format import Phase, SlotKind
from rostra.slot import Slot, anchor

_TOGETHER = frozenset({"vote", "stance", "bid"})
PROSE = frozenset({"speak", "introduce", "frame"})


@dataclass(frozen=True, slots=True)
class Item:
    """Entries that are drawn as one."""

    entries: tuple[Entry, ...]
    kind: SlotKind | None
    """What their slots were for; None for what people, a budget or the system put in."""
    phase: Phase | None
    round: int


@dataclass(slots=True)
class Track:
    """What is known of a slot that is not closed."""

    slot: Slot
    model: str
    text: str = ""
    attempt: int = 1
    failed: bool = False
    """It stays open in this run."""


class RunningOrder:
    """Takes events in, gives items out. `holds_back`: not before a person at this terminal has had their turn beside it."""

    def __init__(self, debate: Debate, *, holds_back: bool = True) -> None:
        self.debate = debate
        self.tracks: dict[int, Track] = {}
        self.kinds: dict[int, SlotKind] = {slot.number: slot.kind for slots in replay(debate) for slot in slots}
        self._closed = {entry.slot: entry for entry in debate.entries if entry.slot is not None}
        self._loose = [entry for entry in debate.entries if entry.slot is None]
        self._next = 1
        self._group: list[Entry] = []
        self._ended = False
        self._has_people = holds_back and any(seat.human for seat in debate.cast)
        self._limit = self._held_back()

    def hear(self, event: Event) -> None:
        """Take in what happened."""
        match event:
            case SlotOpened(slot=slot):
                self.kinds[slot.number] = slot.kind
                self.tracks[slot.number] = Track(slot, event.model)
                self._limit = self._held_back()
            case Delta():
                self.tracks[event.slot].text += event.text
            case Dropped():
                track = self.tracks[event.slot]
                track.text, track.attempt = "", event.attempt + 1
            case SlotFailed():
                track = self.tracks[event.slot]
                track.text, track.failed = "", True
            case EntryAdded(entry=entry):
                self._add(entry)
            case _:
                pass

    def end(self) -> None:
        """Nothing more will come: what waited for its neighbours need not wait."""
        self._ended = True

    @property
    def next_slot(self) -> int:
        """The slot that is drawn next."""
        return self._next

    @property
    def caught_up(self) -> bool:
        """Whether all that a person at this terminal may see before their turn is drawn, as far as it will ever be."""
        return self._next > self._limit or any(track.failed for track in self.tracks.values())

    @property
    def head(self) -> Track | None:
        """Who is drawn next, if they have begun and may be seen."""
        return self.tracks.get(self._next) if self._next <= self._limit else None

    @property
    def waiting(self) -> Entry | None:
        """The entry that is drawn next, if it is there and may be seen."""
        return self._closed.get(self._next) if self._next <= self._limit else None

    @property
    def beside(self) -> tuple[Track, ...]:
        """Others who are being written at the same time, in slot order."""
        return tuple(
            self.tracks[number] for number in sorted(self.tracks) if number > self._next and number not in self._closed
        )

    def take(self, *, prose: bool = True) -> Item | None:
        """The next item that is complete; None when it is not there yet. Without `prose`, what is revealed slowly stays."""
        if (loose := self._next_loose()) is not None:
            if self._group:
                return self._flush()
            self._loose.remove(loose)
            return self._item((loose,), None)
        if self.debate.final:
            self._skip_gap()
        entry = self.waiting
        kind = self.kinds.get(self._next)
        if self._group and self._is_over(entry, kind):
            return self._flush()
        if entry is None or (not prose and self.is_prose(entry)):
            return None
        self._next += 1
        if self._kind(entry) in _TOGETHER:
            self._group.append(entry)
            return self.take(prose=prose)
        return self._item((entry,), self._kind(entry))

    def items(self) -> Iterator[Item]:
        """All that can be drawn now."""
        while (item := self.take()) is not None:
            yield item

    def is_prose(self, entry: Entry) -> bool:
        """Whether it is said aloud, and so worth reading as it comes."""
        return entry.kind == "turn"

    # -- inside

    def _add(self, entry: Entry) -> None:
        self.debate = self.debate.append(entry)
        if entry.slot is None:
            self._loose.append(entry)
            self._loose.sort(key=anchor)
        else:
            self._closed[entry.slot] = entry
        self._limit = self._held_back()

    def _skip_gap(self) -> None:
        """A selection lacks slots, and nobody will fill them."""
        if self._next not in self._closed:
            self._next = min((slot for slot in self._closed if slot > self._next), default=self._next)

    def _next_loose(self) -> Entry | None:
        return next((entry for entry in self._loose if anchor(entry) < self._next), None)

    def _is_over(self, entry: Entry | None, kind: SlotKind | None) -> bool:
        """Whether what was gathered gets no more members."""
        if self._ended and entry is None:
            return True
        first = self._group[0]
        if entry is not None:
            return self._kind(entry) != self._kind(first) or place(entry) != place(first)
        return kind is not None and kind != self._kind(first)

    def _flush(self) -> Item:
        group, self._group = tuple(self._group), []
        return self._item(group, self._kind(group[0]))

    def _item(self, entries: tuple[Entry, ...], kind: SlotKind | None) -> Item:
        name, round_ = place(entries[0])
        phase = next((phase for phase in self.debate.format.phases if phase.name == name), None)
        return Item(entries, kind, phase, round_)

    def _kind(self, entry: Entry) -> SlotKind | None:
        if entry.slot in self.kinds:
            return self.kinds[entry.slot]
        match entry:
            case Ballot():
                return "vote"
            case Stance():
                return "stance"
            case Decision(action="bid"):
                return "bid"
            case Pass():
                return "speak"
            case _:
                return None

    def _held_back(self) -> float:
        """The last slot that may be drawn. A person at this terminal reads what is said beside their own turn after they had it."""
        if not self._has_people:
            return float("inf")
        fan_out = list(replay(self.debate))[-1:]
        first = [
            min(other.number for other in slots if other.phase == slot.phase)
            for slots in fan_out
            for slot in slots
            if slot.number not in self._closed and slot.kind == "speak" and self.debate.seat(slot.seat).human
        ]
        return min(first, default=float("inf")) - 1


def place(entry: Entry) -> tuple[str, int]:
    """Phase and round."""
    return entry.phase, entry.round


def items_of(debate: Debate) -> Iterator[Item]:
    """A debate as it is replayed."""
    order = RunningOrder(debate)
    order.end()
    yield from order.items()


__all__ = ["PROSE", "Item", "RunningOrder", "Track", "items_of"]
