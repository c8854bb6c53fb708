"""A debate's row: finding it, locking it, and whose pen it names."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from rostra.errors import NotFound
from rostra.ledger.database import Database
from rostra.ledger.leases import Holder, Lease
from rostra.ledger.tables import debates

_NEAR = 200
"""How many ids are looked through for a "did you mean"."""

AnyRow = Row[*tuple[Any, ...]]

lease_columns = (debates.c.host, debates.c.pid, debates.c.started, debates.c.expires)


def key_of(connection: Connection, debate_id: str) -> int:
    """The key that the tables know a debate by. `NotFound`."""
    key: int | None = connection.scalar(select(debates.c.key).where(debates.c.id == debate_id))
    if key is None:
        raise _not_found(connection, debate_id)
    return key


def locked(connection: Connection, database: Database, debate_id: str) -> AnyRow:
    """Key, epoch, lease and the time, of a row that nobody else changes until the transaction ends. `NotFound`."""
    columns = (debates.c.key, debates.c.epoch, *lease_columns, database.now.label("now"))
    row = connection.execute(select(*columns).where(debates.c.id == debate_id).with_for_update()).first()
    if row is None:
        raise _not_found(connection, debate_id)
    return row


def lease_of(row: AnyRow) -> Lease | None:
    """The pen as a row of `lease_columns` names it; None when it is free."""
    if row.pid is None:
        return None
    return Lease(Holder(row.host, row.pid, row.started), row.expires)


def _not_found(connection: Connection, debate_id: str) -> NotFound:
    newest = select(debates.c.id).order_by(debates.c.created.desc()).limit(_NEAR)
    return NotFound("debate", debate_id, connection.scalars(newest))
