"""What is done to a debate as a whole, from its title to its end: each inside the caller's transaction, its row locked first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from rostra.ledger.choosing import SHARED, TAG, labels_of
from rostra.ledger.database import Database
from rostra.ledger.refusals import held
from rostra.ledger.rows import AnyRow, lease_columns, lease_of, locked
from rostra.ledger.stored import clean_text, header, read_debate
from rostra.ledger.tables import debates, headers, labels
from rostra.ledger.wanted import person, tags, title
from rostra.ledger.words import named

DAYS = 30.0
"""How long the bin keeps what nobody takes out."""
_AT_ONCE = 100
"""How many debates are removed for good when a store is first written to: whoever writes should not wait for thousands."""
_NOBODY = {column.name: None for column in lease_columns}


def rename(connection: Connection, database: Database, debate_id: str, to: str) -> None:
    """In the list and in the debate itself."""
    to = title(clean_text(to))
    key = locked(connection, database, debate_id).key
    body = connection.scalar(select(headers.c.body).where(headers.c.debate == key)) or ""
    debate = read_debate(debate_id, body, ()).model_copy(update={"title": to})
    names = {"title": to, "named": named(to, debate_id, debate.scenario.name)}
    connection.execute(update(debates).where(debates.c.key == key).values(names))
    connection.execute(update(headers).where(headers.c.debate == key).values(body=header(debate)))


def tag(
    connection: Connection, database: Database, debate_id: str, add: Collection[str], remove: Collection[str]
) -> tuple[str, ...]:
    """Those that it has then."""
    adds, removes = tags(map(clean_text, add)), tags(map(clean_text, remove))
    key = locked(connection, database, debate_id).key
    _label(connection, key, TAG, adds, removes)
    return labels_of(connection, TAG, [key]).get(key, ())


def share(connection: Connection, database: Database, debate_id: str, with_: str, *, ends: bool = False) -> None:
    """Begin or end sharing it with somebody."""
    who = (person(clean_text(with_)),)
    key = locked(connection, database, debate_id).key
    _label(connection, key, SHARED, () if ends else who, who if ends else ())


def own(connection: Connection, database: Database, debate_id: str, owner: str | None) -> None:
    """Somebody's, or nobody's."""
    key = locked(connection, database, debate_id).key
    owner = None if owner is None else person(clean_text(owner))
    connection.execute(update(debates).where(debates.c.key == key).values(owner=owner))


def bin_(connection: Connection, database: Database, debate_id: str) -> None:
    """Put it into the bin. Whoever had its pen and was late has it no more."""
    row = _unheld(connection, database, debate_id)
    change = update(debates).where(debates.c.key == row.key)
    connection.execute(change.values({**_NOBODY, "deleted": database.now}))


def restore(connection: Connection, database: Database, debate_id: str) -> None:
    """Take it out of the bin."""
    key = locked(connection, database, debate_id, in_bin=True).key
    connection.execute(update(debates).where(debates.c.key == key).values(deleted=None))


def purge(connection: Connection, database: Database, debate_id: str) -> None:
    """Remove it for good."""
    row = _unheld(connection, database, debate_id, in_bin=True)
    connection.execute(delete(debates).where(debates.c.key == row.key))


def sweep(connection: Connection, database: Database, days: float = DAYS, limit: int = _AT_ONCE) -> int:
    """Remove what has been in the bin longer, the oldest first."""
    old = select(debates.c.key).where(debates.c.deleted < database.now - days * 86_400)
    keys = connection.scalars(old.order_by(debates.c.deleted).limit(limit)).all()
    if keys:
        connection.execute(delete(debates).where(debates.c.key.in_(keys)))
    return len(keys)


def _unheld(connection: Connection, database: Database, debate_id: str, *, in_bin: bool = False) -> AnyRow:
    row = locked(connection, database, debate_id, in_bin=in_bin)
    lease = lease_of(row)
    if lease and lease.live(row.now):
        raise held(debate_id, lease, row.now)
    return row


def _label(connection: Connection, key: int, name: str, add: Sequence[str], remove: Sequence[str]) -> None:
    mine = (labels.c.debate == key, labels.c.name == name)
    connection.execute(delete(labels).where(*mine, labels.c.value.in_((*add, *remove))))
    rows = [{"debate": key, "name": name, "value": value} for value in add if value not in remove]
    if rows:
        connection.execute(insert(labels), rows)
