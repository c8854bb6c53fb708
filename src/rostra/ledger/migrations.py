"""The ladder from an empty store to today's tables. A step that was released is never edited: the next one mends it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, inspect, select, update

from rostra.errors import LedgerError
from rostra.ledger.filling import fill_grams, fill_names
from rostra.ledger.tables import version

Step = dict[str, tuple[str | Callable[[Connection], None], ...]]
"""Statements by dialect, in order; and what no statement can do."""


def _tables(key: str) -> tuple[str, ...]:
    return (
        f"""CREATE TABLE debates (
            key {key}, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, scenario TEXT NOT NULL, format TEXT NOT NULL,
            created DOUBLE PRECISION NOT NULL, updated DOUBLE PRECISION NOT NULL,
            entries INTEGER NOT NULL, turns INTEGER NOT NULL, cost DOUBLE PRECISION NOT NULL, ended BOOLEAN NOT NULL,
            epoch INTEGER NOT NULL, host TEXT, pid INTEGER, started TEXT, expires DOUBLE PRECISION)""",
        "CREATE INDEX debates_created ON debates (created)",
        """CREATE TABLE headers (
            debate BIGINT NOT NULL PRIMARY KEY REFERENCES debates (key) ON DELETE CASCADE, body TEXT NOT NULL)""",
        f"""CREATE TABLE entries (
            key {key}, debate BIGINT NOT NULL REFERENCES debates (key) ON DELETE CASCADE,
            seq INTEGER NOT NULL, slot INTEGER, kind TEXT NOT NULL, text TEXT NOT NULL, body TEXT NOT NULL,
            UNIQUE (debate, seq))""",
        "CREATE UNIQUE INDEX entries_slot ON entries (debate, slot) WHERE slot IS NOT NULL",
        f"""CREATE TABLE inbox (
            id {key}, debate BIGINT NOT NULL REFERENCES debates (key) ON DELETE CASCADE, body TEXT NOT NULL)""",
        "CREATE INDEX inbox_debate ON inbox (debate)",
    )


_FIRST_WORDS = "to_tsvector('simple', left(translate(text, '-./:@_''', '       '), 100000))"
"""A text's words: the parser would take a.b for a host and never find b; past a megabyte it refuses the row."""

_FIRST: Step = {
    "sqlite": (
        *_tables("INTEGER PRIMARY KEY AUTOINCREMENT"),
        "CREATE VIRTUAL TABLE words USING fts5 (text, content='entries', content_rowid='key', "
        "tokenize='unicode61 remove_diacritics 0')",
        # Small pieces of index fill the pages of a short debate; the default leaves them half empty.
        "INSERT INTO words (words, rank) VALUES ('pgsz', 500)",
        "CREATE TRIGGER entries_said AFTER INSERT ON entries WHEN new.text <> '' BEGIN "
        "INSERT INTO words (rowid, text) VALUES (new.key, new.text); END",
        "CREATE TRIGGER entries_gone AFTER DELETE ON entries WHEN old.text <> '' BEGIN "
        "INSERT INTO words (words, rowid, text) VALUES ('delete', old.key, old.text); END",
    ),
    "postgresql": (
        *_tables("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
        f"CREATE INDEX entries_words ON entries USING gin ({_FIRST_WORDS}) WITH (fastupdate = off)",
    ),
}

POSTGRES_WORDS = f"({_FIRST_WORDS} || to_tsvector('simple', left(coalesce(grams, ''), 100000)))"
"""The same, and the pairs of characters of what is written without spaces."""

_LIBRARY = (
    "ALTER TABLE debates ADD COLUMN named TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE debates ADD COLUMN owner TEXT",
    "ALTER TABLE debates ADD COLUMN deleted DOUBLE PRECISION",
    "ALTER TABLE debates ADD COLUMN parent TEXT",
    "ALTER TABLE debates ADD COLUMN parent_slot INTEGER",
    "ALTER TABLE debates ADD COLUMN parent_how TEXT",
    "ALTER TABLE entries ADD COLUMN grams TEXT",
    # Nothing is indexed that changes with every turn: an append would have to write the index, too.
    "CREATE INDEX debates_owner ON debates (owner) WHERE owner IS NOT NULL",
    "CREATE INDEX debates_deleted ON debates (deleted) WHERE deleted IS NOT NULL",
    "CREATE INDEX debates_parent ON debates (parent) WHERE parent IS NOT NULL",
    "CREATE INDEX debates_held ON debates (pid) WHERE pid IS NOT NULL",
    """CREATE TABLE labels (
        debate BIGINT NOT NULL REFERENCES debates (key) ON DELETE CASCADE, name TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (debate, name, value))""",
    "CREATE INDEX labels_value ON labels (name, value)",
    fill_names,
    fill_grams,
)

_SECOND: Step = {
    "sqlite": (
        *_LIBRARY,
        "DROP TRIGGER entries_said",
        "DROP TRIGGER entries_gone",
        "DROP TABLE words",
        # Hits are ranked in `finding`, so nobody asks for the lengths of texts.
        "CREATE VIRTUAL TABLE words USING fts5 (text, grams, content='entries', content_rowid='key', columnsize=0, "
        "tokenize='unicode61 remove_diacritics 0')",
        "INSERT INTO words (words, rank) VALUES ('pgsz', 500)",
        "INSERT INTO words (rowid, text, grams) SELECT key, text, grams FROM entries WHERE text <> '' ORDER BY key",
        "CREATE TRIGGER entries_said AFTER INSERT ON entries WHEN new.text <> '' BEGIN "
        "INSERT INTO words (rowid, text, grams) VALUES (new.key, new.text, new.grams); END",
        "CREATE TRIGGER entries_gone AFTER DELETE ON entries WHEN old.text <> '' BEGIN "
        "INSERT INTO words (words, rowid, text, grams) VALUES ('delete', old.key, old.text, old.grams); END",
    ),
    "postgresql": (
        *_LIBRARY,
        "DROP INDEX entries_words",
        f"CREATE INDEX entries_words ON entries USING gin ({POSTGRES_WORDS}) WITH (fastupdate = off)",
    ),
}

LADDER: tuple[Step, ...] = (_FIRST, _SECOND)


def climb(
    connection: Connection, lock: Callable[[Connection], None], *, store: str, ladder: tuple[Step, ...] = LADDER
) -> None:
    """Bring a store to the top of the ladder, inside the caller's transaction.

    `lock` makes other processes that open it wait until then. `LedgerError` for a store from a newer Rostra.
    """
    if _height(connection) == len(ladder):
        return
    lock(connection)
    height = _height(connection)
    if height is None:
        connection.exec_driver_sql("CREATE TABLE rostra_schema (version INTEGER NOT NULL)")
        connection.execute(insert(version).values(version=0))
    if (height or 0) > len(ladder):
        raise LedgerError(
            f"The store {store} was written by a newer Rostra: its schema is {height}, this one knows {len(ladder)}.",
            remedy="Upgrade Rostra, or name another --store.",
        )
    for step in ladder[height or 0 :]:
        for statement in step[connection.dialect.name]:
            if isinstance(statement, str):
                connection.exec_driver_sql(statement)
            else:
                statement(connection)
    connection.execute(update(version).values(version=len(ladder)))


def _height(connection: Connection) -> int | None:
    if not inspect(connection).has_table(version.name):
        return None
    return connection.scalar(select(version.c.version))
