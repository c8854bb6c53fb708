"""Two processes and one debate: both want it, one hangs and wakes too late, one is told to stop."""

from __future__ import annotations

import asyncio
import signal
import socket
import sqlite3
from contextlib import closing

import psycopg
import pytest

from rostra.agenda import next_slots
from rostra.debate import Debate
from rostra.ledger import Ledger
from rostra.testing.messages_api import MessagesApi
from survival.debates import asked, assert_whole, quick, slots_of, spoken_by_claude, undisturbed, until
from survival.nursery import Life, Nursery

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def given(ledger: Ledger) -> Debate:
    """A debate, stored; and as it goes when nothing happens to it."""
    await ledger.create(spoken_by_claude("oxford"))
    return await undisturbed("oxford")


async def speaking(server: MessagesApi, life: Life, call: int = 1) -> None:
    """Wait until the call of that number is under way."""
    await until(lambda: len(server.requests) >= call or life.died.done())
    assert not life.died.done()


async def stop_between_transactions(life: Life, store: str) -> None:
    """Inside one it would hold the store's own lock, which does not run out: whoever comes next is told to stop it."""
    life.signal(signal.SIGSTOP)
    while locked(store):
        life.signal(signal.SIGCONT)
        await asyncio.sleep(0.01)
        life.signal(signal.SIGSTOP)


def locked(store: str) -> bool:
    """Whether somebody is writing at this moment."""
    if store.startswith("sqlite"):
        with closing(sqlite3.connect(store.removeprefix("sqlite:///"), timeout=0)) as connection:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
        return False
    with psycopg.connect(store) as connection:
        try:
            connection.execute("SELECT 1 FROM debates FOR UPDATE NOWAIT")
        except psycopg.errors.LockNotAvailable:
            return True
    return False


async def test_of_two_processes_one_works_and_one_says_who_does(nursery: Nursery, store: str, ledger: Ledger) -> None:
    reference = await given(ledger)
    async with quick() as server:
        first = await nursery.life(store, reference.id, server.url)
        await speaking(server, first)
        second = await nursery.life(store, reference.id, server.url)
        status, reason = await second.told
        assert status == "DebateHeld"
        assert f"written by process {first.pid} on {socket.gethostname()}" in reason
        assert await second.died == 0
        assert [listing.status for listing in await ledger.list()] == ["running"]
        assert await first.told == ("ended", "")
    assert_whole(await ledger.load(reference.id), reference)
    assert slots_of(server.requests, asked(reference)).most_common(1)[0][1] == 1, "nobody was asked twice"


@pytest.mark.parametrize("renew_every", [0.2, 60.0], ids=["a sign of life is refused", "an entry is refused"])
async def test_a_process_that_wakes_after_a_takeover_writes_nothing(
    nursery: Nursery, store: str, ledger: Ledger, renew_every: float
) -> None:
    reference = await given(ledger)
    prompts = asked(reference)
    async with quick(ttft=0.2) as slow, quick() as server:
        hung = await nursery.life(store, reference.id, slow.url, lease=0.5, renew_every=renew_every)
        await speaking(slow, hung, call=3)
        await stop_between_transactions(hung, store)
        asked_in_vain = slots_of(slow.requests, prompts)
        before = await ledger.load(reference.id)
        await asyncio.sleep(0.6)
        heir = await nursery.life(store, reference.id, server.url)
        await speaking(server, heir, call=9)
        hung.signal(signal.SIGCONT)
        assert (await hung.told)[0] == "lost"
        assert await hung.died == 0
        assert await heir.told == ("ended", "")
    whole = await ledger.load(reference.id)
    assert_whole(whole, reference)
    assert whole.entries[: len(before.entries)] == before.entries
    closed = {entry.slot for entry in before.entries}
    under_way = {slot.number for slot in next_slots(before)}
    assert set(asked_in_vain) & under_way, "it was stopped while somebody spoke"
    assert set(slots_of(slow.requests, prompts)) <= closed | under_way, "awake, it asks for nothing new"
    assert not set(slots_of(server.requests, prompts)) & closed


async def test_ctrl_c_leaves_no_half_entry_and_the_debate_free(nursery: Nursery, store: str, ledger: Ledger) -> None:
    reference = await given(ledger)
    async with quick(tps=50.0) as server:
        life = await nursery.life(store, reference.id, server.url)
        await speaking(server, life, call=9)
        life.signal(signal.SIGINT)
        assert await asyncio.wait_for(life.died, 10) == 130
    half = await ledger.load(reference.id)
    by_slot = {entry.slot: entry for entry in reference.entries}
    assert len(half.entries) == 8
    assert [getattr(e, "text", "") for e in half.entries] == [
        getattr(by_slot[e.slot], "text", "") for e in half.entries
    ]
    assert [listing.status for listing in await ledger.list()] == ["open"]
    async with quick() as server:
        assert await (await nursery.life(store, reference.id, server.url)).told == ("ended", "")
    assert_whole(await ledger.load(reference.id), reference)
