"""SQLite: one file, one writer at a time, readers beside it."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Double,
    Engine,
    Select,
    bindparam,
    column,
    create_engine,
    event,
    select,
    table,
)

from rostra.errors import LedgerError
from rostra.ledger.tables import debates, entries
from rostra.ledger.words import Sought, Term

_PATIENCE = 30.0
"""Seconds to wait for another process's transaction."""

_words = table("words", column("rowid"), column("words"))

_REASONS = {
    "SQLITE_FULL": ("is full, or its disk is", "Free some space, then resume: what was stored is safe."),
    "SQLITE_READONLY": ("cannot be written", "Make the file and its folder writable, or name another --store."),
    "SQLITE_PERM": ("cannot be written", "Make the file and its folder writable, or name another --store."),
    "SQLITE_CANTOPEN": ("cannot be opened", "Make the folder exist and writable, or name another --store."),
    "SQLITE_NOTADB": ("is no SQLite database", "Name another --store; this file was left as it is."),
    "SQLITE_CORRUPT": ("is damaged", "Move it away and restore a backup, or save what `sqlite3 FILE .recover` finds."),
    "SQLITE_BUSY": (f"was locked by another process for {_PATIENCE:.0f} s", "Stop that process, or try again."),
    "SQLITE_LOCKED": (f"was locked by another process for {_PATIENCE:.0f} s", "Stop that process, or try again."),
    "SQLITE_IOERR": ("cannot be read or written", "Check the disk and its free space, then resume."),
}


class Sqlite:
    """The dialect for a file."""

    writers = 1
    plain_order = "BINARY"
    errors = (sqlite3.Error,)

    def __init__(self, file: Path) -> None:
        self.file = file
        self.name = str(file)

    def connect(self, connections: int) -> Engine:
        url = URL.create("sqlite", database=str(self.file))
        engine = create_engine(url, pool_size=connections, connect_args={"timeout": _PATIENCE})
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
        return engine

    def prepare(self, engine: Engine) -> None:
        if sqlite3.sqlite_version_info < (3, 35):
            raise LedgerError(
                f"SQLite {sqlite3.sqlite_version} is too old for a ledger.",
                remedy="Use a Python with SQLite 3.35 or newer, or --store postgresql://…",
            )
        self.file.parent.mkdir(parents=True, exist_ok=True)
        connection = engine.raw_connection()
        try:
            _write_ahead(connection.driver_connection)
        finally:
            connection.close()

    def lock(self, connection: Connection) -> None:
        """BEGIN IMMEDIATE did."""

    def now(self) -> ColumnElement[float]:
        return bindparam("now", callable_=time.time, type_=Double)

    def search(self, sought: Sought) -> Select[str, str, int, str, str, str]:
        return (
            select(debates.c.id, debates.c.title, entries.c.seq, entries.c.kind, entries.c.text, entries.c.body)
            .select_from(_words)
            .join(entries, entries.c.key == _words.c.rowid)
            .join(debates, debates.c.key == entries.c.debate)
            .where(_words.c.words.op("MATCH")(" AND ".join(map(_phrases, sought.terms))))
            .order_by(_words.c.rowid.desc())
        )

    def explain(self, error: BaseException) -> LedgerError:
        code = getattr(error, "sqlite_errorname", "SQLITE_CANTOPEN" if isinstance(error, OSError) else "")
        for name, (fact, remedy) in _REASONS.items():
            if code.startswith(name):
                return LedgerError(f"The store {self.name} {fact} ({error}).", remedy=remedy)
        return LedgerError(
            f"The store {self.name} failed ({error}).", remedy="Check the file, or name another --store."
        )


def _phrases(term: Term) -> str:
    """A term as FTS5 reads it. Words are letters and digits, so nothing in them has to be escaped."""
    return " AND ".join(f'"{" ".join(piece)}"{" *" if term.beginning(piece) else ""}' for piece in term.pieces)


def _configure(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # else the driver begins transactions itself, later than we say
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _write_ahead(connection: Any) -> None:
    """Switch the file to WAL, once for all. Two that do so at the same moment are refused without a wait: wait here."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
