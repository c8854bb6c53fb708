"""Writers in real processes: killed, stopped, woken, and opening a store at the same moment."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

import rostra
from ledger_values import Store, debate, turn
from rostra.errors import DebateHeld

SCRIPT = Path(__file__).parent / "writer_process.py"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(rostra.__file__).parent.parent)}


@asynccontextmanager
async def writer(store: Store, debate_id: str = "d", *, lease: float = 30) -> AsyncIterator[Process]:
    arguments = (sys.executable, str(SCRIPT), store.url, debate_id, str(lease))
    process = await asyncio.create_subprocess_exec(*arguments, stdin=PIPE, stdout=PIPE, env=ENVIRONMENT)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def line(process: Process) -> str:
    assert process.stdout
    return (await process.stdout.readline()).decode().strip()


def tell(process: Process, command: str) -> None:
    assert process.stdin
    process.stdin.write(f"{command}\n".encode())


async def test_the_pen_of_a_killed_process_is_free_at_once(durable: Store) -> None:
    ledger = durable.open(real_time=True)
    await ledger.create(debate())
    async with writer(durable) as process:
        assert await line(process) == "holding 1"
        with pytest.raises(DebateHeld, match=f"written by process {process.pid} on"):
            async with ledger.write("d"):
                pass
        tell(process, "append 1")
        for _ in range(5):
            last = await line(process)
        process.kill()
        await process.wait()
        async with ledger.write("d") as pen:
            stored = (await ledger.load("d")).entries
            assert pen.epoch == 2
            assert (await pen.append(turn(len(stored) + 1))).seq == len(stored) + 1
    assert len(stored) >= int(last.removeprefix("appended "))
    assert [(entry.seq, entry.slot) for entry in stored] == [(n, n) for n in range(1, len(stored) + 1)]


async def test_a_process_that_was_stopped_and_woken_writes_nothing(durable: Store) -> None:
    ledger = durable.open(real_time=True)
    await ledger.create(debate())
    async with writer(durable, lease=0.5) as process:
        assert await line(process) == "holding 1"
        process.send_signal(signal.SIGSTOP)
        with pytest.raises(DebateHeld):
            async with ledger.write("d"):
                pass
        await asyncio.sleep(0.6)
        async with ledger.write("d") as pen:
            await pen.append(turn(1))
            process.send_signal(signal.SIGCONT)
            tell(process, "late")
            assert [await line(process) for _ in range(4)] == ["LeaseLost"] * 4
            await process.wait()
            assert (await pen.append(turn(2))).seq == 2
    assert [entry.slot for entry in (await ledger.load("d")).entries] == [1, 2]
    assert [listing.status for listing in await ledger.list()] == ["open"]


async def test_processes_that_create_a_file_at_the_same_moment_all_succeed(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "new" / "rostra.db"))
    async with writer(store, "a") as a, writer(store, "b") as b:
        assert (await line(a)).startswith("NotFound There is no debate 'a'")
        assert (await line(b)).startswith("NotFound There is no debate 'b'")


async def test_writers_of_different_debates_do_not_disturb_each_other(durable: Store) -> None:
    ledger = durable.open(real_time=True)
    names = ["a", "b", "c"]
    for name in names:
        await ledger.create(debate(name))

    async def write(name: str) -> None:
        mine = durable.open(real_time=True)
        async with mine.write(name) as pen:
            for slot in range(1, 11):
                await pen.append(turn(slot, name))

    async with asyncio.TaskGroup() as group:
        for name in names:
            group.create_task(write(name))
    for name in names:
        entries = (await ledger.load(name)).entries
        assert [(entry.seq, entry.slot) for entry in entries] == [(n, n) for n in range(1, 11)]
        assert {getattr(entry, "text", "") for entry in entries} == {name}
