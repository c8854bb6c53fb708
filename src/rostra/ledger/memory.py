"""A ledger that lives as long as its process."""

from __future__ import annotations

import itertools
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from rostra.debate import Debate, Entry
from rostra.errors import NotFound
from rostra.ledger.base import Hit, Ledger, Listing, Message, Waiting, Writer
from rostra.ledger.leases import LEASE_SECONDS, Clock, Holder, Lease, moment, seconds, status
from rostra.ledger.refusals import debate_exists, held, lost, not_waiting, slot_closed
from rostra.ledger.stored import clean, spoken
from rostra.ledger.words import asked, counted, snippet


@dataclass(slots=True)
class _Kept:
    header: Debate
    updated: float
    entries: list[Entry] = field(default_factory=list)
    inbox: dict[int, Message] = field(default_factory=dict)
    epoch: int = 0
    lease: Lease | None = None
    ended: bool = False

    def add(self, entry: Entry) -> Entry:
        if entry.slot is not None and any(entry.slot == other.slot for other in self.entries):
            raise slot_closed(self.header.id, entry.slot)
        entry = entry.model_copy(update={"seq": len(self.entries) + 1})
        self.entries.append(entry)
        return entry


class MemoryLedger(Ledger):
    """The contract of `Ledger` without a file: for tests, and for debates nobody wants to keep."""

    def __init__(self, *, clock: Clock | None = None, lease: float = LEASE_SECONDS) -> None:
        self._clock = clock or time.time
        self._lease = lease
        self._debates: dict[str, _Kept] = {}
        self._ids = itertools.count(1)

    async def create(self, debate: Debate, *, replace: bool = False, ended: bool = False) -> None:
        debate = clean(debate)
        if debate.id in self._debates and not replace:
            raise debate_exists(debate.id)
        kept = _Kept(header=debate.model_copy(update={"entries": ()}), updated=self._clock(), ended=ended)
        for entry in debate.entries:
            kept.add(entry)
        if debate.id in self._debates:
            await self.delete(debate.id)
        self._debates[debate.id] = kept

    async def load(self, debate_id: str) -> Debate:
        kept = self._find(debate_id)
        return kept.header.append(*kept.entries)

    async def since(self, debate_id: str, seq: int) -> Sequence[Entry]:
        return tuple(self._find(debate_id).entries[max(0, seq) :])

    @asynccontextmanager
    async def write(self, debate_id: str) -> AsyncIterator[_Pen]:
        kept, now = self._find(debate_id), self._clock()
        if kept.lease and kept.lease.live(now):
            raise held(debate_id, kept.lease, now)
        kept.epoch += 1
        kept.lease = Lease(Holder.here(), now + self._lease)
        pen = _Pen(self, kept, kept.epoch)
        try:
            yield pen
        finally:
            if kept.epoch == pen.epoch:
                kept.lease = None

    async def send(self, debate_id: str, message: Message) -> int:
        kept, message_id = self._find(debate_id), next(self._ids)
        kept.inbox[message_id] = clean(message)
        return message_id

    async def inbox(self, debate_id: str) -> Sequence[Waiting]:
        return tuple(Waiting(id=number, message=message) for number, message in self._find(debate_id).inbox.items())

    async def discard(self, debate_id: str, message_id: int) -> None:
        self._find(debate_id).inbox.pop(message_id, None)

    async def list(self, *, limit: int = 100, offset: int = 0) -> Sequence[Listing]:
        newest = sorted(self._debates.values(), key=lambda kept: seconds(kept.header.created))[::-1]
        return tuple(self._listing(kept) for kept in newest[offset : offset + limit])

    async def search(self, words: str, *, limit: int = 20) -> Sequence[Hit]:
        terms = asked(words)
        found = [
            (
                counted(text, terms),
                entry.at,
                Hit(debate=id_, title=kept.header.title, seq=seq, snippet=snippet(text, terms)),
            )
            for id_, kept in self._debates.items()
            for seq, entry in enumerate(kept.entries, 1)
            if terms and counted(text := spoken(entry), terms)
        ]
        found.sort(key=lambda hit: hit[:2], reverse=True)
        return tuple(hit for *_, hit in found[:limit])

    async def delete(self, debate_id: str) -> None:
        kept, now = self._find(debate_id), self._clock()
        if kept.lease and kept.lease.live(now):
            raise held(debate_id, kept.lease, now)
        kept.lease = None
        del self._debates[debate_id]

    async def close(self) -> None:
        return None

    def _find(self, debate_id: str) -> _Kept:
        try:
            return self._debates[debate_id]
        except KeyError:
            raise NotFound("debate", debate_id, self._debates) from None

    def _listing(self, kept: _Kept) -> Listing:
        debate = kept.header.append(*kept.entries)
        return Listing(
            id=debate.id,
            title=debate.title,
            scenario=debate.scenario.name,
            format=debate.format.name,
            created=debate.created,
            updated=moment(kept.updated),
            turns=len(debate.turns),
            status=status(kept.ended, kept.lease, self._clock()),
            cost=debate.cost,
        )


class _Pen(Writer):
    def __init__(self, ledger: MemoryLedger, kept: _Kept, epoch: int) -> None:
        self._ledger = ledger
        self._kept = kept
        self._epoch = epoch

    @property
    def epoch(self) -> int:
        return self._epoch

    async def append(self, entry: Entry, *, consumes: int | None = None) -> Entry:
        kept = self._held()
        if consumes is not None and consumes not in kept.inbox:
            raise not_waiting(kept.header.id, consumes)
        entry = kept.add(clean(entry))
        if consumes is not None:
            del kept.inbox[consumes]
        kept.updated = self._ledger._clock()
        return entry

    async def ended(self, ended: bool) -> None:
        self._held().ended = ended

    async def renew(self) -> None:
        self._held()

    def _held(self) -> _Kept:
        """What may be written, its lease extended. `LeaseLost`."""
        kept, ledger = self._kept, self._ledger
        if kept.epoch != self.epoch or kept.lease is None:
            raise lost(kept.header.id, kept.lease)
        kept.lease = Lease(kept.lease.holder, ledger._clock() + ledger._lease)
        return kept
