"""A SQL database driven from asyncio: transactions run in threads, and errors come back as Rostra's own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, Double, Engine, Select, bindparam
from sqlalchemy.exc import DBAPIError

from rostra.errors import LedgerError
from rostra.ledger.leases import Clock
from rostra.ledger.migrations import climb
from rostra.ledger.words import Sought

T = TypeVar("T")

READERS = 4


class Dialect(Protocol):
    """What differs between SQLite and PostgreSQL."""

    @property
    def name(self) -> str:
        """The store as people may see it: without a password."""
        ...

    @property
    def writers(self) -> int:
        """How many transactions may write at once."""
        ...

    @property
    def plain_order(self) -> str:
        """The collation that sorts by code points."""
        ...

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What the driver raises."""
        ...

    def connect(self, connections: int) -> Engine:
        """An engine whose transactions are real ones; those with the option `writes` lock before they read."""
        ...

    def prepare(self, engine: Engine) -> None:
        """Whatever comes before the first transaction."""
        ...

    def lock(self, connection: Connection) -> None:
        """Keep every other process from migrating until the transaction ends."""
        ...

    def now(self) -> ColumnElement[float]:
        """The time by which leases are judged, seconds since 1970, as it is when a statement runs."""
        ...

    def search(self, sought: Sought) -> Select[str, str, int, str, str, str]:
        """Debate id and title, seq, kind, text and body of the entries that an index has for it, joined with their debates; the
        newest first."""
        ...

    def explain(self, error: BaseException) -> LedgerError:
        """A driver's error as a fact and a remedy."""
        ...


class Database:
    """One store: opened and migrated at its first use."""

    def __init__(
        self, dialect: Dialect, *, clock: Clock | None = None, chore: Callable[[Connection], object] | None = None
    ) -> None:
        """`chore`: done once, in the first transaction that writes."""
        self.dialect = dialect
        self._chore = chore
        self.now = bindparam("now", callable_=clock, type_=Double) if clock else dialect.now()
        self._failures: tuple[type[Exception], ...] = (DBAPIError, OSError, *dialect.errors)
        self._engine = dialect.connect(READERS + dialect.writers)
        self._writing = self._engine.execution_options(writes=True)
        self._readers = ThreadPoolExecutor(READERS, "rostra-read")
        self._writers = ThreadPoolExecutor(dialect.writers, "rostra-write")
        self._opening = threading.Lock()
        self._open = False

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns from a transaction that only reads. `LedgerError` when the store fails."""
        return await _finish(self._readers, partial(self._transaction, self._engine, work))

    async def write(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns from a transaction, once it is durable. `LedgerError` when the store fails."""
        return await _finish(self._writers, partial(self._transaction, self._writing, partial(self._change, work)))

    async def close(self) -> None:
        """Let what runs end, and give back connections."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._writers.shutdown()
        self._readers.shutdown()
        self._engine.dispose()

    def _transaction(self, engine: Engine, work: Callable[[Connection], T]) -> T:
        with self._explained():
            self._ensure_open()
            with engine.begin() as connection:
                return work(connection)

    def _change(self, work: Callable[[Connection], T], connection: Connection) -> T:
        chore, self._chore = self._chore, None
        if chore:
            chore(connection)
        return work(connection)

    def _ensure_open(self) -> None:
        with self._opening:
            if not self._open:
                self.dialect.prepare(self._engine)
                with self._writing.begin() as connection:
                    climb(connection, self.dialect.lock, store=self.dialect.name)
                self._open = True

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except self._failures as error:
            cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
            raise self.dialect.explain(cause) from error


async def _finish(threads: Executor, work: Callable[[], T]) -> T:
    """Run in a thread. A cancelled caller waits for it to end, so that nothing happens behind its back."""
    running = asyncio.get_running_loop().run_in_executor(threads, work)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        while not running.done():  # cancelled again, it waits all the same
            with suppress(asyncio.CancelledError):
                await asyncio.wait([running])
        running.exception()  # what came of it is nobody's business any more, and asyncio would complain about it
        raise
