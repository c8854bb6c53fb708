"""The pen of one debate in a SQL store. Each method is one transaction that locks the debate's row first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Double, Integer, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.dml import ReturningUpdate

from rostra.debate import Entry
from rostra.ledger.base import Writer
from rostra.ledger.database import Database
from rostra.ledger.leases import Holder
from rostra.ledger.refusals import held, lost, not_waiting, slot_closed
from rostra.ledger.rows import lease_columns, lease_of, locked
from rostra.ledger.stored import clean, stored_row
from rostra.ledger.tables import debates, entries, inbox

_MINE = update(debates).where(
    debates.c.key == bindparam("my_key"), debates.c.epoch == bindparam("my_epoch"), debates.c.pid.is_not(None)
)
_ENTER = insert(entries)
_NOBODY = {column.name: None for column in lease_columns}


class Pen(Writer):
    """`Writer` for SQLite and PostgreSQL."""

    def __init__(self, database: Database, debate_id: str, lease: float) -> None:
        self._database = database
        self._debate_id = debate_id
        self._expires = database.now + lease
        # Built once: putting a statement together costs as much as running it.
        self._renew = _MINE.values(expires=self._expires).returning(debates.c.entries)
        self._advance = self._renew.values(
            entries=debates.c.entries + 1,
            turns=debates.c.turns + bindparam("said", type_=Integer),
            cost=debates.c.cost + bindparam("spent", type_=Double),
            updated=database.now,
        )
        self._key = 0
        self._epoch = 0

    @property
    def epoch(self) -> int:
        return self._epoch

    async def take(self) -> None:
        """Become the writer. `NotFound`, `DebateHeld`."""
        await self._database.write(self._take)

    async def release(self) -> None:
        """Let go, unless somebody took over already."""
        if self._epoch:
            await self._database.write(self._release)

    async def append(self, entry: Entry, *, consumes: int | None = None) -> Entry:
        entry = clean(entry)
        seq = await self._database.write(lambda connection: self._append(connection, entry, consumes))
        return entry.model_copy(update={"seq": seq})

    async def ended(self, ended: bool) -> None:
        await self._database.write(lambda connection: self._change(connection, self._renew.values(ended=ended)))

    async def renew(self) -> None:
        await self._database.write(lambda connection: self._change(connection, self._renew))

    def _take(self, connection: Connection) -> None:
        debate = locked(connection, self._database, self._debate_id)
        lease = lease_of(debate)
        if lease and lease.live(debate.now):
            raise held(self._debate_id, lease, debate.now)
        me = Holder.here()
        connection.execute(
            update(debates)
            .where(debates.c.key == debate.key)
            .values(epoch=debate.epoch + 1, host=me.host, pid=me.pid, started=me.started, expires=self._expires)
        )
        self._key, self._epoch = debate.key, debate.epoch + 1

    def _release(self, connection: Connection) -> None:
        connection.execute(_MINE.values(_NOBODY), {"my_key": self._key, "my_epoch": self._epoch})

    def _append(self, connection: Connection, entry: Entry, consumes: int | None) -> int:
        said = {"said": int(entry.kind == "turn"), "spent": entry.cost or 0.0}
        seq = self._change(connection, self._advance, **said)
        try:
            connection.execute(_ENTER, stored_row(self._key, seq, entry))
        except IntegrityError as error:
            raise slot_closed(self._debate_id, entry.slot) from error
        if consumes is not None:
            taken = delete(inbox).where(inbox.c.id == consumes, inbox.c.debate == self._key)
            if not connection.execute(taken).rowcount:
                raise not_waiting(self._debate_id, consumes)
        return seq

    def _change(self, connection: Connection, change: ReturningUpdate[int], **values: Any) -> int:
        """Change the debate's row if the pen is still ours; how many entries it has then. `LeaseLost`.

        The check is part of the update, which locks the row until the transaction ends: no takeover comes in between.
        """
        seq = connection.scalar(change, {"my_key": self._key, "my_epoch": self._epoch, **values})
        if seq is None:
            row = connection.execute(select(*lease_columns).where(debates.c.id == self._debate_id)).first()
            raise lost(self._debate_id, lease_of(row) if row else None)
        return seq
