"""What is particular to a server: how it fails, and that stopped clients do not hold it up."""

from __future__ import annotations

import socket
import sys

import psycopg
import pytest
from sqlalchemy import make_url, text

from ledger_values import debate, rich_turn, turn
from rostra.errors import LedgerError, WrongUse
from rostra.ledger import open_ledger
from rostra.ledger.words import sought


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


async def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    ledger = open_ledger(f"postgresql://ann:hush@127.0.0.1:{unused_port()}/debates")
    with pytest.raises(LedgerError, match=r"postgresql://ann:\*\*\*@127.0.0.1:\d+/debates cannot be reached") as caught:
        await ledger.list()
    assert "hush" not in str(caught.value)
    await ledger.close()


def test_without_its_driver_the_remedy_is_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(WrongUse, match=r'pip install "rostra\[postgres\]"'):
        open_ledger("postgresql://127.0.0.1/debates")


async def test_a_database_that_is_not_there_is_named(postgres: str) -> None:
    url = make_url(postgres).set(database="no_such_database")
    ledger = open_ledger(url.render_as_string(hide_password=False))
    with pytest.raises(LedgerError, match=r"no_such_database.*createdb|cannot be reached.*no_such_database"):
        await ledger.list()
    await ledger.close()


async def test_a_server_that_only_reads_says_so(postgres: str) -> None:
    url = make_url(postgres)
    options = f"{url.query['options']} -cdefault_transaction_read_only=on"
    ledger = open_ledger(url.update_query_dict({"options": options}).render_as_string(hide_password=False))
    with pytest.raises(LedgerError, match=r"is read-only.*primary"):
        await ledger.create(debate("only-read"))
    await ledger.close()


async def test_connections_that_the_server_dropped_are_opened_again(postgres: str) -> None:
    ledger = open_ledger(postgres)
    await ledger.create(debate("dropped"))
    async with ledger.write("dropped") as pen:
        await pen.append(turn(1))
        with psycopg.connect(postgres, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid IN "
                "(SELECT pid FROM pg_locks) IS NOT TRUE AND pid <> pg_backend_pid() AND state = 'idle' AND query LIKE %s",
                ["%debates%"],
            )
        await pen.append(turn(2))
    await ledger.purge("dropped")
    await ledger.close()


async def test_sessions_are_durable_and_do_not_keep_rows_when_stopped(postgres: str) -> None:
    ledger = open_ledger(postgres)
    names = ("synchronous_commit", "idle_in_transaction_session_timeout", "transaction_isolation")
    for _ in range(2):  # a connection keeps them after it was given back
        kept = await ledger._database.write(  # type: ignore[attr-defined]
            lambda connection: [connection.scalar(text(f"SHOW {name}")) for name in names]
        )
        assert kept == ["on", "10s", "read committed"]
    await ledger.close()


async def test_the_index_of_words_is_used(postgres: str) -> None:
    ledger = open_ledger(postgres)
    await ledger.create(debate("indexed").append(*(rich_turn(slot) for slot in range(1, 50))))
    search = ledger._database.dialect.search(sought("word7")).limit(5)  # type: ignore[attr-defined]

    def plan(connection):  # type: ignore[no-untyped-def]
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        query = search.compile(connection, compile_kwargs={"literal_binds": True})
        return "\n".join(connection.execute(text(f"EXPLAIN {query}".replace(":", "\\:"))).scalars())

    assert "entries_words" in await ledger._database.read(plan)  # type: ignore[attr-defined]
    await ledger.purge("indexed")
    await ledger.close()
