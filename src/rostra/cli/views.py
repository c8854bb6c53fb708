"""How a running debate is watched: as events, as text, or not at all. `live.py` draws on a terminal."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from typing import Protocol

from rich.console import Console

from rostra.cli.drawing import Artist
from rostra.cli.running_order import RunningOrder
from rostra.debate import Debate
from rostra.events import Dropped, Ended, EntryAdded, Event, SlotFailed
from rostra.slot import Slot


class View(Protocol):
    """Watches a run to its end."""

    async def watch(self, events: AsyncIterator[Event]) -> Ended:
        """Show what happens; returns the last event."""
        ...

    async def ask(self, debate: Debate, slot: Slot) -> str | None:
        """The words of the person at this terminal, whose turn it is; None passes."""
        ...


class _Asking:
    """The person is asked without further ado."""

    async def ask(self, debate: Debate, slot: Slot) -> str | None:
        from rostra.cli.person import ask

        return await ask(debate, slot)


class Quiet(_Asking):
    """Nothing is shown."""

    async def watch(self, events: AsyncIterator[Event]) -> Ended:
        """Wait for the end."""
        return await _last(events)


class JsonLines(_Asking):
    """One event a line, nothing else."""

    async def watch(self, events: AsyncIterator[Event]) -> Ended:
        """Each line is out before the next event is looked at."""
        last: Event | None = None
        async for last in events:
            sys.stdout.write(f"{last.model_dump_json()}\n")
            sys.stdout.flush()
        return _ended(last)


class Plain(_Asking):
    """Turns as they are complete, for files and pipes."""

    def __init__(
        self, debate: Debate, screen: Console, *, resumed: bool = False, order: RunningOrder | None = None
    ) -> None:
        self._artist = Artist(debate)
        self._order = order or RunningOrder(debate)
        self._screen = screen
        self._troubles: set[str] = set()
        self._resumed = resumed
        if not resumed:
            begin(self._artist, self._order, screen, resumed=False)

    async def watch(self, events: AsyncIterator[Event]) -> Ended:
        """Print what is complete, in order."""
        last: Event | None = None
        async for last in events:
            if self._resumed:
                # Not before the first event: whoever cannot have the pen needs no recap.
                begin(self._artist, self._order, self._screen, resumed=True)
                self._resumed = False
            self._order.hear(last)
            match last:
                case Dropped() | SlotFailed():
                    # Calls that go out together fail together: once is enough.
                    if (said := trouble(last)) not in self._troubles:
                        self._screen.print(f"  ({said})", style="dim", markup=False)
                    self._troubles.add(said)
                case EntryAdded():
                    self._troubles.clear()
                case Ended():
                    self._order.end()
                case _:
                    pass
            for item in self._order.items():
                self._screen.print(self._artist.draw(item))
        return _ended(last)


def begin(artist: Artist, order: RunningOrder, screen: Console, *, resumed: bool) -> None:
    """The header; then, for a debate that goes on, what was said already, a line a turn."""
    screen.print(artist.header())
    screen.print()
    said = list(order.items())
    briefs = [brief for item in said if (brief := artist.brief(item)) is not None]
    for item in said:
        artist.pass_over(item)
    if resumed and briefs:
        shown = briefs[-_BRIEFLY:]
        earlier = f"; the last {len(shown)}" if len(shown) < len(briefs) else ""
        screen.print(f"Said so far: {len(briefs)} {'turn' if len(briefs) == 1 else 'turns'}{earlier}", style="bold")
        for brief in shown:
            screen.print(brief)
        screen.print()


_BRIEFLY = 10
"""Turns that are called to mind when a debate goes on."""


def trouble(event: Dropped | SlotFailed) -> str:
    """What broke, and what happens now."""
    if isinstance(event, SlotFailed):
        return event.reason
    again = f"again in {event.wait:.0f} s" if event.wait >= 1 else "the turn starts again"
    return f"{event.reason.rstrip('.')}; {again}"


async def _last(events: AsyncIterator[Event]) -> Ended:
    last: Event | None = None
    async for event in events:
        last = event
    return _ended(last)


def _ended(last: Event | None) -> Ended:
    assert isinstance(last, Ended), "a run always ends with its end"
    return last
