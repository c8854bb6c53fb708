"""What a step of the ladder has to work out for rows that are there already, some hundreds at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Select, bindparam, select, update

from rostra.ledger.tables import debates, entries, headers
from rostra.ledger.words import grams, named

_AT_ONCE = 500


def fill_names(connection: Connection) -> None:
    """What debates are called, and what they are forks of."""
    rows = select(debates.c.key, debates.c.id, debates.c.title, debates.c.scenario, headers.c.body)
    change = update(debates).where(debates.c.key == bindparam("row"))
    for some in _slices(connection, rows.join(headers, headers.c.debate == debates.c.key), debates.c.key):
        connection.execute(
            change,
            [
                {"row": key, "named": named(title, id_, scenario), **_lineage(body)}
                for key, id_, title, scenario, body in some
            ],
        )


def fill_grams(connection: Connection) -> None:
    """What texts written without spaces are found by."""
    change = update(entries).where(entries.c.key == bindparam("row"))
    for some in _slices(connection, select(entries.c.key, entries.c.text), entries.c.key):
        found = [{"row": key, "grams": pairs} for key, text in some if (pairs := grams(text))]
        if found:
            connection.execute(change, found)


def _lineage(header: str) -> dict[str, Any]:
    lineage = json.loads(header).get("lineage") if '"lineage"' in header else None
    if not lineage:
        return {"parent": None, "parent_slot": None, "parent_how": None}
    return {"parent": lineage["parent"], "parent_slot": lineage["at"], "parent_how": lineage.get("how", "fork")}


def _slices(connection: Connection, rows: Select[Any], key: Column[Any]) -> Iterator[list[Any]]:
    last = 0
    while some := [*connection.execute(rows.where(key > last).order_by(key).limit(_AT_ONCE))]:
        yield some
        last = some[-1][0]
