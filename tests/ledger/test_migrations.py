"""The ladder, and the tables it leads to."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect, text

from ledger_values import Store, debate, turn
from rostra.debate import Debate, Lineage
from rostra.errors import LedgerError
from rostra.ledger import Wanted, open_ledger
from rostra.ledger.migrations import LADDER, Step, climb
from rostra.ledger.stored import entry_row, header
from rostra.ledger.tables import metadata

MORE: Step = dict.fromkeys(("sqlite", "postgresql"), ("ALTER TABLE debates ADD COLUMN mood TEXT",))


def engine_of(store: Store):  # type: ignore[no-untyped-def]
    return create_engine(store.url.replace("postgresql://", "postgresql+psycopg://"))


async def test_the_ladder_leads_to_the_tables_that_queries_see(durable: Store) -> None:
    await durable.open().list()
    engine = engine_of(durable)
    for table in metadata.tables.values():
        there = inspect(engine).get_columns(table.name)
        assert [column["name"] for column in there] == [column.name for column in table.columns], table.name
    engine.dispose()


async def test_a_store_of_an_older_schema_climbs_once_and_keeps_what_it_has(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    ledger = open_ledger(str(file))
    await ledger.create(debate())
    await ledger.close()
    engine = create_engine(f"sqlite:///{file}")
    locks = []
    for _ in range(2):
        with engine.begin() as connection:
            climb(connection, lambda _: locks.append(1), store="s", ladder=(*LADDER, MORE))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT id, mood FROM debates")).all() == [("d", None)]
        assert connection.execute(text("SELECT version FROM rostra_schema")).all() == [(len(LADDER) + 1,)]
    assert len(locks) == 1
    engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_store_of_the_first_schema_is_found_whole_in_the_library(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("empty_postgres") if kind == "postgresql" else f"sqlite:///{tmp_path / 'old.db'}"
    fork = debate("fork", title="Owls, 生成AI?", minute=1, lineage=Lineage(parent="plain", at=7))
    old = [
        debate("plain").append(turn(1, "The owl of Minerva."), turn(2, "梟は夜に飛ぶ。"), turn(3, "")),
        fork.append(*(turn(slot, f"Point {slot}.") for slot in range(1, 1200))),
    ]
    engine = engine_of(Store(url))
    with engine.begin() as connection:
        climb(connection, lambda _: None, store="s", ladder=LADDER[:1])
        for each in old:
            stored_as_first(connection, each)
    engine.dispose()
    ledger = open_ledger(url)
    for each in old:
        entries = tuple(entry.model_copy(update={"seq": seq}) for seq, entry in enumerate(each.entries, 1))
        assert await ledger.load(each.id) == each.model_copy(update={"entries": entries})
    assert [(each.id, each.lineage) for each in await ledger.list()] == [("fork", fork.lineage), ("plain", None)]
    for words, places in {
        "minerva": [("plain", 1)],
        "夜に飛": [("plain", 2)],
        "owls ai": [("fork", None)],
        '"point 1199"': [("fork", 1199)],
    }.items():
        assert [(hit.debate, hit.seq) for hit in await ledger.search(words)] == places, words
    assert [each.id for each in await ledger.list(Wanted(words="owls"))] == ["fork"]
    await ledger.purge("fork")
    assert await ledger.search("point") == ()
    await ledger.close()


def stored_as_first(connection: Connection, debate: Debate) -> None:
    """A debate as the first schema kept it."""
    key = connection.execute(
        text(
            "INSERT INTO debates (id, title, scenario, format, created, updated, entries, turns, cost, ended, epoch) "
            "VALUES (:id, :title, 'test', 'table', :created, 0, :many, :many, 0, false, 0) RETURNING key"
        ),
        {"id": debate.id, "title": debate.title, "created": debate.created.timestamp(), "many": len(debate.entries)},
    ).scalar_one()
    connection.execute(
        text("INSERT INTO headers (debate, body) VALUES (:key, :body)"), {"key": key, "body": header(debate)}
    )
    connection.execute(
        text(
            "INSERT INTO entries (debate, seq, slot, kind, text, body) VALUES (:key, :seq, :slot, :kind, :text, :body)"
        ),
        [{"key": key, "seq": seq, **entry_row(entry)} for seq, entry in enumerate(debate.entries, 1)],
    )


async def test_a_store_of_a_newer_rostra_is_left_alone(durable: Store) -> None:
    await durable.open().create(debate())
    engine = engine_of(durable)
    with engine.begin() as connection:
        connection.execute(text("UPDATE rostra_schema SET version = 7"))
    try:
        with pytest.raises(LedgerError, match=r"newer Rostra: its schema is 7, this one knows \d.*Upgrade Rostra"):
            await durable.open().list()
    finally:
        with engine.begin() as connection:
            connection.execute(text("UPDATE rostra_schema SET version = :top"), {"top": len(LADDER)})
        engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_all_who_create_a_store_at_the_same_moment_succeed(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("empty_postgres") if kind == "postgresql" else str(tmp_path / "new" / "rostra.db")
    ledgers = [open_ledger(url) for _ in range(6)]
    await asyncio.gather(*(ledger.create(debate(f"d{n}")) for n, ledger in enumerate(ledgers)))
    assert len(await ledgers[0].list()) == 6
    for ledger in ledgers:
        await ledger.close()
