"""A debate's row: finding it, locking it, and whose pen it names."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from rostra.errors import NotFound
from rostra.ledger.database import Database
from rostra.ledger.leases import Holder, Lease
from rostra.ledger.refusals import binned
from rostra.ledger.tables import debates

_NEAR = 200
"""How many ids are looked through for a "did you mean"."""

AnyRow = Row[*tuple[Any, ...]]

lease_columns = (debates.c.host, debates.c.pid, debates.c.started, debates.c.expires)


def key_of(connection: Connection, debate_id: str) -> int:
    """The key that the tables know a debate by. `NotFound`."""
    row = connection.execute(select(debates.c.key, debates.c.deleted).where(debates.c.id == debate_id)).first()
    if row is None:
        raise _not_found(connection, debate_id)
    if row.deleted is not None:
        raise binned(debate_id)
    key: int = row.key
    return key


def locked(connection: Connection, database: Database, debate_id: str, *, in_bin: bool = False) -> AnyRow:
    """Key, epoch, lease and the time, of a row that nobody else changes until the transaction ends. `NotFound`.

    `in_bin`: whether one that was deleted will do.
    """
    columns = (debates.c.key, debates.c.epoch, debates.c.deleted, *lease_columns, database.now.label("now"))
    row = connection.execute(select(*columns).where(debates.c.id == debate_id).with_for_update()).first()
    if row is None:
        raise _not_found(connection, debate_id)
    if row.deleted is not None and not in_bin:
        raise binned(debate_id)
    return row


def lease_of(row: AnyRow) -> Lease | None:
    """The pen as a row of `lease_columns` names it; None when it is free."""
    if row.pid is None:
        return None
    return Lease(Holder(row.host, row.pid, row.started), row.expires)


def _not_found(connection: Connection, debate_id: str) -> NotFound:
    newest = select(debates.c.id).where(debates.c.deleted.is_(None)).order_by(debates.c.created.desc()).limit(_NEAR)
    return NotFound("debate", debate_id, connection.scalars(newest))
