"""What a run of the graph shares: the debate as it stands, the pen, and the way out to whoever watches."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, Protocol

from rostra.agenda import anchor_now, next_slots
from rostra.debate import Ballot, Debate, Decision, Entry, Question
from rostra.events import EntryAdded, Event
from rostra.ledger.base import Ledger, Message, Waiting, Writer
from rostra.models.base import ChatModel
from rostra.slot import Slot

Clock = Callable[[], datetime]
Person = Callable[[Debate, Slot], Awaitable[str | None]]
"""Asks the person who holds a seat in this process; None passes the turn."""
Halt = Literal["failed", "waiting", "paused", "budget"]


class Opener(Protocol):
    """Opens models by name, `provider:model`; see `rostra.models.registry.Models`."""

    def get(self, spec: str) -> ChatModel:
        """The model of that name."""
        ...


def utc_now() -> datetime:
    """The clock outside of tests."""
    return datetime.now(UTC)


@dataclass(kw_only=True)
class Run:
    """The context of one run. The only thing that changes while the graph runs."""

    debate: Debate
    ledger: Ledger
    writer: Writer
    models: Opener
    emit: Callable[[Event], None]
    now: Clock = utc_now
    person: Person | None = None
    budget: float | None = None
    """US dollars the whole debate may cost."""
    halt: Halt | None = None
    """Why the run must end although the agenda goes on."""
    reason: str = ""
    remedy: str = ""
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def append(self, entry: Entry, *, consumes: int | None = None) -> None:
        """Make an entry durable, then part of the debate, then seen: in that order, one at a time."""
        async with self._lock:
            stored = await self.writer.append(entry, consumes=consumes)
            self.debate = self.debate.append(stored)
            self.emit(EntryAdded(entry=stored))

    def stop(self, why: Halt, reason: str, remedy: str = "") -> None:
        """End the run once what is under way has finished; the first reason stays."""
        if self.halt is None:
            self.halt, self.reason, self.remedy = why, reason, remedy

    async def drain(self) -> None:
        """Turn what people sent into entries, anchored here. What a seat's holder says waits for its slot."""
        for waiting in await self.ledger.inbox(self.debate.id):
            message = waiting.message
            if message.kind == "pause":
                await self.ledger.discard(self.debate.id, waiting.id)
                self.stop("paused", f"Paused by {message.by}.")
            elif message.kind == "answer":
                await self._discard_late(waiting)
            else:
                entry = entry_of(message, after=anchor_now(self.debate), at=self.now())
                await self.append(entry, consumes=waiting.id)
                if message.kind in ("continue", "question"):  # either may open a debate that was over
                    await self.writer.ended(not next_slots(self.debate))

    async def _discard_late(self, waiting: Waiting) -> None:
        closed = any(entry.slot == waiting.message.slot for entry in self.debate.entries if entry.slot is not None)
        if closed:
            await self.ledger.discard(self.debate.id, waiting.id)


def entry_of(message: Message, *, after: int, at: datetime) -> Entry:
    """What a person's message becomes in the transcript."""
    match message.kind:
        case "question":
            return Question(text=message.text, by=message.by, to=message.seat, after=after, at=at)
        case "ballot":
            choice = message.choice or "undecided"
            poll = message.poll or "poll"
            return Ballot(voter=message.by, poll=poll, choice=choice, says=message.text, after=after, at=at)
        case "call" | "continue" | "stop":
            return Decision(
                action=message.kind, by=message.by, seat=message.seat, rounds=message.rounds, after=after, at=at
            )
        case "skip":
            return Decision(action="skip", by=message.by, seat=message.seat, after=after, at=at)
        case "shorter" | "deeper":
            return Decision(action=message.kind, by=message.by, after=after, at=at)
        case "pause" | "answer":
            raise ValueError(f"a message of kind {message.kind!r} becomes no entry of its own")
