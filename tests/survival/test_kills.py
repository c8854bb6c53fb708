"""SIGKILL, at any moment, as often as you like."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest

from rostra.ledger import Ledger, open_ledger
from survival.debates import asked, assert_whole, quick, slots_of, spoken_by_claude, undisturbed, until
from survival.nursery import Nursery

KILLS, AT_ONCE = 50, 5

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Slaughter:
    """Debates whose processes are killed again and again, and what came of it."""

    def __init__(self, nursery: Nursery, store: str, ledger: Ledger, seed: int) -> None:
        self.nursery = nursery
        self.store = store
        self.ledger = ledger
        self.chance = random.Random(seed)
        self.in_flight: list[int] = []
        """Calls under way at each kill."""
        self.names: list[str] = []

    async def debate(self, format_name: str, kills: int) -> None:
        """Kill so often, in one debate or, where it ends too soon, in several; end each, and look at it."""
        while kills:
            debate = spoken_by_claude(format_name, f"{format_name}-{len(self.names)}")
            self.names.append(debate.id)
            reference = await undisturbed(format_name)
            prompts = asked(reference)
            await self.ledger.create(debate)
            calls, cut = Counter[int](), Counter[int]()
            ended = False
            while not ended:
                before = await self._closed(debate.id)
                ended, asked_now = await self._life(debate.id, prompts, kill=kills > 0)
                kills -= not ended
                assert not set(asked_now) & before, "what is in the ledger is not asked for again"
                calls += asked_now
                if not ended:
                    lost = Counter(set(asked_now) - await self._closed(debate.id))
                    self.in_flight.append(lost.total())
                    cut += lost
            assert calls == Counter(prompts.values()) + cut, "one more call for each that was under way, and no other"
            assert_whole(await self.ledger.load(debate.id), reference)

    async def _life(self, debate_id: str, prompts: dict[str, int], *, kill: bool) -> tuple[bool, Counter[int]]:
        """Whether the debate ended before the life did, and the slots it asked for, by the server's account."""
        async with quick() as server:
            life = await self.nursery.life(self.store, debate_id, server.url)
            if kill:
                if self.chance.random() < 0.8:
                    await until(lambda: bool(server.requests) or life.died.done())
                await asyncio.wait([life.died], timeout=self.chance.uniform(0, 0.5))
                await life.kill()
            else:
                await life.died
        ended = life.told.done()
        assert not ended or life.told.result() == ("ended", "")
        return ended, slots_of(server.requests, prompts)

    async def _closed(self, debate_id: str) -> set[int]:
        return {entry.slot for entry in (await self.ledger.load(debate_id)).entries if entry.slot is not None}


@pytest.mark.timeout(300)
async def test_nothing_is_lost_doubled_swapped_or_unblinded_by_fifty_kills(nursery: Nursery, tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path / 'rostra.db'}"
    ledger = open_ledger(store)
    slaughter = Slaughter(nursery, store, ledger, seed=7)
    async with asyncio.TaskGroup() as group:
        for number in range(AT_ONCE):
            group.create_task(slaughter.debate("panel" if number % 2 else "oxford", KILLS // AT_ONCE))
    assert len(slaughter.in_flight) == KILLS
    assert {listing.status for listing in await ledger.list()} == {"ended"}
    assert sum(count > 0 for count in slaughter.in_flight) >= KILLS // 4, "most came while somebody spoke"
    assert sum(count > 1 for count in slaughter.in_flight) >= 3, "and some while several did"
    await ledger.close()
