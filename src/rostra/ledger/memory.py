"""A ledger that lives as long as its process."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from rostra.debate import Debate, Entry
from rostra.errors import NotFound
from rostra.ledger.base import Hit, Ledger, Listing, Message, Waiting, Writer
from rostra.ledger.finding import Place, found
from rostra.ledger.leases import LEASE_SECONDS, Clock, Holder, Lease, moment, seconds, status
from rostra.ledger.refusals import binned, debate_exists, held, lost, not_waiting, slot_closed
from rostra.ledger.stored import clean, clean_text, entry_row, numbered
from rostra.ledger.wanted import EVERYTHING, Wanted, person, ranked, tags
from rostra.ledger.wanted import title as title_of
from rostra.ledger.words import Sought, in_names, named, sought


@dataclass(slots=True)
class _Kept:
    header: Debate
    updated: float
    entries: list[Entry] = field(default_factory=list)
    inbox: dict[int, Message] = field(default_factory=dict)
    epoch: int = 0
    lease: Lease | None = None
    ended: bool = False
    owner: str | None = None
    tags: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)
    deleted: float | None = None

    @property
    def named(self) -> str:
        return named(self.header.title, self.header.id, self.header.scenario.name)

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

    async def create(
        self, debate: Debate, *, owner: str | None = None, replace: bool = False, ended: bool = False
    ) -> Debate:
        debate, owner = numbered(clean(debate)), None if owner is None else person(clean_text(owner))
        taken = self._debates.get(debate.id)
        if taken and not replace:
            raise debate_exists(debate.id, binned=taken.deleted is not None)
        header = debate.model_copy(update={"entries": ()})
        kept = _Kept(header=header, updated=self._clock(), owner=owner, ended=ended)
        for entry in debate.entries:
            kept.add(entry)
        if taken:
            await self.purge(debate.id)
        self._debates[debate.id] = kept
        return debate

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

    async def list(self, wanted: Wanted = EVERYTHING, *, limit: int = 100, offset: int = 0) -> Sequence[Listing]:
        found = [(kept, self._listing(kept)) for kept in self._wanted(wanted)]
        newest = sorted(found, key=lambda each: seconds(each[1].created))[::-1]
        match wanted.sort:
            case "oldest":
                newest.reverse()
            case "updated" | "turns" | "cost" as field_:
                newest.sort(key=lambda each: getattr(each[1], field_), reverse=True)
            case "title":
                newest.sort(key=lambda each: each[0].named)
            case "newest":
                pass
        return tuple(listing for _, listing in newest[offset : offset + limit])

    async def count(self, wanted: Wanted = EVERYTHING) -> int:
        return len(self._wanted(wanted))

    async def tags(self, wanted: Wanted = EVERYTHING) -> Mapping[str, int]:
        return ranked(Counter(tag for kept in self._wanted(wanted) for tag in kept.tags))

    async def formats(self, wanted: Wanted = EVERYTHING) -> Mapping[str, int]:
        return ranked(Counter(kept.header.format.name for kept in self._wanted(wanted)))

    async def search(self, words: str, wanted: Wanted = EVERYTHING, *, limit: int = 20) -> Sequence[Hit]:
        asked = sought(clean_text(words))
        newest = self._wanted(wanted)[::-1]

        def said(_: Sought) -> Iterator[Place]:
            for kept in newest:
                for entry in reversed(kept.entries):
                    row = entry_row(entry)
                    texts = row["kind"], row["text"], row["body"]
                    yield Place(kept.header.id, kept.header.title, entry.seq, *texts)

        titles = (Place.of_title(kept.header.id, kept.header.title) for kept in newest)
        return found(titles, said, asked, limit) if asked else ()

    async def rename(self, debate_id: str, title: str) -> None:
        kept, to = self._find(debate_id), title_of(clean_text(title))
        kept.header = kept.header.model_copy(update={"title": to})

    async def tag(self, debate_id: str, add: Collection[str] = (), remove: Collection[str] = ()) -> tuple[str, ...]:
        kept, adds, removes = self._find(debate_id), tags(map(clean_text, add)), tags(map(clean_text, remove))
        kept.tags = (kept.tags | {*adds}) - {*removes}
        return tuple(sorted(kept.tags))

    async def own(self, debate_id: str, owner: str | None) -> None:
        self._find(debate_id).owner = None if owner is None else person(clean_text(owner))

    async def share(self, debate_id: str, with_: str) -> None:
        self._find(debate_id).shared.add(person(clean_text(with_)))

    async def unshare(self, debate_id: str, with_: str) -> None:
        self._find(debate_id).shared.discard(person(clean_text(with_)))

    async def delete(self, debate_id: str) -> None:
        kept = self._unheld(debate_id)
        kept.lease, kept.deleted = None, self._clock()

    async def restore(self, debate_id: str) -> None:
        self._find(debate_id, in_bin=True).deleted = None

    async def purge(self, debate_id: str) -> None:
        self._unheld(debate_id, in_bin=True).lease = None
        del self._debates[debate_id]

    async def sweep(self, days: float = 30) -> int:
        since = self._clock() - days * 86_400
        old = [id_ for id_, kept in self._debates.items() if kept.deleted is not None and kept.deleted < since]
        for id_ in old:
            del self._debates[id_]
        return len(old)

    async def close(self) -> None:
        return None

    def _find(self, debate_id: str, *, in_bin: bool = False) -> _Kept:
        kept = self._debates.get(debate_id)
        if kept is None:
            raise NotFound("debate", debate_id, (id_ for id_, each in self._debates.items() if each.deleted is None))
        if kept.deleted is not None and not in_bin:
            raise binned(debate_id)
        return kept

    def _unheld(self, debate_id: str, *, in_bin: bool = False) -> _Kept:
        kept, now = self._find(debate_id, in_bin=in_bin), self._clock()
        if kept.lease and kept.lease.live(now):
            raise held(debate_id, kept.lease, now)
        return kept

    def _wanted(self, wanted: Wanted) -> Sequence[_Kept]:
        """Those that are wanted, in the order in which they were stored."""
        names = [in_names(term) for term in sought(wanted.words).terms]
        tagged = {*tags(wanted.tags)}
        owner, who = person(wanted.owner) if wanted.owner is not None else None, wanted.seen_by
        now = self._clock()
        return [
            kept
            for id_, kept in self._debates.items()
            if wanted.deleted == (kept.deleted is not None)
            and (all(name in kept.named for name in names) or id_ in wanted.said)
            and wanted.status in (None, status(kept.ended, kept.lease, now))
            and wanted.format in (None, kept.header.format.name)
            and tagged <= kept.tags
            and owner in (None, kept.owner)
            and (who is None or kept.owner in who or not kept.shared.isdisjoint(who))
            and (wanted.among is None or id_ in wanted.among)
            and (wanted.parents is None or (kept.header.lineage and kept.header.lineage.parent in wanted.parents))
        ]

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
            tags=tuple(sorted(kept.tags)),
            owner=kept.owner,
            shared=tuple(sorted(kept.shared)),
            lineage=debate.lineage,
            deleted=None if kept.deleted is None else moment(kept.deleted),
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
