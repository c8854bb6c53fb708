"""Whoever is cancelled in the middle leaves a whole entry or none, and no pen behind."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from ledger_values import Store, debate, rich_turn, turn
from rostra.ledger import Message


@pytest.mark.parametrize("delay", [0, 0.0005, 0.002, 0.01])
async def test_an_append_that_is_cancelled_is_whole_or_not_there(durable: Store, delay: float) -> None:
    ledger = durable.open(real_time=True)
    await ledger.create(debate())
    message = await ledger.send("d", Message(kind="question", text="Why?"))
    async with ledger.write("d") as pen:
        appending = asyncio.create_task(pen.append(rich_turn(1), consumes=message))
        await asyncio.sleep(delay)
        appending.cancel()
        await asyncio.wait([appending])
        entries, waiting = (await ledger.load("d")).entries, await ledger.inbox("d")
        assert (len(entries), len(waiting)) in {(1, 0), (0, 1)}
        if entries:
            assert entries[0].model_copy(update={"seq": None}) == rich_turn(1)
        assert (await pen.append(turn(2))).seq == len(entries) + 1
        assert len(await ledger.since("d", 0)) == len(entries) + 1  # nothing came after the cancel returned


async def test_an_append_that_is_cancelled_twice_still_waits_for_its_transaction(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "rostra.db"))
    ledger = store.open(real_time=True)
    await ledger.create(debate())
    other = sqlite3.connect(tmp_path / "rostra.db", isolation_level=None)
    async with ledger.write("d") as pen:
        other.execute("BEGIN IMMEDIATE")
        appending = asyncio.create_task(pen.append(turn(1)))
        for _ in range(2):
            await asyncio.sleep(0.05)
            appending.cancel()
        await asyncio.sleep(0.05)
        assert not appending.done()
        other.execute("ROLLBACK")
        await asyncio.wait([appending])
        assert appending.cancelled()
        assert [entry.slot for entry in await ledger.since("d", 0)] == [1]
    other.close()
    await ledger.close()


@pytest.mark.parametrize("delay", [0, 0.0005, 0.002])
async def test_taking_the_pen_and_being_cancelled_leaves_it_free(durable: Store, delay: float) -> None:
    ledger = durable.open(real_time=True)
    await ledger.create(debate())

    async def write() -> None:
        async with ledger.write("d") as pen:
            await pen.append(turn(1))

    writing = asyncio.create_task(write())
    await asyncio.sleep(delay)
    writing.cancel()
    await asyncio.wait([writing])
    async with ledger.write("d") as pen:
        await pen.append(turn(2))
