"""PostgreSQL: many writers, each debate's row locked in turn."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Double,
    Engine,
    Select,
    bindparam,
    cast,
    create_engine,
    event,
    extract,
    func,
    literal_column,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError

from rostra.errors import LedgerError, WrongUse
from rostra.ledger.tables import debates, entries
from rostra.ledger.words import Sought, Term

_MIGRATION_LOCK = 0x526F73747261
"""The advisory lock of the ladder: "Rostra"."""

_SESSION = (
    "SET synchronous_commit = on",
    # A process that was stopped inside a transaction must not keep the debate's row from whoever takes over.
    "SET idle_in_transaction_session_timeout = '10s'",
    "SET lock_timeout = '20s'",
    # How many texts have a word decides how a search is best made: no plan serves all words.
    "SET plan_cache_mode = force_custom_plan",
)

_REASONS = {
    "53100": ("has no disk space left", "Free some space on its host, then resume: what was stored is safe."),
    "25006": ("is read-only", "Name the primary server, not a replica."),
    "42501": ("does not allow it", "Grant the user CREATE on the schema, and all rights on its tables."),
    "55P03": ("kept a row locked for 20 s", "Try again; another client may hang inside a transaction."),
    "3D000": ("has no such database", "Create it with `createdb`, or name another."),
    "28": ("refused the login", "Check user and password in the URL."),
    "XX001": ("is damaged", "Restore a backup."),
}


class Postgres:
    """The dialect for a server, spoken through psycopg 3."""

    writers = 8
    plain_order = "C"

    def __init__(self, url: str) -> None:
        try:
            self._url = make_url(url.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql+psycopg")
        except (ArgumentError, ValueError):  # not shown: it may hold a password
            raise WrongUse(
                "The PostgreSQL URL cannot be read.", remedy="Write postgresql://user@host/database."
            ) from None
        shown = self._url.set(drivername="postgresql", query={})
        self.name = shown.render_as_string(hide_password=True)
        self.errors = (_driver(self.name).Error,)

    def connect(self, connections: int) -> Engine:
        engine = create_engine(
            self._url,
            pool_size=connections,
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",
            connect_args={"connect_timeout": 10, "tcp_user_timeout": 30000},
        )
        event.listen(engine, "connect", _configure)
        return engine

    def prepare(self, engine: Engine) -> None:
        """The database is there already, or it is an error to be explained."""

    def lock(self, connection: Connection) -> None:
        connection.execute(select(func.pg_advisory_xact_lock(_MIGRATION_LOCK)))

    def now(self) -> ColumnElement[float]:
        return cast(extract("epoch", func.clock_timestamp()), Double)

    def search(self, sought: Sought) -> Select[str, str, int, str, str, str]:
        has: ColumnElement[Any] = literal_column("entries.words")
        asked = " & ".join(map(_phrases, sought.terms))
        query = func.to_tsquery(text("'simple'"), bindparam("words", asked))
        return (
            select(debates.c.id, debates.c.title, entries.c.seq, entries.c.kind, entries.c.text, entries.c.body)
            .join(entries, entries.c.debate == debates.c.key)
            # A phrase is said twice: the planner takes it for as common as its words, and would read through all texts.
            .where(*[has.op("@@")(query)] * (2 if "<->" in asked else 1))
            .order_by(entries.c.key.desc())
        )

    def explain(self, error: BaseException) -> LedgerError:
        state = getattr(error, "sqlstate", None) or ""
        for prefix, (fact, remedy) in _REASONS.items():
            if state.startswith(prefix):
                return LedgerError(f"The store {self.name} {fact} ({_first_line(error)}).", remedy=remedy)
        if not state or state.startswith(("08", "57P", "25P03")):
            return LedgerError(
                f"The store {self.name} cannot be reached ({_first_line(error)}).",
                remedy="Check host, port and database, then resume: what was stored is safe.",
            )
        return LedgerError(f"The store {self.name} failed ({_first_line(error)}).", remedy="Check the server's log.")


def _phrases(term: Term) -> str:
    """A term as to_tsquery reads it. Words are letters and digits, so nothing in them has to be escaped."""
    phrases = ((" <-> ".join(map("'{}'".format, piece)), term.beginning(piece)) for piece in term.pieces)
    return " & ".join(f"({phrase}{':*' if beginning else ''})" for phrase, beginning in phrases)


def _driver(store: str) -> ModuleType:
    try:
        import psycopg
    except ImportError as error:
        raise WrongUse(
            f"The store {store} needs psycopg, which is not installed.",
            remedy='Install it: pip install "rostra[postgres]".',
        ) from error
    return psycopg


def _configure(connection: Any, _record: Any) -> None:
    connection.autocommit = True  # else the settings go when the first transaction is rolled back
    for statement in _SESSION:
        connection.execute(statement)
    connection.autocommit = False


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).strip().partition("\n")[0]
