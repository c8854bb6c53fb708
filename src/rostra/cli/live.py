"""The live view: what was said above, who is speaking below it, word by word, and a line that says where the debate stands."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator

from rich.console import Console, Group, RenderableType
from rich.live import Live as Region
from rich.text import Text

from rostra.cli.drawing import Artist
from rostra.cli.layout import Tail
from rostra.cli.printing import clean
from rostra.cli.running_order import PROSE, RunningOrder, Track
from rostra.cli.views import begin, trouble
from rostra.cli.words import title_of
from rostra.debate import Debate, Entry, Turn
from rostra.events import Dropped, Ended, EntryAdded, Event, SlotFailed
from rostra.slot import Slot

_FRAME = 1 / 15
"""Seconds."""
_UNPACED = 240.0
"""Words a second of a turn that was complete before its time came: quick, and not a page at a stroke."""
_SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_DOING = {
    "speak": "speaks",
    "introduce": "opens the debate",
    "frame": "puts the question",
    "steer": "takes stock",
    "call": "gives the floor",
    "bid": "asks for the floor",
    "vote": "votes",
    "stance": "takes a stand",
    "question": "thinks of a question",
    "summarise": "sums up so far",
    "synthesise": "writes the synthesis",
    "idea": "has an idea",
    "cluster": "sorts the ideas",
    "rank": "ranks the ideas",
    "verdict": "decides",
    "put": "asks",
}


class Live:
    """Draws on a terminal. `pace`: words a second of models that answer at once; None shows them as they come."""

    def __init__(
        self,
        debate: Debate,
        screen: Console,
        *,
        resumed: bool = False,
        pace: float | None = None,
        order: RunningOrder | None = None,
    ) -> None:
        self._artist = Artist(debate)
        self._order = order or RunningOrder(debate)
        self._screen = screen
        self._pace = pace
        self._revealed = 0.0
        """Words of the turn under way that are on the screen."""
        self._ended: Ended | None = None
        self._region: Region | None = None
        self._asking = asyncio.Lock()
        self._hidden = False
        self._drawn = asyncio.Event()
        self._began = time.monotonic()
        self._troubles: set[str] = set()
        self._resumed = resumed
        if not resumed:
            begin(self._artist, self._order, screen, resumed=False)

    async def watch(self, events: AsyncIterator[Event]) -> Ended:
        """Draw until the last word is out. The engine goes on meanwhile: it does not wait for the eye."""
        first = await anext(events)
        if self._resumed:
            # Not before the first event: whoever cannot have the pen needs no recap.
            begin(self._artist, self._order, self._screen, resumed=True)
        hearing = asyncio.create_task(self._hear(_chained(first, events)))
        self._region = Region(console=self._screen, auto_refresh=False, transient=True, vertical_overflow="crop")
        try:
            with self._region:
                await self._draw_until_over(hearing)
            await hearing
        finally:
            hearing.cancel()
            await asyncio.gather(hearing, return_exceptions=True)
        assert self._ended is not None, "a run always ends with its end"
        return self._ended

    async def ask(self, debate: Debate, slot: Slot) -> str | None:
        """Ask once all that came before is on the screen, with nothing moving below the cursor."""
        from rostra.cli.person import ask

        async with self._asking:
            while not self._order.caught_up:
                self._drawn.clear()
                await self._drawn.wait()
            assert self._region is not None
            self._hidden = True
            self._region.stop()
            try:
                return await ask(debate, slot)
            finally:
                self._region.start()
                self._hidden = False

    # -- inside

    async def _hear(self, events: AsyncIterator[Event]) -> None:
        async for event in events:
            self._order.hear(event)
            match event:
                case Dropped() | SlotFailed():
                    self._revealed = 0.0 if event.slot == self._order.next_slot else self._revealed
                    # Calls that go out together fail together: once is enough.
                    if (said := trouble(event)) not in self._troubles:
                        self._above(Text(f"  ({clean(said)})", style="dim"))
                    self._troubles.add(said)
                case EntryAdded():
                    self._troubles.clear()
                case Ended():
                    self._ended = event
                    self._order.end()
                case _:
                    pass

    async def _draw_until_over(self, hearing: asyncio.Task[None]) -> None:
        then = time.monotonic()
        while True:
            now = time.monotonic()
            if not self._hidden:
                self._step(now - then)
                self._drawn.set()
            then = now
            if hearing.done() and (self._ended is None or self._order.waiting is None):
                return
            await asyncio.sleep(_FRAME)

    def _step(self, seconds: float) -> None:
        """One frame: print what is complete, reveal a few more words of what is not."""
        while (item := self._order.take(prose=False)) is not None:
            self._above(self._artist.draw(item))
        entry, head = self._order.waiting, self._order.head
        text = entry.text if isinstance(entry, Turn) else head.text if head else ""
        words = _ends_of_words(text)
        self._revealed = min(len(words), self._revealed + seconds * self._speed(entry, head))
        if isinstance(entry, Turn) and int(self._revealed) >= len(words):
            self._revealed = 0.0
            if (item := self._order.take()) is not None:
                self._above(self._artist.draw(item))
            return
        assert self._region is not None
        shown = text[: words[int(self._revealed) - 1]] if words and self._revealed >= 1 else ""
        self._region.update(self._below(head, entry, shown), refresh=True)

    def _speed(self, entry: Entry | None, head: Track | None) -> float:
        """Words a second. What comes from a service comes at its own speed; what has been waiting comes quickly."""
        model = (head.model if head else "") or (getattr(entry, "model", None) or "")
        if self._pace and model in ("offline", "scripted"):
            return self._pace
        return _UNPACED if self._pace is not None else float("inf")

    def _above(self, drawn: RenderableType) -> None:
        if self._region is not None:
            # Shrunk first: the region is drawn again below whatever is printed, as it was last refreshed.
            self._region.update(self._status(), refresh=True)
        self._screen.print(drawn)

    def _below(self, head: Track | None, entry: Entry | None, shown: str) -> RenderableType:
        status = self._status()
        if not shown:
            return status
        place = (entry.seat, entry.phase, entry.round) if isinstance(entry, Turn) else None
        if place is None:
            assert head is not None
            place = (head.slot.seat, head.slot.phase, head.slot.round)
        seat, phase, round_ = place
        partial = self._artist.partial(seat, shown, phase, round_)
        return Group(Tail(partial, self._screen.height - 4), Text(), status)

    def _status(self) -> RenderableType:
        """Who has the floor; the phase among the phases; tokens and cost; who else is writing."""
        debate, head = self._order.debate, self._order.head
        spinner = _SPINNER[int((time.monotonic() - self._began) * 10) % len(_SPINNER)]
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append(f"{spinner} ", style="bold")
        if head is not None:
            line.append(title_of(debate, head.slot.seat), style=f"bold {self._artist.colour(head.slot.seat)}")
            line.append(f" {_DOING[head.slot.kind]}")
        else:
            line.append("Setting the stage" if not self._order.tracks else "…")
        line.append(f"  {self._progress(head)}", style="dim")
        if others := self._others():
            line.append(f"  + {others}", style="dim")
        if spent := _spent(debate):
            line.append(f"  {spent}", style="dim")
        return line

    def _progress(self, head: Track | None) -> str:
        phases = self._order.debate.format.phases
        name = head.slot.phase if head else ""
        here = next((n for n, phase in enumerate(phases) if phase.name == name), None)
        if here is None or head is None:
            return ""
        rounds = self._order.debate.scenario.rounds or phases[here].rounds
        several = phases[here].slot == "speak" and phases[here].rounds > 1
        round_ = f" round {head.slot.round}/{rounds}" if several else ""
        return f"{'●' * (here + 1)}{'○' * (len(phases) - here - 1)}{round_}"

    def _others(self) -> str:
        beside = [track for track in self._order.beside if track.slot.kind in PROSE]
        return f"{len(beside)} more being written" if beside else ""


async def _chained(first: Event, rest: AsyncIterator[Event]) -> AsyncIterator[Event]:
    yield first
    async for event in rest:
        yield event


def _spent(debate: Debate) -> str:
    tokens = debate.usage.total
    if not tokens:
        return ""
    counted = f"{tokens / 1000:.1f}k tokens" if tokens >= 1000 else f"{tokens} tokens"
    return f"{counted}  ${debate.cost:.2f}"


def _ends_of_words(text: str) -> list[int]:
    return [found.end() for found in re.finditer(r"\S+", text)]
