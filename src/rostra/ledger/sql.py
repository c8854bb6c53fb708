"""The ledger in a SQL database, SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from rostra.debate import Debate, Entry
from rostra.errors import LedgerError, NotFound
from rostra.ledger import keeping
from rostra.ledger.base import Hit, Ledger, Listing, Message, Waiting, Writer
from rostra.ledger.choosing import conditions, listings, order, tally
from rostra.ledger.database import Database, Dialect
from rostra.ledger.finding import CANDIDATES, Place, found
from rostra.ledger.leases import LEASE_SECONDS, Clock, seconds
from rostra.ledger.pen import Pen
from rostra.ledger.refusals import debate_exists, slot_closed
from rostra.ledger.rows import key_of
from rostra.ledger.stored import (
    clean,
    clean_text,
    header,
    message_body,
    numbered,
    read_debate,
    read_entry,
    read_message,
    stored_row,
)
from rostra.ledger.tables import debates, entries, headers, inbox
from rostra.ledger.wanted import EVERYTHING, Wanted, person
from rostra.ledger.words import Sought, in_names, named, sought


class SqlLedger(Ledger):
    """The contract of `Ledger`, kept in tables."""

    def __init__(self, dialect: Dialect, *, clock: Clock | None = None, lease: float = LEASE_SECONDS) -> None:
        self._database = Database(dialect, clock=clock, chore=lambda c: keeping.sweep(c, self._database))
        self._lease = lease

    async def create(
        self, debate: Debate, *, owner: str | None = None, replace: bool = False, ended: bool = False
    ) -> Debate:
        debate, owner = numbered(clean(debate)), None if owner is None else person(clean_text(owner))

        def work(connection: Connection) -> None:
            if replace:
                with suppress(NotFound):
                    keeping.purge(connection, self._database, debate.id)
            self._create(connection, debate, owner, ended)

        await self._database.write(work)
        return debate

    def _create(self, connection: Connection, debate: Debate, owner: str | None, ended: bool) -> None:
        row = {
            "id": debate.id,
            "title": debate.title,
            "scenario": debate.scenario.name,
            "format": debate.format.name,
            "created": seconds(debate.created),
            "updated": self._database.now,
            "entries": len(debate.entries),
            "turns": len(debate.turns),
            "cost": debate.cost,
            "ended": ended,
            "epoch": 0,
            "named": named(debate.title, debate.id, debate.scenario.name),
            "owner": owner,
        }
        if debate.lineage:
            row |= {"parent": debate.lineage.parent, "parent_slot": debate.lineage.at, "parent_how": debate.lineage.how}
        taken = connection.execute(select(debates.c.deleted).where(debates.c.id == debate.id)).first()
        if taken:
            raise debate_exists(debate.id, binned=taken.deleted is not None)
        try:
            key = connection.scalar(insert(debates).values(row).returning(debates.c.key))
        except IntegrityError as error:  # somebody was a moment earlier
            raise debate_exists(debate.id) from error
        connection.execute(insert(headers).values(debate=key, body=header(debate)))
        _check_slots(debate)
        if debate.entries:
            rows = [stored_row(key, seq, entry) for seq, entry in enumerate(debate.entries, 1)]
            connection.execute(insert(entries), rows)

    async def load(self, debate_id: str) -> Debate:
        def work(connection: Connection) -> Debate:
            key = key_of(connection, debate_id)
            body: str = connection.scalar(select(headers.c.body).where(headers.c.debate == key)) or ""
            return read_debate(debate_id, body, _entries(connection, debate_id, key))

        return await self._database.read(work)

    async def since(self, debate_id: str, seq: int) -> Sequence[Entry]:
        return await self._database.read(lambda c: _entries(c, debate_id, key_of(c, debate_id), seq))

    @asynccontextmanager
    async def write(self, debate_id: str) -> AsyncIterator[Writer]:
        pen = Pen(self._database, debate_id, self._lease)
        try:
            await pen.take()
            yield pen
        finally:
            with suppress(LedgerError):  # a lease that cannot be given back runs out by itself
                await pen.release()

    async def send(self, debate_id: str, message: Message) -> int:
        body = message_body(clean(message))

        def work(connection: Connection) -> int:
            row = insert(inbox).values(debate=key_of(connection, debate_id), body=body)
            message_id: int = connection.execute(row.returning(inbox.c.id)).scalar_one()
            return message_id

        return await self._database.write(work)

    async def inbox(self, debate_id: str) -> Sequence[Waiting]:
        def work(connection: Connection) -> tuple[Waiting, ...]:
            waits = select(inbox.c.id, inbox.c.body).where(inbox.c.debate == key_of(connection, debate_id))
            rows = connection.execute(waits.order_by(inbox.c.id))
            return tuple(Waiting(id=number, message=read_message(number, body)) for number, body in rows)

        return await self._database.read(work)

    async def discard(self, debate_id: str, message_id: int) -> None:
        def work(connection: Connection) -> None:
            key = key_of(connection, debate_id)
            connection.execute(delete(inbox).where(inbox.c.id == message_id, inbox.c.debate == key))

        await self._database.write(work)

    async def list(self, wanted: Wanted = EVERYTHING, *, limit: int = 100, offset: int = 0) -> Sequence[Listing]:
        return await self._database.read(lambda c: listings(c, self._database, wanted, limit, offset))

    async def count(self, wanted: Wanted = EVERYTHING) -> int:
        def work(connection: Connection) -> int:
            chosen = conditions(connection, self._database, wanted)
            return connection.scalar(select(func.count()).select_from(debates).where(*chosen)) or 0

        return await self._database.read(work)

    async def tags(self, wanted: Wanted = EVERYTHING) -> Mapping[str, int]:
        return await self._database.read(lambda c: tally(c, self._database, wanted, tags=True))

    async def formats(self, wanted: Wanted = EVERYTHING) -> Mapping[str, int]:
        return await self._database.read(lambda c: tally(c, self._database, wanted, tags=False))

    async def search(self, words: str, wanted: Wanted = EVERYTHING, *, limit: int = 20) -> Sequence[Hit]:
        asked = sought(clean_text(words))
        if not asked:
            return ()

        def work(connection: Connection) -> tuple[Hit, ...]:
            chosen = conditions(connection, self._database, wanted)
            called = (debates.c.named.contains(in_names(term), autoescape=True) for term in asked.terms)
            titles = select(debates.c.id, debates.c.title).where(*called, *chosen)
            newest = connection.execute(titles.order_by(*order(self._database, "newest")).limit(CANDIDATES))

            def said(looked_for: Sought) -> Iterator[Place]:
                entries_ = self._database.dialect.search(looked_for).where(*chosen).limit(CANDIDATES)
                return (Place(*row) for row in connection.execute(entries_))

            return found((Place.of_title(*row) for row in newest), said, asked, limit)

        return await self._database.read(work)

    async def rename(self, debate_id: str, title: str) -> None:
        await self._database.write(lambda c: keeping.rename(c, self._database, debate_id, title))

    async def tag(self, debate_id: str, add: Collection[str] = (), remove: Collection[str] = ()) -> tuple[str, ...]:
        return await self._database.write(lambda c: keeping.tag(c, self._database, debate_id, add, remove))

    async def own(self, debate_id: str, owner: str | None) -> None:
        await self._database.write(lambda c: keeping.own(c, self._database, debate_id, owner))

    async def share(self, debate_id: str, with_: str) -> None:
        await self._database.write(lambda c: keeping.share(c, self._database, debate_id, with_))

    async def unshare(self, debate_id: str, with_: str) -> None:
        await self._database.write(lambda c: keeping.share(c, self._database, debate_id, with_, ends=True))

    async def delete(self, debate_id: str) -> None:
        await self._database.write(lambda c: keeping.bin_(c, self._database, debate_id))

    async def restore(self, debate_id: str) -> None:
        await self._database.write(lambda c: keeping.restore(c, self._database, debate_id))

    async def purge(self, debate_id: str) -> None:
        await self._database.write(lambda c: keeping.purge(c, self._database, debate_id))

    async def sweep(self, days: float = keeping.DAYS) -> int:
        return await self._database.write(lambda c: keeping.sweep(c, self._database, days, limit=1_000_000))

    async def close(self) -> None:
        await self._database.close()


def _check_slots(debate: Debate) -> None:
    seen: set[int] = set()
    for entry in debate.entries:
        if entry.slot is not None and entry.slot in seen:
            raise slot_closed(debate.id, entry.slot)
        seen.update(filter(None, (entry.slot,)))


def _entries(connection: Connection, debate_id: str, key: int, after: int = 0) -> tuple[Entry, ...]:
    columns = (entries.c.seq, entries.c.slot, entries.c.kind, entries.c.text, entries.c.body)
    found = select(*columns).where(entries.c.debate == key, entries.c.seq > after).order_by(entries.c.seq)
    return tuple(read_entry(debate_id, *row) for row in connection.execute(found))
