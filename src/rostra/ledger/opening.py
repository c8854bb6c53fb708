"""From what `--store` says to a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rostra.errors import WrongUse
from rostra.ledger.base import Ledger
from rostra.ledger.leases import LEASE_SECONDS, Clock
from rostra.ledger.memory import MemoryLedger

if TYPE_CHECKING:
    from rostra.ledger.database import Dialect

_POSTGRES = ("postgresql://", "postgresql+psycopg://", "postgres://")
_SQLITE = "sqlite:///"
_REMEDY = "Use a file ending in .db, sqlite:///path, postgresql://user@host/database, or memory."


def default_file() -> Path:
    """The SQLite file used when no store is named, under the platform's data folder."""
    from platformdirs import user_data_dir

    return Path(user_data_dir("rostra", appauthor=False)) / "rostra.db"


def open_ledger(store: str | None = None, *, clock: Clock | None = None, lease: float = LEASE_SECONDS) -> Ledger:
    """The ledger of a store; nothing is read or created before its first use, and `close` gives it back.

    `store`: None for the default file, `memory`, `sqlite:///path` or a path ending in .db, `postgresql://…`.
    `clock`: seconds since 1970 for leases and lists; None takes the database's own. `lease`: seconds.
    Raises `WrongUse` for anything else.
    """
    if store == "memory":
        return MemoryLedger(clock=clock, lease=lease)
    from rostra.ledger.sql import SqlLedger

    return SqlLedger(_dialect(store), clock=clock, lease=lease)


def _dialect(store: str | None) -> Dialect:
    if store is not None and store.startswith(_POSTGRES):
        from rostra.ledger.postgres import Postgres

        return Postgres(store)
    from rostra.ledger.sqlite import Sqlite

    return Sqlite(_file(store))


def _file(store: str | None) -> Path:
    if store is None:
        return default_file()
    path = store.removeprefix(_SQLITE)
    named = store.startswith(_SQLITE) or Path(path).suffix in {".db", ".sqlite", ".sqlite3"}
    if not named or not path or path == ":memory:" or "://" in path:
        # The part before the host may carry a password.
        raise WrongUse(f"No store is known by {store.rpartition('@')[2]!r}.", remedy=_REMEDY)
    return Path(path).expanduser()
