"""What is wanted, as the database is asked for it: conditions, an order, and the rows as they are listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, collate, func, select, true, union

from rostra.debate import Lineage
from rostra.ledger.base import Listing
from rostra.ledger.database import Database
from rostra.ledger.leases import moment, status
from rostra.ledger.rows import AnyRow, lease_columns, lease_of
from rostra.ledger.tables import debates, labels
from rostra.ledger.wanted import Sort, Wanted, person, ranked, tags
from rostra.ledger.words import in_names, sought

TAG, SHARED = "tag", "shared"
"""Names of labels."""

_LISTED = [column for column in debates.c if column.name not in ("named", "epoch", "entries")]


def conditions(connection: Connection, database: Database, wanted: Wanted) -> list[ColumnElement[bool]]:
    """What has to hold for a row of `debates`."""
    return [
        debates.c.deleted.is_not(None) if wanted.deleted else debates.c.deleted.is_(None),
        *(debates.c.named.contains(in_names(term), autoescape=True) for term in sought(wanted.words).terms),
        *_status(connection, database, wanted),
        *([debates.c.format == wanted.format] if wanted.format is not None else []),
        *(debates.c.key.in_(_labelled(TAG, tag)) for tag in tags(wanted.tags)),
        *([debates.c.owner == person(wanted.owner)] if wanted.owner is not None else []),
        *([_visible(wanted.seen_by)] if wanted.seen_by is not None else []),
        *([debates.c.id.in_(wanted.among)] if wanted.among is not None else []),
    ]


def order(database: Database, sort: Sort) -> tuple[ColumnElement[Any], ...]:
    """In which order they come."""
    newest = (debates.c.created.desc(), debates.c.key.desc())
    match sort:
        case "newest":
            return newest
        case "oldest":
            return (debates.c.created, debates.c.key)
        case "updated":
            return (debates.c.updated.desc(), *newest)
        case "title":  # by the letters themselves, whatever the server's language
            return (collate(debates.c.named, database.dialect.plain_order), *newest)
        case "turns":
            return (debates.c.turns.desc(), *newest)
        case "cost":
            return (debates.c.cost.desc(), *newest)


def listings(
    connection: Connection, database: Database, wanted: Wanted, limit: int, offset: int
) -> tuple[Listing, ...]:
    """A page of what is wanted: one query for the debates, one for their labels."""
    chosen = select(*_LISTED, database.now.label("now")).where(*conditions(connection, database, wanted))
    rows = connection.execute(chosen.order_by(*order(database, wanted.sort)).limit(limit).offset(offset)).all()
    tagged, shared = (labels_of(connection, name, [row.key for row in rows]) for name in (TAG, SHARED))
    return tuple(_listing(row, tagged.get(row.key, ()), shared.get(row.key, ())) for row in rows)


def labels_of(connection: Connection, name: str, keys: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The labels of that name of each debate that has some."""
    found: dict[int, tuple[str, ...]] = {}
    for start in range(0, len(keys), 500):
        some = labels.c.debate.in_(keys[start : start + 500])
        for key, value in connection.execute(
            select(labels.c.debate, labels.c.value).where(some, labels.c.name == name)
        ):
            found[key] = (*found.get(key, ()), value)
    return {key: tuple(sorted(values)) for key, values in found.items()}


def tally(connection: Connection, database: Database, wanted: Wanted, *, tags: bool) -> dict[str, int]:
    """How many of what is wanted have each tag, or else each format; the commonest first."""
    where = conditions(connection, database, wanted)
    what, many = (labels.c.value if tags else debates.c.format), func.count()
    rows = select(what, many).select_from(debates).where(*where).group_by(what)
    if tags:
        rows = rows.join(labels, (labels.c.debate == debates.c.key) & (labels.c.name == TAG))
    return ranked({row[0]: row[1] for row in connection.execute(rows)})


def _labelled(name: str, value: str) -> Any:
    return select(labels.c.debate).where(labels.c.name == name, labels.c.value == value)


def _visible(who: tuple[str, ...]) -> ColumnElement[bool]:
    """One list of keys: of an OR neither database can tell how few it lets through, and reads a common word's places first."""
    own = select(debates.c.key).where(debates.c.owner.in_(who))
    return debates.c.key.in_(union(own, *(_labelled(SHARED, each) for each in who)))


def _status(connection: Connection, database: Database, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Only this process can tell whether a holder on its host is alive, so who has a pen is asked first: they are few."""
    if wanted.status is None:
        return []
    held = select(debates.c.key, *lease_columns, database.now.label("now")).where(debates.c.pid.is_not(None))
    live = [row.key for row in connection.execute(held) if (lease := lease_of(row)) and lease.live(row.now)]
    if wanted.status == "running":
        return [debates.c.key.in_(live)]
    ended = debates.c.ended if wanted.status == "ended" else ~debates.c.ended
    return [ended, debates.c.key.not_in(live) if live else true()]


def _listing(row: AnyRow, tags: tuple[str, ...], shared: tuple[str, ...]) -> Listing:
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
        tags=tags,
        owner=row.owner,
        shared=shared,
        lineage=None
        if row.parent is None
        else Lineage(parent=row.parent, at=row.parent_slot or 0, how=row.parent_how or "fork"),
        deleted=None if row.deleted is None else moment(row.deleted),
    )
