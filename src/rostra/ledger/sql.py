"""The ledger in a SQL database, SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from rostra.debate import Debate, Entry
from rostra.errors import LedgerError, NotFound
from rostra.ledger.base import Hit, Ledger, Listing, Message, Waiting, Writer
from rostra.ledger.database import Database, Dialect
from rostra.ledger.leases import LEASE_SECONDS, Clock, moment, seconds, status
from rostra.ledger.pen import Pen
from rostra.ledger.refusals import debate_exists, held, slot_closed
from rostra.ledger.rows import key_of, lease_of, locked
from rostra.ledger.stored import (
    clean,
    clean_text,
    entry_row,
    header,
    message_body,
    read_debate,
    read_entry,
    read_message,
)
from rostra.ledger.tables import debates, entries, headers, inbox
from rostra.ledger.words import asked, snippet


class SqlLedger(Ledger):
    """The contract of `Ledger`, kept in tables."""

    def __init__(self, dialect: Dialect, *, clock: Clock | None = None, lease: float = LEASE_SECONDS) -> None:
        self._database = Database(dialect, clock=clock)
        self._lease = lease

    async def create(self, debate: Debate, *, replace: bool = False, ended: bool = False) -> None:
        debate = clean(debate)

        def work(connection: Connection) -> None:
            if replace:
                with suppress(NotFound):
                    self._delete(connection, debate.id)
            self._create(connection, debate, ended)

        await self._database.write(work)

    def _create(self, connection: Connection, debate: Debate, ended: bool) -> None:
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
        }
        try:
            key = connection.scalar(insert(debates).values(row).returning(debates.c.key))
        except IntegrityError as error:
            raise debate_exists(debate.id) from error
        connection.execute(insert(headers).values(debate=key, body=header(debate)))
        _check_slots(debate)
        if debate.entries:
            rows = [{"debate": key, "seq": seq, **entry_row(entry)} for seq, entry in enumerate(debate.entries, 1)]
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

    async def list(self, *, limit: int = 100, offset: int = 0) -> Sequence[Listing]:
        def work(connection: Connection) -> tuple[Listing, ...]:
            newest = select(debates, self._database.now.label("now")).order_by(
                debates.c.created.desc(), debates.c.key.desc()
            )
            return tuple(_listing(row) for row in connection.execute(newest.limit(limit).offset(offset)))

        return await self._database.read(work)

    async def search(self, words: str, *, limit: int = 20) -> Sequence[Hit]:
        terms = asked(clean_text(words))
        if not terms:
            return ()

        def work(connection: Connection) -> tuple[Hit, ...]:
            found = connection.execute(self._database.dialect.search(terms, limit))
            return tuple(
                Hit(debate=debate_id, title=title, seq=seq, snippet=snippet(text, terms))
                for debate_id, title, seq, text in found
            )

        return await self._database.read(work)

    async def delete(self, debate_id: str) -> None:
        await self._database.write(lambda connection: self._delete(connection, debate_id))

    def _delete(self, connection: Connection, debate_id: str) -> None:
        debate = locked(connection, self._database, debate_id)
        lease = lease_of(debate)
        if lease and lease.live(debate.now):
            raise held(debate_id, lease, debate.now)
        connection.execute(delete(debates).where(debates.c.key == debate.key))

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


def _listing(row: Any) -> Listing:
    return Listing(
        id=row.id,
        title=row.title,
        scenario=row.scenario,
        format=row.format,
        created=moment(row.created),
        updated=moment(row.updated),
        turns=row.turns,
        status=status(row.ended, lease_of(row), row.now),
        cost=row.cost,
    )
