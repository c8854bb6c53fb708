"""The three stores, each behind the same door."""

from __future__ import annotations

import os
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from ledger_values import Store
from own_postgres import own_server
from rostra.ledger import Ledger

NAMED = os.environ.get("ROSTRA_TEST_POSTGRES")
SERVERS = (
    (NAMED,) if NAMED else ("postgresql://root@127.0.0.1:5432/test", "postgresql://postgres@127.0.0.1:5432/postgres")
)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a schema for all tests of this session."""
    with _new_schema() as url:
        yield url


@pytest.fixture
def empty_postgres() -> Iterator[str]:
    """The URL of a schema that nobody opened yet."""
    with _new_schema() as url:
        yield url


@contextmanager
def _new_schema() -> Iterator[str]:
    server, connection = _reach_postgres()
    schema = f"rostra_test_{uuid.uuid4().hex[:12]}"
    with connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        connection.commit()
        url = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
        try:
            yield url.render_as_string(hide_password=False)
        finally:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")
            connection.commit()


def _reach_postgres() -> tuple[str, psycopg.Connection[Any]]:
    reasons = []
    for server in SERVERS:
        try:
            return server, psycopg.connect(server, connect_timeout=5)
        except psycopg.OperationalError as error:
            reasons.append(str(error).splitlines()[0])
    if not NAMED and (own := own_server()):
        return own, psycopg.connect(own, connect_timeout=5)
    pytest.skip(f"PostgreSQL cannot be reached (ROSTRA_TEST_POSTGRES names a server): {'; '.join(reasons)}")


async def _store(request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[Store]:
    match request.param:
        case "memory":
            store = Store("memory")
        case "sqlite":
            store = Store(f"sqlite:///{folder / 'folder' / 'rostra.db'}")
        case _:
            store = Store(request.getfixturevalue("postgres"))
    yield store
    for ledger in store.opened:
        await ledger.close()
    if request.param == "postgresql":
        with psycopg.connect(store.url) as connection:
            if connection.execute("SELECT to_regclass('debates')").fetchone() != (None,):
                connection.execute("DELETE FROM debates")


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """Each of the three stores, empty."""
    async for each in _store(request, tmp_path):
        yield each


@pytest.fixture(params=["sqlite", "postgresql"])
async def durable(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """Each of the two stores that other processes see, empty."""
    async for each in _store(request, tmp_path):
        yield each


@pytest.fixture
async def ledger(store: Store) -> Ledger:
    """A ledger in each of the three stores."""
    return store.open()
