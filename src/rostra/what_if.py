"""Several forks on stage at once: what if. Each is a debate of its own, stored before the first word, and can be resumed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing

from rostra.debate import Debate
from rostra.errors import RostraError
from rostra.events import Ended, Event
from rostra.ledger.base import Ledger
from rostra.stage import Clock, Opener, stage, utc_now

AT_ONCE = 4
"""Debates that run beside one another."""

Hear = Callable[[str, Event], None]
"""Told the id of a fork and what happens in it."""


async def what_if(
    forks: Sequence[Debate],
    models: Opener,
    *,
    ledger: Ledger,
    hear: Hear | None = None,
    budget: float | None = None,
    at_once: int = AT_ONCE,
    renew_every: float = 10.0,
    now: Clock = utc_now,
) -> tuple[Ended, ...]:
    """Stage these debates, so many at once, and tell how each ended, in their order.

    All are in the ledger before the first call. `budget`: US dollars for each. A fork that fails stops no other; nobody is there to
    hold a person's seat: it ends `waiting`. Cancelled, it leaves all of them to be resumed. `DebateExists`, `LedgerError` where they
    cannot be stored.
    """
    for fork in forks:
        await ledger.create(fork)
    places = asyncio.Semaphore(at_once)

    async def play(fork: Debate) -> Ended:
        ended = Ended(status="failed", reason="It ended without a word.")
        async with places:
            run = stage(fork, models, ledger=ledger, budget=budget, renew_every=renew_every, now=now)
            try:
                async with aclosing(run) as events:
                    async for event in events:
                        ended = event if isinstance(event, Ended) else ended
                        if hear is not None:
                            hear(fork.id, event)
            except RostraError as error:
                ended = Ended(status="failed", reason=error.fact, remedy=error.remedy)
                if hear is not None:
                    hear(fork.id, ended)
            return ended

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(play(fork), name=f"what if {fork.id}") for fork in forks]
    return tuple(task.result() for task in tasks)
